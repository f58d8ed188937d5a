//! Which labels each passage has: those it started with, by kind and member, and those that a later entry gave it.
//! Must not decide who may read; editions do.

use std::collections::{BTreeMap, BTreeSet};

use super::entry::{Entry, passages_of};
use super::label::Label;
use crate::base::id::{FactId, Seq};
use crate::fact::value::PassageRef;
use crate::incident::event::Event;

/// The labels of one passage.
pub(crate) type Labels = BTreeSet<Label>;

/// The labels of all passages of a record.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Labelling {
    passages: BTreeMap<PassageRef, Labels>,
    entries: BTreeMap<Seq, Labels>,
}

impl Labelling {
    /// Reads a record from its first entry. `is_anchor` tells facts from which deadlines count.
    pub(crate) fn of(entries: &[Entry], is_anchor: &dyn Fn(&FactId) -> bool) -> Self {
        let given = given(entries);
        let mut labelling = Self::default();
        for entry in entries {
            labelling.take(entry, &given, is_anchor);
        }
        labelling
    }

    /// The labels of a passage; none when no entry has it.
    pub(crate) fn passage(&self, passage: PassageRef) -> Labels {
        self.passages.get(&passage).cloned().unwrap_or_default()
    }

    /// All labels that passages of an entry have.
    pub(crate) fn entry(&self, seq: Seq) -> Labels {
        self.entries.get(&seq).cloned().unwrap_or_default()
    }

    fn take(&mut self, entry: &Entry, given: &BTreeMap<Seq, Labels>, is_anchor: &dyn Fn(&FactId) -> bool) {
        let event = &entry.draft.event;
        if matches!(event, Event::Erased(_)) {
            return;
        }
        let inherited = corrected(event).map(|seq| self.entry(seq)).unwrap_or_default();
        for (member, passage) in passages_of(event) {
            let labels = given.get(&entry.seq).cloned().unwrap_or_else(|| {
                let mut labels = default_labels(event, &member, is_anchor);
                labels.extend(inherited.iter().filter(|label| **label != Label::Released));
                labels
            });
            self.entries.entry(entry.seq).or_default().extend(&labels);
            self.add(passage, labels);
        }
    }

    /// A passage that two entries share may be read only as far as both allow.
    fn add(&mut self, passage: PassageRef, labels: Labels) {
        match self.passages.get_mut(&passage) {
            None => {
                self.passages.insert(passage, labels);
            }
            Some(before) => {
                let both_released = before.contains(&Label::Released) && labels.contains(&Label::Released);
                before.extend(labels);
                if !both_released {
                    before.remove(&Label::Released);
                }
            }
        }
    }
}

/// The latest labels given to each entry.
fn given(entries: &[Entry]) -> BTreeMap<Seq, Labels> {
    let mut given = BTreeMap::new();
    for entry in entries {
        if let Event::Labelled(body) = &entry.draft.event {
            let labels: Labels = body.labels.iter().copied().collect();
            given.extend(body.entries.iter().map(|seq| (*seq, labels.clone())));
        }
    }
    given
}

/// The entry whose words this one replaces: what may not be read there may not be read here.
fn corrected(event: &Event) -> Option<Seq> {
    if let Event::EntryCorrected(body) = event {
        return Some(body.entry);
    }
    if let Event::FactCorrected(body) = event { Some(body.corrects) } else { None }
}

/// The labels that a passage starts with. What an authority asks for first starts as released: reasons of decisions,
/// descriptions of evidence, notices, and what an anchor rests on. Notes do not.
pub(crate) fn default_labels(event: &Event, member: &str, is_anchor: &dyn Fn(&FactId) -> bool) -> Labels {
    if let Event::NoteTaken(body) = event {
        return body.labels.iter().copied().collect();
    }
    let is_basis = |fact: &FactId| member == "basis" && is_anchor(fact);
    let personal = matches!(event, Event::PersonAdded(_) | Event::PersonChanged(_) | Event::SittingBegan(_));
    let released = matches!(event, Event::EvidenceTaken(_) | Event::NoticeSent(_))
        || matches!(event, Event::DecisionTaken(_)) && member == "reason"
        || matches!(event, Event::FactStated(body) if is_basis(&body.fact));
    let labels = [personal.then_some(Label::Personal), released.then_some(Label::Released)];
    labels.into_iter().flatten().collect()
}

#[cfg(test)]
mod tests;
