//! Where everything stands: worked out from what the model remembers, nothing kept. Must not change anything.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use super::follow::Rank;
use super::{Model, RunM};
use crate::base::id::{FactId, Seq, StepId};
use crate::base::outcome::Outcome;
use crate::base::time::Timestamp;
use crate::expr::Condition;
use crate::expr::scope::{Reading, Scope, StepReading};
use crate::expr::truth::Truth;
use crate::fact::value::Value;
use crate::incident::key::Mark;
use crate::playbook::kind::{Kind, Use};
use crate::playbook::model::{OnFailure, OnUnknown, Phase, Step};

/// Where a step stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in super::super) enum St {
    Unseen,
    Awaits(Vec<String>),
    Open,
    Failing(OnFailure),
    Out(Outcome),
}

impl St {
    pub(super) fn is_settled(&self) -> bool {
        matches!(self, Self::Out(_))
    }
}

/// A place for a step: a step of a run in its item and iteration, whether its turn has come or not.
#[derive(Debug, Clone)]
pub(in super::super) struct Spot<'a> {
    pub(in super::super) key: String,
    pub(in super::super) run: &'a RunM,
    phase: &'a Phase,
    pub(in super::super) step: &'a Step,
    pub(super) marks: Vec<Mark>,
    /// Names of items with list and number, outermost first.
    items: Vec<(&'a str, &'a FactId, u32)>,
    /// The container or `playbook` step whose fate it shares, and in which instance of it.
    holder: Option<(String, Option<u32>)>,
}

/// What a guard says.
enum Guard {
    Opens,
    Closed,
    Asks(Vec<String>),
}

/// All places, with what stands there worked out when it is asked for.
pub(in super::super) struct View<'a> {
    pub(super) model: &'a Model<'a>,
    spots: BTreeMap<String, Spot<'a>>,
    known: RefCell<BTreeMap<String, St>>,
    /// What is looked for when it is looked for what follows.
    pub(super) rank: Cell<Option<Rank>>,
}

impl<'a> View<'a> {
    pub(super) fn of(model: &'a Model<'a>) -> Self {
        let mut spots = Vec::new();
        for run in &model.runs {
            let file = model.files.get(&run.file).expect("the file of a run");
            for phase in &file.phases {
                let holder = run.holder.clone().map(|step| (step, None));
                let top = Spot {
                    key: String::new(),
                    run,
                    phase,
                    step: &phase.steps[0],
                    marks: Vec::new(),
                    items: Vec::new(),
                    holder,
                };
                collect(model, &phase.steps, &top, &mut spots);
            }
        }
        let spots = spots.into_iter().map(|spot| (spot.key.clone(), spot)).collect();
        Self { model, spots, known: RefCell::default(), rank: Cell::new(None) }
    }

