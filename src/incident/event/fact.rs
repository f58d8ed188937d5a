//! Facts: learned more, not known yet, was wrong.

use crate::base::id::{FactId, PersonId, Seq};
use crate::base::time::Timestamp;
use crate::fact::value::{PassageRef, Value};
use crate::incident::key::StepKey;

bodies! {
    /// The world or our knowledge moved.
    struct FactStated {
        fact: FactId,
        value: Value,
    }
    maybe {
        /// The entry that held the value before.
        replaces: Seq,
        /// The step that asked or decided.
        step: StepKey,
        /// What it rests on.
        basis: PassageRef,
        /// Why it differs from another person's value, or why an anchor moves.
        why: PassageRef,
        /// The second person, where one is needed.
        second: PersonId,
    }
    flags {
        /// It stands against another person's known value until it is confirmed or corrected.
        disputed,
    }

    /// Asked, and not known yet: a legal answer.
    struct FactUnknown {
        fact: FactId,
    }
    maybe {
        /// When to ask again.
        recheck: Timestamp,
        replaces: Seq,
        step: StepKey,
        why: PassageRef,
    }

    /// A value was wrong when it was written. It stays in the record, struck through.
    struct FactCorrected {
        fact: FactId,
        /// The entry that was wrong.
        corrects: Seq,
    }
    maybe {
        /// Left out when an undo says why.
        why: PassageRef,
        /// What is right; left out when it is not known.
        value: Value,
        second: PersonId,
        /// The step whose undo corrected it.
        step: StepKey,
    }

    /// A disputed value, or one shown for confirmation, was confirmed.
    struct FactConfirmed {
        fact: FactId,
        entry: Seq,
    }
}
