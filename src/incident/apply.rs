//! The transition table: what each event does to the state. Total over events; anything that cannot follow is [`Illegal`].
//! Must not evaluate conditions or read words.

mod progress;
mod steps;

use super::actions;
use super::event::Event;
use super::event::evidence::EvidenceSettled;
use super::event::fact::{FactCorrected, FactStated, FactUnknown};
use super::event::keeping::EntryCorrected;
use super::event::lifecycle::{IncidentOpened, Mode, Pin};
use super::event::note::NoteTaken;
use super::facts::Known;
use super::state::{
    DutyDecision, Illegal, OpenQuestion, Recorded, State, Task, ToldState, illegal, is_question,
};
use super::steps::Status;
use super::story::{Exercise, FACILITATOR};
use crate::base::outcome::Outcome;

/// Applies one event.
#[expect(clippy::too_many_lines, reason = "one table: an arm for each kind")]
pub(in crate::incident) fn apply(state: &mut State, recorded: &Recorded) -> Result<(), Illegal> {
    match &recorded.draft.event {
        Event::IncidentOpened(body) => open(state, recorded, body),
        Event::SittingBegan(body) => {
            require(state.sittings.insert(body.number), recorded, "the sitting began before")?;
        }
        Event::IncidentClosed(_) => {
            require(state.closed.is_none(), recorded, "the incident is closed")?;
            state.closed = Some(recorded.seq);
        }
        Event::IncidentReopened(_) => {
            require(state.closed.take().is_some(), recorded, "the incident is not closed")?;
        }
        Event::PersonAdded(body) => {
            let added = state.people.insert(body.person, body.card).is_none();
            require(added, recorded, "the person is on the roster")?;
        }
        Event::PersonChanged(body) => {
            let known = state.people.insert(body.person, body.card).is_some();
            require(known, recorded, "the person is not on the roster")?;
        }
        Event::RoleSet(body) => {
            match body.person {
                Some(person) => state.roles.insert(body.role.clone(), person),
                None => state.roles.remove(&body.role),
            };
            if let (FACILITATOR, Some(person)) = (body.role.as_str(), body.person)
                && let Some(exercise) = state.exercise.as_mut()
            {
                exercise.facilitates(person);
            }
        }
        Event::HandoverOffered(body) => {
            state.offers.insert(recorded.seq, body.clone());
        }
        Event::HandoverAccepted(body) => {
            let offer = state.offers.remove(&body.offer);
            let offer = offer.ok_or_else(|| illegal(recorded, "there is no such offer"))?;
            state.roles.extend(body.roles.iter().map(|role| (role.clone(), offer.to)));
        }
        Event::FactStated(_) | Event::FactUnknown(_) | Event::FactCorrected(_) | Event::FactConfirmed(_) => {
            facts(state, recorded);
        }
        Event::Progressed(body) => {
            body.changes.iter().try_for_each(|change| progress::apply(state, recorded, change))?;
        }
        Event::NoteTaken(_)
        | Event::Told(_)
        | Event::SignalRecorded(_)
        | Event::TaskAdded(_)
        | Event::TaskSettled(_)
        | Event::EvidenceTaken(_)
        | Event::EvidenceSettled(_)
        | Event::DutyDecided(_)
        | Event::NoticeSent(_) => written(state, recorded)?,
        Event::EntryCorrected(body) => correct(state, recorded, body)?,
        Event::Starred(body) => {
            if body.starred {
                state.starred.insert(body.entry)
            } else {
                state.starred.remove(&body.entry)
            };
        }
        Event::EntryMoved(body) => {
            state.moved.insert(body.entry);
        }
        Event::HoldSet(body) => state.hold = body.on.then_some(recorded.seq),
        Event::ExerciseClockSet(body) => exercise(state, recorded)?.set(recorded, body)?,
        Event::InjectReleased(body) => exercise(state, recorded)?.release(recorded, body)?,
        Event::InjectSettled(body) => exercise(state, recorded)?.settle(recorded, body)?,
        Event::QuestionAnswered(body) => exercise(state, recorded)?.answer(recorded, body)?,
        Event::ObservationMade(body) if body.is_of_an_exercise() => drop(exercise(state, recorded)?),
        Event::TaskRated(_) | Event::FeedbackGiven(_) => drop(exercise(state, recorded)?),
        Event::SessionHeld(_) => {
            state.sessions.insert(recorded.seq);
        }
        Event::TookPart(body) => {
            require(state.sessions.contains(&body.session), recorded, "there was no such session")?;
        }
        Event::ActionAdded(_)
        | Event::ActionChanged(_)
        | Event::ActionEnded(_)
        | Event::ActionRetested(_) => {
            let followed = actions::follow(&mut state.actions, recorded.seq, &recorded.draft.event);
            followed.map_err(|why| illegal(recorded, why))?;
        }
        Event::ObservationMade(_)
        | Event::ClockStepped(_)
        | Event::CheckpointMade(_)
        | Event::AnchorAdded(_)
        | Event::CopyMerged(_)
        | Event::CustodyTransferred(_)
        | Event::EvidenceChecked(_)
        | Event::Labelled(_)
        | Event::Erased(_)
        | Event::Linked(_)
        | Event::Produced(_)
        | Event::WordingSet(_)
        | Event::DraftSigned(_)
        | Event::Restored(_) => {}
        Event::StepCompleted(_)
        | Event::StepFailed(_)
        | Event::FailureSettled(_)
        | Event::StepSkipped(_)
        | Event::StepRefused(_)
        | Event::StepUndone(_)
        | Event::StepReopened(_)
        | Event::StepOpenedEarly(_)
        | Event::StepAssigned(_)
        | Event::StepClaimed(_)
        | Event::StepReleased(_)
        | Event::ItemTicked(_)
        | Event::DecisionTaken(_)
        | Event::StepApproved(_)
        | Event::GateOverridden(_)
        | Event::WaitPolled(_)
        | Event::IterationSettled(_)
        | Event::ReviewCleared(_)
        | Event::PlaybookJoined(_) => steps::apply(state, recorded)?,
    }
    Ok(())
}

