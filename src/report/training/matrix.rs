//! What is asked of whom, when it was done, when it is due: person by person, and the management body apart.

use serde::Serialize;

use super::{Draft, Session, Source, sessions};
use crate::base::id::{PersonId, RoleId};
use crate::base::text::count;
use crate::base::time::Timestamp;
use crate::incident::event::training::{Employment, TookPart};
use crate::report::document::{Block, Cell, Run, Table, cell, line};
use crate::report::format::{Paper, Sheet};
use crate::report::lessons::heading;
use crate::report::timeline::ReportError;
use crate::training::requirement::{Requirement, due_again};

/// How a person stands to a requirement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Standing {
    /// The number on the roster.
    pub(crate) person: String,
    /// The name, unless it is erased.
    pub(crate) name: String,
    /// The role in the plan, as it was last recorded.
    pub(crate) role: Option<String>,
    /// How the person works for the organisation, as it was last recorded.
    pub(crate) employment: Option<&'static str>,
    /// What is asked.
    pub(crate) requirement: String,
    /// When it was done last.
    pub(crate) done: Option<Timestamp>,
    /// When it is due.
    pub(crate) due: Option<Timestamp>,
    /// `done`, `soon` (due within 30 days), `overdue` or `never`.
    pub(crate) state: &'static str,
}

/// How soon is soon, in days.
const SOON: i64 = 30;

/// The paper, with the rows.
pub(crate) fn matrix(
    source: &Source<'_>,
    asked: &[Requirement],
) -> Result<(Paper, Vec<Standing>), ReportError> {
    let sessions = sessions(source.log.entries());
    let mut rows = Vec::new();
    for person in source.scene.state.people().keys() {
        let of_person = OfPerson::read(&sessions, *person);
        let concerned = asked.iter().filter(|asked| asked.concerns(of_person.role.as_ref()));
        rows.extend(concerned.map(|asked| source.standing(*person, &of_person, asked)));
    }
    rows.sort_by_key(|row| (rank(row.state), row.role.clone(), row.name.clone()));
    let paper = source.paper(Draft {
        document: "training-status",
        title: "Who is due for training".to_owned(),
        selection: "what is asked of whom, and when it was done".to_owned(),
        body: source.body(&rows),
        member: "people",
        sheet: Sheet { columns: COLUMNS.to_vec(), rows: rows.iter().map(flat).collect() },
        rows: &rows,
    })?;
    Ok((paper, rows))
}

const COLUMNS: [&str; 8] =
    ["person", "name", "role", "employment", "requirement", "done_utc", "due_utc", "state"];

fn rank(state: &str) -> usize {
    ["overdue", "never", "soon", "done"].iter().position(|known| *known == state).unwrap_or_default()
}

/// What a person did.
struct OfPerson<'e> {
    role: Option<RoleId>,
    employment: Option<Employment>,
    done: Vec<(&'e Session<'e>, &'e TookPart)>,
}

impl<'e> OfPerson<'e> {
    fn read(sessions: &'e [Session<'e>], person: PersonId) -> Self {
        let parts = sessions.iter().filter_map(|session| {
            let (_, part) = session.parts.get(&person)?;
            Some((session, *part))
        });
        let parts: Vec<_> = parts.collect();
        let role = parts.iter().rev().find_map(|(_, part)| part.role.clone());
        let employment = parts.last().map(|(_, part)| part.employment);
        // Who was marked and did not pass has not done it, and neither has who led it.
        let is_done = |part: &TookPart| part.part.is_taught() && (part.score.is_none() || part.passed);
        let done = parts.into_iter().filter(|(_, part)| is_done(part)).collect();
        Self { role, employment, done }
    }
}

impl Source<'_> {
    fn standing(&self, person: PersonId, of: &OfPerson<'_>, asked: &Requirement) -> Standing {
        let met =
            of.done.iter().filter(|(session, _)| asked.is_met_by(&session.held.content, &session.held.tags));
        let done = met.map(|(session, _)| session.held.began.at).max();
        let due = done.map(|done| due_again(done, asked.months, self.scene.zone));
        let state = match due {
            None => "never",
            Some(due) if due < self.now => "overdue",
            Some(due) if due.since(self.now).seconds() < SOON * 24 * 3600 => "soon",
            Some(_) => "done",
        };
        Standing {
            person: person.to_string(),
            name: self.name(person),
            role: of.role.as_ref().map(ToString::to_string),
            employment: of.employment.map(Employment::word),
            requirement: asked.name.clone(),
            done,
            due,
            state,
        }
    }

    fn body(&self, rows: &[Standing]) -> Vec<Block> {
        let of = |state: &str| rows.iter().filter(|row| row.state == state).count();
        let said = format!(
            "{} overdue, {} never done, {} due within {SOON} days, {} done.",
            of("overdue"),
            of("never"),
            of("soon"),
            of("done")
        );
        let mut body = vec![Block::Paragraph(line(&said))];
        if rows.is_empty() {
            body.push(Block::Paragraph(line("Nobody is on the roster of this record yet.")));
            return body;
        }
        body.push(self.table("Everybody", rows.iter()));
        let management = Employment::ManagementBody.word();
        let of_body: Vec<&Standing> = rows.iter().filter(|row| row.employment == Some(management)).collect();
        body.push(heading(2, "The management body (NIS2 Art. 20(2))"));
        if of_body.is_empty() {
            body.push(Block::Paragraph(line("No session of one of its members is recorded.")));
        } else {
            let people: std::collections::BTreeSet<&str> =
                of_body.iter().map(|row| row.person.as_str()).collect();
            body.push(Block::Paragraph(line(&format!("{} of it.", count(people.len(), "member")))));
            body.push(self.table("The management body", of_body.into_iter()));
        }
        body
    }

    fn table<'r>(&self, caption: &str, rows: impl Iterator<Item = &'r Standing>) -> Block {
        let columns = [("Who", 24), ("What is asked", 34), ("Done", 14), ("Due", 14), ("State", 14)];
        let cells = rows.map(|row| {
            let mut who = vec![line(&row.name)];
            who.extend(row.role.as_ref().map(|role| vec![Run::quiet(role)]));
            let day = |at: Option<Timestamp>| cell(&at.map(|at| self.day(at)).unwrap_or_default());
            let state = match row.state {
                "overdue" | "never" => vec![vec![Run::strong(row.state)]],
                state => cell(state),
            };
            vec![who, cell(&row.requirement), day(row.done), day(row.due), state]
        });
        Table::of(caption, &columns, cells.collect::<Vec<Vec<Cell>>>())
    }
}

fn flat(row: &Standing) -> Vec<String> {
    vec![
        row.person.clone(),
        row.name.clone(),
        row.role.clone().unwrap_or_default(),
        row.employment.unwrap_or_default().to_owned(),
        row.requirement.clone(),
        row.done.map(Timestamp::to_seconds_text).unwrap_or_default(),
        row.due.map(Timestamp::to_seconds_text).unwrap_or_default(),
        row.state.to_owned(),
    ]
}
