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
        let given = Given::read(entries);
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

    fn take(&mut self, entry: &Entry, given: &Given, is_anchor: &dyn Fn(&FactId) -> bool) {
        let event = &entry.draft.event;
        let inherited = corrected(event).map(|seq| self.entry(seq)).unwrap_or_default();
        for (member, passage) in passages_of(event) {
            // These are named to say something of them, not to hold them.
            if member == NAMED {
                continue;
            }
            let labels = given.of(entry.seq, passage).cloned().unwrap_or_else(|| {
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

/// The member under which entries name passages of other entries.
pub(crate) const NAMED: &str = "passages";

/// The latest labels that were given to entries and to single passages of them, each with the entry that gave them.
#[derive(Debug, Default)]
struct Given {
    entries: BTreeMap<Seq, (Seq, Labels)>,
    passages: BTreeMap<(Seq, PassageRef), (Seq, Labels)>,
}

impl Given {
    fn read(entries: &[Entry]) -> Self {
        let mut given = Self::default();
        for entry in entries {
            let Event::Labelled(body) = &entry.draft.event else { continue };
            let labels: Labels = body.labels.iter().copied().collect();
            for seq in &body.entries {
                if body.passages.is_empty() {
                    given.entries.insert(*seq, (entry.seq, labels.clone()));
                }
                for passage in &body.passages {
                    given.passages.insert((*seq, *passage), (entry.seq, labels.clone()));
                }
            }
        }
        given
    }

    /// What was said last, of the passage or of its whole entry.
    fn of(&self, entry: Seq, passage: PassageRef) -> Option<&Labels> {
        let said = [self.entries.get(&entry), self.passages.get(&(entry, passage))];
        said.into_iter().flatten().max_by_key(|(by, _)| *by).map(|(_, labels)| labels)
    }
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
