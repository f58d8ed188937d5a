//! How a step ended. Shared by conditions, the engine and the record.

/// The outcome of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Outcome {
    /// It was completed.
    Done,
    /// It was tried and did not work.
    Failed,
    /// Somebody left it out, with a reason.
    Skipped,
    /// Somebody would not do it, with a reason.
    Refused,
    /// Its guard is false.
    NotApplicable,
    /// The playbook was handed over to another one.
    Superseded,
}

/// Every outcome with the word that conditions and outputs use.
pub(crate) const OUTCOMES: [(Outcome, &str); 6] = [
    (Outcome::Done, "done"),
    (Outcome::Failed, "failed"),
    (Outcome::Skipped, "skipped"),
    (Outcome::Refused, "refused"),
    (Outcome::NotApplicable, "not-applicable"),
    (Outcome::Superseded, "superseded"),
];

impl Outcome {
    /// The word for it.
    pub(crate) fn word(self) -> &'static str {
        OUTCOMES.iter().find(|(outcome, _)| *outcome == self).map_or("", |(_, word)| word)
    }

    /// Reads the word.
    pub(crate) fn parse(word: &str) -> Option<Self> {
        OUTCOMES.iter().find(|(_, w)| *w == word).map(|(outcome, _)| *outcome)
    }
}
