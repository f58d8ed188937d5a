//! Everything that can be written into the record. The shape of these bodies is hashed and can never change: a new need is a new
//! event or a new optional member, and a golden test guards the rest. Free text is only ever a `PassageRef`.

/// Declares body types. `maybe` members are left out of the line when there is nothing to say, `many` when empty, `flags` when false.
macro_rules! bodies {
    ($($(#[$doc:meta])* struct $name:ident
        { $($(#[$d1:meta])* $field:ident : $type:ty),* $(,)? }
        $(maybe { $($(#[$d2:meta])* $opt:ident : $opt_type:ty),* $(,)? })?
        $(many { $($(#[$d3:meta])* $list:ident : $list_type:ty),* $(,)? })?
        $(flags { $($(#[$d4:meta])* $flag:ident),* $(,)? })?
    )*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        pub(crate) struct $name {
            $($(#[$d1])* pub(crate) $field: $type,)*
            $($($(#[$d2])* #[serde(default, skip_serializing_if = "Option::is_none")] pub(crate) $opt: Option<$opt_type>,)*)?
            $($($(#[$d3])* #[serde(default, skip_serializing_if = "Vec::is_empty")] pub(crate) $list: Vec<$list_type>,)*)?
            $($($(#[$d4])* #[serde(default, skip_serializing_if = "std::ops::Not::not")] pub(crate) $flag: bool,)*)?
        }
    )*};
}

pub(crate) mod draft;
pub(crate) mod duty;
pub(crate) mod evidence;
pub(crate) mod exercise;
pub(crate) mod fact;
pub(crate) mod improvement;
pub(crate) mod keeping;
pub(crate) mod lifecycle;
pub(crate) mod note;
pub(crate) mod people;
pub(crate) mod progress;
pub(crate) mod proof;
pub(crate) mod step;
pub(crate) mod training;

use draft::{DraftSigned, WordingSet};
use duty::DutyDecided;
use evidence::{CustodyTransferred, EvidenceChecked, EvidenceSettled, EvidenceTaken};
use exercise::{
    ExerciseClockSet, FeedbackGiven, InjectReleased, InjectSettled, ObservationMade, QuestionAnswered,
    TaskRated,
};
use fact::{FactConfirmed, FactCorrected, FactStated, FactUnknown};
use improvement::{ActionAdded, ActionChanged, ActionEnded, ActionRetested};
use keeping::{EntryCorrected, EntryMoved, Erased, Labelled, Linked, Produced, Restored, Starred};
use lifecycle::{ClockStepped, IncidentClosed, IncidentOpened, IncidentReopened, SittingBegan};
use note::{NoteTaken, SignalRecorded, TaskAdded, TaskSettled, Told};
use people::{HandoverAccepted, HandoverOffered, PersonAdded, PersonChanged, RoleSet};
use progress::Progressed;
use proof::{AnchorAdded, CheckpointMade, CopyMerged, HoldSet};
use step::{
    DecisionTaken, FailureSettled, GateOverridden, ItemTicked, IterationSettled, NoticeSent, PlaybookJoined,
    ReviewCleared, StepApproved, StepAssigned, StepClaimed, StepCompleted, StepFailed, StepOpenedEarly,
    StepRefused, StepReleased, StepReopened, StepSkipped, StepUndone, WaitPolled,
};
use training::{SessionHeld, TookPart};

/// Why a stored kind and body are no event.
#[derive(Debug, thiserror::Error)]
pub(crate) enum EventError {
    /// The kind is not known to this version.
    #[error("entry kind `{0}` is not known to this version")]
    Kind(String),
    /// The body does not have the shape of its kind.
    #[error("body of `{kind}` does not fit: {source}")]
    Body {
        /// The kind.
        kind: String,
        /// What is wrong with it.
        source: serde_json::Error,
    },
}

macro_rules! events {
    ($($word:literal => $name:ident,)*) => {
        /// One thing that happened.
        #[derive(Debug, Clone, PartialEq)]
        pub(crate) enum Event {
            $(#[doc = concat!("`", $word, "`")] $name($name),)*
        }

        $(impl From<$name> for Event {
            fn from(body: $name) -> Self {
                Self::$name(body)
            }
        })*

        #[cfg(test)]
        /// Every kind of entry, in the order of the format document.
        pub(crate) const EVENT_WORDS: &[&str] = &[$($word),*];

        impl Event {
            /// The word of the kind in the record.
            pub(crate) fn word(&self) -> &'static str {
                match self {
                    $(Self::$name(_) => $word,)*
                }
            }

            /// Whether a condition or a step can see that it happened. What cannot be seen sets nothing in motion, and is decided
            /// without the playbooks.
            pub(crate) fn may_move_playbooks(&self) -> bool {
                !matches!(
                    self,
                    Self::SittingBegan(_)
                        | Self::ClockStepped(_)
                        | Self::PersonAdded(_)
                        | Self::PersonChanged(_)
                        | Self::NoteTaken(_)
                        | Self::Told(_)
                        | Self::Labelled(_)
                        | Self::Produced(_)
                        | Self::CheckpointMade(_)
                        | Self::AnchorAdded(_)
                        | Self::HoldSet(_)
                        | Self::WordingSet(_)
                        | Self::DraftSigned(_)
                        | Self::DutyDecided(_)
                        | Self::Starred(_)
                        | Self::ExerciseClockSet(_)
                        | Self::InjectReleased(_)
                        | Self::InjectSettled(_)
                        | Self::QuestionAnswered(_)
                        | Self::ObservationMade(_)
                        | Self::TaskRated(_)
                        | Self::FeedbackGiven(_)
                        | Self::SessionHeld(_)
                        | Self::TookPart(_)
                        | Self::ActionAdded(_)
                        | Self::ActionChanged(_)
                        | Self::ActionEnded(_)
                        | Self::ActionRetested(_)
                )
            }

            /// Reads a stored body.
            pub(crate) fn read(kind: &str, body: &str) -> Result<Self, EventError> {
                let wrong = |source| EventError::Body { kind: kind.to_owned(), source };
                match kind {
                    $($word => serde_json::from_str(body).map(Self::$name).map_err(wrong),)*
                    other => Err(EventError::Kind(other.to_owned())),
                }
            }

            /// The body as JSON.
            pub(crate) fn body(&self) -> Result<serde_json::Value, serde_json::Error> {
                match self {
                    $(Self::$name(body) => serde_json::to_value(body),)*
                }
            }
        }
    };
}

events! {
    "incident_opened" => IncidentOpened,
    "sitting_began" => SittingBegan,
    "clock_stepped" => ClockStepped,
    "incident_closed" => IncidentClosed,
    "incident_reopened" => IncidentReopened,
    "person_added" => PersonAdded,
    "person_changed" => PersonChanged,
    "role_set" => RoleSet,
    "handover_offered" => HandoverOffered,
    "handover_accepted" => HandoverAccepted,
    "note_taken" => NoteTaken,
    "told" => Told,
    "signal_recorded" => SignalRecorded,
    "task_added" => TaskAdded,
    "task_settled" => TaskSettled,
    "fact_stated" => FactStated,
    "fact_unknown" => FactUnknown,
    "fact_corrected" => FactCorrected,
    "fact_confirmed" => FactConfirmed,
    "progressed" => Progressed,
    "step_completed" => StepCompleted,
    "step_failed" => StepFailed,
    "failure_settled" => FailureSettled,
    "step_skipped" => StepSkipped,
    "step_refused" => StepRefused,
    "step_undone" => StepUndone,
    "step_reopened" => StepReopened,
    "step_opened_early" => StepOpenedEarly,
    "step_assigned" => StepAssigned,
    "step_claimed" => StepClaimed,
    "step_released" => StepReleased,
    "item_ticked" => ItemTicked,
    "decision_taken" => DecisionTaken,
    "step_approved" => StepApproved,
    "gate_overridden" => GateOverridden,
    "notice_sent" => NoticeSent,
    "duty_decided" => DutyDecided,
    "wait_polled" => WaitPolled,
    "iteration_settled" => IterationSettled,
    "review_cleared" => ReviewCleared,
    "playbook_joined" => PlaybookJoined,
    "evidence_taken" => EvidenceTaken,
    "evidence_settled" => EvidenceSettled,
    "custody_transferred" => CustodyTransferred,
    "evidence_checked" => EvidenceChecked,
    "entry_corrected" => EntryCorrected,
    "labelled" => Labelled,
    "starred" => Starred,
    "erased" => Erased,
    "linked" => Linked,
    "entry_moved" => EntryMoved,
    "produced" => Produced,
    "restored" => Restored,
    "checkpoint_made" => CheckpointMade,
    "anchor_added" => AnchorAdded,
    "hold_set" => HoldSet,
    "copy_merged" => CopyMerged,
    "wording_set" => WordingSet,
    "draft_signed" => DraftSigned,
    "exercise_clock_set" => ExerciseClockSet,
    "inject_released" => InjectReleased,
    "inject_settled" => InjectSettled,
    "question_answered" => QuestionAnswered,
    "observation_made" => ObservationMade,
    "task_rated" => TaskRated,
    "feedback_given" => FeedbackGiven,
    "session_held" => SessionHeld,
    "took_part" => TookPart,
    "action_added" => ActionAdded,
    "action_changed" => ActionChanged,
    "action_ended" => ActionEnded,
    "action_retested" => ActionRetested,
}
