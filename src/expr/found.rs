//! A truth together with the facts that could still turn it. Must not read the world.

use std::collections::BTreeSet;

use crate::base::id::FactId;

use super::truth::Truth;

/// A value, or the facts that are missing for it; none when no fact would give it, as after an overflow.
pub(super) type Measured<'a, T> = Result<T, BTreeSet<&'a FactId>>;

/// What a part came to. A part may be settled and yet open: `known(f)` is false until somebody learns `f`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found<'a> {
    /// What it is now.
    pub(super) truth: Truth,
    /// Facts without a value that could change it.
    pub(super) open: BTreeSet<&'a FactId>,
}

impl<'a> Found<'a> {
    /// Nothing that could be learned changes it.
    pub(super) fn settled(truth: Truth) -> Self {
        Self { truth, open: BTreeSet::new() }
    }

    /// From a known answer.
    pub(super) fn known(holds: bool) -> Self {
        Self::settled(Truth::known(holds))
    }

    /// Unknown for want of these facts.
    pub(super) fn unknown(open: BTreeSet<&'a FactId>) -> Self {
        Self { truth: Truth::Unknown, open }
    }

    /// From an answer that may be missing.
    pub(super) fn of(answer: Measured<'a, bool>) -> Self {
        answer.map_or_else(Self::unknown, Self::known)
    }

    /// The opposite.
    pub(super) fn negate(self) -> Self {
        Self { truth: self.truth.negate(), ..self }
    }

    /// Whether it is not false.
    pub(super) fn maybe(self) -> Self {
        Self { truth: Truth::known(self.truth != Truth::False), ..self }
    }

    /// Whether both are true or both are false.
    pub(super) fn same(mut self, other: Self) -> Self {
        self.open.extend(other.open);
        let unknown = self.truth == Truth::Unknown || other.truth == Truth::Unknown;
        let truth = if unknown { Truth::Unknown } else { Truth::known(self.truth == other.truth) };
        Self { truth, ..self }
    }

    /// All hold.
    pub(super) fn all(parts: impl Iterator<Item = Self>) -> Self {
        Self::fold(parts, Truth::True, Truth::and)
    }

    /// One holds.
    pub(super) fn any(parts: impl Iterator<Item = Self>) -> Self {
        Self::fold(parts, Truth::False, Truth::or)
    }

    /// Joins parts. One settled part that decides alone leaves nothing to be learned.
    fn fold(parts: impl Iterator<Item = Self>, neutral: Truth, join: fn(Truth, Truth) -> Truth) -> Self {
        let mut all = Self::settled(neutral);
        let mut decided = false;
        for part in parts {
            decided |= part.open.is_empty() && part.truth == neutral.negate();
            all.truth = join(all.truth, part.truth);
            all.open.extend(part.open);
        }
        if decided {
            all.open.clear();
        }
        all
    }
}

/// Both values, or everything that is missing for either.
pub(super) fn both<'a, A, B>(a: Measured<'a, A>, b: Measured<'a, B>) -> Measured<'a, (A, B)> {
    match (a, b) {
        (Ok(a), Ok(b)) => Ok((a, b)),
        (Err(mut missing), Err(more)) => {
            missing.extend(more);
            Err(missing)
        }
        (Err(missing), Ok(_)) | (Ok(_), Err(missing)) => Err(missing),
    }
}
