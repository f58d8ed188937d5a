//! The state of an incident: a fold over its entries. Fields are private to the core; [`State::apply`] is the only mutator.
//! Live and replay use the same `apply`, which evaluates no condition and reads no words.

use std::collections::{BTreeMap, BTreeSet};

use super::actions::Actions;
use super::event::Event;
use super::event::duty::DutyDecided;
use super::event::evidence::EvidenceTaken;
use super::event::lifecycle::{IncidentOpened, Pin};
use super::event::note::{Marker, SignalRecorded, TaskAdded, TaskEnd};
use super::event::people::HandoverOffered;
use super::event::step::NoticeSent;
use super::facts::FactBook;
use super::key::{RunKey, StepKey};
use super::runs::Run;
use super::steps::{Act, StepState};
use super::story::{Exercise, Play};
use crate::base::id::{ActionId, EvidenceId, PersonId, PlaybookId, RoleId, Seq, TaskId};
use crate::base::shared::Shared;
use crate::base::time::Timestamp;
use crate::fact::value::PassageRef;
use crate::record::entry::{Draft, Stamp};

/// An event with its place in the record.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Recorded {
    /// Number.
    pub(crate) seq: Seq,
    /// When it was recorded: in an exercise the time of the story, in which the engine and the law count.
    pub(crate) t: Timestamp,
    /// What the wall clock showed.
    pub(crate) wall: Timestamp,
    /// Sitting.
    pub(crate) sit: u32,
    /// What, by whom, when it happened.
    pub(crate) draft: Draft,
}

impl Recorded {
    /// What was recorded under a stamp.
    pub(crate) fn of(seq: Seq, stamp: &Stamp, draft: Draft) -> Self {
        Self { seq, t: stamp.lived(), wall: stamp.t, sit: stamp.sit, draft }
    }

    /// Who acted.
    pub(crate) fn by(&self) -> PersonId {
        self.draft.by.unwrap_or(self.draft.actor)
    }

    /// The act that it was.
    pub(crate) fn act(&self) -> Act {
        Act { seq: self.seq, t: self.t, by: self.by(), sit: self.sit }
    }
}

impl From<&crate::record::entry::Entry> for Recorded {
    fn from(entry: &crate::record::entry::Entry) -> Self {
        Self::of(entry.seq, &entry.stamp, entry.draft.clone())
    }
}

/// An event that cannot follow: a defect of the program or a record that was tampered with.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("entry {seq} ({kind}) cannot stand here: {why}")]
pub(crate) struct Illegal {
    /// The entry.
    pub(crate) seq: Seq,
    /// Its kind.
    pub(crate) kind: &'static str,
    /// What does not fit.
    pub(crate) why: &'static str,
}

/// A note that asks something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct OpenQuestion {
    /// The entry.
    pub(crate) seq: Seq,
    /// The words.
    pub(crate) text: PassageRef,
}

/// A task that no playbook has.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Task {
    /// What was asked.
    pub(crate) added: TaskAdded,
    /// The entry.
    pub(crate) seq: Seq,
    /// How it ended.
    pub(crate) end: Option<TaskEnd>,
}

/// Somebody who was told, or could not be reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ToldState {
    /// The entry.
    pub(crate) seq: Seq,
    /// When.
    pub(crate) at: Timestamp,
    /// Who.
    pub(crate) who: PassageRef,
    /// Whether they answered.
    pub(crate) answered: bool,
}

/// A decision on a legal duty.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct DutyDecision {
    /// The entry.
    pub(crate) seq: Seq,
    /// When it was taken, or its reason arose.
    pub(crate) at: Timestamp,
    /// What was decided.
    pub(crate) body: DutyDecided,
}

/// An incident. What grows with it is shared with its copies: each act is decided on a copy, and must not cost more in a long incident.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct State {
    pub(super) head: Seq,
    pub(super) last_t: Option<Timestamp>,
    pub(super) opening: Shared<Option<(IncidentOpened, Timestamp)>>,
    pub(super) closed: Option<Seq>,
    pub(super) sittings: BTreeSet<u32>,
    pub(super) library: Shared<BTreeMap<PlaybookId, Pin>>,
    pub(super) people: Shared<BTreeMap<PersonId, PassageRef>>,
    pub(super) roles: BTreeMap<RoleId, PersonId>,
    pub(super) offers: BTreeMap<Seq, HandoverOffered>,
    pub(super) facts: Shared<FactBook>,
    pub(super) runs: Shared<BTreeMap<RunKey, Run>>,
    pub(super) steps: Shared<BTreeMap<StepKey, StepState>>,
    pub(super) signals: Shared<Vec<(Seq, SignalRecorded)>>,
    pub(super) told: Shared<Vec<ToldState>>,
    pub(super) tasks: Shared<BTreeMap<TaskId, Task>>,
    pub(super) questions: Shared<Vec<OpenQuestion>>,
    pub(super) notices: Shared<Vec<(Seq, NoticeSent)>>,
    pub(super) duty_decisions: Shared<Vec<DutyDecision>>,
    pub(super) evidence: Shared<BTreeMap<EvidenceId, (Seq, EvidenceTaken)>>,
    pub(super) starred: Shared<BTreeSet<Seq>>,
    pub(super) moved: Shared<BTreeSet<Seq>>,
    pub(super) hold: Option<Seq>,
    pub(super) exercise: Shared<Option<Exercise>>,
    pub(super) actions: Shared<Actions>,
    pub(super) sessions: Shared<BTreeSet<Seq>>,
}

