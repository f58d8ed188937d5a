//! Every kind of entry that can hold words has a kind of its own.

use super::{PASSAGE_KINDS, PassageKind};
use crate::incident::event::EVENT_WORDS;

/// Kinds of entries that hold no words.
const WORDLESS: [&str; 15] = [
    "clock_stepped",
    "role_set",
    "handover_accepted",
    "fact_confirmed",
    "progressed",
    "step_assigned",
    "step_claimed",
    "step_released",
    "item_ticked",
    "evidence_checked",
    "starred",
    "linked",
    "checkpoint_made",
    "copy_merged",
    "question_answered",
];

#[test]
fn no_kind_of_entry_is_forgotten() {
    let others = |word: &&&str| PassageKind::of(word, "why").word == "others";
    let forgotten: Vec<&&str> =
        EVENT_WORDS.iter().filter(others).filter(|word| !WORDLESS.contains(word)).collect();
    assert_eq!(forgotten, Vec::<&&str>::new());
}

#[test]
fn a_member_of_its_own_wins() {
    let word = |entry, member| PassageKind::of(entry, member).word;
    assert_eq!(word("decision_taken", "reason"), "decisions");
    assert_eq!(word("decision_taken", "text"), "dissents");
    assert_eq!(word("fact_stated", "words"), "facts");
    assert_eq!(word("fact_stated", "why"), "fact-reasons");
    assert_eq!(word("something_new", "text"), "others");
    assert!(PASSAGE_KINDS.iter().all(|kind| PassageKind::parse(kind.word) == Some(kind)));
}
