//! An exercise without people: answers from a file, times from the exercise clock, ids and salts from a seed. The same scenario, answers
//! and seed give the same record, byte for byte.

use super::play::{self, deliver, release, settle, times};
use crate::app::answers::{Answers, Ended, Next, Queue};
use crate::app::app_error::AppError;
use crate::app::session::Session;
use crate::base::time::{Period, Timestamp, Zone};
use crate::exercise::schedule::{Schedule, Waits};
use crate::host::clock::ExerciseClock;
use crate::incident::event::exercise::{InjectFate, ReleasedBy};
use crate::incident::key::StepKey;
use crate::record::entry::Entry;
use crate::scenario::model::{Inject, Module, Scenario};

/// How long an answer takes where the file does not say.
const USUAL_ANSWER: Period = Period::from_seconds(60);

/// The day from which on the story of an unattended exercise begins, so that it does not depend on when it is played.
const FIRST_DAY: &str = "2026-06-01T00:00:00Z";

/// How an unattended exercise ended.
#[derive(Debug)]
pub(crate) struct Played {
    /// The step at which an answer was refused, and why.
    pub(crate) refused: Option<(StepKey, AppError)>,
    /// Answers that were never asked for.
    pub(crate) unused: usize,
}

/// When the story of an unattended exercise begins.
pub(crate) fn story_start(scenario: &Scenario, zone: Zone) -> Timestamp {
    let day = Timestamp::parse(FIRST_DAY).unwrap_or(Timestamp::EPOCH);
    scenario.starts.after(day, zone)
}

/// Plays an exercise that was opened, to its end.
pub(crate) fn play(
    session: &mut Session<'_>,
    clock: &ExerciseClock,
    (scenario, answers): (&Scenario, &Answers),
) -> Result<Played, AppError> {
    play::begin(session, scenario, true)?;
    let mut game = Game { session, clock, scenario, queue: Queue::of(answers), refused: None };
    while game.round()? {}
    let (refused, unused) = (game.refused, game.queue.left());
    finish(session, scenario, None)?;
    Ok(Played { refused, unused })
}

struct Game<'g, 's> {
    session: &'g mut Session<'s>,
    clock: &'g ExerciseClock,
    scenario: &'g Scenario,
    queue: Queue<'g>,
    refused: Option<(StepKey, AppError)>,
}

impl Game<'_, '_> {
    /// Whatever comes next; false when nothing does.
    fn round(&mut self) -> Result<bool, AppError> {
        deliver(self.session, self.scenario)?;
        self.ask()?;
        match self.queue.next(self.session)? {
            Next::Answered(takes) => {
                self.clock.advance(takes.unwrap_or(USUAL_ANSWER));
                Ok(true)
            }
            Next::Ended(Ended::Refused(step, why)) => {
                self.refused = Some((step, why));
                Ok(false)
            }
            Next::Ended(Ended::Finished | Ended::Waiting(_) | Ended::Unanswered(_)) => self.wait(),
        }
    }

    /// Players ask for what an answer waits for.
    fn ask(&mut self) -> Result<(), AppError> {
        let schedule = Schedule::read(self.scenario, self.session.state(), times(self.session)?);
        let wanted: Vec<&Inject> = schedule
            .waiting
            .iter()
            .filter(|waiting| waiting.waits == Waits::Request && self.queue.waits_for(&waiting.inject.id))
            .map(|waiting| waiting.inject)
            .collect();
        for inject in wanted {
            release(self.session, inject, ReleasedBy::Request)?;
        }
        Ok(())
    }

    /// Until the next inject, or the next module. A module whose gate does not open begins when the one before has had its time.
    fn wait(&mut self) -> Result<bool, AppError> {
        let now = times(self.session)?;
        let schedule = Schedule::read(self.scenario, self.session.state(), now);
        let rest = schedule.next.map(|next| (next, self.rest_of_module(&schedule, now.exercise)));
        match (schedule.soonest(), rest) {
            (Some(soon), None) => self.clock.advance(soon),
            (Some(soon), Some((_, rest))) if soon <= rest => self.clock.advance(soon),
            (_, Some((next, rest))) => {
                self.clock.advance(rest);
                self.begin(next, schedule.gate_is_open)?;
            }
            (None, None) => return Ok(false),
        }
        Ok(true)
    }

    fn begin(&mut self, next: &Module, is_open: bool) -> Result<(), AppError> {
        let why = (!is_open).then_some("the time of the module before is over");
        play::begin_module(self.session, next, why).map(|_| ())
    }

    fn rest_of_module(&self, schedule: &Schedule<'_>, played: Timestamp) -> Period {
        let began = self.session.state().exercise().and_then(|exercise| exercise.modules().last().cloned());
        let (Some((_, began)), Some(duration)) = (began, schedule.module.and_then(|module| module.duration))
        else {
            return Period::from_seconds(0);
        };
        let rest = began.exercise.plus(duration).since(played);
        Period::from_seconds(rest.seconds().max(0))
    }
}

/// What never came is left out with a reason, and play is over.
pub(crate) fn finish(
    session: &mut Session<'_>,
    scenario: &Scenario,
    why: Option<&str>,
) -> Result<Vec<Entry>, AppError> {
    let schedule = Schedule::read(scenario, session.state(), times(session)?);
    let rest: Vec<&Inject> = schedule.waiting.iter().map(|waiting| waiting.inject).collect();
    for inject in rest {
        settle(session, &inject.id, InjectFate::Skipped, Some("play ended before it came"))?;
    }
    play::end(session, scenario, why)
}
