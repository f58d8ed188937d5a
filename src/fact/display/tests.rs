//! Values as people read them.

use super::*;
use crate::base::digest::Digest;
use crate::base::time::zone::tests::zone;
use crate::fact::catalogue::Catalogue;

/// Reads a value from its JSON in the record, shows it as a value of a shipped fact, and compares.
#[track_caller]
fn check(fact: &str, json: &str, expected: &str) {
    let value: Value = serde_json::from_str(json).expect("a value");
    let words = |passage: PassageRef| format!("<{}>", passage.0.short());
    let row = Catalogue::shipped().get(fact);
    assert_eq!(display_value(&value, row, &words, zone("Europe/Berlin")), expected);
}

/// The same as a command needs it.
#[track_caller]
fn machine(json: &str, expected: &str) {
    let value: Value = serde_json::from_str(json).expect("a value");
    let words = |passage: PassageRef| format!("<{}>", passage.0.short());
    assert_eq!(machine_value(&value, &words), expected);
}

#[test]
fn values_for_commands() {
    machine(r#"{"bool":true}"#, "true");
    machine(r#"{"int":-40000}"#, "-40000");
    machine(r#"{"count":{"low":4150,"high":5000,"about":true}}"#, "4150");
    machine(r#"{"decimal":"1234567.125"}"#, "1234567.125");
    machine(r#"{"money":{"amount":"12000.50","currency":"EUR"}}"#, "12000.50");
    machine(r#"{"choice":"P3"}"#, "P3");
    machine(r#"{"choices":["confidentiality","integrity"]}"#, "confidentiality,integrity");
    machine(
        r#"{"datetime":{"t":"2026-11-22T13:32:00Z","offset":60,"precision":"minute"}}"#,
        "2026-11-22T13:32:00Z",
    );
    machine(r#"{"list":[{"n":1,"v":{"int":7}},{"n":2,"v":{"int":9}}]}"#, "7,9");
}

#[test]
fn values_in_words() {
    check("", r#"{"bool":true}"#, "yes");
    check("", r#"{"bool":false}"#, "no");
    check("", r#"{"int":-40000}"#, "-40 000");
    check("", r#"{"int":1200}"#, "1200");
    check("", r#"{"decimal":"1234567.125"}"#, "1 234 567.125");
    check("", r#"{"percent":"12.5"}"#, "12.5 %");
    check("", r#"{"money":{"amount":"12000.50","currency":"EUR"}}"#, "12 000.50 EUR");
    check("severity", r#"{"choice":"P3"}"#, "P3: within four hours");
    check("severity", r#"{"choice":"P9"}"#, "P9");
    check(
        "breach_types",
        r#"{"choices":["confidentiality","integrity"]}"#,
        "Confidentiality: somebody saw or got what they should not have; Integrity: data was changed without right or by mistake",
    );
    check("breach_types", r#"{"choices":[]}"#, "none");
    check(
        "",
        r#"{"datetime":{"t":"2026-11-22T13:32:00Z","offset":60,"precision":"minute"}}"#,
        "Sun 22 Nov 2026 14:32 Europe/Berlin (13:32 UTC)",
    );
    check(
        "",
        r#"{"datetime":{"t":"2026-11-21T23:00:00Z","offset":60,"precision":"day"}}"#,
        "Sun 22 Nov 2026 Europe/Berlin, no time of day (from Sat 21 Nov 23:00 UTC)",
    );
    check("", r#"{"duration":254580}"#, "70 h 43");
    check("", r#"{"country":"DE"}"#, "DE");
    check("", r#"{"hash":"d41d8cd98f00b204e9800998ecf8427e"}"#, "d41d8cd98f00b204e9800998ecf8427e");
    check("", r#"{"ip":"2001:db8::7"}"#, "2001:db8::7");
    check(
        "",
        r#"{"words":"0000000000000000000000000000000000000000000000000000000000000000"}"#,
        "<0000-0000-0000-0000>",
    );
    assert_eq!(Digest::ZERO.short(), "0000-0000-0000-0000");
}

#[test]
fn counts_with_their_units() {
    check("subjects_count", r#"{"count":{"low":40000,"high":40000}}"#, "40 000 people");
    check("subjects_count", r#"{"count":{"low":40000,"high":40000,"about":true}}"#, "about 40 000 people");
    check("", r#"{"count":{"low":10000,"high":400000}}"#, "10 000 to 400 000");
    check("", r#"{"count":{"low":10000}}"#, "at least 10 000");
    check("", r#"{"count":{"low":0,"high":500}}"#, "at most 500");
    check("", r#"{"count":{"low":0}}"#, "at least 0");
    check("", r#"{"count":{"low":0,"high":0}}"#, "0");
}

#[test]
fn items_keep_their_numbers() {
    let list = r#"{"list":[{"n":1,"v":{"country":"DE"}},{"n":3,"v":{"country":"FR"}}]}"#;
    check("", list, "1. DE; 3. FR");
    check("", r#"{"list":[]}"#, "none");
}
