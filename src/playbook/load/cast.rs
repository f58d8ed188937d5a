//! The roles of a file: those of the role catalogue and its own. Must not know people.

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::known::known_keys;
use crate::base::id::RoleId;
use crate::base::problem::{Placed, Problem};
use crate::base::reader::{Item, Table};
use crate::playbook::key::ROLE;
use crate::playbook::role::RoleCatalogue;

/// The roles that a file may name, and those that it does.
pub(crate) struct Cast<'a> {
    catalogue: &'a RoleCatalogue,
    own: BTreeMap<RoleId, String>,
    named: RefCell<BTreeMap<RoleId, String>>,
}

impl<'a> Cast<'a> {
    /// Reads `roles`.
    pub(crate) fn read(root: &mut Table<'_>, catalogue: &'a RoleCatalogue) -> Self {
        let mut cast = Self { catalogue, own: BTreeMap::new(), named: RefCell::new(BTreeMap::new()) };
        let mut named = Vec::new();
        for item in root.items("roles") {
            match item.string() {
                Some(text) => named.push(Placed::new(text.to_owned(), item.span())),
                None => cast.read_own(root, item),
            }
        }
        for text in named {
            cast.find(root, &text);
        }
        cast
    }

    fn read_own(&mut self, root: &mut Table<'_>, item: Item<'_>) {
        let read = root.in_table_or_text(item, "roles", |table| {
            known_keys(table, &ROLE);
            let id = table.required_id("id", RoleId::parse);
            let label = table.required_string("label");
            Some((id?, label?.value))
        });
        let Some((id, label)) = read.flatten() else { return };
        if self.catalogue.get(&id.value).is_some() {
            let message = format!("role `{}` is in the catalogue already", id.value);
            let problem = Problem::error(root.source(), "playbook::role-in-catalogue", id.span, message);
            root.report(problem.help(format!("write `\"{}\"` without a label", id.value)));
        }
        if self.own.insert(id.value.clone(), label.clone()).is_some() {
            root.error("playbook::duplicate-id", id.span, format!("two roles are called `{}`", id.value));
        }
        self.named.borrow_mut().insert(id.value, label);
    }

    /// A role that must exist; it belongs to the cast from now on.
    pub(crate) fn find(&self, table: &mut Table<'_>, text: &Placed<String>) -> Option<RoleId> {
        let id = RoleId::parse(&text.value).ok();
        let label = id.as_ref().and_then(|id| {
            self.own.get(id).cloned().or_else(|| self.catalogue.get(id).map(|role| role.label.clone()))
        });
        let Some((id, label)) = id.zip(label) else {
            table.report(self.unknown(table, text));
            return None;
        };
        self.named.borrow_mut().insert(id.clone(), label);
        Some(id)
    }

    fn unknown(&self, table: &Table<'_>, text: &Placed<String>) -> Problem {
        let message = format!("there is no role `{}`", text.value);
        let problem = Problem::error(table.source(), "playbook::unknown-role", text.span, message);
        if let Some(role) = self.catalogue.meant_by(&text.value) {
            return problem.help(format!("the catalogue calls it `{}`", role.id));
        }
        let known = self.catalogue.rows().map(|role| role.id.as_str());
        problem
            .suggest(&text.value, self.own.keys().map(RoleId::as_str).chain(known))
            .help("a role of its own stands in `roles` as `{ id = \"..\", label = \"..\" }`")
    }

    /// All roles that the file named, with their labels.
    pub(crate) fn into_named(self) -> BTreeMap<RoleId, String> {
        self.named.into_inner()
    }
}
