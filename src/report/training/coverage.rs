//! Which rule is tested by what, and when that was held last.

use serde::Serialize;

use super::{Draft, Session, Source, sessions};
use crate::base::time::Timestamp;
use crate::incident::event::training::TookPart;
use crate::report::document::{Block, Cell, Run, Style, Table, cell, line};
use crate::report::format::{Paper, Sheet};
use crate::report::timeline::ReportError;
use crate::training::coverage::{Coverage, Element};

/// An element of a rule.
#[derive(Serialize)]
struct ElementV1 {
    rule: String,
    number: String,
    text: String,
    by: Vec<String>,
    last_held: Option<Timestamp>,
    last_content: Option<String>,
    people: usize,
}

/// The paper.
pub(crate) fn coverage(source: &Source<'_>, table: &Coverage) -> Result<Paper, ReportError> {
    let rows: Vec<ElementV1> = table.elements.iter().map(|element| source.element(element)).collect();
    let columns = [("Rule", 18), ("What it asks for", 32), ("Tested by", 30), ("Held last", 20)];
    let said = format!("How far the elements were checked: {}.", table.checked);
    source.paper(Draft {
        document: "training-coverage",
        title: "Which rule is tested by what".to_owned(),
        selection: "what rules ask to be trained or tested, and when that was held last".to_owned(),
        body: vec![
            Block::Paragraph(line(&said)),
            Table::of("Elements of rules", &columns, rows.iter().map(|row| source.row(row))),
        ],
        member: "elements",
        sheet: Sheet { columns: COLUMNS.to_vec(), rows: rows.iter().map(flat).collect() },
        rows: &rows,
    })
}

const COLUMNS: [&str; 7] = ["rule", "number", "text", "by", "last_held_utc", "last_content", "people"];

impl Source<'_> {
    fn element(&self, element: &Element) -> ElementV1 {
        let sessions = sessions(self.log.entries());
        // Who led or looked on was not taught, and a duty of the management body is served by its members only.
        let counts = |part: &TookPart| {
            let is_of = element.of.as_ref().is_none_or(|of| part.employment.word() == of);
            part.part.is_taught() && is_of
        };
        let taught = |session: &Session<'_>| session.parts.values().filter(|(_, part)| counts(part)).count();
        let of = sessions.iter().filter(|session| element.by.contains(&session.held.content));
        let of = of.map(|session| (session, taught(session))).filter(|(_, people)| *people > 0);
        let last = of.max_by_key(|(session, _)| session.held.began.at);
        ElementV1 {
            rule: element.rule.clone(),
            number: element.number.clone(),
            text: element.text.clone(),
            by: element.by.clone(),
            last_held: last.map(|(session, _)| session.held.began.at),
            last_content: last.map(|(session, _)| session.held.content.clone()),
            people: last.map_or(0, |(_, people)| people),
        }
    }

    fn row(&self, row: &ElementV1) -> Vec<Cell> {
        let held = match (&row.last_held, &row.last_content) {
            (Some(at), Some(content)) => {
                vec![
                    line(&self.day(*at)),
                    vec![Run::quiet(&format!(
                        "{content}, {}",
                        if row.people == 1 {
                            "1 person".to_owned()
                        } else {
                            format!("{} people", row.people)
                        }
                    ))],
                ]
            }
            (_, _) => vec![vec![Run::new("never", Style::Gap)]],
        };
        vec![
            vec![line(&row.number), vec![Run::quiet(&row.rule)]],
            cell(&row.text),
            row.by.iter().map(|by| line(by)).collect(),
            held,
        ]
    }
}

fn flat(row: &ElementV1) -> Vec<String> {
    vec![
        row.rule.clone(),
        row.number.clone(),
        row.text.clone(),
        row.by.join("; "),
        row.last_held.map(Timestamp::to_seconds_text).unwrap_or_default(),
        row.last_content.clone().unwrap_or_default(),
        row.people.to_string(),
    ]
}
