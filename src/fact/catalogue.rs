//! The catalogue of facts: one data file that playbooks, forms, regimes and the assessor share.
//! Must not hold values.

pub(crate) mod load;

use std::collections::BTreeMap;

use super::fact_type::FactType;
use crate::base::id::{ChoiceId, FactId, RegimeId};
use crate::base::time::Period;

/// The shipped catalogue as text; an incident keeps the bytes that were in use when it was opened.
pub(crate) const SOURCE: &str = include_str!("catalogue.toml");

/// One fact that can be known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FactRow {
    /// Its id.
    pub(crate) id: FactId,
    /// Its type.
    pub(crate) fact_type: FactType,
    /// Short, may be a question.
    pub(crate) label: String,
    /// What is meant, in plain words; may be empty.
    pub(crate) help: String,
    /// Heading in listings; empty for a playbook's own facts.
    pub(crate) group: String,
    /// The choices of `choice` and `choices`.
    pub(crate) choices: Vec<Choice>,
    /// Unit of a number; may be empty.
    pub(crate) unit: String,
    /// Whether its values are kept as words that can be erased, whatever the type.
    pub(crate) sensitive: bool,
    /// When to ask again by default.
    pub(crate) recheck: Option<Period>,
    /// Fields of authority forms that it fills.
    pub(crate) fields: Vec<String>,
    /// Attributes of the obligation assessor that it feeds.
    pub(crate) attributes: Vec<String>,
    /// The anchors of deadlines that it decides or is a candidate for.
    pub(crate) anchors: Vec<String>,
    /// Whether it is only a candidate for its anchors: a person decides whether it counts.
    pub(crate) anchor_candidate: bool,
    /// The regimes for which alone it gives its anchors; empty = for all that have no such fact.
    pub(crate) anchor_regimes: Vec<RegimeId>,
}

impl FactRow {
    /// Whether stating it decides when a legal period begins.
    pub(crate) fn decides_an_anchor(&self) -> bool {
        !self.anchors.is_empty() && !self.anchor_candidate
    }
}

/// One choice of a fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Choice {
    /// Its id.
    pub(crate) id: ChoiceId,
    /// For people.
    pub(crate) label: String,
}

/// All facts that a playbook may name without declaring them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Catalogue {
    rows: BTreeMap<FactId, FactRow>,
}

impl Catalogue {
    /// A catalogue of these rows.
    pub(crate) fn of(rows: impl IntoIterator<Item = FactRow>) -> Self {
        Self { rows: rows.into_iter().map(|row| (row.id.clone(), row)).collect() }
    }

    /// A fact by id.
    pub(crate) fn get(&self, id: &str) -> Option<&FactRow> {
        self.rows.get(id)
    }

    /// All facts in the order of their ids.
    pub(crate) fn rows(&self) -> impl Iterator<Item = &FactRow> {
        self.rows.values()
    }
}
