//! What is asked when somebody opens an incident and does not know on which playbook: a few questions about what can be seen, each of
//! which may be answered "not known yet", and rules that propose a playbook and a severity with the reason. The person decides. Must not
//! ask anybody and must not know an incident.

mod load;

use std::collections::BTreeMap;

use crate::base::id::{ChoiceId, FactId, PlaybookId, Seq};
use crate::base::time::Timestamp;
use crate::expr::Condition;
use crate::expr::scope::{Reading, Scope};
use crate::fact::catalogue::FactRow;
use crate::fact::value::Value;

/// The questions and what follows from the answers.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Triage {
    /// What is asked, in this order.
    pub(crate) questions: Vec<FactRow>,
    proposals: Vec<Proposal>,
    levels: Vec<Level>,
    up: Level,
}

/// A playbook, and when it is proposed.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Proposal {
    /// Which.
    pub(crate) playbook: PlaybookId,
    /// The end of a sentence that begins with "because".
    pub(crate) because: String,
    when: Condition,
}

/// A level of severity, and when it is the right one.
#[derive(Debug, Clone, PartialEq)]
struct Level {
    severity: ChoiceId,
    because: String,
    when: Condition,
}

/// What somebody answered: nothing where it is not known yet.
pub(crate) type Answers = BTreeMap<FactId, Option<Value>>;

/// What is proposed.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Advice<'t> {
    /// Playbooks that fit, the proposed one first; none when nothing that was seen points to one.
    pub(crate) playbooks: Vec<&'t Proposal>,
    /// Playbooks that would fit and are not at hand.
    pub(crate) missing: Vec<&'t Proposal>,
    /// The severity: a choice of the fact `severity`.
    pub(crate) severity: ChoiceId,
    /// Why.
    pub(crate) reasons: Vec<&'t str>,
}

impl Triage {
    /// The questions that come with the program. A test asserts that they have no problem.
    pub(crate) fn shipped() -> Option<Self> {
        load::shipped().0
    }

    /// A question by the id of its fact.
    pub(crate) fn question(&self, id: &str) -> Option<&FactRow> {
        self.questions.iter().find(|row| row.id.as_str() == id)
    }

    /// What is proposed of the playbooks that are `there`. Whatever was not asked counts as not known.
    pub(crate) fn advise(&self, answers: &Answers, there: &dyn Fn(&PlaybookId) -> bool) -> Advice<'_> {
        let world = Answered(answers);
        let holds = |condition: &Condition| condition.evaluate(&world).truth.is_true();
        let fit = self.proposals.iter().filter(|proposal| holds(&proposal.when));
        let (playbooks, missing) = fit.partition(|proposal| there(&proposal.playbook));
        // The loader refuses a document whose last level does not always hold.
        let level = self.levels.iter().position(|level| holds(&level.when)).unwrap_or(0);
        let found = self.levels.get(level).unwrap_or(&self.up);
        let above = self.levels.iter().take(level).rev().find(|above| above.severity != found.severity);
        match above.filter(|_| holds(&self.up.when)) {
            Some(above) => Advice {
                playbooks,
                missing,
                severity: above.severity.clone(),
                reasons: vec![&found.because, &self.up.because],
            },
            None => {
                Advice { playbooks, missing, severity: found.severity.clone(), reasons: vec![&found.because] }
            }
        }
    }

    #[cfg(test)]
    /// Every playbook that some answer leads to.
    pub(crate) fn proposed(&self) -> impl Iterator<Item = &PlaybookId> {
        self.proposals.iter().map(|proposal| &proposal.playbook)
    }
}

/// The answers as the world of a condition.
struct Answered<'a>(&'a Answers);

impl Scope for Answered<'_> {
    fn fact(&self, id: &FactId) -> Reading {
        Reading { value: self.0.get(id).cloned().flatten(), seq: Seq::NONE }
    }

    fn now(&self) -> Timestamp {
        Timestamp::EPOCH
    }
}

#[cfg(test)]
mod tests;
