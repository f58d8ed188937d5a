//! What is open, what a rule or a person has answered, and what an answer does.

use serde_json::json;

use super::{ANSWERS, Answer, reviewed};
use crate::record::label::Label::{self, Personal, Privileged, Released};
use crate::record::labelling::Labelling;
use crate::report::tests::builder::Builder;

fn states(b: &Builder) -> Vec<String> {
    let labelling = Labelling::of(&b.entries, &|_| false);
    let rows = reviewed(&b.entries, &labelling, &|_| false);
    let row = |row: &super::Reviewed| format!("{} {} {}", row.first(), row.kind.word, row.state());
    rows.iter().map(row).collect()
}

#[test]
fn rules_and_people_answer() {
    let mut b = Builder::new("2026-11-22T02:00:00Z");
    let say: Vec<_> = (0..7).map(|n| b.say(&format!("text {n}"))).collect();
    b.add("person_added", &json!({ "person": "p1", "card": say[0] })); // 1
    b.add("note_taken", &json!({ "text": say[1], "marker": "note" })); // 2
    b.add("note_taken", &json!({ "text": say[2], "marker": "note", "labels": ["privileged"] })); // 3
    b.add("evidence_taken", &json!({ "evidence": "e1", "holding": "copied", "name": say[3] })); // 4
    assert_eq!(
        states(&b),
        ["#1 people personal", "#2 notes open", "#3 notes privileged", "#4 evidence released"]
    );
    b.add("entry_corrected", &json!({ "entry": 4, "text": say[4], "why": say[5] })); // 5
    b.add("labelled", &json!({ "entries": [2], "labels": [], "why": say[6], "passages": [say[1]] })); // 6
    assert_eq!(
        states(&b)[1..],
        [
            "#2 notes withheld",
            "#3 notes privileged",
            "#4 evidence released",
            "#5 corrections open",
            "#5 corrections open",
            "#6 labels open"
        ]
    );
}

#[test]
fn a_text_that_is_used_again_is_open_again() {
    let mut b = Builder::new("2026-11-22T02:00:00Z");
    let (host, why) = (b.say("web-1"), b.say("review"));
    let listed =
        json!({ "fact": "affected_hosts", "value": { "list": [{ "n": 1, "v": { "words": host } }] } });
    b.add("fact_stated", &listed); // 1
    b.add("labelled", &json!({ "entries": [1], "labels": ["released"], "why": why, "passages": [host] })); // 2
    assert_eq!(states(&b), ["#1 facts released", "#2 labels open"]);
    b.add("fact_stated", &listed); // 3
    assert_eq!(states(&b), ["#1 facts open", "#2 labels open"]);
    b.add("labelled", &json!({ "entries": [1, 3], "labels": ["released"], "why": why, "passages": [host] })); // 4
    assert_eq!(states(&b), ["#1 facts released", "#2 labels open"]);
}

#[track_caller]
fn check(answer: &str, before: &[Label], expected: &[Label]) {
    let labels = Answer::parse(answer).unwrap().labels(&before.iter().copied().collect());
    assert_eq!(labels.into_iter().collect::<Vec<_>>(), expected, "{answer}");
}

#[test]
fn answers_become_labels() {
    check("released", &[Personal], &[Released]);
    check("withheld", &[], &[]);
    check("withheld", &[Personal, Released], &[Personal]);
    check("personal", &[], &[Personal, Released]);
    check("privileged", &[Personal, Released], &[Privileged, Personal]);
    assert!(ANSWERS.iter().all(|(answer, word)| answer.word() == *word));
}
