//! The paper kit: a playbook with its blocks as tick lists, a call list, the deadlines, and blank numbered sheets for the log. Filled in
//! by hand while no machine works, and typed in afterwards. Must not need anything but itself.

mod step;

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use self::step::container;
use super::Subject;
use crate::base::id::{PlaybookId, RoleId};
use crate::playbook::kind::UseMode;
use crate::playbook::library::set::uses;
use crate::playbook::model::{Phase, Playbook, Step};
use crate::report::document::{Block, Column, Document, Pair, RowCells, Run, Table, TableRow, cell, line};
use crate::report::format::{Paper, Sheet, Tree};

/// Lines on the log sheets: two pages.
const LOG_LINES: usize = 52;

/// A step as data.
#[derive(Debug, Serialize)]
struct StepRow {
    section: String,
    playbook: String,
    step: String,
    title: String,
    role: String,
    timebox: String,
}

/// Makes the kit.
pub(crate) fn kit(subject: &Subject<'_>) -> Result<Paper, serde_json::Error> {
    let root = &subject.set.root;
    let kit = Kit { subject, sections: sections(subject) };
    let title = format!("Paper kit: {}", root.title);
    let mut body = kit.opening();
    body.extend(kit.call_list());
    body.extend(kit.duties());
    for (letter, playbook) in &kit.sections {
        body.extend(kit.section(letter, playbook));
    }
    body.extend(log_sheet());
    let rows = kit.rows();
    let tree = Tree::new(&subject.header(), "steps", &rows)?;
    let columns = vec!["section", "playbook", "step", "title", "role", "timebox"];
    let cells = |row: StepRow| vec![row.section, row.playbook, row.step, row.title, row.role, row.timebox];
    let sheet = Sheet { columns, rows: rows.into_iter().map(cells).collect() };
    Ok(Paper { document: Document::new(&title, subject.dress(), body), sheet, tree })
}

/// The playbook and everything that runs inside or beside it, each with its letter. What takes over has a kit of its own.
fn sections<'a>(subject: &Subject<'a>) -> Vec<(String, &'a Playbook)> {
    let set = subject.set;
    let mut order: Vec<&PlaybookId> = vec![&set.root.id];
    let mut at = 0;
    while let Some(playbook) = order.get(at).and_then(|id| set.playbooks.get(*id)) {
        for (_, used) in uses(playbook).into_iter().filter(|(_, used)| used.mode != UseMode::Pivot) {
            if let Some((id, _)) =
                set.playbooks.get_key_value(&used.target.value).filter(|(id, _)| !order.contains(id))
            {
                order.push(id);
            }
        }
        at += 1;
    }
    let playbooks = order.into_iter().filter_map(|id| set.playbooks.get(id));
    playbooks.zip(1_usize..).map(|(playbook, n)| (letter(n), playbook.as_ref())).collect()
}

/// 1 is A, 26 is Z, 27 is AA.
pub(super) fn letter(mut n: usize) -> String {
    let mut letters = Vec::new();
    while n > 0 {
        let digit = u8::try_from((n - 1) % 26).unwrap_or(0);
        letters.push(char::from(b'A' + digit));
        n = (n - 1) / 26;
    }
    letters.iter().rev().collect()
}

struct Kit<'a> {
    subject: &'a Subject<'a>,
    sections: Vec<(String, &'a Playbook)>,
}

