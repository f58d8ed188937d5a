//! Where a step instance stands. Must not know playbooks: what a step asks for came with the entry that opened it.

use std::collections::{BTreeMap, BTreeSet};

use super::event::evidence::WantedEnd;
use super::event::progress::{StepOpened, Verdict};
use super::event::step::Gate;
use super::key::RunKey;
use crate::base::id::{EvidenceId, FactId, OptionId, PersonId, RoleId, Seq};
use crate::base::outcome::Outcome;
use crate::base::time::Timestamp;
use crate::playbook::model::OnFailure;

/// The status of a step that was seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Status {
    /// Its guard needs facts that nobody was asked for.
    Awaits(Vec<FactId>),
    /// Somebody can act on it, or it holds steps that are open.
    Open,
    /// It failed, and what follows is not said, or nothing may follow.
    Failing(OnFailure),
    /// It has its outcome.
    Settled(Outcome),
}

impl Status {
    /// The outcome, also of a failure that blocks.
    pub(crate) fn outcome(&self) -> Option<Outcome> {
        match self {
            Self::Awaits(_) | Self::Open => None,
            Self::Failing(_) => Some(Outcome::Failed),
            Self::Settled(outcome) => Some(*outcome),
        }
    }

    /// Whether what comes after it may open.
    pub(crate) fn is_settled(&self) -> bool {
        matches!(self, Self::Settled(_))
    }
}

/// Who did the last thing to a step, where and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Act {
    /// The entry.
    pub(crate) seq: Seq,
    /// When it was recorded.
    pub(crate) t: Timestamp,
    /// Who acted.
    pub(crate) by: PersonId,
    /// The sitting.
    pub(crate) sit: u32,
}

/// An approval.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Approved {
    /// Who.
    pub(crate) act: Act,
    /// In which role.
    pub(crate) role: RoleId,
}

/// A wanted piece of evidence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Wanted {
    /// What is wanted.
    pub(crate) what: String,
    /// Whether it is gone soon.
    pub(crate) volatile: bool,
    /// Pieces that were taken for it.
    pub(crate) taken: Vec<EvidenceId>,
    /// Why there is none.
    pub(crate) end: Option<WantedEnd>,
}

impl Wanted {
    /// Whether something was said about it.
    pub(crate) fn is_settled(&self) -> bool {
        !self.taken.is_empty() || self.end.is_some()
    }

    /// Whether it is still to be taken.
    pub(crate) fn is_missing(&self) -> bool {
        self.taken.is_empty() && self.end != Some(WantedEnd::Unavailable)
    }
}

/// A step instance.
#[derive(Debug, Clone, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "independent switches, each named")]
pub(crate) struct StepState {
    /// Where it stands.
    pub(crate) status: Status,
    /// Title as the playbook has it.
    pub(crate) title: String,
    /// What it was when it opened.
    pub(crate) opened: Option<StepOpened>,
    /// The entry that opened it last.
    pub(crate) opening: Option<Act>,
    /// The last entry that touched it.
    pub(crate) last: Seq,
    /// The entry by which a person gave the outcome.
    pub(crate) settled: Option<Act>,
    /// The option that was chosen.
    pub(crate) choice: Option<OptionId>,
    /// When to decide again.
    pub(crate) recheck: Option<Timestamp>,
    /// Whether the chosen option leaves the question open.
    pub(crate) choice_is_open: bool,
    /// The condition that opened it or made it fall away.
    pub(crate) because: Option<Verdict>,
    /// Gates that were read at completion.
    pub(crate) checks: Vec<Verdict>,
    /// Ticked items.
    pub(crate) ticks: BTreeSet<OptionId>,
    /// Approvals since it opened.
    pub(crate) approvals: Vec<Approved>,
    /// Overrides since it opened.
    pub(crate) overrides: BTreeMap<Gate, Seq>,
    /// Evidence it wants.
    pub(crate) wanted: Vec<Wanted>,
    /// All evidence taken at it.
    pub(crate) pieces: Vec<EvidenceId>,
    /// The last notice that was sent for it.
    pub(crate) notice: Option<Seq>,
    /// To whom it was given.
    pub(crate) assigned: Option<(PersonId, Option<Timestamp>)>,
    /// Who said that they work on it.
    pub(crate) claims: BTreeSet<PersonId>,
    /// When somebody looked, and whether it was seen again.
    pub(crate) polls: Vec<(Timestamp, bool)>,
    /// Whether it was opened before its turn.
    pub(crate) early: bool,
    /// Facts whose later change makes a look necessary.
    pub(crate) review: BTreeMap<String, Seq>,
    /// Instances of an `each` step; false = dropped.
    pub(crate) instances: BTreeMap<u32, bool>,
    /// The iteration of a `repeat` step.
    pub(crate) iteration: u32,
    /// Iterations that a person added to the maximum.
    pub(crate) granted: u32,
    /// Whether a person has to say if it goes on.
    pub(crate) used_up: bool,
    /// Whether a person said that it does not go on.
    pub(crate) stopped: bool,
    /// Whether its playbook is not at hand.
    pub(crate) target_missing: bool,
    /// The run that a person brought because its playbook was not at hand.
    pub(crate) joined: Option<RunKey>,
    /// The entry that settled it for this step.
    pub(crate) see: Option<Seq>,
}

