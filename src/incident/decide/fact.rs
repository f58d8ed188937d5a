//! Facts: learned more, not known yet, was wrong, is right.

use super::super::command::FactAct;
use super::super::event::fact::{FactConfirmed, FactCorrected, FactStated, FactUnknown};
use super::super::facts::FactState;
use super::super::refusal::Refusal;
use super::Desk;
use crate::base::id::{FactId, PersonId, Seq};
use crate::fact::fact_type::FactType;
use crate::fact::value::{ListItem, PassageRef, Value};

impl Desk<'_> {
    pub(super) fn fact(&mut self, fact: &FactId, act: &FactAct) -> Result<(), Refusal> {
        match act {
            FactAct::State { value, basis, why, second } => {
                self.state_fact(fact, value, (*basis, *why, *second))
            }
            FactAct::Unknown { recheck, why } => {
                let row = self.plans.fact(fact.as_str()).ok_or_else(|| Refusal::NoFact(fact.clone()))?;
                let recheck = recheck.or_else(|| row.recheck.map(|after| self.now.plus(after)));
                let replaces = self.last(fact);
                self.emit(FactUnknown { fact: fact.clone(), recheck, replaces, step: None, why: *why })
            }
            FactAct::Correct { value, why, second } => self.correct_fact(fact, value.as_ref(), *why, *second),
            FactAct::Confirm => {
                let known = self.state.facts().get(fact).and_then(|fact| fact.known.as_ref());
                let entry = known.ok_or_else(|| Refusal::NoValue(fact.clone()))?.seq;
                self.emit(FactConfirmed { fact: fact.clone(), entry })
            }
        }
    }

    fn last(&self, fact: &FactId) -> Option<Seq> {
        self.state.facts().get(fact).map(|fact| fact.last)
    }

    fn state_fact(
        &mut self,
        fact: &FactId,
        value: &Value,
        (basis, why, second): (Option<PassageRef>, Option<PassageRef>, Option<PersonId>),
    ) -> Result<(), Refusal> {
        let value = self.numbered(fact, value)?;
        self.fits(fact, &value)?;
        let disputed = self.disputes(fact, &value);
        let known = self.state.facts().get(fact).and_then(|fact| fact.known.as_ref());
        if let Some(known) = known.filter(|_| disputed && why.is_none()) {
            let (person, seq) = (known.by, known.seq);
            return Err(Refusal::Disputes { fact: fact.clone(), person, seq });
        }
        self.anchor_may_move(fact, &value, second)?;
        let disputed = disputed || self.is_disputed(fact);
        let (fact, replaces) = (fact.clone(), self.last(fact));
        self.emit(FactStated { fact, value, replaces, step: None, basis, why, second, disputed })
    }

    fn correct_fact(
        &mut self,
        fact: &FactId,
        value: Option<&Value>,
        why: PassageRef,
        second: Option<PersonId>,
    ) -> Result<(), Refusal> {
        let known = self.state.facts().get(fact).and_then(|fact| fact.known.as_ref());
        let corrects = known.ok_or_else(|| Refusal::NoValue(fact.clone()))?.seq;
        let value = value.map(|value| self.numbered(fact, value)).transpose()?;
        if let Some(value) = &value {
            self.fits(fact, value)?;
            self.anchor_may_move(fact, value, second)?;
        }
        let (fact, why) = (fact.clone(), Some(why));
        self.emit(FactCorrected { fact, corrects, why, value, second, step: None })
    }

    /// Gives new items of a list their numbers; those of others must have been given.
    pub(super) fn numbered(&self, fact: &FactId, value: &Value) -> Result<Value, Refusal> {
        let Value::List(items) = value else { return Ok(value.clone()) };
        let mut highest = self.state.facts().get(fact).map_or(0, |fact| fact.highest);
        let known = highest;
        let mut numbered = Vec::with_capacity(items.len());
        for item in items {
            if item.n > known {
                return Err(Refusal::NoListItem { fact: fact.clone(), n: item.n });
            }
            let n = if item.n == 0 {
                highest += 1;
                highest
            } else {
                item.n
            };
            numbered.push(ListItem { n, v: item.v.clone() });
        }
        numbered.sort_by_key(|item| item.n);
        numbered.dedup_by_key(|item| item.n);
        Ok(Value::List(numbered))
    }

    /// Whether the fact exists and takes the value.
    #[expect(clippy::wildcard_enum_match_arm, reason = "the other kinds have nothing to say here")]
    pub(super) fn fits(&self, fact: &FactId, value: &Value) -> Result<(), Refusal> {
        let row = self.plans.fact(fact.as_str()).ok_or_else(|| Refusal::NoFact(fact.clone()))?;
        let fits = match (row.fact_type, value) {
            (FactType::List(scalar), Value::List(items)) => {
                items.iter().all(|item| item.v.fits(scalar, row.sensitive))
            }
            (FactType::List(_), _) => false,
            (FactType::One(scalar), value) => value.fits(scalar, row.sensitive),
        };
        let known = |id: &crate::base::id::ChoiceId| row.choices.iter().any(|choice| choice.id == *id);
        let chosen = match value {
            Value::Choice(id) => known(id),
            Value::Choices(ids) => ids.iter().all(known),
            _other => true,
        };
        if fits && chosen {
            return Ok(());
        }
        Err(Refusal::WrongType { fact: fact.clone(), wanted: row.fact_type.to_string() })
    }

    /// Whether another person said something else. A longer list that keeps all items contradicts nobody.
    pub(super) fn disputes(&self, fact: &FactId, value: &Value) -> bool {
        let Some(known) = self.state.facts().get(fact).and_then(|fact| fact.known.as_ref()) else {
            return false;
        };
        if known.said_by().is_none_or(|by| by == self.envelope.person()) || known.value == *value {
            return false;
        }
        match (&known.value, value) {
            (Value::List(old), Value::List(new)) => !old.iter().all(|item| new.contains(item)),
            _single => true,
        }
    }

    /// Whether it is disputed already: saying one of the values once more settles nothing.
    pub(super) fn is_disputed(&self, fact: &FactId) -> bool {
        let known = self.state.facts().get(fact).and_then(|fact| fact.known.as_ref());
        known.is_some_and(|known| known.disputed)
    }

    /// A decided anchor moves later only with a second person, also by way of "not known".
    pub(super) fn anchor_may_move(
        &self,
        fact: &FactId,
        value: &Value,
        second: Option<PersonId>,
    ) -> Result<(), Refusal> {
        let decided =
            self.plans.fact(fact.as_str()).is_some_and(crate::fact::catalogue::FactRow::decides_an_anchor);
        let stood = self.state.facts().get(fact).and_then(FactState::last_decided);
        let (Some(Value::Datetime(old)), Value::Datetime(new)) = (stood, value) else {
            return Ok(());
        };
        if !decided || new.at <= old.at || second.is_some_and(|second| second != self.envelope.person()) {
            return Ok(());
        }
        Err(Refusal::SecondPerson(fact.clone()))
    }
}
