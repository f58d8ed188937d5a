//! Acts on the clock of an exercise, and what may become of its injects.

use super::Desk;
use crate::incident::command::PlayAct;
use crate::incident::event::Event;
use crate::incident::event::exercise::ExerciseClockSet;
use crate::incident::refusal::Refusal;
use crate::incident::story::Exercise;

impl Desk<'_> {
    /// Sets the clock: the time in the story is that of this very moment, unless it jumps.
    pub(super) fn play(&mut self, play: &PlayAct) -> Result<(), Refusal> {
        let exercise = self.in_exercise()?;
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

    /// Whether an event of an exercise can follow.
    #[expect(clippy::wildcard_enum_match_arm, reason = "what is only written down is never barred")]
    pub(super) fn may_play(&self, event: &Event) -> Result<(), Refusal> {
        let exercise = self.in_exercise()?;
        let bars = match event {
            Event::InjectReleased(body) => exercise.bars_release(&body.inject),
            Event::InjectSettled(body) => exercise.bars_fate(body),
            Event::QuestionAnswered(body) => exercise.bars_answer(body),
            _other => None,
        };
        bars.map_or(Ok(()), |why| Err(Refusal::Pointless(why)))
    }

    fn in_exercise(&self) -> Result<&Exercise, Refusal> {
        self.state.exercise().ok_or(Refusal::Pointless("this is no exercise"))
    }
}
