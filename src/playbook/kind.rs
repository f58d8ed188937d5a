//! The kinds of steps. A kind that is not here does not load. Each kind has a file of its own with its keys and its reader.

pub(crate) mod approval;
pub(crate) mod checklist;
pub(crate) mod decision;
pub(crate) mod each;
pub(crate) mod evidence;
pub(crate) mod group;
pub(crate) mod notify;
pub(crate) mod playbook;
pub(crate) mod question;
pub(crate) mod repeat;
pub(crate) mod task;
pub(crate) mod wait;

use std::collections::BTreeMap;

use super::key::Keys;
use super::load::reading::StepReading;
use super::model::{Condition, Step};
use crate::base::id::{FactId, OptionId, PlaybookId, RoleId, StageId};
use crate::base::problem::Placed;
use crate::base::reader::Table;
use crate::base::time::Period;
use crate::fact::value::Value;

/// What kind of step it is, with what only that kind has.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Kind {
    /// Something to do.
    Task,
    /// Several things to tick.
    Checklist(Vec<ChecklistItem>),
    /// Facts to ask for.
    Question(Vec<FactId>),
    /// A choice that a person takes.
    Decision(Decision),
    /// Evidence to take.
    Evidence(EvidenceIntake),
    /// Somebody is told.
    Notify(Notice),
    /// Somebody must agree.
    Approval(Approval),
    /// Time must pass, or something must come true.
    Wait(Wait),
    /// Members side by side.
    Group(GroupMode, Vec<Step>),
    /// Members once for each item of a list.
    Each(Each),
    /// Members again until something is true.
    Repeat(Repeat),
    /// Another playbook.
    Playbook(Use),
}

/// The word for a kind in documents and in the record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum KindWord {
    /// `task`
    Task,
    /// `checklist`
    Checklist,
    /// `question`
    Question,
    /// `decision`
    Decision,
    /// `evidence`
    Evidence,
    /// `notify`
    Notify,
    /// `approval`
    Approval,
    /// `wait`
    Wait,
    /// `group`
    Group,
    /// `each`
    Each,
    /// `repeat`
    Repeat,
    /// `playbook`
    Playbook,
}

/// All words, in the order of the language document.
pub(crate) const KIND_WORDS: [(KindWord, &str); 12] = [
    (KindWord::Task, "task"),
    (KindWord::Checklist, "checklist"),
    (KindWord::Question, "question"),
    (KindWord::Decision, "decision"),
    (KindWord::Evidence, "evidence"),
    (KindWord::Notify, "notify"),
    (KindWord::Approval, "approval"),
    (KindWord::Wait, "wait"),
    (KindWord::Group, "group"),
    (KindWord::Each, "each"),
    (KindWord::Repeat, "repeat"),
    (KindWord::Playbook, "playbook"),
];

/// The bare words.
pub(crate) const WORDS: &[&str] = &[
    "task",
    "checklist",
    "question",
    "decision",
    "evidence",
    "notify",
    "approval",
    "wait",
    "group",
    "each",
    "repeat",
    "playbook",
];

impl KindWord {
    /// The word itself.
    pub(crate) fn word(self) -> &'static str {
        KIND_WORDS.iter().find(|(kind, _)| *kind == self).map_or("", |(_, word)| word)
    }

    /// Whether it only holds other steps; nobody acts on it.
    pub(crate) fn is_container(self) -> bool {
        matches!(self, Self::Group | Self::Each | Self::Repeat)
    }

    /// Whether its members may have several instances.
    pub(crate) fn repeats(self) -> bool {
        matches!(self, Self::Each | Self::Repeat)
    }

    /// The keys that only this kind has.
    pub(crate) fn keys(self) -> &'static Keys {
        match self {
            Self::Task => &task::KEYS,
            Self::Checklist => &checklist::KEYS,
            Self::Question => &question::KEYS,
            Self::Decision => &decision::KEYS,
            Self::Evidence => &evidence::KEYS,
            Self::Notify => &notify::KEYS,
            Self::Approval => &approval::KEYS,
            Self::Wait => &wait::KEYS,
            Self::Group => &group::KEYS,
            Self::Each => &each::KEYS,
            Self::Repeat => &repeat::KEYS,
            Self::Playbook => &playbook::KEYS,
        }
    }

    /// Reads what only this kind has; nothing when a problem was reported. Members of containers come later.
    pub(crate) fn read(self, table: &mut Table<'_>, step: &StepReading<'_>) -> Option<Kind> {
        Some(match self {
            Self::Task => Kind::Task,
            Self::Checklist => Kind::Checklist(checklist::read(table, step)?),
            Self::Question => Kind::Question(question::read(table, step)?),
            Self::Decision => Kind::Decision(decision::read(table, step)?),
            Self::Evidence => Kind::Evidence(evidence::read(table)),
            Self::Notify => Kind::Notify(notify::read(table, step)?),
            Self::Approval => Kind::Approval(approval::read(table, step)?),
            Self::Wait => Kind::Wait(wait::read(table, step)?),
            Self::Group => Kind::Group(group::read(table), Vec::new()),
            Self::Each => Kind::Each(each::read(table, step)?),
            Self::Repeat => Kind::Repeat(repeat::read(table, step)?),
            Self::Playbook => Kind::Playbook(playbook::read(table, step)?),
        })
    }
}

