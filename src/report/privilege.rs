//! The privilege log: what is withheld as privileged, so that the other side of a case can see what it is told it may not read: which
//! entry, when, by whom in which role, for whom, on which basis, and of what kind. Must not hold a word of the content or a person's name.

use std::collections::BTreeSet;

use serde::Serialize;

use super::describe::scene::Scene;
use super::document::furniture::{Furniture, Withholding};
use super::document::{Block, Column, Document, RowCells, Run, Table, TableRow, line};
use super::format::{Paper, Sheet, Tree};
use super::moment;
use super::timeline::{Command, ReportError, happened_at};
use crate::base::id::{PersonId, RoleId, Seq};
use crate::base::time::Timestamp;
use crate::fact::value::PassageRef;
use crate::incident::event::Event;
use crate::record::entry::{Entry, entry_at, passages_of};
use crate::record::label::Label;
use crate::record::labelling::{Labelling, NAMED, corrected};
use crate::record::passage_kind::PassageKind;
use crate::record::verified::VerifiedEntries;

/// What the log is read from.
pub(crate) struct Source<'a> {
    /// The record.
    pub(crate) log: &'a VerifiedEntries,
    /// Labels.
    pub(crate) labelling: &'a Labelling,
    /// Names of roles; people only by their numbers.
    pub(crate) scene: &'a Scene<'a>,
    /// The basis of a claim as it was typed.
    pub(crate) basis: &'a dyn Fn(PassageRef) -> Option<String>,
}

/// A passage that is withheld.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Row {
    number: usize,
    entry: u64,
    recorded: String,
    happened: String,
    author: String,
    recipients: Vec<String>,
    kind: &'static str,
    basis: Option<String>,
    claimed_in: u64,
    erased: bool,
}

#[derive(Serialize)]
struct HeaderV1<'f> {
    v: u32,
    document: &'static str,
    incident: &'f str,
    codename: &'f str,
    mode: &'static str,
    record: RecordV1,
    count: usize,
}

#[derive(Serialize)]
struct RecordV1 {
    size: u64,
    head: String,
}

/// What stands where nobody said on what the claim rests.
const NO_BASIS: &str = "not stated";

/// Makes the log, and says how many claims have no basis.
pub(crate) fn privilege_log(source: &Source<'_>) -> Result<(Paper, usize), ReportError> {
    let rows = rows(source);
    let selection = "what is withheld as privileged, without its words".to_owned();
    let furniture = Furniture {
        withheld: vec![Withholding { code: Label::Privileged.word(), count: rows.len() }],
        ..Furniture::of_record(source.log, source.scene, "privilege log", selection)?
    };
    let header = HeaderV1 {
        v: 1,
        document: "privilege-log",
        incident: &furniture.incident,
        codename: &furniture.codename,
        mode: furniture.mode_word(),
        record: RecordV1 { size: furniture.size.0, head: furniture.head.to_string() },
        count: rows.len(),
    };
    let tree = Tree::new(&header, "passages", &rows)?;
    let sheet = sheet(&rows, &furniture);
    let body = body(&rows, source.scene);
    let title = format!("Privilege log of {}", furniture.name());
    let unfounded = rows.iter().filter(|row| row.basis.is_none()).count();
    Ok((Paper { document: Document::new(&title, furniture, body), sheet, tree }, unfounded))
}

fn rows(source: &Source<'_>) -> Vec<Row> {
    let command = Command::of(source.log.entries());
    let mut rows = Vec::new();
    for entry in source.log.entries() {
        let mut seen = BTreeSet::new();
        for (member, passage) in passages_of(&entry.draft.event) {
            let privileged = source.labelling.passage(passage).contains(&Label::Privileged);
            if member == NAMED || !privileged || !seen.insert(passage) {
                continue;
            }
            let (basis, claimed_in) = basis(source, entry, passage);
            rows.push(Row {
                number: rows.len() + 1,
                entry: entry.seq.0,
                recorded: entry.stamp.t.to_seconds_text(),
                happened: happened_at(entry).to_seconds_text(),
                author: holder(entry.by(), entry.seq, &command, source.scene),
                recipients: recipients(entry, &command, source.scene),
                kind: PassageKind::of(entry.draft.event.word(), &member).name,
                basis,
                claimed_in: claimed_in.0,
                erased: (source.basis)(passage).is_none(),
            });
        }
    }
    rows
}

