//! JSON. Texts are kept exactly; what could harm a terminal or an editor is written as an escape, which every reader undoes.
//! Each row has a line of its own. Must not shape anything: views bring their versioned structures.

use super::Paper;
use crate::base::text::is_hostile;

pub(super) fn write(paper: &Paper) -> String {
    let tree = &paper.tree;
    let header = tree.header_lines.strip_suffix("\n}").unwrap_or(&tree.header_lines);
    let rows = tree.rows.join(",\n    ");
    escaped(&format!("{header},\n  \"{}\": [\n    {rows}\n  ]\n}}\n", tree.rows_name))
}

/// Escapes hostile characters. In JSON text they only occur inside strings, but for the line feeds of the layout.
pub(super) fn escaped(json: &str) -> String {
    if !json.chars().any(|c| is_hostile(c) && c != '\n') {
        return json.to_owned();
    }
    let mut out = String::with_capacity(json.len() + 64);
    for c in json.chars() {
        if is_hostile(c) && c != '\n' {
            let mut units = [0; 2];
            out.extend(c.encode_utf16(&mut units).iter().map(|unit| format!("\\u{unit:04x}")));
        } else {
            out.push(c);
        }
    }
    out
}
