//! Who took part in what: all of it, for those who keep the record and for systems of human resources, or one person's copy.

use serde::Serialize;

use super::{Draft, Session, Source, sessions};
use crate::base::id::{PersonId, Seq};
use crate::base::time::Timestamp;
use crate::incident::event::training::TookPart;
use crate::report::document::{Block, Cell, Run, Table, cell, line};
use crate::report::format::{Paper, Sheet};
use crate::report::lessons::with_entry;
use crate::report::timeline::ReportError;

/// Somebody's part in a session.
#[derive(Serialize)]
struct PartV1 {
    person: String,
    name: String,
    employment: &'static str,
    role: Option<String>,
    part: &'static str,
    began: Timestamp,
    teaching: &'static str,
    content: String,
    title: String,
    version: String,
    sha256: String,
    minutes: u32,
    score: Option<u32>,
    pass: Option<u32>,
    passed: bool,
    attempt: Option<u32>,
    acknowledged: bool,
    due: Option<Timestamp>,
    rule: Option<String>,
    led_by: Option<String>,
    place: Option<String>,
    proof: Option<String>,
    follow_up: Option<String>,
    tags: Vec<String>,
    entry: u64,
}

const COLUMNS: [&str; 22] = [
    "person",
    "name",
    "employment",
    "role",
    "part",
    "began_utc",
    "teaching",
    "content",
    "title",
    "version",
    "sha256",
    "minutes",
    "score_percent",
    "pass_percent",
    "passed",
    "attempt",
    "acknowledged",
    "due_utc",
    "rule",
    "led_by",
    "tags",
    "entry",
];

/// The paper; of one person, where one is named.
pub(crate) fn parts(source: &Source<'_>, person: Option<PersonId>) -> Result<Paper, ReportError> {
    let sessions = sessions(source.log.entries());
    let mut rows = Vec::new();
    for session in &sessions {
        let wanted = session.parts.iter().filter(|(id, _)| person.is_none_or(|person| person == **id));
        rows.extend(wanted.map(|(_, (seq, part))| source.part(session, *seq, part)));
    }
    let title = match person {
        Some(person) => format!("Training of {}", source.name(person)),
        None => "Who was taught what".to_owned(),
    };
    let columns = [("When", 12), ("Who", 20), ("What", 32), ("Result", 20), ("Due again", 16)];
    let table = Table::of("Parts in sessions", &columns, rows.iter().map(|row| source.cells(row)));
    let none = Block::Paragraph(line("Nothing is recorded."));
    source.paper(Draft {
        document: if person.is_some() { "training-transcript" } else { "training-record" },
        title,
        selection: "who was taught what".to_owned(),
        body: vec![if rows.is_empty() { none } else { table }],
        member: "parts",
        sheet: Sheet { columns: COLUMNS.to_vec(), rows: rows.iter().map(flat).collect() },
        rows: &rows,
    })
}

impl Source<'_> {
    fn part(&self, session: &Session<'_>, seq: Seq, part: &TookPart) -> PartV1 {
        let held = session.held;
        PartV1 {
            person: part.person.to_string(),
            name: self.name(part.person),
            employment: part.employment.word(),
            role: part.role.as_ref().map(ToString::to_string),
            part: part.part.word(),
            began: held.began.at,
            teaching: held.teaching.word(),
            content: held.content.clone(),
            title: held.title.clone(),
            version: held.version.clone(),
            sha256: held.sha256.to_string(),
            minutes: held.minutes,
            score: part.score,
            pass: part.pass,
            passed: part.passed,
            attempt: part.attempt,
            acknowledged: part.acknowledged,
            due: part.due,
            rule: part.rule.clone(),
            led_by: self.scene.maybe(held.led_by),
            place: self.scene.maybe(held.place),
            proof: self.scene.maybe(part.proof),
            follow_up: self.scene.maybe(part.follow_up),
            tags: held.tags.clone(),
            entry: seq.0,
        }
    }

    fn cells(&self, row: &PartV1) -> Vec<Cell> {
        let mut who = vec![line(&row.name), vec![Run::quiet(row.employment)]];
        who.extend(row.role.as_ref().map(|role| vec![Run::quiet(role)]));
        let what = vec![
            line(&row.title),
            vec![Run::quiet(&format!(
                "{}, {} {}, {} min",
                row.teaching, row.content, row.version, row.minutes
            ))],
            vec![Run::quiet(&format!("sha256 {}", row.sha256.chars().take(16).collect::<String>()))],
        ];
        let score = row.score.map(|score| {
            let passed = if row.passed { "passed" } else { "not passed" };
            line(&format!("{score} %, {passed}"))
        });
        let mut result = vec![score.unwrap_or_else(|| line(row.part))];
        result.extend(row.acknowledged.then(|| line("acknowledged")));
        result.push(with_entry("", Some(Seq(row.entry))));
        let due = row.due.map(|due| self.day(due)).unwrap_or_default();
        vec![cell(&self.day(row.began)), who, what, result, cell(&due)]
    }
}

fn flat(row: &PartV1) -> Vec<String> {
    let number = |n: Option<u32>| n.map(|n| n.to_string()).unwrap_or_default();
    let yes = |is: bool| if is { "yes" } else { "no" }.to_owned();
    vec![
        row.person.clone(),
        row.name.clone(),
        row.employment.to_owned(),
        row.role.clone().unwrap_or_default(),
        row.part.to_owned(),
        row.began.to_seconds_text(),
        row.teaching.to_owned(),
        row.content.clone(),
        row.title.clone(),
        row.version.clone(),
        row.sha256.clone(),
        row.minutes.to_string(),
        number(row.score),
        number(row.pass),
        row.score.map(|_| yes(row.passed)).unwrap_or_default(),
        number(row.attempt),
        yes(row.acknowledged),
        row.due.map(Timestamp::to_seconds_text).unwrap_or_default(),
        row.rule.clone().unwrap_or_default(),
        row.led_by.clone().unwrap_or_default(),
        row.tags.join("; "),
        row.entry.to_string(),
    ]
}
