//! When an inject comes to the players.

use crate::base::id::InjectId;
use crate::base::time::Period;
use crate::expr::Condition;

/// From when on a rule counts, in minutes that were played: pauses do not count, and a jump of the story adds none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Start {
    /// So long after its module began; without modules, after play began.
    Module(Period),
    /// So long after another inject was released.
    Inject(InjectId, Period),
}

/// How an inject is released.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Release {
    /// By itself, when all of this holds.
    Rule {
        /// Not before.
        start: Start,
        /// Only once this is true: a branch.
        when: Option<Box<Condition>>,
        /// Only if this is not true then: what helps players on who are stuck.
        unless: Option<Box<Condition>>,
    },
    /// By the facilitator alone.
    Manual,
    /// When players ask the right source: whom, for what.
    OnRequest(String),
}

impl Release {
    /// In words, for the facilitator; `say` gives those of a condition.
    pub(crate) fn in_words(&self, say: &dyn Fn(&Condition) -> String) -> String {
        match self {
            Self::Manual => "when the facilitator releases it".to_owned(),
            Self::OnRequest(source) => format!("on request: {source}"),
            Self::Rule { start, when, unless } => {
                let start = match start {
                    Start::Module(after) if after.seconds() == 0 => "as its module begins".to_owned(),
                    Start::Module(after) => format!("{after} into its module"),
                    Start::Inject(inject, after) if after.seconds() == 0 => format!("after {inject}"),
                    Start::Inject(inject, after) => format!("{after} after {inject}"),
                };
                let when = when.as_ref().map(|cond| format!(", when {}", say(cond))).unwrap_or_default();
                let unless = unless.as_ref().map(|cond| format!(", unless {}", say(cond)));
                format!("{start}{when}{}", unless.unwrap_or_default())
            }
        }
    }
}
