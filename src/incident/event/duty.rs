//! What people decide on legal duties: that one is served, left out, or served later.

use crate::base::id::{PersonId, Seq};
use crate::base::time::Timestamp;
use crate::fact::value::PassageRef;
use crate::playbook::model::DutyId;

/// What was decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum DutyChoice {
    /// It is served, whether the law asks for it or not. Takes back what was decided before.
    Owed,
    /// It is not served.
    Waived,
    /// It is served later. No deadline moves.
    Delayed,
}

bodies! {
    /// Somebody thought otherwise.
    struct Objection {
        person: PersonId,
    }
    maybe {
        text: PassageRef,
    }

    /// A decision on a duty. When the reason for it arose is the time of the entry.
    struct DutyDecided {
        duty: DutyId,
        choice: DutyChoice,
        why: PassageRef,
    }
    maybe {
        /// For which controller; for all, when left out.
        controller: PassageRef,
        /// With regard to whom; to all, when left out.
        to: PassageRef,
        /// Until when it is served; only of what is served later.
        until: Timestamp,
        dissent: Objection,
        /// The decision on the same duty before it.
        replaces: Seq,
    }
}
