//! Tokens: what stands for a value or a block while Markdown is read. Made of private-use characters, which Markdown takes for
//! letters and which no template may contain. Must not look at values.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

const VALUE: char = '\u{e000}';
const BLOCK: char = '\u{e001}';
const END: char = '\u{e002}';
const ZERO: u32 = 0xe010;

/// Whether tokens are made of characters like this one.
pub(super) fn is_token_character(c: char) -> bool {
    matches!(c, '\u{e000}'..='\u{f8ff}')
}

/// A piece of text with tokens.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// Words of the template.
    Text(String),
    /// A value.
    Value(String),
    /// The name of a block.
    Block(String),
}

/// Values and names of blocks by the number in their token. Shared, because handlebars wants functions that own what they use.
#[derive(Clone, Default)]
pub(super) struct Shelf(Arc<Mutex<Vec<String>>>);

impl Shelf {
    /// Keeps a value and gives its token.
    pub(super) fn store(&self, value: &str) -> String {
        self.keep(VALUE, value)
    }

    /// Keeps the name of a block and gives its token.
    pub(super) fn place(&self, name: &str) -> String {
        self.keep(BLOCK, name)
    }

    fn keep(&self, kind: char, text: &str) -> String {
        let mut kept = self.texts();
        let number = kept.len().to_string();
        kept.push(text.to_owned());
        let digits = number.bytes().filter_map(|digit| char::from_u32(ZERO + u32::from(digit - b'0')));
        std::iter::once(kind).chain(digits).chain(std::iter::once(END)).collect()
    }

    fn texts(&self) -> MutexGuard<'_, Vec<String>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes a text with tokens apart.
    pub(super) fn pieces(&self, text: &str) -> Vec<Piece> {
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some((before, kind, number, after)) = next_token(rest) {
            if !before.is_empty() {
                pieces.push(Piece::Text(before.to_owned()));
            }
            let kept = self.texts().get(number).cloned().unwrap_or_default();
            pieces.push(if kind == VALUE { Piece::Value(kept) } else { Piece::Block(kept) });
            rest = after;
        }
        if !rest.is_empty() {
            pieces.push(Piece::Text(rest.to_owned()));
        }
        pieces
    }
}

fn next_token(text: &str) -> Option<(&str, char, usize, &str)> {
    let start = text.find([VALUE, BLOCK])?;
    let (before, token) = text.split_at(start);
    let kind = token.chars().next()?;
    let (digits, after) = token.get(kind.len_utf8()..)?.split_once(END)?;
    let number = digits.chars().try_fold(0_usize, |sum, c| {
        let digit = u32::from(c).checked_sub(ZERO)?;
        sum.checked_mul(10)?.checked_add(usize::try_from(digit).ok()?)
    })?;
    Some((before, kind, number, after))
}
