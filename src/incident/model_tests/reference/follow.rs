//! What follows from an act, one thing at a time, and then everything is looked at anew until nothing follows: first all that moves
//! in the runs that are there; then one `playbook` step finds its run; when nothing else follows, one pivot hands over. Always the
//! first in file order; an inline run stands at the place of its step, other runs follow in the order in which they started.

use std::collections::BTreeSet;

use super::view::{Spot, St, View, key_of};
use super::{Model, Opening, RunM};
use crate::base::outcome::Outcome;
use crate::incident::key::Mark;
use crate::playbook::kind::{Kind, Repeat, Use, UseMode};
use crate::playbook::model::{Phase, Step};

/// One thing that follows.
#[derive(Debug, Clone, PartialEq)]
enum Change {
    /// The phases before it have ended, and its guard says this.
    Phase(String, String, St),
    /// All before it in its sequence is settled.
    Turn(String),
    /// A container or `playbook` step is through.
    Through(String),
    /// A container or inline step that was through holds something unsettled again.
    Resume(String),
    /// An item is listed.
    Listed(String, u32),
    /// An item is listed no more.
    Unlisted(String, u32),
    /// A `repeat` goes round.
    Round(String),
    /// A `repeat` has gone round as often as it may.
    UsedUp(String),
    /// A `playbook` step finds its run.
    Use(String),
}

/// What may follow now.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Rank {
    Move,
    Use,
    Pivot,
}

/// More changes than any case has: something never comes to rest.
const NO_REST: usize = 2000;

impl Model<'_> {
    /// Lets follow what follows.
    pub(super) fn follow(&mut self) {
        if self.closed {
            return;
        }
        self.now = self.clock;
        for _ in 0..NO_REST {
            let open = self.open_keys();
            self.forget_closed(&open);
            let view = self.view();
            let ranks = [Rank::Move, Rank::Use, Rank::Pivot];
            let Some(change) = ranks.into_iter().find_map(|rank| view.first(rank)) else {
                self.away_before = view.away();
                return;
            };
            self.make(change);
        }
        panic!("the model does not come to rest");
    }

    fn open_keys(&self) -> BTreeSet<String> {
        let view = self.view();
        view.spots().filter(|spot| view.status(&spot.key) == St::Open).map(|spot| spot.key.clone()).collect()
    }

    /// Notes which steps opened just now. What was collected at a step counts until it opens anew.
    fn forget_closed(&mut self, open: &BTreeSet<String>) {
        let new: Vec<String> = open.difference(&self.open_before).cloned().collect();
        for key in &new {
            self.note_opening(key);
        }
        self.open_before.clone_from(open);
    }

    pub(super) fn note_opening(&mut self, key: &str) {
        let (at, by) = (self.clock, self.person);
        let (approvals, overrides) = (BTreeSet::new(), BTreeSet::new());
        let opening = Opening { at, by, approvals, overrides, looks: Vec::new(), said: Vec::new() };
        self.openings.insert(key.to_owned(), opening);
    }

    fn make(&mut self, change: Change) {
        match change {
            Change::Phase(run, phase, status) => drop(self.phases.insert((run, phase), status)),
            Change::Turn(key) => drop(self.turns.insert(key)),
            Change::Through(key) => {
                self.used_up.remove(&key);
                self.through.insert(key);
            }
            // It is open at once, whatever its guard would ask for now.
            Change::Resume(key) => {
                self.through.remove(&key);
                self.open_before.insert(key);
            }
            Change::Listed(key, n) => self.list(&key, n),
            Change::Unlisted(key, n) => self.unlist(&key, n),
            Change::Round(key) => *self.iterations.entry(key).or_default() += 1,
            Change::UsedUp(key) => drop(self.used_up.insert(key)),
            Change::Use(key) => self.use_playbook(&key),
        }
    }

    pub(super) fn is_listed(&self, each: &str, n: u32) -> bool {
        self.instances.get(each).is_some_and(|items| items.get(&n) == Some(&true))
    }

    fn list(&mut self, each: &str, n: u32) {
        let known = self.instances.entry(each.to_owned()).or_default();
        if known.insert(n, true).is_some() {
            for key in self.view().inside(each, n) {
                self.frozen.remove(&key);
            }
        }
    }

    /// What was not applicable stays so; what was open or unseen is superseded for as long as the item is not listed.
    fn unlist(&mut self, each: &str, n: u32) {
        let stay = self.view().inside(each, n).into_iter().filter(|key| self.away_before.contains(key));
        let stay: Vec<String> = stay.collect();
        self.frozen.extend(stay.into_iter().map(|key| (key, Outcome::NotApplicable)));
        self.instances.entry(each.to_owned()).or_default().insert(n, false);
    }

    fn use_playbook(&mut self, key: &str) {
        let (used, run) = {
            let view = self.view();
            let spot = view.spot(key).expect("the step that opened");
            (spot.used().expect("a playbook step").clone(), spot.run.key.clone())
        };
        let target = used.target.value.to_string();
        let ran = self.runs.iter().find(|run| run.file == target).map(|run| run.key.clone());
        let (found, starts) = match ran {
            Some(ran) if !used.again => (ran, false),
            _ if !self.library.contains(&target) => {
                self.missing.insert(key.to_owned());
                return;
            }
            _ => (key.to_owned(), true),
        };
        if starts {
            self.missing.remove(key);
            self.start(key, &target, used.mode, Some(run.clone()));
        }
        self.bound.insert(key.to_owned(), found.clone());
        if used.mode == UseMode::Pivot {
            self.hand_over(&run, &found);
            self.frozen.remove(key);
        }
        if used.mode != UseMode::Inline {
            self.through.insert(key.to_owned());
        }
        for (fact, value) in used.with.iter().filter(|_| starts) {
            if self.value(fact).is_none() {
                self.say(fact, Some(value.clone()), Some(key));
                self.facts.entry(fact.to_string()).or_default().by = None;
            }
        }
    }
}

