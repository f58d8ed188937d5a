//! Words: each passage that an entry names is here, or was erased by an entry; each passage that is here is named by an entry and has
//! its hash. Passages usually lie in the order in which entries name them, so both are read side by side, and only what is out of order,
//! absent or altered is remembered. Must not read texts.

use std::collections::BTreeMap;

use super::listed::Listed;
use super::log_source::{KeptPassage, LogSource, Place};
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
    /// Here, and named by no entry.
    pub(crate) strange: Listed<PassageRef>,
}

impl WordsFound {
    /// Whether all is as the entries say.
    pub(crate) fn is_good(&self) -> bool {
        self.missing.is_empty() && self.altered.is_empty() && self.kept.is_empty() && self.strange.is_empty()
    }
}

/// A passage that was handed out and checked against its hash.
#[derive(Debug, Clone, Copy)]
struct Met {
    id: PassageRef,
    whole: bool,
}

/// A check of words under way.
pub(super) struct WordCheck {
    is_edition: bool,
    /// The passage that was handed out last and that no entry has named yet; its place.
    next: Option<(u64, Met)>,
    ended: bool,
    /// Handed out before and not named yet, by place.
    waiting: BTreeMap<u64, Met>,
    /// Named and not here, with the first entry that names them.
    absent: BTreeMap<PassageRef, Seq>,
    /// The first eight bytes of those that were erased: later entries may name them again.
    erased: Vec<u64>,
    found: WordsFound,
}

impl WordCheck {
    pub(super) fn new(is_edition: bool) -> Self {
        Self {
            is_edition,
            next: None,
            ended: false,
            waiting: BTreeMap::new(),
            absent: BTreeMap::new(),
            erased: Vec::new(),
            found: WordsFound::default(),
        }
    }

    /// Looks for the passages that an entry names.
    pub(super) fn settle<S: LogSource>(
        &mut self,
        entry: Seq,
        named: &[PassageRef],
        source: &mut S,
    ) -> Result<(), S::Error> {
        for id in named {
            self.advance(source)?;
            match self.next {
                Some((_, met)) if met.id == *id => {
                    self.next = None;
                    self.claim(entry, met);
                }
                Some(_) | None => self.look_up(entry, *id, source)?,
            }
        }
        Ok(())
    }

    /// An entry says that passages were erased.
    pub(super) fn erase<S: LogSource>(
        &mut self,
        passages: &[PassageRef],
        source: &mut S,
    ) -> Result<(), S::Error> {
        for id in passages {
            if source.place_of(*id)? == Place::Nowhere {
                self.found.erased += u64::from(self.absent.remove(id).is_some());
                self.erased.push(prefix(*id));
            } else {
                self.found.kept.push(*id);
            }
        }
        Ok(())
    }

    /// Makes sure that the next passage is at hand.
    fn advance<S: LogSource>(&mut self, source: &mut S) -> Result<(), S::Error> {
        if self.next.is_none() && !self.ended {
            self.next = source.next_passage()?.as_ref().map(meet);
            self.ended = self.next.is_none();
        }
        Ok(())
    }

    /// A passage that is not the next one: it was named before, lies elsewhere, or is not here.
    fn look_up<S: LogSource>(&mut self, entry: Seq, id: PassageRef, source: &mut S) -> Result<(), S::Error> {
        match source.place_of(id)? {
            Place::Nowhere => {
                self.absent.entry(id).or_insert(entry);
            }
            Place::Elsewhere => {}
            Place::At(place) => {
                while let Some((at, met)) = self.next.filter(|(at, _)| *at <= place) {
                    self.waiting.insert(at, met);
                    self.next = None;
                    self.advance(source)?;
                }
                if let Some(met) = self.waiting.remove(&place) {
                    self.claim(entry, met);
                }
            }
        }
        Ok(())
    }

    fn claim(&mut self, entry: Seq, met: Met) {
        if met.whole {
            self.found.whole += 1;
        } else {
            self.found.altered.push((entry, met.id));
        }
    }

    pub(super) fn end<S: LogSource>(mut self, source: &mut S) -> Result<WordsFound, S::Error> {
        self.advance(source)?;
        for met in self.waiting.values() {
            self.found.strange.push(met.id);
        }
        while let Some((_, met)) = self.next.take() {
            self.found.strange.push(met.id);
            self.advance(source)?;
        }
        self.erased.sort_unstable();
        let gone = |id: PassageRef| self.erased.binary_search(&prefix(id)).is_ok();
        let mut absent: Vec<_> = self.absent.iter().filter(|(id, _)| !gone(**id)).collect();
        absent.sort_by_key(|(_, entry)| **entry);
        for (id, entry) in absent {
            if self.is_edition {
                self.found.left_out += 1;
            } else {
                self.found.missing.push((*entry, *id));
            }
        }
        Ok(self.found)
    }
}

fn meet(kept: &KeptPassage<'_>) -> (u64, Met) {
    (kept.at, Met { id: kept.hash, whole: Digest::of(kept.line) == kept.hash.0 })
}

fn prefix(id: PassageRef) -> u64 {
    id.0.0.first_chunk().map_or(0, |first| u64::from_be_bytes(*first))
}
