//! What is to be better next time: corrective actions, followed until they are closed with what shows it. An action outlives the incident or
//! the exercise that it came from, and so do these entries: a closed record still takes them.

use crate::base::id::{ActionId, EvidenceId, PersonId, ScenarioId, Seq};
use crate::base::time::Timestamp;
use crate::fact::value::PassageRef;

/// What of an organisation an action changes (HSEEP 2020, improvement planning).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Element {
    /// Plans, playbooks, rules.
    Planning,
    /// Who does what, contracts.
    Organisation,
    /// Tools, systems, rooms.
    Equipment,
    /// What people know and can do.
    Training,
    /// What is tried out, and how often.
    Exercise,
}

/// Every element with its word.
pub(crate) const ELEMENTS: [(Element, &str); 5] = [
    (Element::Planning, "planning"),
    (Element::Organisation, "organisation"),
    (Element::Equipment, "equipment"),
    (Element::Training, "training"),
    (Element::Exercise, "exercise"),
];

impl Element {
    /// The word for it.
    pub(crate) fn word(self) -> &'static str {
        ELEMENTS.iter().find(|(element, _)| *element == self).map_or("", |(_, word)| word)
    }
}

/// How much depends on an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Priority {
    /// The next incident may go wrong for want of it.
    High,
    /// It costs time or nerves.
    Medium,
    /// It would be nice.
    Low,
}

/// Every priority with its word.
pub(crate) const PRIORITIES: [(Priority, &str); 3] =
    [(Priority::High, "high"), (Priority::Medium, "medium"), (Priority::Low, "low")];

impl Priority {
    /// The word for it.
    pub(crate) fn word(self) -> &'static str {
        PRIORITIES.iter().find(|(priority, _)| *priority == self).map_or("", |(_, word)| word)
    }
}

/// How an action ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ActionEnd {
    /// It was done, and something shows it.
    Closed,
    /// It is no longer wanted.
    Dropped,
}

impl ActionEnd {
    /// The word for it.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Closed => "closed",
            Self::Dropped => "dropped",
        }
    }
}

bodies! {
    /// A corrective action. Its deadline is a moment of the wall clock, also where it came from an exercise.
    struct ActionAdded {
        action: ActionId,
        text: PassageRef,
        priority: Priority,
    }
    maybe {
        element: Element,
        owner: PersonId,
        due: Timestamp,
        /// The observation or other entry that it answers.
        about: Seq,
        /// The scenario with which it will be tried again.
        retest: ScenarioId,
    }

    /// Something about an action changed. What is left out stays as it was.
    struct ActionChanged {
        action: ActionId,
    }
    maybe {
        text: PassageRef,
        priority: Priority,
        element: Element,
        owner: PersonId,
        due: Timestamp,
        retest: ScenarioId,
        why: PassageRef,
    }
    flags {
        /// It had ended and is open again.
        reopened,
    }

    /// An action ended.
    struct ActionEnded {
        action: ActionId,
        end: ActionEnd,
        /// What shows that it was done, or why it is no longer wanted.
        text: PassageRef,
    }
    many {
        evidence: EvidenceId,
    }

    /// An action was tried in an exercise. One that did not hold is open again.
    struct ActionRetested {
        action: ActionId,
        /// Public id of the exercise.
        exercise: String,
        held: bool,
    }
    maybe {
        text: PassageRef,
    }
}
