//! What an assessment says: answers, reasons with their sources, what is not known. The structs that are serialised here are the
//! documented JSON, version 1; their fields keep names and order. Must not weigh anything.

use serde::Serialize;

use super::enisa::Worksheet;

/// Whether something has to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Answer {
    /// No.
    No,
    /// It hangs on something that the attributes do not say.
    Conditional,
    /// Yes.
    Yes,
}

impl Answer {
    /// The word in documents and in JSON.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::No => "no",
            Self::Conditional => "conditional",
            Self::Yes => "yes",
        }
    }

    /// For people.
    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::No => "no",
            Self::Conditional => "it depends",
            Self::Yes => "yes",
        }
    }

    /// Reads the word.
    pub(super) fn parse(word: &str) -> Option<Self> {
        [Self::No, Self::Conditional, Self::Yes].into_iter().find(|answer| answer.word() == word)
    }
}

/// The answers to the two questions that hang on risk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Duties {
    /// Whether the authority is notified.
    pub(crate) notify: Answer,
    /// Whether the people are told; never more than the authority.
    pub(crate) communicate: Answer,
}

impl Duties {
    /// Nothing.
    pub(crate) const NONE: Self = Self { notify: Answer::No, communicate: Answer::No };
    /// Everything.
    pub(crate) const ALL: Self = Self { notify: Answer::Yes, communicate: Answer::Yes };

    /// Both answers. Who must tell people must tell the authority, so the second lifts the first.
    pub(crate) fn new(notify: Answer, communicate: Answer) -> Self {
        Self { notify: notify.max(communicate), communicate }
    }

    /// The heavier of each.
    pub(crate) fn max(self, other: Self) -> Self {
        Self::new(self.notify.max(other.notify), self.communicate.max(other.communicate))
    }

    /// The lighter of each.
    pub(crate) fn min(self, other: Self) -> Self {
        Self::new(self.notify.min(other.notify), self.communicate.min(other.communicate))
    }

    /// Whether one of the answers is heavier.
    pub(crate) fn exceeds(self, other: Self) -> bool {
        self.notify > other.notify || self.communicate > other.communicate
    }

    /// The level of risk that the answers rest on; what is conditional counts as a risk.
    pub(crate) fn risk(self) -> RiskLevel {
        match (self.notify, self.communicate) {
            (_, Answer::Yes) => RiskLevel::High,
            (Answer::No, _) => RiskLevel::Unlikely,
            (Answer::Conditional | Answer::Yes, Answer::No | Answer::Conditional) => RiskLevel::Risk,
        }
    }
}

/// Risk to the rights and freedoms of people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum RiskLevel {
    /// Unlikely.
    Unlikely,
    /// Not unlikely.
    Risk,
    /// Likely high.
    High,
}

/// What a rule does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Effect {
    /// It can only make the answer heavier.
    Raises,
    /// It sets an upper bound.
    Lowers,
    /// It says what follows.
    Decides,
}

impl Effect {
    /// The word in documents and in JSON.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Raises => "raises",
            Self::Lowers => "lowers",
            Self::Decides => "decides",
        }
    }
}

/// One reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Reason {
    /// The rule.
    pub(crate) rule: String,
    /// What it does.
    pub(crate) effect: Effect,
    /// Why, in words; says so where it rests on something that is not known.
    pub(crate) text: String,
    /// Law and guidance.
    pub(crate) citation: String,
}

/// What has to be done after a breach: advice, not a decision.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Assessment {
    /// The version of this layout.
    pub(crate) v: u32,
    /// Whether the breach is recorded, Art. 33(5); always.
    pub(crate) internal_documentation: Answer,
    /// Whether the authority is notified, Art. 33(1).
    pub(crate) notify_sa: Answer,
    /// Whether the people are told, Art. 34(1).
    pub(crate) communicate_data_subjects: Answer,
    /// The risk that the answers rest on.
    pub(crate) risk: RiskLevel,
    /// On what a conditional answer hangs.
    pub(crate) conditions: Vec<String>,
    /// Why.
    pub(crate) reasons: Vec<Reason>,
    /// Attributes that are not known and could change the answer.
    pub(crate) unknowns: Vec<String>,
    /// The worksheet beside it, which never decides.
    pub(crate) enisa: Worksheet,
}

/// The layout of [`Assessment`] and of [`crate::assess::significance::Finding`].
pub(crate) const VERSION: u32 = 1;
