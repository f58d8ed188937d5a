//! What followed from an entry: which phases and steps opened, closed or fell away. Written by the engine in the same transaction, with
//! the result of each condition that decided something, so that replay evaluates nothing.

use super::lifecycle::Pin;
use crate::base::id::{FactId, PhaseId, PlaybookId, RoleId, Seq};
use crate::base::time::Period;
use crate::expr::read::Read;
use crate::expr::truth::Truth;
use crate::incident::key::{RunKey, StepKey};
use crate::playbook::kind::{KindWord, UseMode};
use crate::playbook::model::DutyId;

bodies! {
    /// The result of one condition.
    struct Verdict {
        /// The condition as the playbook has it.
        text: String,
        result: Truth,
    }
    many {
        /// Each name with the entry that it was read from.
        reads: Read,
    }

    /// A run began.
    struct RunStarted {
        run: RunKey,
        mode: UseMode,
        playbook: Pin,
    }
    maybe {
        /// The run whose step started it.
        parent: RunKey,
    }

    /// A phase was entered.
    struct PhaseStarted {
        run: RunKey,
        phase: PhaseId,
        title: String,
    }
    maybe {
        because: Verdict,
    }
    many {
        /// Facts of its guard that nobody knows.
        unknown: FactId,
    }

    /// A phase fell away.
    struct PhaseFellAway {
        run: RunKey,
        phase: PhaseId,
        title: String,
        because: Verdict,
    }

    /// A phase waits for facts that nobody was asked for.
    struct PhaseAwaits {
        run: RunKey,
        phase: PhaseId,
        title: String,
        because: Verdict,
    }
    many {
        facts: FactId,
    }

    /// A step opened. Title, kind and owner are as the playbook has them, so that the record can be read without it.
    struct StepOpened {
        step: StepKey,
        title: String,
        kind: KindWord,
        phase: PhaseId,
    }
    maybe {
        role: RoleId,
        timebox: Period,
        escalate_to: RoleId,
        duty: DutyId,
        because: Verdict,
    }
    many {
        /// Facts of the guard that nobody knows: the step is open "on unknown".
        unknown: FactId,
        /// Facts that it asks for or is expected to settle.
        facts: FactId,
        /// Evidence that it asks for, as the playbook words it.
        evidence: WantedEvidence,
    }
    flags {
        /// It had fallen away or was settled before.
        again,
    }

    /// Evidence that a step asks for.
    struct WantedEvidence {
        what: String,
    }
    flags {
        volatile,
    }

    /// A step's guard needs facts that nobody was asked for.
    struct StepAwaits {
        step: StepKey,
        title: String,
        because: Verdict,
    }
    many {
        facts: FactId,
    }

    /// A step fell away because its guard is not true.
    struct StepFellAway {
        step: StepKey,
        title: String,
    }
    maybe {
        /// Left out when it fell away with the container or list item it belongs to.
        because: Verdict,
    }
    many {
        /// Facts that are not known, where the playbook says `on_unknown = "skip"`.
        unknown: FactId,
    }

    /// A container or inline playbook has everything it holds settled, or a track or pivot was started.
    struct StepJoined {
        step: StepKey,
    }
    maybe {
        /// The entry that already started the playbook it uses.
        see: Seq,
        /// The condition that ended a `repeat`.
        because: Verdict,
    }

    /// Something inside a settled container or inline playbook opened again.
    struct StepResumed {
        step: StepKey,
    }

    /// A list fact gave an `each` step this instance.
    struct InstanceOpened {
        step: StepKey,
        /// Number of the item; 0 while nothing is listed.
        item: u32,
    }

    /// An item left the list of an `each` step, or the list became known while `@0` was worked on.
    struct InstanceDropped {
        step: StepKey,
        item: u32,
    }
    many {
        superseded: StepKey,
    }

    /// A `repeat` step began an iteration.
    struct IterationBegan {
        step: StepKey,
        iteration: u32,
    }
    maybe {
        because: Verdict,
    }

    /// A `repeat` step has used up its iterations: a person is asked.
    struct IterationsUsedUp {
        step: StepKey,
        because: Verdict,
    }

    /// A run was handed over; its open steps are superseded.
    struct RunHandedOver {
        run: RunKey,
        to: RunKey,
    }
    many {
        superseded: StepKey,
    }

    /// A playbook that is not at hand: a person has to bring it or act by hand.
    struct TargetMissing {
        step: StepKey,
        target: PlaybookId,
    }

    /// All that followed from the entry before.
    struct Progressed {
        changes: Vec<Change>,
    }
}

/// One change.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Change {
    /// A run began.
    RunStarted(RunStarted),
    /// A phase was entered.
    PhaseStarted(PhaseStarted),
    /// A phase fell away.
    PhaseFellAway(PhaseFellAway),
    /// A phase waits for facts.
    PhaseAwaits(PhaseAwaits),
    /// A step opened.
    StepOpened(StepOpened),
    /// A step waits for facts.
    StepAwaits(StepAwaits),
    /// A step fell away.
    StepFellAway(StepFellAway),
    /// A container is through.
    StepJoined(StepJoined),
    /// A container is open again.
    StepResumed(StepResumed),
    /// An item got its instance.
    InstanceOpened(InstanceOpened),
    /// An item lost its instance.
    InstanceDropped(InstanceDropped),
    /// An iteration began.
    IterationBegan(IterationBegan),
    /// Iterations are used up.
    IterationsUsedUp(IterationsUsedUp),
    /// A run was handed over.
    RunHandedOver(RunHandedOver),
    /// A playbook is not at hand.
    TargetMissing(TargetMissing),
}
