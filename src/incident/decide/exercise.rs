//! Acts on the clock of an exercise, and what may become of its injects.

use super::Desk;
use crate::incident::command::PlayAct;
use crate::incident::event::Event;
use crate::incident::event::exercise::{ClockAct, ExerciseClockSet, FeedbackGiven, HIGHEST_MARK};
use crate::incident::refusal::Refusal;
use crate::incident::story::{Exercise, Play};

impl Desk<'_> {
    /// Sets the clock: the time in the story is that of this very moment, unless it jumps.
    pub(super) fn play(&mut self, play: &PlayAct) -> Result<(), Refusal> {
        let exercise = self.in_exercise()?;
        let moves_on = matches!(play.act, ClockAct::Jump | ClockAct::Module | ClockAct::Rate);
        if moves_on && exercise.clock().play() == Play::Stopped {
            return Err(Refusal::PlayStopped);
        }
        let set = ExerciseClockSet {
            act: play.act,
            story: play.story.unwrap_or(self.now),
            rate: play.rate.unwrap_or_else(|| exercise.clock().rate()),
            why: play.why,
            module: play.module.clone(),
            scenario: play.scenario,
            alone: play.alone,
        };
        if let Some(why) = exercise.clock().objection(&set, self.wall) {
            return Err(Refusal::Pointless(why));
        }
        self.emit(set)
    }

    /// Refuses what is played while nothing is: before play begins, after the stop word, and once play is over. What was written in such moments by versions
    /// that took it stays readable: this is decided here, and `apply` knows nothing of it.
    pub(super) fn still_played(&self) -> Result<(), Refusal> {
        match self.state.exercise().map(|exercise| exercise.clock().play()) {
            Some(Play::Stopped) => Err(Refusal::PlayStopped),
            Some(Play::Ended) => Err(Refusal::PlayOver),
            Some(Play::Lobby) => Err(Refusal::PlayNotBegun),
            Some(Play::Running | Play::Paused) | None => Ok(()),
        }
    }

    /// Whether an event of an exercise can follow.
    #[expect(clippy::wildcard_enum_match_arm, reason = "what is only written down is never barred")]
    pub(super) fn may_play(&self, event: &Event) -> Result<(), Refusal> {
        let exercise = self.in_exercise()?;
        let bars = match event {
            Event::InjectReleased(body) => exercise.bars_release(&body.inject),
            Event::InjectSettled(body) => exercise.bars_fate(body),
            Event::QuestionAnswered(body) => exercise.bars_answer(body),
            Event::FeedbackGiven(body) => bars_feedback(body),
            _other => None,
        };
        bars.map_or(Ok(()), |why| Err(Refusal::Pointless(why)))
    }

    fn in_exercise(&self) -> Result<&Exercise, Refusal> {
        self.state.exercise().ok_or(Refusal::Pointless("this is no exercise"))
    }
}

/// Why a sheet of feedback is none.
fn bars_feedback(body: &FeedbackGiven) -> Option<&'static str> {
    let is_blank = body.marks.iter().all(|mark| *mark == 0) && body.words().iter().all(Option::is_none);
    if body.marks.iter().any(|mark| *mark > HIGHEST_MARK) {
        return Some("a mark is from 1 to 5");
    }
    is_blank.then_some("there is nothing on the sheet")
}
