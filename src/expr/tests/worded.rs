//! Conditions as sentences.

use super::world::checked;
use crate::base::id::{FactId, OptionId, StepId};
use crate::expr::wording::Vocabulary;
use crate::fact::value::Value;

/// Names with a mark for what they are.
struct Marked;

impl Vocabulary for Marked {
    fn fact(&self, id: &FactId) -> String {
        format!("{id}?")
    }

    fn value(&self, _id: &FactId, value: &Value) -> String {
        if let Value::Choice(choice) = value { choice.to_string() } else { format!("{value:?}") }
    }

    fn step(&self, id: &StepId) -> String {
        format!("the {id}")
    }

    fn option(&self, _step: &StepId, option: &OptionId) -> String {
        format!("{option}!")
    }
}

#[track_caller]
fn check(text: &str, expected: &str) {
    let said = checked(text).expect(text).in_words(&Marked);
    assert_eq!(said.unwrap_or_default().replace(['\u{201c}', '\u{201d}'], "'"), expected, "{text}");
}

#[test]
fn each_test_has_its_words() {
    check("a", "'a?' is yes");
    check("not a", "'a?' is no");
    check("known(n)", "'n?' is known");
    check("not known(n)", "'n?' is not known");
    check("maybe(a)", "'a?' is yes, or not known");
    check("not maybe(a)", "'a?' is no");
    check("severity == 'P1'", "'severity?' is P1");
    check("severity in ['P1', 'P2']", "'severity?' is P1 or P2");
    check("severity != 'P1'", "'severity?' is not P1");
    check("not maybe(severity in ['P1', 'P2'])", "'severity?' is known, and not P1 or P2");
    check("step.reset.outcome == 'done'", "'the reset' is done");
    check("step.reset.outcome == 'skipped'", "'the reset' was left out");
    check("step.exposed.choice == 'yes'", "'the exposed' was decided as 'yes!'");
}

#[test]
fn they_are_joined_as_they_are_nested() {
    check("a and b", "'a?' is yes and 'b?' is yes");
    check("a or b", "'a?' is yes or 'b?' is yes");
    check("(a or b) and known(n)", "('a?' is yes or 'b?' is yes) and 'n?' is known");
    check("maybe(a) and b", "('a?' is yes, or not known) and 'b?' is yes");
    check("severity in ['P1', 'P2'] and b", "'severity?' is P1 or P2 and 'b?' is yes");
}

#[test]
fn what_has_no_plain_words_has_none() {
    for text in
        ["n > 3", "a == b", "not (a and b)", "elapsed(seen_at) > 1h", "any(flags, x, x)", "a and n > 3"]
    {
        check(text, "");
    }
}
