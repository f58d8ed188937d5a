//! What a person asks of the engine. Commands are imperative; what comes of them are events. Words are already passages here.

use super::event::Event;
use super::event::exercise::ClockAct;
use super::event::lifecycle::Pin;
use super::event::step::{Dissent, Gate};
use super::key::StepKey;
use crate::base::digest::Digest;
use crate::base::id::{FactId, ModuleId, OptionId, PersonId, RoleId, Seq};
use crate::base::time::{Claimed, Timestamp};
use crate::fact::value::{PassageRef, Value};
use crate::playbook::kind::UseMode;
use crate::playbook::model::OnFailure;
use crate::record::via::Via;

/// Around each command: who, how, when, from where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Envelope {
    /// Who types.
    pub(crate) actor: PersonId,
    /// Who acted or said it, if that is another person.
    pub(crate) by: Option<PersonId>,
    /// How it came.
    pub(crate) via: Option<Via>,
    /// When it happened, as claimed.
    pub(crate) at: Option<Claimed>,
    /// The sitting.
    pub(crate) sit: u32,
}

impl Envelope {
    /// Who acted.
    pub(crate) fn person(&self) -> PersonId {
        self.by.unwrap_or(self.actor)
    }
}

/// What a person had before their eyes when they decided: used to ask again only if that has changed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Shown {
    /// The newest entry then.
    pub(crate) head: Seq,
    /// Facts that the prompt showed.
    pub(crate) facts: Vec<FactId>,
}

/// A command.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Command {
    /// Something at a step.
    Step {
        /// Which.
        step: StepKey,
        /// What.
        act: StepAct,
        /// What was shown, in guided mode.
        shown: Option<Shown>,
    },
    /// Something about a fact.
    Fact {
        /// Which.
        fact: FactId,
        /// What.
        act: FactAct,
    },
    /// A playbook is added by hand.
    Join {
        /// Which, fixed.
        playbook: Pin,
        /// What it uses in turn.
        library: Vec<Pin>,
        /// Beside what runs, or instead of it.
        mode: UseMode,
        /// Why.
        why: PassageRef,
        /// The step that could not find it.
        step: Option<StepKey>,
    },
    /// The incident is closed.
    Close {
        /// Needed when something is open.
        why: Option<PassageRef>,
    },
    /// The clock of an exercise is set.
    Play(Box<PlayAct>),
    /// Something that only has to be written down, once it was checked to make sense.
    Write(Box<Event>),
}

/// What is done to the clock of an exercise. The time in the story is that of the moment when it is decided, unless it jumps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PlayAct {
    /// What.
    pub(crate) act: ClockAct,
    /// Where a jump leads.
    pub(crate) story: Option<Timestamp>,
    /// Another rate.
    pub(crate) rate: Option<u32>,
    /// Why.
    pub(crate) why: Option<PassageRef>,
    /// A module that begins with it.
    pub(crate) module: Option<ModuleId>,
    /// The script, once play is over.
    pub(crate) scenario: Option<Digest>,
    /// Whether the program plays the facilitator.
    pub(crate) alone: bool,
}

impl PlayAct {
    /// Only that.
    pub(crate) fn of(act: ClockAct) -> Self {
        Self { act, story: None, rate: None, why: None, module: None, scenario: None, alone: false }
    }
}

/// What a person does at a step.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum StepAct {
    /// It is done.
    Complete {
        /// A remark.
        note: Option<PassageRef>,
        /// A reason, where one is needed.
        why: Option<PassageRef>,
    },
    /// Answers to a question; completes it when all is answered.
    Answer {
        /// The answers.
        answers: Vec<(FactId, Answer)>,
        /// A remark.
        note: Option<PassageRef>,
        /// A reason, where one is needed.
        why: Option<PassageRef>,
    },
    /// A choice.
    Decide {
        /// Which.
        option: OptionId,
        /// Why.
        reason: Option<PassageRef>,
        /// Another opinion.
        dissent: Option<Dissent>,
        /// When to decide again, other than the playbook says.
        recheck: Option<Timestamp>,
    },
    /// It did not work.
    Fail {
        /// Why.
        why: PassageRef,
        /// What follows, other than the playbook says.
        then: Option<OnFailure>,
    },
    /// What follows a failure.
    AfterFailure {
        /// Go on or stop.
        then: OnFailure,
        /// Why.
        why: Option<PassageRef>,
    },
    /// It is left out.
    Skip {
        /// Why.
        why: PassageRef,
    },
    /// Somebody will not do it.
    Refuse {
        /// Why.
        why: PassageRef,
    },
    /// The outcome was wrong.
    Undo {
        /// Why.
        why: PassageRef,
    },
    /// It is to be done again.
    Reopen {
        /// Why.
        why: Option<PassageRef>,
    },
    /// It is done before its turn.
    OpenEarly {
        /// Why.
        why: PassageRef,
    },
    /// It is given to somebody.
    Assign {
        /// To whom.
        person: PersonId,
        /// Until when.
        by_time: Option<Timestamp>,
    },
    /// Somebody works on it.
    Claim,
    /// Somebody no longer does.
    Release,
    /// A checklist item.
    Tick {
        /// Which.
        item: OptionId,
        /// On or off.
        ticked: bool,
    },
    /// A person with the role agrees.
    Approve {
        /// The role, where the person holds several that would do.
        role: Option<RoleId>,
        /// Why, or how it was given.
        why: Option<PassageRef>,
    },
    /// A gate is passed though it is not met.
    Override {
        /// Which.
        gate: Gate,
        /// Why.
        why: PassageRef,
    },
    /// Somebody looked.
    Poll {
        /// Seen again.
        seen: bool,
        /// A remark.
        note: Option<PassageRef>,
    },
    /// Beyond the maximum of a `repeat`.
    GoOn {
        /// Once more, or no more.
        go_on: bool,
        /// Why.
        why: PassageRef,
    },
    /// What a later change may have touched was looked at.
    Review {
        /// A remark.
        note: Option<PassageRef>,
    },
}

/// An answer to a question.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Answer {
    /// Known.
    Known(Value),
    /// Not known yet.
    Unknown {
        /// When to ask again.
        recheck: Option<Timestamp>,
    },
}

/// What a person says of a fact.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum FactAct {
    /// Learned more. New items of a list have number 0.
    State {
        /// The value.
        value: Value,
        /// What it rests on.
        basis: Option<PassageRef>,
        /// Why it differs from what another person said, or why an anchor moves.
        why: Option<PassageRef>,
        /// The second person.
        second: Option<PersonId>,
    },
    /// Not known yet.
    Unknown {
        /// When to ask again.
        recheck: Option<Timestamp>,
        /// Why.
        why: Option<PassageRef>,
    },
    /// It was wrong.
    Correct {
        /// What is right, if known.
        value: Option<Value>,
        /// Why.
        why: PassageRef,
        /// The second person.
        second: Option<PersonId>,
    },
    /// It is right.
    Confirm,
}
