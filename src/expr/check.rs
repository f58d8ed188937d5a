//! Resolves the names of a condition and checks its types; collects every problem. Must not evaluate.

mod call;
mod compare;
mod operand;
mod word;

use std::ops::Range;

use crate::base::id::FactId;
use crate::fact::catalogue::FactRow;
use crate::fact::fact_type::FactType;

use super::Named;
use super::names::Names;
use super::problem::ConditionProblem;
use super::syntax::{Node, Part};
use super::tree::{Subject, Test};

/// Checks a whole condition.
pub(super) fn check(
    root: &Node,
    text: &str,
    names: &dyn Names,
) -> Result<(Test, Named), Vec<ConditionProblem>> {
    let mut checker =
        Checker { text, names, bound: Vec::new(), problems: Vec::new(), named: Named::default() };
    match checker.test(root) {
        Some(tree) if checker.problems.is_empty() => Ok((tree, checker.named)),
        _ => Err(checker.problems),
    }
}

struct Checker<'a> {
    text: &'a str,
    names: &'a dyn Names,
    bound: Vec<(FactId, Known<'a>)>,
    problems: Vec<ConditionProblem>,
    named: Named,
}

/// A name that was resolved.
#[derive(Debug, Clone)]
struct Known<'a> {
    subject: Subject,
    row: &'a FactRow,
    fact_type: FactType,
}

impl Known<'_> {
    /// Whether its values are words that no condition may read.
    fn is_closed(&self) -> bool {
        self.row.sensitive || self.fact_type.scalar().is_free_text()
    }
}

impl<'a> Checker<'a> {
    fn report(&mut self, problem: ConditionProblem) {
        self.problems.push(problem);
    }

    fn error(&mut self, code: &'static str, range: &Range<usize>, message: impl Into<String>) {
        self.report(ConditionProblem::new(code, range.clone(), message));
    }

    fn written(&self, node: &Node) -> &'a str {
        self.text.get(node.range.clone()).unwrap_or("")
    }

    /// A part that must be true or false. Every part is checked, also beside a wrong one.
    fn test(&mut self, node: &Node) -> Option<Test> {
        match &node.part {
            Part::Not(inner) => Some(Test::Not(Box::new(self.test(inner)?))),
            Part::And(parts) => self.tests(parts).map(Test::And),
            Part::Or(parts) => self.tests(parts).map(Test::Or),
            Part::Compare(comparison, sides) => self.comparison(*comparison, &sides.0, &sides.1),
            Part::Name(_)
            | Part::Text(_)
            | Part::Bool(_)
            | Part::Number(_)
            | Part::Length(_)
            | Part::Time(_)
            | Part::List(_)
            | Part::Sum(..)
            | Part::Call(..) => {
                let operand = self.operand(node)?;
                self.as_test(node, operand)
            }
        }
    }

    fn tests(&mut self, nodes: &[Node]) -> Option<Vec<Test>> {
        let tests: Vec<Option<Test>> = nodes.iter().map(|node| self.test(node)).collect();
        tests.into_iter().collect()
    }

    /// Resolves the name of a fact or item.
    fn resolve(&mut self, name: &str, range: &Range<usize>) -> Option<Known<'a>> {
        if let Some((_, known)) = self.bound.iter().rev().find(|(bound, _)| bound.as_str() == name) {
            return Some(known.clone());
        }
        let item = self.names.item(name).map(|row| (row, true));
        let Some((row, is_item)) = item.or_else(|| self.names.fact(name).map(|row| (row, false))) else {
            self.unknown_name(name, range);
            return None;
        };
        let id = FactId::parse(name).ok()?;
        let known = |subject| Known { subject, row, fact_type: row.fact_type };
        if is_item {
            self.named.items.insert(id.clone());
            return Some(known(Subject::Item(id)));
        }
        self.named.facts.insert(id.clone());
        Some(known(Subject::Fact(id)))
    }

    fn unknown_name(&mut self, name: &str, range: &Range<usize>) {
        let bound: Vec<String> = self.bound.iter().map(|(name, _)| name.to_string()).collect();
        let known = self.names.all_names();
        let problem =
            ConditionProblem::new("condition::unknown-name", range.clone(), format!("unknown fact `{name}`"))
                .suggest(name, known.into_iter().chain(bound.iter().map(String::as_str)));
        self.report(if name.contains('-') && !name.contains('.') {
            problem.help(super::lexer::MINUS_HELP)
        } else {
            problem
        });
    }
}
