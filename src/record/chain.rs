//! The chain: each line names its incident, its number and the hash of the line before. This reads lines one by one, holds nothing but
//! the newest hash, and stops at the first line that does not fit. Must not fetch lines; must not claim more than "in itself whole":
//! a cut tail shows only against an anchor.

use std::fmt;

use super::entry::{Draft, Entry, EntryError, FORMAT, Stamp};
use super::glimpse::Glimpse;
use crate::base::digest::Digest;
use crate::base::id::{IncidentUid, Seq};
use crate::fact::value::PassageRef;

/// How far a record reaches: number and hash of its newest line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Head {
    /// The newest entry; [`Seq::NONE`] while there is none.
    pub(crate) seq: Seq,
    /// SHA-256 of its line; zeros while there is none.
    pub(crate) hash: Digest,
}

impl Head {
    /// Before the first entry.
    pub(crate) const NONE: Self = Self { seq: Seq::NONE, hash: Digest::ZERO };
}

/// The short form for phones and chats: `#700 c4d8-23dc-acdd-4e45`.
impl fmt::Display for Head {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.seq, self.hash.short())
    }
}

/// A line as it lies in a store, unchecked.
#[derive(Debug, Clone, Copy)]
pub(crate) struct StoredLine<'a> {
    /// The number it is kept under.
    pub(crate) seq: Seq,
    /// The hash it is kept under.
    pub(crate) hash: &'a [u8],
    /// Its bytes, without a line break.
    pub(crate) line: &'a [u8],
}

/// What is wrong with a line.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Break {
    /// Entries are missing, or one stands twice.
    #[error("the entry kept next is {0}")]
    Gap(Seq),
    /// The bytes are not those whose hash was kept.
    #[error("the line does not have the hash that was kept with it")]
    Hash,
    /// What is not a line but words of one: they are not those whose hash it holds.
    #[error("a text of it is not the one that was recorded")]
    Words,
    /// The line follows another line than the one before it.
    #[error("the line names another predecessor than the entry before it")]
    Predecessor,
    /// The line names another number.
    #[error("the line says that it is {0}")]
    Number(Seq),
    /// The line belongs to another incident.
    #[error("the line belongs to incident {0}")]
    Incident(IncidentUid),
    /// Not UTF-8.
    #[error("the line is not text")]
    NotText,
    /// Not of the form of an entry.
    #[error(transparent)]
    Form(#[from] EntryError),
}

/// The first line that does not fit.
#[derive(Debug, thiserror::Error)]
#[error("the record is broken at {at}: {why}")]
pub(crate) struct BrokenAt {
    /// Where an entry was expected.
    pub(crate) at: Seq,
    /// What is wrong there.
    pub(crate) why: Break,
}

/// A line that fits, at a glance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Linked<'a> {
    /// The line.
    pub(crate) line: &'a str,
    /// What it shows.
    pub(crate) shows: Glimpse<'a>,
}

/// The members that tie a line to its place. Everything else is left to [`Glimpse`] and [`Entry::from_line`].
#[derive(serde::Deserialize)]
struct Tie {
    v: u64,
    inc: IncidentUid,
    seq: Seq,
    prev: Digest,
}

impl From<&Glimpse<'_>> for Tie {
    fn from(shows: &Glimpse<'_>) -> Self {
        Self { v: FORMAT, inc: shows.inc, seq: shows.seq, prev: shows.prev }
    }
}

impl Tie {
    fn read(line: &str) -> Result<Self, Break> {
        match Glimpse::quick(line) {
            Some(shows) => Ok(Self::from(&shows)),
            None => Ok(serde_json::from_str(line).map_err(EntryError::from)?),
        }
    }
}

/// Lines that follow one another: where they begin and where they end. Only a chain that took each of them makes one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stretch {
    from: Head,
    to: Head,
}

impl Stretch {
    /// The line behind which it begins.
    pub(crate) fn from(&self) -> Head {
        self.from
    }

    /// Its last line.
    pub(crate) fn head(&self) -> Head {
        self.to
    }

    /// A chain that goes on behind it.
    pub(crate) fn go_on(self, uid: IncidentUid) -> Chain {
        Chain { uid, from: self.from, head: self.to }
    }
}

/// Checks the lines of one incident in their order, and makes those that come next.
#[derive(Debug, Clone)]
pub(crate) struct Chain {
    uid: IncidentUid,
    from: Head,
    head: Head,
}

impl Chain {
    /// From the first line.
    pub(crate) fn new(uid: IncidentUid) -> Self {
        Self::resume(uid, Head::NONE)
    }