impl Kit<'_> {
    fn opening(&self) -> Vec<Block> {
        let summary = self.subject.set.root.summary.trim().replace('\n', " ");
        let mut blocks = vec![Block::Paragraph(line(&summary))];
        blocks.push(Block::Items(
            [
                "Tear the sections apart: each track has its own people. One person keeps the log.",
                "Write the time, with the zone, and a name beside whatever is done. Never leave a box empty: tick it, or write why not.",
                "\"Not known yet\" is an answer. Write it with the time when somebody asks again.",
                "A mistake is struck through so that it stays legible, and initialled. Nothing is rubbed out; no sheet is thrown away.",
                "When a machine works again: type the log in with `breachbook note - --lines`, one line each as `02:58 Name: what`, and keep the sheets as evidence (`breachbook evidence add`).",
            ]
            .map(line)
            .to_vec(),
        ));
        let blank = |name: &str| Pair::new(name, cell("______________________________"));
        let names = [
            "Incident (a word that hints at nothing)",
            "Opened, date and time with zone",
            "First signal, when and from whom",
            "Aware of a personal data breach since",
            "Severity and who said so",
        ];
        blocks.push(Block::Pairs(names.map(blank).to_vec()));
        blocks
    }

    fn call_list(&self) -> Vec<Block> {
        let mut roles: BTreeMap<&RoleId, String> = BTreeMap::new();
        for (_, playbook) in &self.sections {
            for step in playbook.steps() {
                let named =
                    step.role.iter().chain(&step.authority).chain(&step.escalate_to).chain(&step.consult);
                for role in named {
                    roles.entry(role).or_insert_with(|| self.subject.role(playbook, role));
                }
            }
        }
        let mut labels: Vec<String> = roles.into_values().collect();
        labels.sort();
        let outside = [
            "Insurer's hotline",
            "Outside counsel",
            "Forensics on retainer",
            "Data protection authority",
            "Acquiring bank",
            "Police",
        ];
        let row = |label: &str| RowCells::of(vec![cell(label), cell(""), cell(""), cell("")]);
        let mut rows: Vec<TableRow> = labels.iter().map(|label| row(label)).collect();
        rows.push(TableRow::Divider("Outside".to_owned()));
        rows.extend(outside.map(row));
        let table = Table {
            caption: "Who is called, and when they were reached".to_owned(),
            columns: Column::named(&[
                ("Role", 28),
                ("Name and deputy", 28),
                ("Phone, not through our systems", 24),
                ("Reached at, by", 20),
            ]),
            rows,
        };
        vec![heading(2, "Call list"), Block::Table(table)]
    }

    fn duties(&self) -> Vec<Block> {
        let mut seen = BTreeSet::new();
        let paths = self.subject.paths.iter().filter(|path| seen.insert(path.duty.clone()));
        let rows: Vec<TableRow> = paths
            .map(|path| {
                let (law, period) = self.subject.duty(&path.duty);
                let place = self.sections.iter().find(|(_, playbook)| playbook.id == path.playbook);
                let place = place.map_or_else(String::new, |(letter, _)| format!("{letter}: {}", path.step));
                RowCells::of(vec![cell(&law), cell(&period), cell(&place), cell("")])
            })
            .collect();
        if rows.is_empty() {
            return Vec::new();
        }
        let table = Table {
            caption: "Legal deadlines; write the instant when the period begins to run".to_owned(),
            columns: Column::named(&[("Duty", 42), ("Period", 26), ("Step", 14), ("Due, sent", 18)]),
            rows,
        };
        vec![heading(2, "Deadlines"), Block::Table(table)]
    }

    fn section(&self, letter: &str, playbook: &Playbook) -> Vec<Block> {
        let mut blocks = vec![heading(2, &format!("{letter}. {}", playbook.title))];
        let mut n = 0;
        for phase in &playbook.phases {
            blocks.push(heading(3, &phase.title));
            blocks.push(Block::Paragraph(vec![Run::quiet(&self.order(playbook, phase))]));
            let mut rows = Vec::new();
            self.steps(playbook, &phase.steps, (letter, &mut n), &mut rows);
            let caption = format!("Steps of {letter}, {}", phase.title);
            let columns =
                Column::named(&[("", 6), ("Step", 72), ("Done, left out or not known: who, when", 22)]);
            blocks.push(Block::Table(Table { caption, columns, rows }));
        }
        blocks
    }

    fn order(&self, playbook: &Playbook, phase: &Phase) -> String {
        let before: Vec<&str> = playbook
            .phases
            .iter()
            .filter(|other| phase.after.contains(&other.id))
            .map(|other| other.title.as_str())
            .collect();
        let order =
            if before.is_empty() { "At once.".to_owned() } else { format!("After: {}.", before.join(", ")) };
        match &phase.when {
            Some(condition) => format!("{order} Only if {}.", self.subject.condition(playbook, condition)),
            None => order,
        }
    }

    fn steps(
        &self,
        playbook: &Playbook,
        steps: &[Step],
        (letter, n): (&str, &mut usize),
        rows: &mut Vec<TableRow>,
    ) {
        for step in steps {
            *n += 1;
            let number = format!("{letter}{n}");
            let members = step.kind.members();
            if members.is_empty() {
                rows.push(RowCells::of(vec![
                    vec![vec![Run::strong("[  ]")], vec![Run::quiet(&number)]],
                    self.step(playbook, step),
                    cell(""),
                ]));
            } else {
                rows.push(TableRow::Divider(format!("{number} {}: {}", step.title, container(&step.kind))));
                self.steps(playbook, members, (letter, n), rows);
                rows.push(TableRow::Divider(format!("End of {number}")));
            }
        }
    }

    fn rows(&self) -> Vec<StepRow> {
        let mut rows = Vec::new();
        for (letter, playbook) in &self.sections {
            rows.extend(playbook.steps().into_iter().map(|step| StepRow {
                section: letter.clone(),
                playbook: playbook.id.to_string(),
                step: step.id.to_string(),
                title: step.title.clone(),
                role: step.role.as_ref().map_or_else(String::new, |role| self.subject.role(playbook, role)),
                timebox: step.timebox.map_or_else(String::new, |period| period.to_string()),
            }));
        }
        rows
    }
}

fn log_sheet() -> Vec<Block> {
    // Two lines high: it is written in by hand.
    let row = |n: usize| RowCells::of(vec![cell(&n.to_string()), cell("\n "), cell(""), cell("")]);
    let table = Table {
        caption: "Log: one line for each act, call, sight and decision".to_owned(),
        columns: Column::named(&[
            ("No", 6),
            ("Time, zone", 14),
            ("Who", 18),
            ("What, and from whom we know it", 62),
        ]),
        rows: (1..=LOG_LINES).map(row).collect(),
    };
    vec![
        heading(2, "Log sheet"),
        Block::Paragraph(line(
            "Incident ____________  Date ____________  Scribe ____________  Sheet ____ of ____",
        )),
        Block::Table(table),
    ]
}

fn heading(level: u8, text: &str) -> Block {
    Block::Heading(level, line(text))
}
