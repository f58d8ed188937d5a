//! What answers are worth.

use super::{Choice, Figure, Given, Question, QuestionKind, share};
use crate::base::id::OptionId;

fn id(text: &str) -> OptionId {
    OptionId::parse(text).unwrap()
}

/// Choices named by letters; capital ones are right.
fn choices(letters: &str) -> Vec<Choice> {
    let choice = |letter: char| Choice {
        id: id(&letter.to_ascii_lowercase().to_string()),
        text: String::new(),
        right: letter.is_ascii_uppercase(),
        why: String::new(),
    };
    letters.chars().map(choice).collect()
}

#[track_caller]
fn check(kind: QuestionKind, given: &str, expected: u32) {
    let question = Question { id: id("q"), text: String::new(), kind };
    let given = match given.parse() {
        Ok(figure) => Given::Figure(figure),
        Err(_letters) => Given::Chosen(given.chars().map(|letter| id(&letter.to_string())).collect()),
    };
    assert_eq!(share(&question, &given), expected);
}

#[test]
fn one_right_answer_or_none() {
    check(QuestionKind::Single(choices("aBc")), "b", 100);
    check(QuestionKind::Single(choices("aBc")), "a", 0);
    check(QuestionKind::Single(choices("aBc")), "ab", 0);
    check(QuestionKind::Single(choices("aBc")), "", 0);
    check(QuestionKind::Single(choices("aBc")), "2", 0);
}

#[test]
fn who_ticks_everything_gains_nothing() {
    check(QuestionKind::Multi(choices("ABcd")), "ab", 100);
    check(QuestionKind::Multi(choices("ABcd")), "a", 50);
    check(QuestionKind::Multi(choices("ABcd")), "abc", 50);
    check(QuestionKind::Multi(choices("ABcd")), "abcd", 0);
    check(QuestionKind::Multi(choices("ABcd")), "cd", 0);
    check(QuestionKind::Multi(choices("ABC")), "ab", 66);
}

#[test]
fn a_figure_may_be_off_by_its_tolerance() {
    let figure =
        || QuestionKind::Number(Figure { answer: 72, tolerance: 2, unit: String::new(), why: String::new() });
    check(figure(), "72", 100);
    check(figure(), "70", 100);
    check(figure(), "75", 0);
    check(figure(), "-72", 0);
    check(figure(), "a", 0);
}
