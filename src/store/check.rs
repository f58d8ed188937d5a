//! Reads everything that a record holds and checks it against its hashes: after a copy, and before one is trusted.
//! Must not judge what is missing: words may have been erased.

use super::Store;
use super::error::StoreError;
use crate::base::digest::Digest;
use crate::base::id::{IncidentUid, Seq};
use crate::record::chain::{Chain, Head};

/// An incident whose lines and words are whole in themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Whole {
    /// The incident.
    pub(crate) uid: IncidentUid,
    /// How far its lines reach.
    pub(crate) head: Head,
    /// Number of passages that are kept.
    pub(crate) passages: u64,
}

impl Store {
    /// Checks lines, words and documents of all incidents. Ends at the first that does not fit.
    pub(crate) fn check_all(&self) -> Result<Vec<Whole>, StoreError> {
        let whole: Result<Vec<_>, _> = self.recorded()?.into_iter().map(|uid| self.check_one(uid)).collect();
        for sha256 in self.sources()? {
            let bytes = self.source(sha256)?.unwrap_or_default();
            fits("a source", sha256, &bytes)?;
        }
        whole
    }

    /// Checks lines and words of an incident.
    pub(crate) fn check_one(&self, uid: IncidentUid) -> Result<Whole, StoreError> {
        let mut chain = Chain::new(uid);
        self.visit(uid, Seq::NONE, |stored| {
            chain.link(&stored)?;
            Ok::<(), StoreError>(())
        })?;
        let mut passages = 0;
        self.visit_passages(uid, |words, line| {
            passages += 1;
            fits("a passage", words.0, line)
        })?;
        Ok(Whole { uid, head: chain.head(), passages })
    }
}

fn fits(what: &'static str, hash: Digest, bytes: &[u8]) -> Result<(), StoreError> {
    if Digest::of(bytes) == hash { Ok(()) } else { Err(StoreError::Altered { what, hash }) }
}
