//! The roster of people, roles and command.

use crate::base::id::{PersonId, RoleId, Seq};
use crate::fact::value::PassageRef;

bodies! {
    /// A person appears. The name, phone and such are in the passage, a JSON object with `name` and optional `phone`, `mail`, `organisation`.
    struct PersonAdded {
        person: PersonId,
        card: PassageRef,
    }

    /// The card of a person changed.
    struct PersonChanged {
        person: PersonId,
        card: PassageRef,
    }

    /// A person takes or leaves a role.
    struct RoleSet {
        role: RoleId,
    }
    maybe {
        /// Nobody when left out.
        person: PersonId,
    }

    /// Somebody offers to hand over. Roles move only on acceptance.
    struct HandoverOffered {
        to: PersonId,
    }
    maybe {
        brief: PassageRef,
    }
    many {
        roles: RoleId,
    }

    /// The other side takes over.
    struct HandoverAccepted {
        offer: Seq,
    }
    many {
        roles: RoleId,
    }
}
