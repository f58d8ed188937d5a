//! JSON lines: the header, then each row, one object a line. Must not shape anything.

use super::Paper;
use super::json::escaped;

pub(super) fn write(paper: &Paper) -> String {
    let lines = std::iter::once(&paper.tree.header).chain(&paper.tree.rows);
    let lines: Vec<String> = lines.map(|line| escaped(line)).collect();
    format!("{}\n", lines.join("\n"))
}
