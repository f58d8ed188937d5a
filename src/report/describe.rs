//! One plain sentence for each kind of event, used by the timeline, the log and the status. A sentence does not say who or when:
//! that stands beside it. Must not decide what is shown or in which order.

mod condition;
mod draft;
mod duty;
mod evidence;
mod exercise;
mod fact;
mod improvement;
mod keeping;
mod lifecycle;
mod note;
mod people;
pub(crate) mod progress;
mod proof;
pub(crate) mod scene;
mod step;
mod training;

use crate::base::id::Seq;
use crate::incident::event::Event;
use crate::record::entry::Entry;
use scene::Scene;

pub(crate) use evidence::holding;
pub(crate) use keeping::ranges;

/// What somebody wrote, kept apart because a correction may replace it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Said {
    /// What it is: `Reason`, `Note`; empty where the lead already tells.
    pub(crate) label: &'static str,
    /// The words.
    pub(crate) text: String,
}

/// Something more that an entry says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Detail {
    /// What it is.
    pub(crate) name: &'static str,
    /// Its value.
    pub(crate) value: String,
    /// The entry that it comes from, where that is another one.
    pub(crate) entry: Option<Seq>,
}

/// What an entry says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Sentence {
    /// What happened, in the words of the program, without a full stop; empty for a plain note.
    pub(crate) lead: String,
    /// What the person wrote.
    pub(crate) said: Option<Said>,
    /// What else is known of it.
    pub(crate) details: Vec<Detail>,
}

impl Sentence {
    fn new(lead: impl Into<String>) -> Self {
        Self { lead: lead.into(), ..Self::default() }
    }

    fn says(mut self, label: &'static str, text: Option<String>) -> Self {
        self.said = text.map(|text| Said { label, text });
        self
    }

    fn with(mut self, name: &'static str, value: Option<String>) -> Self {
        self.details.extend(value.map(|value| Detail { name, value, entry: None }));
        self
    }

    fn with_list(self, name: &'static str, values: &[String]) -> Self {
        self.with(name, (!values.is_empty()).then(|| values.join(" / ")))
    }

    fn beside(mut self, name: &'static str, value: String, entry: Option<Seq>) -> Self {
        self.details.push(Detail { name, value, entry });
        self
    }

    /// The sentence on one line, details left out.
    pub(crate) fn text(&self) -> String {
        match &self.said {
            None => full_stop(&self.lead),
            Some(said) if self.lead.is_empty() => said.text.clone(),
            Some(said) if said.label.is_empty() => format!("{} {}", led(&self.lead), said.text),
            Some(said) => format!("{} {}: {}", full_stop(&self.lead), said.label, said.text),
        }
    }
}

/// Leads over to what was said.
pub(crate) fn led(lead: &str) -> String {
    if lead.ends_with(['?', ':']) { lead.to_owned() } else { format!("{lead}:") }
}

/// Ends a sentence, unless it has an end.
pub(crate) fn full_stop(lead: &str) -> String {
    if lead.is_empty() || lead.ends_with(['.', '?', '!']) { lead.to_owned() } else { format!("{lead}.") }
}

