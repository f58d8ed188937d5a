//! A terminal: the screen is drawn anew, keys are read one by one, lines are edited with dialoguer.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use console::{Key, Term};
use unicode_width::UnicodeWidthStr as _;

use super::raw::RawInput;
use super::{Ask, NOTE, PromptError, Prompter, SHORT_TEXT, Screen};
use crate::base::text::wrap;

#[cfg(test)]
mod tests;

/// Fewer lines are no page.
const MIN_PAGE: usize = 5;

/// A terminal on stderr, so that results on stdout can be piped.
pub(crate) struct TerminalPrompter {
    term: Term,
    interrupted: Arc<AtomicBool>,
    /// What stands on the terminal while a screen waits and nothing else was drawn, and its page.
    drawn: Option<(Screen, usize)>,
}

impl TerminalPrompter {
    /// Takes the terminal. From here on Ctrl-C pauses instead of killing.
    pub(crate) fn new() -> Result<Self, PromptError> {
        let interrupted = Arc::new(AtomicBool::new(false));
        for signal in [signal_hook::consts::SIGINT, signal_hook::consts::SIGTERM, signal_hook::consts::SIGHUP]
        {
            signal_hook::flag::register(signal, Arc::clone(&interrupted)).map_err(PromptError::Terminal)?;
        }
        Ok(Self { term: Term::stderr(), interrupted, drawn: None })
    }

    fn check(&self) -> Result<(), PromptError> {
        if self.interrupted.swap(false, Ordering::SeqCst) { Err(PromptError::Paused) } else { Ok(()) }
    }

    /// Draws a page of a screen; gives how many pages there are.
    fn draw(&self, screen: &Screen, page: usize) -> Result<usize, PromptError> {
        let (columns, rows) = self.size();
        let (lines, pages) = page_of(screen, page, (columns, rows));
        let mut text = String::new();
        for line in lines {
            text.push_str(&line);
            text.push('\n');
        }
        self.term.clear_screen()?;
        self.term.write_str(&text)?;
        self.term.flush()?;
        Ok(pages)
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "the other kinds have nothing to say here")]
    fn read_key(&self) -> Result<Option<char>, PromptError> {
        self.check()?;
        let read = self.term.read_key();
        self.check()?;
        Ok(match read? {
            Key::Char(c) => Some(c),
            Key::Enter => Some('\n'),
            Key::Escape | Key::Backspace | Key::ArrowLeft => Some('b'),
            Key::ArrowDown | Key::PageDown => Some('>'),
            Key::ArrowUp | Key::PageUp => Some('<'),
            Key::CtrlC => return Err(PromptError::Paused),
            _other => None,
        })
    }
}

impl TerminalPrompter {
    /// A key, if it was pressed alone. What comes in one burst was pasted, and no key of it is meant: it would complete steps. Only a note may
    /// be pasted together with its key.
    fn alone(&self, key: Option<char>, input: &RawInput) -> Result<Option<char>, PromptError> {
        let is_burst =
            key.is_some_and(|key| key != NOTE) && input.has_more().map_err(PromptError::Terminal)?;
        if !is_burst {
            return Ok(key);
        }
        discard_type_ahead()?;
        self.term.write_line("Several keys at once were taken for pasted text and left out.")?;
        Ok(None)
    }
}

/// What a screen is beside what stands on the terminal.
#[derive(Debug, PartialEq, Eq)]
enum Place {
    /// The very same, on this page.
    Stands(usize),
    /// The same a moment later, on this page: whoever presses a key meanwhile means what stands there, and no key is lost.
    GoesOn(usize),
    /// Another one: what was typed before it was there is not meant for it.
    Another,
}

impl Place {
    /// Screens that ask for the same keys are the same place; how many things can be chosen by their digits may change.
    fn of(drawn: Option<&(Screen, usize)>, screen: &Screen) -> Self {
        let keys = |screen: &Screen| -> Vec<char> {
            screen.keys.iter().map(|(key, _)| *key).filter(|key| !key.is_ascii_digit()).collect()
        };
        match drawn {
            Some((drawn, page)) if drawn == screen => Self::Stands(*page),
            Some((drawn, page)) if keys(drawn) == keys(screen) => Self::GoesOn(*page),
            Some(_) | None => Self::Another,
        }
    }
}

