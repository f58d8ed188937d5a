//! What comes next in an exercise: injects whose rule holds, injects that wait and for what, the module that may begin.
//! A rule counts minutes that were played, so that a pause or a jump never brings an inject nearer.

use super::world::World;
use crate::base::id::{InjectId, ModuleId};
use crate::base::time::{Period, Timestamp};
use crate::incident::state::State;
use crate::incident::story::{Exercise, Play};
use crate::record::entry::ExerciseTimes;
use crate::scenario::model::{Inject, Module, Scenario};
use crate::scenario::release::{Release, Start};

/// What an inject waits for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Waits {
    /// Nothing: it is due.
    Due,
    /// Nothing: what it would help with has come about without it. The text of the condition.
    NotNeeded(String),
    /// So many minutes of play.
    Minutes(Period),
    /// That play begins.
    Play,
    /// That play goes on.
    Rest,
    /// Its module.
    Module(ModuleId),
    /// Another inject.
    Inject(InjectId),
    /// Nothing any more: its module is over. The facilitator can still release it.
    Past,
    /// A condition that is not true yet.
    Condition(String),
    /// The facilitator.
    Facilitator,
    /// Players who ask for it.
    Request,
    /// The facilitator, who keeps it back.
    Held,
}

/// An inject that has not come to the players.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Waiting<'s> {
    /// Which.
    pub(crate) inject: &'s Inject,
    /// What it waits for.
    pub(crate) waits: Waits,
}

/// What comes next.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Schedule<'s> {
    /// Injects that have neither come nor been left out, in file order.
    pub(crate) waiting: Vec<Waiting<'s>>,
    /// The module that is played.
    pub(crate) module: Option<&'s Module>,
    /// The module after it.
    pub(crate) next: Option<&'s Module>,
    /// Whether that one may begin: what it asks for has been said.
    pub(crate) gate_is_open: bool,
}

impl<'s> Schedule<'s> {
    /// Reads what comes next when the clock of the exercise shows `times`.
    pub(crate) fn read(scenario: &'s Scenario, state: &State, times: ExerciseTimes) -> Self {
        let Some(exercise) = state.exercise() else {
            return Self { waiting: Vec::new(), module: None, next: None, gate_is_open: false };
        };
        let world = World { state, story: times.scenario };
        let reader = Reader { scenario, exercise, world, played: times.exercise };
        let open = scenario.injects.iter().filter(|inject| {
            let known = exercise.injects().get(&inject.id);
            !known.is_some_and(|known| known.released.is_some() || known.skipped.is_some())
        });
        let waiting = open.map(|inject| Waiting { inject, waits: reader.waits(inject) }).collect::<Vec<_>>();
        let began = exercise.modules().iter().rev().find_map(|(id, _)| place(scenario, id));
        let next = began.map_or(0, |began| began + 1);
        let next = scenario.modules.get(next);
        Self {
            waiting,
            module: began.and_then(|began| scenario.modules.get(began)),
            next,
            gate_is_open: next.is_some_and(|next| next.gate.as_ref().is_none_or(|gate| world.holds(gate))),
        }
    }

    /// Injects that are due or no longer needed.
    pub(crate) fn ripe(&self) -> impl Iterator<Item = &Waiting<'s>> {
        self.waiting.iter().filter(|waiting| matches!(waiting.waits, Waits::Due | Waits::NotNeeded(_)))
    }

    /// In how many minutes of play the next inject can come, if that is all it waits for.
    pub(crate) fn soonest(&self) -> Option<Period> {
        let minutes = self.waiting.iter().filter_map(|waiting| match waiting.waits {
            Waits::Minutes(left) => Some(left),
            Waits::Due
            | Waits::NotNeeded(_)
            | Waits::Play
            | Waits::Rest
            | Waits::Module(_)
            | Waits::Inject(_)
            | Waits::Past
            | Waits::Condition(_)
            | Waits::Facilitator
            | Waits::Request
            | Waits::Held => None,
        });
        minutes.min()
    }
}

fn place(scenario: &Scenario, id: &ModuleId) -> Option<usize> {
    scenario.modules.iter().position(|module| module.id == *id)
}

struct Reader<'a> {
    scenario: &'a Scenario,
    exercise: &'a Exercise,
    world: World<'a>,
    played: Timestamp,
}

impl Reader<'_> {
    fn waits(&self, inject: &Inject) -> Waits {
        if self.exercise.injects().get(&inject.id).is_some_and(|known| known.held) {
            return Waits::Held;
        }
        match &inject.release {
            Release::Manual => Waits::Facilitator,
            Release::OnRequest(_) => Waits::Request,
            Release::Rule { .. } if self.is_past(inject) => Waits::Past,
            Release::Rule { start, when, unless } => {
                let Some(ripe) = self.ripe_at(inject, start) else { return self.before(inject, start) };
                if ripe > self.played {
                    return Waits::Minutes(left(ripe, self.played));
                }
                if self.exercise.clock().play() != Play::Running {
                    return Waits::Rest;
                }
                match (when, unless) {
                    (_, Some(unless)) if self.world.holds(unless) => {
                        Waits::NotNeeded(self.scenario.say(unless))
                    }
                    (Some(when), _) if !self.world.holds(when) => Waits::Condition(self.scenario.say(when)),
                    (Some(_) | None, _) => Waits::Due,
                }
            }
        }
    }

    /// What its minutes are counted from, where that has not come yet.
    fn before(&self, inject: &Inject, start: &Start) -> Waits {
        let first = self.scenario.modules.first().map(|module| &module.id);
        match (start, &inject.module) {
            (Start::Inject(before, _), _) => Waits::Inject(before.clone()),
            (Start::Module(_), Some(module)) if first != Some(module) => Waits::Module(module.clone()),
            (Start::Module(_), _) => Waits::Play,
        }
    }

    /// Whether a later module has begun than the one it belongs to.
    fn is_past(&self, inject: &Inject) -> bool {
        let modules = self.exercise.modules();
        let began = modules.iter().any(|(id, _)| inject.module.as_ref() == Some(id));
        began && modules.last().is_some_and(|(id, _)| inject.module.as_ref() != Some(id))
    }

    /// When its minutes are over, on the exercise clock.
    fn ripe_at(&self, inject: &Inject, start: &Start) -> Option<Timestamp> {
        match start {
            Start::Module(after) => {
                let began = match &inject.module {
                    None => self.exercise.started(),
                    Some(module) => {
                        let began = self.exercise.modules().iter().find(|(id, _)| id == module);
                        began.map(|(_, times)| *times)
                    }
                };
                Some(began?.exercise.plus(*after))
            }
            Start::Inject(before, after) => {
                let (_, _, times) = self.exercise.injects().get(before)?.released?;
                Some(times.exercise.plus(*after))
            }
        }
    }
}

/// Rounded up, so that what has a second left is not due.
fn left(ripe: Timestamp, now: Timestamp) -> Period {
    let micros = ripe.micros().saturating_sub(now.micros());
    Period::from_seconds(micros.div_euclid(1_000_000) + i64::from(micros.rem_euclid(1_000_000) > 0))
}
