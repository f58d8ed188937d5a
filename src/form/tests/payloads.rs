//! Payloads of the common template are valid by the generated schema in every kind of notice.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use super::sample::{
    ALL, FEW, at, facts, filled, layout, organisation, request, stage, worded, words_of_all,
};
use crate::base::id::Seq;
use crate::form::facts::Facts;
use crate::form::fill::{Basis, Completeness, Filled, NoticeKind, Previous, Request, Sources, fill};
use crate::form::payload::{envelope, payload};
use crate::form::schema::schema;

fn complaints(form: &str, at_stage: &str, payload: &BTreeMap<String, Json>) -> Vec<String> {
    let schema = schema(layout(form), &stage(at_stage));
    let validator =
        jsonschema::draft202012::options().should_validate_formats(true).build(&schema).expect("a schema");
    let payload = json!(payload);
    validator.iter_errors(&payload).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

#[track_caller]
fn check(at_stage: &str, filled: &Filled, expected: &[(&str, Json)]) -> BTreeMap<String, Json> {
    let payload = payload(layout("gdpr-33"), filled);
    assert_eq!(complaints("gdpr-33", at_stage, &payload), Vec::<String>::new());
    assert_eq!(filled.blocking().map(|field| field.id.as_str()).collect::<Vec<_>>(), Vec::<&str>::new());
    for (id, value) in expected {
        assert_eq!(payload.get(*id).unwrap_or(&Json::Null), value, "{id}");
    }
    payload
}

const OPEN: &str = "Not known yet. It will be given in a follow-up.";

#[test]
fn a_minimal_incomplete_notice() {
    let filled = filled("gdpr-33", "notify", &facts(&FEW), "2026-11-20T20:00:00Z");
    assert_eq!(filled.completeness, Completeness::Incomplete);
    let payload = check(
        "notify",
        &filled,
        &[
            ("field_3", json!("a")),
            ("field_4", json!("b")),
            ("field_41", json!("Not applicable.")),
            ("field_48", json!("2026-11-20T10:00:00Z")),
            ("field_49", Json::Null),
            ("field_55", json!(["a"])),
            ("field_60", json!("x")),
            ("field_62", json!(OPEN)),
            ("field_65", json!(["k"])),
            ("field_67", json!("d")),
            ("field_68", Json::Null),
            ("field_75", json!([])),
            ("field_83", Json::Null),
            ("field_89", json!("d")),
            ("field_97", json!("c")),
        ],
    );
    assert_eq!(payload.len(), 48);
}

fn whole() -> Filled {
    worded("gdpr-33", "notify", &facts(&ALL), &words_of_all(), "2026-11-21T10:00:00Z")
}

#[test]
fn a_complete_notice() {
    let filled = whole();
    assert_eq!(filled.completeness, Completeness::Complete);
    let payload = check(
        "notify",
        &filled,
        &[
            ("field_4", json!("a")),
            ("field_29", json!("yes")),
            ("field_40", json!(["Cloud host, processor"])),
            ("field_47", json!("2026-11-20T12:00:00Z")),
            ("field_52", json!("2026-11-19")),
            ("field_55", json!(["a", "c"])),
            ("field_67", json!("b")),
            ("field_68", json!(42000)),
            ("field_70", json!(["a", "b", "r"])),
            ("field_83", json!(["b"])),
            ("field_94", json!(["k", "n"])),
            ("field_99", json!("2026-11-24")),
            ("field_113", json!("a")),
            ("field_120", Json::Null),
        ],
    );
    assert_eq!(payload.len(), 64);
}

fn again(kind: NoticeKind, facts: &Facts, previous: &Previous, now: &str) -> Filled {
    let (stage, given) = (stage("phases"), organisation());
    let request = Request { kind, ..request(&stage, now) };
    let sources = Sources { facts, given: &given, wordings: &[], previous: Some(previous) };
    fill(layout("gdpr-33"), &request, sources)
}

fn first() -> Previous {
    let filled = filled("gdpr-33", "notify", &facts(&FEW), "2026-11-20T20:00:00Z");
    let payload = payload(layout("gdpr-33"), &filled);
    Previous {
        seq: Seq(60),
        at: at("2026-11-20T20:10:00Z"),
        reference: Some("DPC-9".to_owned()),
        payload,
        basis: Basis::Sent,
    }
}

#[test]
fn a_follow_up() {
    let mut known = FEW.to_vec();
    known.extend([("subjects_count", "count:~900"), ("police_told", "yes"), ("police_ref", "PUL-77")]);
    let filled = again(NoticeKind::FollowUp, &facts(&known), &first(), "2026-11-25T10:00:00Z");
    check(
        "phases",
        &filled,
        &[
            ("field_3", json!("b")),
            ("field_4", json!("b")),
            ("field_6", json!("DPC-9")),
            ("field_49", Json::Null),
        ],
    );
    let changes: Vec<(&str, Json, Json)> = filled
        .changes
        .iter()
        .map(|change| (change.field.as_str(), json!(change.was), json!(change.is)))
        .collect();
    assert_eq!(
        changes,
        [
            ("field_66", json!(OPEN), json!("Number: about 900")),
            ("field_67", json!("d"), json!("b")),
            ("field_68", Json::Null, json!(900)),
            ("field_109", json!("c"), json!("a")),
            ("field_111", Json::Null, json!("Police: PUL-77")),
        ]
    );
    assert_eq!(
        filled.field("field_6").and_then(|field| field.answered.as_ref()).expect("an answer").sources,
        [Seq(60)]
    );
}

#[test]
fn a_withdrawal() {
    let kind = NoticeKind::Withdrawal("Sent twice by mistake.".to_owned());
    let filled = again(kind, &facts(&FEW), &first(), "2026-11-25T10:00:00Z");
    check(
        "phases",
        &filled,
        &[
            ("field_3", json!("b")),
            ("field_4", json!("c")),
            ("field_5", json!("Sent twice by mistake.")),
            ("field_6", json!("DPC-9")),
        ],
    );
    assert_eq!(filled.changes, Vec::new());
}

#[test]
fn a_payload_that_lacks_what_is_shown_is_not_valid() {
    let filled = whole();
    let whole = payload(layout("gdpr-33"), &filled);
    for id in ["field_12", "field_55", "field_68", "field_79", "field_99", "field_111"] {
        let mut payload = whole.clone();
        payload.remove(id);
        assert_eq!(complaints("gdpr-33", "notify", &payload).len(), 1, "{id}");
    }
    let mut payload = whole;
    payload.insert("field_55".to_owned(), json!("a"));
    assert_ne!(complaints("gdpr-33", "notify", &payload), Vec::<String>::new());
}

#[test]
fn every_form_makes_payloads_that_fit_their_types() {
    for form in crate::form::FormIndex::shipped().rows() {
        for at_stage in &form.stages {
            let filled = filled(&form.id, at_stage.as_str(), &facts(&ALL), "2026-11-25T10:00:00Z");
            let payload = payload(layout(&form.id), &filled);
            let complaints: Vec<String> = complaints(&form.id, at_stage.as_str(), &payload)
                .into_iter()
                .filter(|complaint| !complaint.contains("required property"))
                .collect();
            assert_eq!(complaints, Vec::<String>::new(), "{}", form.id);
        }
    }
}

#[test]
fn the_envelope_names_the_entries_behind_each_field() {
    let filled = filled("gdpr-33", "notify", &facts(&FEW), "2026-11-20T20:00:00Z");
    let envelope = envelope(layout("gdpr-33"), &filled);
    let member = |path: &str| envelope.pointer(path).cloned().unwrap_or(Json::Null);
    assert_eq!(member("/form_version"), json!("EDPB template v1.0, consultation version of June 2026"));
    assert_eq!(member("/sources/field_48"), json!({ "from": "facts", "entries": [1] }));
    assert_eq!(member("/sources/field_62"), Json::Null);
    let gaps = member("/gaps");
    let gap = gaps.as_array().expect("gaps").iter().find(|gap| gap["field"] == "field_62");
    assert_eq!(
        gap.expect("a gap"),
        &json!({
            "field": "field_62",
            "required": true,
            "blocks": false,
            "why": "never-asked",
            "lacks": ["description", "root_cause_text"],
            "owner": "security-lead",
            "asked_in": null,
            "recheck": null,
        })
    );
}
