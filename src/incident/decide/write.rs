//! Entries that move no step by themselves: notes, people, evidence, labels and the like. Checked to make sense, then written.

use super::super::actions::follow;
use super::super::event::Event;
use super::super::event::duty::{DutyChoice, DutyDecided};
use super::super::event::evidence::{EvidenceSettled, WantedEnd};
use super::super::event::keeping::EntryCorrected;
use super::super::event::lifecycle::Mode;
use super::super::refusal::Refusal;
use super::super::steps::Status;
use super::Desk;
use crate::base::id::{EvidenceId, PersonId, Seq};

impl Desk<'_> {
    pub(super) fn write(&mut self, event: &Event) -> Result<(), Refusal> {
        if is_played(event) {
            self.still_played()?;
        }
        self.makes_sense(event)?;
        self.emit(event.clone())
    }

    #[expect(clippy::too_many_lines, reason = "one table: an arm for each kind")]
    fn makes_sense(&self, event: &Event) -> Result<(), Refusal> {
        match event {
            Event::RoleSet(body) => body.person.map_or(Ok(()), |person| self.on_roster(person)),
            Event::HandoverOffered(body) => self.on_roster(body.to),
            Event::HandoverAccepted(body) => self.accepts(body.offer),
            Event::PersonChanged(body) => self.on_roster(body.person),
            Event::NoteTaken(body) => match body.answers {
                Some(seq) if !self.state.questions().iter().any(|question| question.seq == seq) => {
                    Err(Refusal::Pointless("that entry is no open question"))
                }
                Some(_) | None => Ok(()),
            },
            Event::TaskSettled(body) => match self.state.tasks().get(&body.task) {
                Some(task) if task.end.is_none() => Ok(()),
                Some(_) => Err(Refusal::Pointless("that task has ended")),
                None => Err(Refusal::Pointless("there is no such task")),
            },
            Event::EvidenceTaken(body) => match (&body.step, body.item) {
                (Some(step), item) => {
                    let wanted = self.seen(step)?.wanted.len();
                    let exists =
                        item.is_none_or(|item| usize::try_from(item).is_ok_and(|item| item < wanted));
                    if exists { Ok(()) } else { Err(Refusal::Pointless("the step asks for no such piece")) }
                }
                (None, Some(_)) => Err(Refusal::Pointless("name the step that asks for the piece")),
                (None, None) => Ok(()),
            },
            Event::EvidenceSettled(body) => self.settles_evidence(body),
            Event::CustodyTransferred(body) => self.evidence_exists(body.evidence),
            Event::EntryCorrected(body) => self.corrects(body),
            Event::Labelled(body) => body.entries.iter().try_for_each(|seq| self.entry_exists(*seq)),
            Event::Starred(body) => self.entry_exists(body.entry),
            Event::Erased(body) => match self.state.hold() {
                Some(hold) => Err(Refusal::Held(*hold)),
                None => self.entry_exists(body.entry),
            },
            Event::HoldSet(body) if body.on == self.state.hold().is_some() => {
                Err(Refusal::Pointless(if body.on {
                    "a legal hold stands already"
                } else {
                    "no legal hold stands"
                }))
            }
            Event::CheckpointMade(body) => self.entry_exists(body.size),
            Event::AnchorAdded(body) => self.entry_exists(body.size),
            Event::CopyMerged(body) => self.entry_exists(body.size),
            Event::EntryMoved(body) => self.entry_exists(body.entry),
            Event::NoticeSent(body) => body.step.as_ref().map_or(Ok(()), |step| self.seen(step).map(|_| ())),
            Event::DutyDecided(body) => self.decides_on_duty(body),
            Event::InjectReleased(_)
            | Event::InjectSettled(_)
            | Event::QuestionAnswered(_)
            | Event::TaskRated(_)
            | Event::FeedbackGiven(_) => self.may_play(event),
            Event::ObservationMade(body) if body.is_of_an_exercise() => self.may_play(event),
            Event::ObservationMade(body) => body.entry.map_or(Ok(()), |seq| self.entry_exists(seq)),
            Event::ActionAdded(body) => {
                body.owner.map_or(Ok(()), |owner| self.on_roster(owner))?;
                body.about.map_or(Ok(()), |seq| self.entry_exists(seq))?;
                self.may_improve(event)
            }
            Event::ActionChanged(body) => {
                body.owner.map_or(Ok(()), |owner| self.on_roster(owner))?;
                self.may_improve(event)
            }
            Event::ActionEnded(body) => {
                body.evidence.iter().try_for_each(|id| self.evidence_exists(*id))?;
                self.may_improve(event)
            }
            Event::ActionRetested(_) => self.may_improve(event),
            Event::SessionHeld(_) => self.in_training(),
            Event::TookPart(body) => {
                self.on_roster(body.person)?;
                let held = self.state.sessions().contains(&body.session);
                if held { self.in_training() } else { Err(Refusal::Pointless("there was no such session")) }
            }
            Event::IncidentReopened(_) if self.state.closed().is_none() => {
                Err(Refusal::Pointless("the incident is not closed"))
            }
            Event::IncidentReopened(_)
            | Event::PersonAdded(_)
            | Event::SittingBegan(_)
            | Event::ClockStepped(_)
            | Event::Told(_)
            | Event::SignalRecorded(_)
            | Event::TaskAdded(_)
            | Event::EvidenceChecked(_)
            | Event::WordingSet(_)
            | Event::DraftSigned(_)
            | Event::HoldSet(_)
            | Event::Linked(_)
            | Event::Produced(_)
            | Event::Restored(_) => Ok(()),
            Event::IncidentOpened(_)
            | Event::IncidentClosed(_)
            | Event::FactStated(_)
            | Event::FactUnknown(_)
            | Event::FactCorrected(_)
            | Event::FactConfirmed(_)
            | Event::Progressed(_)
            | Event::StepCompleted(_)
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
            | Event::ExerciseClockSet(_)
            | Event::PlaybookJoined(_) => Err(Refusal::Pointless("that is decided, not written")),
        }
    }

    pub(super) fn on_roster(&self, person: PersonId) -> Result<(), Refusal> {
        if self.state.people().contains_key(&person) { Ok(()) } else { Err(Refusal::NoPerson(person)) }
    }

    fn entry_exists(&self, seq: Seq) -> Result<(), Refusal> {
        let exists = seq > Seq::NONE && seq <= self.state.head();
        if exists { Ok(()) } else { Err(Refusal::NoEntry(seq)) }
    }

    fn evidence_exists(&self, id: EvidenceId) -> Result<(), Refusal> {
        let known = self.state.evidence().contains_key(&id);
        if known { Ok(()) } else { Err(Refusal::Pointless("there is no such evidence")) }
    }

    fn in_training(&self) -> Result<(), Refusal> {
        let is = self.state.opening().is_some_and(|(opening, _)| opening.mode == Mode::Training);
        if is { Ok(()) } else { Err(Refusal::Pointless("this is no record of training")) }
    }

    /// Tries what an entry does to the corrective actions on a copy of them.
    fn may_improve(&self, event: &Event) -> Result<(), Refusal> {
        let mut actions = self.state.actions().clone();
        follow(&mut actions, self.state.head().next(), event).map_err(Refusal::Pointless)
    }

    fn accepts(&self, offer: Seq) -> Result<(), Refusal> {
        match self.state.offers().get(&offer) {
            Some(open) if open.to == self.envelope.person() => Ok(()),
            Some(_) => Err(Refusal::Pointless("the handover was offered to somebody else")),
            None => Err(Refusal::Pointless("there is no such offer")),
        }
    }

    fn settles_evidence(&self, body: &EvidenceSettled) -> Result<(), Refusal> {
        let wanted = self.seen(&body.step)?.wanted.len();
        if !usize::try_from(body.item).is_ok_and(|item| item < wanted) {
            return Err(Refusal::Pointless("the step asks for no such piece"));
        }
        match (body.end, body.why) {
            (WantedEnd::Unavailable, None) => Err(Refusal::Pointless("say why it is not available")),
            (WantedEnd::Unavailable, Some(_)) | (WantedEnd::Later, _) => Ok(()),
        }
    }

    fn decides_on_duty(&self, body: &DutyDecided) -> Result<(), Refusal> {
        if body.until.is_some() && body.choice != DutyChoice::Delayed {
            return Err(Refusal::Pointless("only what is served later has an end"));
        }
        body.dissent.as_ref().map_or(Ok(()), |dissent| self.on_roster(dissent.person))
    }

    fn corrects(&self, body: &EntryCorrected) -> Result<(), Refusal> {
        self.entry_exists(body.entry)?;
        if let Some(person) = body.by {
            self.on_roster(person)?;
        }
        let empty = body.text.is_none()
            && body.at.is_none()
            && body.by.is_none()
            && body.via.is_none()
            && body.outcome.is_none();
        if empty {
            return Err(Refusal::Pointless("say what is right: a text, or at=, by=, via=, outcome="));
        }
        match (body.outcome, &body.step) {
            (Some(_), Some(step)) => match self.seen(step)?.status {
                Status::Settled(_) | Status::Failing(_) => Ok(()),
                Status::Open | Status::Awaits(_) => Err(Refusal::NoOutcome(step.clone())),
            },
            (Some(_), None) => Err(Refusal::Pointless("that entry gave no step its outcome")),
            (None, _) => Ok(()),
        }
    }
}

/// Whether somebody responds to the incident with it. The rest is said about the incident, the people or the record.
fn is_played(event: &Event) -> bool {
    matches!(
        event,
        Event::InjectReleased(_)
            | Event::QuestionAnswered(_)
            | Event::Told(_)
            | Event::SignalRecorded(_)
            | Event::TaskAdded(_)
            | Event::TaskSettled(_)
            | Event::EvidenceTaken(_)
            | Event::EvidenceSettled(_)
            | Event::CustodyTransferred(_)
            | Event::HandoverOffered(_)
            | Event::HandoverAccepted(_)
            | Event::NoticeSent(_)
            | Event::DutyDecided(_)
            | Event::WordingSet(_)
            | Event::DraftSigned(_)
    )
}