/// Throws away what was typed before the screen was there to be read.
fn discard_type_ahead() -> Result<(), PromptError> {
    match rustix::termios::tcflush(rustix::stdio::stdin(), rustix::termios::QueueSelector::IFlush) {
        Ok(()) | Err(rustix::io::Errno::NOTTY) => Ok(()),
        Err(error) => Err(PromptError::Terminal(error.into())),
    }
}

/// The lines of a page, and how many pages there are. What is fixed, what just happened and the keys stand on every page; without room
/// for a few lines of the rest everything is drawn and scrolls. A line that is too long is left to the terminal to wrap: a command that
/// somebody copies must come out as one line.
pub(super) fn page_of(screen: &Screen, page: usize, (columns, rows): (usize, usize)) -> (Vec<String>, usize) {
    let height =
        |lines: &[String]| lines.iter().map(|line| line.width().div_ceil(columns).max(1)).sum::<usize>();
    let (fixed, body) = screen.lines.split_at(screen.fixed.min(screen.lines.len()));
    let keys = menu(&screen.keys, columns);
    // The cursor needs a row of its own.
    let notice: Vec<String> = screen.notice.iter().flat_map(|line| wrapped(line, columns)).collect();
    let taken = height(fixed) + height(&notice) + keys.len() + 1;
    let room = rows.saturating_sub(taken + 1);
    let pages =
        if taken + height(body) <= rows || room < MIN_PAGE { vec![body] } else { cut(body, room, &height) };
    let page = page.min(pages.len().saturating_sub(1));
    let mut lines = fixed.to_vec();
    lines.extend(pages.get(page).into_iter().flat_map(|page| page.iter().cloned()));
    if pages.len() > 1 {
        let next = if page + 1 == pages.len() { "first page" } else { "more" };
        lines.push(format!("-- page {} of {} -- [space] {next}", page + 1, pages.len()));
    }
    lines.extend(notice);
    lines.extend(keys);
    (lines, pages.len())
}

/// What just happened, within the screen and set in like its first line. A command that somebody copies stays one line.
fn wrapped(line: &str, columns: usize) -> Vec<String> {
    let text = line.trim_start();
    if line.width() <= columns || text.starts_with("breachbook ") {
        return vec![line.to_owned()];
    }
    let indent = " ".repeat(line.len() - text.len());
    wrap(text, columns.saturating_sub(indent.len())).iter().map(|line| format!("{indent}{line}")).collect()
}

/// Cuts lines into pages of at most so many rows.
fn cut<'a>(mut lines: &'a [String], room: usize, height: &dyn Fn(&[String]) -> usize) -> Vec<&'a [String]> {
    let mut pages = Vec::new();
    while !lines.is_empty() {
        let fits = (1..=lines.len()).take_while(|end| height(lines.get(..*end).unwrap_or_default()) <= room);
        let (page, rest) = lines.split_at(fits.last().unwrap_or(1));
        pages.push(page);
        lines = rest;
    }
    pages
}

/// Keys in as few lines as fit.
pub(super) fn menu(keys: &[(char, String)], columns: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for (key, meaning) in keys.iter().filter(|(_, meaning)| !meaning.is_empty()) {
        let item = format!("[{key}] {meaning}");
        let Some(line) = lines.last_mut() else { continue };
        if line.is_empty() {
            line.push_str(&item);
        } else if line.chars().count() + 2 + item.chars().count() <= columns {
            line.push_str("  ");
            line.push_str(&item);
        } else {
            lines.push(item);
        }
    }
    lines
}

