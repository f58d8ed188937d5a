//! `scribe`: every line is an entry.

use std::process::ExitCode;

use super::run::prompter;
use crate::app::app_error::AppError;
use crate::app::pen::Pen;
use crate::app::scribe::{self, What};
use crate::base::text::scrub;
use crate::cli::context::Context;
use crate::cli::failure::{Failure, Kind};
use crate::host::prompter::{Ask, PromptError};
use crate::incident::event::note::Marker;
use crate::record::entry::Entry;

/// Arguments.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example: @jonas 02:58 egress stopped\n         !isolate the replica\n         ?who owns the backup key\n         >ceo informed, next update 04:00"
)]
pub(crate) struct Args {}

/// Runs it.
pub(crate) fn run(_args: &Args, context: &Context) -> Result<ExitCode, Failure> {
    let mut store = context.store(false)?;
    let mut pen = context.pen(&mut store)?;
    pen.may_write()?;
    let mut prompter = prompter(context)?;
    prompter
        .say("Every line is an entry: @who 02:58 what · ! decision · ? question · >who told · Ctrl-C ends");
    let mut ask = Ask { prompt: String::from(">"), ..Ask::default() };
    let mut refused = String::new();
    loop {
        let typed = match prompter.line(&ask) {
            Ok(typed) => typed,
            Err(PromptError::Paused) => return Ok(ExitCode::SUCCESS),
            Err(PromptError::Terminal(why)) => {
                return Err(Failure::new(Kind::Environment, format!("the terminal failed: {why}")));
            }
        };
        // The next line is not mixed with one that was refused: that comes back when nothing else was typed.
        ask.initial = String::new();
        if typed.is_empty() {
            ask.initial = std::mem::take(&mut refused);
            continue;
        }
        match one(&mut pen, &typed) {
            Ok(echo) => {
                prompter.say(&echo);
                for caught in pen.take_caught() {
                    prompter.say(&caught.text());
                }
            }
            Err(error) => {
                for line in not_recorded(error) {
                    prompter.say(&line);
                }
                refused = typed;
            }
        }
    }
}

/// What was wrong with a line, and what to do at this prompt.
fn not_recorded(error: AppError) -> Vec<String> {
    let is_like = matches!(error, AppError::SimilarPerson { .. });
    let failure = Failure::from(error);
    // No option can be added to a line.
    let hints = if is_like {
        vec!["the name as it is on the roster, or @!name for somebody else".to_owned()]
    } else {
        failure.hints
    };
    let again = "Enter on an empty line brings it back".to_owned();
    let first = std::iter::once(format!("NOT RECORDED: {}", failure.message));
    first.chain(hints.iter().chain([&again]).map(|hint| format!("  {hint}"))).collect()
}

/// Writes one line and says how it was understood.
pub(crate) fn one(pen: &mut Pen<'_>, typed: &str) -> Result<String, AppError> {
    let line = scribe::read(typed, pen.now(), pen.zone());
    if line.text.is_empty() && !matches!(line.what, What::Told(_)) {
        return Err(AppError::Input("the line has no text".to_owned()));
    }
    let entries = scribe::write(pen, &line)?;
    Ok(echo(pen, &line, &entries))
}

fn echo(pen: &Pen<'_>, line: &scribe::Line, entries: &[Entry]) -> String {
    let own = entries.iter().rev().find(|entry| {
        use crate::incident::event::Event;
        matches!(entry.draft.event, Event::NoteTaken(_) | Event::Told(_))
    });
    let number = own.map(|entry| entry.seq.to_string()).unwrap_or_default();
    let at = own.map(|entry| {
        let [at, now] = [entry.happened(), pen.now()].map(|at| at.in_zone(pen.zone()));
        // A time of day that lies ahead was taken as yesterday's: whoever typed it must see that.
        let day = if at.date_naive() == now.date_naive() { "" } else { "%a %-d %b " };
        at.format(&format!("{day}%H:%M")).to_string()
    });
    let at = at.unwrap_or_default();
    let what = match &line.what {
        What::Note(Marker::Note) => String::new(),
        What::Note(Marker::Decision) => " decision".to_owned(),
        What::Note(Marker::Question) => " question".to_owned(),
        What::Told(who) => format!(" told {}", scrub(who)),
    };
    let by = own.map(Entry::by).filter(|_| line.who.is_some()).map(|by| format!(" {}", scrub(&pen.name(by))));
    let doubt =
        line.doubt.as_ref().map(|word| format!(" ({} is no time of the past; taken as text)", scrub(word)));
    format!("{number} {at}{}{what}{}", by.unwrap_or_default(), doubt.unwrap_or_default())
}
