//! What people's acts do to steps.

use super::super::event::Event;
use super::super::event::evidence::EvidenceTaken;
use super::super::event::step::{DecisionTaken, PlaybookJoined};
use super::super::key::StepKey;
use super::super::runs::Run;
use super::super::state::{Illegal, Recorded, State, illegal};
use super::super::steps::{Approved, Status, StepState};
use super::require;
use crate::base::outcome::Outcome;
use crate::playbook::model::OnFailure;

/// A step that was seen.
pub(super) fn known<'a>(
    state: &'a mut State,
    recorded: &Recorded,
    key: &StepKey,
) -> Result<&'a mut StepState, Illegal> {
    state.steps.get_mut(key).ok_or_else(|| illegal(recorded, "the step was never seen"))
}

fn open<'a>(state: &'a mut State, recorded: &Recorded, key: &StepKey) -> Result<&'a mut StepState, Illegal> {
    let step = known(state, recorded, key)?;
    require(step.status == Status::Open, recorded, "the step is not open")?;
    Ok(step)
}

fn settle(state: &mut State, recorded: &Recorded, key: &StepKey, outcome: Outcome) -> Result<(), Illegal> {
    open(state, recorded, key)?.settle(outcome, recorded.act());
    Ok(())
}

fn leave_out(state: &mut State, recorded: &Recorded, key: &StepKey, outcome: Outcome) -> Result<(), Illegal> {
    let step = known(state, recorded, key)?;
    let may = matches!(step.status, Status::Open | Status::Awaits(_) | Status::Failing(_));
    require(may, recorded, "the step has an outcome")?;
    step.settle(outcome, recorded.act());
    Ok(())
}

/// Applies an act on a step.
#[expect(clippy::wildcard_enum_match_arm, reason = "the other kinds have nothing to say here")]
pub(super) fn apply(state: &mut State, recorded: &Recorded) -> Result<(), Illegal> {
    match &recorded.draft.event {
        Event::StepCompleted(body) => {
            let step = open(state, recorded, &body.step)?;
            step.settle(Outcome::Done, recorded.act());
            step.checks.clone_from(&body.checks);
        }
        Event::StepSkipped(body) => leave_out(state, recorded, &body.step, Outcome::Skipped)?,
        Event::StepRefused(body) => leave_out(state, recorded, &body.step, Outcome::Refused)?,
        Event::StepFailed(body) => {
            settle(state, recorded, &body.step, Outcome::Failed)?;
            fail(known(state, recorded, &body.step)?, body.then);
        }
        Event::FailureSettled(body) => {
            let step = known(state, recorded, &body.step)?;
            require(step.status.outcome() == Some(Outcome::Failed), recorded, "the step did not fail")?;
            fail(step, body.then);
            step.last = recorded.seq;
        }
        Event::DecisionTaken(body) => decide(state, recorded, body)?,
        Event::StepUndone(body) => {
            for key in &body.review {
                let follower = known(state, recorded, key)?;
                follower.review.insert(format!("undo of {}", body.step), recorded.seq);
            }
            reopen(state, recorded, &body.step)?;
        }
        Event::StepReopened(body) => reopen(state, recorded, &body.step)?,
        Event::StepOpenedEarly(body) => {
            let key = &body.opened.step;
            let step = state
                .steps
                .entry(key.clone())
                .or_insert_with(|| StepState::seen(body.opened.title.clone(), Status::Open, recorded.seq));
            step.early = true;
            step.open(body.opened.clone(), recorded.act());
        }
        Event::PlaybookJoined(body) => join(state, recorded, body)?,
        _other => mark(state, recorded)?,
    }
    Ok(())
}

fn fail(step: &mut StepState, then: OnFailure) {
    step.status = match then {
        OnFailure::Continue => Status::Settled(Outcome::Failed),
        OnFailure::Ask | OnFailure::Stop => Status::Failing(then),
    };
}

fn reopen(state: &mut State, recorded: &Recorded, key: &StepKey) -> Result<(), Illegal> {
    let step = known(state, recorded, key)?;
    require(step.status.outcome().is_some(), recorded, "the step has no outcome")?;
    step.reopen(recorded.act());
    Ok(())
}