macro_rules! views {
    ($($(#[$doc:meta])* $name:ident : $type:ty;)*) => {
        impl State {
            $($(#[$doc])* pub(crate) fn $name(&self) -> &$type {
                &self.$name
            })*
        }
    };
}

views! {
    /// What is known and what is not.
    facts: FactBook;
    /// Playbooks being executed.
    runs: BTreeMap<RunKey, Run>;
    /// Every step that was seen.
    steps: BTreeMap<StepKey, StepState>;
    /// The cards of the people.
    people: BTreeMap<PersonId, PassageRef>;
    /// Who holds which role.
    roles: BTreeMap<RoleId, PersonId>;
    /// Handovers that were offered and not accepted.
    offers: BTreeMap<Seq, HandoverOffered>;
    /// Playbooks that were fixed for this incident.
    library: BTreeMap<PlaybookId, Pin>;
    /// Early signals in the order they were recorded.
    signals: Vec<(Seq, SignalRecorded)>;
    /// Who was told.
    told: Vec<ToldState>;
    /// Ad-hoc tasks.
    tasks: BTreeMap<TaskId, Task>;
    /// Corrective actions.
    actions: Actions;
    /// Sessions of training that were held.
    sessions: BTreeSet<Seq>;
    /// Open questions.
    questions: Vec<OpenQuestion>;
    /// Notices that went out.
    notices: Vec<(Seq, NoticeSent)>;
    /// Decisions on legal duties in the order they were recorded.
    duty_decisions: Vec<DutyDecision>;
    /// Evidence.
    evidence: BTreeMap<EvidenceId, (Seq, EvidenceTaken)>;
    /// Entries marked for the key timeline.
    starred: BTreeSet<Seq>;
    /// The entry by which a legal hold stands.
    hold: Option<Seq>;
}

impl State {
    /// The last entry that was applied.
    pub(crate) fn head(&self) -> Seq {
        self.head
    }

    /// Entry 1 and when it was recorded.
    pub(crate) fn opening(&self) -> Option<&(IncidentOpened, Timestamp)> {
        self.opening.as_ref()
    }

    /// The play of an exercise; nothing in a real incident.
    pub(crate) fn exercise(&self) -> Option<&Exercise> {
        self.exercise.as_ref()
    }

    /// The entry that closed it, if it is closed.
    pub(crate) fn closed(&self) -> Option<Seq> {
        self.closed
    }

    /// A step.
    pub(crate) fn step(&self, key: &StepKey) -> Option<&StepState> {
        self.steps.get(key)
    }

    /// The next free number of a person.
    pub(crate) fn next_person(&self) -> PersonId {
        PersonId(self.people.keys().next_back().map_or(1, |last| last.0.saturating_add(1)))
    }

    /// The next free number of a piece of evidence.
    pub(crate) fn next_evidence(&self) -> EvidenceId {
        EvidenceId(self.evidence.keys().next_back().map_or(1, |last| last.0.saturating_add(1)))
    }

    /// The next free number of a task.
    pub(crate) fn next_task(&self) -> TaskId {
        TaskId(self.tasks.keys().next_back().map_or(1, |last| last.0.saturating_add(1)))
    }

    /// The next free number of a corrective action.
    pub(crate) fn next_action(&self) -> ActionId {
        ActionId(self.actions.keys().next_back().map_or(1, |last| last.0.saturating_add(1)))
    }

    /// The next free number of a sitting.
    pub(crate) fn next_sitting(&self) -> u32 {
        self.sittings.last().map_or(1, |last| last.saturating_add(1))
    }

    /// Roles that a person holds.
    pub(crate) fn roles_of(&self, person: PersonId) -> impl Iterator<Item = &RoleId> {
        self.roles.iter().filter(move |(_, holder)| **holder == person).map(|(role, _)| role)
    }

    /// Whether it is an exercise that is over: no clock of it runs any more.
    pub(crate) fn is_played_out(&self) -> bool {
        self.exercise().is_some_and(|exercise| exercise.clock().play() == Play::Ended)
    }

    /// Applies the next entry of the record.
    pub(crate) fn apply(&mut self, recorded: &Recorded) -> Result<(), Illegal> {
        if recorded.seq != self.head.next() {
            return Err(illegal(recorded, "its number is not the next one"));
        }
        let first = matches!(recorded.draft.event, Event::IncidentOpened(_));
        if first != (recorded.seq == Seq(1)) {
            return Err(illegal(recorded, "an incident opens with entry 1, once"));
        }
        super::apply::apply(self, recorded)?;
        self.head = recorded.seq;
        self.last_t = Some(recorded.t);
        Ok(())
    }
}

/// Refuses an entry.
pub(super) fn illegal(recorded: &Recorded, why: &'static str) -> Illegal {
    Illegal { seq: recorded.seq, kind: recorded.draft.event.word(), why }
}

/// Whether a marker leaves something to answer.
pub(super) fn is_question(marker: Marker) -> bool {
    marker == Marker::Question
}
