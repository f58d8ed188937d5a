//! What is to be done now: open steps, facts to ask, things to check again. A pure fold over state and time.
//! Must not decide; must not read words.

mod file_order;

use self::file_order::file_order;
use super::decide::quiet_time;
use super::key::{Mark, RunKey, StepKey};
use super::place::Place;
use super::plans::Plans;
use super::state::State;
use super::steps::{Status, StepState};
use crate::base::id::{FactId, PersonId, RoleId, Seq, StepId, TaskId};
use crate::base::time::{Period, Timestamp};
use crate::expr::truth::Truth;
use crate::playbook::kind::{Kind, KindWord};
use crate::playbook::model::{Playbook, Step};

/// Why a step is on the board.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Work {
    /// Somebody has to act.
    Do,
    /// Facts have to be asked before it can be said whether it applies.
    Ask(Vec<FactId>),
    /// It failed and what follows is not said.
    AfterFailure,
    /// It has used up its iterations.
    GoOn,
    /// Its playbook is not at hand.
    ByHand,
    /// It waits; so much quiet time is missing.
    Wait(Period),
    /// It has been quiet for long enough, but what must be true is not.
    Until,
    /// It has waited long enough: a person confirms.
    Confirm,
}

/// A line of the board.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct BoardLine {
    /// The step; its run is the track.
    pub(crate) step: StepKey,
    /// Title as the playbook has it.
    pub(crate) title: String,
    /// Kind.
    pub(crate) kind: KindWord,
    /// Whose it is.
    pub(crate) role: Option<RoleId>,
    /// Who said that they do it, or was told to.
    pub(crate) holder: Option<PersonId>,
    /// When the time box or the assignment ends.
    pub(crate) due: Option<Timestamp>,
    /// Who hears when that is missed.
    pub(crate) escalate_to: Option<RoleId>,
    /// Why it is here.
    pub(crate) work: Work,
    /// Facts that nobody knows, while its guard needs them: it is open on unknown.
    pub(crate) unknown: Vec<FactId>,
    /// Volatile evidence that is not taken.
    pub(crate) volatile: usize,
    /// When it opened.
    pub(crate) opened: Seq,
}

/// A fact that is due to be asked again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Recheck {
    /// The fact, or the decision.
    pub(crate) what: RecheckOf,
    /// When.
    pub(crate) at: Timestamp,
}

/// What is to be checked again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum RecheckOf {
    /// A fact.
    Fact(FactId),
    /// A decision.
    Decision(StepKey),
}

/// All that is open.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Board {
    /// Open steps: those of the root first, then track by track; in each, in the order they opened, then in that of the files.
    pub(crate) lines: Vec<BoardLine>,
    /// What is to be checked again, soonest first.
    pub(crate) rechecks: Vec<Recheck>,
    /// Settled steps that a later change may have touched.
    pub(crate) reviews: Vec<StepKey>,
    /// Ad-hoc tasks that are open.
    pub(crate) tasks: Vec<TaskId>,
    /// Facts whose value is disputed.
    pub(crate) disputed: Vec<FactId>,
}

impl Board {
    /// Reads the board at a moment.
    pub(crate) fn read(state: &State, plans: &Plans<'_>, now: Timestamp) -> Self {
        let mut lines: Vec<BoardLine> =
            state.steps().iter().filter_map(|(key, step)| line(state, plans, (key, step), now)).collect();
        for (run, phase) in state.runs().iter().flat_map(|(run, r)| r.phases.iter().map(move |p| (run, p))) {
            lines.extend(phase_line(run, phase));
        }
        let place = |key: &StepKey| file_order(state, plans, key);
        lines.sort_by_cached_key(|line| {
            let (began, run) = track(state, &line.step.run());
            let started = StepKey::parse(&run.0).map(|step| place(&step));
            (began, started, run, line.opened, place(&line.step))
        });
        Self {
            lines,
            rechecks: rechecks(state),
            reviews: reviews(state),
            tasks: state.tasks().iter().filter(|(_, task)| task.end.is_none()).map(|(id, _)| *id).collect(),
            disputed: disputed(state),
        }
    }
}

/// The run beside which a step is worked on: itself, or the one around its inline runs; with when it began.
pub(crate) fn track(state: &State, run: &RunKey) -> (Seq, RunKey) {
    use crate::playbook::kind::UseMode;
    match state.runs().get(run) {
        Some(inner) if inner.mode == UseMode::Inline => match &inner.parent {
            Some(parent) => track(state, parent),
            None => (inner.started, run.clone()),
        },
        Some(own) => (own.started, run.clone()),
        None => (Seq::NONE, run.clone()),
    }
}

