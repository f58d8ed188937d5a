//! `{fact}` places in texts: `{name}` is filled in, `{{` is a brace, a closing brace alone is itself. Must not know values.

use std::ops::Range;

/// One piece of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Piece<'a> {
    /// As written, braces resolved.
    Text(&'a str),
    /// A name between braces; the range covers the braces.
    Place(&'a str, Range<usize>),
    /// A brace that is never closed.
    Unclosed(Range<usize>),
}

/// Cuts a text into pieces. Total: whatever is no place is text.
pub(crate) fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(open) = text.get(at..).and_then(|rest| rest.find('{')).map(|offset| at + offset) {
        let rest = text.get(open + 1..).unwrap_or("");
        let before = text.get(at..open).unwrap_or("");
        if !before.is_empty() {
            found.push(Piece::Text(before));
        }
        at = match (rest.starts_with('{'), rest.find('}')) {
            (true, _) => {
                found.push(Piece::Text("{"));
                open + 2
            }
            (false, Some(length)) => {
                let end = open + length + 2;
                found.push(Piece::Place(rest.get(..length).unwrap_or(""), open..end));
                end
            }
            (false, None) => {
                found.push(Piece::Unclosed(open..open + 1));
                open + 1
            }
        };
    }
    match text.get(at..) {
        Some(rest) if !rest.is_empty() => found.push(Piece::Text(rest)),
        Some(_) | None => {}
    }
    found
}

#[cfg(test)]
mod tests;
