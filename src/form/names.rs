//! What the conditions of a form may name: facts of the catalogue, values that are given with a notice, and fields that came before.
//! Must not hold values.

use std::collections::BTreeMap;

use super::model::Field;
use crate::base::id::FactId;
use crate::expr::names::Names;
use crate::fact::catalogue::{Catalogue, Choice, FactRow};

/// The names.
pub(super) struct FormNames<'a> {
    facts: &'a Catalogue,
    given: &'a Catalogue,
    fields: BTreeMap<FactId, FactRow>,
}

impl<'a> FormNames<'a> {
    /// Those of a form of which no field was read.
    pub(super) fn new(facts: &'a Catalogue, given: &'a Catalogue) -> Self {
        Self { facts, given, fields: BTreeMap::new() }
    }

    /// Whether something is called so.
    pub(super) fn has(&self, name: &str) -> bool {
        self.fact(name).is_some()
    }

    /// A fact or a given value, not a field.
    pub(super) fn source(&self, name: &str) -> Option<&'a FactRow> {
        self.facts.get(name).or_else(|| self.given.get(name))
    }

    /// Every fact and given value.
    pub(super) fn sources(&self) -> impl Iterator<Item = &str> {
        self.facts.rows().chain(self.given.rows()).map(|row| row.id.as_str())
    }

    /// Takes in a field that was read.
    pub(super) fn add(&mut self, field: &Field) {
        self.fields.insert(field.id.clone(), row(field));
    }
}

/// A field as a condition sees it.
fn row(field: &Field) -> FactRow {
    let choices =
        field.options.iter().map(|option| Choice { id: option.id.clone(), label: option.label.clone() });
    FactRow {
        id: field.id.clone(),
        fact_type: field.kind.fact_type(),
        label: field.label.clone(),
        help: String::new(),
        group: String::new(),
        choices: choices.collect(),
        unit: String::new(),
        sensitive: false,
        recheck: None,
        fields: Vec::new(),
        attributes: Vec::new(),
        anchors: Vec::new(),
        anchor_candidate: false,
        anchor_regimes: Vec::new(),
    }
}

impl Names for FormNames<'_> {
    fn fact(&self, name: &str) -> Option<&FactRow> {
        self.fields.get(name).or_else(|| self.source(name))
    }

    fn all_names(&self) -> Vec<&str> {
        self.fields.keys().map(FactId::as_str).chain(self.sources()).collect()
    }
}
