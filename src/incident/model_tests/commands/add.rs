//! What may be added at any time: evidence, notices, tasks, roles, notes; and the end of the incident. Must not touch steps otherwise.

use super::super::reference::Spot;
use super::super::world::{PEOPLE, ROLES, claimed, role, words};
use super::{Responder, step, written};
use crate::base::time::Timestamp;
use crate::incident::command::{Command, StepAct};
use crate::incident::event::Event;
use crate::incident::event::evidence::{EvidenceSettled, EvidenceTaken, Holding, WantedEnd};
use crate::incident::event::lifecycle::IncidentReopened;
use crate::incident::event::note::{Marker, NoteTaken, TaskAdded, TaskEnd, TaskSettled};
use crate::incident::event::people::{HandoverAccepted, HandoverOffered, RoleSet};
use crate::incident::event::step::NoticeSent;
use crate::incident::key::StepKey;

impl Responder<'_> {
    pub(super) fn evidence(&self, spot: Option<&Spot<'_>>) -> EvidenceTaken {
        let wanted = spot.is_some_and(|spot| !spot.step.evidence.is_empty()) && self.tape.chance(50);
        EvidenceTaken {
            evidence: self.state.next_evidence(),
            holding: Holding::Physical,
            name: words("a disk"),
            sha256: None,
            size: None,
            source: None,
            method: None,
            place: None,
            collector: None,
            collected: None,
            step: spot.and_then(|spot| StepKey::parse(&spot.key)),
            item: wanted.then_some(0),
            claimed_hash: false,
        }
    }

    /// The piece that a step asks for is taken, cannot be had, or comes later.
    pub(super) fn wanted(&self, spot: &Spot<'_>) -> Event {
        let step = StepKey::parse(&spot.key).expect("a step's key");
        let settled =
            |end| EvidenceSettled { step, item: 0, end, why: self.tape.chance(70).then(|| words("gone")) };
        match self.tape.below(4) {
            0 => settled(WantedEnd::Unavailable).into(),
            1 => settled(WantedEnd::Later).into(),
            _ => self.evidence(Some(spot)).into(),
        }
    }

    pub(super) fn sent(spot: &Spot<'_>) -> NoticeSent {
        NoticeSent {
            sent: claimed(Timestamp::parse(super::START).expect("a time")),
            step: StepKey::parse(&spot.key),
            duty: None,
            form: None,
            stage: None,
            to: None,
            channel: None,
            controller: None,
            sha256: None,
            version: None,
            approver: None,
            reference: None,
            receipt: None,
            withdrawal: false,
        }
    }

    /// Anything that nobody has to wait for.
    pub(super) fn add(&self) -> Command {
        if let Some(release) = self.release().filter(|_| self.tape.chance(40)) {
            return release;
        }
        match self.tape.below(10) {
            0 => self.task(),
            1 | 2 => self.handover(),
            3 => written(self.evidence(None)),
            4 => written(RoleSet { role: role(self.tape.one(&ROLES)), person: Some(self.tape.one(&PEOPLE)) }),
            5 | 6 => self.claim(),
            _ => self.note(),
        }
    }

    fn task(&self) -> Command {
        let open = self.state.tasks().iter().find(|(_, task)| task.end.is_none()).map(|(id, _)| *id);
        if let Some(task) = open.filter(|_| self.tape.chance(60)) {
            return written(TaskSettled { task, end: TaskEnd::Done, note: None });
        }
        let task = self.state.next_task();
        written(TaskAdded { task, text: words("call the bank"), role: None, person: None, due: None })
    }

    fn handover(&self) -> Command {
        let mine = self.state.offers().iter().find(|(_, offer)| offer.to == self.person);
        if let Some((seq, offer)) = mine {
            return written(HandoverAccepted { offer: *seq, roles: offer.roles.clone() });
        }
        let roles = vec![role(self.tape.one(&ROLES))];
        written(HandoverOffered { to: self.tape.one(&PEOPLE), brief: None, roles })
    }

    /// Says that somebody works on a step.
    fn claim(&self) -> Command {
        let Some(spot) = self.any(|spot| self.view.is_open_work(spot)) else { return self.note() };
        let assign = StepAct::Assign { person: self.tape.one(&PEOPLE), by_time: None };
        step(spot, if self.tape.chance(30) { assign } else { StepAct::Claim })
    }

    /// Says that one no longer does.
    fn release(&self) -> Option<Command> {
        let claimed = |spot: &Spot<'_>| {
            let seen = StepKey::parse(&spot.key).and_then(|key| self.state.step(&key));
            seen.is_some_and(|seen| seen.claims.contains(&self.person))
        };
        self.any(claimed).map(|spot| step(spot, StepAct::Release))
    }

    fn note(&self) -> Command {
        let marker = self.tape.one(&[Marker::Note, Marker::Question]);
        let text = words("a note");
        written(NoteTaken { text, marker, answers: None, step: None, from: None, labels: Vec::new() })
    }

    /// Ends the incident, most often when nothing is open, or opens it again.
    pub(super) fn close(&self) -> Command {
        if let Some(closed) = self.state.closed() {
            return written(IncidentReopened { why: words("it goes on"), closed });
        }
        Command::Close { why: self.tape.chance(30).then(|| words("enough")) }
    }
}
