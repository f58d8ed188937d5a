//! The only place that prints, but for prompts. Results go to stdout, all else to stderr; a reader that went away is not an error.
//! Text that came from outside must have been scrubbed by the caller.

use std::io::{IsTerminal as _, Write as _};
use std::process::ExitCode;
use std::sync::{Arc, OnceLock};

use anstyle::{AnsiColor, Style};

use super::args::Global;
use super::failure::{Failure, Kind};
use crate::base::problem::Problems;
use crate::base::problem::render::render;

/// When to use colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Color {
    /// On a terminal.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// What a piece of text is, from which its look follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// Headings.
    Heading,
    /// Needs attention now.
    Alarm,
    /// Needs attention.
    Warning,
    /// Fine.
    Good,
}

/// The width where there is no terminal.
const PAPER: usize = 100;

/// The way to the screen.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "independent switches, each named")]
pub(crate) struct Ui {
    out_color: bool,
    err_color: bool,
    /// One line out, one line in; no redrawing, no glyphs.
    pub(crate) plain: bool,
    /// Machine-readable output.
    pub(crate) json: bool,
    /// Why results did not come out, from the first that did not.
    lost: Arc<OnceLock<String>>,
}

#[expect(clippy::unused_self, reason = "the one way to the screen goes through its owner")]
impl Ui {
    /// Looks at the streams once.
    pub(crate) fn new(global: &Global) -> Self {
        let environment_forbids = crate::host::config::no_color();
        let wants = |terminal: bool| match global.color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => terminal && !environment_forbids && !global.plain,
        };
        Self {
            out_color: wants(std::io::stdout().is_terminal()),
            err_color: wants(std::io::stderr().is_terminal()),
            plain: global.plain,
            json: global.json,
            lost: Arc::default(),
        }
    }

    /// Before any option could be read.
    pub(crate) fn bare() -> Self {
        Self { out_color: false, err_color: false, plain: true, json: false, lost: Arc::default() }
    }

    /// Text in the look of its role, for stdout.
    pub(crate) fn paint(&self, role: Role, text: &str) -> String {
        paint(self.out_color, role, text)
    }

    /// Whether results go to a terminal.
    pub(crate) fn is_screen(&self) -> bool {
        std::io::stdout().is_terminal()
    }

    /// How wide results may be.
    pub(crate) fn columns(&self) -> usize {
        console::Term::stdout().size_checked().map_or(PAPER, |(_, columns)| usize::from(columns))
    }

    /// How many rows the terminal has.
    pub(crate) fn rows(&self) -> usize {
        usize::from(console::Term::stdout().size().0)
    }

    /// A result.
    pub(crate) fn out(&self, text: &str) {
        self.out_bytes(text.as_bytes());
    }

    /// A document: as it is into files and pipes, harmless on a terminal.
    pub(crate) fn out_document(&self, text: &str) {
        if std::io::stdout().is_terminal() {
            self.out(&crate::base::text::scrub_lines(text));
        } else {
            self.out_bytes(text.as_bytes());
        }
    }

    /// Bytes of a result.
    pub(crate) fn out_bytes(&self, bytes: &[u8]) {
        let mut out = std::io::stdout().lock();
        keep_loss(&self.lost, out.write_all(bytes).and_then(|()| out.flush()));
    }

    /// The code with which the program ends: results that did not come out are a failure, whatever was done.
    pub(crate) fn ending(&self, code: ExitCode) -> ExitCode {
        match self.lost.get() {
            Some(why) => self.fail(
                &Failure::new(Kind::Environment, format!("the result could not be written: {why}"))
                    .hint("what was recorded is recorded; only what was to be read is cut off"),
            ),
            None => code,
        }
    }

    /// A result of many lines, none of which is kept.
    pub(crate) fn stream(&self) -> Stream {
        let out = std::io::stdout().lock();
        Stream {
            screen: out.is_terminal(),
            out: std::io::BufWriter::with_capacity(STREAM, out),
            lost: Arc::clone(&self.lost),
        }
    }

    /// A result line.
    pub(crate) fn line(&self, text: &str) {
        self.out(&format!("{text}\n"));
    }

    /// A line about what happened, on stderr.
    pub(crate) fn say(&self, text: &str) {
        tell(&format!("{text}\n"));
    }

    /// Something to know, on stderr.
    pub(crate) fn warn(&self, text: &str) {
        self.say(&format!("{} {text}", paint(self.err_color, Role::Warning, "warning:")));
    }

    /// Problems as the result that was asked for.
    pub(crate) fn show_problems(&self, problems: &Problems) {
        self.out(&render(problems, self.out_color));
    }

    /// Problems of a document.
    pub(crate) fn problems(&self, problems: &Problems) {
        tell(&render(problems, self.err_color));
    }

    /// A failure; gives its exit code.
    pub(crate) fn fail(&self, failure: &Failure) -> ExitCode {
        if let Some(problems) = &failure.problems {
            self.problems(problems);
        } else if failure.kind == Kind::Paused {
            self.say(&failure.message);
        } else {
            self.say(&format!("{} {}", paint(self.err_color, Role::Alarm, "error:"), failure.message));
        }
        for hint in &failure.hints {
            self.say(&format!("  {} {hint}", paint(self.err_color, Role::Good, "hint:")));
        }
        if failure.kind == Kind::Bug {
            self.say("  this is a defect of breachbook: what was acknowledged is kept; make a copy with");
            self.say("  `breachbook backup DIR` and report what you did");
        }
        ExitCode::from(failure.kind.code())
    }
}

/// How many bytes of a long result are written at once.
const STREAM: usize = 64 * 1024;

/// The way out for a long result. What is written last comes out when it is dropped.
pub(crate) struct Stream {
    screen: bool,
    out: std::io::BufWriter<std::io::StdoutLock<'static>>,
    lost: Arc<OnceLock<String>>,
}

impl Stream {
    /// Writes a line; harmless on a terminal.
    pub(crate) fn line(&mut self, text: &str) {
        let text = if self.screen { crate::base::text::scrub(text) } else { text.into() };
        keep_loss(&self.lost, self.out.write_all(text.as_bytes()).and_then(|()| self.out.write_all(b"\n")));
    }
}

impl Drop for Stream {
    fn drop(&mut self) {
        keep_loss(&self.lost, self.out.flush());
    }
}

/// A reader that went away has what it wanted; anything else is kept for the end.
fn keep_loss(lost: &OnceLock<String>, written: std::io::Result<()>) {
    if let Err(error) = written
        && error.kind() != std::io::ErrorKind::BrokenPipe
    {
        lost.get_or_init(|| error.to_string());
    }
}

fn paint(color: bool, role: Role, text: &str) -> String {
    if !color {
        return text.to_owned();
    }
    let style = match role {
        Role::Heading => Style::new().bold(),
        Role::Alarm => Style::new().bold().fg_color(Some(AnsiColor::Red.into())),
        Role::Warning => Style::new().bold().fg_color(Some(AnsiColor::Yellow.into())),
        Role::Good => Style::new().fg_color(Some(AnsiColor::Green.into())),
    };
    format!("{style}{text}{style:#}")
}

/// Tells what happened. Where that cannot be written, nobody can be told so.
fn tell(text: &str) {
    let mut to = std::io::stderr();
    drop(to.write_all(text.as_bytes()).and_then(|()| to.flush()));
}
