//! Where the engine stands while it reads a playbook: a run, the marks of the containers around, and what conditions see from there.

use super::event::progress::Verdict;
use super::key::{Mark, RunKey, StepKey};
use super::plans::{containers, marking_containers};
use super::runs::{PhaseState, PhaseStatus};
use super::state::State;
use crate::base::id::{FactId, Seq, StepId};
use crate::base::outcome::Outcome;
use crate::base::time::Timestamp;
use crate::expr::scope::{Reading, Scope, StepReading};
use crate::expr::{Condition, Evaluation};
use crate::fact::value::Value;
use crate::playbook::kind::Kind;
use crate::playbook::model::{Playbook, Step};

/// A place in a run.
#[derive(Debug, Clone)]
pub(crate) struct Place<'a> {
    /// The state that is read.
    pub(crate) state: &'a State,
    /// The run.
    pub(crate) run: &'a RunKey,
    /// Its playbook.
    pub(crate) playbook: &'a Playbook,
    /// Marks of the `each` and `repeat` steps around, outermost first.
    pub(crate) marks: Vec<Mark>,
    /// The `each` steps among them, with their item.
    pub(crate) items: Vec<(&'a FactId, &'a FactId, u32)>,
    /// The present.
    pub(crate) now: Timestamp,
}

impl<'a> Place<'a> {
    /// The outermost place of a run.
    pub(crate) fn of_run(state: &'a State, run: &'a RunKey, playbook: &'a Playbook, now: Timestamp) -> Self {
        Self { state, run, playbook, marks: Vec::new(), items: Vec::new(), now }
    }

    /// The place of a step that is named by its key.
    pub(crate) fn of_step(
        state: &'a State,
        run: &'a RunKey,
        playbook: &'a Playbook,
        (id, marks): (&StepId, &[Mark]),
        now: Timestamp,
    ) -> Self {
        let mut place = Self::of_run(state, run, playbook, now);
        let around = marking_containers(playbook, id).unwrap_or_default();
        for (container, mark) in around.into_iter().zip(marks) {
            place = place.inside(container, *mark);
        }
        place
    }

    /// The place inside an instance or iteration of a container.
    pub(crate) fn inside(&self, container: &'a Step, mark: Mark) -> Self {
        let mut place = self.clone();
        place.marks.push(mark);
        if let (Kind::Each(each), Mark::Item(n)) = (&container.kind, mark) {
            place.items.push((&each.name, &each.over, n));
        }
        place
    }

    /// The key of a step here.
    pub(crate) fn key(&self, id: &StepId) -> StepKey {
        StepKey::new(self.run, id, &self.marks)
    }

    /// Evaluates a condition here.
    pub(crate) fn evaluate(&self, condition: &Condition) -> (Verdict, Vec<FactId>) {
        let Evaluation { truth, reads, missing } = condition.evaluate(self);
        (Verdict { text: condition.text().to_owned(), result: truth, reads }, missing)
    }

    /// The key of a step that a condition names from here: same file, item and iteration.
    fn named(&self, id: &StepId) -> Option<StepKey> {
        let depth = marking_containers(self.playbook, id)?.len();
        let marks = self.marks.get(..depth)?;
        Some(StepKey::new(self.run, id, marks))
    }

    /// The containers around a step, outermost first, with the item or iteration of each in which the step stands.
    fn around(&self, id: &StepId) -> Vec<(StepKey, Option<Mark>)> {
        let mut depth = 0;
        let containers = containers(self.playbook, id).into_iter();
        let keyed = containers.map(|container| {
            let key = StepKey::new(self.run, &container.id, self.marks.get(..depth).unwrap_or_default());
            let mark = self.marks.get(depth).copied().filter(|_| container.kind.word().repeats());
            depth += usize::from(mark.is_some());
            (key, mark)
        });
        keyed.collect()
    }

    /// Whether there is such an item and iteration of each container around a step.
    pub(crate) fn exists(&self, key: &StepKey) -> bool {
        let Ok(id) = StepId::parse(key.id()) else { return false };
        let there = |(key, mark): &(StepKey, Option<Mark>)| match mark {
            None => true,
            Some(Mark::Item(n)) => self.state.step(key).is_some_and(|seen| seen.instances.contains_key(n)),
            Some(Mark::Iteration(n)) => {
                self.state.step(key).is_some_and(|seen| (1..=seen.iteration).contains(n))
            }
        };
        self.key(&id) == *key && self.around(&id).iter().all(there)
    }

    /// The outcome that a step which nobody has settled shares with the containers around it, since the entry.
    pub(crate) fn fate(&self, id: &StepId) -> Option<(Outcome, Seq)> {
        self.around(id).into_iter().find_map(|(key, mark)| {
            let container = self.state.step(&key)?;
            let dropped = matches!(mark, Some(Mark::Item(n)) if container.instances.get(&n) == Some(&false));
            match container.status.outcome() {
                _ if dropped => Some((Outcome::Superseded, container.last)),
                Some(outcome) if container.status.is_gone() => Some((outcome, container.last)),
                Some(_) | None => None,
            }
        })
    }

    fn phase_of(&self, id: &StepId) -> Option<&PhaseState> {
        let run = self.state.runs().get(self.run)?;
        let phase =
            self.playbook.phases.iter().find(|phase| phase.steps.iter().any(|step| step.holds(id)))?;
        run.phases.get(&phase.id)
    }

    /// Whether the phase of a step does not apply.
    pub(crate) fn phase_fell_away(&self, id: &StepId) -> bool {
        self.phase_of(id).is_some_and(|phase| phase.status == PhaseStatus::FellAway)
    }

    /// What conditions read of a step that was never seen.
    fn unseen(&self, id: &StepId) -> (Option<Outcome>, Seq) {
        let phase = || self.phase_of(id).filter(|phase| phase.status == PhaseStatus::FellAway);
        let fell = || phase().map(|phase| (Outcome::NotApplicable, phase.last));
        self.fate(id).or_else(fell).map_or((None, Seq::NONE), |(outcome, seq)| (Some(outcome), seq))
    }

    /// What an item of a list is, and since which entry.
    #[expect(clippy::wildcard_enum_match_arm, reason = "the other kinds have nothing to say here")]
    pub(crate) fn item_reading(&self, over: &FactId, n: u32) -> Reading {
        let Some(fact) = self.state.facts().get(over) else { return Reading { value: None, seq: Seq::NONE } };
        let value = fact.known.as_ref().and_then(|known| match &known.value {
            Value::List(items) => items.iter().find(|item| item.n == n).map(|item| item.v.clone()),
            _single => None,
        });
        Reading { value, seq: fact.last }
    }
}

impl Scope for Place<'_> {
    fn fact(&self, id: &FactId) -> Reading {
        self.state.facts().get(id).map_or(Reading { value: None, seq: Seq::NONE }, |fact| Reading {
            value: fact.known.as_ref().map(|known| known.value.clone()),
            seq: fact.last,
        })
    }

    fn item(&self, name: &FactId) -> Reading {
        self.items
            .iter()
            .rev()
            .find(|(item, _, _)| *item == name)
            .map_or(Reading { value: None, seq: Seq::NONE }, |(_, over, n)| self.item_reading(over, *n))
    }

    fn step(&self, id: &StepId) -> StepReading {
        let step = self.named(id).and_then(|key| self.state.step(&key));
        let Some(step) = step else {
            let (outcome, seq) = self.unseen(id);
            return StepReading { outcome, choice: None, seq };
        };
        StepReading { outcome: step.status.outcome(), choice: step.choice.clone(), seq: step.last }
    }

    fn now(&self) -> Timestamp {
        self.now
    }
}
