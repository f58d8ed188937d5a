//! Where the engine stands while it reads a playbook: a run, the marks of the containers around, and what conditions see from there.

use super::event::progress::Verdict;
use super::key::{Mark, RunKey, StepKey};
use super::plans::marking_containers;
use super::state::State;
use crate::base::id::{FactId, OptionId, Seq, StepId};
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
        step.map_or(StepReading { outcome: None, choice: None::<OptionId>, seq: Seq::NONE }, |step| {
            StepReading { outcome: step.status.outcome(), choice: step.choice.clone(), seq: step.last }
        })
    }

    fn now(&self) -> Timestamp {
        self.now
    }
}
