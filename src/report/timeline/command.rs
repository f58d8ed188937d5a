//! Who held which role when. Must not decide what a role may do.

use super::row::happened_at;
use crate::base::id::{PersonId, RoleId, Seq};
use crate::base::time::Timestamp;
use crate::incident::event::Event;
use crate::record::entry::{Entry, entry_at};

/// One holder of a role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Tenure {
    /// The role.
    pub(crate) role: RoleId,
    /// Who held it.
    pub(crate) person: PersonId,
    /// The entry by which it began, and when that happened.
    pub(crate) from: (Seq, Timestamp),
    /// The entry by which it ended, and when that happened; nothing while it lasts.
    pub(crate) to: Option<(Seq, Timestamp)>,
}

impl Tenure {
    fn covers(&self, seq: Seq) -> bool {
        self.from.0 <= seq && self.to.is_none_or(|(to, _)| seq < to)
    }
}

/// All tenures in the order in which they began.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Command {
    tenures: Vec<Tenure>,
}

impl Command {
    /// Reads who held what. A handover goes to the person to whom it was offered.
    pub(crate) fn of(entries: &[Entry]) -> Self {
        let mut command = Self::default();
        for entry in entries {
            let place = (entry.seq, happened_at(entry));
            if let Event::RoleSet(body) = &entry.draft.event {
                command.move_role(&body.role, body.person, place);
            } else if let Event::HandoverAccepted(body) = &entry.draft.event
                && let Some(Event::HandoverOffered(offer)) =
                    entry_at(entries, body.offer).map(|offer| &offer.draft.event)
            {
                for role in &body.roles {
                    command.move_role(role, Some(offer.to), place);
                }
            }
        }
        command
    }

    fn move_role(&mut self, role: &RoleId, person: Option<PersonId>, place: (Seq, Timestamp)) {
        let held = self.tenures.iter_mut().rev().find(|tenure| tenure.role == *role && tenure.to.is_none());
        if let Some(held) = held {
            if person == Some(held.person) {
                return;
            }
            held.to = Some(place);
        }
        let began = person.map(|person| Tenure { role: role.clone(), person, from: place, to: None });
        self.tenures.extend(began);
    }

    /// All tenures.
    pub(crate) fn tenures(&self) -> &[Tenure] {
        &self.tenures
    }

    /// Roles that a person held when an entry was written.
    pub(crate) fn roles_at(&self, person: PersonId, seq: Seq) -> impl Iterator<Item = &RoleId> {
        let held = self.tenures.iter().filter(move |tenure| tenure.person == person && tenure.covers(seq));
        held.map(|tenure| &tenure.role)
    }
}
