//! The time of an exercise. Three times run side by side: the wall clock; the exercise clock, which counts play only; and the time of the
//! story, which can run faster and jump. All that the engine and the law count is counted in the story. Must not ask any clock.

use std::collections::{BTreeMap, BTreeSet};

use super::event::exercise::{
    ClockAct, ExerciseClockSet, InjectFate, InjectReleased, InjectSettled, QuestionAnswered, ReleasedBy,
};
use super::state::{Illegal, Recorded, illegal};
use crate::base::id::{ExpectationId, InjectId, ModuleId, PersonId, Seq};
use crate::base::time::{Period, Timestamp};
use crate::fact::value::PassageRef;
use crate::record::entry::{ExerciseTimes, Stamp};

/// The longest stretch that one jump may leave out: far beyond any duty that counts from a breach.
pub(crate) const LONGEST_JUMP: Period = Period::from_seconds(400 * 24 * 3600);

/// The fastest story: an hour in a second.
pub(crate) const FASTEST: u32 = 3600;

/// When something is decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Present {
    /// The time in which the incident lives.
    pub(crate) lived: Timestamp,
    /// What the wall clock shows.
    pub(crate) wall: Timestamp,
}

impl Present {
    /// The moment of a stamp.
    pub(crate) fn of(stamp: &Stamp) -> Self {
        Self { lived: stamp.lived(), wall: stamp.t }
    }
}

/// A real incident lives in the time of the wall clock.
impl From<Timestamp> for Present {
    fn from(now: Timestamp) -> Self {
        Self { lived: now, wall: now }
    }
}

/// Where an exercise stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Play {
    /// Opened; play has not begun.
    Lobby,
    /// Played.
    Running,
    /// Resting.
    Paused,
    /// Resting because the stop word was said.
    Stopped,
    /// Over.
    Ended,
}

impl Play {
    /// The word for it in output for programs.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Lobby => "not-begun",
            Self::Running => "playing",
            Self::Paused => "resting",
            Self::Stopped => "stopped",
            Self::Ended => "over",
        }
    }
}

/// The clock of an exercise since it was last set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct StoryClock {
    wall: Timestamp,
    times: ExerciseTimes,
    rate: u32,
    play: Play,
}

impl StoryClock {
    /// The clock of an exercise that was just opened: it stands at the beginning of the story.
    pub(crate) fn opened(wall: Timestamp, story: Timestamp) -> Self {
        let times = ExerciseTimes { exercise: wall, scenario: story };
        Self { wall, times, rate: 1, play: Play::Lobby }
    }

    /// Where play stands.
    pub(crate) fn play(&self) -> Play {
        self.play
    }

    /// How many minutes of the story pass in a minute of play.
    pub(crate) fn rate(&self) -> u32 {
        self.rate
    }

    /// The times of the exercise when the wall clock shows `wall`. A wall clock that was set back lets no time pass.
    pub(crate) fn at(&self, wall: Timestamp) -> ExerciseTimes {
        if self.play != Play::Running {
            return self.times;
        }
        let passed = wall.micros().saturating_sub(self.wall.micros()).max(0);
        let on = |from: Timestamp, micros: i64| {
            Timestamp::from_micros(from.micros().saturating_add(micros)).unwrap_or(from)
        };
        ExerciseTimes {
            exercise: on(self.times.exercise, passed),
            scenario: on(self.times.scenario, passed.saturating_mul(i64::from(self.rate))),
        }
    }

