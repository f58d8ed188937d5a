//! Evidence and its chain of custody.

use crate::base::digest::Digest;
use crate::base::id::{EvidenceId, PersonId};
use crate::base::time::Claimed;
use crate::fact::value::PassageRef;
use crate::incident::key::StepKey;

/// Where the thing itself is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Holding {
    /// Copied beside the database under its hash.
    Copied,
    /// Hashed where it lies.
    InPlace,
    /// Held by somebody else, who may claim a hash.
    Referenced,
    /// A thing: sealed and put away.
    Physical,
}

/// What became of a wanted piece of evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum WantedEnd {
    /// It cannot be had.
    Unavailable,
    /// It is taken later.
    Later,
}

/// What a re-check of evidence found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum CheckResult {
    /// The hash is the recorded one.
    Unchanged,
    /// The hash is another one.
    Changed,
    /// It is not where it was.
    Missing,
    /// It is not held here or has no hash.
    NotCheckable,
}

bodies! {
    /// A piece of evidence.
    struct EvidenceTaken {
        evidence: EvidenceId,
        holding: Holding,
        /// File name, link or description.
        name: PassageRef,
    }
    maybe {
        sha256: Digest,
        size: u64,
        /// Host, system or person it came from.
        source: PassageRef,
        method: PassageRef,
        /// Where it is kept; the seal of a thing.
        place: PassageRef,
        collector: PersonId,
        collected: Claimed,
        step: StepKey,
        /// Which wanted piece of the step it is, from 0.
        item: u32,
    }
    flags {
        /// The hash was given by a custodian, not computed here.
        claimed_hash,
    }

    /// A wanted piece was not taken.
    struct EvidenceSettled {
        step: StepKey,
        item: u32,
        end: WantedEnd,
    }
    maybe {
        why: PassageRef,
    }

    /// Evidence went from one custodian to another.
    struct CustodyTransferred {
        evidence: EvidenceId,
        to: PassageRef,
    }
    maybe {
        from: PassageRef,
        place: PassageRef,
        why: PassageRef,
        at: Claimed,
    }

    /// One piece of a re-check.
    struct CheckedPiece {
        evidence: EvidenceId,
        result: CheckResult,
    }

    /// All evidence was hashed again.
    struct EvidenceChecked {
        pieces: Vec<CheckedPiece>,
    }
}
