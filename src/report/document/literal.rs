//! Text from outside, made harmless and kept whole: what could change how a page is shown becomes a visible mark that names it.
//! Must not shorten or drop anything.

use crate::base::text::is_hostile;

/// Marks every hostile character but the line feed. Tabs become blanks; a carriage return before a line feed is part of it.
/// Joiners stay: writing systems and emoji need them, and they move no other character.
pub(crate) fn literal(text: &str) -> String {
    if !text.chars().any(|c| is_hostile(c) && c != '\n') {
        return text.to_owned();
    }
    let mut kept = String::with_capacity(text.len() + 16);
    for c in text.replace("\r\n", "\n").chars() {
        mark(c, &mut kept);
    }
    kept
}

/// Like [`literal`], on one line.
pub(crate) fn one_line(text: &str) -> String {
    literal(text).replace('\n', " ")
}

fn mark(c: char, kept: &mut String) {
    match c {
        '\n' | '\u{200c}' | '\u{200d}' => kept.push(c),
        '\t' => kept.push(' '),
        '\u{0}'..='\u{1f}' => kept.push(char::from_u32(0x2400 + u32::from(c)).unwrap_or('\u{fffd}')),
        '\u{7f}' => kept.push('\u{2421}'),
        other if is_hostile(other) => {
            let name = format!("⟨U+{:04X}⟩", u32::from(other));
            kept.push_str(&name);
        }
        other => kept.push(other),
    }
}