impl View<'_> {
    /// The first thing of a rank that follows.
    fn first(&self, rank: Rank) -> Option<Change> {
        self.rank.set(Some(rank));
        let runs = self.model.runs.iter().filter(|run| run.holder.is_none());
        runs.into_iter().find_map(|run| self.in_run(run))
    }

    /// First all that moves in phases that have started, then one phase, the nearest to the beginning.
    fn in_run(&self, run: &RunM) -> Option<Change> {
        if run.handed_to.is_some() {
            return None;
        }
        let all = &self.model.files.get(&run.file).expect("the file of a run").phases;
        let steps = |phase: &Phase| {
            self.in_sequence(run, &phase.steps, &[], self.phase_status(run, phase) == St::Open)
        };
        let mut waiting: Vec<&Phase> =
            all.iter().filter(|phase| self.phase_status(run, phase) != St::Open).collect();
        waiting.sort_by_key(|phase| chain(all, phase));
        let phase = || waiting.iter().find_map(|phase| self.in_phase(run, all, phase));
        all.iter().find_map(steps).or_else(phase)
    }

    fn in_phase(&self, run: &RunM, all: &[Phase], phase: &Phase) -> Option<Change> {
        let mut before = all.iter().filter(|other| phase.after.contains(&other.id));
        let says =
            before.all(|other| self.phase_has_ended(run, other)).then(|| self.phase_guard(run, phase))?;
        let change = Change::Phase(run.key.clone(), phase.id.to_string(), says.clone());
        self.ranked(Rank::Move, change).filter(|_| says != self.phase_status(run, phase))
    }

    fn ranked(&self, rank: Rank, change: Change) -> Option<Change> {
        (self.rank.get() == Some(rank)).then_some(change)
    }

    fn in_sequence(&self, run: &RunM, steps: &[Step], marks: &[Mark], mut may_open: bool) -> Option<Change> {
        for step in steps {
            let key = key_of(run, &step.id, marks);
            if let Some(change) = self.in_step(&key, may_open) {
                return Some(change);
            }
            may_open &= self.status(&key).is_settled();
        }
        None
    }

    fn in_step(&self, key: &str, may_open: bool) -> Option<Change> {
        let spot = self.spot(key)?;
        let status = self.status(key);
        if status == St::Unseen && may_open {
            return self.ranked(Rank::Move, Change::Turn(key.to_owned()));
        }
        let open = status == St::Open;
        match &spot.step.kind {
            Kind::Group(_, members) => {
                let keys: Vec<String> = members.iter().map(|member| spot.key_of(&member.id)).collect();
                let inside = || keys.iter().find_map(|member| self.in_step(member, open));
                self.resume(spot, &keys).or_else(inside).or_else(|| self.join(spot, &keys))
            }
            Kind::Each(_) => self.in_each(spot),
            Kind::Repeat(repeat) => self.in_repeat(spot, repeat),
            Kind::Playbook(used) => self.in_use(spot, used),
            _ => None,
        }
    }

    /// A container that is open and holds only what is settled is through.
    fn join(&self, spot: &Spot<'_>, members: &[String]) -> Option<Change> {
        let settled = members.iter().all(|member| self.status(member).is_settled());
        let joins = settled && self.status(&spot.key) == St::Open;
        self.ranked(Rank::Move, Change::Through(spot.key.clone())).filter(|_| joins)
    }

    /// One that is through and holds more is open again, before anything follows inside.
    fn resume(&self, spot: &Spot<'_>, members: &[String]) -> Option<Change> {
        let settled = members.iter().all(|member| self.status(member).is_settled());
        let resumes = !settled && self.status(&spot.key) == St::Out(Outcome::Done);
        self.ranked(Rank::Move, Change::Resume(spot.key.clone())).filter(|_| resumes)
    }

    fn in_each(&self, spot: &Spot<'_>) -> Option<Change> {
        let Kind::Each(each) = &spot.step.kind else { return None };
        let key = &spot.key;
        let status = self.status(key);
        let alive = matches!(status, St::Open | St::Out(Outcome::Done))
            && self.model.said(&each.over) > 0
            && !self.is_lost(spot);
        let mut seen: Vec<u32> =
            self.model.instances.get(key).into_iter().flatten().map(|(n, _)| *n).collect();
        let wanted: Vec<u32> = match self.model.value(&each.over).and_then(|list| list.as_list()) {
            Some(items) => items.iter().map(|item| item.n).collect(),
            None if seen.is_empty() => vec![0],
            None => seen.iter().copied().filter(|n| self.model.is_listed(key, *n)).collect(),
        };
        if alive {
            if let Some(gone) = seen.iter().find(|n| self.model.is_listed(key, **n) && !wanted.contains(n)) {
                return self.ranked(Rank::Move, Change::Unlisted(key.clone(), *gone));
            }
            if let Some(new) = wanted.iter().find(|n| !self.model.is_listed(key, **n)) {
                return self.ranked(Rank::Move, Change::Listed(key.clone(), *new));
            }
        }
        seen.retain(|n| self.model.is_listed(key, *n));
        let lap = |n: &u32| self.in_lap(spot, Mark::Item(*n), status == St::Open);
        let members = Self::laps(spot, seen.iter().map(|n| Mark::Item(*n)));
        let inside = || seen.iter().find_map(lap);
        self.resume(spot, &members).or_else(inside).or_else(|| self.join(spot, &members))
    }

    fn in_repeat(&self, spot: &Spot<'_>, repeat: &Repeat) -> Option<Change> {
        let round = self.model.iterations.get(&spot.key).copied().unwrap_or(0);
        let status = self.status(&spot.key);
        let lap = |i: u32| self.in_lap(spot, Mark::Iteration(i), status == St::Open);
        let members = Self::laps(spot, (1..=round).map(Mark::Iteration));
        if let Some(change) = self.resume(spot, &members).or_else(|| (1..=round).find_map(lap)) {
            return Some(change);
        }
        let settled = members.iter().all(|member| self.status(member).is_settled());
        if status != St::Open || !settled {
            return None;
        }
        let stopped = self.model.stopped.contains(&spot.key);
        let most = repeat.max + self.model.granted.get(&spot.key).copied().unwrap_or(0);
        let key = spot.key.clone();
        let change = if round > 0 && (stopped || self.until_holds(spot, &repeat.until, round)) {
            Change::Through(key)
        } else if round < most {
            Change::Round(key)
        } else if self.model.used_up.contains(&key) {
            return None;
        } else {
            Change::UsedUp(key)
        };
        self.ranked(Rank::Move, change)
    }

    /// Whether a `repeat` has used up its iterations, so that a person is asked.
    pub(in super::super) fn is_used_up(&self, spot: &Spot<'_>) -> bool {
        self.status(&spot.key) == St::Open && self.model.used_up.contains(&spot.key)
    }

    fn in_lap(&self, spot: &Spot<'_>, mark: Mark, may_open: bool) -> Option<Change> {
        self.in_sequence(spot.run, spot.members(), &spot.inside(mark).marks, may_open)
    }

    fn laps(spot: &Spot<'_>, marks: impl Iterator<Item = Mark>) -> Vec<String> {
        let lap = |mark| {
            let inside = spot.inside(mark);
            spot.members().iter().map(|member| inside.key_of(&member.id)).collect::<Vec<_>>()
        };
        marks.flat_map(lap).collect()
    }

    fn in_use(&self, spot: &Spot<'_>, used: &Use) -> Option<Change> {
        let key = &spot.key;
        let status = self.status(key);
        let Some(bound) = self.model.bound.get(key) else {
            let target = used.target.value.as_str();
            let ran = self.model.runs.iter().find(|run| run.file == target && !used.again);
            let rank = match used.mode {
                // It took over from that one itself: there is nothing to hand over.
                UseMode::Pivot if ran.is_some_and(|ran| self.model.in_charge(&ran.key) == spot.run.key) => {
                    Rank::Move
                }
                UseMode::Pivot => Rank::Pivot,
                UseMode::Root | UseMode::Inline | UseMode::Track => Rank::Use,
            };
            let there =
                self.model.library.contains(target) || self.model.runs.iter().any(|run| run.file == target);
            let finds = there || !self.model.missing.contains(key);
            return self.ranked(rank, Change::Use(key.clone())).filter(|_| status == St::Open && finds);
        };
        let run = self.model.run(bound)?;
        let waits = used.mode == UseMode::Inline && !self.lies_in(spot.run, run);
        let ended = !waits || self.has_ended(run);
        let done = status == St::Out(Outcome::Done) && self.model.through.contains(key);
        if done && !ended {
            return self.ranked(Rank::Move, Change::Resume(key.clone()));
        }
        let holds = run.holder.as_ref() == Some(key) && matches!(status, St::Open | St::Out(Outcome::Done));
        if let Some(change) = holds.then(|| self.in_run(run)).flatten() {
            return Some(change);
        }
        self.ranked(Rank::Move, Change::Through(key.clone())).filter(|_| ended && status == St::Open)
    }

    /// Whether a run is another one or lies inline in it: waiting for that would never end.
    fn lies_in(&self, run: &RunM, outer: &RunM) -> bool {
        let parent = || if run.mode == UseMode::Inline { run.parent.as_ref() } else { None };
        run.key == outer.key
            || parent().and_then(|up| self.model.run(up)).is_some_and(|up| self.lies_in(up, outer))
    }

    /// What does not apply now.
    fn away(&self) -> BTreeSet<String> {
        let away = St::Out(Outcome::NotApplicable);
        let spots =
            self.spots().filter(|spot| self.status(&spot.key) == away && !self.is_untouched(&spot.key));
        spots.map(|spot| spot.key.clone()).collect()
    }

    /// The keys of everything in an instance, inline runs included.
    fn inside(&self, each: &str, n: u32) -> Vec<String> {
        let spots = self.spots().filter(|spot| self.stands_in(spot, each, n));
        spots.map(|spot| spot.key.clone()).collect()
    }
}

/// The longest chain of phases before a phase.
fn chain(all: &[Phase], phase: &Phase) -> usize {
    let before = all.iter().filter(|other| phase.after.contains(&other.id));
    before.map(|other| chain(all, other) + 1).max().unwrap_or(0)
}
