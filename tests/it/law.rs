//! Laws: the calculator of deadlines, which regimes there are and which apply.

use serde_json::Value;

use crate::support::{Env, check_session, check_session_in};

#[test]
fn no_incident_is_closed_over_a_running_deadline_without_a_word() {
    check_session("closed-over-a-clock");
}

#[test]
fn deadlines_are_counted_without_an_incident() {
    check_session("reckoning");
}

#[test]
fn laws_are_listed_shown_and_judged() {
    check_session("regimes");
}

/// A marketplace in Berlin; whether it is a financial entity nobody has said.
const PROFILE: &str = r#"format = "organisation/1"

[entity]
country = "DE"

[scope]
customers = ["DE", "GB", "US-CA"]
listed = false
payment_institution = false
marketplace = true
card_data = false
health_data = false
processor = false
digital_products = false
telecommunications = false
trust_services = false
"#;

#[test]
fn the_profile_decides_which_laws_apply() {
    check_session_in(&with_profile(PROFILE), "scope");
}

/// Two authorities for one law, and another company of the group.
const BODIES: &str = r#"
[[authority]]
name = "Berlin Commissioner"
country = "DE"
regimes = ["gdpr-33-1"]

[[authority]]
name = "Irish DPC"
country = "IE"
regimes = ["gdpr-33-1"]

[[authority]]
name = "BSI"
country = "DE"
regimes = ["nis2-23"]

[[controller]]
name = "Pay"
relation = "group"
"#;

fn with_profile(text: &str) -> Env {
    let env = Env::new();
    let folder = env.home().join(".config/breachbook");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("organisation.toml"), text).unwrap();
    env
}

#[test]
fn the_board_shows_every_duty_in_scope_that_has_started() {
    check_session_in(&with_profile(&format!("{PROFILE}{BODIES}").replace(", \"US-CA\"", "")), "board");
}

#[test]
fn decisions_on_duties_stand_with_their_reasons() {
    check_session("duty");
    check_session("duty-from");
}

#[test]
fn without_a_scope_only_gdpr_is_considered() {
    check_session("board-without-scope");
}

/// The value of `key = "value"` in a case; the cases are written one key a line.
fn text<'a>(case: &'a str, key: &str) -> Option<&'a str> {
    let line = case.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(" = "));
    line.map(|value| value.trim_matches('"'))
}

/// The arguments of a case.
fn arguments(case: &str) -> Vec<String> {
    let mut arguments = vec!["--json".to_owned(), "deadlines".to_owned(), "due".to_owned()];
    let options = [
        ("regime", "--regime"),
        ("stage", "--stage"),
        ("from", "--from"),
        ("zone", "--zone"),
        ("authority_zone", "--authority-zone"),
        ("entity", "--entity"),
    ];
    for (key, option) in options {
        let value = text(case, key).into_iter();
        arguments.extend(value.flat_map(|value| [option.to_owned(), value.to_owned()]));
    }
    let anchor = text(case, "anchors").map(|table| table.trim_matches(['{', '}', ' ']));
    if let Some((name, at)) = anchor.and_then(|anchor| anchor.split_once(" = ")) {
        arguments.extend(["--anchor".to_owned(), format!("{name}={}", at.trim_matches('"'))]);
    }
    arguments
}

#[test]
fn the_calculator_gives_every_worked_case() {
    let cases: Vec<&str> =
        include_str!("../../src/regime/count/tests/cases.toml").split("[[case]]\n").skip(1).collect();
    let env = Env::new();
    assert_eq!(cases.len(), 41);
    for case in cases {
        let id = text(case, "id");
        let ran = env.run(&arguments(case));
        assert_eq!(ran.code, 0, "{id:?}: {}", ran.err);
        let answer: Value = serde_json::from_str(&ran.out).expect("JSON");
        let said = |key: &str| answer.get(key).and_then(Value::as_str);
        let wanted = (Some("running"), text(case, "strict"), text(case, "formal"));
        assert_eq!((said("status"), said("strict"), said("formal")), wanted, "{id:?}");
    }
}
