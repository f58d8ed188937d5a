//! Acts at a step: which of them its status and kind allow.

use super::super::command::StepAct;
use super::super::event::step::{
    FailureSettled, GateOverridden, ItemTicked, IterationSettled, ReviewCleared, StepAssigned, StepClaimed,
    StepFailed, StepOpenedEarly, StepRefused, StepReleased, StepReopened, StepSkipped, WaitPolled,
};
use super::super::key::StepKey;
use super::super::refusal::Refusal;
use super::super::settle::{holder, opening};
use super::super::steps::{Status, StepState};
use super::{Desk, Found};
use crate::base::id::OptionId;
use crate::base::outcome::Outcome;
use crate::expr::truth::Truth;
use crate::fact::value::PassageRef;
use crate::playbook::kind::Kind;
use crate::playbook::model::{OnFailure, Phase, Step};

const LOST: Refusal =
    Refusal::Pointless("what the step belongs to was handed over, dropped or does not apply");

impl Desk<'_> {
    pub(super) fn step(&mut self, key: &StepKey, act: &StepAct) -> Result<(), Refusal> {
        match act {
            StepAct::Complete { note, why } => self.complete(key, *note, *why),
            StepAct::Answer { answers, note, why } => self.answer(key, answers, *note, *why),
            StepAct::Decide { option, reason, dissent, recheck } => {
                self.choose(key, option, (*reason, dissent.clone(), *recheck))
            }
            StepAct::Fail { why, then } => self.fail(key, *why, *then),
            StepAct::AfterFailure { then, why } => self.after_failure(key, *then, *why),
            StepAct::Skip { why } => {
                self.may_be_left_out(key)?;
                self.emit(StepSkipped { step: key.clone(), why: *why })
            }
            StepAct::Refuse { why } => {
                self.may_be_left_out(key)?;
                self.emit(StepRefused { step: key.clone(), why: *why })
            }
            StepAct::Undo { why } => self.undo(key, *why),
            StepAct::Reopen { why } => self.reopen(key, *why),
            StepAct::OpenEarly { why } => self.open_early(key, *why),
            StepAct::Assign { person, by_time } => {
                self.seen(key)?;
                self.on_roster(*person)?;
                let (person, by_time) = (*person, *by_time);
                self.emit(StepAssigned { step: key.clone(), person, by_time })
            }
            StepAct::Claim => {
                self.seen(key)?;
                self.emit(StepClaimed { step: key.clone() })
            }
            StepAct::Release => {
                let person = self.envelope.person();
                if !self.seen(key)?.claims.contains(&person) {
                    return Err(Refusal::Pointless("you had not claimed this step"));
                }
                self.emit(StepReleased { step: key.clone() })
            }
            StepAct::Tick { item, ticked } => self.tick(key, item, *ticked),
            StepAct::Approve { role, why } => self.approve(key, role.as_ref(), *why),
            StepAct::Override { gate, why } => {
                let check = self.overridable(key, *gate)?;
                self.emit(GateOverridden { step: key.clone(), gate: *gate, why: *why, check })
            }
            StepAct::Poll { seen, note } => self.poll(key, *seen, *note),
            StepAct::GoOn { go_on, why } => {
                let seen = self.seen(key)?;
                if !(seen.used_up && seen.status == Status::Open) {
                    return Err(Refusal::NotUsedUp(key.clone()));
                }
                self.emit(IterationSettled { step: key.clone(), go_on: *go_on, why: *why })
            }
            StepAct::Review { note } => {
                if self.seen(key)?.review.is_empty() {
                    return Err(Refusal::NothingToReview(key.clone()));
                }
                self.emit(ReviewCleared { step: key.clone(), note: *note })
            }
        }
    }

    /// The state of a step that is open for people.
    pub(super) fn workable(&self, key: &StepKey) -> Result<&StepState, Refusal> {
        let Some(seen) = self.state.step(key) else {
            self.find(key)?;
            return Err(Refusal::NotOpenYet(key.clone()));
        };
        match &seen.status {
            Status::Open if seen.is_container() && !seen.target_missing => {
                Err(Refusal::Container(key.clone()))
            }
            Status::Open => Ok(seen),
            Status::Awaits(facts) => Err(Refusal::Awaits { step: key.clone(), facts: facts.clone() }),
            Status::Failing(_) => Err(Refusal::Failing(key.clone())),
            Status::Settled(outcome) => Err(Refusal::Settled { step: key.clone(), outcome: *outcome }),
        }
    }

    fn fail(&mut self, key: &StepKey, why: PassageRef, then: Option<OnFailure>) -> Result<(), Refusal> {
        self.workable(key)?;
        let found = self.find(key)?;
        let then = then.unwrap_or(found.model()?.on_failure);
        self.emit(StepFailed { step: key.clone(), why, then })
    }

    fn after_failure(
        &mut self,
        key: &StepKey,
        then: OnFailure,
        why: Option<PassageRef>,
    ) -> Result<(), Refusal> {
        if self.seen(key)?.status.outcome() != Some(Outcome::Failed) {
            return Err(Refusal::NotFailed(key.clone()));
        }
        self.emit(FailureSettled { step: key.clone(), then, why })
    }

    fn may_be_left_out(&self, key: &StepKey) -> Result<(), Refusal> {
        match self.seen(key)?.status {
            Status::Awaits(_) | Status::Failing(_) => Ok(()),
            Status::Open | Status::Settled(_) => self.workable(key).map(|_| ()),
        }
    }

    fn reopen(&mut self, key: &StepKey, why: Option<PassageRef>) -> Result<(), Refusal> {
        let seen = self.seen(key)?;
        if !seen.was_settled_by_a_person() {
            return Err(match seen.status.outcome() {
                Some(_) => Refusal::EngineSettled(key.clone()),
                None => Refusal::NoOutcome(key.clone()),
            });
        }
        if self.is_lost(key) {
            return Err(LOST);
        }
        self.emit(StepReopened { step: key.clone(), why })
    }

    /// Opens a step out of order. A step that has left the sequence already, but for one that awaits facts, is not opened so.
    fn open_early(&mut self, key: &StepKey, why: PassageRef) -> Result<(), Refusal> {
        if self.state.step(key).is_some_and(|seen| !matches!(seen.status, Status::Awaits(_))) {
            return Err(Refusal::AlreadySeen(key.clone()));
        }
        let found = self.find(key)?;
        let step = found.model()?;
        let phase = found.phase().ok_or_else(|| Refusal::NoStep(key.clone()))?;
        if step.kind.word().is_container() || matches!(step.kind, Kind::Playbook(_)) {
            return Err(Refusal::Container(key.clone()));
        }
        let place = found.place(&self.state, self.now);
        if !place.exists(key) {
            return Err(Refusal::NoStep(key.clone()));
        }
        if let Some(when) = phase.when.as_ref().filter(|_| place.phase_fell_away(&found.id)) {
            return Err(Refusal::GuardFalse { step: key.clone(), text: when.text().to_owned() });
        }
        if self.is_lost(key) {
            return Err(LOST);
        }
        let mut opened = opening(key.clone(), step, &phase.id);
        if let Some((verdict, missing)) = step.when.as_ref().map(|when| place.evaluate(when)) {
            if verdict.result == Truth::False {
                return Err(Refusal::GuardFalse { step: key.clone(), text: verdict.text });
            }
            opened.unknown = if verdict.result == Truth::Unknown { missing } else { Vec::new() };
            opened.because = Some(verdict);
        }
        self.emit(StepOpenedEarly { opened, why })
    }

    /// Whether nothing can open where the step stands, because of what it belongs to.
    fn is_lost(&self, key: &StepKey) -> bool {
        let run = key.run();
        let handed_over = self.state.runs().get(&run).is_some_and(|run| run.handed_over_to.is_some());
        let fell =
            self.find(key).is_ok_and(|found| found.place(&self.state, self.now).fate(&found.id).is_some());
        let holder = || holder(&self.state, &run);
        let gone = |step: StepKey| {
            self.state.step(&step).is_some_and(|seen| seen.status.is_gone()) || self.is_lost(&step)
        };
        handed_over || fell || holder().is_some_and(gone)
    }

    fn tick(&mut self, key: &StepKey, item: &OptionId, ticked: bool) -> Result<(), Refusal> {
        self.workable(key)?;
        let found = self.find(key)?;
        let Kind::Checklist(items) = &found.model()?.kind else {
            return Err(wrong_kind(key, found.model()?, "only a checklist has items to tick"));
        };
        if !items.iter().any(|known| known.id == *item) {
            let items = items.iter().map(|known| known.id.clone()).collect();
            return Err(Refusal::NoItem { step: key.clone(), item: item.clone(), items });
        }
        self.emit(ItemTicked { step: key.clone(), item: item.clone(), ticked })
    }

    fn poll(&mut self, key: &StepKey, seen: bool, note: Option<PassageRef>) -> Result<(), Refusal> {
        self.workable(key)?;
        let found = self.find(key)?;
        if !matches!(found.model()?.kind, Kind::Wait(_)) {
            return Err(wrong_kind(key, found.model()?, "only a wait is looked at"));
        }
        self.emit(WaitPolled { step: key.clone(), seen, note })
    }
}

impl Found {
    pub(super) fn phase(&self) -> Option<&Phase> {
        self.playbook.phases.iter().find(|phase| holds(&phase.steps, &self.id))
    }
}

fn holds(steps: &[Step], id: &crate::base::id::StepId) -> bool {
    steps.iter().any(|step| step.id == *id || holds(step.kind.members(), id))
}

/// The refusal for an act that does not fit the kind.
pub(super) fn wrong_kind(key: &StepKey, step: &Step, remedy: &'static str) -> Refusal {
    Refusal::WrongKind { step: key.clone(), kind: step.kind.word().word(), remedy }
}
