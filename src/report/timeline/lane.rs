//! Lanes: what an entry is about, for the picture and for those who scan a page. Must not decide what is shown.

use crate::base::id::RoleId;
use crate::incident::event::Event;
use crate::incident::event::note::Marker;
use crate::incident::key::StepKey;
use crate::incident::state::State;
use crate::playbook::kind::KindWord;

/// A lane.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Lane {
    /// Early signals.
    Signal,
    /// Decisions, approvals, overrides.
    Decision,
    /// Containment and other technical work.
    Technical,
    /// Privacy, law, communication: who was told what.
    Privacy,
    /// Notices that went out.
    Notice,
    /// Facts stated, left open, corrected.
    Fact,
    /// Evidence and its custody.
    Evidence,
    /// Notes and tasks.
    Note,
    /// The incident, people, roles, handovers.
    Command,
    /// Corrections and whatever else concerns the record.
    Record,
    /// What the program wrote by itself.
    Machine,
}

/// Every lane with its word for programs and its name for people, in the order of the picture. The place in this list is the tone.
pub(crate) const LANES: [(Lane, &str, &str); 11] = [
    (Lane::Signal, "signal", "Signal"),
    (Lane::Decision, "decision", "Decision"),
    (Lane::Technical, "technical", "Technical"),
    (Lane::Privacy, "privacy", "Privacy"),
    (Lane::Notice, "notice", "Notice"),
    (Lane::Fact, "fact", "Fact"),
    (Lane::Evidence, "evidence", "Evidence"),
    (Lane::Note, "note", "Note"),
    (Lane::Command, "command", "Command"),
    (Lane::Record, "record", "Record"),
    (Lane::Machine, "machine", "Program"),
];

impl Lane {
    fn row(self) -> (u8, &'static str, &'static str) {
        let row = (0_u8..).zip(LANES).find(|(_, (lane, ..))| *lane == self);
        row.map_or((0, "", ""), |(tone, (_, word, name))| (tone, word, name))
    }

    /// The word for programs.
    pub(crate) fn word(self) -> &'static str {
        self.row().1
    }

    /// The name for people.
    pub(crate) fn name(self) -> &'static str {
        self.row().2
    }

    /// The tone that marks it.
    pub(crate) fn tone(self) -> u8 {
        self.row().0
    }
}

/// The lane of an event.
#[expect(clippy::too_many_lines, reason = "one table: an arm for each kind")]
pub(crate) fn lane(event: &Event, state: &State) -> Lane {
    match event {
        Event::SignalRecorded(_) | Event::InjectReleased(_) => Lane::Signal,
        Event::DecisionTaken(_)
        | Event::DutyDecided(_)
        | Event::StepApproved(_)
        | Event::GateOverridden(_) => Lane::Decision,
        Event::NoteTaken(body) if body.marker == Marker::Decision => Lane::Decision,
        Event::NoteTaken(_) | Event::TaskAdded(_) | Event::TaskSettled(_) => Lane::Note,
        Event::NoticeSent(_) => Lane::Notice,
        Event::Told(_) | Event::WordingSet(_) | Event::DraftSigned(_) => Lane::Privacy,
        Event::FactStated(_) | Event::FactUnknown(_) | Event::FactCorrected(_) | Event::FactConfirmed(_) => {
            Lane::Fact
        }
        Event::EvidenceTaken(_)
        | Event::EvidenceSettled(_)
        | Event::CustodyTransferred(_)
        | Event::EvidenceChecked(_) => Lane::Evidence,
        Event::IncidentOpened(_)
        | Event::IncidentClosed(_)
        | Event::IncidentReopened(_)
        | Event::PersonAdded(_)
        | Event::PersonChanged(_)
        | Event::RoleSet(_)
        | Event::HandoverOffered(_)
        | Event::HandoverAccepted(_)
        | Event::PlaybookJoined(_)
        | Event::Linked(_)
        | Event::ExerciseClockSet(_)
        | Event::InjectSettled(_)
        | Event::QuestionAnswered(_)
        | Event::ObservationMade(_)
        | Event::SessionHeld(_)
        | Event::TookPart(_)
        | Event::ActionAdded(_)
        | Event::ActionChanged(_)
        | Event::ActionEnded(_)
        | Event::ActionRetested(_)
        | Event::TaskRated(_)
        | Event::FeedbackGiven(_) => Lane::Command,
        Event::ClockStepped(_)
        | Event::EntryCorrected(_)
        | Event::Labelled(_)
        | Event::Starred(_)
        | Event::Erased(_)
        | Event::EntryMoved(_)
        | Event::Produced(_)
        | Event::Restored(_)
        | Event::CheckpointMade(_)
        | Event::AnchorAdded(_)
        | Event::HoldSet(_)
        | Event::CopyMerged(_) => Lane::Record,
        Event::Progressed(_) | Event::SittingBegan(_) => Lane::Machine,
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
        | Event::WaitPolled(_)
        | Event::IterationSettled(_)
        | Event::ReviewCleared(_) => step_of(event).map_or(Lane::Technical, |key| step_lane(key, state)),
    }
}