fn line(
    state: &State,
    plans: &Plans<'_>,
    (key, step): (&StepKey, &StepState),
    now: Timestamp,
) -> Option<BoardLine> {
    let standing = Standing::of(state, plans, key);
    let place = standing.as_ref().map(|standing| standing.place(state, now));
    let here = place.as_ref().zip(standing.as_ref().map(|standing| standing.step));
    let work = work(here, step)?;
    let open = here.filter(|_| step.status == Status::Open);
    let opened = step.opened.as_ref();
    let opening = step.opening.map(|act| act.t);
    let boxed = opened.and_then(|o| o.timebox).zip(opening).map(|(timebox, t)| t.plus(timebox));
    let assigned = step.assigned.and_then(|(_, by_time)| by_time);
    Some(BoardLine {
        step: key.clone(),
        title: step.title.clone(),
        kind: opened.map_or(KindWord::Question, |o| o.kind),
        role: opened.and_then(|o| o.role.clone()),
        holder: step.holder(),
        due: assigned.or(boxed),
        escalate_to: opened.and_then(|o| o.escalate_to.clone()),
        work,
        unknown: open.map(|(place, step)| unknown(place, step)).unwrap_or_default(),
        volatile: step.wanted.iter().filter(|w| w.volatile && w.is_missing()).count(),
        opened: step.opening.map_or(step.last, |act| act.seq),
    })
}

/// A step in its playbook.
struct Standing<'a> {
    run: RunKey,
    playbook: &'a Playbook,
    step: &'a Step,
    marks: Vec<Mark>,
}

impl<'a> Standing<'a> {
    fn of(state: &State, plans: &'a Plans<'_>, key: &StepKey) -> Option<Self> {
        let run = key.run();
        let playbook = plans.of(state.runs().get(&run)?)?;
        let (id, marks) = key.tail();
        let step = playbook.step(&StepId::parse(id).ok()?)?;
        Some(Self { run, playbook, step, marks })
    }

    fn place<'s>(&'s self, state: &'s State, now: Timestamp) -> Place<'s> {
        Place::of_step(state, &self.run, self.playbook, (&self.step.id, &self.marks), now)
    }
}

/// The facts that a guard needs and nobody knows, as it reads now: what was known when it opened may have been withdrawn since.
fn unknown(place: &Place<'_>, step: &Step) -> Vec<FactId> {
    let read = step.when.as_ref().map(|guard| place.evaluate(guard));
    read.filter(|(verdict, _)| verdict.result == Truth::Unknown)
        .map(|(_, missing)| missing)
        .unwrap_or_default()
}

fn work(standing: Option<(&Place<'_>, &Step)>, step: &StepState) -> Option<Work> {
    match &step.status {
        Status::Awaits(facts) => Some(Work::Ask(facts.clone())),
        Status::Failing(_) => Some(Work::AfterFailure),
        Status::Settled(_) => None,
        Status::Open if step.used_up => Some(Work::GoOn),
        Status::Open if step.target_missing => Some(Work::ByHand),
        Status::Open if step.is_container() => None,
        Status::Open => Some(standing.and_then(|standing| waiting(standing, step)).unwrap_or(Work::Do)),
    }
}

fn waiting((place, model): (&Place<'_>, &Step), step: &StepState) -> Option<Work> {
    let Kind::Wait(wait) = &model.kind else { return None };
    let quiet = || quiet_time(step, wait, place.now).seconds();
    let left = wait.quiet.map_or(0, |needed| needed.seconds() - quiet());
    if left > 0 {
        return Some(Work::Wait(Period::from_seconds(left)));
    }
    let holds = wait.until.as_ref().is_none_or(|until| place.evaluate(until).0.result.is_true());
    Some(if holds { Work::Confirm } else { Work::Until })
}

/// A phase whose guard needs facts stands on the board like a step that asks for them.
fn phase_line(
    run: &RunKey,
    (id, phase): (&crate::base::id::PhaseId, &super::runs::PhaseState),
) -> Option<BoardLine> {
    let super::runs::PhaseStatus::Awaits(facts) = &phase.status else { return None };
    let step = StepKey::new(run, &StepId::parse(id.as_str()).ok()?, &[]);
    Some(BoardLine {
        step,
        title: phase.title.clone(),
        kind: KindWord::Question,
        role: None,
        holder: None,
        due: None,
        escalate_to: None,
        work: Work::Ask(facts.clone()),
        unknown: Vec::new(),
        volatile: 0,
        opened: phase.last,
    })
}

fn rechecks(state: &State) -> Vec<Recheck> {
    let facts = state
        .facts()
        .open()
        .filter_map(|(id, fact)| Some(Recheck { what: RecheckOf::Fact(id.clone()), at: fact.recheck? }));
    let decisions = state.steps().iter().filter_map(|(key, step)| {
        let at = step.recheck.filter(|_| step.choice_is_open)?;
        Some(Recheck { what: RecheckOf::Decision(key.clone()), at })
    });
    let mut all: Vec<Recheck> = facts.chain(decisions).collect();
    all.sort_by_key(|recheck| recheck.at);
    all
}

fn reviews(state: &State) -> Vec<StepKey> {
    state.steps().iter().filter(|(_, step)| !step.review.is_empty()).map(|(key, _)| key.clone()).collect()
}

fn disputed(state: &State) -> Vec<FactId> {
    let disputed = |fact: &super::facts::FactState| fact.known.as_ref().is_some_and(|known| known.disputed);
    state.facts().iter().filter(|(_, fact)| disputed(fact)).map(|(id, _)| id.clone()).collect()
}
