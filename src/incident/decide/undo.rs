//! Taking an outcome back: the step is open again, what it stated is corrected, what followed is listed for review.

use super::super::event::fact::FactCorrected;
use super::super::event::step::StepUndone;
use super::super::facts::Before;
use super::super::key::{RunKey, StepKey};
use super::super::refusal::Refusal;
use super::super::steps::Act;
use super::Desk;
use crate::base::id::{FactId, Seq};
use crate::fact::value::{PassageRef, Value};

impl Desk<'_> {
    pub(super) fn undo(&mut self, key: &StepKey, why: PassageRef) -> Result<(), Refusal> {
        let seen = self.seen(key)?;
        let Some(settled) = seen.settled else {
            return Err(match seen.status.outcome() {
                Some(_) => Refusal::EngineSettled(key.clone()),
                None => Refusal::NoOutcome(key.clone()),
            });
        };
        let stated = self.stated_by(key, seen.opening);
        let review = self.followers(key, settled.seq);
        self.emit(StepUndone { step: key.clone(), entry: settled.seq, why, review })?;
        for (fact, corrects, value) in stated {
            let step = Some(key.clone());
            self.emit(FactCorrected { fact, corrects, why: None, value, second: None, step })?;
        }
        Ok(())
    }

    /// Facts that the outcome stated and that nobody changed since, with what stood before.
    fn stated_by(&self, key: &StepKey, opening: Option<Act>) -> Vec<(FactId, Seq, Option<Value>)> {
        let since = opening.map_or(Seq::NONE, |act| act.seq);
        self.state
            .facts()
            .iter()
            .filter_map(|(id, fact)| {
                let Before(before) = fact.before_step(key, since)?;
                let now = fact.known.as_ref();
                let disputed = now.is_some_and(|known| known.disputed);
                (disputed || before != now.map(|known| &known.value))
                    .then(|| (id.clone(), fact.last, before.cloned()))
            })
            .collect()
    }

    /// Steps that people settled after an entry, in the same run or in one that began after it.
    fn followers(&self, key: &StepKey, seq: Seq) -> Vec<StepKey> {
        let own = key.run();
        let later =
            |run: &RunKey| *run == own || self.state.runs().get(run).is_some_and(|run| run.started > seq);
        self.state
            .steps()
            .iter()
            .filter(|(other, step)| {
                *other != key && step.settled.is_some_and(|act| act.seq > seq) && later(&other.run())
            })
            .map(|(other, _)| other.clone())
            .collect()
    }
}