fn require(holds: bool, recorded: &Recorded, why: &'static str) -> Result<(), Illegal> {
    if holds { Ok(()) } else { Err(illegal(recorded, why)) }
}

fn open(state: &mut State, recorded: &Recorded, body: &IncidentOpened) {
    pin(state, std::slice::from_ref(&body.playbook));
    pin(state, &body.library);
    state.opening = Some((body.clone(), recorded.t)).into();
    if body.mode == Mode::Exercise {
        state.exercise = Some(Exercise::opened(recorded, body.seeded)).into();
    }
}

fn exercise<'s>(state: &'s mut State, recorded: &Recorded) -> Result<&'s mut Exercise, Illegal> {
    state.exercise.as_mut().ok_or_else(|| illegal(recorded, "this is no exercise"))
}

/// The first version that was fixed stays.
fn pin(state: &mut State, pins: &[Pin]) {
    for pin in pins {
        state.library.entry(pin.id.clone()).or_insert_with(|| pin.clone());
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "the other kinds have nothing to say here")]
fn facts(state: &mut State, recorded: &Recorded) {
    let (seq, at) = (recorded.seq, (recorded.seq, recorded.t));
    match &recorded.draft.event {
        Event::FactStated(body) => {
            let FactStated { fact, value, step, disputed, .. } = body;
            let known = Known {
                value: value.clone(),
                seq,
                by: recorded.by(),
                given: step.as_ref().is_some_and(|step| state.runs.contains_key(&step.as_run())),
                disputed: *disputed,
                step: step.clone(),
            };
            let moved = state.facts.value(fact) != Some(value);
            state.facts.state(fact, known, recorded.t);
            touch(state, fact.as_str(), recorded, step.as_ref(), moved);
        }
        Event::FactUnknown(FactUnknown { fact, recheck, step, .. }) => {
            let moved = state.facts.value(fact).is_some();
            state.facts.leave_open(fact, at, *recheck, step.clone());
            touch(state, fact.as_str(), recorded, step.as_ref(), moved);
        }
        Event::FactCorrected(FactCorrected { fact, corrects, value, step, .. }) => {
            let moved = state.facts.value(fact) != value.as_ref();
            let right = value.as_ref().map(|value| Known {
                value: value.clone(),
                seq,
                by: recorded.by(),
                given: false,
                disputed: false,
                step: None,
            });
            state.facts.correct(fact, at, *corrects, right);
            touch(state, fact.as_str(), recorded, step.as_ref(), moved);
        }
        Event::FactConfirmed(body) => state.facts.confirm(&body.fact, at),
        _other => {}
    }
}

