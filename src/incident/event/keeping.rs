//! Keeping the record: corrections, labels, erasure, links, productions. Nothing here changes an earlier line.

use crate::base::digest::Digest;
use crate::base::id::{IncidentUid, PersonId, Seq};
use crate::base::outcome::Outcome;
use crate::base::time::Claimed;
use crate::fact::value::PassageRef;
use crate::incident::key::StepKey;
use crate::record::label::Label;
use crate::record::via::Via;

/// How incidents belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Relation {
    /// This one was caused by the other.
    CausedBy,
    /// Both have one cause.
    SameCause,
    /// This one was split from the other.
    Split,
    /// This one was merged into the other.
    Merged,
}

/// Every relation with its word.
pub(crate) const RELATIONS: [(Relation, &str); 4] = [
    (Relation::CausedBy, "caused-by"),
    (Relation::SameCause, "same-cause"),
    (Relation::Split, "split"),
    (Relation::Merged, "merged"),
];

bodies! {
    /// An entry was wrong. Papers show both, the old one struck through.
    struct EntryCorrected {
        entry: Seq,
        why: PassageRef,
    }
    maybe {
        text: PassageRef,
        at: Claimed,
        by: PersonId,
        via: Via,
        /// Only for entries that gave a step its outcome.
        outcome: Outcome,
        /// The step of that entry.
        step: StepKey,
    }

    /// Passages of entries got another set of labels; the latest wins.
    struct Labelled {
        entries: Vec<Seq>,
        labels: Vec<Label>,
        why: PassageRef,
    }
    maybe {
        basis: PassageRef,
    }
    many {
        /// Only these passages of the entries; all, where none is named.
        passages: PassageRef,
    }
    flags {
        /// What was said of them before no longer counts: they have the labels that they started with.
        withdrawn,
    }

    /// Marked for the key timeline, or no longer.
    struct Starred {
        entry: Seq,
        starred: bool,
    }

    /// Passages were deleted; their entries stay.
    struct Erased {
        entry: Seq,
        passages: Vec<PassageRef>,
        why: PassageRef,
    }
    maybe {
        on_word_of: PersonId,
    }

    /// Two incidents belong together.
    struct Linked {
        other: IncidentUid,
        relation: Relation,
    }
    flags {
        /// The relation reads from the other to this one.
        reverse,
    }

    /// A note belongs to another incident and was copied there.
    struct EntryMoved {
        entry: Seq,
        to: IncidentUid,
        why: PassageRef,
    }

    /// A paper was given to somebody.
    struct Produced {
        what: String,
        format: String,
        edition: String,
        to: PassageRef,
        sha256: Digest,
        /// Number of entries that it was made from.
        size: Seq,
        /// Hash of the last of them.
        head: Digest,
    }

    /// The record was restored from a copy.
    struct Restored {
        /// Number of entries in the copy.
        size: Seq,
        from: PassageRef,
    }
}
