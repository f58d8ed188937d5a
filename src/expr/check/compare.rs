//! Comparisons: which types may stand on the two sides of which sign.

use crate::base::id::FactId;
use crate::expr::problem::ConditionProblem;
use crate::expr::syntax::{Comparison, Node, Part};
use crate::expr::tree::{Amount, Order, Quantifier, Subject, Test, Word};
use crate::fact::fact_type::{FactType, Scalar};

use super::operand::{Operand, Scale, open_operand};
use super::word::choices_help;
use super::{Checker, Known};

type Nodes<'n> = (&'n Node, &'n Node);
type Sides<'a> = (Operand<'a>, Operand<'a>);

impl<'a> Checker<'a> {
    /// Checks a comparison.
    pub(super) fn comparison(&mut self, comparison: Comparison, left: &Node, right: &Node) -> Option<Test> {
        let (a, b) = match (self.operand(left), self.operand(right)) {
            (Some(a), Some(b)) => (a, b),
            (Some(a), None) => return self.forgotten_quotes(right, &a),
            (None, Some(b)) => return self.forgotten_quotes(left, &b),
            (None, None) => return None,
        };
        let nodes = (left, right);
        match comparison {
            Comparison::Equal => self.equal(nodes, (a, b)),
            Comparison::NotEqual => self.equal(nodes, (a, b)).map(|test| Test::Not(Box::new(test))),
            Comparison::Less => self.ordered(nodes, (a, b), Order::Less),
            Comparison::LessEqual => self.ordered(nodes, (a, b), Order::LessEqual),
            Comparison::Greater => self.ordered((right, left), (b, a), Order::Less),
            Comparison::GreaterEqual => self.ordered((right, left), (b, a), Order::LessEqual),
            Comparison::In => self.within(left, &a, right, &b),
            Comparison::Contains => self.contains(nodes, (a, b)),
        }
    }

    fn equal(&mut self, nodes: Nodes<'_>, sides: Sides<'a>) -> Option<Test> {
        match sides {
            (text @ Operand::Text(_), other) if !matches!(other, Operand::Text(_)) => {
                self.equal((nodes.1, nodes.0), (other, text))
            }
            (Operand::Word(known), Operand::Text(text)) => {
                let value = self.word(&known, &text, nodes.1)?;
                Some(Test::Word(known.subject, Word::Literal(value)))
            }
            (Operand::Word(a), Operand::Word(b)) if may_stand_beside(&a, &b) => {
                Some(Test::Word(a.subject, Word::Subject(b.subject)))
            }
            (Operand::Outcome(step), Operand::Text(text)) => {
                self.outcome(&text, nodes.1).map(|outcome| Test::Outcome(step, outcome))
            }
            (Operand::Choice(step, choices), Operand::Text(text)) => {
                self.option(&choices, &text, nodes.1).map(|option| Test::Choice(step, option))
            }
            (Operand::Test(a), Operand::Test(b)) => Some(Test::Same(Box::new((a, b)))),
            (
                a @ (Operand::Measure(..) | Operand::Money(_)),
                b @ (Operand::Measure(..) | Operand::Money(_) | Operand::Text(_)),
            ) => self.ordered(nodes, (a, b), Order::Equal),
            (a, b) => self.mismatch(nodes, &a, &b),
        }
    }

    fn ordered(&mut self, nodes: Nodes<'_>, sides: Sides<'a>, order: Order) -> Option<Test> {
        let amounts = |a, b| Some(Test::Amounts(order, Box::new((a, b))));
        match sides {
            (Operand::Measure(left, a), Operand::Measure(right, b)) if left == right => {
                Some(Test::Compare(order, Box::new((a, b))))
            }
            (Operand::Money(a), Operand::Money(b)) => amounts(Amount::Subject(a), Amount::Subject(b)),
            (Operand::Money(a), Operand::Text(text)) => {
                let b = self.amount(&text, nodes.1)?;
                amounts(Amount::Subject(a), Amount::Literal(b))
            }
            (Operand::Text(text), Operand::Money(b)) => {
                let a = self.amount(&text, nodes.0)?;
                amounts(Amount::Literal(a), Amount::Subject(b))
            }
            (a, b) => self.mismatch(nodes, &a, &b),
        }
    }

    /// `a in [x, y]` means `a == x or a == y`.
    fn within(&mut self, left: &Node, a: &Operand<'a>, right: &Node, b: &Operand<'a>) -> Option<Test> {
        let Operand::Literals(members) = b else {
            let problem = ConditionProblem::new(
                "condition::wrong-type",
                right.range.clone(),
                format!("`in` needs a written list such as ['a', 'b'], not {}", b.words()),
            );
            let turned = format!("write `{} contains {}`", self.written(right), self.written(left));
            self.report(match (a, b) {
                (Operand::Text(_), Operand::Choices(_) | Operand::List(_)) => problem.help(turned),
                _ => problem,
            });
            return None;
        };
        if members.is_empty() {
            self.error("condition::empty", &right.range, "the list is empty: this can never be true");
            return None;
        }
        let tests: Vec<Option<Test>> = members
            .iter()
            .map(|member| {
                let literal = self.literal(member)?;
                self.equal((left, member), (a.clone(), literal))
            })
            .collect();
        tests.into_iter().collect::<Option<Vec<Test>>>().map(Test::Or)
    }

