//! An exercise without people: answers from a file, times from the exercise clock, ids and salts from a seed. The same scenario, answers
//! and seed give the same record, byte for byte.

use super::inbox::unanswered;
use super::play::{self, deliver, release, times};
use super::quiz;
use crate::app::answers::{Answers, Ended, Next, Queue, QuizAnswer};
use crate::app::app_error::AppError;
use crate::app::session::Session;
use crate::base::time::{Period, Timestamp, Zone};
use crate::exercise::schedule::{Schedule, Waits};
use crate::host::clock::ExerciseClock;
use crate::incident::event::exercise::ReleasedBy;
use crate::incident::key::StepKey;
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
    answers.give_roles(session)?;
    play::begin(session, scenario, true)?;
    let mut game = Game { session, clock, scenario, answers, queue: Queue::of(answers), refused: None };
    while game.round()? {}
    let never_asked = |row: &&QuizAnswer| {
        let known = game.session.state().exercise();
        !known.is_some_and(|exercise| exercise.answers().contains_key(&row.question))
    };
    let unused = game.queue.left() + answers.quiz().iter().filter(never_asked).count();
    let refused = game.refused;
    play::end(session, scenario, None)?;
    Ok(Played { refused, unused })
}

struct Game<'g, 's> {
    session: &'g mut Session<'s>,
    clock: &'g ExerciseClock,
    scenario: &'g Scenario,
    answers: &'g Answers,
    queue: Queue<'g>,
    refused: Option<(StepKey, AppError)>,
}

impl Game<'_, '_> {
    /// Whatever comes next; false when nothing does.
    fn round(&mut self) -> Result<bool, AppError> {
        deliver(self.session, self.scenario)?;
        self.ask()?;
        if self.answer_questions()? {
            return Ok(true);
        }
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
            release(self.session, (self.scenario, inject), ReleasedBy::Request)?;
        }
        Ok(())
    }

    /// Players answer what was asked with an inject; true when one was.
    fn answer_questions(&mut self) -> Result<bool, AppError> {
        for asked in unanswered(self.session, &[]) {
            let Some(answer) = self.answers.quiz().iter().find(|row| row.question == asked.question.id)
            else {
                continue;
            };
            let given = quiz::read(&asked.question, &answer.answer)
                .map_err(|why| AppError::Input(format!("question `{}`: {why}", asked.question.id)))?;
            let before = self.session.identity().clone();
            if let Some(who) = &answer.who {
                self.session.act_as(|identity| identity.actor.clone_from(who));
            }
            let written = quiz::answer(self.session, &asked, &given);
            self.session.act_as(|identity| *identity = before);
            written?;
            self.clock.advance(answer.takes.unwrap_or(USUAL_ANSWER));
            return Ok(true);
        }
        Ok(false)
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