impl Kind {
    /// Its word.
    pub(crate) fn word(&self) -> KindWord {
        match self {
            Self::Task => KindWord::Task,
            Self::Checklist(_) => KindWord::Checklist,
            Self::Question(_) => KindWord::Question,
            Self::Decision(_) => KindWord::Decision,
            Self::Evidence(_) => KindWord::Evidence,
            Self::Notify(_) => KindWord::Notify,
            Self::Approval(_) => KindWord::Approval,
            Self::Wait(_) => KindWord::Wait,
            Self::Group(..) => KindWord::Group,
            Self::Each(_) => KindWord::Each,
            Self::Repeat(_) => KindWord::Repeat,
            Self::Playbook(_) => KindWord::Playbook,
        }
    }

    /// Puts the members into a container; other kinds have none.
    pub(super) fn with_members(self, steps: Vec<Step>) -> Self {
        match self {
            Self::Group(mode, _) => Self::Group(mode, steps),
            Self::Each(each) => Self::Each(Each { members: steps, ..each }),
            Self::Repeat(repeat) => Self::Repeat(Repeat { members: steps, ..repeat }),
            other @ (Self::Task
            | Self::Checklist(_)
            | Self::Question(_)
            | Self::Decision(_)
            | Self::Evidence(_)
            | Self::Notify(_)
            | Self::Approval(_)
            | Self::Wait(_)
            | Self::Playbook(_)) => other,
        }
    }

    /// The steps inside a container, in file order.
    pub(crate) fn members(&self) -> &[Step] {
        match self {
            Self::Group(_, members) => members,
            Self::Each(each) => &each.members,
            Self::Repeat(repeat) => &repeat.members,
            Self::Task
            | Self::Checklist(_)
            | Self::Question(_)
            | Self::Decision(_)
            | Self::Evidence(_)
            | Self::Notify(_)
            | Self::Approval(_)
            | Self::Wait(_)
            | Self::Playbook(_) => &[],
        }
    }
}

/// One thing to tick.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ChecklistItem {
    /// Given, or `item-1`, `item-2` ...
    pub(crate) id: OptionId,
    /// What to do.
    pub(crate) text: String,
    /// Only needed when this is not false.
    pub(crate) when: Option<Condition>,
}

/// A choice.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Decision {
    /// What is asked.
    pub(crate) question: String,
    /// The choices; yes, no and unknown where the author gave none.
    pub(crate) options: Vec<DecisionOption>,
}

/// One option of a decision.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct DecisionOption {
    /// Named by `step.x.choice`.
    pub(crate) id: OptionId,
    /// What the responder reads.
    pub(crate) label: String,
    /// Facts that the choice settles.
    pub(crate) set: Vec<(FactId, Value)>,
    /// Facts that the choice leaves open.
    pub(crate) set_unknown: Vec<FactId>,
    /// When to ask again.
    pub(crate) recheck: Option<Period>,
}

impl DecisionOption {
    /// Whether choosing it means "we do not know yet": it may be decided again without an undo.
    pub(crate) fn is_open(&self) -> bool {
        !self.set_unknown.is_empty() || self.recheck.is_some() || self.id.as_str() == "unknown"
    }
}

/// What an evidence step accepts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct EvidenceIntake {
    /// What is wanted, in words.
    pub(crate) accept: Vec<String>,
    /// At least this many pieces.
    pub(crate) min: u32,
    /// Whether each piece needs a place and a method.
    pub(crate) custody: bool,
}

/// Somebody is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Notice {
    /// To whom, in words.
    pub(crate) to: String,
    /// By which way.
    pub(crate) channel: Option<String>,
    /// The text that goes out.
    pub(crate) text: NoticeText,
    /// The stage of a form.
    pub(crate) stage: Option<StageId>,
}

/// Where the text of a notice comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum NoticeText {
    /// An authority's form, by id.
    Form(String),
    /// A message with `{fact}` places.
    Template(String),
    /// Written by hand.
    Free,
}

/// Somebody must agree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Approval {
    /// Roles that may approve.
    pub(crate) by: Vec<RoleId>,
    /// How many different people.
    pub(crate) quorum: u32,
    /// Whether the person whose act opened the step is excluded.
    pub(crate) not_actor: bool,
}

/// Time must pass, or something must come true.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Wait {
    /// How long it must have been quiet.
    pub(crate) quiet: Option<Period>,
    /// What must be true; unknown counts as false.
    pub(crate) until: Option<Condition>,
    /// How often somebody must look.
    pub(crate) poll: Option<Period>,
}

/// How the members of a group are open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum GroupMode {
    /// All at once.
    Parallel,
    /// All are open; they are done one by one in an order of the responder's choice.
    AnyOrder,
}

/// Members once for each item.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Each {
    /// A list fact.
    pub(crate) over: FactId,
    /// The name of the item in texts and conditions of the members.
    pub(crate) name: FactId,
    /// The members.
    pub(crate) members: Vec<Step>,
}

/// Members again until something is true.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Repeat {
    /// Read after each iteration; unknown counts as false.
    pub(crate) until: Condition,
    /// After so many iterations a person is asked.
    pub(crate) max: u32,
    /// The members.
    pub(crate) members: Vec<Step>,
}

/// How another playbook is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum UseMode {
    /// The incident's own playbook.
    Root,
    /// Run it, then go on.
    Inline,
    /// Run it beside this one.
    Track,
    /// Hand over to it.
    Pivot,
}

/// The use of another playbook.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Use {
    /// Which.
    pub(crate) target: Placed<PlaybookId>,
    /// How.
    pub(crate) mode: UseMode,
    /// Facts that are stated on entry unless they are known.
    pub(crate) with: BTreeMap<FactId, Value>,
    /// Whether it runs again though it ran before.
    pub(crate) again: bool,
}
