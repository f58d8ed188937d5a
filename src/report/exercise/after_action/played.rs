//! How an exercise was played against how it was planned: every inject, the clock, the duties, decisions on what was not known.

use super::{Source, released};
use crate::base::time::{Period, Timestamp};
use crate::incident::event::Event;
use crate::incident::event::exercise::{ClockAct, InjectFate};
use crate::incident::story::{Exercise, InjectState};
use crate::record::entry::{Entry, ExerciseTimes};
use crate::report::describe::describe;
use crate::report::document::{Block, Cell, Line, Table, cell, line};
use crate::report::lessons::{heading, with_entry};
use crate::scenario::model::Inject;

impl Source<'_> {
    /// From when to when, in play and in the story.
    pub(super) fn span(&self) -> String {
        let Some(exercise) = self.scene.state.exercise() else { return String::new() };
        let Some(began) = exercise.started() else { return "play has not begun".to_owned() };
        let last = self.log.entries().last().and_then(|entry| entry.stamp.x);
        let ended = self.clock_entries().find_map(
            |(entry, act)| {
                if act == ClockAct::End { entry.stamp.x } else { None }
            },
        );
        let end = ended.or(last).unwrap_or(began);
        let wall =
            self.log.entries().first().map(|entry| self.scene.moment(entry.stamp.t)).unwrap_or_default();
        format!(
            "{} of play, opened {wall}; in the story from {} to {}{}",
            end.exercise.since(began.exercise),
            self.scene.moment(began.scenario),
            self.scene.moment(end.scenario),
            if ended.is_some() { "" } else { "; play is not over" }
        )
    }

    fn clock_entries(&self) -> impl Iterator<Item = (&Entry, ClockAct)> {
        self.log.entries().iter().filter_map(|entry| {
            let Event::ExerciseClockSet(body) = &entry.draft.event else { return None };
            Some((entry, body.act))
        })
    }

    /// Planned against played.
    pub(super) fn played(&self) -> Vec<Block> {
        let mut blocks = vec![heading(2, "How it was played")];
        let columns = [("Inject", 34), ("Planned", 26), ("Played", 26), ("Read by", 14)];
        blocks.push(Table::of("Every inject, planned and played", &columns, self.injects()));
        let clock: Vec<Line> = self
            .clock_entries()
            .map(|(entry, _)| with_entry(&describe(entry, self.scene).text(), Some(entry.seq)))
            .collect();
        blocks.push(heading(3, "The clock"));
        blocks.push(Block::Items(clock));
        blocks.push(heading(3, "Times, in the story"));
        blocks.extend(self.times());
        blocks.push(heading(3, "Legal duties, in the time of the story"));
        blocks.extend(self.lessons().duties(self.duties));
        blocks.push(heading(3, "Decisions, and those that were left open"));
        blocks.extend(self.lessons().decisions());
        blocks
    }

    fn injects(&self) -> Vec<Vec<Cell>> {
        let entries = self.log.entries();
        let came = released(entries);
        let exercise = self.scene.state.exercise();
        let began = exercise.and_then(Exercise::started).map(|times| times.exercise);
        let state = |id: &str| {
            exercise.and_then(|exercise| {
                exercise.injects().iter().find(|(known, _)| known.as_str() == id).map(|(_, state)| state)
            })
        };
        let row = |title: String, planned: String, id: &str| {
            let known = state(id);
            let readers = known.map_or(0, |known| known.read.len());
            vec![
                vec![line(&title), line(id)],
                cell(&planned),
                vec![self.fate(id, (known, came.get(id).copied()), began)],
                cell(&readers.to_string()),
            ]
        };
        let script = self.scenario.injects.iter();
        let mut rows: Vec<Vec<Cell>> = script
            .map(|inject: &Inject| {
                row(
                    inject.title.clone(),
                    inject.release.in_words(&|condition| self.scenario.say(condition)),
                    inject.id.as_str(),
                )
            })
            .collect();
        let known = |id: &str| self.scenario.injects.iter().any(|inject| inject.id.as_str() == id);
        let improvised = came.keys().filter(|id| !known(id));
        rows.extend(improvised.map(|id| row("improvised".to_owned(), "not planned".to_owned(), id)));
        rows
    }

    /// When an inject came, or why it did not.
    fn fate(
        &self,
        id: &str,
        (known, came): (Option<&InjectState>, Option<&Entry>),
        began: Option<Timestamp>,
    ) -> Line {
        let after =
            |times: ExerciseTimes| began.map_or(Period::from_seconds(0), |began| times.exercise.since(began));
        if let (Some(entry), Some(times)) = (came, came.and_then(|entry| entry.stamp.x)) {
            let recalled = known.is_some_and(|known| known.recalled.is_some());
            let note = if recalled { ", taken back" } else { "" };
            return with_entry(&format!("after {}{note}", after(times)), Some(entry.seq));
        }
        let skipped = self.log.entries().iter().find_map(|entry| {
            let Event::InjectSettled(body) = &entry.draft.event else { return None };
            let meant = body.fate == InjectFate::Skipped && body.inject.as_str() == id;
            meant.then(|| (self.scene.maybe(body.why).unwrap_or_default(), entry.seq))
        });
        match skipped {
            Some((why, seq)) => with_entry(&format!("left out: {why}"), Some(seq)),
            None => line("did not come"),
        }
    }
}
