//! Three-valued truth after Kleene.

/// Whether something holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Truth {
    /// It does not hold.
    False,
    /// Nobody knows.
    Unknown,
    /// It holds.
    True,
}

impl Truth {
    /// From a known answer.
    pub(crate) fn known(holds: bool) -> Self {
        if holds { Self::True } else { Self::False }
    }

    /// Both: the lesser.
    pub(crate) fn and(self, other: Self) -> Self {
        self.min(other)
    }

    /// Either: the greater.
    pub(crate) fn or(self, other: Self) -> Self {
        self.max(other)
    }

    /// The opposite; unknown stays unknown.
    pub(crate) fn negate(self) -> Self {
        match self {
            Self::False => Self::True,
            Self::Unknown => Self::Unknown,
            Self::True => Self::False,
        }
    }

    /// Whether it holds for certain.
    pub(crate) fn is_true(self) -> bool {
        self == Self::True
    }
}