/// The step that an event is about.
#[expect(clippy::too_many_lines, reason = "one table: an arm for each kind")]
pub(crate) fn step_of(event: &Event) -> Option<&StepKey> {
    match event {
        Event::StepCompleted(body) => Some(&body.step),
        Event::StepFailed(body) => Some(&body.step),
        Event::FailureSettled(body) => Some(&body.step),
        Event::StepSkipped(body) => Some(&body.step),
        Event::StepRefused(body) => Some(&body.step),
        Event::StepUndone(body) => Some(&body.step),
        Event::StepReopened(body) => Some(&body.step),
        Event::StepOpenedEarly(body) => Some(&body.opened.step),
        Event::StepAssigned(body) => Some(&body.step),
        Event::StepClaimed(body) => Some(&body.step),
        Event::StepReleased(body) => Some(&body.step),
        Event::ItemTicked(body) => Some(&body.step),
        Event::DecisionTaken(body) => Some(&body.step),
        Event::StepApproved(body) => Some(&body.step),
        Event::GateOverridden(body) => Some(&body.step),
        Event::WaitPolled(body) => Some(&body.step),
        Event::IterationSettled(body) => Some(&body.step),
        Event::ReviewCleared(body) => Some(&body.step),
        Event::EvidenceSettled(body) => Some(&body.step),
        Event::NoticeSent(body) => body.step.as_ref(),
        Event::PlaybookJoined(body) => body.step.as_ref(),
        Event::EvidenceTaken(body) => body.step.as_ref(),
        Event::NoteTaken(body) => body.step.as_ref(),
        Event::FactStated(body) => body.step.as_ref(),
        Event::FactUnknown(body) => body.step.as_ref(),
        Event::FactCorrected(body) => body.step.as_ref(),
        Event::EntryCorrected(body) => body.step.as_ref(),
        Event::IncidentOpened(_)
        | Event::SittingBegan(_)
        | Event::ClockStepped(_)
        | Event::IncidentClosed(_)
        | Event::IncidentReopened(_)
        | Event::PersonAdded(_)
        | Event::PersonChanged(_)
        | Event::RoleSet(_)
        | Event::HandoverOffered(_)
        | Event::HandoverAccepted(_)
        | Event::Told(_)
        | Event::DutyDecided(_)
        | Event::SignalRecorded(_)
        | Event::TaskAdded(_)
        | Event::TaskSettled(_)
        | Event::FactConfirmed(_)
        | Event::Progressed(_)
        | Event::CustodyTransferred(_)
        | Event::EvidenceChecked(_)
        | Event::Labelled(_)
        | Event::Starred(_)
        | Event::Erased(_)
        | Event::Linked(_)
        | Event::EntryMoved(_)
        | Event::Produced(_)
        | Event::Restored(_)
        | Event::CheckpointMade(_)
        | Event::AnchorAdded(_)
        | Event::HoldSet(_)
        | Event::WordingSet(_)
        | Event::DraftSigned(_)
        | Event::CopyMerged(_)
        | Event::ExerciseClockSet(_)
        | Event::InjectReleased(_)
        | Event::InjectSettled(_)
        | Event::QuestionAnswered(_)
        | Event::ObservationMade(_)
        | Event::SessionHeld(_)
        | Event::TookPart(_)
        | Event::ActionAdded(_)
        | Event::ActionChanged(_)
        | Event::ActionEnded(_)
        | Event::ActionRetested(_)
        | Event::TaskRated(_)
        | Event::FeedbackGiven(_) => None,
    }
}

/// Roles whose work is law, privacy or communication.
const PRIVACY_ROLES: [&str; 5] = ["dpo", "counsel", "communications", "customer-care", "human-resources"];

/// Playbooks whose steps are law, privacy or communication whoever does them.
const PRIVACY_PLAYBOOKS: [&str; 3] = ["privacy-track", "communicate", "card-data-duties"];

fn step_lane(key: &StepKey, state: &State) -> Lane {
    let opened = state.step(key).and_then(|step| step.opened.as_ref());
    let tells = opened.is_some_and(|opened| opened.kind == KindWord::Notify || opened.duty.is_some());
    let role = opened.and_then(|opened| opened.role.as_ref()).map(RoleId::as_str);
    let playbook = state.runs().get(&key.run()).map(|run| run.playbook.id.as_str());
    let private = role.is_some_and(|role| PRIVACY_ROLES.contains(&role))
        || playbook.is_some_and(|playbook| PRIVACY_PLAYBOOKS.contains(&playbook));
    if tells || private { Lane::Privacy } else { Lane::Technical }
}

/// Whether a step belongs to a phase in which the damage is stopped.
pub(crate) fn contains_damage(key: &StepKey, state: &State) -> bool {
    let opened = state.step(key).and_then(|step| step.opened.as_ref());
    opened.is_some_and(|opened| opened.phase.as_str().contains("contain"))
}
