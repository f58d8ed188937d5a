//! The lines: how far they hang together from the first, what does not fit, and which of those behind a break hang together among
//! themselves. Must not read what a line says.

use super::listed::Listed;
use crate::base::digest::Digest;
use crate::base::id::{IncidentUid, Seq};
use crate::fact::value::PassageRef;
use crate::record::chain::{Break, BrokenAt, Chain, Head, StoredLine};
use crate::record::glimpse::Glimpse;

/// Lines that hang together, from one to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Span {
    /// The first.
    pub(crate) first: Seq,
    /// The last.
    pub(crate) last: Seq,
}

/// What was found.
#[derive(Debug)]
pub(crate) struct Lines {
    /// How far they hang together from the first.
    pub(crate) whole: Head,
    /// How many there are.
    pub(crate) count: u64,
    /// The number of the last one, as it is kept.
    pub(crate) last: Seq,
    /// What does not fit; the first is the break.
    pub(crate) faults: Listed<BrokenAt>,
    /// Behind the break: lines that hang together, where they are more than one.
    pub(crate) islands: Listed<Span>,
}

impl Lines {
    /// The first line that does not fit.
    pub(crate) fn broken(&self) -> Option<&BrokenAt> {
        self.faults.first().first()
    }
}

/// A check of lines under way.
pub(super) struct LineCheck {
    chain: Chain,
    uid: IncidentUid,
    /// How far lines hung together before the break.
    whole: Option<Head>,
    /// The line before the newest one.
    before: Head,
    count: u64,
    last: Seq,
    island: Option<Span>,
    faults: Listed<BrokenAt>,
    islands: Listed<Span>,
}

impl LineCheck {
    pub(super) fn new(uid: IncidentUid) -> Self {
        Self {
            chain: Chain::new(uid),
            uid,
            whole: None,
            before: Head::NONE,
            count: 0,
            last: Seq::NONE,
            island: None,
            faults: Listed::default(),
            islands: Listed::default(),
        }
    }

    /// Checks the next line. Gives what it shows, also behind a break and as far as it can be read.
    pub(super) fn take<'a>(
        &mut self,
        stored: &StoredLine<'a>,
        named: &mut Vec<PassageRef>,
    ) -> Option<(&'a str, Glimpse<'a>)> {
        self.count += 1;
        self.last = self.last.max(stored.seq);
        self.before = self.chain.head();
        match self.chain.look(stored, named) {
            Ok(linked) => {
                if let Some(island) = &mut self.island {
                    island.last = stored.seq;
                }
                Some((linked.line, linked.shows))
            }
            Err(broken) => {
                named.clear();
                self.break_at(broken, stored);
                let line = std::str::from_utf8(stored.line).ok()?;
                Some((line, Glimpse::of(line, named).ok()?))
            }
        }
    }

    /// The newest line fits its place, and what it says cannot be read. It is not whole, so that what is whole ends before it.
    pub(super) fn unreadable(&mut self, at: Seq, why: Break) {
        self.whole.get_or_insert(self.before);
        self.faults.push(BrokenAt { at, why });
    }

    /// What follows is held against the line as it is kept.
    fn break_at(&mut self, broken: BrokenAt, stored: &StoredLine<'_>) {
        self.whole.get_or_insert(self.before);
        self.faults.push(broken);
        self.close_island();
        let hash = stored.hash.try_into().map_or(Digest::ZERO, Digest);
        self.chain = Chain::resume(self.uid, Head { seq: stored.seq, hash });
        self.island = Some(Span { first: stored.seq, last: stored.seq });
    }

    fn close_island(&mut self) {
        let island = self.island.take().filter(|island| island.first < island.last);
        if let Some(island) = island {
            self.islands.push(island);
        }
    }

    pub(super) fn end(mut self) -> Lines {
        self.close_island();
        Lines {
            whole: self.whole.unwrap_or(self.chain.head()),
            count: self.count,
            last: self.last,
            faults: self.faults,
            islands: self.islands,
        }
    }
}
