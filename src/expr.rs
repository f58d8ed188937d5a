//! The condition language: small, total, typed and three-valued. Unknown is a truth value; free text never steers.
//! Must not read passages, clocks or files.

mod check;
mod evaluate;
mod found;
mod interval;
mod lexer;
pub(crate) mod names;
mod parser;
pub(crate) mod problem;
pub(crate) mod read;
pub(crate) mod scope;
mod syntax;
mod tree;
pub(crate) mod truth;
pub(crate) mod wording;

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use crate::base::id::{FactId, StepId};
use crate::base::problem::{Placed, Problem};
use crate::base::reader::{Table, place_within};

use self::names::Names;
use self::problem::ConditionProblem;
use self::read::Read;
use self::scope::Scope;
use self::truth::Truth;

/// A checked condition: it names nothing that does not exist, and evaluating it cannot fail.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Condition {
    text: String,
    root: tree::Test,
    named: Named,
}

/// Everything that a condition names in the document around it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Named {
    facts: BTreeSet<FactId>,
    items: BTreeSet<FactId>,
    steps: BTreeSet<StepId>,
}

/// What a condition came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Evaluation {
    /// Whether it holds.
    pub(crate) truth: Truth,
    /// Every fact, item and step that the text names, sorted, each once.
    pub(crate) reads: Vec<Read>,
    /// While the truth is unknown: the facts without a value that could change it once they are known, sorted.
    pub(crate) missing: Vec<FactId>,
}

impl Condition {
    /// Reads and checks a condition. Names and types are all checked; of syntax only the first problem is told.
    pub(crate) fn check(text: &str, names: &dyn Names) -> Result<Self, Vec<ConditionProblem>> {
        let node = parser::parse(text).map_err(|problem| vec![problem])?;
        let (root, all_named) = check::check(&node, text, names)?;
        Ok(Self { text: text.to_owned(), root, named: all_named })
    }

    /// Checks a condition of a document; problems are reported at their places in its text.
    pub(crate) fn read(table: &mut Table<'_>, text: &Placed<String>, names: &dyn Names) -> Option<Self> {
        let problems = match Self::check(&text.value, names) {
            Ok(condition) => return Some(condition),
            Err(problems) => problems,
        };
        for found in problems {
            let span = place_within(table.source(), text, found.range);
            let problem = Problem::error(table.source(), found.code, span, found.message);
            table.report(found.help.into_iter().fold(problem, Problem::help));
        }
        None
    }

    /// As the author wrote it.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Every fact that it names, sorted.
    pub(crate) fn facts(&self) -> Vec<FactId> {
        self.named.facts.iter().cloned().collect()
    }

    /// Every step that it names, sorted.
    pub(crate) fn steps(&self) -> Vec<StepId> {
        self.named.steps.iter().cloned().collect()
    }

    /// What it comes to in a world.
    pub(crate) fn evaluate(&self, scope: &dyn Scope) -> Evaluation {
        evaluate::evaluate(&self.root, &self.named, scope)
    }
}