    /// From behind a line that was checked before.
    pub(crate) fn resume(uid: IncidentUid, head: Head) -> Self {
        Self { uid, from: head, head }
    }

    /// How far the checked lines reach.
    pub(crate) fn head(&self) -> Head {
        self.head
    }

    /// The lines that were taken so far.
    pub(crate) fn stretch(&self) -> Stretch {
        Stretch { from: self.from, to: self.head }
    }

    /// Makes the next line.
    pub(crate) fn write(&mut self, stamp: Stamp, draft: Draft) -> Result<(Entry, String), EntryError> {
        let Head { seq, hash } = self.head;
        let entry = Entry { inc: self.uid, seq: seq.next(), prev: hash, stamp, draft };
        let line = entry.to_line()?;
        self.head = Head { seq: entry.seq, hash: Digest::of(line.as_bytes()) };
        Ok((entry, line))
    }

    /// Checks the next line's place, number and hash, not what it says: lines of kinds that this version does not know pass.
    pub(crate) fn link<'a>(&mut self, stored: &StoredLine<'a>) -> Result<&'a str, BrokenAt> {
        let (at, hash, line) = self.stored_text(stored)?;
        let tie = Tie::read(line);
        tie.and_then(|tie| self.check_tie(at, &tie)).map_err(|why| BrokenAt { at, why })?;
        self.head = Head { seq: at, hash };
        Ok(line)
    }

    /// Like [`Self::link`] for a line that is to be an entry: gives what it shows; the passages that it names are added to `named`.
    pub(crate) fn look<'a>(
        &mut self,
        stored: &StoredLine<'a>,
        named: &mut Vec<PassageRef>,
    ) -> Result<Linked<'a>, BrokenAt> {
        let (at, hash, line) = self.stored_text(stored)?;
        let broken = |why| BrokenAt { at, why };
        let shows = Glimpse::of(line, named).map_err(|why| broken(why.into()))?;
        self.check_tie(at, &Tie::from(&shows)).map_err(broken)?;
        self.head = Head { seq: at, hash };
        Ok(Linked { line, shows })
    }

    /// The next line's number, hash and text, if it is kept under both.
    fn stored_text<'a>(&self, stored: &StoredLine<'a>) -> Result<(Seq, Digest, &'a str), BrokenAt> {
        let at = self.head.seq.next();
        let broken = |why| BrokenAt { at, why };
        if stored.seq != at {
            return Err(broken(Break::Gap(stored.seq)));
        }
        let hash = Digest::of(stored.line);
        if stored.hash != hash.0 {
            return Err(broken(Break::Hash));
        }
        let line = std::str::from_utf8(stored.line).map_err(|_| broken(Break::NotText))?;
        Ok((at, hash, line))
    }

    /// Checks the next line and reads it.
    pub(crate) fn push(&mut self, stored: &StoredLine<'_>) -> Result<Entry, BrokenAt> {
        let (at, hash, line) = self.stored_text(stored)?;
        let broken = |why| BrokenAt { at, why };
        // Whatever the line says, one that belongs elsewhere is told apart first; an entry that was read names its place by itself.
        let entry = match Entry::from_line(line) {
            Ok(entry) => entry,
            Err(why) => {
                self.check_tie(at, &Tie::read(line).map_err(broken)?).map_err(broken)?;
                return Err(broken(why.into()));
            }
        };
        let tie = Tie { v: FORMAT, inc: entry.inc, seq: entry.seq, prev: entry.prev };
        self.check_tie(at, &tie).map_err(broken)?;
        self.head = Head { seq: at, hash };
        Ok(entry)
    }

    /// Checks the next line of a file that keeps no hashes beside its lines.
    pub(crate) fn push_bare(&mut self, line: &[u8]) -> Result<Entry, BrokenAt> {
        let hash = Digest::of(line);
        self.push(&StoredLine { seq: self.head.seq.next(), hash: &hash.0, line })
    }

    fn check_tie(&self, at: Seq, tie: &Tie) -> Result<(), Break> {
        if tie.v != FORMAT {
            return Err(EntryError::Version(tie.v).into());
        }
        if tie.inc != self.uid {
            return Err(Break::Incident(tie.inc));
        }
        if tie.seq != at {
            return Err(Break::Number(tie.seq));
        }
        if tie.prev == self.head.hash { Ok(()) } else { Err(Break::Predecessor) }
    }
}

#[cfg(test)]
mod tests;
