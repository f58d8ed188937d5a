//! What people do with steps.

use super::lifecycle::Pin;
use super::progress::{StepOpened, Verdict};
use crate::base::digest::Digest;
use crate::base::id::{FactId, OptionId, PersonId, RoleId, Seq, StageId};
use crate::base::time::{Claimed, Timestamp};
use crate::fact::value::PassageRef;
use crate::incident::key::{RunKey, StepKey};
use crate::playbook::kind::UseMode;
use crate::playbook::model::{DutyId, OnFailure};

/// What stands between a step and its completion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Gate {
    /// The stop gate of the playbook.
    Requires,
    /// Somebody must approve.
    Authority,
    /// Evidence that was asked for.
    Evidence,
    /// Time that must pass, or a condition that must come true.
    Wait,
}

bodies! {
    /// Another opinion on a decision.
    struct Dissent {
        person: PersonId,
        text: PassageRef,
    }

    /// A step was completed.
    struct StepCompleted {
        step: StepKey,
    }
    maybe {
        note: PassageRef,
        /// Asked for where the step cannot be undone, or something was left out.
        why: PassageRef,
        /// The person whose role was needed, when they completed it themselves.
        approved_by: PersonId,
    }
    many {
        /// Gates that were read.
        checks: Verdict,
        /// Checklist items that were left out.
        unticked: OptionId,
    }

    /// A step was tried and did not work.
    struct StepFailed {
        step: StepKey,
        why: PassageRef,
        then: OnFailure,
    }

    /// A person said what follows a failure.
    struct FailureSettled {
        step: StepKey,
        then: OnFailure,
    }
    maybe {
        why: PassageRef,
    }

    /// A step was left out.
    struct StepSkipped {
        step: StepKey,
        why: PassageRef,
    }

    /// Somebody would not do it.
    struct StepRefused {
        step: StepKey,
        why: PassageRef,
    }

    /// An outcome was wrong: the step is open again, the facts it stated are corrected in the entries that follow.
    struct StepUndone {
        step: StepKey,
        /// The entry that gave the outcome.
        entry: Seq,
        why: PassageRef,
    }
    many {
        /// Steps that people settled since: to be looked at.
        review: StepKey,
    }

    /// A settled step is to be done again.
    struct StepReopened {
        step: StepKey,
    }
    maybe {
        why: PassageRef,
    }

    /// A step was opened before its turn.
    struct StepOpenedEarly {
        opened: StepOpened,
        why: PassageRef,
    }

    /// A step was given to somebody.
    struct StepAssigned {
        step: StepKey,
        person: PersonId,
    }
    maybe {
        by_time: Timestamp,
    }

    /// Somebody works on it: a sign, not a lock.
    struct StepClaimed {
        step: StepKey,
    }

    /// Somebody no longer works on it.
    struct StepReleased {
        step: StepKey,
    }

    /// A checklist item was ticked or unticked.
    struct ItemTicked {
        step: StepKey,
        item: OptionId,
        ticked: bool,
    }

    /// A decision.
    struct DecisionTaken {
        step: StepKey,
        option: OptionId,
        /// What was on offer.
        offered: Vec<OptionId>,
        /// The label of the chosen option as the playbook has it.
        label: String,
        /// The question as the playbook has it.
        question: String,
    }
    maybe {
        reason: PassageRef,
        dissent: Dissent,
        /// When to decide again, where the answer is open.
        recheck: Timestamp,
        /// The decision that it replaces.
        replaces: Seq,
        /// The person whose authority was needed.
        approved_by: PersonId,
    }
    many {
        checks: Verdict,
        /// Facts that the choice leaves open.
        unknown: FactId,
    }
    flags {
        /// The option means "not known yet": it may be decided again without an undo.
        leaves_open,
    }

    /// A person with the needed role agreed.
    struct StepApproved {
        step: StepKey,
        role: RoleId,
    }
    maybe {
        why: PassageRef,
    }
    flags {
        /// Somebody else typed it.
        relayed,
        /// Typed in the sitting in which another approval or the request was typed.
        same_account,
    }

    /// A gate was passed though it is not met.
    struct GateOverridden {
        step: StepKey,
        gate: Gate,
        why: PassageRef,
    }
    maybe {
        check: Verdict,
    }

    /// Something went out.
    struct NoticeSent {
        sent: Claimed,
    }
    maybe {
        step: StepKey,
        duty: DutyId,
        form: String,
        stage: StageId,
        to: PassageRef,
        channel: PassageRef,
        controller: PassageRef,
        /// The text that went out, when it is at hand.
        sha256: Digest,
        version: PassageRef,
        approver: PersonId,
        reference: PassageRef,
        receipt: PassageRef,
    }
    flags {
        /// It takes back what was sent before for the same law: it serves no duty, and says whose notice that was.
        withdrawal,
    }

    /// Somebody looked whether it was quiet.
    struct WaitPolled {
        step: StepKey,
        /// It was seen again: the quiet period begins anew.
        seen: bool,
    }
    maybe {
        note: PassageRef,
    }

    /// A person said whether a `repeat` goes on beyond its maximum.
    struct IterationSettled {
        step: StepKey,
        go_on: bool,
        why: PassageRef,
    }

    /// What a later change may have touched was looked at and stands.
    struct ReviewCleared {
        step: StepKey,
    }
    maybe {
        note: PassageRef,
    }

    /// A playbook was added by hand.
    struct PlaybookJoined {
        run: RunKey,
        mode: UseMode,
        playbook: Pin,
        why: PassageRef,
    }
    maybe {
        /// The step that could not find its playbook.
        step: StepKey,
    }
    many {
        /// What the playbook may use in turn, each fixed.
        library: Pin,
    }
}

impl NoticeSent {
    /// The duty that it serves; what takes a notice back serves none.
    pub(crate) fn serves(&self) -> Option<&DutyId> {
        self.duty.as_ref().filter(|_| !self.withdrawal)
    }
}
