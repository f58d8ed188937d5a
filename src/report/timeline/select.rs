//! Which entries a timeline shows, and in which order. The same selection serves every format. Must not describe anything.

use super::lane::contains_damage;
use super::mark::Marks;
use super::{Detail, Options, ReportError};
use crate::base::id::{FactId, Seq};
use crate::base::time::Timestamp;
use crate::incident::event::Event;
use crate::incident::event::exercise::ClockAct;
use crate::incident::event::note::Marker;
use crate::incident::key::StepKey;
use crate::incident::state::State;
use crate::playbook::kind::KindWord;
use crate::record::entry::Entry;
use crate::report::describe::scene::Vocabulary;

/// The entries that a view may know of: the first `at_size`, and of these what was recorded by `as_of`.
pub(super) fn known<'a>(
    entries: &'a [Entry],
    options: &Options,
) -> Result<(&'a [Entry], usize), ReportError> {
    let size = match options.at_size {
        None => entries.len(),
        Some(Seq(wanted)) => usize::try_from(wanted)
            .ok()
            .filter(|size| (1..=entries.len()).contains(size))
            .ok_or(ReportError::Size { asked: Seq(wanted), size: entries.len() })?,
    };
    let sized = entries.get(..size).unwrap_or(entries);
    let by_then = |then: Timestamp| {
        sized.iter().rposition(|entry| entry.stamp.lived() <= then).map_or(0, |last| last + 1)
    };
    let until = options.as_of.map_or(size, by_then);
    match sized.get(..until) {
        Some(known) if !known.is_empty() => Ok((known, size)),
        Some(_) | None => Err(ReportError::Nothing),
    }
}

/// Facts of the key timeline that are no anchors.
const KEY_FACTS: [&str; 5] =
    ["severity", "contained_at", "eradicated_at", "recovered_at", "personal_data_involved"];

/// What the key timeline is made of.
pub(super) struct KeyRule<'a> {
    pub(super) state: &'a State,
    pub(super) vocabulary: Vocabulary<'a>,
    pub(super) marks: &'a Marks,
}

impl KeyRule<'_> {
    /// Whether an entry belongs to the key timeline.
    pub(super) fn holds(&self, entry: &Entry) -> bool {
        // What is counted as corrected or withdrawn is shown, with what is right beside it.
        let is_wrong = self
            .marks
            .get(&entry.seq)
            .is_some_and(|marks| marks.iter().any(|mark| mark.kind.is_correction()));
        is_wrong || self.state.starred().contains(&entry.seq) || self.by_event(&entry.draft.event)
    }

    #[expect(clippy::too_many_lines, reason = "one table: an arm for each kind")]
    fn by_event(&self, event: &Event) -> bool {
        match event {
            Event::IncidentOpened(_)
            | Event::IncidentClosed(_)
            | Event::IncidentReopened(_)
            | Event::HandoverAccepted(_)
            | Event::Told(_)
            | Event::SignalRecorded(_)
            | Event::DecisionTaken(_)
            | Event::GateOverridden(_)
            | Event::NoticeSent(_)
            | Event::EntryCorrected(_)
            | Event::StepUndone(_)
            | Event::DraftSigned(_)
            | Event::DutyDecided(_)
            | Event::Erased(_)
            | Event::Restored(_)
            | Event::CopyMerged(_)
            | Event::HoldSet(_)
            | Event::InjectReleased(_)
            | Event::TaskRated(_) => true,
            Event::ExerciseClockSet(body) => {
                !matches!(body.act, ClockAct::Pause | ClockAct::Resume | ClockAct::Rate)
            }
            Event::NoteTaken(body) => body.marker == Marker::Decision,
            Event::FactStated(body) => self.is_key_fact(&body.fact) && !self.was_decided(body.step.as_ref()),
            Event::FactUnknown(body) => self.is_key_fact(&body.fact) && !self.was_decided(body.step.as_ref()),
            Event::FactCorrected(body) => self.is_key_fact(&body.fact),
            Event::FactConfirmed(body) => self.is_key_fact(&body.fact),
            Event::StepCompleted(body) => contains_damage(&body.step, self.state),
            Event::StepFailed(body) => contains_damage(&body.step, self.state),
            Event::StepSkipped(body) => contains_damage(&body.step, self.state),
            Event::StepRefused(body) => contains_damage(&body.step, self.state),
            Event::SittingBegan(_)
            | Event::ClockStepped(_)
            | Event::PersonAdded(_)
            | Event::PersonChanged(_)
            | Event::RoleSet(_)
            | Event::HandoverOffered(_)
            | Event::TaskAdded(_)
            | Event::TaskSettled(_)
            | Event::Progressed(_)
            | Event::FailureSettled(_)
            | Event::StepReopened(_)
            | Event::StepOpenedEarly(_)
            | Event::StepAssigned(_)
            | Event::StepClaimed(_)
            | Event::StepReleased(_)
            | Event::ItemTicked(_)
            | Event::StepApproved(_)
            | Event::WaitPolled(_)
            | Event::IterationSettled(_)
            | Event::ReviewCleared(_)
            | Event::PlaybookJoined(_)
            | Event::EvidenceTaken(_)
            | Event::EvidenceSettled(_)
            | Event::CustodyTransferred(_)
            | Event::EvidenceChecked(_)
            | Event::Labelled(_)
            | Event::Starred(_)
            | Event::InjectSettled(_)
            | Event::QuestionAnswered(_)
            | Event::ObservationMade(_)
            | Event::FeedbackGiven(_)
            | Event::SessionHeld(_)
            | Event::TookPart(_)
            | Event::ActionAdded(_)
            | Event::ActionChanged(_)
            | Event::ActionEnded(_)
            | Event::ActionRetested(_)
            | Event::Linked(_)
            | Event::WordingSet(_)
            | Event::EntryMoved(_)
            | Event::Produced(_)
            | Event::CheckpointMade(_)
            | Event::AnchorAdded(_) => false,
        }
    }

    /// Whether a fact came from a decision, which the key timeline shows anyway.
    fn was_decided(&self, step: Option<&StepKey>) -> bool {
        let opened = step.and_then(|key| self.state.step(key)).and_then(|step| step.opened.as_ref());
        opened.is_some_and(|opened| opened.kind == KindWord::Decision)
    }

    /// Anchors, the moments at which the incident turned, and how severe it is.
    fn is_key_fact(&self, fact: &FactId) -> bool {
        let row = self.vocabulary.fact(fact);
        KEY_FACTS.contains(&fact.as_str()) || row.is_some_and(|row| !row.anchors.is_empty())
    }
}

/// Whether all that an entry says stands in the row of the entry that it concerns, with its number, person, time and reason.
fn stands_beside(event: &Event) -> bool {
    matches!(event, Event::EntryCorrected(_) | Event::StepUndone(_))
}

/// Whether a row is shown.
pub(super) fn shows(entry: &Entry, key: bool, options: &Options) -> bool {
    let recent = options.since.is_none_or(|since| entry.stamp.lived() >= since);
    let wanted = match options.detail {
        Detail::Key => key && !(options.since.is_none() && stands_beside(&entry.draft.event)),
        Detail::Full => true,
    };
    recent && wanted
}

/// Numbers of entries that carry marks of some kind.
pub(super) fn marked(marks: &Marks, is: impl Fn(&super::mark::Mark) -> bool) -> Vec<Seq> {
    marks.iter().filter(|(_, marks)| marks.iter().any(&is)).map(|(seq, _)| *seq).collect()
}
