//! What is known, what is not, and since which entry. History is kept whole. Must not judge types.

use std::collections::BTreeMap;

use super::key::StepKey;
use crate::base::id::{FactId, PersonId, Seq};
use crate::base::time::Timestamp;
use crate::fact::value::Value;

/// A value that stands now.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Known {
    /// The value.
    pub(crate) value: Value,
    /// The entry that stated it.
    pub(crate) seq: Seq,
    /// Who said it, or let the playbook begin that gave it.
    pub(crate) by: PersonId,
    /// Whether a playbook gave it when it began: then nobody said it, and whoever says something else contradicts nobody.
    pub(crate) given: bool,
    /// Whether it stands against another person's value.
    pub(crate) disputed: bool,
    /// The step that asked or decided.
    pub(crate) step: Option<StepKey>,
}

impl Known {
    /// Who said it, unless a playbook gave it.
    pub(crate) fn said_by(&self) -> Option<PersonId> {
        (!self.given).then_some(self.by)
    }
}

/// A value that another person stated, against the one that stands.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Other {
    /// The value.
    pub(crate) value: Value,
    /// The entry that stated it.
    pub(crate) seq: Seq,
    /// Who said it.
    pub(crate) by: PersonId,
}

/// One line of a fact's history.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct FactChange {
    /// The entry.
    pub(crate) seq: Seq,
    /// When it was recorded.
    pub(crate) t: Timestamp,
    /// What it did.
    pub(crate) what: FactMove,
    /// The step that asked or decided.
    pub(crate) step: Option<StepKey>,
}

/// What an entry did to a fact.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum FactMove {
    /// Learned more.
    Stated(Value),
    /// Not known yet.
    Unknown,
    /// The entry named was wrong; what is right, if known.
    Corrected(Seq, Option<Value>),
    /// Confirmed.
    Confirmed,
}

/// One fact.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct FactState {
    /// The value that stands.
    pub(crate) known: Option<Known>,
    /// What another person says, while the value that stands is disputed.
    pub(crate) against: Option<Other>,
    /// When to ask again, if somebody said "not known yet".
    pub(crate) recheck: Option<Timestamp>,
    /// The last entry that stated, corrected or left it open; the entry that a condition has read.
    pub(crate) last: Seq,
    /// The highest number that an item of this list ever had.
    pub(crate) highest: u32,
    /// All changes.
    pub(crate) history: Vec<FactChange>,
}

/// All facts of an incident.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct FactBook {
    facts: BTreeMap<FactId, FactState>,
}

impl FactBook {
    /// One fact, if anybody ever said anything of it.
    pub(crate) fn get(&self, id: &FactId) -> Option<&FactState> {
        self.facts.get(id)
    }

    /// A value that stands now.
    pub(crate) fn value(&self, id: &FactId) -> Option<&Value> {
        Some(&self.get(id)?.known.as_ref()?.value)
    }

    /// A value that stands now, by the text of its id.
    pub(crate) fn value_of(&self, id: &str) -> Option<&Value> {
        Some(&self.facts.get(id)?.known.as_ref()?.value)
    }

    /// Whether somebody was asked: stated it or said "not known yet".
    pub(crate) fn was_asked(&self, id: &FactId) -> bool {
        self.get(id).is_some_and(|fact| fact.last != Seq::NONE)
    }

