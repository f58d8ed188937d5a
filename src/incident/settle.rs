//! What follows from the state: which phases and steps open, fall away, join or are handed over. Pure and repeated until nothing more
//! follows; each round's changes are applied before the next is read. Must not act for people: it gives only engine outcomes.

mod container;
mod guard;
mod hand_over;

use self::guard::{Turn, turn};
use super::event::progress::{
    Change, PhaseAwaits, PhaseFellAway, PhaseStarted, StepAwaits, StepFellAway, StepOpened, WantedEvidence,
};
use super::key::{RunKey, StepKey};
use super::place::Place;
use super::plans::Plans;
use super::runs::{PhaseStatus, Run};
use super::state::State;
use super::steps::Status;
use crate::base::id::FactId;
use crate::base::outcome::Outcome;
use crate::base::time::Timestamp;
use crate::playbook::kind::{Kind, UseMode};
use crate::playbook::model::{OnUnknown, Phase, Playbook, Step};

/// One round of changes.
pub(crate) fn settle(state: &State, plans: &Plans<'_>, now: Timestamp) -> Vec<Change> {
    let mut walk = Walk { state, plans, now, changes: Vec::new() };
    for (key, run) in state.runs() {
        if run.mode != UseMode::Inline {
            walk.run(key, run);
        }
    }
    without_late_changes(walk.changes)
}

/// A run that is handed over in this round is not moved by what was read after it in the same round.
#[expect(clippy::wildcard_enum_match_arm, reason = "the other kinds have nothing to say here")]
fn without_late_changes(changes: Vec<Change>) -> Vec<Change> {
    let mut gone: Vec<RunKey> = Vec::new();
    let mut kept = Vec::with_capacity(changes.len());
    for change in changes {
        let handed = match &change {
            Change::RunHandedOver(body) => Some(body.run.clone()),
            _moved => None,
        };
        match handed {
            Some(run) if gone.contains(&run) => continue,
            None if gone.iter().any(|run| hand_over::concerns(&change, run)) => continue,
            Some(_) | None => gone.extend(handed),
        }
        kept.push(change);
    }
    kept
}

/// Whether a run has ended: handed over, or each phase fell away or has all its steps settled.
pub(crate) fn run_has_ended(state: &State, plans: &Plans<'_>, key: &RunKey) -> bool {
    let Some(run) = state.runs().get(key) else { return false };
    if run.handed_over_to.is_some() {
        return true;
    }
    let Some(playbook) = plans.of(run) else { return false };
    playbook.phases.iter().all(|phase| phase_has_ended(state, key, run, phase))
}

fn phase_has_ended(state: &State, key: &RunKey, run: &Run, phase: &Phase) -> bool {
    match run.phases.get(&phase.id).map(|phase| &phase.status) {
        Some(PhaseStatus::FellAway) => true,
        Some(PhaseStatus::Started) => phase.steps.iter().all(|step| {
            state.step(&StepKey::new(key, &step.id, &[])).is_some_and(|step| step.status.is_settled())
        }),
        Some(PhaseStatus::Awaits(_)) | None => false,
    }
}

struct Walk<'a> {
    state: &'a State,
    plans: &'a Plans<'a>,
    now: Timestamp,
    changes: Vec<Change>,
}

impl<'a> Walk<'a> {
    fn run(&mut self, key: &'a RunKey, run: &'a Run) {
        if run.handed_over_to.is_some() {
            return;
        }
        let Some(playbook) = self.plans.of(run) else { return };
        let place = Place::of_run(self.state, key, playbook, self.now);
        for phase in &playbook.phases {
            self.phase(&place, run, playbook, phase);
        }
    }

    fn phase(&mut self, place: &Place<'a>, run: &Run, playbook: &Playbook, phase: &'a Phase) {
        let status = run.phases.get(&phase.id).map(|phase| &phase.status);
        if status == Some(&PhaseStatus::Started) {
            self.sequence(place, &phase.steps, &phase.id);
            return;
        }
        let after = phase.after.iter().filter_map(|id| playbook.phases.iter().find(|p| p.id == *id));
        let mut after = after;
        if !after.all(|earlier| phase_has_ended(self.state, place.run, run, earlier)) {
            return;
        }
        let (run, id, title) = (place.run.clone(), phase.id.clone(), phase.title.clone());
        let change = match turn(place, phase.when.as_ref(), OnUnknown::Open, None) {
            Turn::Open { because, unknown } => {
                Change::PhaseStarted(PhaseStarted { run, phase: id, title, because, unknown })
            }
            Turn::Await { because, facts } => {
                if status == Some(&PhaseStatus::Awaits(facts.clone())) {
                    return;
                }
                Change::PhaseAwaits(PhaseAwaits { run, phase: id, title, because, facts })
            }
            Turn::Away { because, .. } => {
                if status == Some(&PhaseStatus::FellAway) {
                    return;
                }
                Change::PhaseFellAway(PhaseFellAway { run, phase: id, title, because })
            }
        };
        self.changes.push(change);
    }