    pub(in super::super) fn spots(&self) -> impl Iterator<Item = &Spot<'a>> {
        self.spots.values()
    }

    pub(in super::super) fn spot(&self, key: &str) -> Option<&Spot<'a>> {
        self.spots.get(key)
    }

    /// Where a step stands.
    pub(in super::super) fn status(&self, key: &str) -> St {
        if let Some(known) = self.known.borrow().get(key) {
            return known.clone();
        }
        let status = self.spot(key).map_or(St::Unseen, |spot| self.work_out(spot));
        self.known.borrow_mut().insert(key.to_owned(), status.clone());
        status
    }

    fn work_out(&self, spot: &Spot<'a>) -> St {
        let key = &spot.key;
        let turned = self.model.turns.contains(key);
        if let Some(given) = self.model.given.get(key) {
            return given.blocking.map_or(St::Out(given.outcome), St::Failing);
        }
        if let Some(outcome) = self.model.frozen.get(key) {
            return St::Out(*outcome);
        }
        if self.model.through.contains(key) {
            return St::Out(Outcome::Done);
        }
        if turned && spot.run.handed_to.is_some() {
            return St::Out(Outcome::Superseded);
        }
        if let Some(outcome) = self.fate(spot) {
            return St::Out(outcome);
        }
        if !turned {
            return if self.phase_fell(spot) { St::Out(Outcome::NotApplicable) } else { St::Unseen };
        }
        match self.guard(spot) {
            Guard::Closed => St::Out(Outcome::NotApplicable),
            Guard::Asks(facts) => St::Awaits(facts),
            Guard::Opens => match &spot.step.kind {
                Kind::Each(each) if self.model.said(&each.over) == 0 => {
                    St::Awaits(vec![each.over.to_string()])
                }
                _ => St::Open,
            },
        }
    }

    /// The outcome that a step shares with what it belongs to, if that fell away.
    fn fate(&self, spot: &Spot<'a>) -> Option<Outcome> {
        let (key, item) = spot.holder.as_ref()?;
        if item.is_some_and(|n| !self.model.is_listed(key, n)) {
            return Some(Outcome::Superseded);
        }
        let holder = self.spot(key)?;
        let around = self.fate(holder);
        // With a phase only its unseen steps fall, not what was opened early in one of them.
        let own = around.is_some() || !self.is_untouched(key);
        match self.status(key) {
            St::Out(outcome @ (Outcome::NotApplicable | Outcome::Superseded)) if own => Some(outcome),
            _ => around,
        }
    }

    /// All that holds a step, inside out.
    pub(super) fn around(&self, key: &str) -> Vec<String> {
        let holders = |key: &String| Some(self.spot(key)?.holder.as_ref()?.0.clone());
        std::iter::successors(holders(&key.to_owned()), holders).collect()
    }

    /// Whether nothing can open there any more, because of what the step belongs to.
    pub(in super::super) fn is_lost(&self, spot: &Spot<'a>) -> bool {
        spot.run.handed_to.is_some() || self.fate(spot).is_some()
    }

    /// Whether a step stands in an instance of an `each`, however deep.
    pub(super) fn stands_in(&self, spot: &Spot<'a>, each: &str, n: u32) -> bool {
        let Some((holder, item)) = &spot.holder else { return false };
        (holder == each && *item == Some(n))
            || self.spot(holder).is_some_and(|up| self.stands_in(up, each, n))
    }

    /// Whether a step only stands as it does because of what it belongs to: nothing was written of it.
    pub(in super::super) fn is_untouched(&self, key: &str) -> bool {
        !self.model.turns.contains(key)
    }

    /// What is open is not closed in order to ask, and what was opened early does not depend on what is not known.
    fn guard(&self, spot: &Spot<'a>) -> Guard {
        let Some(when) = &spot.step.when else { return Guard::Opens };
        let open = self.model.open_before.contains(&spot.key);
        let early = self.model.early.contains(&spot.key);
        let skips = spot.step.on_unknown == OnUnknown::Skip;
        match self.evaluate(spot, when) {
            (Truth::False, _) => Guard::Closed,
            (Truth::Unknown, asks) if !open && !asks.is_empty() => Guard::Asks(asks),
            (Truth::Unknown, asks) if skips && asks.is_empty() && !(open && early) => Guard::Closed,
            (Truth::True | Truth::Unknown, _) => Guard::Opens,
        }
    }

    /// Where a phase stands: open means started.
    pub(in super::super) fn phase_status(&self, run: &RunM, phase: &Phase) -> St {
        let key = (run.key.clone(), phase.id.to_string());
        self.model.phases.get(&key).cloned().unwrap_or(St::Unseen)
    }

    pub(super) fn phase_fell(&self, spot: &Spot<'a>) -> bool {
        self.phase_status(spot.run, spot.phase) == St::Out(Outcome::NotApplicable)
    }

    /// What the guard of a phase says now.
    pub(super) fn phase_guard(&self, run: &RunM, phase: &Phase) -> St {
        let Some(when) = &phase.when else { return St::Open };
        let spot = self.spots().find(|spot| spot.run.key == run.key && spot.marks.is_empty());
        match self.evaluate(spot.expect("a run has steps"), when) {
            (Truth::False, _) => St::Out(Outcome::NotApplicable),
            (Truth::Unknown, asks) if !asks.is_empty() => St::Awaits(asks),
            (Truth::True | Truth::Unknown, _) => St::Open,
        }
    }

    /// What a condition comes to, and what has to be asked for that.
    pub(super) fn evaluate(&self, spot: &Spot<'a>, condition: &Condition) -> (Truth, Vec<String>) {
        self.evaluate_at(spot, condition, self.model.now)
    }

    /// What a condition comes to at a time.
    pub(super) fn evaluate_at(
        &self,
        spot: &Spot<'a>,
        condition: &Condition,
        now: Timestamp,
    ) -> (Truth, Vec<String>) {
        let found = condition.evaluate(&Here { view: self, spot, now });
        let asks = found.missing.iter().filter(|fact| self.model.said(fact) == 0);
        (found.truth, asks.map(ToString::to_string).collect())
    }

    /// What a condition comes to, and all that it misses, asked for or not.
    pub(super) fn missing_at(
        &self,
        spot: &Spot<'a>,
        condition: &Condition,
        now: Timestamp,
    ) -> (Truth, Vec<String>) {
        let found = condition.evaluate(&Here { view: self, spot, now });
        (found.truth, found.missing.iter().map(ToString::to_string).collect())
    }

    /// What the `until` of a `repeat` comes to in its last iteration.
    pub(super) fn until_holds(&self, spot: &Spot<'a>, until: &Condition, iteration: u32) -> bool {
        let mut inside = spot.clone();
        inside.marks.push(Mark::Iteration(iteration));
        self.evaluate(&inside, until).0 == Truth::True
    }

    /// A run has ended when it was handed over, or every phase is through; the run of a step that fell away ends with it.
    pub(in super::super) fn has_ended(&self, run: &RunM) -> bool {
        let fell = run.holder.as_ref().and_then(|key| self.spot(key)).is_some_and(|holder| {
            matches!(self.status(&holder.key), St::Out(Outcome::NotApplicable | Outcome::Superseded))
        });
        let file = self.model.files.get(&run.file).expect("the file of a run");
        run.handed_to.is_some() || fell || file.phases.iter().all(|phase| self.phase_has_ended(run, phase))
    }

    /// Whether the root, or the run that it was handed over to, and all tracks have ended: all that stands in no step.
    pub(super) fn all_ended(&self) -> bool {
        self.model.runs.iter().filter(|run| run.holder.is_none()).all(|run| self.has_ended(run))
    }

    pub(super) fn phase_has_ended(&self, run: &RunM, phase: &Phase) -> bool {
        match self.phase_status(run, phase) {
            St::Out(_) => true,
            St::Open => phase.steps.iter().all(|step| self.status(&key_of(run, &step.id, &[])).is_settled()),
            St::Unseen | St::Awaits(_) | St::Failing(_) => false,
        }
    }
}