    /// Why the clock cannot be set like this at `wall`; nothing when it can.
    pub(crate) fn objection(&self, set: &ExerciseClockSet, wall: Timestamp) -> Option<&'static str> {
        let now = self.at(wall);
        let ahead = set.story.since(now.scenario);
        let moves = set.story != now.scenario;
        let resting = matches!(self.play, Play::Paused | Play::Stopped);
        match (set.act, self.play) {
            (_, Play::Ended) => Some("the exercise is over"),
            (ClockAct::Start, Play::Lobby) | (ClockAct::End, _) if !moves => None,
            (ClockAct::Start, Play::Lobby) => Some("the story begins where it was opened"),
            (ClockAct::Start, Play::Running | Play::Paused | Play::Stopped) => Some("play has begun"),
            (ClockAct::Jump, Play::Lobby | Play::Running | Play::Paused | Play::Stopped) => {
                if ahead.is_negative() || !moves {
                    Some("the story only moves forward")
                } else if ahead > LONGEST_JUMP {
                    Some("a jump leaves out 400 days at most")
                } else {
                    None
                }
            }
            (ClockAct::Rate, _) if set.rate == 0 || set.rate > FASTEST => Some("the rate is from 1 to 3600"),
            (ClockAct::Pause | ClockAct::Stop | ClockAct::Module, Play::Lobby) => Some("play has not begun"),
            (ClockAct::Pause, Play::Paused | Play::Stopped) => Some("the exercise is resting"),
            (ClockAct::Resume, _) if !resting => Some("the exercise is not resting"),
            _ if moves => Some("only a jump moves the story"),
            (
                ClockAct::Pause
                | ClockAct::Resume
                | ClockAct::Module
                | ClockAct::Rate
                | ClockAct::Stop
                | ClockAct::End,
                _,
            ) => None,
        }
    }

    fn set(&mut self, set: &ExerciseClockSet, wall: Timestamp) {
        let now = self.at(wall);
        self.times = ExerciseTimes { exercise: now.exercise, scenario: set.story };
        self.wall = wall;
        self.rate = set.rate;
        self.play = match set.act {
            ClockAct::Start | ClockAct::Resume => Play::Running,
            ClockAct::Pause => Play::Paused,
            ClockAct::Stop => Play::Stopped,
            ClockAct::End => Play::Ended,
            ClockAct::Jump | ClockAct::Module | ClockAct::Rate => self.play,
        };
    }
}

/// What became of an inject.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct InjectState {
    /// The entry that released it, how, and when.
    pub(crate) released: Option<(Seq, ReleasedBy, ExerciseTimes)>,
    /// Whether the facilitator keeps it back.
    pub(crate) held: bool,
    /// The entry that left it out.
    pub(crate) skipped: Option<Seq>,
    /// The entries in which players said that they had read it.
    pub(crate) read: Vec<(Seq, PersonId)>,
    /// The entry that took it back.
    pub(crate) recalled: Option<Seq>,
}

/// The play of an exercise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Exercise {
    clock: StoryClock,
    started: Option<ExerciseTimes>,
    stopped_for: Option<PassageRef>,
    injects: BTreeMap<InjectId, InjectState>,
    answers: BTreeMap<ExpectationId, (Seq, PersonId)>,
    modules: Vec<(ModuleId, ExerciseTimes)>,
    facilitators: BTreeSet<PersonId>,
    alone: bool,
    seeded: bool,
}

/// The role of whoever may read the script during play: facilitators, and evaluators beside them. Said by themselves.
pub(crate) const FACILITATOR: &str = "facilitator";

impl Exercise {
    /// An exercise that was just opened.
    pub(super) fn opened(recorded: &Recorded, seeded: bool) -> Self {
        let clock = StoryClock::opened(recorded.wall, recorded.t);
        Self {
            clock,
            started: None,
            stopped_for: None,
            injects: BTreeMap::new(),
            answers: BTreeMap::new(),
            modules: Vec::new(),
            facilitators: BTreeSet::from([recorded.draft.actor]),
            alone: false,
            seeded,
        }
    }

    /// Its clock.
    pub(crate) fn clock(&self) -> &StoryClock {
        &self.clock
    }

    /// The times when play began.
    pub(crate) fn started(&self) -> Option<ExerciseTimes> {
        self.started
    }

    /// Why it was stopped for something real, while it is and somebody has said so.
    pub(crate) fn stopped_for(&self) -> Option<PassageRef> {
        self.stopped_for.filter(|_| self.clock.play == Play::Stopped)
    }

    /// Who facilitates or evaluates: whoever opened it, unless nobody does, and whoever said so.
    pub(crate) fn facilitators(&self) -> &BTreeSet<PersonId> {
        &self.facilitators
    }

    /// Somebody says that they facilitate.
    pub(super) fn facilitates(&mut self, person: PersonId) {
        self.facilitators.insert(person);
    }

    /// Whether it is played without a facilitator.
    pub(crate) fn is_alone(&self) -> bool {
        self.alone
    }

    /// What became of injects; those of which nothing was written are not among them.
    pub(crate) fn injects(&self) -> &BTreeMap<InjectId, InjectState> {
        &self.injects
    }

    /// The questions that were answered, each with the entry and who said it.
    pub(crate) fn answers(&self) -> &BTreeMap<ExpectationId, (Seq, PersonId)> {
        &self.answers
    }

    /// The modules that began, in order, each with the times of its beginning.
    pub(crate) fn modules(&self) -> &[(ModuleId, ExerciseTimes)] {
        &self.modules
    }

