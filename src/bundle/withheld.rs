//! A line of `withheld.jsonl`: one thing that an edition may not read, and why. Must not decide what that is.

use crate::base::digest::Digest;
use crate::base::id::Seq;

/// A line of `withheld.jsonl`.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub(crate) struct Withheld {
    /// Why.
    pub(crate) code: String,
    /// The entry that names it.
    pub(crate) entry: Seq,
    /// The member that holds its hash.
    pub(crate) member: String,
    /// The hash of a passage.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) passage: Option<Digest>,
    /// The hash of a document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) document: Option<Digest>,
}