impl StepState {
    /// A step that was only mentioned.
    pub(crate) fn seen(title: String, status: Status, seq: Seq) -> Self {
        Self {
            status,
            title,
            opened: None,
            opening: None,
            last: seq,
            settled: None,
            choice: None,
            recheck: None,
            choice_is_open: false,
            because: None,
            checks: Vec::new(),
            ticks: BTreeSet::new(),
            approvals: Vec::new(),
            overrides: BTreeMap::new(),
            wanted: Vec::new(),
            pieces: Vec::new(),
            notice: None,
            assigned: None,
            claims: BTreeSet::new(),
            polls: Vec::new(),
            early: false,
            review: BTreeMap::new(),
            instances: BTreeMap::new(),
            iteration: 0,
            granted: 0,
            used_up: false,
            stopped: false,
            target_missing: false,
            joined: None,
            see: None,
        }
    }

    /// Opens it, for the first time or again. What people did before stays where it still counts: ticks, evidence.
    pub(super) fn open(&mut self, opened: StepOpened, act: Act) {
        self.status = Status::Open;
        self.title.clone_from(&opened.title);
        self.because.clone_from(&opened.because);
        if self.wanted.len() != opened.evidence.len() {
            self.wanted = opened
                .evidence
                .iter()
                .map(|w| Wanted { what: w.what.clone(), volatile: w.volatile, taken: Vec::new(), end: None })
                .collect();
        }
        self.opened = Some(opened);
        self.begin(act);
    }

    /// Opens it again as it was; a step that was left out before it ever opened waits for its guard again.
    pub(super) fn reopen(&mut self, act: Act) {
        self.status = if self.opened.is_some() { Status::Open } else { Status::Awaits(Vec::new()) };
        self.begin(act);
    }

    fn begin(&mut self, act: Act) {
        self.opening = Some(act).filter(|_| self.status == Status::Open);
        self.settled = None;
        self.choice = None;
        self.choice_is_open = false;
        self.recheck = None;
        self.checks = Vec::new();
        self.approvals = Vec::new();
        self.overrides = BTreeMap::new();
        self.polls = Vec::new();
        self.review = BTreeMap::new();
        self.stopped = false;
        self.last = act.seq;
    }

    /// A person gave the outcome.
    pub(super) fn settle(&mut self, outcome: Outcome, act: Act) {
        self.status = Status::Settled(outcome);
        self.settled = Some(act);
        self.review = BTreeMap::new();
        self.last = act.seq;
    }

    /// Whether a person gave the outcome.
    pub(crate) fn was_settled_by_a_person(&self) -> bool {
        self.settled.is_some()
    }

    /// Whether somebody can act on it now.
    pub(crate) fn is_open_work(&self) -> bool {
        match self.status {
            Status::Open => !self.is_container() || self.used_up || self.target_missing,
            Status::Failing(_) => true,
            Status::Awaits(_) | Status::Settled(_) => false,
        }
    }

    /// Whether it only holds other steps.
    pub(crate) fn is_container(&self) -> bool {
        use crate::playbook::kind::KindWord;
        self.opened.as_ref().is_some_and(|o| o.kind.is_container() || o.kind == KindWord::Playbook)
    }

    /// Whether a name was read by its guard or its gates, or asked for.
    pub(super) fn depends_on(&self, name: &str) -> bool {
        let verdicts = self.because.iter().chain(&self.checks);
        verdicts.flat_map(|verdict| &verdict.reads).any(|read| read.name == name)
            || self.opened.as_ref().is_some_and(|o| o.facts.iter().any(|fact| fact.as_str() == name))
    }

    /// The person it waits for, as far as anybody said.
    pub(crate) fn holder(&self) -> Option<PersonId> {
        self.assigned.map(|(person, _)| person).or_else(|| self.claims.first().copied())
    }
}
