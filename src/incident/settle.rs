//! What follows from the state: which phases and steps open, fall away, join or are handed over. Pure and repeated until nothing more
//! follows; each round's changes are applied before the next is read. First all that moves in the runs that are there; in a round in
//! which nothing moves one playbook is entered; when nothing else follows one pivot hands over. So what is found does not hang on
//! how deep in a file it stands. Must not act for people: it gives only engine outcomes.

mod container;
mod guard;
mod hand_over;
mod run;

use self::guard::{Turn, turn};
use self::run::phase_has_ended;
pub(crate) use self::run::{holder, main_runs, run_has_ended, stands_alone};
use super::event::progress::{
    Change, PhaseAwaits, PhaseFellAway, PhaseStarted, StepAwaits, StepFellAway, StepOpened, WantedEvidence,
};
use super::key::{RunKey, StepKey};
use super::place::Place;
use super::plans::Plans;
use super::runs::{PhaseStatus, Run};
use super::state::State;
use super::steps::{Status, StepState};
use crate::base::id::FactId;
use crate::base::outcome::Outcome;
use crate::base::time::Timestamp;
use crate::expr::truth::Truth;
use crate::playbook::kind::Kind;
use crate::playbook::model::{OnUnknown, Phase, Playbook, Step};

/// One round of changes.
pub(crate) fn settle(state: &State, plans: &Plans<'_>, now: Timestamp) -> Vec<Change> {
    let mut walk = Walk { state, plans, now, changes: Vec::new(), entered: Vec::new(), pivot: Vec::new() };
    let mut runs: Vec<(&RunKey, &Run)> = state.runs().iter().collect();
    runs.sort_by_key(|(_, run)| run.started);
    for (key, run) in runs {
        if let Some(to) = &run.handed_over_to {
            walk.sweep(key, to);
        } else if stands_alone(state, run) {
            walk.run(key, run);
        }
    }
    [walk.changes, walk.entered, walk.pivot]
        .into_iter()
        .find(|changes| !changes.is_empty())
        .unwrap_or_default()
}

struct Walk<'a> {
    state: &'a State,
    plans: &'a Plans<'a>,
    now: Timestamp,
    /// What moves.
    changes: Vec<Change>,
    /// The first playbook that is entered, once nothing moves.
    entered: Vec<Change>,
    /// The first pivot, once nothing else follows.
    pivot: Vec<Change>,
}

impl<'a> Walk<'a> {
    fn run(&mut self, key: &'a RunKey, run: &'a Run) {
        if run.handed_over_to.is_some() {
            return;
        }
        let Some(playbook) = self.plans.of(run) else { return };
        let place = Place::of_run(self.state, key, playbook, self.now);
        let started = |phase: &Phase| {
            run.phases.get(&phase.id).is_some_and(|phase| phase.status == PhaseStatus::Started)
        };
        let before = self.changes.len();
        for phase in &playbook.phases {
            if started(phase) {
                self.sequence(&place, &phase.steps, &phase.id);
            } else {
                self.early(&place, &phase.steps, &phase.id);
            }
        }
        // A step or phase that moves in this round may keep a phase from having ended.
        let mut waiting: Vec<&Phase> = playbook.phases.iter().filter(|phase| !started(phase)).collect();
        waiting.sort_by_key(|phase| playbook.depth(phase));
        for phase in waiting {
            if self.changes.len() == before {
                self.phase(&place, run, playbook, phase);
            }
        }
    }

    fn phase(&mut self, place: &Place<'a>, run: &Run, playbook: &Playbook, phase: &'a Phase) {
        let status = run.phases.get(&phase.id).map(|phase| &phase.status);
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
            if blocked {
                self.early(place, step.kind.members(), phase);
            } else {
                self.consider(place, step, phase, None);
            }
            return false;
        };
        match &seen.status {
            Status::Failing(_) => false,
            Status::Settled(_) if seen.was_settled_by_a_person() => true,
            // Superseded steps are only met again when the item they belong to is listed again.
            Status::Settled(Outcome::NotApplicable | Outcome::Superseded) => {
                let moved = self.consider(place, step, phase, Some(seen));
                if !moved {
                    self.drop_inside(place, step);
                }
                !moved
            }
            Status::Settled(_) => self.hold(place, step, phase, &key),
            Status::Awaits(_) => {
                self.consider(place, step, phase, Some(seen));
                self.early(place, step.kind.members(), phase);
                false
            }
            Status::Open => {
                let fell_away = self.consider(place, step, phase, Some(seen));
                if !fell_away {
                    self.hold(place, step, phase, &key);
                }
                false
            }
        }
    }

    /// Steps that were opened before their turn stand where their guards put them, though nothing around them is open.
    fn early(&mut self, place: &Place<'a>, steps: &'a [Step], phase: &crate::base::id::PhaseId) {
        for step in steps {
            let seen = self.state.step(&place.key(&step.id)).is_some();
            if seen || matches!(step.kind, Kind::Group(..)) {
                self.step(place, step, phase, true);
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
        seen: Option<&StepState>,
    ) -> bool {
        let status = seen.map(|seen| &seen.status);
        let early = seen.is_some_and(|seen| seen.early);
        let list = match &step.kind {
            Kind::Each(each) => Some(&each.over),
            _other => None,
        };
        let key = place.key(&step.id);
        let turn = turn(place, step.when.as_ref(), step.on_unknown, list);
        match (turn, status) {
            (Turn::Open { .. } | Turn::Await { .. }, Some(Status::Open))
            | (Turn::Away { .. }, Some(Status::Settled(Outcome::NotApplicable))) => false,
            (Turn::Away { because, .. }, Some(Status::Open)) if early && because.result == Truth::Unknown => {
                false
            }
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

/// The changes by which a run and its inline runs are handed over to another, by a step of it or by hand.
pub(crate) fn hand_over(
    state: &State,
    from: &RunKey,
    to: &RunKey,
    own_step: Option<&StepKey>,
) -> Vec<Change> {
    hand_over::handing_over(state, from, to, own_step)
}
