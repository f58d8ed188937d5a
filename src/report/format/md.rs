//! `CommonMark` with the tables and the strike-through of GitHub. Every character that could be taken for mark-up is escaped, so that
//! a text reads as it was typed. A drawing is left out: it shows what the tables say. Must not emit HTML but for the line breaks of table cells.

use super::Paper;
use crate::report::document::{Block, Cell, Document, Line, Run, Style, Table, TableRow};

pub(super) fn write(paper: &Paper) -> String {
    let document = &paper.document;
    let mut out = format!("# {}\n", escaped(document.title()));
    for text in document.blocks().iter().map(block_text).filter(|text| !text.is_empty()) {
        out.push('\n');
        out.push_str(&text);
    }
    out.push_str(&foot(document));
    out
}

fn foot(document: &Document) -> String {
    let lines: Vec<String> = document.dress().lines.iter().map(|line| escaped(line)).collect();
    format!("\n---\n\n{}\n", lines.join("\\\n"))
}

fn block_text(block: &Block) -> String {
    match block {
        Block::Banner(text) => format!("**{}**\n", escaped(text)),
        Block::Heading(level, line) => {
            format!("{} {}\n", "#".repeat(usize::from(*level)), inline(line, " "))
        }
        Block::Paragraph(line) => format!("{}\n", inline(line, "\\\n")),
        Block::Items(items) => {
            let items: Vec<String> = items.iter().map(|item| inline(item, "\\\n  ")).collect();
            format!("- {}\n", items.join("\n- "))
        }
        Block::Pairs(pairs) => {
            let rows =
                pairs.iter().map(|pair| vec![format!("**{}**", escaped(&pair.name)), cell(&pair.value)]);
            grid(&["", ""].map(str::to_owned), rows)
        }
        Block::Table(table) => table_text(table),
        Block::Answers(answers) => {
            let rows = answers.iter().map(|answer| {
                let remark = (!answer.remark.is_empty()).then(|| answer.remark.clone());
                let value: Cell = answer.value.iter().cloned().chain(remark).collect();
                vec![format!("**{}**", escaped(&answer.question)), cell(&value)]
            });
            grid(&["", ""].map(str::to_owned), rows)
        }
        Block::Picture(_) => String::new(),
    }
}

fn table_text(table: &Table) -> String {
    let names: Vec<String> = table.columns.iter().map(|column| escaped(&column.name)).collect();
    let rows = table.rows.iter().map(|row| match row {
        TableRow::Divider(text) => {
            let mut cells = vec![String::new(); names.len()];
            if let Some(last) = cells.last_mut() {
                *last = format!("**{}**", escaped(text));
            }
            cells
        }
        TableRow::Cells(row) => row.cells.iter().map(cell).collect(),
    });
    grid(&names, rows)
}

fn grid(names: &[String], rows: impl Iterator<Item = Vec<String>>) -> String {
    let head = format!("| {} |\n|{}\n", names.join(" | "), " --- |".repeat(names.len()));
    let rows: Vec<String> = rows.map(|cells| format!("| {} |\n", cells.join(" | "))).collect();
    head + &rows.concat()
}

fn cell(cell: &Cell) -> String {
    cell.iter().map(|line| inline(line, "<br>")).collect::<Vec<_>>().join("<br>")
}

fn inline(line: &Line, line_break: &str) -> String {
    line.iter().map(|run| styled(run, line_break)).collect()
}

/// Marks of emphasis must touch letters, so blanks at the ends stay outside, and each line has its own pair.
fn styled(run: &Run, line_break: &str) -> String {
    let (open, close) = match run.style() {
        Style::Plain | Style::Entry(_) | Style::Code | Style::Quiet => ("", ""),
        Style::Strong => ("**", "**"),
        Style::Struck => ("~~", "~~"),
        Style::Gap => ("*", "*"),
        Style::Note => (" (", ")"),
    };
    let lines = run.text().split('\n').map(|text| {
        let bare = text.trim();
        if bare.is_empty() {
            return text.to_owned();
        }
        let start = text.len() - text.trim_start().len();
        let end = text.trim_end().len();
        let (before, after) = (text.get(..start).unwrap_or(""), text.get(end..).unwrap_or(""));
        format!("{}{open}{}{close}{after}", kept_blanks(before), escaped(bare))
    });
    lines.collect::<Vec<_>>().join(line_break)
}

/// A backslash before whatever a reader of Markdown gives a meaning to: mark-up, short names of pictures, links that are made
/// from bare addresses, and the beginnings of lists.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut before = None;
    for (n, c) in text.char_indices() {
        let rest = text.get(n + c.len_utf8()..).unwrap_or("");
        let is_mark_up = match c {
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '!' | '$'
            | '&' | '^' | '@' => true,
            ':' => rest.starts_with(|next: char| !next.is_whitespace() && !next.is_ascii_digit()),
            '.' | ')' => matches!(before, Some('w' | 'W')) || begins_with_number(text, n),
            '-' | '+' | '=' => n == 0,
            _plain => false,
        };
        if is_mark_up {
            out.push('\\');
        }
        out.push(c);
        before = Some(c);
    }
    out
}

fn begins_with_number(text: &str, end: usize) -> bool {
    text.get(..end).is_some_and(|start| !start.is_empty() && start.bytes().all(|b| b.is_ascii_digit()))
}

/// Blanks at the beginning of a line would be taken for mark-up or dropped.
fn kept_blanks(blanks: &str) -> String {
    if blanks.len() > 1 { blanks.replace(' ', "&#32;") } else { blanks.to_owned() }
}
