//! How loudly a deadline is announced: quiet at first, then at half of the time, at a quarter and at a tenth. Must not ask any clock.

use crate::base::time::{Period, Timestamp};

/// How near a deadline is, as a share of its whole time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Rung {
    /// More than half is left.
    Quiet,
    /// At most half is left.
    Half,
    /// At most a quarter is left.
    Quarter,
    /// At most a tenth is left.
    Tenth,
    /// It has passed.
    Passed,
}

impl Rung {
    /// The word for it.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Quiet => "quiet",
            Self::Half => "half",
            Self::Quarter => "quarter",
            Self::Tenth => "tenth",
            Self::Passed => "passed",
        }
    }
}

/// The rungs that are climbed before the end, with what is left then: one part of so many.
const STEPS: [(Rung, i64); 3] = [(Rung::Half, 2), (Rung::Quarter, 4), (Rung::Tenth, 10)];

/// When each rung is reached, in order; the last is the end itself.
pub(crate) fn ladder(begins: Timestamp, ends: Timestamp) -> Vec<(Rung, Timestamp)> {
    let whole = ends.since(begins).seconds().max(0);
    let before_end = |parts: i64| ends.plus(Period::from_seconds(-(whole / parts)));
    let mut steps: Vec<_> = STEPS.iter().map(|(rung, parts)| (*rung, before_end(*parts))).collect();
    steps.push((Rung::Passed, ends.plus(Period::from_seconds(1))));
    steps
}

/// The rung on which a deadline stands.
pub(crate) fn rung(begins: Timestamp, ends: Timestamp, now: Timestamp) -> Rung {
    if now > ends {
        return Rung::Passed;
    }
    let reached = ladder(begins, ends).into_iter().rev().find(|(_, at)| *at <= now);
    reached.map_or(Rung::Quiet, |(rung, _)| rung)
}

#[cfg(test)]
mod tests;