/// On what the claim rests, without names of people, and the entry that made it.
fn basis(source: &Source<'_>, entry: &Entry, passage: PassageRef) -> (Option<String>, Seq) {
    let mut entry = entry;
    loop {
        let Some(by) = source.labelling.said_in(entry.seq, passage).or_else(|| {
            let whole = passages_of(&entry.draft.event);
            whole.into_iter().find_map(|(_, held)| source.labelling.said_in(entry.seq, held))
        }) else {
            // A correction is privileged because what it corrects is; entries name only earlier ones, so this ends.
            match corrected(&entry.draft.event).and_then(|seq| entry_at(source.log.entries(), seq)) {
                Some(before) if before.seq < entry.seq => entry = before,
                Some(_) | None => return (None, entry.seq),
            }
            continue;
        };
        let Some(Event::Labelled(body)) = entry_at(source.log.entries(), by).map(|entry| &entry.draft.event)
        else {
            return (None, by);
        };
        let words = body.basis.and_then(|words| (source.basis)(words));
        return (words.map(|words| source.scene.words.without_names(&words)), by);
    }
}

/// `Incident commander (p2)`.
fn holder(person: PersonId, seq: Seq, command: &Command, scene: &Scene<'_>) -> String {
    let roles: Vec<RoleId> = command.roles_at(person, seq).cloned().collect();
    if roles.is_empty() {
        return format!("somebody without a role ({person})");
    }
    format!("{} ({person})", scene.roles(&roles))
}

/// For whom it was, by role. Whom an entry names in its words stays in its words.
#[expect(clippy::wildcard_enum_match_arm, reason = "all other kinds are for the team")]
fn recipients(entry: &Entry, command: &Command, scene: &Scene<'_>) -> Vec<String> {
    let team = || vec!["those who work on the incident".to_owned()];
    let person = |person: PersonId| holder(person, entry.seq, command, scene);
    match &entry.draft.event {
        Event::Told(_) => vec!["whoever was told, named in the withheld words".to_owned()],
        Event::NoticeSent(_) => vec!["the addressee of the notice".to_owned()],
        Event::HandoverOffered(body) => vec![person(body.to)],
        Event::TaskAdded(body) => match (body.person, &body.role) {
            (Some(to), _) => vec![person(to)],
            (None, Some(role)) => vec![scene.role(role)],
            (None, None) => team(),
        },
        _other => team(),
    }
}

const COLUMNS: [&str; 14] = [
    "number",
    "entry",
    "recorded_utc",
    "happened_utc",
    "author",
    "recipients",
    "kind",
    "basis",
    "claimed_in",
    "words",
    "incident",
    "codename",
    "mode",
    "record",
];

fn sheet(rows: &[Row], furniture: &Furniture) -> Sheet {
    let cells = rows.iter().map(|row| {
        vec![
            row.number.to_string(),
            row.entry.to_string(),
            row.recorded.clone(),
            row.happened.clone(),
            row.author.clone(),
            row.recipients.join("; "),
            row.kind.to_owned(),
            row.basis.clone().unwrap_or_else(|| NO_BASIS.to_owned()),
            row.claimed_in.to_string(),
            row.words().to_owned(),
            furniture.incident.clone(),
            furniture.codename.clone(),
            furniture.mode_word().to_owned(),
            furniture.short_head(),
        ]
    });
    Sheet { columns: COLUMNS.to_vec(), rows: cells.collect() }
}

impl Row {
    fn words(&self) -> &'static str {
        if self.erased { "erased" } else { "withheld" }
    }
}

fn body(rows: &[Row], scene: &Scene<'_>) -> Vec<Block> {
    let said = "Each row is a text that is withheld because legal privilege is claimed for it. Neither its words nor the name of a \
                person stands here; p and a number is a person on the roster of the record.";
    let mut blocks = vec![Block::Paragraph(line(said))];
    if rows.is_empty() {
        blocks.push(Block::Paragraph(line("Nothing is withheld as privileged.")));
        return blocks;
    }
    let names =
        [("No.", 5), ("Entry", 7), ("When", 16), ("Author", 18), ("For", 18), ("Kind", 14), ("Basis", 22)];
    let rows = rows.iter().map(|row| table_row(row, scene)).collect();
    let caption = "What is withheld as privileged".to_owned();
    blocks.push(Block::Table(Table { caption, columns: Column::named(&names), rows }));
    blocks
}

fn table_row(row: &Row, scene: &Scene<'_>) -> TableRow {
    let when =
        |text: &str| Timestamp::parse(text).map(|at| moment::moment(at, scene.zone)).unwrap_or_default();
    let mut kind = vec![line(row.kind)];
    kind.extend(row.erased.then(|| vec![Run::quiet("erased since")]));
    let basis =
        row.basis.as_deref().map_or_else(|| Run::new(NO_BASIS, super::document::Style::Gap), Run::plain);
    RowCells::of(vec![
        vec![line(&row.number.to_string())],
        vec![line(&format!("#{}", row.entry))],
        vec![line(&when(&row.happened))],
        vec![line(&row.author)],
        row.recipients.iter().map(|to| line(to)).collect(),
        kind,
        vec![vec![basis], vec![Run::quiet(&format!("claimed in #{}", row.claimed_in))]],
    ])
}
