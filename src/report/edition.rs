//! Editions: who may read which words. A new edition is a row of the table. Must not know papers or formats.

use crate::base::text::one_of;
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
    /// The same edition for a reader who asked for personal passages too.
    on_request: Option<&'static Self>,
}

/// All editions; the first is the default of every output.
pub(crate) const EDITIONS: [Edition; 4] = [
    Edition {
        word: "team",
        purpose: "for those who work on the incident",
        withholds: &[Label::Privileged],
        released_only: false,
        on_request: None,
    },
    Edition {
        word: "counsel",
        purpose: "for counsel: everything",
        withholds: &[],
        released_only: false,
        on_request: None,
    },
    Edition {
        word: "regulator",
        purpose: "for an authority: all structure, and the texts that were released",
        withholds: &[Label::Privileged, Label::Personal],
        released_only: true,
        on_request: Some(&REGULATOR_ON_REQUEST),
    },
    Edition {
        word: "disclosure",
        purpose: "for the other side of a case: all structure, and the texts that were released",
        withholds: &[Label::Privileged, Label::Personal],
        released_only: true,
        on_request: Some(&DISCLOSURE_ON_REQUEST),
    },
];

/// Its word stands on every page, so that nobody takes it for the usual edition.
static REGULATOR_ON_REQUEST: Edition = Edition {
    word: "regulator with personal texts",
    purpose: "for an authority that asked for personal texts too, of which the released ones are shown",
    withholds: &[Label::Privileged],
    released_only: true,
    on_request: None,
};

/// Its word stands on every page, so that nobody takes it for the usual edition.
static DISCLOSURE_ON_REQUEST: Edition = Edition {
    word: "disclosure with personal texts",
    purpose: "for the other side of a case that may see personal texts too, of which the released ones are shown",
    withholds: &[Label::Privileged],
    released_only: true,
    on_request: None,
};

impl Edition {
    /// The default of every output, screen and paste.
    pub(crate) fn team() -> &'static Self {
        let [team, ..] = &EDITIONS;
        team
    }

    /// Reads the word of an edition that can be asked for.
    pub(crate) fn parse(word: &str) -> Option<&'static Self> {
        EDITIONS.iter().find(|edition| edition.word == word)
    }

    /// The same, or which words there are.
    pub(crate) fn asked(word: &str) -> Result<&'static Self, String> {
        Self::parse(word).ok_or_else(|| one_of(EDITIONS.iter().map(|edition| edition.word)))
    }

    /// Reads the word that stands on a paper.
    pub(crate) fn named(word: &str) -> Option<&'static Self> {
        let on_request = EDITIONS.iter().filter_map(|edition| edition.on_request);
        EDITIONS.iter().chain(on_request).find(|edition| edition.word == word)
    }

    /// The same edition for a reader who asked for personal passages; nothing where they are shown anyway.
    pub(crate) fn with_personal(&self) -> Option<&'static Self> {
        self.on_request
    }

    /// Whether only what was released may be read.
    pub(crate) fn is_reviewed(&self) -> bool {
        self.released_only
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
