//! Words: each passage that an entry names is here, or was erased by an entry; each passage that is here is named by an entry and has
//! its hash. What entries name is put in the order in which passages lie, and both are read side by side. Must not read texts.

use std::collections::BTreeSet;

use super::listed::Listed;
use super::log_source::LogSource;
use super::sorter::{Aside, AsideError, Sorted, Sorter};
use crate::base::digest::Digest;
use crate::base::id::Seq;
use crate::fact::value::PassageRef;

/// What was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct WordsFound {
    /// Passages that are here, are named by an entry and have their hash.
    pub(crate) whole: u64,
    /// Passages that an entry erased and that are gone.
    pub(crate) erased: u64,
    /// Passages that the edition leaves out.
    pub(crate) left_out: u64,
    /// Gone, and no entry says why; with the entry that names them.
    pub(crate) missing: Listed<(Seq, PassageRef)>,
    /// Here with other bytes; with the entry that names them.
    pub(crate) altered: Listed<(Seq, PassageRef)>,
    /// An entry says that they were erased, and they are here.
    pub(crate) kept: Listed<PassageRef>,
    /// The edition leaves them out, and they are here.
    pub(crate) shown: Listed<PassageRef>,
    /// Here, and named by no entry.
    pub(crate) strange: Listed<PassageRef>,
}

impl WordsFound {
    /// Whether all is as the entries say.
    pub(crate) fn is_good(&self) -> bool {
        let here = self.kept.is_empty() && self.shown.is_empty() && self.strange.is_empty();
        self.missing.is_empty() && self.altered.is_empty() && here
    }
}

/// A check of words under way.
pub(super) struct WordCheck {
    /// Every naming, with the entry that names.
    named: Sorter,
    erased: BTreeSet<PassageRef>,
}

impl WordCheck {
    /// `aside` is for what does not fit into memory.
    pub(super) fn new(aside: Option<Box<dyn Aside>>) -> Self {
        Self { named: Sorter::new(aside), erased: BTreeSet::new() }
    }

    /// An entry names passages.
    pub(super) fn name(&mut self, entry: Seq, passages: &[PassageRef]) {
        for words in passages {
            self.named.push((words.0, entry.0));
        }
    }

    /// An entry says that passages were erased.
    pub(super) fn erase(&mut self, passages: &[PassageRef]) {
        self.erased.extend(passages);
    }

    /// Holds what is named against what is kept.
    pub(super) fn end<S: LogSource>(
        self,
        source: &mut S,
        left_out: &BTreeSet<Digest>,
    ) -> Result<WordsFound, S::Error> {
        let mut named = Named::of(self.named)?;
        let mut held = Held::new(self.erased, left_out);
        while let Some(kept) = source.next_passage()? {
            while let Some((words, entry)) = named.next_if(|words| words < kept.hash)? {
                held.absent(words, entry);
            }
            match named.next_if(|words| words == kept.hash)? {
                Some((words, entry)) => held.kept(words, entry, kept.found == words.0),
                None => held.found.strange.push(kept.hash),
            }
        }
        while let Some((words, entry)) = named.next_if(|_| true)? {
            held.absent(words, entry);
        }
        Ok(held.end())
    }
}

/// What entries name, each once, with the first entry that names it.
struct Named {
    next: Option<(Digest, u64)>,
    rest: Sorted,
}

impl Named {
    fn of(all: Sorter) -> Result<Self, AsideError> {
        let mut rest = all.end()?;
        Ok(Self { next: rest.next()?, rest })
    }

    fn next_if(
        &mut self,
        wanted: impl FnOnce(PassageRef) -> bool,
    ) -> Result<Option<(PassageRef, Seq)>, AsideError> {
        let Some((hash, entry)) = self.next.filter(|(hash, _)| wanted(PassageRef(*hash))) else {
            return Ok(None);
        };
        self.next = self.rest.next_after(hash)?;
        Ok(Some((PassageRef(hash), Seq(entry))))
    }
}

/// What came of it so far.
struct Held<'a> {
    erased: BTreeSet<PassageRef>,
    left_out: &'a BTreeSet<Digest>,
    missing: Vec<(Seq, PassageRef)>,
    altered: Vec<(Seq, PassageRef)>,
    found: WordsFound,
}

impl<'a> Held<'a> {
    fn new(erased: BTreeSet<PassageRef>, left_out: &'a BTreeSet<Digest>) -> Self {
        let (missing, altered, found) = (Vec::new(), Vec::new(), WordsFound::default());
        Self { erased, left_out, missing, altered, found }
    }

    fn kept(&mut self, words: PassageRef, entry: Seq, is_whole: bool) {
        if self.erased.contains(&words) {
            self.found.kept.push(words);
        } else if self.left_out.contains(&words.0) {
            self.found.shown.push(words);
        }
        if is_whole {
            self.found.whole += 1;
        } else {
            self.altered.push((entry, words));
        }
    }

    fn absent(&mut self, words: PassageRef, entry: Seq) {
        if self.erased.contains(&words) {
            self.found.erased += 1;
        } else if self.left_out.contains(&words.0) {
            self.found.left_out += 1;
        } else {
            self.missing.push((entry, words));
        }
    }

    /// Findings come in the order of the entries.
    fn end(mut self) -> WordsFound {
        for (all, listed) in
            [(&mut self.missing, &mut self.found.missing), (&mut self.altered, &mut self.found.altered)]
        {
            all.sort_unstable();
            for found in all {
                listed.push(*found);
            }
        }
        self.found
    }
}
