//! Random commands: mostly what a responder would do at what stands open, sometimes what makes no sense.

mod add;

use super::reference::{Spot, St, View};
use super::tape::Tape;
use super::world::{
    ANCHOR, FACTS, FILES, Files, LEVELS, PEOPLE, START, choice, claimed, fact, option, words,
};
use crate::base::id::{FactId, OptionId, PersonId};
use crate::base::time::{Period, Timestamp};
use crate::fact::value::{ListItem, Value};
use crate::incident::command::{Answer, Command, Envelope, FactAct, StepAct};
use crate::incident::event::Event;
use crate::incident::event::step::Gate;
use crate::incident::key::StepKey;
use crate::incident::state::State;
use crate::playbook::kind::{Kind, UseMode};
use crate::playbook::model::OnFailure;

/// What a person has in mind.
#[derive(Debug, Clone, Copy)]
enum Aim {
    Work,
    Tell,
    Undo,
    Early,
    Review,
    Join,
    Gate,
    Failure,
    GoOn,
    Stray,
    Add,
    Close,
}

const AIMS: [(usize, Aim); 12] = [
    (44, Aim::Work),
    (20, Aim::Tell),
    (9, Aim::Undo),
    (4, Aim::Early),
    (3, Aim::Review),
    (3, Aim::Join),
    (6, Aim::Gate),
    (3, Aim::Failure),
    (3, Aim::GoOn),
    (3, Aim::Stray),
    (6, Aim::Add),
    (2, Aim::Close),
];

/// Thinks of commands.
pub(super) struct Responder<'a> {
    pub(super) tape: Tape<'a>,
    pub(super) files: &'a Files,
    pub(super) view: View<'a>,
    /// The incident, for the numbers of what was added to it.
    pub(super) state: &'a State,
    pub(super) person: PersonId,
}

/// Who types a command, and for whom.
pub(super) fn envelope(tape: &Tape<'_>) -> Envelope {
    let person = tape.one(&PEOPLE);
    let by = tape.chance(10).then(|| tape.one(&PEOPLE));
    Envelope { actor: person, by, via: None, at: None, sit: person.0 }
}

/// How long after the last command the next one comes.
pub(super) fn pause(tape: &Tape<'_>) -> Period {
    Period::from_seconds(tape.one(&[60, 60, 600, 1200, 1800, 1801, 3600, 4000]))
}

impl<'a> Responder<'a> {
    pub(super) fn command(&self) -> Command {
        if self.state.closed().is_some() && self.tape.chance(50) {
            return self.close();
        }
        let wanted = match self.tape.weighted(&AIMS) {
            Aim::Work => self.work(),
            Aim::Tell => None,
            Aim::Undo => self.undo(),
            Aim::Early => self.early(),
            Aim::Review => self.review(),
            Aim::Join => self.join(),
            Aim::Gate => self.gate(),
            Aim::Failure => self.failure(),
            Aim::GoOn => self.go_on(),
            Aim::Stray => self.stray(),
            Aim::Add => Some(self.add()),
            Aim::Close => Some(self.close()),
        };
        wanted.unwrap_or_else(|| self.tell())
    }

