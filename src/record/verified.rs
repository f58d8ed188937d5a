//! What exports are made from: lines and entries that were checked, up to the first that does not fit. Only the check makes these types,
//! so that no paper can be written from a record that nobody looked at. Must not fetch lines.

use std::sync::Arc;

use super::chain::{Break, BrokenAt, Chain, Head, StoredLine, Stretch};
use super::entry::Entry;
use crate::base::id::{IncidentUid, Seq};
use crate::base::shared::Shared;

/// A line that was checked: it fits its hash, its number, its incident and the line before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct VerifiedLine<'a> {
    seq: Seq,
    line: &'a str,
}

impl<'a> VerifiedLine<'a> {
    /// Its number.
    pub(crate) fn seq(&self) -> Seq {
        self.seq
    }

    /// Its text, as it was hashed.
    pub(crate) fn text(&self) -> &'a str {
        self.line
    }
}

/// A log while it is checked line by line. Nothing of it is kept but the newest hash.
#[derive(Debug)]
pub(crate) struct VerifiedLog {
    chain: Chain,
    broken: Option<BrokenAt>,
}

impl VerifiedLog {
    /// From the first line.
    pub(crate) fn new(uid: IncidentUid) -> Self {
        Self::behind(uid, &Extent::NONE)
    }

    /// From behind what was checked before.
    pub(crate) fn behind(uid: IncidentUid, known: &Extent) -> Self {
        Self { chain: Chain::resume(uid, known.head), broken: None }
    }

    /// Checks the next line. Nothing comes out of a log from its first break on.
    pub(crate) fn take<'a>(&mut self, stored: &StoredLine<'a>) -> Option<VerifiedLine<'a>> {
        if self.broken.is_some() {
            return None;
        }
        match self.chain.link(stored) {
            Ok(line) => Some(VerifiedLine { seq: stored.seq, line }),
            Err(broken) => {
                self.broken = Some(broken);
                None
            }
        }
    }

    /// Checks the next line and reads it.
    pub(crate) fn take_entry(&mut self, stored: &StoredLine<'_>) -> Option<Entry> {
        if self.broken.is_some() {
            return None;
        }
        match self.chain.push(stored) {
            Ok(entry) => Some(entry),
            Err(broken) => {
                self.broken = Some(broken);
                None
            }
        }
    }

    /// Ends the check.
    pub(crate) fn end(self) -> Extent {
        Extent { head: self.chain.head(), broken: self.broken.map(Arc::new) }
    }
}

/// How far a log was found whole.
#[derive(Debug, Clone)]
pub(crate) struct Extent {
    head: Head,
    broken: Option<Arc<BrokenAt>>,
}

impl Extent {
    /// Before the first line.
    pub(crate) const NONE: Self = Self { head: Head::NONE, broken: None };

    /// The last line that fits.
    pub(crate) fn head(&self) -> Head {
        self.head
    }

    /// The first line that does not, if there is one.
    pub(crate) fn broken(&self) -> Option<&BrokenAt> {
        self.broken.as_deref()
    }

    /// The same with more lines that were checked, or written by this program, behind it; nothing where they are not behind it, or where
    /// something is already that does not fit.
    pub(crate) fn grown(&self, by: Stretch) -> Option<Self> {
        let follows = self.broken.is_none() && by.from() == self.head;
        follows.then(|| Self { head: by.head(), broken: None })
    }
}

/// Checked entries from the first, for papers that look at all of them at once.
#[derive(Debug)]
pub(crate) struct VerifiedEntries {
    entries: Shared<Vec<Entry>>,
    extent: Extent,
}

impl VerifiedEntries {
    /// Entries that were read while they were checked, with how far that went.
    pub(crate) fn read(entries: Shared<Vec<Entry>>, extent: Extent) -> Self {
        Self { entries, extent }
    }

    #[cfg(test)]
    /// Entries that a test made.
    pub(crate) fn made(entries: Vec<Entry>, hash: crate::base::digest::Digest) -> Self {
        let seq = entries.last().map_or(crate::base::id::Seq::NONE, |entry| entry.seq);
        Self { entries: entries.into(), extent: Extent { head: Head { seq, hash }, broken: None } }
    }

    #[cfg(test)]
    /// The same, from a record that breaks behind them.
    pub(crate) fn breaking(mut self, broken: BrokenAt) -> Self {
        self.extent.broken = Some(Arc::new(broken));
        self
    }

    /// The same where words of an entry are not those that it holds: that breaks the record as a line would that does not fit.
    pub(crate) fn with_altered(mut self, entry: Option<Seq>) -> Self {
        if let Some(at) = entry
            && self.extent.broken.is_none()
        {
            self.extent.broken = Some(Arc::new(BrokenAt { at, why: Break::Words }));
        }
        self
    }

    /// The entries.
    pub(crate) fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// How far they reach.
    pub(crate) fn head(&self) -> Head {
        self.extent.head
    }

    /// What comes behind them, where that does not fit.
    pub(crate) fn broken(&self) -> Option<&BrokenAt> {
        self.extent.broken()
    }
}
