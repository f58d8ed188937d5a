//! The questions of an exercise with what was answered, what is right and why.

use super::{Source, in_words, shown_by};
use crate::base::text::flowed;
use crate::exercise::outcome::{Came, Outcome, given};
use crate::incident::event::Event;
use crate::report::document::{Block, Cell, Table, cell};
use crate::report::lessons::{heading, with_entry};
use crate::scenario::expectation::Aim;
use crate::training::question::{Given, Question, QuestionKind};

impl Source<'_> {
    /// What players were asked, with what is right and why: the part to read together afterwards.
    pub(super) fn questions(&self) -> Vec<Block> {
        let asked = self.outcomes.iter().filter(|outcome| outcome.came != Came::NotAsked);
        let asked = asked.filter_map(|outcome| {
            let Aim::Quiz(question) = &outcome.expectation.aim else { return None };
            Some((outcome, question))
        });
        let blocks = asked.flat_map(|(outcome, question)| self.question(outcome, question));
        let blocks: Vec<Block> = blocks.collect();
        let title = (!blocks.is_empty()).then(|| heading(2, "Questions and answers"));
        title.into_iter().chain(blocks).collect()
    }

    fn question(&self, outcome: &Outcome<'_>, question: &Question) -> Vec<Block> {
        let given = self.log.entries().iter().find_map(|entry| {
            let Event::QuestionAnswered(body) = &entry.draft.event else { return None };
            (body.question == outcome.expectation.id).then(|| given(body))
        });
        let columns = [("Answer", 40), ("Said", 8), ("Right", 8), ("Why", 44)];
        let mut rows: Vec<Vec<Cell>> = Vec::new();
        let tick = |yes: bool| cell(if yes { "yes" } else { "" });
        for choice in question.kind.choices() {
            let said = matches!(&given, Some(Given::Chosen(chosen)) if chosen.contains(&choice.id));
            rows.push(vec![cell(&choice.text), tick(said), tick(choice.right), cell(&choice.why)]);
        }
        if let QuestionKind::Number(figure) = &question.kind {
            if let Some(Given::Figure(said)) = &given
                && *said != figure.answer
            {
                rows.push(vec![cell(&format!("{said} {}", figure.unit)), tick(true), tick(false), cell("")]);
            }
            let said = given == Some(Given::Figure(figure.answer));
            let answer = format!("{} {}", figure.answer, figure.unit);
            rows.push(vec![cell(&answer), tick(said), tick(true), cell(&figure.why)]);
        }
        let came = with_entry(&in_words(outcome.came), shown_by(outcome.came));
        vec![
            heading(3, &flowed(&question.text)),
            Block::Paragraph(came),
            Table::of("What could be answered", &columns, rows),
        ]
    }
}
