//! What a condition read: part of every entry that a condition decided, so that replay evaluates nothing.
//! Must not hold values.

use crate::base::id::Seq;

/// One name that a condition read, with the entry that last spoke about it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Read {
    /// A fact or item as written, or `step.<id>`.
    pub(crate) name: String,
    /// The entry; [`Seq::NONE`] when none spoke about it.
    pub(crate) seq: Seq,
}