impl Prompter for TerminalPrompter {
    fn key(&mut self, screen: &Screen) -> Result<char, PromptError> {
        self.drawn = None;
        let mut page = 0;
        let mut pages = self.draw(screen, page)?;
        discard_type_ahead()?;
        loop {
            let input = RawInput::begin();
            let key = self.read_key()?;
            let key = self.alone(key, &input)?;
            drop(input);
            match key {
                Some(key) if screen.keys.iter().any(|(known, _)| *known == key) => return Ok(key),
                Some(' ' | '>') if pages > 1 => {
                    page = (page + 1) % pages;
                    pages = self.draw(screen, page)?;
                }
                Some('<') if page > 0 => {
                    page -= 1;
                    pages = self.draw(screen, page)?;
                }
                Some(_) | None => {}
            }
        }
    }

    fn key_within(&mut self, screen: &Screen, period: Duration) -> Result<Option<char>, PromptError> {
        let page = match Place::of(self.drawn.as_ref(), screen) {
            Place::Stands(page) => page,
            Place::GoesOn(page) => page.min(self.draw(screen, page)?.saturating_sub(1)),
            Place::Another => {
                self.draw(screen, 0)?;
                discard_type_ahead()?;
                0
            }
        };
        self.drawn = Some((screen.clone(), page));
        let input = RawInput::begin();
        if !input.has_key_within(period).map_err(PromptError::Terminal)? {
            return self.check().map(|()| None);
        }
        let key = self.read_key()?;
        let key = self.alone(key, &input)?;
        drop(input);
        let (_, pages) = page_of(screen, 0, self.size());
        match key {
            Some(' ' | '>') if pages > 1 => {
                let page = (page + 1) % pages;
                self.draw(screen, page)?;
                self.drawn = Some((screen.clone(), page));
                Ok(None)
            }
            key => {
                let key = key.filter(|key| screen.keys.iter().any(|(known, _)| known == key));
                // What is typed behind a key was typed before its answer was there to be read.
                if key.is_some() {
                    self.drawn = None;
                }
                Ok(key)
            }
        }
    }

    fn line(&mut self, ask: &Ask) -> Result<String, PromptError> {
        self.drawn = None;
        self.check()?;
        let (columns, _) = self.size();
        for line in &ask.help {
            for wrapped in wrap(line, columns) {
                self.term.write_line(&wrapped)?;
            }
        }
        // A terminal breaks what is too long in the middle of a word, and copying it brings the break along.
        let is_long = ask.prompt.chars().count() + ask.initial.chars().count().min(SHORT_TEXT) + 2 > columns;
        let prompt = if is_long { "Answer" } else { ask.prompt.as_str() };
        if is_long {
            for wrapped in wrap(&ask.prompt, columns) {
                self.term.write_line(&wrapped)?;
            }
        }
        let theme = dialoguer::theme::SimpleTheme;
        let input = dialoguer::Input::<String>::with_theme(&theme).with_prompt(prompt).allow_empty(true);
        // A short text is offered, and what is typed takes its place; only words that are worth mending stand there to be mended.
        let is_offered = (1..=SHORT_TEXT).contains(&ask.initial.chars().count());
        let input = if is_offered {
            input.default(ask.initial.clone())
        } else {
            input.with_initial_text(&ask.initial)
        };
        let typed = input.interact_text_on(&self.term);
        self.term.show_cursor()?;
        if typed.is_err() || self.interrupted.load(Ordering::SeqCst) {
            // What is said next must not stand behind the prompt.
            self.term.write_line("")?;
        }
        self.check()?;
        match typed {
            Ok(text) => Ok(text.trim().to_owned()),
            Err(dialoguer::Error::IO(error)) => Err(error.into()),
        }
    }

    fn say(&mut self, text: &str) {
        self.drawn = None;
        // A terminal that cannot show a remark cannot show the next screen either; that one reports it.
        let (columns, _) = self.size();
        let lines = text.lines().flat_map(|line| wrapped(line, columns));
        drop(self.term.write_line(&lines.collect::<Vec<_>>().join("\n")));
    }

    fn size(&self) -> (usize, usize) {
        let (rows, columns) = self.term.size();
        (usize::from(columns).clamp(40, 120), usize::from(rows).max(10))
    }
}

impl Drop for TerminalPrompter {
    fn drop(&mut self) {
        drop(self.term.show_cursor());
    }
}
