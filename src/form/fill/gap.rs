//! What is missing in a field, why, and whose task it is. Must not ask anybody.

use crate::base::id::{FactId, Seq};
use crate::base::time::Timestamp;
use crate::form::facts::{Standing, Waiting};
use crate::form::model::{Field, Fill};
use crate::form::shipped;

use super::Sources;

/// Why nothing stands in a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Why {
    /// Nobody was asked.
    NeverAsked,
    /// Somebody was asked and did not know.
    NotKnownYet,
    /// The organisation profile or the notice itself does not say.
    NotGiven,
    /// A person has to write it.
    ToBeWritten,
    /// What is known gives no answer to this question.
    NoAnswer,
    /// There is a value, and it cannot stand there.
    Unusable,
}

/// A gap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Gap {
    /// The facts, given values or fields that are missing, sorted.
    pub(crate) lacks: Vec<FactId>,
    /// Why.
    pub(crate) why: Why,
    /// Whose task it is: a person, or else a role.
    pub(crate) owner: String,
    /// The entry in which somebody said "not known yet".
    pub(crate) asked: Option<Seq>,
    /// When it is asked again: the earliest of all.
    pub(crate) recheck: Option<Timestamp>,
    /// Whether the notice cannot be sent like this.
    pub(crate) blocks: bool,
}

/// The gap of a field.
pub(super) fn of(field: &Field, lacks: &[FactId], sources: Sources<'_>, blocks: bool) -> Gap {
    let waiting: Vec<&Waiting> = lacks.iter().filter_map(|id| waiting(id, sources)).collect();
    let asked = waiting.iter().filter_map(|waiting| waiting.asked).max();
    let owner = waiting.iter().find_map(|waiting| waiting.owner.clone());
    let known = |id: &FactId| {
        let standings = [sources.facts.get(id.as_str()), sources.given.get(id.as_str())];
        standings.into_iter().flatten().any(|standing| matches!(standing, Standing::Known(_)))
    };
    let given = |id: &FactId| shipped::given().get(id.as_str()).is_some();
    let why = if lacks.is_empty() {
        if field.fill == Fill::Hand { Why::ToBeWritten } else { Why::NoAnswer }
    } else if lacks.iter().any(known) {
        Why::NoAnswer
    } else if lacks.iter().all(given) {
        Why::NotGiven
    } else if asked.is_some() {
        Why::NotKnownYet
    } else {
        Why::NeverAsked
    };
    Gap {
        lacks: lacks.to_vec(),
        why,
        owner: owner.unwrap_or_else(|| field.owner.to_string()),
        asked,
        recheck: waiting.iter().filter_map(|waiting| waiting.recheck).min(),
        blocks,
    }
}

fn waiting<'a>(id: &FactId, sources: Sources<'a>) -> Option<&'a Waiting> {
    match sources.facts.get(id.as_str()).or_else(|| sources.given.get(id.as_str()))? {
        Standing::Waiting(waiting) => Some(waiting),
        Standing::Known(_) => None,
    }
}
