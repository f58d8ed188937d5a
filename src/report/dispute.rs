//! Two people say different things of one fact: what the other says, beside what stands. Must not take a side.

use super::describe::scene::Scene;
use crate::base::id::FactId;
use crate::incident::facts::FactState;

/// What another person says of a fact, against the value that stands.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub(crate) struct Against {
    /// The value in words.
    pub(crate) value: String,
    /// The entry that says so.
    pub(crate) entry: u64,
    /// Who.
    pub(crate) by: String,
}

impl Against {
    /// What stands against the value of a fact, while it is disputed.
    pub(crate) fn of(scene: &Scene<'_>, id: &FactId, fact: &FactState) -> Option<Self> {
        let other = fact.against.as_ref()?;
        Some(Self { value: scene.value(id, &other.value), entry: other.seq.0, by: scene.person(other.by) })
    }

    /// `disputed: Ana said 11 000 people in #6`.
    pub(crate) fn text(&self) -> String {
        format!("disputed: {} said {} in #{}", self.by, self.value, self.entry)
    }
}

/// A fact of which two people say different things.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub(crate) struct DisputeLine {
    /// The fact.
    pub(crate) id: String,
    /// Its label.
    pub(crate) label: String,
    /// The value that stands, in words.
    pub(crate) value: String,
    /// The entry that stated it.
    pub(crate) entry: u64,
    /// Who said it.
    pub(crate) by: String,
    /// What the other said.
    pub(crate) against: Option<Against>,
}

impl DisputeLine {
    /// A disputed fact.
    pub(crate) fn of(scene: &Scene<'_>, id: &FactId) -> Option<Self> {
        let fact = scene.state.facts().get(id)?;
        let known = fact.known.as_ref()?;
        Some(Self {
            id: id.to_string(),
            label: scene.fact(id),
            value: scene.value(id, &known.value),
            entry: known.seq.0,
            by: scene.person(known.by),
            against: Against::of(scene, id, fact),
        })
    }

    /// `11 000 people (Ana, #6) or 12 000 people (Bo, #9)`.
    pub(crate) fn sides(&self) -> String {
        let own = format!("{} ({}, #{})", self.value, self.by, self.entry);
        match &self.against {
            Some(other) => format!("{} ({}, #{}) or {own}", other.value, other.by, other.entry),
            None => own,
        }
    }
}
