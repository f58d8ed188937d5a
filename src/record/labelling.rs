//! Which labels each passage has: those it started with, by kind and member, and those that a later entry gave it.
//! Must not decide who may read; editions do.

use std::collections::{BTreeMap, BTreeSet};

use super::entry::{Entry, passages_of};
use super::label::Label;
use crate::base::id::{FactId, PersonId, Seq};
use crate::fact::value::PassageRef;
use crate::incident::event::Event;
use crate::incident::event::exercise::ObservationMade;
use crate::incident::event::note::NoteTaken;

/// The labels of one passage.
pub(crate) type Labels = BTreeSet<Label>;

/// The labels of all passages of a record.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Labelling {
    passages: BTreeMap<PassageRef, Labels>,
    entries: BTreeMap<Seq, Labels>,
    cards: Vec<(PersonId, PassageRef)>,
    given: Given,
}

impl Labelling {
    /// Reads a record from its first entry. `is_anchor` tells facts from which deadlines count.
    pub(crate) fn of(entries: &[Entry], is_anchor: &dyn Fn(&FactId) -> bool) -> Self {
        let mut labelling = Self { given: Given::read(entries), ..Self::default() };
        for entry in entries {
            labelling.take(entry, is_anchor);
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

    /// The cards that people ever had, in the order of the record.
    pub(crate) fn cards(&self) -> &[(PersonId, PassageRef)] {
        &self.cards
    }

    /// What was said last of a passage where an entry holds it; nothing while it only has the labels that it started with.
    pub(crate) fn said(&self, entry: Seq, passage: PassageRef) -> Option<&Labels> {
        self.given.of(entry, passage)
    }

    /// The entry that said it.
    pub(crate) fn said_in(&self, entry: Seq, passage: PassageRef) -> Option<Seq> {
        self.given.newest(entry, passage).filter(|(_, labels)| labels.is_some()).map(|(by, _)| *by)
    }

    /// The labels of a passage where an entry holds it.
    pub(crate) fn held(
        &self,
        entry: &Entry,
        (member, passage): (&str, PassageRef),
        is_anchor: &dyn Fn(&FactId) -> bool,
    ) -> Labels {
        let event = &entry.draft.event;
        self.said(entry.seq, passage).cloned().unwrap_or_else(|| {
            let mut labels = default_labels(event, member, is_anchor);
            let inherited = corrected(event).map(|seq| self.entry(seq)).unwrap_or_default();
            labels.extend(inherited.into_iter().filter(|label| *label != Label::Released));
            labels
        })
    }

    fn take(&mut self, entry: &Entry, is_anchor: &dyn Fn(&FactId) -> bool) {
        self.cards.extend(card(&entry.draft.event));
        for (member, passage) in passages_of(&entry.draft.event) {
            // These are named to say something of them, not to hold them.
            if member == NAMED {
                continue;
            }
            let labels = self.held(entry, (&member, passage), is_anchor);
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

/// The latest labels that were given to entries and to single passages of them, each with the entry that gave them; no labels where
/// what was said was withdrawn.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Given {
    entries: BTreeMap<Seq, (Seq, Option<Labels>)>,
    passages: BTreeMap<(Seq, PassageRef), (Seq, Option<Labels>)>,
}

impl Given {
    fn read(entries: &[Entry]) -> Self {
        let mut given = Self::default();
        for entry in entries {
            let Event::Labelled(body) = &entry.draft.event else { continue };
            let labels = (!body.withdrawn).then(|| body.labels.iter().copied().collect::<Labels>());
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
        self.newest(entry, passage).and_then(|(_, labels)| labels.as_ref())
    }

    fn newest(&self, entry: Seq, passage: PassageRef) -> Option<&(Seq, Option<Labels>)> {
        let said = [self.entries.get(&entry), self.passages.get(&(entry, passage))];
        said.into_iter().flatten().max_by_key(|(by, _)| *by)
    }
}

/// The card that an entry gives to a person.
fn card(event: &Event) -> Option<(PersonId, PassageRef)> {
    if let Event::PersonAdded(body) = event {
        return Some((body.person, body.card));
    }
    if let Event::PersonChanged(body) = event { Some((body.person, body.card)) } else { None }
}

/// The entry whose words this one replaces: what may not be read there may not be read here.
pub(crate) fn corrected(event: &Event) -> Option<Seq> {
    if let Event::EntryCorrected(body) = event {
        return Some(body.entry);
    }
    if let Event::FactCorrected(body) = event { Some(body.corrects) } else { None }
}

/// The labels that a passage starts with. What an authority asks for first starts as released: reasons of decisions,
/// descriptions of evidence, notices, and what an anchor rests on. Notes do not.
pub(crate) fn default_labels(event: &Event, member: &str, is_anchor: &dyn Fn(&FactId) -> bool) -> Labels {
    if let Event::NoteTaken(NoteTaken { labels, .. })
    | Event::ObservationMade(ObservationMade { labels, .. }) = event
    {
        return labels.iter().copied().collect();
    }
    let is_basis = |fact: &FactId| member == "basis" && is_anchor(fact);
    let personal = matches!(event, Event::PersonAdded(_) | Event::PersonChanged(_) | Event::SittingBegan(_));
    let released = matches!(event, Event::EvidenceTaken(_) | Event::NoticeSent(_))
        || matches!(event, Event::DecisionTaken(_)) && member == "reason"
        || matches!(event, Event::DutyDecided(_)) && member == "why"
        || matches!(event, Event::FactStated(body) if is_basis(&body.fact));
    let labels = [personal.then_some(Label::Personal), released.then_some(Label::Released)];
    labels.into_iter().flatten().collect()
}

#[cfg(test)]
mod tests;
