//! The shared role catalogue: who may be asked to do something. Must not know people; who holds a role is a matter of an incident.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::id::RoleId;
use crate::base::problem::{Problem, Problems, Source};
use crate::base::reader::{self, Table};

/// A role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Role {
    /// Its id.
    pub(crate) id: RoleId,
    /// At most four letters, for boards and papers; empty for a playbook's own roles.
    pub(crate) short: String,
    /// For people.
    pub(crate) label: String,
    also: Vec<String>,
}

/// All roles that a playbook may name without declaring them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct RoleCatalogue {
    roles: BTreeMap<RoleId, Role>,
}

impl RoleCatalogue {
    /// The catalogue that comes with the program. A test asserts that it has no problem.
    pub(crate) fn shipped() -> Self {
        Self::load(&shipped_source()).0
    }

    /// Reads a catalogue.
    pub(crate) fn load(source: &Arc<Source>) -> (Self, Problems) {
        let mut problems = Problems::default();
        let rows = reader::read(source, &mut problems, |root| {
            root.format("roles/1");
            root.tables("role", read_role)
        });
        let mut catalogue = Self::default();
        for role in rows.into_iter().flatten().flatten() {
            catalogue.roles.insert(role.id.clone(), role);
        }
        (catalogue, problems)
    }

    /// A role by id.
    pub(crate) fn get(&self, id: &RoleId) -> Option<&Role> {
        self.roles.get(id)
    }

    /// All roles in the order of their ids.
    pub(crate) fn rows(&self) -> impl Iterator<Item = &Role> {
        self.roles.values()
    }

    /// The role that a word of everyday speech stands for, such as `legal` for `counsel`.
    pub(crate) fn meant_by(&self, word: &str) -> Option<&Role> {
        self.roles.values().find(|role| role.also.iter().any(|also| also == word))
    }
}

fn shipped_source() -> Arc<Source> {
    Source::new("roles.toml", include_str!("roles.toml"))
}

fn read_role(table: &mut Table<'_>) -> Option<Role> {
    let id = table.required_id("id", RoleId::parse);
    let short = table.required_string("short");
    let label = table.required_string("label");
    let also = table.strings("also").into_iter().map(|word| word.value).collect();
    if let Some(long) = short.as_ref().filter(|short| short.value.len() > MAX_SHORT) {
        let message = format!("`short` has more than {MAX_SHORT} letters");
        table.report(Problem::error(table.source(), "document::bad-value", long.span, message));
    }
    Some(Role { id: id?.value, short: short?.value, label: label?.value, also })
}

/// The longest short form of a role.
const MAX_SHORT: usize = 4;

#[cfg(test)]
mod tests;
