//! The facts that a playbook may name: those of the catalogue and its own. Must not hold values.

use std::collections::BTreeMap;

use super::known::known_keys;
use crate::base::id::FactId;
use crate::base::problem::{Placed, Problem, Span};
use crate::base::reader::{Item, Table};
use crate::fact::catalogue::load::read_row;
use crate::fact::catalogue::{Catalogue, FactRow};
use crate::playbook::key::FACT;

/// The facts of a file.
pub(crate) struct Facts<'a> {
    /// Its own.
    pub(crate) own: BTreeMap<FactId, FactRow>,
    /// Where each of its own is declared.
    pub(crate) spans: BTreeMap<FactId, Span>,
    catalogue: &'a Catalogue,
}

impl<'a> Facts<'a> {
    /// Reads `[facts]`.
    pub(crate) fn read(root: &mut Table<'_>, catalogue: &'a Catalogue) -> Self {
        let mut facts = Self { own: BTreeMap::new(), spans: BTreeMap::new(), catalogue };
        root.table("facts", |table| {
            for (key, item) in table.members() {
                facts.read_one(table, &key, item);
            }
        });
        facts
    }

    fn read_one(&mut self, table: &mut Table<'_>, key: &Placed<String>, item: Item<'_>) {
        let id = table.parse_placed("fact id", key, FactId::parse);
        if self.catalogue.get(&key.value).is_some() {
            let message = format!("fact `{}` is in the catalogue already", key.value);
            table
                .report(Problem::error(table.source(), "playbook::fact-in-catalogue", key.span, message).help(
                "facts of the catalogue are used without declaring them; another meaning needs another id",
            ));
        }
        let what = format!("fact `{}`", key.value);
        let row = table.in_table(item, what, |inner| {
            known_keys(inner, &FACT);
            read_row(inner, id?.value)
        });
        if let Some(row) = row.flatten() {
            self.spans.insert(row.id.clone(), key.span);
            self.own.insert(row.id.clone(), row);
        }
    }

    /// A fact of the file or of the catalogue.
    pub(crate) fn get(&self, id: &str) -> Option<&FactRow> {
        self.own.get(id).or_else(|| self.catalogue.get(id))
    }

    /// The ids of all facts.
    pub(crate) fn ids(&self) -> impl Iterator<Item = &str> {
        self.own.keys().map(FactId::as_str).chain(self.catalogue.rows().map(|row| row.id.as_str()))
    }
}
