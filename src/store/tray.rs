//! The tray: words and documents that wait for the entry that refers to them, so that both are written in one transaction.

use crate::base::digest::Digest;
use crate::record::passage::Passage;

/// Passages and sources that are not stored yet. Those that no written line refers to are not stored.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Tray {
    /// Words.
    pub(crate) passages: Vec<Passage>,
    /// Documents with their hashes.
    pub(crate) sources: Vec<(Digest, Vec<u8>)>,
}

impl Tray {
    /// Adds a document. Gives the hash by which entries name it.
    pub(crate) fn put_source(&mut self, bytes: Vec<u8>) -> Digest {
        let hash = Digest::of(&bytes);
        self.sources.push((hash, bytes));
        hash
    }
}
