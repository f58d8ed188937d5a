//! Plain text to be pasted into a chat or a mail: no tables, at most [`COLUMNS`] columns, nothing that looks like mark-up of one
//! particular program. A struck-out text stands between `[was: ` and `]`.

use super::Paper;
use crate::base::text::wrap;
use crate::report::document::{Block, Cell, Document, Line, Run, Style, Table, TableRow};

/// The longest line.
pub(super) const COLUMNS: usize = 78;

pub(super) fn write(paper: &Paper) -> String {
    let document = &paper.document;
    let mut out = Text::default();
    out.wrapped(document.title(), "");
    for block in document.blocks() {
        out.block(block);
    }
    out.blank();
    foot(&mut out, document);
    out.0
}

fn foot(out: &mut Text, document: &Document) {
    document.dress().lines.iter().for_each(|line| out.wrapped(line, ""));
}

#[derive(Default)]
struct Text(String);

impl Text {
    fn blank(&mut self) {
        if !self.0.is_empty() && !self.0.ends_with("\n\n") {
            self.0.push('\n');
        }
    }

    /// One text under another, each line of it wrapped; what follows the first line hangs by two blanks more.
    fn wrapped(&mut self, text: &str, indent: &str) {
        for (n, part) in text.split('\n').enumerate() {
            let hang = if n == 0 { String::new() } else { "  ".to_owned() };
            let room = COLUMNS.saturating_sub(indent.len() + hang.len() + 2);
            for (m, piece) in wrap(part, room).iter().enumerate() {
                let deeper = if m == 0 { "" } else { "  " };
                let line = format!("{indent}{hang}{deeper}{piece}");
                self.0.push_str(line.trim_end());
                self.0.push('\n');
            }
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Banner(text) => {
                self.blank();
                self.wrapped(&format!("*** {text} ***"), "");
            }
            Block::Heading(level, line) => {
                self.blank();
                let mark = "=".repeat(usize::from(*level));
                self.wrapped(&format!("{mark} {} {mark}", plain(line)), "");
            }
            Block::Paragraph(line) => {
                self.blank();
                self.wrapped(&plain(line), "");
            }
            Block::Items(items) => {
                self.blank();
                for item in items {
                    self.wrapped(&format!("- {}", plain(item)), "");
                }
            }
            Block::Pairs(pairs) => {
                self.blank();
                for pair in pairs {
                    self.wrapped(&format!("{}: {}", pair.name, lines(&pair.value)), "");
                }
            }
            Block::Table(table) => self.table(table),
            Block::Answers(answers) => {
                for answer in answers {
                    self.blank();
                    self.wrapped(&answer.question, "");
                    self.wrapped(&lines(&answer.value), "  ");
                    self.wrapped(&plain(&answer.remark), "  ");
                }
            }
            Block::Picture(_) => {}
        }
    }

    /// The last cell of a row is its text; those before it head it, under the names of the columns laid out alike. Where the first column is
    /// the widest, its cell names the row, and every other stands on a line of its own with the name of its column.
    fn table(&mut self, table: &Table) {
        let names_rows = match table.columns.as_slice() {
            [first, others @ ..] => others.iter().all(|other| other.percent < first.percent),
            [] => false,
        };
        if table.columns.len() > 2 && names_rows {
            return self.labelled(table);
        }
        if let Some((last, heads)) = table.columns.split_last() {
            let heads: Vec<&str> = heads.iter().map(|column| column.name.as_str()).collect();
            self.blank();
            self.wrapped(&format!("({}: {})", heads.join(" · "), last.name), "");
        }
        for row in &table.rows {
            match row {
                TableRow::Divider(text) => {
                    self.blank();
                    self.wrapped(text, "");
                }
                TableRow::Cells(row) => {
                    let Some((last, heads)) = row.cells.split_last() else { continue };
                    let heads: Vec<String> = heads
                        .iter()
                        .map(|cell| lines(cell).replace('\n', ", "))
                        .filter(|s| !s.is_empty())
                        .collect();
                    self.blank();
                    self.wrapped(&heads.join(" · "), "");
                    self.wrapped(&lines(last), "  ");
                }
            }
        }
    }

    fn labelled(&mut self, table: &Table) {
        for row in &table.rows {
            self.blank();
            let cells = match row {
                TableRow::Divider(text) => {
                    self.wrapped(text, "");
                    continue;
                }
                TableRow::Cells(row) => &row.cells,
            };
            for (n, (column, cell)) in table.columns.iter().zip(cells).enumerate() {
                let text = lines(cell);
                if n == 0 {
                    self.wrapped(&text.replace('\n', ", "), "");
                } else if !text.is_empty() {
                    self.wrapped(&format!("{}: {text}", column.name), "  ");
                }
            }
        }
    }
}

fn lines(cell: &Cell) -> String {
    cell.iter().map(plain).collect::<Vec<_>>().join("\n")
}

fn plain(line: &Line) -> String {
    line.iter().map(run).collect()
}

fn run(run: &Run) -> String {
    match run.style() {
        Style::Note => format!(" [{}]", run.text()),
        Style::Struck => format!("[was: {}]", run.text()),
        Style::Plain | Style::Strong | Style::Code | Style::Quiet | Style::Gap | Style::Entry(_) => {
            run.text().to_owned()
        }
    }
}