    /// One of the places for which this holds.
    fn any(&self, fits: impl Fn(&Spot<'a>) -> bool) -> Option<&Spot<'a>> {
        let spots: Vec<&Spot<'a>> = self.view.spots().filter(|spot| fits(spot)).collect();
        (!spots.is_empty()).then(|| self.tape.one(&spots))
    }

    fn work(&self) -> Option<Command> {
        let spot = self.any(|spot| self.view.is_open_work(spot))?;
        if self.tape.chance(18) {
            return Some(step(spot, self.left_out()));
        }
        let act = match &spot.step.kind {
            Kind::Question(asked) => self.answer(asked),
            Kind::Decision(decision) => {
                let options: Vec<OptionId> =
                    decision.options.iter().map(|option| option.id.clone()).collect();
                self.decide(options[self.tape.below(options.len())].clone())
            }
            Kind::Wait(_) if self.tape.chance(50) => StepAct::Poll { seen: self.tape.chance(25), note: None },
            Kind::Approval(_) if self.tape.chance(60) => approve(),
            Kind::Checklist(_) if self.tape.chance(60) => {
                let item = option(self.tape.one(&["item-1", "item-2"]));
                StepAct::Tick { item, ticked: !self.tape.chance(20) }
            }
            Kind::Repeat(_) => return self.go_on(),
            Kind::Notify(_) if self.tape.chance(60) => return Some(written(Self::sent(spot))),
            Kind::Evidence(_) if self.tape.chance(60) => return Some(written(self.evidence(Some(spot)))),
            _ if !spot.step.evidence.is_empty() && self.tape.chance(50) => {
                return Some(written(self.wanted(spot)));
            }
            _ => self.complete(),
        };
        Some(step(spot, act))
    }

    fn complete(&self) -> StepAct {
        let why = self.tape.chance(30).then(|| words("why"));
        StepAct::Complete { note: None, why }
    }

    fn left_out(&self) -> StepAct {
        let why = words("left out");
        match self.tape.below(4) {
            0 => StepAct::Skip { why },
            1 => StepAct::Refuse { why },
            2 => StepAct::Fail { why, then: Some(self.tape.one(&[OnFailure::Ask, OnFailure::Continue])) },
            _ => StepAct::Fail { why, then: None },
        }
    }

    fn answer(&self, asked: &[FactId]) -> StepAct {
        let part = if self.tape.chance(15) { 1 } else { asked.len() };
        let answers = asked.iter().take(part).map(|fact| {
            let answer = if self.tape.chance(20) {
                Answer::Unknown { recheck: None }
            } else {
                Answer::Known(self.value(fact.as_str()))
            };
            (fact.clone(), answer)
        });
        let why = self.tape.chance(70).then(|| words("why"));
        StepAct::Answer { answers: answers.collect(), note: None, why }
    }

    fn decide(&self, option: OptionId) -> StepAct {
        let reason = self.tape.chance(80).then(|| words("reason"));
        StepAct::Decide { option, reason, dissent: None, recheck: None }
    }

    /// Says something of a fact, most often of one that a guard asks for.
    fn tell(&self) -> Command {
        let awaited: Vec<String> = self.view.awaited();
        let name = if !awaited.is_empty() && self.tape.chance(60) {
            awaited[self.tape.below(awaited.len())].clone()
        } else {
            FACTS[self.tape.below(FACTS.len())].0.to_owned()
        };
        let why = self.tape.chance(80).then(|| words("why"));
        let second = self.tape.chance(40).then(|| self.tape.one(&PEOPLE));
        let act = match self.tape.below(10) {
            0..=5 => FactAct::State { value: self.value(&name), basis: None, why, second },
            6 => FactAct::Unknown { recheck: None, why: None },
            7 => FactAct::Correct { value: Some(self.value(&name)), why: words("was wrong"), second },
            8 => FactAct::Correct { value: None, why: words("was wrong"), second },
            _ => FactAct::Confirm,
        };
        Command::Fact { fact: fact(&name), act }
    }

    fn value(&self, name: &str) -> Value {
        match name {
            "level" => Value::Choice(choice(self.tape.one(&LEVELS))),
            "hosts" => self.list(name, |n| Value::Words(words(&format!("host {n}")))),
            "flags" => self.list(name, |n| Value::Bool(n % 2 == 0)),
            "seen_at" | ANCHOR => {
                let start = Timestamp::parse(START).expect("a time");
                let half_hours = i64::try_from(self.tape.below(8)).expect("small");
                Value::Datetime(claimed(start.plus(Period::from_seconds(1800 * half_hours))))
            }
            _ => Value::Bool(self.tape.chance(65)),
        }
    }

    /// The list as it is with an item more or less, or another list.
    fn list(&self, name: &str, item: impl Fn(usize) -> Value) -> Value {
        let known = self.view.value(&fact(name)).and_then(Value::as_list).unwrap_or_default();
        let mut items = known.to_vec();
        let new = |n: usize| ListItem { n: 0, v: item(n) };
        match self.tape.below(6) {
            3 if !items.is_empty() => drop(items.remove(self.tape.below(items.len()))),
            4 => items = vec![new(self.tape.below(4))],
            5 => items.clear(),
            2 => items.extend([new(self.tape.below(4)), new(self.tape.below(4))]),
            _ => items.push(new(self.tape.below(4))),
        }
        Value::List(items)
    }

    fn undo(&self) -> Option<Command> {
        let spot = self.any(|spot| self.view.was_given(&spot.key))?;
        let act = if let (Kind::Decision(decision), true) = (&spot.step.kind, self.tape.chance(30)) {
            self.decide(decision.options[self.tape.below(decision.options.len())].id.clone())
        } else if self.tape.chance(60) {
            StepAct::Undo { why: words("a mistake") }
        } else {
            StepAct::Reopen { why: Some(words("again")) }
        };
        Some(step(spot, act))
    }

    fn early(&self) -> Option<Command> {
        let spot = self.any(|spot| self.view.status(&spot.key) == St::Unseen)?;
        Some(step(spot, StepAct::OpenEarly { why: words("it burns") }))
    }

    fn review(&self) -> Option<Command> {
        let spot = self.any(|spot| self.view.is_listed_for_review(&spot.key))?;
        Some(step(spot, StepAct::Review { note: None }))
    }

    fn join(&self) -> Option<Command> {
        let missing = self.any(|spot| self.view.is_missing(&spot.key));
        let (mode, at) = match missing {
            Some(spot) if self.tape.chance(80) => {
                (spot.used()?.mode, Some(StepKey::parse(&spot.key).expect("a step's key")))
            }
            _ => (if self.tape.chance(75) { UseMode::Track } else { UseMode::Pivot }, None),
        };
        let file = FILES[4 - self.tape.below(2)];
        let library = vec![self.files.pin(FILES[3])];
        Some(Command::Join { playbook: self.files.pin(file), library, mode, why: words("it fits"), step: at })
    }

    fn gate(&self) -> Option<Command> {
        let gates = [Gate::Requires, Gate::Authority, Gate::Evidence, Gate::Wait];
        let has = |spot: &Spot<'_>| gates.iter().find(|gate| spot.has_gate(**gate)).copied();
        let spot = self.any(|spot| self.view.is_open_work(spot) && has(spot).is_some())?;
        let act = if self.tape.chance(50) {
            approve()
        } else {
            StepAct::Override { gate: has(spot)?, why: words("no time") }
        };
        Some(step(spot, act))
    }

    fn failure(&self) -> Option<Command> {
        let spot = self.any(|spot| matches!(self.view.status(&spot.key), St::Failing(_)))?;
        let then = self.tape.one(&[OnFailure::Continue, OnFailure::Stop]);
        Some(step(spot, StepAct::AfterFailure { then, why: Some(words("settled")) }))
    }

    fn go_on(&self) -> Option<Command> {
        let spot = self.any(|spot| self.view.is_used_up(spot))?;
        Some(step(spot, StepAct::GoOn { go_on: self.tape.chance(50), why: words("enough") }))
    }

    /// Anything at any step.
    fn stray(&self) -> Option<Command> {
        let spot = self.any(|_| true)?;
        let act = match self.tape.below(14) {
            0 => self.complete(),
            1 => StepAct::Undo { why: words("a mistake") },
            2 => StepAct::Reopen { why: None },
            3 => StepAct::OpenEarly { why: words("it burns") },
            4 => self.left_out(),
            5 => self.decide(option(self.tape.one(&["yes", "nothing"]))),
            6 => self.answer(&[fact("a")]),
            7 => StepAct::AfterFailure { then: OnFailure::Continue, why: None },
            8 => StepAct::GoOn { go_on: true, why: words("more") },
            9 => StepAct::Review { note: None },
            10 => StepAct::Poll { seen: false, note: None },
            11 => approve(),
            12 => StepAct::Tick { item: option("item-1"), ticked: true },
            _ => StepAct::Override { gate: Gate::Requires, why: words("no time") },
        };
        Some(step(spot, act))
    }
}

fn step(spot: &Spot<'_>, act: StepAct) -> Command {
    Command::Step { step: StepKey::parse(&spot.key).expect("a step's key"), act, shown: None }
}

fn approve() -> StepAct {
    StepAct::Approve { role: None, why: Some(words("on the phone")) }
}

fn written(event: impl Into<Event>) -> Command {
    Command::Write(Box::new(event.into()))
}