fn decide(state: &mut State, recorded: &Recorded, body: &DecisionTaken) -> Result<(), Illegal> {
    let step = known(state, recorded, &body.step)?;
    let again = step.choice_is_open && body.replaces.is_some();
    require(step.status == Status::Open || again, recorded, "the decision is not open")?;
    step.settle(Outcome::Done, recorded.act());
    step.choice = Some(body.option.clone());
    step.choice_is_open = body.recheck.is_some() || body.leaves_open;
    step.recheck = body.recheck;
    step.checks.clone_from(&body.checks);
    Ok(())
}

fn join(state: &mut State, recorded: &Recorded, body: &PlaybookJoined) -> Result<(), Illegal> {
    super::pin(state, std::slice::from_ref(&body.playbook));
    super::pin(state, &body.library);
    if let Some(key) = &body.step {
        let step = open(state, recorded, key)?;
        require(step.target_missing, recorded, "the step has its playbook")?;
        step.target_missing = false;
        step.joined = Some(body.run.clone());
    }
    let run = Run {
        mode: body.mode,
        playbook: body.playbook.clone(),
        parent: body.step.as_ref().map(StepKey::run),
        started: recorded.seq,
        phases: std::collections::BTreeMap::new(),
        handed_over_to: None,
    };
    require(state.runs.insert(body.run.clone(), run).is_none(), recorded, "the run exists")
}

/// Acts that do not move the status.
#[expect(clippy::wildcard_enum_match_arm, reason = "the other kinds have nothing to say here")]
fn mark(state: &mut State, recorded: &Recorded) -> Result<(), Illegal> {
    let act = recorded.act();
    let event = &recorded.draft.event;
    let Some(key) = marked(event) else { return Ok(()) };
    let step = known(state, recorded, key)?;
    step.last = recorded.seq;
    match event {
        Event::StepAssigned(body) => step.assigned = Some((body.person, body.by_time)),
        Event::StepClaimed(_) => {
            step.claims.insert(act.by);
        }
        Event::StepReleased(_) => {
            step.claims.remove(&act.by);
        }
        Event::ItemTicked(body) => {
            if body.ticked {
                step.ticks.insert(body.item.clone());
            } else {
                step.ticks.remove(&body.item);
            }
        }
        Event::StepApproved(body) => step.approvals.push(Approved { act, role: body.role.clone() }),
        Event::GateOverridden(body) => {
            step.overrides.insert(body.gate, recorded.seq);
        }
        Event::WaitPolled(body) => {
            let at = recorded.draft.at.map_or(recorded.t, |claimed| claimed.at);
            step.polls.push((at, body.seen));
        }
        Event::IterationSettled(body) => {
            require(step.used_up && step.status == Status::Open, recorded, "the iterations are not used up")?;
            step.used_up = false;
            step.stopped = !body.go_on;
            step.granted = step.granted.saturating_add(u32::from(body.go_on));
        }
        Event::ReviewCleared(_) => step.review.clear(),
        _other => {}
    }
    Ok(())
}

#[expect(clippy::wildcard_enum_match_arm, reason = "the other kinds have nothing to say here")]
fn marked(event: &Event) -> Option<&StepKey> {
    match event {
        Event::StepAssigned(body) => Some(&body.step),
        Event::StepClaimed(body) => Some(&body.step),
        Event::StepReleased(body) => Some(&body.step),
        Event::ItemTicked(body) => Some(&body.step),
        Event::StepApproved(body) => Some(&body.step),
        Event::GateOverridden(body) => Some(&body.step),
        Event::WaitPolled(body) => Some(&body.step),
        Event::IterationSettled(body) => Some(&body.step),
        Event::ReviewCleared(body) => Some(&body.step),
        _other => None,
    }
}

/// Puts a piece of evidence to the step and the wanted item it is for.
pub(super) fn evidence(state: &mut State, recorded: &Recorded, body: &EvidenceTaken) -> Result<(), Illegal> {
    let Some(key) = &body.step else { return Ok(()) };
    let step = known(state, recorded, key)?;
    step.last = recorded.seq;
    step.pieces.push(body.evidence);
    if let Some(item) = body.item {
        let wanted = usize::try_from(item).ok().and_then(|item| step.wanted.get_mut(item));
        let wanted = wanted.ok_or_else(|| illegal(recorded, "the step wants no such evidence"))?;
        wanted.taken.push(body.evidence);
    }
    Ok(())
}
