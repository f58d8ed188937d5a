//! The sheet on which everybody says after the hot wash how it was. It asks for no name, and nothing on it is hidden.

use serde::Serialize;

use crate::exercise::feedback::{ASKED, SAID};
use crate::report::document::{Block, Cell, Document, Table, cell, line};
use crate::report::exercise::{OfScenarioV1, dress};
use crate::report::format::{Paper, Sheet, Tree};
use crate::report::lessons::heading;
use crate::scenario::model::Scenario;

/// A question of the sheet.
#[derive(Serialize)]
struct QuestionV1<'s> {
    /// `said` (from 1 to 5), `objective` (from 1 to 5) or `words`.
    kind: &'static str,
    text: &'s str,
}

/// Makes the sheet.
pub(crate) fn feedback(scenario: &Scenario) -> Result<Paper, serde_json::Error> {
    let objectives = scenario.objectives.iter().map(|objective| ("objective", objective.text.as_str()));
    let all = SAID.map(|text| ("said", text)).into_iter().chain(objectives);
    let all = all.chain(ASKED.map(|text| ("words", text)));
    let rows: Vec<QuestionV1<'_>> = all.map(|(kind, text)| QuestionV1 { kind, text }).collect();
    let of = |kind: &str| rows.iter().filter(|row| row.kind == kind).map(|row| row.text).collect::<Vec<_>>();
    let mut body = vec![
        Block::Paragraph(line(
            "No name is needed. Nobody was tested; the plan was. 1 is not at all, 5 is fully; leave out what you did not see.",
        )),
        heading(2, "How it was"),
        scale("What you say of the exercise", &of("said")),
        heading(2, "How well we could do it"),
        scale("What was to be learned", &of("objective")),
        heading(2, "In your words"),
    ];
    for text in of("words") {
        body.push(heading(3, text));
        body.extend((0..3).map(|_| Block::Paragraph(line(&"_".repeat(72)))));
    }
    let tree = Tree::new(&OfScenarioV1::new("feedback-sheet", scenario), "questions", &rows)?;
    let title = format!("EXERCISE: what you say of \"{}\"", scenario.title);
    let cells = |row: &QuestionV1<'_>| vec![row.kind.to_owned(), row.text.to_owned()];
    let sheet = Sheet { columns: vec!["kind", "text"], rows: rows.iter().map(cells).collect() };
    Ok(Paper { document: Document::new(&title, dress(scenario), body), sheet, tree })
}

fn scale(caption: &str, said: &[&str]) -> Block {
    let boxes = "1 \u{2610}   2 \u{2610}   3 \u{2610}   4 \u{2610}   5 \u{2610}";
    let rows: Vec<Vec<Cell>> = said.iter().map(|text| vec![cell(text), cell(boxes)]).collect();
    Table::of(caption, &[(caption, 66), ("From 1 to 5", 34)], rows)
}
