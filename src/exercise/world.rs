//! What the conditions of a scenario read: the facts of the exercise, and its steps by their id in whichever playbook they stand.

use crate::base::id::{FactId, Seq, StepId};
use crate::base::outcome::Outcome;
use crate::base::time::Timestamp;
use crate::expr::Condition;
use crate::expr::scope::{Reading, Scope, StepReading};
use crate::incident::state::State;
use crate::incident::steps::StepState;

/// The state of an exercise at a moment of its story.
#[derive(Debug, Clone, Copy)]
pub(crate) struct World<'a> {
    /// The state.
    pub(crate) state: &'a State,
    /// The time in the story.
    pub(crate) story: Timestamp,
}

impl World<'_> {
    /// Whether a condition is true; unknown counts as not true.
    pub(crate) fn holds(&self, condition: &Condition) -> bool {
        condition.evaluate(self).truth.is_true()
    }

    /// Whether a step is done.
    pub(crate) fn is_done(&self, step: &StepId) -> bool {
        self.seen(step).any(|seen| seen.status.outcome() == Some(Outcome::Done))
    }

    fn seen<'s>(&'s self, id: &'s StepId) -> impl Iterator<Item = &'s StepState> {
        self.state.steps().iter().filter(move |(key, _)| key.id() == id.as_str()).map(|(_, step)| step)
    }
}

impl Scope for World<'_> {
    fn fact(&self, id: &FactId) -> Reading {
        self.state.facts().get(id).map_or(Reading { value: None, seq: Seq::NONE }, |fact| Reading {
            value: fact.known.as_ref().map(|known| known.value.clone()),
            seq: fact.last,
        })
    }

    fn item(&self, _name: &FactId) -> Reading {
        Reading { value: None, seq: Seq::NONE }
    }

    /// Of several steps of that id, the one that moved last among those that have ended.
    fn step(&self, id: &StepId) -> StepReading {
        let ended = self.seen(id).filter(|step| step.status.outcome().is_some());
        ended.max_by_key(|step| step.last).map_or(
            StepReading { outcome: None, choice: None, seq: Seq::NONE },
            |step| StepReading {
                outcome: step.status.outcome(),
                choice: step.choice.clone(),
                seq: step.last,
            },
        )
    }

    fn now(&self) -> Timestamp {
        self.story
    }
}
