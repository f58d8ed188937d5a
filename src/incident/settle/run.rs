//! Which runs there are to be looked at, and whether they have ended.

use super::super::key::{RunKey, StepKey};
use super::super::plans::Plans;
use super::super::runs::{PhaseStatus, Run};
use super::super::state::State;
use super::super::steps::Status;
use crate::base::outcome::Outcome;
use crate::playbook::kind::UseMode;
use crate::playbook::model::Phase;

/// Whether a run is looked at for itself, not at the place of the step that it runs inline of: all but inline runs, and of those the
/// ones whose own run was handed over to them.
pub(crate) fn stands_alone(state: &State, run: &Run) -> bool {
    let parent = run.parent.as_ref().and_then(|parent| state.runs().get(parent));
    run.mode != UseMode::Inline || parent.is_some_and(|parent| parent.handed_over_to.is_some())
}

/// The step that an inline run stands at.
pub(crate) fn holder(state: &State, key: &RunKey) -> Option<StepKey> {
    let run = state.runs().get(key)?;
    if stands_alone(state, run) {
        return None;
    }
    let own = StepKey::parse(&key.0).filter(|step| state.step(step).is_some());
    let joined = || {
        state.steps().iter().find(|(_, seen)| seen.joined.as_ref() == Some(key)).map(|(step, _)| step.clone())
    };
    own.or_else(joined)
}

/// The run itself, or the one that took over from it.
pub(super) fn in_charge(state: &State, key: &RunKey) -> RunKey {
    let next = state.runs().get(key).and_then(|run| run.handed_over_to.as_ref());
    next.map_or_else(|| key.clone(), |next| in_charge(state, next))
}

/// The runs that a pivot by hand takes over: the root, those that were pivoted to, and those that took over from another.
pub(crate) fn main_runs(state: &State) -> Vec<RunKey> {
    let took_over = |key: &RunKey| state.runs().values().any(|run| run.handed_over_to.as_ref() == Some(key));
    let is_main = |key: &RunKey, run: &Run| {
        run.handed_over_to.is_none() && (matches!(run.mode, UseMode::Root | UseMode::Pivot) || took_over(key))
    };
    state.runs().iter().filter(|(key, run)| is_main(key, run)).map(|(key, _)| key.clone()).collect()
}

/// Whether a run has ended: handed over, its step fell away, or each phase fell away or has all its steps settled.
pub(crate) fn run_has_ended(state: &State, plans: &Plans<'_>, key: &RunKey) -> bool {
    let Some(run) = state.runs().get(key) else { return false };
    let holder = holder(state, key).and_then(|step| state.step(&step));
    if run.handed_over_to.is_some() || holder.is_some_and(|step| step.status.is_gone()) {
        return true;
    }
    let Some(playbook) = plans.of(run) else { return false };
    playbook.phases.iter().all(|phase| phase_has_ended(state, key, run, phase))
}

pub(super) fn phase_has_ended(state: &State, key: &RunKey, run: &Run, phase: &Phase) -> bool {
    match run.phases.get(&phase.id).map(|phase| &phase.status) {
        Some(PhaseStatus::FellAway) => true,
        Some(PhaseStatus::Started) => phase.steps.iter().all(|step| {
            state.step(&StepKey::new(key, &step.id, &[])).is_some_and(|step| step.status.is_settled())
        }),
        Some(PhaseStatus::Awaits(_)) | None => false,
    }
}

impl Status {
    /// Whether the engine took it out: nothing in it can open.
    pub(crate) fn is_gone(&self) -> bool {
        matches!(self, Self::Settled(Outcome::NotApplicable | Outcome::Superseded))
    }

    /// Whether it falls away with what it belongs to: nobody has given an outcome, not even a failure.
    pub(super) fn is_unsettled(&self) -> bool {
        matches!(self, Self::Open | Self::Awaits(_))
    }
}
