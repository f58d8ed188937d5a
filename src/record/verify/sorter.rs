//! Hashes, each with a number, put in the order of the hashes. What does not fit into a little memory is put aside in sorted runs that are
//! merged when they are read, so that a record of any length takes the same memory. Must not be given words: what is put aside lies on a disk.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::collections::binary_heap::PeekMut;
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};

use crate::base::digest::Digest;

/// A place for bytes that are needed again in a moment, and by nobody afterwards.
pub(crate) trait Aside: Read + Write + Seek {}

impl<T: Read + Write + Seek> Aside for T {}

/// What was put aside cannot be read back.
#[derive(Debug, thiserror::Error)]
#[error("a file for what is looked at later cannot be read: {0}")]
pub(crate) struct AsideError(#[from] pub(crate) io::Error);

/// A hash with its number.
pub(crate) type Numbered = (Digest, u64);

/// How many are held in memory: 0.7 MB.
const HELD: usize = 1 << 14;
/// How many of a run are read at a time: 5 KB. A million hashes are in 61 runs.
const PIECE: u64 = 128;
/// Bytes of one that was put aside.
const SIZE: usize = 40;

/// Takes hashes in any order.
pub(crate) struct Sorter {
    held: Vec<Numbered>,
    runs: Vec<Run>,
    aside: Option<Box<dyn Aside>>,
    /// Where the last run ends.
    end: u64,
    /// Nothing more can be put aside.
    is_full: bool,
}

impl Sorter {
    /// Without a place, everything is held in memory.
    pub(crate) fn new(aside: Option<Box<dyn Aside>>) -> Self {
        let is_full = aside.is_none();
        Self { held: Vec::new(), runs: Vec::new(), aside, end: 0, is_full }
    }

    /// Takes one more.
    pub(crate) fn push(&mut self, one: Numbered) {
        self.held.push(one);
        if self.held.len() >= HELD && !self.is_full {
            self.put_aside();
        }
    }

    /// A full disk costs memory, not the check.
    fn put_aside(&mut self) {
        let Some(aside) = &mut self.aside else { return };
        self.held.sort_unstable();
        let Ok(bytes) = write(aside.as_mut(), self.end, &self.held) else {
            self.is_full = true;
            return;
        };
        self.runs.push(Run { at: self.end, left: bytes, read: Vec::new().into_iter() });
        self.end += bytes;
        self.held.clear();
    }

    /// Hands them out in their order.
    pub(crate) fn end(mut self) -> Result<Sorted, AsideError> {
        self.held.sort_unstable();
        self.runs.push(Run { at: self.end, left: 0, read: self.held.into_iter() });
        let mut sorted = Sorted { next: BinaryHeap::new(), runs: self.runs, aside: self.aside };
        for (at, run) in sorted.runs.iter_mut().enumerate() {
            let first = run.next(&mut sorted.aside)?;
            sorted.next.extend(first.map(|first| Reverse((first, at))));
        }
        Ok(sorted)
    }
}

fn write(aside: &mut dyn Aside, at: u64, all: &[Numbered]) -> io::Result<u64> {
    aside.seek(SeekFrom::Start(at))?;
    let mut out = BufWriter::with_capacity(1 << 16, aside);
    let mut bytes = 0;
    for (hash, number) in all {
        out.write_all(&hash.0)?;
        out.write_all(&number.to_be_bytes())?;
        bytes += SIZE as u64;
    }
    out.flush()?;
    Ok(bytes)
}

/// Sorted hashes: some that are read, and where the rest lies.
struct Run {
    at: u64,
    /// Bytes that were not read yet.
    left: u64,
    read: std::vec::IntoIter<Numbered>,
}

impl Run {
    fn next(&mut self, aside: &mut Option<Box<dyn Aside>>) -> Result<Option<Numbered>, AsideError> {
        if self.read.len() == 0
            && self.left > 0
            && let Some(aside) = aside
        {
            self.fill(aside.as_mut())?;
        }
        Ok(self.read.next())
    }

    fn fill(&mut self, aside: &mut dyn Aside) -> Result<(), AsideError> {
        let mut bytes = Vec::new();
        let wanted = self.left.min(PIECE * SIZE as u64);
        aside.seek(SeekFrom::Start(self.at))?;
        let taken = aside.take(wanted).read_to_end(&mut bytes)?;
        if taken as u64 != wanted {
            return Err(io::Error::from(io::ErrorKind::UnexpectedEof).into());
        }
        (self.at, self.left) = (self.at + wanted, self.left - wanted);
        let (all, _rest) = bytes.as_chunks::<SIZE>();
        self.read = all.iter().map(numbered).collect::<Vec<_>>().into_iter();
        Ok(())
    }
}

fn numbered(bytes: &[u8; SIZE]) -> Numbered {
    let (mut hash, mut number) = ([0; 32], [0; 8]);
    for (to, from) in hash.iter_mut().chain(&mut number).zip(bytes) {
        *to = *from;
    }
    (Digest(hash), u64::from_be_bytes(number))
}

/// Hashes in their order; of equal ones the lowest number comes first.
pub(crate) struct Sorted {
    next: BinaryHeap<Reverse<(Numbered, usize)>>,
    runs: Vec<Run>,
    aside: Option<Box<dyn Aside>>,
}

impl Sorted {
    /// The next one.
    pub(crate) fn next(&mut self) -> Result<Option<Numbered>, AsideError> {
        let Some(mut top) = self.next.peek_mut() else { return Ok(None) };
        let Reverse((one, at)) = *top;
        let following = match self.runs.get_mut(at) {
            Some(run) => run.next(&mut self.aside)?,
            None => None,
        };
        match following {
            Some(following) => *top = Reverse((following, at)),
            None => {
                PeekMut::pop(top);
            }
        }
        Ok(Some(one))
    }

    /// The next one with another hash than `last`.
    pub(crate) fn next_after(&mut self, last: Digest) -> Result<Option<Numbered>, AsideError> {
        loop {
            match self.next()? {
                Some((hash, _)) if hash == last => {}
                other => return Ok(other),
            }
        }
    }
}

#[cfg(test)]
mod tests;
