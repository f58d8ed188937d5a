//! Editions: who may read which words. A new edition is a row of the table. Must not know papers or formats.

use crate::record::label::Label;
use crate::record::labelling::Labels;

/// An edition of a paper.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Edition {
    /// Its word.
    pub(crate) word: &'static str,
    /// Who it is for.
    pub(crate) purpose: &'static str,
    /// Passages with one of these labels are withheld, in this order of reasons.
    withholds: &'static [Label],
    /// Whether a passage must have been released.
    released_only: bool,
}

/// All editions; the first is the default of every output.
pub(crate) const EDITIONS: [Edition; 4] = [
    Edition {
        word: "team",
        purpose: "for those who work on the incident",
        withholds: &[Label::Privileged],
        released_only: false,
    },
    Edition { word: "counsel", purpose: "for counsel: everything", withholds: &[], released_only: false },
    Edition {
        word: "regulator",
        purpose: "for an authority: all structure, and the texts that were released",
        withholds: &[Label::Privileged, Label::Personal],
        released_only: true,
    },
    Edition {
        word: "disclosure",
        purpose: "for the other side of a case: all structure, and the texts that were released",
        withholds: &[Label::Privileged, Label::Personal],
        released_only: true,
    },
];

impl Edition {
    /// The default of every output, screen and paste.
    pub(crate) fn team() -> &'static Self {
        let [team, ..] = &EDITIONS;
        team
    }

    /// Reads the word.
    pub(crate) fn parse(word: &str) -> Option<&'static Self> {
        EDITIONS.iter().find(|edition| edition.word == word)
    }

    /// Why a passage with these labels is withheld, as a code; nothing when it may be read.
    pub(crate) fn withholds(&self, labels: &Labels) -> Option<&'static str> {
        let label = self.withholds.iter().find(|label| labels.contains(label)).map(|label| label.word());
        let unreleased = self.released_only && !labels.contains(&Label::Released);
        label.or(unreleased.then_some(UNRELEASED))
    }
}

/// The code of a passage that nobody released.
pub(crate) const UNRELEASED: &str = "unreleased";

#[cfg(test)]
mod tests;
