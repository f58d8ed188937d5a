//! The reference model: what follows from what people did, worked out in the plainest way from the language text alone.
//! It is a function of the list of accepted commands; it shares no code with the engine but the values and the conditions.
//!
//! It remembers what the language calls permanent (turns that came, phases that started, runs, hand-overs, iterations) and what
//! people gave (facts, outcomes, approvals ...). The status of every step is worked out anew from that whenever it is asked for.

mod fact;
mod follow;
mod gate;
mod hand_over;
mod look;
mod person;
mod view;
mod written;

use std::collections::{BTreeMap, BTreeSet};

use super::world::{FILES, Files, PEOPLE, ROLES};
use crate::base::id::{OptionId, PersonId, RoleId, TaskId};
use crate::base::outcome::Outcome;
use crate::base::time::Timestamp;
use crate::fact::value::Value;
use crate::incident::command::{Command, Envelope};
use crate::incident::event::Event;
use crate::incident::event::step::Gate;
use crate::playbook::kind::UseMode;
use crate::playbook::model::OnFailure;

pub(super) use view::{Spot, St, View};

/// One accepted command.
#[derive(Debug, Clone)]
pub(super) struct Act {
    pub(super) envelope: Envelope,
    pub(super) command: Command,
    pub(super) now: Timestamp,
}

/// A fact.
#[derive(Debug, Clone, Default, PartialEq)]
struct FactM {
    value: Option<Value>,
    /// What stood until somebody said that it is not known.
    withdrawn: Option<Value>,
    /// Who said it.
    by: Option<PersonId>,
    /// Counts all that was ever said of it, but for confirmations.
    said: usize,
    highest: u32,
    /// Since somebody contradicted somebody else, until it is confirmed, corrected or left open.
    disputed: bool,
}

/// A run.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct RunM {
    pub(super) key: String,
    pub(super) file: String,
    pub(super) mode: UseMode,
    pub(super) parent: Option<String>,
    /// The `playbook` step that holds it, as long as its fate is the step's.
    pub(super) holder: Option<String>,
    /// In which act it started.
    started: usize,
    pub(super) handed_to: Option<String>,
}

/// The outcome that a person gave.
#[derive(Debug, Clone, PartialEq)]
struct Given {
    outcome: Outcome,
    /// For failures that block.
    blocking: Option<OnFailure>,
    act: usize,
    choice: Option<OptionId>,
    choice_is_open: bool,
}

/// What was collected since a step last opened.
#[derive(Debug, Clone, PartialEq)]
struct Opening {
    at: Timestamp,
    by: PersonId,
    approvals: BTreeSet<(PersonId, RoleId)>,
    overrides: BTreeSet<Gate>,
    looks: Vec<(Timestamp, bool)>,
    /// What this step said of facts, each with what was known before and how much had been said of the fact then.
    said: Vec<Said>,
}

/// What a step said of a fact.
#[derive(Debug, Clone, PartialEq)]
struct Said {
    fact: String,
    before: Option<Value>,
    /// The count of the fact with this.
    count: usize,
}

/// The model.
#[derive(Debug, Clone)]
pub(super) struct Model<'f> {
    files: &'f Files,
    library: BTreeSet<String>,
    /// When it was last looked what follows: steps stand as they stood then.
    now: Timestamp,
    /// When the person acts.
    clock: Timestamp,
    person: PersonId,
    /// Number of the act.
    act: usize,
    facts: BTreeMap<String, FactM>,
    /// In the order in which they started.
    pub(super) runs: Vec<RunM>,
    /// Run and phase: what its guard said when the phases before it had ended; open = started, for good.
    phases: BTreeMap<(String, String), St>,
    turns: BTreeSet<String>,
    early: BTreeSet<String>,
    given: BTreeMap<String, Given>,
    /// Containers and `playbook` steps that are through.
    through: BTreeSet<String>,
    /// Steps that stay as they are: those of runs that were handed over, and not applicable ones of dropped instances.
    frozen: BTreeMap<String, Outcome>,
    /// Instances of `each` steps; false = not listed any more.
    instances: BTreeMap<String, BTreeMap<u32, bool>>,
    iterations: BTreeMap<String, u32>,
    granted: BTreeMap<String, u32>,
    /// `repeat` steps at whose maximum a person is asked, until the answer.
    used_up: BTreeSet<String>,
    stopped: BTreeSet<String>,
    /// The run that a `playbook` step started or joined.
    bound: BTreeMap<String, String>,
    /// `playbook` steps that a person may do by hand.
    missing: BTreeSet<String>,
    openings: BTreeMap<String, Opening>,
    /// What was open when it was last looked.
    open_before: BTreeSet<String>,
    /// Where everything stood before the act that is being done: what follows from it comes after it.
    stood: Option<BTreeMap<String, St>>,
    /// What did not apply when nothing more followed.
    away_before: BTreeSet<String>,
    ticks: BTreeSet<(String, OptionId)>,
    /// Steps of which the wanted piece was taken, is not to be had, or was put off.
    evidence: BTreeSet<String>,
    /// Pieces by step.
    pieces: BTreeMap<String, u32>,
    /// Steps for which something was sent.
    sent: BTreeSet<String>,
    /// Tasks that no playbook has, those that have not ended.
    tasks: BTreeSet<TaskId>,
    roles: BTreeMap<String, PersonId>,
    claims: BTreeSet<(String, PersonId)>,
    pub(super) review: BTreeSet<String>,
    pub(super) closed: bool,
}

