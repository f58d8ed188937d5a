//! What people write down: notes, who was told, signals, tasks.

use crate::base::id::{IncidentUid, PersonId, RoleId, Seq, TaskId};
use crate::base::time::{Claimed, Timestamp};
use crate::fact::value::PassageRef;
use crate::incident::key::StepKey;
use crate::record::label::Label;

/// What a note is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Marker {
    /// A plain note.
    Note,
    /// A decision that no step asked for.
    Decision,
    /// An open question.
    Question,
}

/// Where an early signal came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum SignalSource {
    /// Own monitoring.
    Monitoring,
    /// A member of staff.
    Staff,
    /// A customer or another data subject.
    Customer,
    /// A processor or supplier.
    Processor,
    /// A security researcher.
    Researcher,
    /// Press or social media.
    Press,
    /// An authority.
    Authority,
    /// A bank, acquirer or card brand.
    Bank,
    /// Whoever did it.
    Attacker,
    /// Somebody else.
    Other,
}

/// Every source with its word.
pub(crate) const SIGNAL_SOURCES: [(SignalSource, &str); 10] = [
    (SignalSource::Monitoring, "monitoring"),
    (SignalSource::Staff, "staff"),
    (SignalSource::Customer, "customer"),
    (SignalSource::Processor, "processor"),
    (SignalSource::Researcher, "researcher"),
    (SignalSource::Press, "press"),
    (SignalSource::Authority, "authority"),
    (SignalSource::Bank, "bank"),
    (SignalSource::Attacker, "attacker"),
    (SignalSource::Other, "other"),
];

impl SignalSource {
    /// The word for it.
    pub(crate) fn word(self) -> &'static str {
        SIGNAL_SOURCES.iter().find(|(source, _)| *source == self).map_or("", |(_, word)| word)
    }
}

/// How a task ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum TaskEnd {
    /// It was done.
    Done,
    /// It is no longer wanted.
    Dropped,
}

bodies! {
    /// A note that came from another incident.
    struct Origin {
        incident: IncidentUid,
        entry: Seq,
    }

    /// A note.
    struct NoteTaken {
        text: PassageRef,
        marker: Marker,
    }
    maybe {
        /// The open question that it answers.
        answers: Seq,
        /// The step at which it was taken.
        step: StepKey,
        /// Where it was first written.
        from: Origin,
    }
    many {
        labels: Label,
    }

    /// Somebody was informed, or could not be reached.
    struct Told {
        who: PassageRef,
        answered: bool,
    }
    maybe {
        text: PassageRef,
    }

    /// An early signal, also one that was dismissed.
    struct SignalRecorded {
        source: SignalSource,
        received: Claimed,
        text: PassageRef,
    }
    maybe {
        read_by: PersonId,
        read_at: Claimed,
        triage: PassageRef,
    }
    flags {
        dismissed,
    }

    /// A task that no playbook has.
    struct TaskAdded {
        task: TaskId,
        text: PassageRef,
    }
    maybe {
        role: RoleId,
        person: PersonId,
        due: Timestamp,
    }

    /// A task ended.
    struct TaskSettled {
        task: TaskId,
        end: TaskEnd,
    }
    maybe {
        note: PassageRef,
    }
}
