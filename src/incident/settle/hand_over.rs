//! Steps that use another playbook: inline, as a track, or as a pivot to which this one hands over.

use super::super::event::progress::{
    Change, RunHandedOver, RunStarted, StepJoined, StepResumed, TargetMissing,
};
use super::super::key::{RunKey, StepKey};
use super::super::place::Place;
use super::super::state::State;
use super::super::steps::StepState;
use super::{Walk, run_has_ended};
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
        let own = key.as_run();
        if let Some((run_key, run)) = self.state.runs().get_key_value(&own) {
            if run.mode == UseMode::Inline {
                self.run(run_key, run);
                return self.follow(&key, seen, &own, None);
            }
            return seen.status.is_settled();
        }
        if seen.status.is_settled() {
            return match self.existing(used) {
                Some((other, started)) if used.mode == UseMode::Inline => {
                    self.follow(&key, seen, &other, Some(started))
                }
                Some(_) | None => true,
            };
        }
        match self.existing(used).filter(|_| !used.again) {
            Some((other, started)) => self.use_existing(place, used, (&key, seen), (other, started)),
            None => self.start(place, used, &key, seen),
        }
        false
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
        self.changes.push(Change::StepJoined(StepJoined { step: key.clone(), see, because: None }));
    }

    fn use_existing(
        &mut self,
        place: &Place<'a>,
        used: &Use,
        (key, seen): (&StepKey, &StepState),
        (other, started): (RunKey, Seq),
    ) {
        match used.mode {
            UseMode::Inline if !self.is_around(&other, place.run) => {
                self.follow(key, seen, &other, Some(started));
            }
            UseMode::Inline | UseMode::Track | UseMode::Root => self.joined(key, Some(started)),
            UseMode::Pivot => {
                self.joined(key, Some(started));
                if other != *place.run {
                    self.hand_over(place.run, &other, key);
                }
            }
        }
    }

    /// Whether `outer` is `run` or a run that it lies in: waiting for it would never end.
    fn is_around(&self, outer: &RunKey, run: &RunKey) -> bool {
        outer == run
            || self
                .state
                .runs()
                .get(run)
                .and_then(|run| run.parent.as_ref())
                .is_some_and(|parent| self.is_around(outer, parent))
    }

    fn start(&mut self, place: &Place<'a>, used: &Use, key: &StepKey, seen: &StepState) {
        let target = &used.target.value;
        let at_hand = self.state.library().get(target).filter(|pin| self.plans.get(&pin.sha256).is_some());
        let Some(pin) = at_hand else {
            if !seen.target_missing {
                let missing = TargetMissing { step: key.clone(), target: target.clone() };
                self.changes.push(Change::TargetMissing(missing));
            }
            return;
        };
        self.changes.push(Change::RunStarted(RunStarted {
            run: key.as_run(),
            mode: used.mode,
            playbook: pin.clone(),
            parent: Some(place.run.clone()),
        }));
        match used.mode {
            UseMode::Inline | UseMode::Root => {}
            UseMode::Track => self.joined(key, None),
            UseMode::Pivot => {
                self.joined(key, None);
                self.hand_over(place.run, &key.as_run(), key);
            }
        }
    }

    /// Hands a run and its inline runs over: what is open in them is superseded, tracks go on.
    fn hand_over(&mut self, run: &RunKey, to: &RunKey, own_step: &StepKey) {
        // Changes noted earlier in this round for these runs would touch steps that are superseded now.
        let inline = with_inline(self.state, run);
        self.changes.retain(|change| {
            !inline.iter().any(|run| concerns(change, run))
                || names_step(change, own_step)
                || starts(change, to)
        });
        self.changes.extend(handing_over(self.state, run, to, Some(own_step)));
    }
}

/// The changes by which a run and its inline runs are handed over; the step that does it stays out.
pub(super) fn handing_over(
    state: &State,
    run: &RunKey,
    to: &RunKey,
    own_step: Option<&StepKey>,
) -> Vec<Change> {
    let superseded = |gone: &RunKey| {
        let open = state
            .steps()
            .iter()
            .filter(|(key, seen)| key.run() == *gone && !seen.status.is_settled() && Some(*key) != own_step);
        open.map(|(key, _)| key.clone()).collect()
    };
    with_inline(state, run)
        .into_iter()
        .map(|gone| {
            let superseded = superseded(&gone);
            Change::RunHandedOver(RunHandedOver { run: gone, to: to.clone(), superseded })
        })
        .collect()
}

fn with_inline(state: &State, run: &RunKey) -> Vec<RunKey> {
    let mut all = vec![run.clone()];
    for (key, inner) in state.runs() {
        let inside = inner.mode == UseMode::Inline && inner.parent.as_ref() == Some(run);
        if inside && inner.handed_over_to.is_none() {
            all.extend(with_inline(state, key));
        }
    }
    all
}

fn starts(change: &Change, run: &RunKey) -> bool {
    matches!(change, Change::RunStarted(started) if started.run == *run)
}

fn names_step(change: &Change, key: &StepKey) -> bool {
    matches!(change, Change::StepJoined(joined) if joined.step == *key)
}

/// Whether a change moves a step or phase of a run.
pub(super) fn concerns(change: &Change, run: &RunKey) -> bool {
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
