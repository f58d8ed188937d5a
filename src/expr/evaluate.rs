//! Evaluates a checked condition in a world of which parts are unknown. Total: it cannot fail, and it reads every name of the
//! condition whether the result hangs on it or not, so that the list of what was read is the same every time.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::id::{FactId, StepId};
use crate::base::time::{Period, Timestamp};
use crate::fact::decimal::Decimal;
use crate::fact::value::{Money, Value};

use super::found::{Found, Measured, both};
use super::interval::Interval;
use super::read::Read;
use super::scope::{Reading, Scope, StepReading};
use super::syntax::Sign;
use super::tree::{Amount, Order, Quantifier, Subject, Term, Test, Word};
use super::truth::Truth;
use super::{Evaluation, Named};

/// Evaluates one condition.
pub(super) fn evaluate(root: &Test, named: &Named, scope: &dyn Scope) -> Evaluation {
    let world = World::read(named, scope);
    let found = world.test(root, &Bound::Nothing);
    let missing = if found.truth == Truth::Unknown { found.open } else { BTreeSet::new() };
    Evaluation { truth: found.truth, reads: world.reads(), missing: missing.into_iter().cloned().collect() }
}

/// Everything that a condition names, read once.
struct World<'a> {
    facts: BTreeMap<&'a FactId, Reading>,
    items: BTreeMap<&'a FactId, Reading>,
    steps: BTreeMap<&'a StepId, StepReading>,
    now: Timestamp,
}

/// The items that enclosing `any` and `all` hold up, innermost first.
enum Bound<'a> {
    Nothing,
    Item { name: &'a FactId, value: &'a Value, outer: &'a Bound<'a> },
}

impl<'a> Bound<'a> {
    fn get(&self, wanted: &FactId) -> Option<&'a Value> {
        match self {
            Self::Nothing => None,
            Self::Item { name, value, .. } if *name == wanted => Some(value),
            Self::Item { outer, .. } => outer.get(wanted),
        }
    }
}

impl<'a> World<'a> {
    fn read(named: &'a Named, scope: &dyn Scope) -> Self {
        Self {
            facts: named.facts.iter().map(|id| (id, scope.fact(id))).collect(),
            items: named.items.iter().map(|name| (name, scope.item(name))).collect(),
            steps: named.steps.iter().map(|id| (id, scope.step(id))).collect(),
            now: scope.now(),
        }
    }

    fn reads(&self) -> Vec<Read> {
        let facts = self.facts.iter().chain(&self.items);
        let mut reads: Vec<Read> = facts
            .map(|(id, reading)| Read { name: id.to_string(), seq: reading.seq })
            .chain(self.steps.iter().map(|(id, step)| Read { name: format!("step.{id}"), seq: step.seq }))
            .collect();
        reads.sort();
        reads
    }

