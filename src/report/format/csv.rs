//! CSV after RFC 4180, UTF-8 without a byte order mark. Spreadsheets run cells that look like formulas, so those get a `'` in front;
//! control and direction characters become visible marks, because this format has no escapes. Must not change anything else.

use super::Paper;
use crate::report::document::literal::literal;

pub(super) fn write(paper: &Paper) -> String {
    let mut out = String::new();
    row(&mut out, paper.sheet.columns.iter().copied());
    for cells in &paper.sheet.rows {
        row(&mut out, cells.iter().map(String::as_str));
    }
    out
}

fn row<'a>(out: &mut String, cells: impl Iterator<Item = &'a str>) {
    for (n, cell) in cells.enumerate() {
        if n > 0 {
            out.push(',');
        }
        out.push_str(&quoted(&guarded(cell)));
    }
    out.push_str("\r\n");
}

/// The characters after which a spreadsheet takes a cell for a formula, full-width forms and blanks before them included.
fn guarded(cell: &str) -> String {
    let starts = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
    let risky = cell.starts_with(starts) || cell.trim_start().starts_with(starts);
    let text = literal(cell);
    if risky { format!("'{text}") } else { text }
}

fn quoted(cell: &str) -> String {
    if cell.contains(['"', ',', '\n', '\r', ';']) || cell.starts_with(' ') || cell.ends_with(' ') {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}
