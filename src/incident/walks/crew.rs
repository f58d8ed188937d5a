//! The people of a walk: one for each role.

use std::collections::BTreeMap;

use crate::base::digest::Digest;
use crate::base::id::{PersonId, RoleId};
use crate::fact::value::PassageRef;
use crate::playbook::library::set::PlaybookSet;

/// Words that nobody reads.
pub(super) fn words() -> PassageRef {
    PassageRef(Digest::of(b"words"))
}

/// Who holds which role.
pub(super) struct Crew(BTreeMap<RoleId, PersonId>);

impl Crew {
    /// One person for each role that anything names. Person 1 opened the incident and holds none.
    pub(super) fn of(set: &PlaybookSet) -> Self {
        let mut roles: BTreeMap<RoleId, PersonId> = BTreeMap::new();
        for role in set.playbooks.values().flat_map(|playbook| playbook.roles.keys()) {
            let next = PersonId(u32::try_from(roles.len() + 2).unwrap());
            roles.entry(role.clone()).or_insert(next);
        }
        Self(roles)
    }

    /// Everybody.
    pub(super) fn all(&self) -> impl Iterator<Item = (&RoleId, PersonId)> {
        self.0.iter().map(|(role, person)| (role, *person))
    }

    /// Who holds a role; whoever opened the incident where there is none.
    pub(super) fn holder(&self, role: Option<&RoleId>) -> PersonId {
        role.and_then(|role| self.0.get(role)).copied().unwrap_or(PersonId(1))
    }
}
