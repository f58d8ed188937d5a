//! What people say of facts, and what they may add at any time. Must not touch steps.

use super::super::world::ANCHOR;
use super::Model;
use super::person::{May, when};
use crate::base::id::{FactId, PersonId, RoleId};
use crate::fact::value::Value;
use crate::incident::command::FactAct;
use crate::incident::event::Event;
use crate::incident::event::evidence::WantedEnd;

impl Model<'_> {
    /// Who holds a role now.
    pub(super) fn holds_role(&self, person: PersonId, role: &RoleId) -> bool {
        self.roles.get(role.as_str()) == Some(&person)
    }

    /// Adds what may be added at any time, also when the incident is closed.
    pub(super) fn write(&mut self, event: &Event) -> May {
        match event {
            Event::EvidenceTaken(taken) => {
                let Some(step) = &taken.step else { return Some(()) };
                *self.pieces.entry(step.as_str().to_owned()).or_default() += 1;
                self.evidence.extend(taken.item.map(|_| step.as_str().to_owned()));
            }
            Event::EvidenceSettled(settled) => {
                when(settled.end == WantedEnd::Later || settled.why.is_some())?;
                self.evidence.insert(settled.step.as_str().to_owned());
            }
            Event::NoticeSent(sent) => {
                self.sent.extend(sent.step.iter().map(|step| step.as_str().to_owned()));
            }
            Event::TaskAdded(added) => drop(self.tasks.insert(added.task)),
            Event::TaskSettled(settled) => when(self.tasks.remove(&settled.task))?,
            Event::RoleSet(set) => match set.person {
                Some(person) => drop(self.roles.insert(set.role.to_string(), person)),
                None => drop(self.roles.remove(set.role.as_str())),
            },
            Event::HandoverAccepted(accepted) => {
                let taken = accepted.roles.iter().map(|role| (role.to_string(), self.person));
                self.roles.extend(taken.collect::<Vec<_>>());
            }
            Event::IncidentReopened(_) => {
                when(self.closed)?;
                self.closed = false;
            }
            _ => {}
        }
        Some(())
    }

    pub(super) fn fact_act(&mut self, fact: &FactId, act: &FactAct) -> May {
        match act {
            FactAct::State { value, why, second, .. } => {
                when(self.items_exist(fact, value) && (why.is_some() || !self.contradicts(fact, value)))?;
                when(!self.moves_anchor_later(fact, value) || self.is_second(*second))?;
                self.say_against(fact, value, None);
            }
            FactAct::Unknown { .. } => self.leave_open(fact, None),
            FactAct::Correct { value, second, .. } => {
                self.value(fact)?;
                if let Some(value) = value {
                    when(self.items_exist(fact, value))?;
                    when(!self.moves_anchor_later(fact, value) || self.is_second(*second))?;
                }
                self.say(fact, value.clone(), None);
                self.settle_dispute(fact, false);
            }
            FactAct::Confirm => {
                self.value(fact)?;
                self.settle_dispute(fact, false);
            }
        }
        Some(())
    }

    fn moves_anchor_later(&self, fact: &FactId, value: &Value) -> bool {
        match (fact.as_str() == ANCHOR, self.decided(fact), value) {
            (true, Some(Value::Datetime(known)), Value::Datetime(new)) => new.at > known.at,
            _ => false,
        }
    }

    fn is_second(&self, second: Option<PersonId>) -> bool {
        second.is_some_and(|second| second != self.person)
    }
}
