//! A form with a mistake does not load; every mistake is told at its place.

use crate::base::problem::Source;
use crate::fact::catalogue::Catalogue;
use crate::form::model::Layout;

const HEAD: &str = r#"format = "form/1"
id = "x"
title = "X"
kind = "form"
version = "1"
citation = "Law"
source = "Law"
checked = "2026-11-22"
verification = "primary"
regimes = ["gdpr-33-1"]
stages = ["notify"]
"#;

/// Problems as `line: code: message`.
#[track_caller]
fn check(text: &str, expected: &[&str]) {
    let (layout, problems) = Layout::load(&Source::new("x.toml", text), &|_| None, Catalogue::shipped());
    let told = problems.sorted().into_iter().map(|problem| {
        let (line, _) = problem.source.position(problem.primary.span.start);
        format!("{line}: {}: {}", problem.code, problem.message)
    });
    assert_eq!(told.collect::<Vec<_>>(), expected);
    assert_eq!(layout.is_some(), expected.is_empty());
}

/// A form of one field.
#[track_caller]
fn field(keys: &str, expected: &[&str]) {
    check(
        &format!("{HEAD}\n[[section]]\nid = \"s\"\n\n[[section.field]]\nid = \"f\"\nlabel = \"F\"\n{keys}\n"),
        expected,
    );
}

#[test]
fn a_good_form_loads() {
    field("kind = \"text\"\nfrom = [\"description\"]", &[]);
}

#[test]
fn an_unknown_fact_does_not_load() {
    field(
        "kind = \"text\"\nfrom = [\"descripton\"]",
        &["20: form::unknown-fact: there is no fact `descripton`"],
    );
    field(
        "kind = \"text\"\njoin = [{ from = \"none_such\", prefix = \"N\" }]",
        &["20: form::unknown-fact: there is no fact `none_such`"],
    );
    field(
        "kind = \"text\"\nvisible = \"known(later_field)\"",
        &["20: condition::unknown-name: unknown fact `later_field`"],
    );
}

#[test]
fn a_fact_of_another_type_does_not_load() {
    field(
        "kind = \"instant\"\nfrom = [\"description\"]",
        &["20: form::wrong-type: `description` is of type text, which such a field does not take"],
    );
}

#[test]
fn every_choice_of_a_fact_needs_a_row() {
    let options = "options = [{ id = \"a\", label = \"A\" }]\n";
    let map = "[section.field.map]\nunlikely = \"a\"\nrisk = \"b\"\n";
    field(
        &format!("kind = \"choice\"\nfrom = [\"risk_outcome\"]\n{options}{map}"),
        &[
            "20: form::choice-without-code: `map` has no row for high of `risk_outcome`",
            "24: form::unknown-code: the field has no code `b`",
        ],
    );
}

#[test]
fn words_that_do_not_exist_are_told() {
    field(
        "kind = \"prose\"",
        &[
            "19: form::unknown-word: `kind` is one of text, choice, choices, bool, number, instant, date, duration, percent, money, items, countries",
        ],
    );
    field(
        "kind = \"text\"\ncolour = \"red\"",
        &["20: document::unknown-key: unknown key `colour` in field `f`"],
    );
    field("kind = \"choice\"", &["16: form::no-options: a choice needs `options`"]);
    field(
        "kind = \"text\"\ncases = [{ value = \"purple\", when = \"vulnerable_subjects\" }]",
        &["20: form::bad-case: `purple` is no answer to such a field"],
    );
}

#[test]
fn what_a_form_promises_it_takes() {
    let text = format!("{HEAD}needs = [\"time.awareness\"]\n");
    check(&text, &["12: form::need-not-filled: no field takes a fact that fills `time.awareness`"]);
}

#[test]
fn a_head_without_its_law_does_not_load() {
    let text = HEAD.replace("citation = \"Law\"\n", "").replace("2026-11-22", "yesterday");
    check(
        &text,
        &[
            "1: document::missing-key: document lacks `citation`",
            "7: form::bad-date: a date is written as 2026-11-22",
        ],
    );
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { failure_persistence: None, cases: 200, ..Default::default() })]

    /// No text makes the loader fail, and no form comes with an error.
    #[test]
    fn any_text_is_read_or_refused(start in 0_usize..4000, cut in 0_usize..60, insert in "[\\[\\]={}\"a-z_.0-9\n']{0,12}") {
        let text = include_str!("../data/gdpr-33-3.toml");
        let start = start.min(text.len());
        let end = text.len().min(start + cut);
        let broken = format!("{}{insert}{}", &text[..start], &text[end..]);
        let (layout, problems) = Layout::load(&Source::new("x.toml", broken), &|_| None, Catalogue::shipped());
        proptest::prop_assert_eq!(layout.is_some(), !problems.has_errors());
    }
}
