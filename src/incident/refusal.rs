//! Why the engine does not do what was asked, and what can be done instead. Must not hold words of people.

mod remedies;

use super::event::step::Gate;
use super::key::StepKey;
use crate::base::id::{EvidenceId, FactId, OptionId, PersonId, RoleId, Seq};
use crate::base::outcome::Outcome;
use crate::base::text::{count, listing};
use crate::base::time::Period;

/// A refusal.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub(crate) enum Refusal {
    /// No such step was seen, and the playbook has none that could be opened.
    #[error("there is no step `{0}`")]
    NoStep(StepKey),
    /// A legal hold beats erasure.
    #[error("a legal hold stands since {0}: nothing may be erased")]
    Held(Seq),
    /// It is not its turn.
    #[error("step `{0}` is not open yet")]
    NotOpenYet(StepKey),
    /// It has its outcome.
    #[error("step `{step}` is already {}", .outcome.word())]
    Settled {
        /// The step.
        step: StepKey,
        /// Its outcome.
        outcome: Outcome,
    },
    /// Facts have to be asked first.
    #[error("step `{step}` waits for {}", listing_ids(.facts))]
    Awaits {
        /// The step.
        step: StepKey,
        /// The facts.
        facts: Vec<FactId>,
    },
    /// It failed; what follows is not said.
    #[error("step `{0}` failed and what follows is not said")]
    Failing(StepKey),
    /// It did not fail.
    #[error("step `{0}` did not fail")]
    NotFailed(StepKey),
    /// It has no outcome yet.
    #[error("step `{0}` has no outcome that could be taken back")]
    NoOutcome(StepKey),
    /// Only people's outcomes can be taken back.
    #[error("step `{0}` was settled by the engine, not by a person")]
    EngineSettled(StepKey),
    /// Containers settle by themselves.
    #[error("step `{0}` only holds other steps and ends by itself")]
    Container(StepKey),
    /// The act does not fit the kind.
    #[error("step `{step}` is a {kind}; {remedy}")]
    WrongKind {
        /// The step.
        step: StepKey,
        /// Its kind.
        kind: &'static str,
        /// What to do.
        remedy: &'static str,
    },
    /// A stop gate.
    #[error("stop gate of `{step}` is not met: {text} ({})", if *.unknown { "not known" } else { "false" })]
    GateNotMet {
        /// The step.
        step: StepKey,
        /// The condition.
        text: String,
        /// Whether it is unknown rather than false.
        unknown: bool,
    },
    /// An approval is missing.
    #[error("step `{step}` needs the approval of {}", listing_ids(.roles))]
    NotApproved {
        /// The step.
        step: StepKey,
        /// Who may give it.
        roles: Vec<RoleId>,
    },
    /// More approvals are missing.
    #[error("step `{step}` has {given} of {quorum} approvals")]
    Quorum {
        /// The step.
        step: StepKey,
        /// How many there are.
        given: usize,
        /// How many are needed.
        quorum: usize,
    },
    /// The approver opened the step.
    #[error("{person} opened `{step}` and cannot be the one who approves it")]
    OwnApproval {
        /// The step.
        step: StepKey,
        /// Who.
        person: PersonId,
    },
    /// The approver does not hold a role.
    #[error("{person} does not hold the role that may approve `{step}`: {}", listing_ids(.roles))]
    NotInRole {
        /// The step.
        step: StepKey,
        /// Who.
        person: PersonId,
        /// The roles.
        roles: Vec<RoleId>,
    },
    /// No approval is asked for.
    #[error("step `{0}` asks for no approval")]
    NoApprovalWanted(StepKey),
    /// Evidence is missing.
    #[error("step `{step}` asks for evidence that nothing was said about: {}", .items.join("; "))]
    EvidenceOpen {
        /// The step.
        step: StepKey,
        /// What, numbered from 1.
        items: Vec<String>,
    },
    /// Too few pieces.
    #[error("step `{step}` asks for at least {} of evidence and has {have}", count(usize::try_from(*min).unwrap_or(usize::MAX), "piece"))]
    TooFewPieces {
        /// The step.
        step: StepKey,
        /// How many.
        min: u32,
        /// How many there are.
        have: usize,
    },
    /// Nobody said where a piece lies or how it was taken.
    #[error("step `{step}` wants place and method of each piece, and {evidence} lacks one of them")]
    CustodyOpen {
        /// The step.
        step: StepKey,
        /// The piece.
        evidence: EvidenceId,
    },
    /// Items are not ticked.
    #[error("step `{step}` has items that are not ticked: {}", listing_ids(.items))]
    Unticked {
        /// The step.
        step: StepKey,
        /// Which.
        items: Vec<OptionId>,
    },
    /// No such item.
    #[error("step `{step}` has no item `{item}`; it has {}", listing_ids(.items))]
    NoItem {
        /// The step.
        step: StepKey,
        /// What was named.
        item: OptionId,
        /// What there is.
        items: Vec<OptionId>,
    },
    /// Questions are not answered.
    #[error("step `{step}` asks for {} and has no answer", listing_ids(.facts))]
    Unanswered {
        /// The step.
        step: StepKey,
        /// Which.
        facts: Vec<FactId>,
    },
    /// The question does not ask for it.
    #[error("step `{step}` does not ask for `{fact}`; it asks for {}", listing_ids(.asked))]
    NotAsked {
        /// The step.
        step: StepKey,
        /// What was answered.
        fact: FactId,
        /// What it asks for.
        asked: Vec<FactId>,
    },
    /// No such option.
    #[error("decision `{step}` has no option `{option}`; it has {}", listing_ids(.options))]
    NoOption {
        /// The step.
        step: StepKey,
        /// What was chosen.
        option: OptionId,
        /// What there is.
        options: Vec<OptionId>,
    },
    /// Nothing was sent.
    #[error("step `{0}` is done when what went out is recorded")]
    NotSent(StepKey),
    /// The quiet time has not passed.
    #[error("step `{step}` waits: {left} of quiet time are missing")]
    NotQuiet {
        /// The step.
        step: StepKey,
        /// How much.
        left: Period,
    },
    /// What it waits for is not true.
    #[error("step `{step}` waits until {text}")]
    NotUntil {
        /// The step.
        step: StepKey,
        /// The condition.
        text: String,
    },
    /// A reason is needed.
    #[error("{0}")]
    ReasonNeeded(ReasonFor),
    /// Nothing to override.
    #[error("step `{step}` has no gate `{}`", gate_word(*.gate))]
    NoGate {
        /// The step.
        step: StepKey,
        /// Which.
        gate: Gate,
    },
    /// Nothing to say about iterations.
    #[error("step `{0}` has not used up its iterations")]
    NotUsedUp(StepKey),
    /// Nothing to review.
    #[error("step `{0}` is not listed for review")]
    NothingToReview(StepKey),
    /// The step was seen before: opening early is not needed.
    #[error("step `{0}` was already seen")]
    AlreadySeen(StepKey),
    /// The guard is false.
    #[error("guard of `{step}` is false: {text}")]
    GuardFalse {
        /// The step.
        step: StepKey,
        /// The condition.
        text: String,
    },
    /// What was on the screen has changed.
    #[error("{what} changed while you were typing (entry {seq})")]
    Changed {
        /// What.
        what: String,
        /// The entry that changed it.
        seq: Seq,
    },
    /// No such fact.
    #[error("there is no fact `{0}`")]
    NoFact(FactId),
    /// A value of another type.
    #[error("`{fact}` takes {wanted}, which this value is not")]
    WrongType {
        /// The fact.
        fact: FactId,
        /// Its type.
        wanted: String,
    },
    /// Nothing to correct or confirm.
    #[error("`{0}` has no value that could be corrected or confirmed")]
    NoValue(FactId),
    /// Another person said something else.
    #[error("{person} stated another value of `{fact}` in entry {seq}")]
    Disputes {
        /// The fact.
        fact: FactId,
        /// Who.
        person: PersonId,
        /// Where.
        seq: Seq,
    },
    /// An anchor cannot be moved later alone.
    #[error("moving `{0}` later moves a legal deadline and needs a second person")]
    SecondPerson(FactId),
    /// A list has no such item.
    #[error("`{fact}` has no item {n}")]
    NoListItem {
        /// The fact.
        fact: FactId,
        /// The number.
        n: u32,
    },
    /// The stop word was said in an exercise: nothing is played until somebody resumes it.
    #[error("play is STOPPED: the stop word was said, do what is real")]
    PlayStopped,
    /// Play has not begun.
    #[error("play has not begun")]
    PlayNotBegun,
    /// An exercise is over: what is done now is no play.
    #[error("the exercise is over: nothing is played any more")]
    PlayOver,
    /// The incident is closed.
    #[error("the incident was closed in entry {0}")]
    Closed(Seq),
    /// Something is still open.
    #[error("{} and {} are not ended", count(*.open, "step"), count(*.runs, "playbook"))]
    StillOpen {
        /// Steps.
        open: usize,
        /// Runs.
        runs: usize,
    },
    /// An entry that does not exist.
    #[error("there is no entry {0}")]
    NoEntry(Seq),
    /// Not on the roster.
    #[error("there is no {0} on the roster")]
    NoPerson(PersonId),
    /// What was written makes no sense now.
    #[error("{0}")]
    Pointless(&'static str),
    /// A defect: the engine produced what its own transition table does not take.
    #[error("the engine contradicts itself: {0}")]
    Defect(#[from] super::state::Illegal),
    /// The playbook of a run is not at hand.
    #[error("the playbook of `{0}` is not at hand")]
    NoPlaybook(StepKey),
}

/// What a reason is needed for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum ReasonFor {
    /// It cannot be undone.
    #[error("this step cannot be undone: a reason is needed")]
    Irreversible,
    /// Approvals from one account.
    #[error("this approval is typed where the other act was typed: say how it was given")]
    SameAccount,
    /// A fact that another person stated.
    #[error("this contradicts another person: a reason is needed")]
    Dispute,
    /// By hand.
    #[error("the playbook is not at hand: say how it was done by hand")]
    ByHand,
}

/// The word for a gate.
pub(crate) fn gate_word(gate: Gate) -> &'static str {
    match gate {
        Gate::Requires => "requires",
        Gate::Authority => "authority",
        Gate::Evidence => "evidence",
        Gate::Wait => "wait",
    }
}

fn listing_ids<T: AsRef<str>>(ids: &[T]) -> String {
    listing(ids, "and")
}