impl<'a> Spot<'a> {
    /// The same step one level further in.
    pub(super) fn inside(&self, mark: Mark) -> Self {
        let mut spot = self.clone();
        spot.marks.push(mark);
        spot.holder = Some((self.key.clone(), None));
        if let (Kind::Each(each), Mark::Item(n)) = (&self.step.kind, mark) {
            spot.items.push((each.name.as_str(), &each.over, n));
            spot.holder = Some((self.key.clone(), Some(n)));
        }
        spot
    }

    pub(in super::super) fn used(&self) -> Option<&'a Use> {
        if let Kind::Playbook(used) = &self.step.kind { Some(used) } else { None }
    }

    /// The key of a member that stands in this spot.
    pub(super) fn key_of(&self, id: &StepId) -> String {
        key_of(self.run, id, &self.marks)
    }

    pub(super) fn members(&self) -> &'a [Step] {
        self.step.kind.members()
    }
}

/// Writes a key: the run, the step, a mark for each container around that repeats it.
pub(super) fn key_of(run: &RunM, id: &StepId, marks: &[Mark]) -> String {
    let front = if run.key.is_empty() { String::new() } else { format!("{}/", run.key) };
    let marks: String = marks.iter().map(ToString::to_string).collect();
    format!("{front}{id}{marks}")
}

fn collect<'a>(model: &'a Model<'a>, steps: &'a [Step], around: &Spot<'a>, spots: &mut Vec<Spot<'a>>) {
    for step in steps {
        let spot = Spot { key: around.key_of(&step.id), step, ..around.clone() };
        let members = spot.members();
        match &step.kind {
            Kind::Group(..) => {
                let inside = Spot { holder: Some((spot.key.clone(), None)), ..spot.clone() };
                collect(model, members, &inside, spots);
            }
            Kind::Each(_) => {
                for n in model.instances.get(&spot.key).into_iter().flat_map(BTreeMap::keys) {
                    collect(model, members, &spot.inside(Mark::Item(*n)), spots);
                }
            }
            Kind::Repeat(_) => {
                for i in 1..=model.iterations.get(&spot.key).copied().unwrap_or(0) {
                    collect(model, members, &spot.inside(Mark::Iteration(i)), spots);
                }
            }
            _ => {}
        }
        spots.push(spot);
    }
}

/// What a condition sees from a spot.
struct Here<'v, 'a> {
    view: &'v View<'a>,
    spot: &'v Spot<'a>,
    now: Timestamp,
}

impl Scope for Here<'_, '_> {
    fn fact(&self, id: &FactId) -> Reading {
        Reading { value: self.view.model.value(id).cloned(), seq: Seq::NONE }
    }

    fn item(&self, name: &FactId) -> Reading {
        let item = self.spot.items.iter().rev().find(|(item, _, _)| *item == name.as_str());
        let value = item.and_then(|(_, list, n)| match self.view.model.value(list)? {
            Value::List(items) => items.iter().find(|item| item.n == *n).map(|item| item.v.clone()),
            _ => None,
        });
        Reading { value, seq: Seq::NONE }
    }

    /// The nearest one: with as many of the marks around as the step has containers that repeat it.
    fn step(&self, id: &StepId) -> StepReading {
        let marks = &self.spot.marks;
        let near = (0..=marks.len()).rev().map(|depth| key_of(self.spot.run, id, &marks[..depth]));
        let key = near.into_iter().find(|key| self.view.spot(key).is_some()).unwrap_or_default();
        let stood = self.view.model.stood.as_ref().and_then(|stood| stood.get(&key).cloned());
        let outcome = match stood.unwrap_or_else(|| self.view.status(&key)) {
            St::Unseen | St::Awaits(_) | St::Open => None,
            St::Failing(_) => Some(Outcome::Failed),
            St::Out(outcome) => Some(outcome),
        };
        let choice = self.view.model.given.get(&key).and_then(|given| given.choice.clone());
        StepReading { outcome, choice, seq: Seq::NONE }
    }

    fn now(&self) -> Timestamp {
        self.now
    }
}
