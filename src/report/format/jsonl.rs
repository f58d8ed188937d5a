//! JSON lines: the header, then each row, one object a line. Must not shape anything.

use super::Paper;
use super::json::escaped;

pub(super) fn write(paper: &Paper) -> String {
    let lines = std::iter::once(&paper.tree.header).chain(&paper.tree.rows);
    lines.map(|line| format!("{}\n", escaped(line))).collect()
}
