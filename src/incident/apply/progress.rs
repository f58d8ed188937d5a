//! What the engine's own changes do to runs, phases and steps.

use std::collections::BTreeMap;

use super::super::event::progress::{
    Change, IterationBegan, PhaseAwaits, PhaseFellAway, PhaseStarted, RunHandedOver, RunStarted, StepAwaits,
    StepFellAway, StepJoined,
};
use super::super::key::{RunKey, StepKey};
use super::super::runs::{PhaseState, PhaseStatus, Run};
use super::super::state::{Illegal, Recorded, State, illegal};
use super::super::steps::{Status, StepState};
use super::{require, steps};
use crate::base::id::PhaseId;
use crate::base::outcome::Outcome;

/// Applies one change.
#[expect(clippy::too_many_lines, reason = "one table: an arm for each kind")]
pub(super) fn apply(state: &mut State, recorded: &Recorded, change: &Change) -> Result<(), Illegal> {
    match change {
        Change::RunStarted(body) => start(state, recorded, body),
        Change::PhaseStarted(PhaseStarted { run, phase, title, .. }) => {
            phase_is(state, recorded, (run, phase, title), PhaseStatus::Started)
        }
        Change::PhaseFellAway(PhaseFellAway { run, phase, title, .. }) => {
            phase_is(state, recorded, (run, phase, title), PhaseStatus::FellAway)
        }
        Change::PhaseAwaits(PhaseAwaits { run, phase, title, facts, .. }) => {
            phase_is(state, recorded, (run, phase, title), PhaseStatus::Awaits(facts.clone()))
        }
        Change::StepOpened(body) => {
            let step = seen(state, recorded, &body.step, &body.title);
            require(!step.was_settled_by_a_person(), recorded, "a person gave the step its outcome")?;
            step.open(body.clone(), recorded.act());
            Ok(())
        }
        Change::StepAwaits(StepAwaits { step, title, because, facts }) => {
            let step = seen(state, recorded, step, title);
            step.status = Status::Awaits(facts.clone());
            step.because = Some(because.clone());
            step.last = recorded.seq;
            Ok(())
        }
        Change::StepFellAway(body) => fall_away(state, recorded, body),
        Change::StepJoined(body) => join(state, recorded, body),
        Change::StepResumed(body) => {
            let step = steps::known(state, recorded, &body.step)?;
            step.status = Status::Open;
            step.last = recorded.seq;
            Ok(())
        }
        Change::InstanceOpened(body) => {
            let step = steps::known(state, recorded, &body.step)?;
            step.instances.insert(body.item, true);
            step.last = recorded.seq;
            Ok(())
        }
        Change::InstanceDropped(body) => {
            steps::known(state, recorded, &body.step)?.instances.insert(body.item, false);
            supersede(state, recorded, &body.superseded)
        }
        Change::IterationBegan(IterationBegan { step, iteration, .. }) => {
            let step = steps::known(state, recorded, step)?;
            require(*iteration == step.iteration + 1, recorded, "iterations follow one another")?;
            step.iteration = *iteration;
            step.last = recorded.seq;
            Ok(())
        }
        Change::IterationsUsedUp(body) => {
            let step = steps::known(state, recorded, &body.step)?;
            step.used_up = true;
            step.last = recorded.seq;
            Ok(())
        }
        Change::RunHandedOver(body) => hand_over(state, recorded, body),
        Change::TargetMissing(body) => {
            let step = steps::known(state, recorded, &body.step)?;
            step.target_missing = true;
            step.last = recorded.seq;
            Ok(())
        }
    }
}

fn start(state: &mut State, recorded: &Recorded, body: &RunStarted) -> Result<(), Illegal> {
    let run = Run {
        mode: body.mode,
        playbook: body.playbook.clone(),
        parent: body.parent.clone(),
        started: recorded.seq,
        phases: BTreeMap::new(),
        handed_over_to: None,
    };
    if let Some(step) = StepKey::parse(&body.run.0).and_then(|key| state.steps.get_mut(&key)) {
        step.target_missing = false;
    }
    require(state.runs.insert(body.run.clone(), run).is_none(), recorded, "the run exists")
}

fn phase_is(
    state: &mut State,
    recorded: &Recorded,
    (run, phase, title): (&RunKey, &PhaseId, &str),
    status: PhaseStatus,
) -> Result<(), Illegal> {
    let run = state.runs.get_mut(run).ok_or_else(|| illegal(recorded, "there is no such run"))?;
    let started = run.phases.get(phase).is_some_and(|p| p.status == PhaseStatus::Started);
    require(!started, recorded, "the phase was entered before")?;
    let phase_state = PhaseState { title: title.to_owned(), status, last: recorded.seq };
    run.phases.insert(phase.clone(), phase_state);
    Ok(())
}

fn seen<'a>(state: &'a mut State, recorded: &Recorded, key: &StepKey, title: &str) -> &'a mut StepState {
    state
        .steps
        .entry(key.clone())
        .or_insert_with(|| StepState::seen(title.to_owned(), Status::Awaits(Vec::new()), recorded.seq))
}

fn fall_away(state: &mut State, recorded: &Recorded, body: &StepFellAway) -> Result<(), Illegal> {
    let step = seen(state, recorded, &body.step, &body.title);
    require(!step.was_settled_by_a_person(), recorded, "a person gave the step its outcome")?;
    step.status = Status::Settled(Outcome::NotApplicable);
    step.because.clone_from(&body.because);
    step.last = recorded.seq;
    Ok(())
}

fn join(state: &mut State, recorded: &Recorded, body: &StepJoined) -> Result<(), Illegal> {
    let step = steps::known(state, recorded, &body.step)?;
    require(step.status == Status::Open, recorded, "the step is not open")?;
    step.status = Status::Settled(Outcome::Done);
    step.see = body.see;
    step.used_up = false;
    step.last = recorded.seq;
    Ok(())
}

fn supersede(state: &mut State, recorded: &Recorded, keys: &[StepKey]) -> Result<(), Illegal> {
    for key in keys {
        let step = steps::known(state, recorded, key)?;
        require(!step.status.is_settled(), recorded, "a superseded step was settled")?;
        step.status = Status::Settled(Outcome::Superseded);
        step.last = recorded.seq;
    }
    Ok(())
}

fn hand_over(state: &mut State, recorded: &Recorded, body: &RunHandedOver) -> Result<(), Illegal> {
    let run = state.runs.get_mut(&body.run).ok_or_else(|| illegal(recorded, "there is no such run"))?;
    let before = run.handed_over_to.as_ref();
    require(before.is_none_or(|before| *before == body.to), recorded, "the run was handed over before")?;
    run.handed_over_to = Some(body.to.clone());
    supersede(state, recorded, &body.superseded)
}
