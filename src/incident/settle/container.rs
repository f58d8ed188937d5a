//! Steps that hold others: groups, items, iterations and other playbooks. They open and join by themselves.

use std::collections::BTreeSet;

use super::super::event::progress::{
    Change, InstanceDropped, InstanceOpened, IterationBegan, IterationsUsedUp, StepFellAway, StepJoined,
    StepResumed, Verdict,
};
use super::super::key::{Mark, StepKey};
use super::super::place::Place;
use super::super::steps::StepState;
use super::Walk;
use super::run::holder;
use crate::base::id::PhaseId;
use crate::fact::value::Value;
use crate::playbook::kind::{Each, Kind, Repeat};
use crate::playbook::model::Step;

/// How far a container is.
enum Held {
    /// Something inside is not settled.
    Open,
    /// All is settled.
    Through(Option<Verdict>),
}

impl<'a> Walk<'a> {
    /// Looks into a step that is open or was joined. True when it is settled and stays so.
    pub(super) fn hold(&mut self, place: &Place<'a>, step: &'a Step, phase: &PhaseId, key: &StepKey) -> bool {
        let Some(seen) = self.state.step(key) else { return false };
        let held = match &step.kind {
            Kind::Group(_, members) => {
                let mut through = true;
                for member in members {
                    through &= self.step(place, member, phase, false);
                }
                if through { Held::Through(None) } else { Held::Open }
            }
            Kind::Each(each) => self.each(place, step, each, (phase, seen)),
            Kind::Repeat(repeat) => self.repeat(place, step, repeat, (phase, seen)),
            Kind::Playbook(used) => return self.playbook(place, step, used, seen),
            Kind::Task
            | Kind::Checklist(_)
            | Kind::Question(_)
            | Kind::Decision(_)
            | Kind::Evidence(_)
            | Kind::Notify(_)
            | Kind::Approval(_)
            | Kind::Wait(_) => return seen.status.is_settled(),
        };
        self.join_or_resume(key, seen, held)
    }

    fn join_or_resume(&mut self, key: &StepKey, seen: &StepState, held: Held) -> bool {
        match (held, seen.status.is_settled()) {
            (Held::Through(_), true) => true,
            (Held::Open, false) => false,
            (Held::Through(because), false) => {
                self.changes.push(Change::StepJoined(StepJoined { step: key.clone(), see: None, because }));
                false
            }
            (Held::Open, true) => {
                self.changes.push(Change::StepResumed(StepResumed { step: key.clone() }));
                false
            }
        }
    }

    fn each(
        &mut self,
        place: &Place<'a>,
        step: &'a Step,
        each: &'a Each,
        (phase, seen): (&PhaseId, &StepState),
    ) -> Held {
        let key = place.key(&step.id);
        let listed: Option<BTreeSet<u32>> = match self.state.facts().value(&each.over) {
            Some(Value::List(items)) => Some(items.iter().map(|item| item.n).collect()),
            Some(_) | None => None,
        };
        // A list that is known again after it was left open keeps the instances it had.
        let wanted = match &listed {
            Some(items) => items.clone(),
            None if seen.instances.is_empty() => BTreeSet::from([0]),
            None => seen.instances.iter().filter(|(_, open)| **open).map(|(n, _)| *n).collect(),
        };
        for (item, open) in &seen.instances {
            if !wanted.contains(item) {
                self.drop_instance(place, step, (*item, *open));
            }
        }
        // An item that is listed no more opens nothing: what was through stays so.
        let dropped = seen.instances.iter().any(|(item, open)| *open && !wanted.contains(item));
        let mut through = seen.status.is_settled() || !dropped;
        for item in wanted.iter().filter(|item| seen.instances.get(item) != Some(&true)) {
            through = false;
            self.changes.push(Change::InstanceOpened(InstanceOpened { step: key.clone(), item: *item }));
        }
        for item in seen.instances.iter().filter(|(n, open)| **open && wanted.contains(n)).map(|(n, _)| *n) {
            let inside = place.inside(step, Mark::Item(item));
            through &= self.sequence(&inside, &each.members, phase);
        }
        if through { Held::Through(None) } else { Held::Open }
    }

    fn repeat(
        &mut self,
        place: &Place<'a>,
        step: &'a Step,
        repeat: &'a Repeat,
        (phase, seen): (&PhaseId, &StepState),
    ) -> Held {
        let key = place.key(&step.id);
        if seen.iteration == 0 {
            let began = IterationBegan { step: key, iteration: 1, because: None };
            self.changes.push(Change::IterationBegan(began));
            return Held::Open;
        }
        let mut through = true;
        for n in 1..=seen.iteration {
            let inside = place.inside(step, Mark::Iteration(n));
            through &= self.sequence(&inside, &repeat.members, phase);
        }
        if !through {
            return Held::Open;
        }
        if seen.status.is_settled() || seen.stopped {
            return Held::Through(None);
        }
        let last = place.inside(step, Mark::Iteration(seen.iteration));
        let (because, _) = last.evaluate(&repeat.until);
        if because.result.is_true() {
            return Held::Through(Some(because));
        }
        if seen.iteration < repeat.max.saturating_add(seen.granted) {
            let iteration = seen.iteration.saturating_add(1);
            let began = IterationBegan { step: key, iteration, because: Some(because) };
            self.changes.push(Change::IterationBegan(began));
        } else if !seen.used_up {
            self.changes.push(Change::IterationsUsedUp(IterationsUsedUp { step: key, because }));
        }
        Held::Open
    }

    /// Drops an instance, or what a person opened again in one that was dropped.
    fn drop_instance(&mut self, place: &Place<'a>, step: &'a Step, (item, open): (u32, bool)) {
        let inside = place.inside(step, Mark::Item(item));
        let superseded = self.unsettled_inside(&inside, step);
        if open || !superseded.is_empty() {
            let dropped = InstanceDropped { step: place.key(&step.id), item, superseded };
            self.changes.push(Change::InstanceDropped(dropped));
        }
    }

    /// Lets everything open inside a container fall away with it.
    pub(super) fn drop_inside(&mut self, place: &Place<'a>, step: &'a Step) {
        for key in self.unsettled_inside(place, step) {
            let title = self.state.step(&key).map(|step| step.title.clone()).unwrap_or_default();
            let fell = StepFellAway { step: key, title, because: None, unknown: Vec::new() };
            self.changes.push(Change::StepFellAway(fell));
        }
    }

    /// Steps that are open or awaited inside a container at this place, those of inline runs included.
    fn unsettled_inside(&self, place: &Place<'a>, container: &Step) -> Vec<StepKey> {
        let mut members = BTreeSet::new();
        collect(container, &mut members);
        let own = place.key(&container.id);
        let unsettled = self.state.steps().iter().filter(|(_, seen)| seen.status.is_unsettled());
        unsettled
            .map(|(key, _)| key)
            .filter(|key| self.stands_in(key, place, &members, &own))
            .cloned()
            .collect()
    }

    /// Whether a step is a member, or stands in an inline run of a member or of the container itself.
    fn stands_in(&self, key: &StepKey, place: &Place<'a>, members: &BTreeSet<&str>, own: &StepKey) -> bool {
        let run = key.run();
        if run == *place.run {
            let (id, marks) = key.tail();
            return members.contains(id) && marks.starts_with(&place.marks);
        }
        holder(self.state, &run)
            .is_some_and(|step| step == *own || self.stands_in(&step, place, members, own))
    }
}

fn collect<'s>(container: &'s Step, members: &mut BTreeSet<&'s str>) {
    for member in container.kind.members() {
        members.insert(member.id.as_str());
        collect(member, members);
    }
}
