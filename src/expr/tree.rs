//! A checked condition: every name is resolved, every literal has the type of what it is compared with, so evaluation cannot fail.

use crate::base::id::{ChoiceId, FactId, OptionId, StepId};
use crate::base::outcome::Outcome;
use crate::fact::decimal::Decimal;
use crate::fact::value::{Money, Value};

use super::syntax::Sign;

/// Something that has a value when the condition is evaluated.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Subject {
    /// A fact.
    Fact(FactId),
    /// The item of an enclosing `each` of the playbook.
    Item(FactId),
    /// The item of an enclosing `any` or `all` of the condition.
    Bound(FactId),
}

/// A part that is true, false or unknown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Test {
    /// `true` or `false`.
    Constant(bool),
    /// A fact of type bool.
    Fact(Subject),
    /// Whether it has a value.
    Known(Subject),
    /// The opposite.
    Not(Box<Test>),
    /// All hold.
    And(Vec<Test>),
    /// One holds.
    Or(Vec<Test>),
    /// It is not false.
    Maybe(Box<Test>),
    /// Both are true or both are false.
    Same(Box<(Test, Test)>),
    /// A choice, country, hash or address is this one.
    Word(Subject, Word),
    /// Some choices include this one.
    Includes(Subject, ChoiceId),
    /// A step ended in this way; false while it has not ended.
    Outcome(StepId, Outcome),
    /// A decision took this option; false while it is not taken.
    Choice(StepId, OptionId),
    /// Two measures stand in an order.
    Compare(Order, Box<(Term, Term)>),
    /// Two amounts stand in an order.
    Amounts(Order, Box<(Amount, Amount)>),
    /// One or every item of a list passes.
    Items(Quantifier, Subject, FactId, Box<Test>),
}

/// What a word is compared with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Word {
    /// A value that the author wrote.
    Literal(Value),
    /// Another fact of the same type.
    Subject(Subject),
}

/// How two sides stand to each other; the rest follows by swapping them or by negation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    /// Left is less.
    Less,
    /// Left is not more.
    LessEqual,
    /// Both are the same.
    Equal,
}

/// Whether one item is enough.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Quantifier {
    /// One is enough.
    Any,
    /// Every one must pass.
    All,
}

/// A number, or an instant or a length of time in microseconds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Term {
    /// Written by the author.
    Literal(Decimal),
    /// The value of a fact or item.
    Subject(Subject),
    /// The number of items of a list.
    Count(Subject),
    /// From an instant until now.
    Elapsed(Subject),
    /// A sum.
    Sum(Box<Term>, Vec<(Sign, Term)>),
}

/// An amount of money.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Amount {
    /// Written by the author.
    Literal(Money),
    /// The value of a fact or item.
    Subject(Subject),
}