    fn contains(&mut self, nodes: Nodes<'_>, sides: Sides<'a>) -> Option<Test> {
        match sides {
            (Operand::Choices(known), Operand::Text(text)) => {
                let choice = self.choice(&known, &text, nodes.1)?;
                Some(Test::Includes(known.subject, choice))
            }
            (Operand::List(known), _) => {
                let literal = self.literal(nodes.1)?;
                let name = FactId::parse("item").ok()?;
                let item = Known {
                    subject: Subject::Bound(name.clone()),
                    row: known.row,
                    fact_type: FactType::One(known.fact_type.scalar()),
                };
                let sides = (open_operand(item), literal);
                let body = if known.fact_type.scalar() == Scalar::Choices {
                    self.contains(nodes, sides)
                } else {
                    self.equal(nodes, sides)
                }?;
                Some(Test::Items(Quantifier::Any, known.subject, name, Box::new(body)))
            }
            (a @ Operand::Choices(_), b) => self.mismatch(nodes, &a, &b),
            (a, _) => {
                let message =
                    format!("`contains` needs choices or a list on its left side, not {}", a.words());
                self.error("condition::wrong-type", &nodes.0.range, message);
                None
            }
        }
    }

    /// A member of a written list.
    fn literal(&mut self, node: &Node) -> Option<Operand<'a>> {
        if matches!(
            node.part,
            Part::Text(_) | Part::Bool(_) | Part::Number(_) | Part::Length(_) | Part::Time(_)
        ) {
            return self.operand(node);
        }
        let problem = ConditionProblem::new(
            "condition::wrong-type",
            node.range.clone(),
            "only a written value may stand here",
        );
        self.report(if let Part::Name(name) = &node.part {
            problem.help(format!("put a word in quotes: '{name}'"))
        } else {
            problem
        });
        None
    }

    fn mismatch(&mut self, nodes: Nodes<'_>, a: &Operand<'a>, b: &Operand<'a>) -> Option<Test> {
        let (first, last) = if nodes.0.range.start < nodes.1.range.start { (a, b) } else { (b, a) };
        let range = nodes.0.range.start.min(nodes.1.range.start)..nodes.0.range.end.max(nodes.1.range.end);
        let message = format!("{} cannot be compared with {} like this", first.words(), last.words());
        let mut problem = ConditionProblem::new("condition::wrong-type", range, message);
        problem.help.extend(remedy(a, b).or_else(|| remedy(b, a)));
        self.report(problem);
        None
    }

    /// A choice without quotes reads as the name of a fact: says so beside "unknown fact".
    fn forgotten_quotes(&mut self, node: &Node, other: &Operand<'a>) -> Option<Test> {
        let takes_words = matches!(
            other,
            Operand::Word(_) | Operand::Choices(_) | Operand::Outcome(_) | Operand::Choice(..)
        );
        if let (Part::Name(name), true, Some(problem)) = (&node.part, takes_words, self.problems.last_mut()) {
            problem.help.insert(0, format!("put a word in quotes: '{name}'"));
        }
        None
    }
}

/// What to write instead of comparing `a` with `b`.
fn remedy(a: &Operand<'_>, b: &Operand<'_>) -> Option<String> {
    match (a, b) {
        (Operand::Choices(known), _) => Some(format!("write `{} contains '...'`", known.row.id)),
        (Operand::List(_), _) => {
            Some("write `count(list) > 0`, `any(list, x, ...)` or `all(list, x, ...)`".to_owned())
        }
        (Operand::Word(known), _) if known.fact_type.scalar() == Scalar::Choice => Some(choices_help(known)),
        (Operand::Word(_) | Operand::Outcome(_) | Operand::Choice(..), Operand::Text(_)) => {
            Some("only `==`, `!=` and `in` compare words".to_owned())
        }
        (_, Operand::Literals(_)) => Some("write `a in ['x', 'y']`".to_owned()),
        (Operand::Money(_), Operand::Measure(..)) => {
            Some("write an amount with its currency in quotes: '1000 EUR'".to_owned())
        }
        (Operand::Measure(Scale::Length, _), Operand::Measure(Scale::Number, _)) => {
            Some("write a duration with its unit: `72h`".to_owned())
        }
        (Operand::Test(_) | Operand::Measure(..), Operand::Text(_)) => {
            Some("write the value without quotes".to_owned())
        }
        (Operand::Text(_), Operand::Text(_)) => Some("one side must name a fact or a step".to_owned()),
        _ => None,
    }
}

/// Two facts of one type may be compared. Choices may not: equal ids of two facts need not mean the same.
fn may_stand_beside(a: &Known<'_>, b: &Known<'_>) -> bool {
    a.fact_type == b.fact_type && a.fact_type.scalar() != Scalar::Choice
}
