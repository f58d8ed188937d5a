//! What is expected of players: each can be told from the record, or only by an evaluator who watched.

use crate::base::id::{CriticalTaskId, ExpectationId, InjectId, OptionId, StepId};
use crate::base::time::Period;
use crate::expr::Condition;
use crate::playbook::model::DutyId;
use crate::training::question::Question;

/// What is expected.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Aim {
    /// A step is done.
    StepDone(StepId),
    /// A decision is taken, for one of these options; for any, when there are none.
    Decision(StepId, Vec<OptionId>),
    /// Something is known to be true.
    Fact(Condition),
    /// A duty is served before its deadline, which runs in the time of the story.
    DeadlineMet(DutyId),
    /// Evidence is taken at one step before another, which destroys it, is done.
    EvidenceBefore {
        /// The step that asks for the evidence.
        evidence: StepId,
        /// The step that destroys it.
        before: StepId,
    },
    /// Something never comes true.
    Never(Condition),
    /// Somebody is told at a step, and the text says what it has to; the points are for the evaluator.
    Communication(StepId, Vec<String>),
    /// A question that comes with the inject is answered right.
    Quiz(Question),
    /// What only an evaluator can see.
    Observed(String),
}

/// The time in which a limit is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CountedIn {
    /// Minutes that were played.
    Play,
    /// Time in the story.
    Story,
}

/// An expectation.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Expectation {
    /// Unique in its scenario.
    pub(crate) id: ExpectationId,
    /// The inject that it belongs to, from whose release its limit counts; without one it counts from the beginning of play.
    pub(crate) inject: Option<InjectId>,
    /// What.
    pub(crate) aim: Aim,
    /// In words, for the report.
    pub(crate) text: String,
    /// Until when it earns all points.
    pub(crate) within: Option<Period>,
    /// Until when it earns any; the points fall evenly in between.
    pub(crate) expires: Option<Period>,
    /// The time in which both are counted.
    pub(crate) counted_in: CountedIn,
    /// The critical task that it shows.
    pub(crate) task: Option<CriticalTaskId>,
    /// The points it earns; below zero for what must never happen.
    pub(crate) score: i64,
}

impl Aim {
    /// The word of the kind, as authors write it.
    pub(crate) fn word(&self) -> &'static str {
        match self {
            Self::StepDone(_) => "step-done",
            Self::Decision(..) => "decision",
            Self::Fact(_) => "fact",
            Self::DeadlineMet(_) => "deadline-met",
            Self::EvidenceBefore { .. } => "evidence-before",
            Self::Never(_) => "never",
            Self::Communication(..) => "communication",
            Self::Quiz(_) => "quiz",
            Self::Observed(_) => "observed",
        }
    }
}

/// The words of all kinds.
pub(crate) const AIM_WORDS: [&str; 9] = [
    "step-done",
    "decision",
    "fact",
    "deadline-met",
    "evidence-before",
    "never",
    "communication",
    "quiz",
    "observed",
];