    /// All facts that were ever mentioned.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&FactId, &FactState)> {
        self.facts.iter()
    }

    /// Facts that somebody was asked for and that are not known.
    pub(crate) fn open(&self) -> impl Iterator<Item = (&FactId, &FactState)> {
        self.iter().filter(|(_, fact)| fact.known.is_none() && fact.last != Seq::NONE)
    }

    pub(super) fn state(&mut self, id: &FactId, known: Known, t: Timestamp) {
        let fact = self.facts.entry(id.clone()).or_default();
        fact.last = known.seq;
        fact.recheck = None;
        fact.raise(&known.value);
        fact.against = fact.against_new(&known);
        let (what, step) = (FactMove::Stated(known.value.clone()), known.step.clone());
        fact.history.push(FactChange { seq: known.seq, t, what, step });
        fact.known = Some(known);
    }

    pub(super) fn leave_open(
        &mut self,
        id: &FactId,
        (seq, t): (Seq, Timestamp),
        recheck: Option<Timestamp>,
        step: Option<StepKey>,
    ) {
        let fact = self.facts.entry(id.clone()).or_default();
        fact.last = seq;
        (fact.known, fact.against) = (None, None);
        fact.recheck = recheck;
        fact.history.push(FactChange { seq, t, what: FactMove::Unknown, step });
    }

    pub(super) fn correct(
        &mut self,
        id: &FactId,
        (seq, t): (Seq, Timestamp),
        corrects: Seq,
        right: Option<Known>,
    ) {
        let fact = self.facts.entry(id.clone()).or_default();
        fact.last = seq;
        fact.recheck = None;
        if let Some(known) = &right {
            fact.raise(&known.value);
        }
        let value = right.as_ref().map(|known| known.value.clone());
        fact.history.push(FactChange { seq, t, what: FactMove::Corrected(corrects, value), step: None });
        (fact.known, fact.against) = (right, None);
    }

    pub(super) fn confirm(&mut self, id: &FactId, (seq, t): (Seq, Timestamp)) {
        let fact = self.facts.entry(id.clone()).or_default();
        if let Some(known) = &mut fact.known {
            known.disputed = false;
        }
        fact.against = None;
        fact.history.push(FactChange { seq, t, what: FactMove::Confirmed, step: None });
    }
}

/// What was known before a step spoke; nothing when nobody knew.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Before<'a>(pub(crate) Option<&'a Value>);

impl FactState {
    /// What stands against a value that is stated now: what another person said last, also where the speaker says it anew.
    fn against_new(&mut self, new: &Known) -> Option<Other> {
        let earlier = self.against.take();
        let stood = self.known.as_ref().filter(|_| new.disputed)?;
        if stood.by == new.by && earlier.is_some() {
            return earlier;
        }
        Some(Other { value: stood.value.clone(), seq: stood.seq, by: stood.by })
    }

    fn raise(&mut self, value: &Value) {
        if let Value::List(items) = value {
            let highest = items.iter().map(|item| item.n).max().unwrap_or(0);
            self.highest = self.highest.max(highest);
        }
    }

    /// The value that stood before the entry `seq`.
    pub(crate) fn before(&self, seq: Seq) -> Option<&Value> {
        self.history.iter().rev().find(|change| change.seq < seq && change.moves())?.value()
    }

    /// The value that stands, or that stood until somebody said that it is not known.
    pub(crate) fn last_decided(&self) -> Option<&Value> {
        let said = |change: &&FactChange| change.moves() && !matches!(change.what, FactMove::Unknown);
        self.history.iter().rev().find(said)?.value()
    }

    /// What was known before a step first spoke after the entry `since`, if nobody else has spoken after it.
    pub(crate) fn before_step(&self, step: &StepKey, since: Seq) -> Option<Before<'_>> {
        let mut moves = self.history.iter().rev().filter(|change| change.moves()).peekable();
        let own = |change: &&FactChange| change.step.as_ref() == Some(step) && change.seq > since;
        moves.next_if(own)?;
        while moves.next_if(own).is_some() {}
        Some(Before(moves.next().and_then(FactChange::value)))
    }
}

impl FactChange {
    /// The value that it gave.
    pub(crate) fn value(&self) -> Option<&Value> {
        match &self.what {
            FactMove::Stated(value) | FactMove::Corrected(_, Some(value)) => Some(value),
            FactMove::Unknown | FactMove::Corrected(_, None) | FactMove::Confirmed => None,
        }
    }

    /// Whether it said something of the value.
    pub(crate) fn moves(&self) -> bool {
        match self.what {
            FactMove::Stated(_) | FactMove::Unknown | FactMove::Corrected(..) => true,
            FactMove::Confirmed => false,
        }
    }
}