    /// Why an inject cannot be released; nothing when it can. Each comes to the players once.
    pub(crate) fn bars_release(&self, inject: &InjectId) -> Option<&'static str> {
        let known = self.injects.get(inject);
        match self.clock.play {
            Play::Lobby => return Some("play has not begun"),
            Play::Ended => return Some("the exercise is over"),
            Play::Running | Play::Paused | Play::Stopped => {}
        }
        match known {
            Some(known) if known.released.is_some() => Some("that inject was released before"),
            Some(known) if known.skipped.is_some() => Some("that inject was left out"),
            Some(_) | None => None,
        }
    }

    /// Why something cannot become of an inject; nothing when it can.
    pub(crate) fn bars_fate(&self, body: &InjectSettled) -> Option<&'static str> {
        let nothing = InjectState::default();
        let known = self.injects.get(&body.inject).unwrap_or(&nothing);
        let (out, gone) = (known.released.is_some(), known.skipped.is_some());
        match body.fate {
            InjectFate::Held | InjectFate::Freed | InjectFate::Skipped if out => {
                Some("that inject was released before")
            }
            InjectFate::Held | InjectFate::Skipped if gone => Some("that inject was left out"),
            InjectFate::Held if known.held => Some("that inject is kept back already"),
            InjectFate::Freed if !known.held => Some("that inject is not kept back"),
            InjectFate::Read | InjectFate::Recalled if !out => Some("that inject was not released"),
            InjectFate::Recalled if known.recalled.is_some() => Some("that inject was taken back before"),
            InjectFate::Skipped | InjectFate::Recalled if body.why.is_none() => Some("say why"),
            InjectFate::Held
            | InjectFate::Freed
            | InjectFate::Skipped
            | InjectFate::Read
            | InjectFate::Recalled => None,
        }
    }

    /// Why a question cannot be answered; nothing when it can. A team answers once.
    pub(crate) fn bars_answer(&self, body: &QuestionAnswered) -> Option<&'static str> {
        let known = self.injects.get(&body.inject);
        let is_out = known.is_some_and(|known| known.released.is_some() && known.recalled.is_none());
        match self.clock.play {
            Play::Lobby => Some("play has not begun"),
            Play::Ended => Some("the exercise is over"),
            Play::Running | Play::Paused | Play::Stopped if !is_out => Some("nobody asked that question"),
            Play::Running | Play::Paused | Play::Stopped => {
                self.answers.contains_key(&body.question).then_some("that question was answered before")
            }
        }
    }

    /// Sets the clock.
    pub(super) fn set(&mut self, recorded: &Recorded, body: &ExerciseClockSet) -> Result<(), Illegal> {
        if let Some(why) = self.clock.objection(body, recorded.wall) {
            return Err(illegal(recorded, why));
        }
        self.clock.set(body, recorded.wall);
        let times = self.clock.at(recorded.wall);
        if body.act == ClockAct::Stop {
            // Play stops first; why is often said in a second entry.
            self.stopped_for = body.why.or(self.stopped_for);
        } else {
            self.stopped_for = None;
        }
        if body.act == ClockAct::Start {
            self.started = Some(times);
            self.alone = body.alone;
            if body.alone && !self.seeded {
                // Who opens it plays with the others, unless it is played without people.
                self.facilitators.clear();
            }
        }
        if let Some(module) = &body.module {
            self.modules.push((module.clone(), times));
        }
        Ok(())
    }

    /// Hands out an inject.
    pub(super) fn release(&mut self, recorded: &Recorded, body: &InjectReleased) -> Result<(), Illegal> {
        if let Some(why) = self.bars_release(&body.inject) {
            return Err(illegal(recorded, why));
        }
        let times = self.clock.at(recorded.wall);
        let known = self.injects.entry(body.inject.clone()).or_default();
        known.released = Some((recorded.seq, body.released, times));
        Ok(())
    }

    /// Players answer a question.
    pub(super) fn answer(&mut self, recorded: &Recorded, body: &QuestionAnswered) -> Result<(), Illegal> {
        if let Some(why) = self.bars_answer(body) {
            return Err(illegal(recorded, why));
        }
        self.answers.insert(body.question.clone(), (recorded.seq, recorded.by()));
        Ok(())
    }

    /// Something else becomes of an inject.
    pub(super) fn settle(&mut self, recorded: &Recorded, body: &InjectSettled) -> Result<(), Illegal> {
        if let Some(why) = self.bars_fate(body) {
            return Err(illegal(recorded, why));
        }
        let known = self.injects.entry(body.inject.clone()).or_default();
        match body.fate {
            InjectFate::Held => known.held = true,
            InjectFate::Freed => known.held = false,
            InjectFate::Skipped => known.skipped = Some(recorded.seq),
            InjectFate::Read => known.read.push((recorded.seq, recorded.by())),
            InjectFate::Recalled => known.recalled = Some(recorded.seq),
        }
        Ok(())
    }
}
