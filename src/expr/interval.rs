//! Numbers as exactly as they are known: from a lower to an upper bound. Must not know facts.

use crate::fact::decimal::Decimal;

use super::truth::Truth;

/// All numbers that are possible; a missing bound lies at infinity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Interval {
    low: Option<Decimal>,
    high: Option<Decimal>,
}

impl Interval {
    /// One number.
    pub(super) fn point(number: Decimal) -> Self {
        Self { low: Some(number), high: Some(number) }
    }

    /// From a lower bound; no upper bound is known where `high` is nothing.
    pub(super) fn from(low: Decimal, high: Option<Decimal>) -> Self {
        Self { low: Some(low), high }
    }

    /// The sum, unless a bound cannot be held.
    pub(super) fn plus(self, other: Self) -> Option<Self> {
        Some(Self {
            low: bound(self.low, other.low, Decimal::plus).ok()?,
            high: bound(self.high, other.high, Decimal::plus).ok()?,
        })
    }

    /// The difference, unless a bound cannot be held.
    pub(super) fn minus(self, other: Self) -> Option<Self> {
        Some(Self {
            low: bound(self.low, other.high, Decimal::minus).ok()?,
            high: bound(self.high, other.low, Decimal::minus).ok()?,
        })
    }

    /// Whether this is less: true or false only if that holds for every possible pair.
    pub(super) fn less(self, other: Self) -> Truth {
        decide(below(self.high, other.low, true), below(other.high, self.low, false))
    }

    /// Whether this is not more.
    pub(super) fn less_equal(self, other: Self) -> Truth {
        decide(below(self.high, other.low, false), below(other.high, self.low, true))
    }

    /// Whether both are the same.
    pub(super) fn equal(self, other: Self) -> Truth {
        self.less_equal(other).and(other.less_equal(self))
    }
}

fn decide(holds: bool, fails: bool) -> Truth {
    match (holds, fails) {
        (true, _) => Truth::True,
        (false, true) => Truth::False,
        (false, false) => Truth::Unknown,
    }
}

fn below(high: Option<Decimal>, low: Option<Decimal>, strictly: bool) -> bool {
    high.zip(low).is_some_and(|(high, low)| if strictly { high < low } else { high <= low })
}

/// A bound that cannot be held.
struct Overflow;

fn bound(
    a: Option<Decimal>,
    b: Option<Decimal>,
    apply: impl Fn(Decimal, Decimal) -> Option<Decimal>,
) -> Result<Option<Decimal>, Overflow> {
    match a.zip(b) {
        Some((a, b)) => apply(a, b).map(Some).ok_or(Overflow),
        None => Ok(None),
    }
}
