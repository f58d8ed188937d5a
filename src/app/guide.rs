//! Guided mode: the board, one step at a time, a side menu at every prompt. Everything that is acknowledged is on disk, so that it can be
//! left at any moment and goes on exactly where it was. Must not decide: commands go to the engine like all others.

mod act;
mod board;
mod decision;
mod evidence;
mod help;
pub(crate) mod inject;
mod kept;
pub(crate) mod live;
mod notice;
pub(crate) mod question;
mod refusal;
mod role;
mod side;
mod step;
mod task;
pub(crate) mod text;

use std::collections::BTreeSet;

use self::kept::{NOTE, Typed};
use self::live::Live;
use super::app_error::AppError;
use super::guard::Caught;
use super::session::Session;
use super::words::Wording;
use crate::base::id::{ExpectationId, RoleId};
use crate::base::text::scrub;
use crate::host::prompter::{Ask, MOMENT, PromptError, Prompter, Screen};
use crate::incident::board::{Board, BoardLine};
use crate::incident::command::Command;
use crate::incident::key::StepKey;
use crate::scenario::model::Scenario;

/// Why guided mode ended without being asked to.
#[derive(Debug, thiserror::Error)]
pub(crate) enum GuideError {
    /// A use case failed.
    #[error(transparent)]
    App(#[from] AppError),
    /// The person left, or the terminal failed.
    #[error(transparent)]
    Prompt(#[from] PromptError),
}

/// How guided mode ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ended {
    /// The person paused.
    Paused,
    /// Nothing is open any more.
    Finished,
}

/// Somebody being guided.
pub(crate) struct Guide<'g, 's> {
    session: &'g mut Session<'s>,
    prompter: &'g mut dyn Prompter,
    roles: Vec<RoleId>,
    notice: Vec<String>,
    first_shown: usize,
    typed: Typed,
    /// Questions of injects that this person left to others.
    left_to_others: BTreeSet<ExpectationId>,
    /// The script, where this guide brings the injects itself because nobody else does.
    script: Option<&'g Scenario>,
}

/// Where to go next.
enum Go {
    Stay,
    Open(StepKey),
    Leave,
}

impl<'g, 's> Guide<'g, 's> {
    /// Guides somebody; with roles, only their steps are offered first.
    pub(crate) fn new(
        session: &'g mut Session<'s>,
        prompter: &'g mut dyn Prompter,
        roles: Vec<RoleId>,
    ) -> Self {
        Self {
            session,
            prompter,
            roles,
            notice: Vec::new(),
            first_shown: 0,
            typed: Typed::default(),
            left_to_others: BTreeSet::new(),
            script: None,
        }
    }

    /// Brings the injects of a script to the players by itself.
    pub(crate) fn with_script(self, script: Option<&'g Scenario>) -> Self {
        Self { script, ..self }
    }

    /// Runs until the person pauses or nothing is open.
    pub(crate) fn run(&mut self) -> Result<Ended, GuideError> {
        let ended = self.rounds();
        if let Err(GuideError::App(_)) = ended {
            for words in self.typed.unrecorded() {
                self.prompter.say(&format!("Not recorded: {}", scrub(words)));
            }
        }
        ended
    }

    fn rounds(&mut self) -> Result<Ended, GuideError> {
        loop {
            self.typed.forget();
            self.session.refresh()?;
            self.keep_playing()?;
            if self.is_resting() {
                match self.rest()? {
                    Go::Leave => return Ok(Ended::Paused),
                    Go::Open(_) | Go::Stay => continue,
                }
            }
            self.read_injects()?;
            let board = self.read_board();
            if !self.is_played()
                && board.lines.is_empty()
                && board.reviews.is_empty()
                && board.tasks.is_empty()
            {
                return Ok(Ended::Finished);
            }
            match self.board(&board)? {
                Go::Leave => return Ok(Ended::Paused),
                Go::Open(step) => self.visit(&step)?,
                Go::Stay => {}
            }
        }
    }