    /// Steps one after another; true when all are settled.
    fn sequence(&mut self, place: &Place<'a>, steps: &'a [Step], phase: &crate::base::id::PhaseId) -> bool {
        let mut settled = true;
        for step in steps {
            settled &= self.step(place, step, phase, !settled);
        }
        settled
    }

    /// One step; true when it is settled and nothing changes it. `blocked`: an earlier one is not settled.
    fn step(
        &mut self,
        place: &Place<'a>,
        step: &'a Step,
        phase: &crate::base::id::PhaseId,
        blocked: bool,
    ) -> bool {
        let key = place.key(&step.id);
        let Some(seen) = self.state.step(&key) else {
            if !blocked {
                self.consider(place, step, phase, None);
            }
            return false;
        };
        match &seen.status {
            Status::Failing(_) => false,
            Status::Settled(Outcome::NotApplicable) => !self.consider(place, step, phase, Some(&seen.status)),
            Status::Settled(_) if seen.was_settled_by_a_person() => true,
            Status::Settled(Outcome::Superseded) => true,
            Status::Settled(_) => self.hold(place, step, phase, &key),
            Status::Awaits(_) => {
                self.consider(place, step, phase, Some(&seen.status));
                false
            }
            Status::Open => {
                let fell_away = self.consider(place, step, phase, Some(&seen.status));
                if !fell_away {
                    self.hold(place, step, phase, &key);
                }
                false
            }
        }
    }

    /// Reads the guard and notes what follows, if it differs from what is. True when something was noted.
    #[expect(clippy::wildcard_enum_match_arm, reason = "the other kinds have nothing to say here")]
    fn consider(
        &mut self,
        place: &Place<'a>,
        step: &'a Step,
        phase: &crate::base::id::PhaseId,
        status: Option<&Status>,
    ) -> bool {
        let list = match &step.kind {
            Kind::Each(each) => Some(&each.over),
            _other => None,
        };
        let key = place.key(&step.id);
        let turn = turn(place, step.when.as_ref(), step.on_unknown, list);
        match (turn, status) {
            (Turn::Open { .. } | Turn::Await { .. }, Some(Status::Open))
            | (Turn::Away { .. }, Some(Status::Settled(_))) => false,
            (Turn::Await { facts, .. }, Some(Status::Awaits(asked))) if facts == *asked => false,
            (Turn::Open { because, unknown }, _) => {
                let again = status.is_some_and(Status::is_settled);
                let mut opened = opening(key, step, phase);
                opened.because = because;
                opened.unknown = unknown;
                opened.again = again;
                self.changes.push(Change::StepOpened(opened));
                true
            }
            (Turn::Await { because, facts }, _) => {
                let title = step.title.clone();
                self.changes.push(Change::StepAwaits(StepAwaits { step: key, title, because, facts }));
                true
            }
            (Turn::Away { because, unknown }, _) => {
                if status == Some(&Status::Open) {
                    self.drop_inside(place, step);
                }
                let because = Some(because);
                let title = step.title.clone();
                self.changes.push(Change::StepFellAway(StepFellAway { step: key, title, because, unknown }));
                true
            }
        }
    }
}

/// What is written when a step opens.
pub(crate) fn opening(key: StepKey, step: &Step, phase: &crate::base::id::PhaseId) -> StepOpened {
    StepOpened {
        step: key,
        title: step.title.clone(),
        kind: step.kind.word(),
        phase: phase.clone(),
        role: step.role.clone(),
        timebox: step.timebox,
        escalate_to: step.escalate_to.clone(),
        duty: step.duty.clone(),
        because: None,
        unknown: Vec::new(),
        facts: expected(step),
        evidence: step
            .evidence
            .iter()
            .map(|wanted| WantedEvidence { what: wanted.what.clone(), volatile: wanted.volatile })
            .collect(),
        again: false,
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "the other kinds have nothing to say here")]
fn expected(step: &Step) -> Vec<FactId> {
    let mut facts = match &step.kind {
        Kind::Question(ask) => ask.clone(),
        _other => Vec::new(),
    };
    facts.extend(step.produces.iter().filter(|fact| !facts.contains(fact)).cloned().collect::<Vec<_>>());
    facts
}

/// The runs that a pivot by hand takes over: the root, or what it was handed over to, that still run.
pub(crate) fn main_runs(state: &State) -> Vec<RunKey> {
    let takes =
        |run: &Run| matches!(run.mode, UseMode::Root | UseMode::Pivot) && run.handed_over_to.is_none();
    state.runs().iter().filter(|(_, run)| takes(run)).map(|(key, _)| key.clone()).collect()
}

/// The changes by which runs and their inline runs are handed over to another.
pub(crate) fn hand_over_all(state: &State, from: &[RunKey], to: &RunKey) -> Vec<Change> {
    let from = from.iter().filter(|run| *run != to);
    from.flat_map(|run| hand_over::handing_over(state, run, to, None)).collect()
}
