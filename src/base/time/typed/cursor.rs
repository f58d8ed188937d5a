//! A reading position in what a person typed: runs of digits, words and single marks. Must not know what they mean.

use std::ops::RangeInclusive;

/// The part of the text that is not read yet. A copy is a place to come back to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cursor<'a> {
    rest: &'a str,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { rest: text }
    }

    pub(super) fn rest(self) -> &'a str {
        self.rest
    }

    /// What was read since an earlier place in the same text.
    pub(super) fn read_since(self, start: Self) -> &'a str {
        start.rest.strip_suffix(self.rest).unwrap_or(start.rest)
    }

    pub(super) fn at_digit(self) -> bool {
        self.rest.starts_with(|c: char| c.is_ascii_digit())
    }

    pub(super) fn skip_blanks(&mut self) {
        self.rest = self.rest.trim_start();
    }

    /// Takes the mark when it stands here.
    pub(super) fn eat(&mut self, mark: char) -> bool {
        let Some(rest) = self.rest.strip_prefix(mark) else { return false };
        self.rest = rest;
        true
    }

    /// A run of ASCII digits.
    pub(super) fn digits(&mut self) -> Option<&'a str> {
        self.run(|c| c.is_ascii_digit())
    }

    /// A run of digits of one of these widths, as a number.
    pub(super) fn number(&mut self, widths: RangeInclusive<usize>) -> Option<u32> {
        self.attempt(|ahead| {
            let digits = ahead.digits().filter(|digits| widths.contains(&digits.len()))?;
            digits.parse().ok()
        })
    }

    /// A run of letters, in lower case.
    pub(super) fn word(&mut self) -> Option<String> {
        self.run(char::is_alphabetic).map(str::to_lowercase)
    }

    /// A whole word that means something to `known`; any other word stays unread.
    pub(super) fn word_of<T>(&mut self, known: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        self.attempt(|ahead| known(&ahead.word()?))
    }

    /// Takes the whole word when it stands here, after blanks.
    pub(super) fn eat_word(&mut self, expected: &str) -> bool {
        self.attempt(|ahead| {
            ahead.skip_blanks();
            ahead.word_of(|word| (word == expected).then_some(()))
        })
        .is_some()
    }

    /// Reads on; where nothing is found, nothing counts as read.
    pub(super) fn attempt<T>(&mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let mut ahead = *self;
        let found = read(&mut ahead)?;
        *self = ahead;
        Some(found)
    }

    fn run(&mut self, belongs: impl Fn(char) -> bool) -> Option<&'a str> {
        let rest = self.rest.trim_start_matches(belongs);
        let run = self.rest.strip_suffix(rest).filter(|run| !run.is_empty())?;
        self.rest = rest;
        Some(run)
    }
}
