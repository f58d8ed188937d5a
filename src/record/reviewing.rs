//! What an authority may read is said passage by passage: which passages there are, what was said of them, and what is still open.
//! Must not read words and must not know editions.

use std::collections::BTreeMap;

use super::entry::{Entry, passages_of};
use super::label::Label;
use super::labelling::{Labelling, Labels, NAMED};
use super::passage_kind::PassageKind;
use crate::base::id::{FactId, Seq};
use crate::fact::value::PassageRef;

/// An answer of a review.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Answer {
    /// An authority may read it.
    Release,
    /// It stays with us.
    KeepBack,
    /// It names or describes a person: it may be read by an authority that asks for personal texts.
    Personal,
    /// It is claimed to be covered by legal privilege.
    Privileged,
}

/// Every answer with the word of what becomes of the passage.
pub(crate) const ANSWERS: [(Answer, &str); 4] = [
    (Answer::Release, "released"),
    (Answer::KeepBack, "withheld"),
    (Answer::Personal, "personal"),
    (Answer::Privileged, "privileged"),
];

impl Answer {
    /// The word for it.
    pub(crate) fn word(self) -> &'static str {
        ANSWERS.iter().find(|(answer, _)| *answer == self).map_or("", |(_, word)| word)
    }

    /// Reads the word.
    pub(crate) fn parse(word: &str) -> Option<Self> {
        ANSWERS.iter().find(|(_, known)| *known == word).map(|(answer, _)| *answer)
    }

    /// The labels that a passage has after it. What is kept back stays personal if it was.
    pub(crate) fn labels(self, before: &Labels) -> Labels {
        let personal = before.contains(&Label::Personal).then_some(Label::Personal);
        match self {
            Self::Release => Labels::from([Label::Released]),
            Self::KeepBack => personal.into_iter().collect(),
            Self::Personal => Labels::from([Label::Personal, Label::Released]),
            Self::Privileged => personal.into_iter().chain([Label::Privileged]).collect(),
        }
    }
}

/// A passage of a review.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Reviewed {
    /// The entries that hold it, the first one first.
    pub(crate) entries: Vec<Seq>,
    /// The member of the first that holds it.
    pub(crate) member: String,
    /// The passage.
    pub(crate) passage: PassageRef,
    /// What it is.
    pub(crate) kind: &'static PassageKind,
    /// Its labels.
    pub(crate) labels: Labels,
    /// What was said of it; nothing while it only has the labels that it started with.
    pub(crate) said: Option<Labels>,
    /// Whether nobody and no rule has said anything of it yet, in one of its entries.
    pub(crate) is_open: bool,
}

impl Reviewed {
    /// What becomes of it in a paper for an authority.
    pub(crate) fn state(&self) -> &'static str {
        if self.is_open {
            return "open";
        }
        let found = [Label::Privileged, Label::Personal, Label::Released]
            .into_iter()
            .find(|label| self.labels.contains(label));
        found.map_or("withheld", Label::word)
    }

    /// The entry that held it first.
    pub(crate) fn first(&self) -> Seq {
        self.entries.first().copied().unwrap_or(Seq::NONE)
    }
}

/// All passages of a record in the order in which they were written.
pub(crate) fn reviewed(
    entries: &[Entry],
    labelling: &Labelling,
    is_anchor: &dyn Fn(&FactId) -> bool,
) -> Vec<Reviewed> {
    let mut all: Vec<Reviewed> = Vec::new();
    let mut places: BTreeMap<PassageRef, usize> = BTreeMap::new();
    for entry in entries {
        for (member, passage) in passages_of(&entry.draft.event) {
            if member == NAMED {
                continue;
            }
            let said = labelling.said(entry.seq, passage).cloned();
            let is_open = said.is_none() && labelling.held(entry, (&member, passage), is_anchor).is_empty();
            let known = places.get(&passage).and_then(|place| all.get_mut(*place));
            if let Some(known) = known {
                if !known.entries.contains(&entry.seq) {
                    known.entries.push(entry.seq);
                }
                known.is_open |= is_open;
                continue;
            }
            places.insert(passage, all.len());
            let kind = PassageKind::of(entry.draft.event.word(), &member);
            let labels = labelling.passage(passage);
            all.push(Reviewed { entries: vec![entry.seq], member, passage, kind, labels, said, is_open });
        }
    }
    all
}

#[cfg(test)]
mod tests;
