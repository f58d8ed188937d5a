//! Labels that texts start with, labels that entries give, and what corrections inherit.

use serde_json::json;

use super::Labelling;
use crate::base::id::{FactId, Seq};
use crate::record::label::Label;
use crate::report::tests::builder::Builder;

/// A record with one entry of each kind that has a rule of its own; their numbers stand behind them.
fn record() -> Builder {
    let mut b = Builder::new("2026-11-22T02:00:00Z");
    let mut say = Vec::new();
    for n in 0..9 {
        say.push(b.say(&format!("text {n}")));
    }
    b.add("person_added", &json!({ "person": "p1", "card": say[0] })); // 1
    b.add("note_taken", &json!({ "text": say[1], "marker": "note" })); // 2
    b.add("note_taken", &json!({ "text": say[2], "marker": "note", "labels": ["privileged"] })); // 3
    b.add(
        "decision_taken",
        &json!({ "step": "a", "option": "yes", "offered": [], "label": "Yes", "question": "?", "reason": say[3],
            "dissent": { "person": "p1", "text": say[4] } }),
    ); // 4
    b.add("told", &json!({ "who": say[5], "answered": true })); // 5
    b.add("fact_stated", &json!({ "fact": "aware_at", "value": { "bool": true }, "basis": say[6] })); // 6
    b.add("fact_stated", &json!({ "fact": "other", "value": { "words": say[7] }, "basis": say[8] })); // 7
    b
}

#[track_caller]
fn check(b: &Builder, expected: &[(u64, &[Label])]) {
    let is_anchor = |fact: &FactId| fact.as_str() == "aware_at";
    let labelling = Labelling::of(&b.entries, &is_anchor);
    for (seq, labels) in expected {
        let found: Vec<Label> = labelling.entry(Seq(*seq)).into_iter().collect();
        assert_eq!(found, *labels, "entry {seq}");
    }
}

const PRIVILEGED: &[Label] = &[Label::Privileged];
const PERSONAL: &[Label] = &[Label::Personal];
const RELEASED: &[Label] = &[Label::Released];

#[test]
fn texts_start_with_the_labels_of_their_kind() {
    check(
        &record(),
        &[(1, PERSONAL), (2, &[]), (3, PRIVILEGED), (4, RELEASED), (5, &[]), (6, RELEASED), (7, &[])],
    );
}

#[test]
fn only_the_reason_of_a_decision_is_released() {
    let b = record();
    let labelling = Labelling::of(&b.entries, &|_| false);
    let passages = crate::record::entry::passages_of(&b.entries[3].draft.event);
    let labels: Vec<(String, bool)> = passages
        .into_iter()
        .map(|(member, passage)| (member, labelling.passage(passage).contains(&Label::Released)))
        .collect();
    assert_eq!(labels, [("text".to_owned(), false), ("reason".to_owned(), true)]);
}

#[test]
fn the_latest_labels_win_and_corrections_follow() {
    let mut b = record();
    let mut say = Vec::new();
    for n in 10..16 {
        say.push(b.say(&format!("text {n}")));
    }
    b.add("entry_corrected", &json!({ "entry": 3, "text": say[0], "why": say[1] })); // 8
    b.add("labelled", &json!({ "entries": [2, 4], "labels": ["privileged", "personal"], "why": say[2] })); // 9
    b.add("labelled", &json!({ "entries": [2], "labels": ["released"], "why": say[3] })); // 10
    b.add("entry_corrected", &json!({ "entry": 4, "text": say[4], "why": say[5] })); // 11
    check(
        &b,
        &[
            (2, RELEASED),
            (4, &[Label::Privileged, Label::Personal]),
            (8, PRIVILEGED),
            (9, &[]),
            (11, &[Label::Privileged, Label::Personal]),
        ],
    );
    b.add("labelled", &json!({ "entries": [8], "labels": [], "why": say[2] })); // 12
    check(&b, &[(3, PRIVILEGED), (8, &[])]);
}

#[test]
fn what_was_said_can_be_withdrawn() {
    let mut b = record();
    let why = b.say("text 20");
    let held = crate::record::entry::passages_of(&b.entries[1].draft.event)[0].1;
    let given = |labels: &[&str], withdrawn| json!({ "entries": [2], "labels": labels, "why": why, "passages": [held], "withdrawn": withdrawn });
    b.add("labelled", &given(&["released"], false)); // 8
    check(&b, &[(2, RELEASED)]);
    b.add("labelled", &given(&[], true)); // 9
    check(&b, &[(2, &[])]);
    assert_eq!(Labelling::of(&b.entries, &|_| false).said(Seq(2), held), None);
}

#[test]
fn a_text_in_two_entries_may_be_read_only_as_far_as_both_allow() {
    let mut b = Builder::new("2026-11-22T02:00:00Z");
    let name = b.say("auth.log");
    b.add("evidence_taken", &json!({ "evidence": "e1", "holding": "copied", "name": name }));
    b.add("note_taken", &json!({ "text": name, "marker": "note", "labels": ["privileged"] }));
    let labelling = Labelling::of(&b.entries, &|_| false);
    let passage = serde_json::from_value(name).unwrap();
    assert_eq!(labelling.passage(passage).into_iter().collect::<Vec<_>>(), PRIVILEGED);
}
