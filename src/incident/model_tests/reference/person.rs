//! What people may do and what it does at once; what follows from it comes after. Must not let anything follow.

use super::view::{Spot, St};
use super::{Given, Model};
use crate::base::id::{FactId, OptionId};
use crate::base::outcome::Outcome;
use crate::fact::value::Value;
use crate::incident::command::{Answer, Command, StepAct};
use crate::incident::event::step::Gate;
use crate::incident::key::StepKey;
use crate::playbook::kind::{Kind, UseMode};
use crate::playbook::model::OnFailure;

/// Whether it may be done: nothing when it is refused.
pub(super) type May = Option<()>;

pub(super) fn when(holds: bool) -> May {
    holds.then_some(())
}

impl Model<'_> {
    /// Does what a person asks.
    pub(super) fn person_acts(&mut self, command: &Command) -> May {
        let writes = matches!(command, Command::Write(_));
        when(writes || !self.closed)?;
        match command {
            Command::Step { step, act, .. } => self.step_act(step.as_str(), act),
            Command::Fact { fact, act } => self.fact_act(fact, act),
            Command::Join { playbook, mode, step, .. } => {
                self.join_by_hand(playbook.id.as_str(), *mode, step.as_ref().map(StepKey::as_str))
            }
            Command::Close { why } => {
                when(why.is_some() || self.view().all_ended())?;
                self.closed = true;
                Some(())
            }
            // The model runs real incidents; an exercise has tests of its own.
            Command::Play(_) => None,
            Command::Write(event) => self.write(event),
        }
    }

    fn step_act(&mut self, key: &str, act: &StepAct) -> May {
        let status = self.view().status(key);
        when(self.view().spot(key).is_some())?;
        match act {
            StepAct::Complete { why, .. } => {
                let decides = matches!(self.view().spot(key)?.step.kind, Kind::Decision(_));
                when(status == St::Open && !decides && self.view().may_complete(key, why.is_some()))?;
                self.give(key, Outcome::Done);
                Some(())
            }
            StepAct::Answer { answers, why, .. } => self.answer(key, answers, why.is_some()),
            StepAct::Decide { option, reason, .. } => self.decide(key, option, reason.is_some()),
            StepAct::Fail { then, .. } => self.fail(key, *then),
            StepAct::AfterFailure { then, .. } => {
                when(self.given.get(key).is_some_and(|given| given.outcome == Outcome::Failed))?;
                self.given.get_mut(key)?.blocking = (*then != OnFailure::Continue).then_some(*then);
                Some(())
            }
            StepAct::Skip { .. } => self.leave_out(key, Outcome::Skipped),
            StepAct::Refuse { .. } => self.leave_out(key, Outcome::Refused),
            StepAct::Undo { .. } => self.undo(key),
            StepAct::Reopen { .. } => {
                when(!self.view().is_lost(self.view().spot(key)?))?;
                self.given.remove(key)?;
                self.open_again(key);
                Some(())
            }
            StepAct::OpenEarly { .. } => self.open_early(key),
            StepAct::Assign { .. } => when(!self.view().is_untouched(key)),
            StepAct::Claim => {
                when(!self.view().is_untouched(key))?;
                self.claims.insert((key.to_owned(), self.person));
                Some(())
            }
            StepAct::Release => when(self.claims.remove(&(key.to_owned(), self.person))),
            StepAct::Tick { item, ticked } => self.tick(key, item, *ticked),
            StepAct::Approve { .. } => self.approve(key),
            StepAct::Override { gate, .. } => self.override_gate(key, *gate),
            StepAct::Poll { seen, .. } => {
                when(status == St::Open && matches!(self.view().spot(key)?.step.kind, Kind::Wait(_)))?;
                let now = self.clock;
                self.openings.get_mut(key)?.looks.push((now, *seen));
                Some(())
            }
            StepAct::GoOn { go_on, .. } => {
                when(self.view().is_used_up(self.view().spot(key)?))?;
                self.used_up.remove(key);
                if *go_on {
                    *self.granted.entry(key.to_owned()).or_default() += 1;
                } else {
                    self.stopped.insert(key.to_owned());
                }
                Some(())
            }
            StepAct::Review { .. } => when(self.review.remove(key)),
        }
    }

    fn give(&mut self, key: &str, outcome: Outcome) {
        let given = Given { outcome, blocking: None, act: self.act, choice: None, choice_is_open: false };
        self.given.insert(key.to_owned(), given);
        self.review.remove(key);
    }

    /// Facts are stated one by one; with the last that was asked for the question is done, unless something else stands in its way.
    fn answer(&mut self, key: &str, answers: &[(FactId, Answer)], why: bool) -> May {
        when(self.view().status(key) == St::Open)?;
        let Kind::Question(asked) = &self.view().spot(key)?.step.kind.clone() else { return None };
        let stood = self.view().standing_now();
        for (fact, answer) in answers {
            when(asked.contains(fact))?;
            let value = match answer {
                Answer::Known(value) => Some(value.clone()),
                Answer::Unknown { .. } => None,
            };
            if let Some(value) = &value {
                when(self.items_exist(fact, value) && (why || !self.contradicts(fact, value)))?;
            }
            self.say_at(key, fact, value);
        }
        self.stood = Some(stood);
        if self.view().may_complete(key, why) {
            self.give(key, Outcome::Done);
        }
        self.stood = None;
        Some(())
    }

    fn decide(&mut self, key: &str, chosen: &OptionId, why: bool) -> May {
        let again = self.given.get(key).is_some_and(|given| given.choice_is_open);
        when(again || self.view().status(key) == St::Open)?;
        let Kind::Decision(decision) = &self.view().spot(key)?.step.kind.clone() else { return None };
        let option = decision.options.iter().find(|option| option.id == *chosen)?;
        when(why || !option.set.iter().any(|(fact, value)| self.contradicts(fact, value)))?;
        when(self.view().may_complete(key, why))?;
        self.give(key, Outcome::Done);
        let given = self.given.get_mut(key)?;
        given.choice = Some(chosen.clone());
        given.choice_is_open = option.is_open();
        for (fact, value) in &option.set {
            self.say_at(key, fact, Some(value.clone()));
        }
        for fact in &option.set_unknown {
            if self.value(fact).is_none() {
                self.say_at(key, fact, None);
            }
        }
        Some(())
    }

    fn fail(&mut self, key: &str, then: Option<OnFailure>) -> May {
        let usual = self.view().spot(key)?.step.on_failure;
        when(self.view().status(key) == St::Open)?;
        self.leave_out(key, Outcome::Failed)?;
        let then = then.unwrap_or(usual);
        self.given.get_mut(key)?.blocking = (then != OnFailure::Continue).then_some(then);
        Some(())
    }

    /// Needs only a reason. What holds others ends by itself once it is open.
    fn leave_out(&mut self, key: &str, outcome: Outcome) -> May {
        let view = self.view();
        match view.status(key) {
            St::Open => when(view.is_for_people(view.spot(key)?))?,
            St::Awaits(_) | St::Failing(_) => {}
            St::Unseen | St::Out(_) => return None,
        }
        self.give(key, outcome);
        Some(())
    }

    /// A step that was open before is open again, whatever its guard would ask for, and so is all that holds it; another step
    /// stands where its guard puts it.
    fn open_again(&mut self, key: &str) {
        self.review.remove(key);
        let around = self.view().around(key);
        if self.openings.contains_key(key) && !self.view().is_lost(self.view().spot(key).expect("a step")) {
            self.begin(key);
            let again = around.into_iter().filter(|step| self.through.remove(step));
            self.open_before.extend(again.collect::<Vec<_>>());
        }
    }

    /// Opens a step that its guard would not open yet.
    fn begin(&mut self, key: &str) {
        self.open_before.insert(key.to_owned());
        self.note_opening(key);
    }

    /// Opens it again, takes back what it said of facts, lists what people settled since.
    fn undo(&mut self, key: &str) -> May {
        let undone = self.given.remove(key)?;
        let run = self.view().spot(key)?.run.key.clone();
        let view = self.view();
        let reached =
            |spot: &&Spot<'_>| spot.run.key == run || spot.run.started >= undone.act && spot.run.started > 0;
        let later = view.spots().filter(reached).map(|spot| spot.key.clone());
        let later: Vec<String> =
            later.filter(|key| self.given.get(key).is_some_and(|given| given.act > undone.act)).collect();
        self.review.extend(later);
        let back = self.taken_back(key);
        self.open_again(key);
        for (fact, before) in back {
            // What is known as it was before, and undisputed, needs no correction.
            if self.value(&fact) != before.as_ref() || self.is_disputed(&fact) {
                self.say(&fact, before, None);
                self.settle_dispute(&fact, false);
            }
        }
        Some(())
    }

    /// What a step said of facts and nobody changed since, with what was known before.
    fn taken_back(&self, key: &str) -> Vec<(FactId, Option<Value>)> {
        let said = self.openings.get(key).map(|opening| opening.said.clone()).unwrap_or_default();
        let mut back: Vec<(String, Option<Value>, usize)> = Vec::new();
        for one in said.iter().rev() {
            match back.iter_mut().find(|(fact, _, _)| *fact == one.fact) {
                Some((_, before, count)) if one.count + 1 == *count => {
                    before.clone_from(&one.before);
                    *count = one.count;
                }
                None if self.facts.get(&one.fact).is_some_and(|fact| fact.said == one.count) => {
                    back.push((one.fact.clone(), one.before.clone(), one.count));
                }
                Some(_) | None => {}
            }
        }
        let fact = |name: &str| FactId::parse(name).expect("a fact id");
        back.into_iter().map(|(name, before, _)| (fact(&name), before)).collect()
    }

    /// Its guard is not asked, but false refuses, also that of its phase; gates are asked when it is completed.
    fn open_early(&mut self, key: &str) -> May {
        let view = self.view();
        let spot = view.spot(key)?;
        when(matches!(view.status(key), St::Unseen | St::Awaits(_)) && !view.is_lost(spot))?;
        when(!matches!(
            spot.step.kind,
            Kind::Group(..) | Kind::Each(_) | Kind::Repeat(_) | Kind::Playbook(_)
        ))?;
        when(!spot.step.when.as_ref().is_some_and(|guard| view.is_false(spot, guard)))?;
        self.turns.insert(key.to_owned());
        self.early.insert(key.to_owned());
        self.begin(key);
        Some(())
    }

    fn tick(&mut self, key: &str, item: &OptionId, ticked: bool) -> May {
        when(self.view().status(key) == St::Open)?;
        let Kind::Checklist(items) = &self.view().spot(key)?.step.kind.clone() else { return None };
        when(items.iter().any(|known| known.id == *item))?;
        let tick = (key.to_owned(), item.clone());
        if ticked {
            self.ticks.insert(tick)
        } else {
            self.ticks.remove(&tick)
        };
        Some(())
    }

    /// A person with a role that may do so agrees, once; not the one whose act opened the step, where that is excluded. With the
    /// last approval that it needs an approval step is done, unless something else stands in its way.
    fn approve(&mut self, key: &str) -> May {
        when(self.view().status(key) == St::Open)?;
        let person = self.person;
        let view = self.view();
        let spot = view.spot(key)?;
        let role = spot.approvers().into_iter().find(|role| self.holds_role(person, role))?;
        let own = self.openings.get(key)?.by == person;
        when(!(own && matches!(&spot.step.kind, Kind::Approval(approval) if approval.not_actor)))?;
        let last = matches!(spot.step.kind, Kind::Approval(_)) && spot.step.reversible;
        when(self.openings.get_mut(key)?.approvals.insert((person, role)))?;
        if last && self.view().may_complete(key, false) {
            self.give(key, Outcome::Done);
        }
        Some(())
    }

    fn override_gate(&mut self, key: &str, gate: Gate) -> May {
        when(self.view().status(key) == St::Open && self.view().spot(key)?.has_gate(gate))?;
        self.openings.get_mut(key)?.overrides.insert(gate);
        Some(())
    }

    /// Without a step it stands beside everything, or takes over from the main runs.
    fn join_by_hand(&mut self, file: &str, mode: UseMode, step: Option<&str>) -> May {
        let parent = match step {
            Some(step) => {
                when(self.view().is_missing(step) && self.view().spot(step)?.used()?.mode == mode)?;
                Some(self.view().spot(step)?.run.key.clone())
            }
            None => None,
        };
        let main = self.main_runs();
        let key = self.free_key(file);
        self.library.insert(file.to_owned());
        self.library.insert(super::super::world::FILES[3].to_owned());
        self.start(&key, file, mode, parent.clone());
        if let (Some(step), Some(run)) = (step, self.runs.last_mut()) {
            run.holder = (mode == UseMode::Inline).then(|| step.to_owned());
            self.bound.insert(step.to_owned(), key.clone());
            self.missing.remove(step);
        }
        if mode == UseMode::Pivot {
            for from in parent.map_or(main, |run| vec![run]) {
                self.hand_over(&from, &key);
            }
            if let Some(step) = step {
                self.frozen.remove(step);
                self.through.insert(step.to_owned());
            }
        }
        Some(())
    }

    /// A key that no run has and no step of the first file.
    fn free_key(&self, file: &str) -> String {
        let taken = |key: &str| self.runs.iter().any(|run| run.key == key) || self.is_root_step(key);
        let numbered = (2..).map(|n| format!("{file}-{n}"));
        std::iter::once(file.to_owned()).chain(numbered).find(|key| !taken(key)).unwrap_or_default()
    }

    /// The first run, those that were pivoted to, and those that took over from another, as far as they were not handed over.
    fn main_runs(&self) -> Vec<String> {
        let took_over = |key: &String| self.runs.iter().any(|run| run.handed_to.as_ref() == Some(key));
        let main = self.runs.iter().filter(|run| {
            run.handed_to.is_none()
                && (matches!(run.mode, UseMode::Root | UseMode::Pivot) || took_over(&run.key))
        });
        main.map(|run| run.key.clone()).collect()
    }

    fn is_root_step(&self, key: &str) -> bool {
        let root = self.files.get(super::super::world::FILES[0]).expect("the first file");
        root.steps().iter().any(|step| step.id.as_str() == key)
    }
}
