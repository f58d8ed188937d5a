//! The world that a condition is evaluated in, as the engine offers it. Must not know how the engine keeps it.

use crate::base::id::{FactId, OptionId, Seq, StepId};
use crate::base::outcome::Outcome;
use crate::base::time::Timestamp;
use crate::fact::value::Value;

/// What is known when a condition is evaluated.
pub(crate) trait Scope {
    /// A fact.
    fn fact(&self, id: &FactId) -> Reading;
    /// The item that an enclosing `each` gave this name; outside playbooks there is none.
    fn item(&self, _name: &FactId) -> Reading {
        Reading::UNKNOWN
    }
    /// A step of the same file, item and iteration; outside playbooks there is none.
    fn step(&self, _id: &StepId) -> StepReading {
        StepReading::OPEN
    }
    /// The present.
    fn now(&self) -> Timestamp;
}

/// What is known of a fact or an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Reading {
    /// Nothing while nobody knows.
    pub(crate) value: Option<Value>,
    /// The entry that last stated it or said that it is not known; [`Seq::NONE`] if there is none.
    pub(crate) seq: Seq,
}

/// What is known of a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct StepReading {
    /// Nothing while the step has not ended.
    pub(crate) outcome: Option<Outcome>,
    /// The option that a decision took.
    pub(crate) choice: Option<OptionId>,
    /// The entry that last changed the outcome; [`Seq::NONE`] if there is none.
    pub(crate) seq: Seq,
}

impl Reading {
    /// Nobody ever stated it.
    pub(crate) const UNKNOWN: Self = Self { value: None, seq: Seq::NONE };
}

impl StepReading {
    /// Nothing happened to it yet.
    pub(crate) const OPEN: Self = Self { outcome: None, choice: None, seq: Seq::NONE };
}
