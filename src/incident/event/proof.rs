//! What ties the record to the world outside its file: checkpoints, anchors, a legal hold, and copies that came home.
//! Must not claim more than it records: an anchor is proof only together with what lies elsewhere.

use crate::base::digest::Digest;
use crate::base::id::{EvidenceId, PersonId, Seq};
use crate::base::time::Timestamp;
use crate::fact::value::PassageRef;

/// Why a checkpoint was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Occasion {
    /// Somebody asked for it.
    Demand,
    /// A paper or a bundle was given away.
    Production,
    /// Command changed hands.
    Handover,
    /// The incident was closed.
    Close,
}

/// What came home.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum AnchorKind {
    /// Somebody saw the short form elsewhere: in a chat, a ticket, on a paper.
    Seen,
    /// The short form was the own reference of a notice; the recipient holds it.
    Reference,
    /// A checkpoint file that was kept elsewhere.
    File,
    /// A second person signed the checkpoint.
    Countersigned,
    /// A time-stamping authority signed the checkpoint's hash (RFC 3161).
    Timestamped,
}

bodies! {
    /// The record had this size and head. A checkpoint speaks of entries before its own.
    struct CheckpointMade {
        size: Seq,
        head: Digest,
        occasion: Occasion,
    }
    maybe {
        /// SHA-256 of the signature (SSHSIG, armoured); its bytes are in the table of sources.
        sha256: Digest,
        /// Fingerprint of the key that signed.
        key: String,
        /// Whose key it is.
        signer: PersonId,
    }

    /// A size and head that somebody holds elsewhere.
    struct AnchorAdded {
        kind: AnchorKind,
        size: Seq,
        /// First 64 bits of the head: `c4d8-23dc-acdd-4e45`.
        code: String,
    }
    maybe {
        /// The whole head, where that came home.
        head: Digest,
        /// Where it is held: `Signal, 03:20`.
        place: PassageRef,
        /// SHA-256 of what proves it: a reply of an authority, a signature, a checkpoint file. Its bytes are in the table of sources.
        sha256: Digest,
        /// Fingerprint of the key of a countersignature.
        key: String,
        /// Whose key it is.
        signer: PersonId,
        /// The time that a time-stamping authority gave.
        stamped: Timestamp,
        /// The entry of the notice whose reference holds the short form.
        notice: Seq,
    }

    /// Nothing may be erased, or that has ended.
    struct HoldSet {
        on: bool,
        why: PassageRef,
    }
    maybe {
        on_word_of: PersonId,
    }

    /// What another copy of this record had beyond the common entries came in as late entries.
    struct CopyMerged {
        /// How many entries both copies share.
        size: Seq,
        /// Hash of the last of them.
        head: Digest,
        /// How far the other copy reached.
        other_size: Seq,
        /// The other copy's lines, kept as evidence.
        evidence: EvidenceId,
    }
}
