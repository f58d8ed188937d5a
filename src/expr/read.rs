//! What a condition read, and from which entry.

use crate::base::id::Seq;

/// A name that a condition read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Read {
    /// A fact, an item or `step.<id>`.
    pub(crate) name: String,
    /// The entry that last settled it; 0 when none did.
    pub(crate) seq: Seq,
}
