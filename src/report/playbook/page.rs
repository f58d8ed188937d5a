//! A page about a playbook: what it is for, when it is opened, who works in it, how it runs, what it decides, keeps, sends and must not
//! do, which deadlines it touches. Generated, so that it is never behind the file.

use crate::playbook::wording::used;
use std::collections::BTreeMap;

use super::Subject;
use super::wording::{recipient, text_source};
use crate::base::id::RoleId;
use crate::base::text::count;
use crate::playbook::kind::Kind;
use crate::playbook::library::set::uses;
use crate::playbook::model::{Phase, Step};
use crate::report::document::{Block, Cell, Column, Document, RowCells, Table, TableRow, cell, line};
use crate::report::format::{Paper, Sheet, Tree};

/// Makes the page.
pub(crate) fn page(subject: &Subject<'_>) -> Result<Paper, serde_json::Error> {
    let root = &subject.set.root;
    let page = Page { subject, steps: root.steps() };
    let mut body = page.purpose();
    let tables = [
        page.roles(),
        page.phases(),
        page.others(),
        page.decisions(),
        page.gates(),
        page.evidence(),
        page.notices(),
        page.duties(),
    ];
    for (title, table) in tables.into_iter().filter(|(_, table)| !table.rows.is_empty()) {
        body.push(Block::Heading(2, line(title)));
        body.push(Block::Table(table));
    }
    let steps: Vec<(String, String)> =
        page.steps.iter().map(|step| (step.id.to_string(), step.title.clone())).collect();
    let tree = Tree::new(&subject.header(), "steps", &steps)?;
    let rows = steps.into_iter().map(|(id, title)| vec![id, title]).collect();
    let sheet = Sheet { columns: vec!["step", "title"], rows };
    Ok(Paper { document: Document::new(&root.title, subject.dress(), body), sheet, tree })
}

struct Page<'a> {
    subject: &'a Subject<'a>,
    steps: Vec<&'a Step>,
}