impl<'f> Model<'f> {
    /// The incident as it opens.
    pub(super) fn open(files: &'f Files, person: PersonId, now: Timestamp) -> Self {
        let root = RunM {
            key: String::new(),
            file: FILES[0].to_owned(),
            mode: UseMode::Root,
            parent: None,
            holder: None,
            started: 0,
            handed_to: None,
        };
        let mut model = Self {
            files,
            library: FILES[..4].iter().map(|id| (*id).to_owned()).collect(),
            now,
            clock: now,
            person,
            act: 0,
            facts: BTreeMap::new(),
            runs: vec![root],
            phases: BTreeMap::new(),
            turns: BTreeSet::new(),
            early: BTreeSet::new(),
            given: BTreeMap::new(),
            through: BTreeSet::new(),
            frozen: BTreeMap::new(),
            instances: BTreeMap::new(),
            iterations: BTreeMap::new(),
            granted: BTreeMap::new(),
            used_up: BTreeSet::new(),
            stopped: BTreeSet::new(),
            bound: BTreeMap::new(),
            missing: BTreeSet::new(),
            openings: BTreeMap::new(),
            open_before: BTreeSet::new(),
            stood: None,
            away_before: BTreeSet::new(),
            ticks: BTreeSet::new(),
            evidence: BTreeSet::new(),
            pieces: BTreeMap::new(),
            sent: BTreeSet::new(),
            tasks: BTreeSet::new(),
            roles: ROLES.iter().zip(PEOPLE).map(|(role, person)| ((*role).to_owned(), person)).collect(),
            claims: BTreeSet::new(),
            review: BTreeSet::new(),
            closed: false,
        };
        model.follow();
        model
    }

    /// The incident after all this, from the first act on.
    pub(super) fn after(files: &'f Files, opened: (PersonId, Timestamp), acts: &[Act]) -> Self {
        let mut model = Self::open(files, opened.0, opened.1);
        for act in acts {
            assert!(model.take(act), "an act that was accepted is accepted again: {act:?}");
        }
        model
    }

    /// Does what a person asks, if that may be done; says whether it was.
    pub(super) fn take(&mut self, act: &Act) -> bool {
        let mut next = self.clone();
        next.clock = act.now;
        next.person = act.envelope.person();
        next.act += 1;
        if next.person_acts(&act.command).is_none() {
            return false;
        }
        if !is_remark(&act.command) {
            next.follow();
        }
        *self = next;
        true
    }

    /// The same, looked at later.
    pub(super) fn seen_at(&self, clock: Timestamp) -> Self {
        Self { clock, ..self.clone() }
    }

    /// Everything as it stands now.
    pub(super) fn view(&self) -> View<'_> {
        View::of(self)
    }

    fn run(&self, key: &str) -> Option<&RunM> {
        self.runs.iter().find(|run| run.key == key)
    }
}

/// What nothing can follow from, not even because time has passed.
fn is_remark(command: &Command) -> bool {
    matches!(command, Command::Write(event) if matches!(event.as_ref(), Event::NoteTaken(_)))
}
