//! A screen that waits for a key in an exercise: its header goes on meanwhile, so that the time on it is never an old one and the stop word
//! is seen at once by everybody, wherever they are.

use crate::app::header::{header, rest_lines};
use crate::app::session::Session;
use crate::host::prompter::{Ask, MOMENT, PromptError, Prompter, Screen};

/// The person at the keyboard, with a record that is read again while they look at a screen.
pub(crate) struct Live<'l, 's> {
    session: &'l mut Session<'s>,
    prompter: &'l mut dyn Prompter,
}

impl<'l, 's> Live<'l, 's> {
    /// Looks at a record while somebody is asked.
    pub(crate) fn new(session: &'l mut Session<'s>, prompter: &'l mut dyn Prompter) -> Self {
        Self { session, prompter }
    }

    /// The screen with the header of now. What stands below the rule stays: it is what the person answers to.
    fn now(&self, screen: &Screen) -> Screen {
        let (columns, _) = self.prompter.size();
        let rule = "-".repeat(columns.min(78));
        let above = screen.lines.iter().position(|line| *line == rule).unwrap_or_default();
        // A small menu has no header; only what everybody has to know comes above it.
        let head = if above == 0 { rest_lines(self.session, columns) } else { header(self.session, columns) };
        let fixed = (screen.fixed.max(above) - above) + head.len();
        let below = screen.lines.iter().skip(above).cloned();
        Screen { lines: head.into_iter().chain(below).collect(), fixed, ..screen.clone() }
    }
}

impl Prompter for Live<'_, '_> {
    fn key(&mut self, screen: &Screen) -> Result<char, PromptError> {
        if self.session.state().exercise().is_none() {
            return self.prompter.key(screen);
        }
        loop {
            if let Some(key) = self.prompter.key_within(&self.now(screen), MOMENT)? {
                return Ok(key);
            }
            // What is wrong with the record is said by what is done next.
            if self.session.refresh().is_err() {
                return self.prompter.key(screen);
            }
        }
    }

    fn line(&mut self, ask: &Ask) -> Result<String, PromptError> {
        self.prompter.line(ask)
    }

    fn say(&mut self, text: &str) {
        self.prompter.say(text);
    }

    fn size(&self) -> (usize, usize) {
        self.prompter.size()
    }
}