type Part = (&'static str, Table);

impl Page<'_> {
    fn purpose(&self) -> Vec<Block> {
        let root = &self.subject.set.root;
        let mut blocks = vec![Block::Paragraph(line(&root.summary.trim().replace('\n', " ")))];
        if !root.entry.is_empty() {
            blocks.push(Block::Heading(2, line("When it is opened")));
            blocks.push(Block::Items(root.entry.iter().map(|text| line(text)).collect()));
        }
        if root.own_record {
            blocks.push(Block::Paragraph(line(
                "The case is kept in a record of its own: everybody who opens a record sees all incidents in it.",
            )));
        }
        blocks
    }

    fn roles(&self) -> Part {
        let root = &self.subject.set.root;
        let mut work: BTreeMap<&RoleId, usize> = BTreeMap::new();
        for role in self.steps.iter().filter_map(|step| step.role.as_ref()) {
            *work.entry(role).or_default() += 1;
        }
        let mut rows: Vec<(String, usize)> =
            work.into_iter().map(|(role, n)| (self.subject.role(root, role), n)).collect();
        rows.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        let rows = rows.into_iter().map(|(role, n)| vec![cell(&role), cell(&count(n, "step"))]);
        ("Who works in it", table("Roles and their steps", &[("Role", 70), ("Steps", 30)], rows))
    }

    fn phases(&self) -> Part {
        let root = &self.subject.set.root;
        let row = |phase: &Phase| {
            let before = root.phases.iter().filter(|other| phase.after.contains(&other.id));
            let before: Vec<&str> = before.map(|other| other.title.as_str()).collect();
            let order =
                if before.is_empty() { "at once".to_owned() } else { format!("after {}", before.join(", ")) };
            let titles = phase.steps.iter().map(|step| line(&step.title)).collect();
            vec![cell(&phase.title), cell(&order), titles]
        };
        let rows = root.phases.iter().map(row);
        ("How it runs", table("Phases and steps", &[("Phase", 24), ("Opens", 24), ("Steps", 52)], rows))
    }

    fn others(&self) -> Part {
        let root = &self.subject.set.root;
        let rows = uses(root).into_iter().map(|(step, other)| {
            let target = &other.target.value;
            let title = self.subject.set.playbooks.get(target).map_or("", |playbook| playbook.title.as_str());
            let when = step.when.as_ref().map_or("", |condition| condition.text());
            vec![cell(&format!("{target}: {title}")), cell(used(other.mode)), cell(when)]
        });
        (
            "Other playbooks",
            table("Playbooks that it uses", &[("Playbook", 46), ("How", 26), ("When", 28)], rows),
        )
    }

    fn decisions(&self) -> Part {
        let rows = self.steps.iter().filter_map(|step| {
            let Kind::Decision(decision) = &step.kind else { return None };
            let options = decision.options.iter().map(|option| {
                let again = option
                    .recheck
                    .map_or_else(String::new, |period| format!(" (asked again after {period})"));
                line(&format!("{}{again}", option.label))
            });
            Some(vec![cell(&decision.question), options.collect(), self.owner(step)])
        });
        ("What is decided", table("Decisions", &[("Question", 42), ("Answers", 38), ("Who", 20)], rows))
    }

    fn gates(&self) -> Part {
        let rows = self.steps.iter().filter(|step| step.requires.is_some() || !step.never.is_empty());
        let rows = rows.map(|step| {
            let gate =
                step.requires.iter().map(|condition| line(&format!("not before: {}", condition.text())));
            let never = step.never.iter().map(|text| line(&format!("never: {text}")));
            vec![cell(&step.title), gate.chain(never).collect()]
        });
        (
            "What must not be done",
            table("Stop gates and what must not be done", &[("Step", 36), ("Rule", 64)], rows),
        )
    }

    fn evidence(&self) -> Part {
        let rows = self.steps.iter().flat_map(|step| {
            step.evidence.iter().map(|wanted| {
                let soon = if wanted.volatile { "gone soon" } else { "" };
                vec![cell(&wanted.what), cell(&wanted.how), cell(soon), cell(&step.title)]
            })
        });
        let columns = [("What", 32), ("How", 30), ("", 10), ("Step", 28)];
        ("What is kept", table("Evidence", &columns, rows))
    }

    fn notices(&self) -> Part {
        let root = &self.subject.set.root;
        let rows = self.steps.iter().filter_map(|step| {
            let Kind::Notify(notice) = &step.kind else { return None };
            let approver =
                step.authority.as_ref().map_or_else(String::new, |role| self.subject.role(root, role));
            Some(vec![
                cell(&step.title),
                cell(&recipient(notice)),
                cell(&text_source(notice)),
                cell(&approver),
            ])
        });
        let columns = [("Step", 32), ("To whom", 30), ("Text", 20), ("Approved by", 18)];
        ("What is sent", table("Messages and notices", &columns, rows))
    }

    fn duties(&self) -> Part {
        let rows = self.subject.paths.iter().map(|path| {
            let (law, period) = self.subject.duty(&path.duty);
            let place = format!("{} in {}", path.step, path.playbook);
            vec![cell(&law), cell(&period), cell(&place), cell(&path.work.to_string())]
        });
        let columns = [("Duty", 40), ("Period", 24), ("Step", 20), ("Work before it", 16)];
        ("Which deadlines it touches", table("Duties, with the work on the longest path", &columns, rows))
    }

    fn owner(&self, step: &Step) -> Cell {
        let root = &self.subject.set.root;
        cell(&step.role.as_ref().map_or_else(String::new, |role| self.subject.role(root, role)))
    }
}

fn table(caption: &str, columns: &[(&str, u8)], rows: impl IntoIterator<Item = Vec<Cell>>) -> Table {
    let rows: Vec<TableRow> = rows.into_iter().map(RowCells::of).collect();
    Table { caption: caption.to_owned(), columns: Column::named(columns), rows }
}
