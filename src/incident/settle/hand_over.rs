//! Steps that use another playbook: inline, as a track, or as a pivot to which this one hands over.

use super::super::event::progress::{
    Change, RunHandedOver, RunStarted, StepJoined, StepResumed, TargetMissing,
};
use super::super::key::{RunKey, StepKey};
use super::super::place::Place;
use super::super::state::State;
use super::super::steps::StepState;
use super::Walk;
use super::run::{in_charge, run_has_ended};
use crate::base::id::Seq;
use crate::playbook::kind::{Use, UseMode};
use crate::playbook::model::Step;

impl<'a> Walk<'a> {
    /// Looks at a `playbook` step that is open or was joined. True when it is settled and stays so.
    pub(super) fn playbook(
        &mut self,
        place: &Place<'a>,
        step: &'a Step,
        used: &Use,
        seen: &StepState,
    ) -> bool {
        let key = place.key(&step.id);
        let own = seen.joined.clone().unwrap_or_else(|| key.as_run());
        if let Some((run_key, run)) = self.state.runs().get_key_value(&own) {
            if run.mode == UseMode::Inline {
                self.run(run_key, run);
                return self.follow(&key, seen, &own, None);
            }
            if !seen.status.is_settled() {
                self.joined(&key, None);
            }
            return seen.status.is_settled();
        }
        match self.existing(used).filter(|_| !used.again) {
            Some((other, started)) if used.mode == UseMode::Inline && !self.lies_in(place.run, &other) => {
                self.follow(&key, seen, &other, Some(started))
            }
            Some(_) | None if seen.status.is_settled() => true,
            Some((other, started)) => self.use_existing(place, used, &key, (other, started)),
            None => self.start(place, used, &key, seen),
        }
    }

    /// The run of a playbook that was started first.
    fn existing(&self, used: &Use) -> Option<(RunKey, Seq)> {
        self.state
            .runs()
            .iter()
            .filter(|(_, run)| run.playbook.id == used.target.value)
            .min_by_key(|(_, run)| run.started)
            .map(|(key, run)| (key.clone(), run.started))
    }

    /// Joins when the run has ended, and opens again when it has not.
    fn follow(&mut self, key: &StepKey, seen: &StepState, run: &RunKey, see: Option<Seq>) -> bool {
        let quiet = !self.changes.iter().any(|change| concerns(change, run));
        let ended = quiet && run_has_ended(self.state, self.plans, run);
        match (ended, seen.status.is_settled()) {
            (true, true) => true,
            (false, false) => false,
            (true, false) => {
                self.joined(key, see);
                false
            }
            (false, true) => {
                self.changes.push(Change::StepResumed(StepResumed { step: key.clone() }));
                false
            }
        }
    }

    fn joined(&mut self, key: &StepKey, see: Option<Seq>) {
        self.changes.push(join(key, see));
    }

    fn use_existing(
        &mut self,
        place: &Place<'a>,
        used: &Use,
        key: &StepKey,
        (other, started): (RunKey, Seq),
    ) -> bool {
        let to = in_charge(self.state, &other);
        if used.mode != UseMode::Pivot || to == *place.run {
            self.joined(key, Some(started));
        } else if self.pivot.is_empty() {
            self.pivot.push(join(key, Some(started)));
            self.pivot.extend(handing_over(self.state, place.run, &to, Some(key)));
        }
        false
    }

    /// Whether a run is another one or runs inline in it: waiting for that would never end.
    fn lies_in(&self, run: &RunKey, outer: &RunKey) -> bool {
        let parent = || self.state.runs().get(run).filter(|run| run.mode == UseMode::Inline)?.parent.as_ref();
        run == outer || parent().is_some_and(|parent| self.lies_in(parent, outer))
    }

