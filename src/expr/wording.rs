//! A condition as a sentence, for people who do not read the language. Where a part has no plain words the whole has none, and readers get
//! the condition as it is written. Must not evaluate.

use super::Condition;
use super::tree::{Subject, Test, Word};
use crate::base::id::{FactId, OptionId, StepId};
use crate::base::outcome::Outcome;
use crate::base::text::listing;
use crate::fact::value::Value;

/// How the names of a condition read.
pub(crate) trait Vocabulary {
    /// What a fact asks.
    fn fact(&self, id: &FactId) -> String;
    /// A value of a fact.
    fn value(&self, id: &FactId, value: &Value) -> String;
    /// What a step is about.
    fn step(&self, id: &StepId) -> String;
    /// An option of a decision.
    fn option(&self, step: &StepId, option: &OptionId) -> String;
}

impl Condition {
    /// The condition as a sentence.
    pub(crate) fn in_words(&self, vocabulary: &dyn Vocabulary) -> Option<String> {
        Speaker { vocabulary }.test(&self.root)
    }
}

struct Speaker<'v> {
    vocabulary: &'v dyn Vocabulary,
}

/// What several tests of one thing have in common: of this fact one of these values, of this decision one of these options.
struct Same {
    about: String,
    one_of: Vec<String>,
}

impl Speaker<'_> {
    fn test(&self, test: &Test) -> Option<String> {
        if let Some(same) = self.same(test) {
            return Some(format!("{} {}", same.about, listing(&same.one_of, "or")));
        }
        match test {
            Test::Fact(subject) => Some(format!("{} yes", self.asked(subject)?)),
            Test::Known(subject) => Some(format!("{} known", self.asked(subject)?)),
            Test::Not(inner) => self.not(inner),
            Test::And(parts) => self.joined(parts, " and "),
            Test::Or(parts) => self.joined(parts, " or "),
            Test::Maybe(inner) => Some(format!("{}, or not known", self.test(inner)?)),
            Test::Outcome(step, outcome) => {
                let about = self.vocabulary.step(step);
                let word = match outcome {
                    // What a decision is about is a question.
                    Outcome::Done if about.ends_with('?') => "is answered",
                    Outcome::Done => "is done",
                    Outcome::Failed => "failed",
                    Outcome::Skipped => "was left out",
                    Outcome::Refused => "was refused",
                    Outcome::NotApplicable => "does not apply",
                    Outcome::Superseded => "was handed over",
                };
                Some(format!("\u{201c}{about}\u{201d} {word}"))
            }
            Test::Includes(subject, choice) => {
                let Subject::Fact(fact) = subject else { return None };
                let value = self.vocabulary.value(fact, &Value::Choice(choice.clone()));
                Some(format!("\u{201c}{}\u{201d} includes {value}", self.vocabulary.fact(fact)))
            }
            Test::Word(..) | Test::Choice(..) => None,
            Test::Constant(_) | Test::Same(_) | Test::Compare(..) | Test::Amounts(..) | Test::Items(..) => {
                None
            }
        }
    }

    /// What cannot be is said only of single things: a denied "and" is hard to read at night.
    fn not(&self, inner: &Test) -> Option<String> {
        if let Test::Known(subject) = inner {
            return Some(format!("{} not known", self.asked(subject)?));
        }
        // What is not even perhaps so is known not to be.
        let (inner, known) =
            if let Test::Maybe(inner) = inner { (&**inner, "known, and ") } else { (inner, "") };
        if let Test::Fact(subject) = inner {
            return Some(format!("{} no", self.asked(subject)?));
        }
        let same = self.same(inner)?;
        Some(format!("{} {known}not {}", same.about, listing(&same.one_of, "or")))
    }

    fn asked(&self, subject: &Subject) -> Option<String> {
        let Subject::Fact(fact) = subject else { return None };
        Some(format!("\u{201c}{}\u{201d} is", self.vocabulary.fact(fact)))
    }

    fn joined(&self, parts: &[Test], word: &str) -> Option<String> {
        let said: Option<Vec<String>> = parts
            .iter()
            .map(|part| {
                let said = self.test(part)?;
                let is_nested = matches!(part, Test::And(_) | Test::Or(_) | Test::Maybe(_));
                Some(if is_nested && self.same(part).is_none() { format!("({said})") } else { said })
            })
            .collect();
        Some(said?.join(word))
    }

    /// A test of one fact or decision, or several tests of the same of which one is enough.
    fn same(&self, test: &Test) -> Option<Same> {
        match test {
            Test::Word(Subject::Fact(fact), Word::Literal(value)) => Some(Same {
                about: format!("\u{201c}{}\u{201d} is", self.vocabulary.fact(fact)),
                one_of: vec![self.vocabulary.value(fact, value)],
            }),
            Test::Choice(step, option) => Some(Same {
                about: format!("\u{201c}{}\u{201d} was decided as", self.vocabulary.step(step)),
                one_of: vec![format!("\u{201c}{}\u{201d}", self.vocabulary.option(step, option))],
            }),
            Test::Or(parts) => {
                let mut all = parts.iter().map(|part| self.same(part));
                let first = all.next()??;
                all.try_fold(first, |mut one, other| {
                    let other = other?;
                    (one.about == other.about).then(|| {
                        one.one_of.extend(other.one_of);
                        one
                    })
                })
            }
            Test::Constant(_)
            | Test::Fact(_)
            | Test::Known(_)
            | Test::Not(_)
            | Test::And(_)
            | Test::Maybe(_)
            | Test::Same(_)
            | Test::Word(..)
            | Test::Includes(..)
            | Test::Outcome(..)
            | Test::Compare(..)
            | Test::Amounts(..)
            | Test::Items(..) => None,
        }
    }
}
