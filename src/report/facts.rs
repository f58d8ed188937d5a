//! What is known and what is not, as lists. Must not say what follows from it.

use super::describe::scene::Scene;
use super::dispute::Against;
use crate::base::id::{FactId, Seq};
use crate::base::time::Timestamp;
use crate::fact::catalogue::FactRow;
use crate::incident::facts::{FactMove, FactState, Known};
use crate::record::entry::{Entry, entry_at};

/// A fact of an incident.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub(crate) struct FactLine {
    /// Its id.
    pub(crate) id: String,
    /// For people.
    pub(crate) label: String,
    /// `known` or `unknown`.
    pub(crate) status: &'static str,
    /// The value in words.
    pub(crate) value: Option<String>,
    /// The entry that said so last.
    pub(crate) entry: u64,
    /// Who said it.
    pub(crate) by: Option<String>,
    /// Whether it stands against another person's value.
    pub(crate) disputed: bool,
    /// What the other says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) against: Option<Against>,
    /// When to ask again.
    pub(crate) recheck: Option<Timestamp>,
}

/// Every fact that somebody said something of, known ones first.
pub(crate) fn fact_lines(scene: &Scene<'_>) -> Vec<FactLine> {
    let mentioned = scene.state.facts().iter().filter(|(_, fact)| fact.last != Seq::NONE);
    let mut lines: Vec<FactLine> = mentioned.map(|(id, fact)| fact_line(scene, id, fact)).collect();
    lines.sort_by_key(|line| line.status);
    lines
}

fn fact_line(scene: &Scene<'_>, id: &FactId, fact: &FactState) -> FactLine {
    let known = fact.known.as_ref();
    FactLine {
        id: id.to_string(),
        label: scene.fact(id),
        status: if known.is_some() { "known" } else { "unknown" },
        value: known.map(|known| scene.value(id, &known.value)),
        entry: known.map_or(fact.last, |known| known.seq).0,
        by: known.and_then(Known::said_by).map(|by| scene.person(by)),
        disputed: known.is_some_and(|known| known.disputed),
        against: Against::of(scene, id, fact),
        recheck: fact.recheck,
    }
}

/// One change of a fact.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub(crate) struct FactChangeLine {
    /// The entry.
    pub(crate) entry: u64,
    /// When it was recorded.
    pub(crate) recorded: Timestamp,
    /// Who.
    pub(crate) by: String,
    /// `stated`, `unknown`, `corrected` or `confirmed`.
    pub(crate) change: &'static str,
    /// The value in words.
    pub(crate) value: Option<String>,
    /// The entry that was wrong.
    pub(crate) corrects: Option<u64>,
}

/// All changes of a fact in the order of the record.
pub(crate) fn history(scene: &Scene<'_>, entries: &[Entry], id: &FactId) -> Vec<FactChangeLine> {
    let changes = scene.state.facts().get(id).map(|fact| fact.history.as_slice()).unwrap_or_default();
    let lines = changes.iter().filter_map(|change| {
        let entry = entry_at(entries, change.seq)?;
        let (word, value, corrects) = match &change.what {
            FactMove::Stated(value) => ("stated", Some(value), None),
            FactMove::Unknown => ("unknown", None, None),
            FactMove::Corrected(wrong, value) => ("corrected", value.as_ref(), Some(wrong.0)),
            FactMove::Confirmed => ("confirmed", None, None),
        };
        Some(FactChangeLine {
            entry: change.seq.0,
            recorded: entry.stamp.t,
            by: scene.person(entry.by()),
            change: word,
            value: value.map(|value| scene.value(id, value)),
            corrects,
        })
    });
    lines.collect()
}

/// A fact that can be known.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub(crate) struct CatalogueLine {
    /// Its id.
    pub(crate) id: String,
    /// Its type.
    #[serde(rename = "type")]
    pub(crate) fact_type: String,
    /// For people.
    pub(crate) label: String,
    /// Its heading; empty for a playbook's own facts.
    pub(crate) group: String,
    /// The ids that may be chosen.
    pub(crate) choices: Vec<String>,
    /// Unit of a number.
    pub(crate) unit: String,
    /// Whether values are kept as words that can be erased.
    pub(crate) sensitive: bool,
}

impl From<&FactRow> for CatalogueLine {
    fn from(row: &FactRow) -> Self {
        Self {
            id: row.id.to_string(),
            fact_type: row.fact_type.to_string(),
            label: row.label.clone(),
            group: row.group.clone(),
            choices: row.choices.iter().map(|choice| choice.id.to_string()).collect(),
            unit: row.unit.clone(),
            sensitive: row.sensitive,
        }
    }
}