    /// Enters the playbook of a step, if it is at hand.
    fn start(&mut self, place: &Place<'a>, used: &Use, key: &StepKey, seen: &StepState) -> bool {
        let target = &used.target.value;
        let at_hand = self.state.library().get(target).filter(|pin| self.plans.get(&pin.sha256).is_some());
        let Some(pin) = at_hand else {
            if !seen.target_missing {
                let missing = TargetMissing { step: key.clone(), target: target.clone() };
                self.changes.push(Change::TargetMissing(missing));
            }
            return false;
        };
        let (run, mode, playbook, parent) = (key.as_run(), used.mode, pin.clone(), Some(place.run.clone()));
        let started = Change::RunStarted(RunStarted { run, mode, playbook, parent });
        match used.mode {
            UseMode::Inline | UseMode::Root => self.enter(vec![started]),
            UseMode::Track => self.enter(vec![started, join(key, None)]),
            UseMode::Pivot if self.pivot.is_empty() => {
                self.pivot.extend([started, join(key, None)]);
                self.pivot.extend(handing_over(self.state, place.run, &key.as_run(), Some(key)));
            }
            UseMode::Pivot => {}
        }
        false
    }

    /// One playbook is entered at a time, so that a second use of the same one finds it.
    fn enter(&mut self, changes: Vec<Change>) {
        if self.entered.is_empty() {
            self.entered = changes;
        }
    }

    /// Supersedes what a person opened again in a run that was handed over.
    pub(super) fn sweep(&mut self, run: &RunKey, to: &RunKey) {
        let superseded = unsettled(self.state, run, None);
        if !superseded.is_empty() {
            let (run, to) = (run.clone(), to.clone());
            self.changes.push(Change::RunHandedOver(RunHandedOver { run, to, superseded }));
        }
    }
}

fn join(key: &StepKey, see: Option<Seq>) -> Change {
    Change::StepJoined(StepJoined { step: key.clone(), see, because: None })
}

/// The changes by which a run and its inline runs are handed over; the step that does it stays out, and so does the run that takes
/// over with its own inline runs.
pub(super) fn handing_over(
    state: &State,
    run: &RunKey,
    to: &RunKey,
    own_step: Option<&StepKey>,
) -> Vec<Change> {
    let mut gone = vec![run.clone()];
    add_inline(state, run, to, &mut gone);
    gone.into_iter()
        .map(|gone| {
            let superseded = unsettled(state, &gone, own_step);
            Change::RunHandedOver(RunHandedOver { run: gone, to: to.clone(), superseded })
        })
        .collect()
}

fn unsettled(state: &State, run: &RunKey, but: Option<&StepKey>) -> Vec<StepKey> {
    let of_run = state.steps().iter().filter(|(key, seen)| key.run() == *run && seen.status.is_unsettled());
    of_run.map(|(key, _)| key).filter(|key| Some(*key) != but).cloned().collect()
}

fn add_inline(state: &State, run: &RunKey, to: &RunKey, gone: &mut Vec<RunKey>) {
    for (key, inner) in state.runs() {
        let inside = inner.mode == UseMode::Inline && inner.parent.as_ref() == Some(run);
        if inside && inner.handed_over_to.is_none() && key != to {
            gone.push(key.clone());
            add_inline(state, key, to, gone);
        }
    }
}

/// Whether a change moves a step or phase of a run.
fn concerns(change: &Change, run: &RunKey) -> bool {
    match change {
        Change::RunStarted(body) => body.parent.as_ref() == Some(run),
        Change::PhaseStarted(body) => body.run == *run,
        Change::PhaseFellAway(body) => body.run == *run,
        Change::PhaseAwaits(body) => body.run == *run,
        Change::RunHandedOver(body) => body.run == *run,
        Change::StepOpened(body) => body.step.run() == *run,
        Change::StepAwaits(body) => body.step.run() == *run,
        Change::StepFellAway(body) => body.step.run() == *run,
        Change::StepJoined(body) => body.step.run() == *run,
        Change::StepResumed(body) => body.step.run() == *run,
        Change::InstanceOpened(body) => body.step.run() == *run,
        Change::InstanceDropped(body) => body.step.run() == *run,
        Change::IterationBegan(body) => body.step.run() == *run,
        Change::IterationsUsedUp(body) => body.step.run() == *run,
        Change::TargetMissing(body) => body.step.run() == *run,
    }
}