/// Says what an entry says.
#[expect(clippy::too_many_lines, reason = "one table: an arm for each kind")]
pub(crate) fn describe(entry: &Entry, scene: &Scene<'_>) -> Sentence {
    let seq = entry.seq;
    match &entry.draft.event {
        Event::IncidentOpened(body) => lifecycle::opened(body, scene),
        Event::SittingBegan(body) => lifecycle::sitting(body, scene),
        Event::ClockStepped(body) => lifecycle::clock(body),
        Event::IncidentClosed(body) => lifecycle::closed(body, scene),
        Event::IncidentReopened(body) => lifecycle::reopened(body, scene),
        Event::PersonAdded(body) => people::added(body, scene),
        Event::PersonChanged(body) => people::changed(body, scene),
        Event::RoleSet(body) => people::role(body, scene),
        Event::HandoverOffered(body) => people::offered(body, scene),
        Event::HandoverAccepted(body) => people::accepted(body, scene),
        Event::NoteTaken(body) => note::note(body, scene),
        Event::Told(body) => note::told(body, scene),
        Event::SignalRecorded(body) => note::signal(body, scene),
        Event::TaskAdded(body) => note::task_added(body, scene),
        Event::TaskSettled(body) => note::task_settled(body, scene),
        Event::FactStated(body) => fact::stated(body, seq, scene),
        Event::FactUnknown(body) => fact::unknown(body, seq, scene),
        Event::FactCorrected(body) => fact::corrected(body, seq, scene),
        Event::FactConfirmed(body) => fact::confirmed(body, scene),
        Event::Progressed(body) => progress::progressed(&body.changes, scene),
        Event::StepCompleted(body) => step::completed(body, scene),
        Event::StepFailed(body) => step::failed(body, scene),
        Event::FailureSettled(body) => step::failure_settled(body, scene),
        Event::StepSkipped(body) => step::skipped(body, scene),
        Event::StepRefused(body) => step::refused(body, scene),
        Event::StepUndone(body) => step::undone(body, scene),
        Event::StepReopened(body) => step::reopened(body, scene),
        Event::StepOpenedEarly(body) => step::opened_early(body, scene),
        Event::StepAssigned(body) => step::assigned(body, scene),
        Event::StepClaimed(body) => step::claimed(&body.step, scene),
        Event::StepReleased(body) => step::released(&body.step, scene),
        Event::ItemTicked(body) => step::ticked(body, scene),
        Event::DecisionTaken(body) => step::decided(body, scene),
        Event::StepApproved(body) => step::approved(body, scene),
        Event::GateOverridden(body) => step::overridden(body, scene),
        Event::NoticeSent(body) => evidence::sent(body, scene),
        Event::DutyDecided(body) => duty::decided(body, scene),
        Event::WaitPolled(body) => step::polled(body, scene),
        Event::IterationSettled(body) => step::iteration(body, scene),
        Event::ReviewCleared(body) => step::review_cleared(body, scene),
        Event::PlaybookJoined(body) => step::joined(body, scene),
        Event::EvidenceTaken(body) => evidence::taken(body, scene),
        Event::EvidenceSettled(body) => evidence::settled(body, scene),
        Event::CustodyTransferred(body) => evidence::transferred(body, scene),
        Event::EvidenceChecked(body) => evidence::checked(body),
        Event::EntryCorrected(body) => keeping::corrected(body, scene),
        Event::Labelled(body) => keeping::labelled(body, scene),
        Event::Starred(body) => keeping::starred(body),
        Event::Erased(body) => keeping::erased(body, scene),
        Event::Linked(body) => keeping::linked(body),
        Event::EntryMoved(body) => keeping::moved(body, scene),
        Event::Produced(body) => keeping::produced(body, scene),
        Event::CheckpointMade(body) => proof::checkpoint(body, scene),
        Event::AnchorAdded(body) => proof::anchor(body, scene),
        Event::HoldSet(body) => proof::hold(body, scene),
        Event::CopyMerged(body) => proof::merged(body),
        Event::WordingSet(body) => draft::wording(body, scene),
        Event::DraftSigned(body) => draft::signed(body, scene),
        Event::Restored(body) => keeping::restored(body, scene),
        Event::ExerciseClockSet(body) => exercise::clock(body, scene),
        Event::InjectReleased(body) => exercise::released(body, scene),
        Event::InjectSettled(body) => exercise::settled(body, scene),
        Event::QuestionAnswered(body) => exercise::answered(body),
        Event::ObservationMade(body) => exercise::observed(body, scene),
        Event::TaskRated(body) => exercise::rated(body, scene),
        Event::FeedbackGiven(body) => exercise::feedback(body, scene),
        Event::SessionHeld(body) => training::held(body, scene),
        Event::TookPart(body) => training::part(body, scene),
        Event::ActionAdded(body) => improvement::added(body, scene),
        Event::ActionChanged(body) => improvement::changed(body, scene),
        Event::ActionEnded(body) => improvement::ended(body, scene),
        Event::ActionRetested(body) => improvement::retested(body, scene),
    }
}

#[cfg(test)]
mod tests;
