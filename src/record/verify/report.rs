//! What a check found. Must not be in words: those are for reports.

use super::anchor::Anchor;
use super::clock::Jump;
use super::evidence::{CheckedPiece, Piece, PieceState};
use super::lines::Lines;
use super::listed::Listed;
use super::words::WordsFound;
use crate::base::digest::Digest;
use crate::base::id::{IncidentUid, Seq};
use crate::incident::event::lifecycle::IncidentOpened;

/// Documents that entries name: playbooks, profiles, signatures, stamps.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Documents {
    /// There, with their hash.
    pub(crate) whole: u64,
    /// Left out by the edition.
    pub(crate) left_out: u64,
    /// Not there; with the entry that names them.
    pub(crate) missing: Listed<(Seq, Digest)>,
    /// There with other bytes; with the entry that names them.
    pub(crate) altered: Listed<(Seq, Digest)>,
}

/// What a check of an incident's record found.
#[derive(Debug)]
pub(crate) struct Report {
    /// The incident.
    pub(crate) uid: IncidentUid,
    /// What entry 1 says, where it opens an incident.
    pub(crate) opening: Option<IncidentOpened>,
    /// The lines.
    pub(crate) lines: Lines,
    /// The words.
    pub(crate) words: WordsFound,
    /// The documents.
    pub(crate) documents: Documents,
    /// Where the clock jumped.
    pub(crate) clock: Listed<Jump>,
    /// What holds the record to the world outside.
    pub(crate) anchors: Vec<Anchor>,
    /// The evidence as recorded.
    pub(crate) pieces: Vec<Piece>,
    /// What became of it, where that was looked at.
    pub(crate) evidence: Option<Vec<CheckedPiece>>,
}

/// The verdict, worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Verdict {
    /// A line does not fit.
    Broken,
    /// The record is not as an anchor says.
    NotAsAnchored,
    /// The lines fit; words, documents or evidence are missing or altered.
    Damaged,
    /// Whole in itself; nothing outside says more.
    Unanchored,
    /// Whole in itself, and as anchors say.
    Anchored,
}

impl Verdict {
    /// Whether nothing is wrong, as far as anybody can tell.
    pub(crate) fn is_good(self) -> bool {
        match self {
            Self::Broken | Self::NotAsAnchored | Self::Damaged => false,
            Self::Unanchored | Self::Anchored => true,
        }
    }
}

impl Report {
    /// The verdict.
    pub(crate) fn verdict(&self) -> Verdict {
        if !self.lines.faults.is_empty() || self.opening.is_none() {
            Verdict::Broken
        } else if self.anchors.iter().any(Anchor::contradicts) {
            Verdict::NotAsAnchored
        } else if self.is_damaged() {
            Verdict::Damaged
        } else if self.anchored() > Seq::NONE {
            Verdict::Anchored
        } else {
            Verdict::Unanchored
        }
    }

    fn is_damaged(&self) -> bool {
        let documents = self.documents.missing.is_empty() && self.documents.altered.is_empty();
        let evidence = self.evidence.iter().flatten().all(|checked| !checked.state.is_bad());
        !(self.words.is_good() && documents && evidence)
    }

    /// Up to which entry nothing was altered since an anchor was made; [`Seq::NONE`] where no anchor proves anything.
    pub(crate) fn anchored(&self) -> Seq {
        let proven = self.anchors.iter().filter(|anchor| anchor.proves()).map(|anchor| anchor.size);
        proven.filter(|size| *size <= self.lines.whole.seq).max().unwrap_or(Seq::NONE)
    }

    /// How many pieces of evidence were looked at, and how many of them are bad.
    pub(crate) fn evidence_counts(&self) -> (usize, usize) {
        let looked = self.evidence.iter().flatten().filter(|checked| checked.state != PieceState::NotHeld);
        let bad = self.evidence.iter().flatten().filter(|checked| checked.state.is_bad());
        (looked.count(), bad.count())
    }
}
