//! A condition as it was written: the tree that the parser makes, before names and types are checked.

use std::ops::Range;

use crate::base::time::{Period, Timestamp};
use crate::fact::decimal::Decimal;

/// A part of a condition with its place in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Node {
    /// What it is.
    pub(super) part: Part,
    /// Bytes of the text.
    pub(super) range: Range<usize>,
}

/// The parts of a condition. Chains of one operator are flat, so that depth is only what the author nested.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Part {
    /// A fact, an item or `step.<id>.outcome`.
    Name(String),
    /// A word in quotes.
    Text(String),
    /// `true` or `false`.
    Bool(bool),
    /// `40000`, `12.5`.
    Number(Decimal),
    /// `72h`.
    Length(Period),
    /// `2026-11-20T16:40:00Z`.
    Time(Timestamp),
    /// `['a', 'b']`.
    List(Vec<Node>),
    /// `not x`.
    Not(Box<Node>),
    /// `x and y and z`.
    And(Vec<Node>),
    /// `x or y or z`.
    Or(Vec<Node>),
    /// `x == y`.
    Compare(Comparison, Box<(Node, Node)>),
    /// `x + y - z`.
    Sum(Box<Node>, Vec<(Sign, Node)>),
    /// `known(x)`; the range is that of the word.
    Call(String, Range<usize>, Vec<Node>),
}

/// What compares two sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Comparison {
    /// `==`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterEqual,
    /// `in`
    In,
    /// `contains`
    Contains,
}

/// Every comparison with its sign.
pub(super) const COMPARISONS: [(Comparison, &str); 8] = [
    (Comparison::Equal, "=="),
    (Comparison::NotEqual, "!="),
    (Comparison::LessEqual, "<="),
    (Comparison::GreaterEqual, ">="),
    (Comparison::Less, "<"),
    (Comparison::Greater, ">"),
    (Comparison::In, "in"),
    (Comparison::Contains, "contains"),
];

impl Comparison {
    /// How it is written.
    pub(super) fn sign(self) -> &'static str {
        COMPARISONS.iter().find(|(comparison, _)| *comparison == self).map_or("", |(_, sign)| sign)
    }
}

/// Plus or minus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    /// `+`
    Plus,
    /// `-`
    Minus,
}