    fn read_board(&self) -> Board {
        Board::read(self.session.state(), self.session.plans(), self.session.now())
    }

    /// The line of the board that a step has now.
    fn line_of(&self, step: &StepKey) -> Option<BoardLine> {
        self.read_board().lines.into_iter().find(|line| line.step == *step)
    }

    /// Shows a screen with what happened last and reads a key; then others' entries are read.
    fn key(&mut self, mut screen: Screen) -> Result<char, GuideError> {
        let (columns, _) = self.prompter.size();
        screen.notice = std::mem::take(&mut self.notice);
        screen.notice.extend(self.session.take_caught().into_iter().map(Caught::text));
        let helps = screen.keys.iter().all(|(key, _)| *key != '?');
        if helps {
            screen.keys.push(('?', "help".to_owned()));
        }
        loop {
            let key = Live::new(self.session, self.prompter).key(&screen)?;
            if helps && key == '?' {
                self.prompter.key(&help::screen(columns))?;
                continue;
            }
            self.session.refresh()?;
            return Ok(key);
        }
    }

    /// The same for a moment only: nothing when no key came, so that what others wrote is seen.
    fn key_soon(&mut self, mut screen: Screen) -> Result<Option<char>, GuideError> {
        let (columns, _) = self.prompter.size();
        screen.notice.clone_from(&self.notice);
        screen.keys.push(('?', "help".to_owned()));
        let key = self.prompter.key_within(&screen, MOMENT)?;
        if key == Some('?') {
            self.prompter.key(&help::screen(columns))?;
            return Ok(None);
        }
        if key.is_some() {
            self.notice.clear();
            self.session.refresh()?;
        }
        Ok(key)
    }

    /// Asks for a line. A line that begins with `+` is a note and `.` opens the side menu; both come back to the prompt.
    fn line(&mut self, ask: &Ask) -> Result<String, GuideError> {
        let mut ask = ask.clone();
        self.typed.offer(&mut ask);
        loop {
            let typed = self.prompter.line(&ask)?;
            if let Some(note) = typed.strip_prefix('+') {
                let others = std::mem::take(&mut self.typed);
                self.typed.remember(NOTE, note.trim());
                self.take_note(note.trim())?;
                self.typed.resume(others);
            } else if typed == "." {
                self.side_menu()?;
            } else {
                self.typed.remember(&ask.prompt, &typed);
                return Ok(typed);
            }
            for line in std::mem::take(&mut self.notice) {
                self.prompter.say(&line);
            }
            ask.help = Vec::new();
        }
    }

    /// Asks for a reason; ready ones can be chosen by number. Empty gives nothing, unless one is needed.
    fn reason(&mut self, prompt: &str, ready: &[String], needed: bool) -> Result<Option<String>, GuideError> {
        let help =
            ready.iter().enumerate().map(|(n, text)| format!("  {}. {}", n + 1, scrub(text))).collect();
        let mut ask = Ask { prompt: prompt.to_owned(), help, initial: String::new() };
        loop {
            let typed = self.line(&ask)?;
            let chosen = typed.parse::<usize>().ok().and_then(|n| ready.get(n.wrapping_sub(1))).cloned();
            let text = chosen.unwrap_or(typed);
            if !text.trim().is_empty() {
                return Ok(Some(text));
            }
            if !needed {
                return Ok(None);
            }
            ask.help = vec!["A reason is needed here; Ctrl-C pauses.".to_owned()];
        }
    }

    /// Does something; a refusal is shown and nothing is lost. True when it was done.
    fn act(&mut self, command: Command, wording: Wording) -> Result<bool, GuideError> {
        let step = match &command {
            Command::Step { step, .. } => Some(step.clone()),
            Command::Fact { .. }
            | Command::Join { .. }
            | Command::Close { .. }
            | Command::Play(_)
            | Command::Write(_) => None,
        };
        let acted = self.session.act(command, wording);
        self.came(step.as_ref(), acted)
    }
}
