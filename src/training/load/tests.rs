//! Bad micro-exercises: every problem at once, each at its place.

use super::load;
use crate::base::id::LessonId;
use crate::base::problem::{Problem, Source};
use crate::training::scaffold::scaffold;

/// Replaces a stretch of what `training new` writes and compares what is said, each as `line: code: message`.
#[track_caller]
fn check(old: &str, new: &str, expected: &[&str]) {
    let good = scaffold(&LessonId::parse("open-door").unwrap(), "Open door");
    assert!(good.contains(old), "{good}");
    let source = Source::new("x.toml", good.replacen(old, new, 1));
    let (lesson, problems) = load(&source);
    assert_eq!(lesson.is_none(), problems.has_errors());
    let line = |problem: &&Problem| {
        let at = problem.source.position(problem.primary.span.start).0;
        format!("{at}: {}: {}", problem.code, problem.message)
    };
    assert_eq!(problems.sorted().iter().map(line).collect::<Vec<_>>(), expected);
}

#[test]
fn what_new_writes_loads() {
    check("Open door", "An open door", &[]);
}

#[test]
fn every_problem_is_named() {
    check(
        "right = true",
        "right = false",
        &["18: micro::right: one option of a `single` question is right, and only one"],
    );
    check("minutes = 10", "minutes = 120", &["6: document::bad-value: `minutes` is from 1 to 20"]);
    check(
        "kind = \"single\"",
        "kind = \"essay\"",
        &["20: document::bad-value: `kind` is one of single, multi or number"],
    );
    check("id = \"hours\"", "id = \"first\"", &["18: micro::twice: there are two questions `first`"]);
    check("tolerance = 0", "tolerance = -1", &["60: document::bad-value: `tolerance` is 0 or more"]);
    check("answer = 72\n", "", &["55: document::missing-key: the question lacks `answer`"]);
}

#[test]
fn a_micro_exercise_has_three_to_five_questions() {
    let good = scaffold(&LessonId::parse("open-door").unwrap(), "Open door");
    let figure = &good[good.rfind("[[question]]").unwrap()..];
    check(figure, "", &["18: micro::questions: a micro-exercise has three to five questions, not 2"]);
    let more: String =
        ["b", "c", "d"].map(|id| figure.replace("hours\"\nkind", &format!("{id}\"\nkind"))).concat();
    check(
        figure,
        &format!("{figure}{more}"),
        &["18: micro::questions: a micro-exercise has three to five questions, not 6"],
    );
}
