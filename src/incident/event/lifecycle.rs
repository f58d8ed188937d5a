//! The incident as a whole, the sittings in which it was worked on, and our clock.

use crate::base::digest::Digest;
use crate::base::id::{FactId, PlaybookId, Seq};
use crate::fact::value::PassageRef;
use crate::incident::key::StepKey;

/// Whether it is real. In the first entry; can never change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Mode {
    /// A real incident.
    Live,
    /// An exercise; every page says so.
    Exercise,
    /// No incident at all: who was taught what.
    Training,
}

/// Every mode with its word and the one that stands on papers.
const MODES: [(Mode, &str, &str); 3] = [
    (Mode::Live, "live", "LIVE"),
    (Mode::Exercise, "exercise", "EXERCISE"),
    (Mode::Training, "training", "TRAINING RECORD"),
];

impl Mode {
    /// The word for programs.
    pub(crate) fn word(self) -> &'static str {
        MODES.iter().find(|(mode, ..)| *mode == self).map_or("", |(_, word, _)| word)
    }

    /// The words for people.
    pub(crate) fn mark(self) -> &'static str {
        MODES.iter().find(|(mode, ..)| *mode == self).map_or("", |(.., mark)| mark)
    }

    /// Reads the word.
    pub(crate) fn parse(word: &str) -> Option<Self> {
        MODES.iter().find(|(_, known, _)| *known == word).map(|(mode, ..)| *mode)
    }
}

/// How well the machine's clock was kept when a sitting began.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum TimeSync {
    /// The kernel says that the clock is synchronised.
    Synchronised,
    /// The kernel says that it is not.
    Unsynchronised,
    /// The system does not tell.
    Unknown,
}

bodies! {
    /// A playbook fixed by the hash of its bytes; the bytes are in the table of sources.
    struct Pin {
        id: PlaybookId,
        version: String,
        sha256: Digest,
    }

    /// Entry 1.
    struct IncidentOpened {
        /// Public id such as `INC-2026-K7QD`: random, so that it does not tell how many came before.
        id: String,
        /// Speakable, lower case.
        codename: String,
        mode: Mode,
        /// IANA name; times are typed and read in it.
        zone: String,
        playbook: Pin,
        /// SHA-256 of the fact catalogue in use.
        catalogue: Digest,
    }
    maybe {
        title: PassageRef,
        /// SHA-256 of the organisation profile as it was then.
        organisation: Digest,
        /// SHA-256 of the scenario of an exercise.
        scenario: Digest,
    }
    many {
        /// Blocks and playbooks that the playbook may use, each fixed.
        library: Pin,
    }
    flags {
        /// Ids and salts come from a seed and times from the exercise clock.
        seeded,
    }

    /// A terminal, a user or a version that was not seen before in this incident.
    struct SittingBegan {
        number: u32,
        /// JSON with `account` and `host`.
        place: PassageRef,
        tool: String,
        sqlite: String,
        time_sync: TimeSync,
    }
    maybe {
        /// Fingerprint of the signing key, when there is one.
        key: String,
    }

    /// The wall clock and the monotonic clock of one boot moved apart by more than two seconds.
    struct ClockStepped {
        /// Microseconds that the wall clock gained on the monotonic clock; negative when it was set back.
        gained: i64,
    }

    /// The incident was closed. It still takes notes, evidence, notices and letters.
    struct IncidentClosed {}
    maybe {
        /// Needed when runs are still open.
        why: PassageRef,
    }
    many {
        /// Facts that were asked for and are not known.
        unknown: FactId,
        /// Steps that were open.
        open: StepKey,
    }

    /// A closed incident is worked on again.
    struct IncidentReopened {
        why: PassageRef,
        closed: Seq,
    }
}
