//! What only exercises have: their clock, the injects that players are given, what evaluators see and how they rate it. The script of an
//! exercise is no part of these bodies: players read the record while they play.

use crate::base::digest::Digest;
use crate::base::id::{CriticalTaskId, ExpectationId, InjectId, ModuleId, OptionId, RoleId, Seq};
use crate::base::time::Timestamp;
use crate::fact::value::PassageRef;
use crate::record::label::Label;

/// What was done to the clock of an exercise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ClockAct {
    /// Play begins (STARTEX).
    Start,
    /// Play rests; no time passes in the story.
    Pause,
    /// Play goes on.
    Resume,
    /// The story moves forward at once: "it is now Monday 08:00".
    Jump,
    /// A module begins where the story stands.
    Module,
    /// The story runs at another rate.
    Rate,
    /// The real-world stop word was said. Play rests until somebody resumes it.
    Stop,
    /// Play is over (ENDEX).
    End,
}

/// How an inject came to the players.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ReleasedBy {
    /// Its rule held.
    Rule,
    /// The facilitator released it.
    Facilitator,
    /// Players asked the right source for it.
    Request,
    /// The facilitator thought of it during play; the script has none of its id.
    Improvised,
}

/// What became of an inject otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum InjectFate {
    /// The facilitator keeps it back, though its rule may hold.
    Held,
    /// It is no longer kept back.
    Freed,
    /// It is left out.
    Skipped,
    /// A player has read it.
    Read,
    /// It was wrong; players are to forget it.
    Recalled,
}

/// What somebody saw who looks back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ObservationKind {
    /// Worth keeping.
    Strength,
    /// Worth mending.
    Improvement,
    /// Neither.
    Neutral,
    /// Why it came to the incident, or to what went wrong in the response.
    Cause,
}

/// Every kind with its word.
pub(crate) const OBSERVATION_KINDS: [(ObservationKind, &str); 4] = [
    (ObservationKind::Strength, "strength"),
    (ObservationKind::Improvement, "improvement"),
    (ObservationKind::Neutral, "neutral"),
    (ObservationKind::Cause, "cause"),
];

impl ObservationKind {
    /// The word for it.
    pub(crate) fn word(self) -> &'static str {
        OBSERVATION_KINDS.iter().find(|(kind, _)| *kind == self).map_or("", |(_, word)| word)
    }
}

/// How far something that was expected came about, as an evaluator saw it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum SeenAs {
    /// It came about.
    Met,
    /// In part.
    Partly,
    /// It did not.
    NotMet,
}

/// The rating of a critical task (HSEEP 2020, exercise evaluation). `M` means that the aim was met and something else suffered for it;
/// it does not mean "missed".
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Rating {
    /// P: the aim was met and nothing else was harmed.
    Performed,
    /// S: the aim was met; there is room to improve.
    SomeChallenges,
    /// M: the aim was met, and it harmed other activities, raised a risk or broke the plan.
    MajorChallenges,
    /// U: the aim was not met.
    Unable,
    /// Nobody saw enough to tell. Never counts as done.
    NotObserved,
}

bodies! {
    /// The clock of an exercise was set. The times of the entry itself are those before.
    struct ExerciseClockSet {
        act: ClockAct,
        /// Time in the story from now on.
        story: Timestamp,
        /// How many minutes of the story pass in a minute of play while it runs.
        rate: u32,
    }
    maybe {
        why: PassageRef,
        /// A module that begins with it.
        module: ModuleId,
        /// SHA-256 of the script, whose text comes into the record when play is over.
        scenario: Digest,
    }
    flags {
        /// The program plays the facilitator; said when play begins.
        alone,
    }

    /// Players were given an inject.
    struct InjectReleased {
        inject: InjectId,
        released: ReleasedBy,
        /// JSON with `title`, `from`, `channel`, `body`, `attachments` and `questions`: all that players may see.
        card: PassageRef,
    }
    many {
        /// To whom; to all, when left out.
        to: RoleId,
    }

    /// Something else became of an inject.
    struct InjectSettled {
        inject: InjectId,
        fate: InjectFate,
    }
    maybe {
        why: PassageRef,
    }

    /// Players answered a question that came with an inject. The first answer counts; whether it is right stands in the script.
    struct QuestionAnswered {
        inject: InjectId,
        question: ExpectationId,
    }
    maybe {
        /// The figure that was asked for.
        figure: i64,
    }
    many {
        /// What was chosen.
        chosen: OptionId,
    }

    /// What an evaluator of an exercise saw, or somebody who looks back at an incident.
    struct ObservationMade {
        kind: ObservationKind,
        text: PassageRef,
    }
    maybe {
        task: CriticalTaskId,
        inject: InjectId,
        /// An expectation that only a person can judge, or that the evaluator judges otherwise than the program.
        expectation: ExpectationId,
        seen: SeenAs,
        /// An entry that shows it.
        entry: Seq,
    }
    many {
        labels: Label,
    }

    /// An evaluator rated a critical task. The last rating counts; all are kept.
    struct TaskRated {
        task: CriticalTaskId,
        rating: Rating,
        /// Why.
        text: PassageRef,
    }
    maybe {
        /// What the program had proposed.
        proposed: Rating,
    }

    /// A sheet of feedback without a name was typed in: the entry tells who typed, not who wrote it.
    struct FeedbackGiven {}
    maybe {
        /// What went well.
        well: PassageRef,
        /// What should be mended.
        mend: PassageRef,
        /// What was missing.
        missing: PassageRef,
    }
    many {
        /// From 1 to 5 for each sentence of the sheet, in its order; 0 where it was left out.
        marks: u8,
    }
}

impl ObservationMade {
    /// Whether it names what only exercises have.
    pub(crate) fn is_of_an_exercise(&self) -> bool {
        self.task.is_some() || self.inject.is_some() || self.expectation.is_some() || self.seen.is_some()
    }
}

/// The highest mark on a sheet of feedback.
pub(crate) const HIGHEST_MARK: u8 = 5;

impl FeedbackGiven {
    /// What was written, in the order of the sheet.
    pub(crate) fn words(&self) -> [Option<PassageRef>; 3] {
        [self.well, self.mend, self.missing]
    }
}

impl Rating {
    /// The letter of the doctrine.
    pub(crate) fn letter(self) -> &'static str {
        match self {
            Self::Performed => "P",
            Self::SomeChallenges => "S",
            Self::MajorChallenges => "M",
            Self::Unable => "U",
            Self::NotObserved => "N/O",
        }
    }

    /// What the letter means.
    pub(crate) fn meaning(self) -> &'static str {
        match self {
            Self::Performed => "performed: the aim was met and nothing else was harmed",
            Self::SomeChallenges => "some challenges: the aim was met, with room to improve",
            Self::MajorChallenges => {
                "major challenges: the aim was met, but it harmed other work, raised a risk or broke the plan"
            }
            Self::Unable => "unable: the aim was not met",
            Self::NotObserved => "not observed",
        }
    }

    /// Reads the letter, in either case; `n/o` and `no` are "not observed".
    pub(crate) fn parse(text: &str) -> Option<Self> {
        match text.trim().to_ascii_lowercase().as_str() {
            "p" => Some(Self::Performed),
            "s" => Some(Self::SomeChallenges),
            "m" => Some(Self::MajorChallenges),
            "u" => Some(Self::Unable),
            "n/o" | "no" => Some(Self::NotObserved),
            _other => None,
        }
    }
}
