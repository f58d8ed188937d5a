//! The names that the conditions of an assessor may use, and the world in which they are weighed. Terms are conditions with a
//! name, each built on attributes and on terms before it. Must not know any rule.

use std::collections::{BTreeMap, BTreeSet};

use super::attribute::AttributeTable;
use super::rows::{row, text};
use crate::base::id::{FactId, Seq};
use crate::base::reader::Table;
use crate::base::time::Timestamp;
use crate::expr::Condition;
use crate::expr::names::Names;
use crate::expr::scope::{Reading, Scope};
use crate::expr::truth::Truth;
use crate::fact::catalogue::{Catalogue, FactRow};
use crate::fact::fact_type::Scalar;
use crate::fact::value::Value;

/// A condition with a name.
#[derive(Debug, Clone)]
pub(crate) struct Term {
    /// Its name.
    pub(crate) id: FactId,
    /// What it means, in words.
    #[cfg_attr(
        not(test),
        expect(dead_code, reason = "for the page that lists all rules, which a test compares")
    )]
    pub(crate) says: String,
    /// When it holds.
    pub(crate) when: Condition,
}

/// All names.
#[derive(Debug, Clone, Default)]
pub(crate) struct Vocabulary {
    rows: Vec<FactRow>,
    names: Catalogue,
    terms: Vec<Term>,
}

impl Names for Vocabulary {
    fn fact(&self, name: &str) -> Option<&FactRow> {
        self.names.get(name)
    }

    fn all_names(&self) -> Vec<&str> {
        self.names.rows().map(|row| row.id.as_str()).collect()
    }
}

impl Vocabulary {
    /// The attributes, and names that the assessor works out itself; then `[[term]]` by `[[term]]`.
    pub(super) fn read(root: &mut Table<'_>, table: &AttributeTable, worked_out: &[FactRow]) -> Self {
        let rows: Vec<FactRow> = table
            .rows()
            .map(super::attribute::AttributeRow::name)
            .chain(worked_out.iter().cloned())
            .collect();
        let mut all = Self { names: Catalogue::of(rows.clone()), rows, terms: Vec::new() };
        root.tables("term", |table| all.read_term(table));
        all
    }

    fn read_term(&mut self, table: &mut Table<'_>) {
        let id = table.required_id("id", FactId::parse);
        let says = text(table, "says");
        let (Some(id), Some(when)) = (id, self.condition(table, "when")) else { return };
        self.rows.push(row(id.value.clone(), Scalar::Bool, &says, Vec::new()));
        self.names = Catalogue::of(self.rows.clone());
        self.terms.push(Term { id: id.value, says, when });
    }

    /// A condition that must be there.
    pub(super) fn condition(&self, table: &mut Table<'_>, key: &'static str) -> Option<Condition> {
        let written = table.required_string(key)?;
        let read = Condition::check(&written.value, self);
        for problem in read.as_ref().err().into_iter().flatten() {
            table.error(problem.code, written.span, format!("{}: {}", written.value, problem.message));
        }
        read.ok()
    }

    /// The terms in the order of the document.
    #[cfg(test)]
    pub(crate) fn terms(&self) -> &[Term] {
        &self.terms
    }
}

/// What a condition came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Weighed {
    /// Whether it holds.
    pub(super) truth: Truth,
    /// While that is unknown: the attributes that could settle it.
    pub(super) missing: BTreeSet<FactId>,
}

impl Weighed {
    /// Both.
    pub(super) fn and(&self, other: &Self) -> Self {
        let truth = self.truth.and(other.truth);
        let missing = match truth {
            Truth::Unknown => &self.missing | &other.missing,
            Truth::True | Truth::False => BTreeSet::new(),
        };
        Self { truth, missing }
    }

    /// Whether it does not hold for certain.
    pub(super) fn is_out(&self) -> bool {
        self.truth == Truth::False
    }
}

/// Values and terms at the time of an assessment.
pub(super) struct World {
    values: BTreeMap<FactId, Value>,
    behind: BTreeMap<FactId, BTreeSet<FactId>>,
}

impl World {
    /// Weighs all terms. `stands_for` names, for a value that the assessor works out itself, the attribute that it comes from.
    pub(super) fn new(
        vocabulary: &Vocabulary,
        values: BTreeMap<FactId, Value>,
        stands_for: &[(FactId, FactId)],
    ) -> Self {
        let behind = stands_for.iter().map(|(name, from)| (name.clone(), BTreeSet::from([from.clone()])));
        let mut world = Self { values, behind: behind.collect() };
        for term in &vocabulary.terms {
            let weighed = world.weigh(&term.when);
            match weighed.truth {
                Truth::Unknown => {
                    world.behind.insert(term.id.clone(), weighed.missing);
                }
                Truth::True | Truth::False => {
                    world.values.insert(term.id.clone(), Value::Bool(weighed.truth.is_true()));
                }
            }
        }
        world
    }

    /// What a condition comes to.
    pub(super) fn weigh(&self, condition: &Condition) -> Weighed {
        let found = condition.evaluate(self);
        let missing = found.missing.into_iter().flat_map(|id| match self.behind.get(&id) {
            Some(behind) => behind.clone(),
            None => BTreeSet::from([id]),
        });
        Weighed { truth: found.truth, missing: missing.collect() }
    }
}

impl Scope for World {
    fn fact(&self, id: &FactId) -> Reading {
        Reading { value: self.values.get(id).cloned(), seq: Seq::NONE }
    }

    fn now(&self) -> Timestamp {
        // No condition of an assessor asks for the time; the start of the epoch cannot be taken for one.
        Timestamp::EPOCH
    }
}
