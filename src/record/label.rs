//! Labels say who may see the words of an entry. They belong to passages and can be changed by a later entry.

/// A label.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Label {
    /// Claimed to be covered by legal privilege.
    Privileged,
    /// Names or describes a person.
    Personal,
    /// May go to the authority.
    Released,
}

/// Every label with its word.
pub(crate) const LABELS: [(Label, &str); 3] =
    [(Label::Privileged, "privileged"), (Label::Personal, "personal"), (Label::Released, "released")];

impl Label {
    /// The word for it.
    pub(crate) fn word(self) -> &'static str {
        LABELS.iter().find(|(label, _)| *label == self).map_or("", |(_, word)| word)
    }

    /// Reads the word.
    pub(crate) fn parse(word: &str) -> Option<Self> {
        LABELS.iter().find(|(_, w)| *w == word).map(|(label, _)| *label)
    }
}