/// Lists settled steps for review whose guard or gates read what has moved.
fn touch(state: &mut State, name: &str, recorded: &Recorded, own: Option<&super::key::StepKey>, moved: bool) {
    if !moved {
        return;
    }
    for (key, step) in state.steps.iter_mut() {
        if Some(key) != own && step.was_settled_by_a_person() && step.depends_on(name) {
            step.review.insert(name.to_owned(), recorded.seq);
        }
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "the other kinds have nothing to say here")]
fn written(state: &mut State, recorded: &Recorded) -> Result<(), Illegal> {
    match &recorded.draft.event {
        Event::NoteTaken(body) => note(state, recorded, body),
        Event::Told(body) => {
            let at = recorded.draft.at.map_or(recorded.t, |claimed| claimed.at);
            state.told.push(ToldState { seq: recorded.seq, at, who: body.who, answered: body.answered });
        }
        Event::SignalRecorded(body) => state.signals.push((recorded.seq, body.clone())),
        Event::TaskAdded(body) => {
            let task = Task { added: body.clone(), seq: recorded.seq, end: None };
            require(state.tasks.insert(body.task, task).is_none(), recorded, "the task exists")?;
        }
        Event::TaskSettled(body) => {
            let task = state.tasks.get_mut(&body.task);
            task.ok_or_else(|| illegal(recorded, "there is no such task"))?.end = Some(body.end);
        }
        Event::EvidenceTaken(body) => {
            let added = state.evidence.insert(body.evidence, (recorded.seq, body.clone())).is_none();
            require(added, recorded, "the evidence has that number")?;
            steps::evidence(state, recorded, body)?;
        }
        Event::EvidenceSettled(body) => settle_evidence(state, recorded, body)?,
        Event::DutyDecided(body) => {
            let at = recorded.draft.at.map_or(recorded.t, |claimed| claimed.at);
            state.duty_decisions.push(DutyDecision { seq: recorded.seq, at, body: body.clone() });
        }
        Event::NoticeSent(body) => {
            state.notices.push((recorded.seq, body.clone()));
            if let Some(key) = &body.step {
                let step = steps::known(state, recorded, key)?;
                step.notice = Some(recorded.seq);
                step.last = recorded.seq;
            }
        }
        _other => {}
    }
    Ok(())
}

fn note(state: &mut State, recorded: &Recorded, body: &NoteTaken) {
    if is_question(body.marker) {
        state.questions.push(OpenQuestion { seq: recorded.seq, text: body.text });
    }
    if let Some(answered) = body.answers {
        state.questions.retain(|question| question.seq != answered);
    }
}

fn settle_evidence(state: &mut State, recorded: &Recorded, body: &EvidenceSettled) -> Result<(), Illegal> {
    let step = steps::known(state, recorded, &body.step)?;
    step.last = recorded.seq;
    let wanted = usize::try_from(body.item).ok().and_then(|item| step.wanted.get_mut(item));
    wanted.ok_or_else(|| illegal(recorded, "the step wants no such evidence"))?.end = Some(body.end);
    Ok(())
}

/// A corrected outcome moves the step; all else is for the papers.
fn correct(state: &mut State, recorded: &Recorded, body: &EntryCorrected) -> Result<(), Illegal> {
    let (Some(outcome), Some(key)) = (body.outcome, &body.step) else { return Ok(()) };
    let step = steps::known(state, recorded, key)?;
    let settled = matches!(step.status, Status::Settled(_) | Status::Failing(_));
    require(settled, recorded, "the step has no outcome to correct")?;
    require(
        !matches!(outcome, Outcome::NotApplicable | Outcome::Superseded),
        recorded,
        "only the engine gives that outcome",
    )?;
    step.status = Status::Settled(outcome);
    step.last = recorded.seq;
    Ok(())
}