    fn value<'w>(&'w self, subject: &'a Subject, bound: &Bound<'w>) -> Measured<'a, &'w Value> {
        let read = |reading: Option<&'w Reading>| reading.and_then(|reading| reading.value.as_ref());
        match subject {
            Subject::Fact(id) => read(self.facts.get(id)).ok_or_else(|| BTreeSet::from([id])),
            Subject::Item(name) => read(self.items.get(name)).ok_or_else(BTreeSet::new),
            Subject::Bound(name) => bound.get(name).ok_or_else(BTreeSet::new),
        }
    }

    /// Like [`Self::value`], read as one type; a value of another type than was declared decides nothing.
    fn read_as<'w, T>(
        &'w self,
        subject: &'a Subject,
        bound: &Bound<'w>,
        read: impl FnOnce(&'w Value) -> Option<T>,
    ) -> Measured<'a, T> {
        read(self.value(subject, bound)?).ok_or_else(BTreeSet::new)
    }

    fn test<'w>(&'w self, test: &'a Test, bound: &Bound<'w>) -> Found<'a> {
        match test {
            Test::Constant(holds) => Found::known(*holds),
            Test::Fact(subject) => Found::of(self.read_as(subject, bound, Value::as_bool)),
            Test::Known(subject) => match self.value(subject, bound) {
                Ok(_) => Found::known(true),
                Err(missing) => Found { truth: Truth::False, open: missing },
            },
            Test::Not(inner) => self.test(inner, bound).negate(),
            Test::And(parts) => Found::all(parts.iter().map(|part| self.test(part, bound))),
            Test::Or(parts) => Found::any(parts.iter().map(|part| self.test(part, bound))),
            Test::Maybe(inner) => self.test(inner, bound).maybe(),
            Test::Same(sides) => self.test(&sides.0, bound).same(self.test(&sides.1, bound)),
            Test::Word(subject, word) => self.word(subject, word, bound),
            Test::Includes(subject, choice) => {
                let choices = self.read_as(subject, bound, Value::as_choices);
                Found::of(choices.map(|choices| choices.contains(choice)))
            }
            Test::Outcome(step, outcome) => {
                Found::known(self.steps.get(step).and_then(|reading| reading.outcome) == Some(*outcome))
            }
            Test::Choice(step, choice) => {
                let taken = self.steps.get(step).and_then(|reading| reading.choice.as_ref());
                Found::known(taken == Some(choice))
            }
            Test::Compare(order, sides) => self.compare(*order, &sides.0, &sides.1, bound),
            Test::Amounts(order, sides) => self.amounts(*order, &sides.0, &sides.1, bound),
            Test::Items(quantifier, list, name, body) => self.items(*quantifier, list, (name, body), bound),
        }
    }

    fn word<'w>(&'w self, subject: &'a Subject, word: &'a Word, bound: &Bound<'w>) -> Found<'a> {
        let other = match word {
            Word::Literal(literal) => Ok(literal),
            Word::Subject(other) => self.value(other, bound),
        };
        Found::of(both(self.value(subject, bound), other).map(|(value, other)| value == other))
    }

    fn compare<'w>(&'w self, order: Order, left: &'a Term, right: &'a Term, bound: &Bound<'w>) -> Found<'a> {
        match both(self.term(left, bound), self.term(right, bound)) {
            Err(missing) => Found::unknown(missing),
            Ok((left, right)) => Found::settled(match order {
                Order::Less => left.less(right),
                Order::LessEqual => left.less_equal(right),
                Order::Equal => left.equal(right),
            }),
        }
    }

    fn amounts<'w>(
        &'w self,
        order: Order,
        left: &'a Amount,
        right: &'a Amount,
        bound: &Bound<'w>,
    ) -> Found<'a> {
        match both(self.amount(left, bound), self.amount(right, bound)) {
            Err(missing) => Found::unknown(missing),
            Ok((left, right)) if left.currency != right.currency => Found::unknown(BTreeSet::new()),
            Ok((left, right)) => Found::known(match order {
                Order::Less => left.amount < right.amount,
                Order::LessEqual => left.amount <= right.amount,
                Order::Equal => left.amount == right.amount,
            }),
        }
    }

    fn amount<'w>(&'w self, amount: &'a Amount, bound: &Bound<'w>) -> Measured<'a, &'w Money> {
        match amount {
            Amount::Literal(money) => Ok(money),
            Amount::Subject(subject) => self.read_as(subject, bound, Value::as_money),
        }
    }

    fn items<'w>(
        &'w self,
        quantifier: Quantifier,
        list: &'a Subject,
        (name, body): (&'a FactId, &'a Test),
        bound: &Bound<'w>,
    ) -> Found<'a> {
        let items = match self.read_as(list, bound, Value::as_list) {
            Ok(items) => items,
            Err(missing) => return Found::unknown(missing),
        };
        let parts =
            items.iter().map(|item| self.test(body, &Bound::Item { name, value: &item.v, outer: bound }));
        match quantifier {
            Quantifier::Any => Found::any(parts),
            Quantifier::All => Found::all(parts),
        }
    }

    fn term<'w>(&'w self, term: &'a Term, bound: &Bound<'w>) -> Measured<'a, Interval> {
        match term {
            Term::Literal(number) => Ok(Interval::point(*number)),
            Term::Subject(subject) => self.read_as(subject, bound, interval),
            Term::Count(list) => self.read_as(list, bound, |value| {
                let length = i64::try_from(value.as_list()?.len()).ok()?;
                Some(Interval::point(Decimal::whole(length)))
            }),
            Term::Elapsed(subject) => self.read_as(subject, bound, |value| {
                Interval::point(Decimal::whole(self.now.micros())).minus(interval(value)?)
            }),
            Term::Sum(first, rest) => self.sum(first, rest, bound),
        }
    }

    fn sum<'w>(
        &'w self,
        first: &'a Term,
        rest: &'a [(Sign, Term)],
        bound: &Bound<'w>,
    ) -> Measured<'a, Interval> {
        rest.iter().fold(self.term(first, bound), |total, (sign, term)| {
            let (total, term) = both(total, self.term(term, bound))?;
            let sum = match sign {
                Sign::Plus => total.plus(term),
                Sign::Minus => total.minus(term),
            };
            sum.ok_or_else(BTreeSet::new)
        })
    }
}

/// A value on the scale of [`Term`]: numbers as they are, times in microseconds.
fn interval(value: &Value) -> Option<Interval> {
    match value {
        Value::Int(number) => Some(Interval::point(Decimal::whole(*number))),
        Value::Decimal(number) | Value::Percent(number) => Some(Interval::point(*number)),
        Value::Count(count) => {
            let whole = |n: u64| i64::try_from(n).ok().map(Decimal::whole);
            let high = match count.high {
                Some(high) => Some(whole(high)?),
                None => None,
            };
            Some(Interval::from(whole(count.low)?, high))
        }
        Value::Datetime(claimed) => Some(Interval::point(Decimal::whole(claimed.at.micros()))),
        Value::Duration(length) => Some(Interval::point(micros(*length)?)),
        Value::Bool(_)
        | Value::Money(_)
        | Value::Choice(_)
        | Value::Choices(_)
        | Value::Country(_)
        | Value::Hash(_)
        | Value::Ip(_)
        | Value::Words(_)
        | Value::List(_) => None,
    }
}

/// A length of time in microseconds, unless it cannot be held.
pub(super) fn micros(length: Period) -> Option<Decimal> {
    length.seconds().checked_mul(1_000_000).map(Decimal::whole)
}
