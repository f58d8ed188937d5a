//! Who was taught what. Names are on the cards of people and can be erased; what stays says nothing of a person but a number.

use crate::base::digest::Digest;
use crate::base::id::{PersonId, RoleId, Seq};
use crate::base::time::{Claimed, Timestamp};
use crate::fact::value::PassageRef;

/// How people were taught.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Teaching {
    /// A micro-exercise.
    Micro,
    /// A discussion around a table.
    Tabletop,
    /// Hands on the systems.
    Functional,
    /// A talk.
    Briefing,
    /// What came of a test with false mails was talked through.
    PhishingDebrief,
}

/// Every kind of teaching with its word.
pub(crate) const TEACHINGS: [(Teaching, &str); 5] = [
    (Teaching::Micro, "micro"),
    (Teaching::Tabletop, "tabletop"),
    (Teaching::Functional, "functional"),
    (Teaching::Briefing, "briefing"),
    (Teaching::PhishingDebrief, "phishing-debrief"),
];

impl Teaching {
    /// The word for it.
    pub(crate) fn word(self) -> &'static str {
        TEACHINGS.iter().find(|(teaching, _)| *teaching == self).map_or("", |(_, word)| word)
    }
}

/// The part that somebody had in a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Part {
    /// Was taught, or played.
    Player,
    /// Looked on.
    Observer,
    /// Wrote down what others did.
    Evaluator,
    /// Led it.
    Facilitator,
    /// Played those who are not in the room.
    WhiteCell,
}

/// Every part with its word.
pub(crate) const PARTS: [(Part, &str); 5] = [
    (Part::Player, "player"),
    (Part::Observer, "observer"),
    (Part::Evaluator, "evaluator"),
    (Part::Facilitator, "facilitator"),
    (Part::WhiteCell, "white-cell"),
];

impl Part {
    /// Whether it teaches: who leads an exercise knows what comes, and learns nothing of how they would have responded.
    pub(crate) fn is_taught(self) -> bool {
        match self {
            Self::Player | Self::Observer | Self::Evaluator => true,
            Self::Facilitator | Self::WhiteCell => false,
        }
    }

    /// The word for it.
    pub(crate) fn word(self) -> &'static str {
        PARTS.iter().find(|(part, _)| *part == self).map_or("", |(_, word)| word)
    }
}

/// How somebody works for the organisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Employment {
    /// Employed.
    Staff,
    /// Hired for a time.
    Contractor,
    /// Works for a supplier.
    Supplier,
    /// Of the management body, whose training NIS2 Art. 20(2) asks for by name.
    ManagementBody,
}

/// Every kind of employment with its word.
pub(crate) const EMPLOYMENTS: [(Employment, &str); 4] = [
    (Employment::Staff, "staff"),
    (Employment::Contractor, "contractor"),
    (Employment::Supplier, "supplier"),
    (Employment::ManagementBody, "management-body"),
];

impl Employment {
    /// The word for it.
    pub(crate) fn word(self) -> &'static str {
        EMPLOYMENTS.iter().find(|(employment, _)| *employment == self).map_or("", |(_, word)| word)
    }
}

bodies! {
    /// A session was held.
    struct SessionHeld {
        teaching: Teaching,
        /// Id of the content.
        content: String,
        title: String,
        version: String,
        /// SHA-256 of the content.
        sha256: Digest,
        began: Claimed,
        minutes: u32,
    }
    maybe {
        /// Who led it, with what makes them fit for it.
        led_by: PassageRef,
        place: PassageRef,
        /// BCP 47.
        language: String,
    }
    many {
        /// Which rules ask for it.
        tags: String,
    }

    /// Somebody took part. A later entry on the same person and session replaces an earlier one; both stay.
    struct TookPart {
        session: Seq,
        person: PersonId,
        part: Part,
        employment: Employment,
    }
    maybe {
        /// The role in the response plan.
        role: RoleId,
        /// Percent of the points.
        score: u32,
        /// Percent that it takes to pass.
        pass: u32,
        /// Which attempt of this person it was, from 1.
        attempt: u32,
        /// When it is due again.
        due: Timestamp,
        /// By which rule.
        rule: String,
        /// What shows that the person was there.
        proof: PassageRef,
        follow_up: PassageRef,
    }
    flags {
        passed,
        /// The person confirmed what the content asks to confirm.
        acknowledged,
    }
}
