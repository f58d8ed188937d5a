//! The calls of the language and the names of steps.

use std::ops::Range;

use crate::base::id::{FactId, StepId};
use crate::expr::problem::ConditionProblem;
use crate::expr::syntax::{Node, Part};
use crate::expr::tree::{Quantifier, Term, Test};
use crate::fact::fact_type::{FactType, Scalar};

use super::operand::{Operand, Scale};
use super::{Checker, Known};

/// What can be called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Call {
    Known,
    Maybe,
    Count,
    Elapsed,
    Items(Quantifier),
}

/// Every call with its word and how it is written.
const CALLS: [(Call, &str, &str); 6] = [
    (Call::Known, "known", "known(fact)"),
    (Call::Maybe, "maybe", "maybe(condition)"),
    (Call::Count, "count", "count(list)"),
    (Call::Elapsed, "elapsed", "elapsed(fact)"),
    (Call::Items(Quantifier::Any), "any", "any(list, x, condition about x)"),
    (Call::Items(Quantifier::All), "all", "all(list, x, condition about x)"),
];

impl<'a> Checker<'a> {
    /// Checks a call.
    pub(super) fn call(
        &mut self,
        name: &str,
        word: &Range<usize>,
        arguments: &[Node],
    ) -> Option<Operand<'a>> {
        let Some((call, _, form)) = CALLS.iter().find(|(_, word, _)| *word == name) else {
            let problem = ConditionProblem::new(
                "condition::unknown-call",
                word.clone(),
                format!("nothing is called `{name}`"),
            )
            .suggest(name, CALLS.iter().map(|(_, word, _)| *word));
            self.report(problem);
            return None;
        };
        match (call, arguments) {
            (Call::Known, [fact]) => {
                self.subject(fact).map(|known| Operand::Test(Test::Known(known.subject)))
            }
            (Call::Maybe, [inner]) => self.test(inner).map(|test| Operand::Test(Test::Maybe(Box::new(test)))),
            (Call::Count, [list]) => {
                let list = self.list_subject(list)?;
                Some(Operand::Measure(Scale::Number, Term::Count(list.subject)))
            }
            (Call::Elapsed, [fact]) => self.elapsed(fact),
            (Call::Items(quantifier), [list, name, body]) => self.items(*quantifier, list, name, body),
            (Call::Known | Call::Maybe | Call::Count | Call::Elapsed | Call::Items(_), _) => {
                let problem = ConditionProblem::new(
                    "condition::arguments",
                    word.clone(),
                    format!(
                        "`{name}` does not take {}",
                        crate::base::text::count(arguments.len(), "argument")
                    ),
                );
                self.report(problem.help(format!("write `{form}`")));
                None
            }
        }
    }

    /// The name of a fact or item, whatever its type.
    fn subject(&mut self, node: &Node) -> Option<Known<'a>> {
        if let Part::Name(name) = &node.part
            && !name.starts_with("step.")
        {
            return self.resolve(name, &node.range);
        }
        self.error("condition::arguments", &node.range, "the name of a fact must stand here");
        None
    }

    fn list_subject(&mut self, node: &Node) -> Option<Known<'a>> {
        let known = self.subject(node)?;
        if let FactType::One(_) = known.fact_type {
            let message =
                format!("a list must stand here; `{}` has the type {}", self.written(node), known.fact_type);
            self.error("condition::wrong-type", &node.range, message);
            return None;
        }
        Some(known)
    }

    fn elapsed(&mut self, node: &Node) -> Option<Operand<'a>> {
        let known = self.subject(node)?;
        if known.is_closed() || known.fact_type != FactType::One(Scalar::DateTime) {
            let name = self.written(node);
            let message = format!("`elapsed` needs a datetime; `{name}` has the type {}", type_of(&known));
            self.error("condition::wrong-type", &node.range, message);
            return None;
        }
        Some(Operand::Measure(Scale::Length, Term::Elapsed(known.subject)))
    }

    fn items(
        &mut self,
        quantifier: Quantifier,
        list: &Node,
        name: &Node,
        body: &Node,
    ) -> Option<Operand<'a>> {
        let list = self.list_subject(list);
        let name = self.item_name(name);
        let (list, name) = (list?, name?);
        let item = Known {
            subject: crate::expr::tree::Subject::Bound(name.clone()),
            row: list.row,
            fact_type: FactType::One(list.fact_type.scalar()),
        };
        self.bound.push((name.clone(), item));
        let body = self.test(body);
        self.bound.pop();
        Some(Operand::Test(Test::Items(quantifier, list.subject, name, Box::new(body?))))
    }

    /// The new name for an item: it must not hide another.
    fn item_name(&mut self, node: &Node) -> Option<FactId> {
        let name = if let Part::Name(name) = &node.part { name } else { "" };
        let Ok(id) = FactId::parse(name) else {
            self.error(
                "condition::arguments",
                &node.range,
                "a name for one item must stand here, such as `x`",
            );
            return None;
        };
        let taken = self.names.fact(name).is_some()
            || self.names.item(name).is_some()
            || self.bound.iter().any(|(bound, _)| bound.as_str() == name);
        if taken {
            let problem = ConditionProblem::new(
                "condition::name-taken",
                node.range.clone(),
                format!("`{name}` already names something else"),
            );
            self.report(problem.help("choose another name for one item, such as `x`"));
            return None;
        }
        Some(id)
    }

    /// `step.<id>.outcome` or `step.<id>.choice`.
    pub(super) fn step(&mut self, name: &str, node: &Node) -> Option<Operand<'a>> {
        let mut parts = name.split('.').skip(1);
        let (Some(id), Some(part @ ("outcome" | "choice")), None) =
            (parts.next(), parts.next(), parts.next())
        else {
            let problem = ConditionProblem::new(
                "condition::unknown-name",
                node.range.clone(),
                format!("`{name}` names nothing of a step"),
            );
            self.report(problem.help("write `step.<id>.outcome` or, for a decision, `step.<id>.choice`"));
            return None;
        };
        let found = StepId::parse(id).ok().zip(self.names.step(id));
        let Some((step, has)) = found else {
            self.unknown_step(id, node);
            return None;
        };
        self.named.steps.insert(step.clone());
        match (part, has.choices) {
            ("outcome", _) => Some(Operand::Outcome(step)),
            (_, Some(choices)) => Some(Operand::Choice(step, choices.to_vec())),
            (_, None) => {
                let message = format!("step `{id}` is no decision: it has an outcome but no choice");
                self.error("condition::not-a-decision", &node.range, message);
                None
            }
        }
    }

    fn unknown_step(&mut self, id: &str, node: &Node) {
        let known = self.names.all_names();
        let steps = known.into_iter().filter_map(|name| name.strip_prefix("step."));
        let message = format!("there is no step `{id}` in this file");
        let problem = ConditionProblem::new("condition::unknown-step", node.range.clone(), message);
        self.report(problem.suggest(id, steps));
    }
}

fn type_of(known: &Known<'_>) -> String {
    let sensitive = if known.row.sensitive { "sensitive " } else { "" };
    format!("{sensitive}{}", known.fact_type)
}
