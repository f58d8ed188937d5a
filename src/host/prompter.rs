//! The person at the keyboard. Two ways: a terminal that is redrawn and read key by key, and plain lines for screen readers, pipes and
//! scripts. Must not know what is asked. Text must have been scrubbed by the caller.

mod plain;
mod raw;
mod terminal;

use std::time::Duration;

pub(crate) use plain::PlainPrompter;
pub(crate) use terminal::TerminalPrompter;

/// What can happen instead of an answer.
#[derive(Debug, thiserror::Error)]
pub(crate) enum PromptError {
    /// Ctrl-C, or the input ended: the run pauses.
    #[error("paused")]
    Paused,
    /// The terminal failed.
    #[error("the terminal failed: {0}")]
    Terminal(std::io::Error),
}

/// A screen: lines and the keys that mean something.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Screen {
    /// Lines, no wider than the terminal.
    pub(crate) lines: Vec<String>,
    /// How many of the lines stay in sight when the others do not fit and are read page by page.
    pub(crate) fixed: usize,
    /// Keys with their meaning, shown below.
    pub(crate) keys: Vec<(char, String)>,
    /// Something that just happened, shown above the keys.
    pub(crate) notice: Vec<String>,
}

/// A question for a line of text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Ask {
    /// What is asked, one line.
    pub(crate) prompt: String,
    /// Explanations shown once above.
    pub(crate) help: Vec<String>,
    /// What is already there and can be changed or accepted.
    pub(crate) initial: String,
}

/// How long a screen waits for a key before it looks what others wrote.
pub(crate) const MOMENT: std::time::Duration = std::time::Duration::from_secs(1);

/// The key that takes a note on every screen.
pub(crate) const NOTE: char = '+';

/// A text up to this length, in characters, is sooner typed anew than mended.
pub(crate) const SHORT_TEXT: usize = 30;

impl Ask {
    /// Keeps a text that was refused, where it is worth mending. A short one would only be refused again.
    pub(crate) fn keep(&mut self, typed: &str) {
        self.initial = if typed.chars().count() > SHORT_TEXT { typed.to_owned() } else { String::new() };
    }
}

/// Whoever answers.
pub(crate) trait Prompter {
    /// Shows a screen and waits for one of its keys. What was typed before it was drawn is thrown away.
    fn key(&mut self, screen: &Screen) -> Result<char, PromptError>;
    /// The same for so long at most: nothing when no key came. Whoever reads lines waits for one, however long it takes.
    fn key_within(&mut self, screen: &Screen, _period: Duration) -> Result<Option<char>, PromptError> {
        self.key(screen).map(Some)
    }
    /// Asks for a line. Gives what was typed, trimmed.
    fn line(&mut self, ask: &Ask) -> Result<String, PromptError>;
    /// Says something between screens.
    fn say(&mut self, text: &str);
    /// Columns and rows.
    fn size(&self) -> (usize, usize);
}

impl From<std::io::Error> for PromptError {
    #[expect(clippy::wildcard_enum_match_arm, reason = "the other kinds have nothing to say here")]
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::Interrupted | std::io::ErrorKind::UnexpectedEof => Self::Paused,
            _other => Self::Terminal(error),
        }
    }
}
