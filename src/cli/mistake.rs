//! Words that are no call. A reason that was left out is a refusal, not a matter of spelling; a sentence where a command should stand was
//! meant for the record. Everything else is said as clap says it.

use std::ffi::OsString;
use std::io::{BufRead as _, IsTerminal as _};
use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::args::Cli;
use super::failure::{Failure, Kind};
use super::parse;
use super::ui::Ui;
use crate::base::text::{scrub, shell_word};

/// What a mistake comes to.
pub(super) enum Outcome {
    /// The call that was meant, on the word of whoever typed it.
    Meant(Box<Cli>),
    /// The program ends.
    Ends(ExitCode),
}

/// Says what is wrong with a call, or asks what was meant.
pub(super) fn answer(error: &clap::Error, words: &[OsString]) -> Outcome {
    let words: Vec<String> = words.iter().map(|word| word.to_string_lossy().into_owned()).collect();
    let ui = Ui::bare();
    if lacks_only_reason(error) {
        return Outcome::Ends(ui.fail(&reasonless(&words)));
    }
    let Some(at) = sentence(error, &words) else { return Outcome::Ends(usage(error)) };
    let call = note_call(&words, at);
    if !(std::io::stdin().is_terminal() && std::io::stderr().is_terminal()) {
        return Outcome::Ends(ui.fail(&no_command(&call)));
    }
    ui.say(&format!(
        "no command, but words. Note it? {} [y/N]",
        scrub(call.last().map_or("", String::as_str))
    ));
    let mut said = String::new();
    let read = std::io::stdin().lock().read_line(&mut said);
    if read.is_err() || !matches!(said.trim().to_lowercase().as_str(), "y" | "yes") {
        return Outcome::Ends(ui.fail(&no_command(&call)));
    }
    let call: Vec<OsString> = call.into_iter().map(OsString::from).collect();
    match parse::read(&call) {
        Ok(cli) => Outcome::Meant(Box::new(cli)),
        Err(error) => Outcome::Ends(usage(&error)),
    }
}

/// Clap prints help and version to stdout with 0 and mistakes to stderr with 2; a closed pipe is nobody's mistake.
fn usage(error: &clap::Error) -> ExitCode {
    drop(error.print());
    if error.use_stderr() { ExitCode::from(Kind::Usage.code()) } else { ExitCode::SUCCESS }
}

/// Whether a reason is all that a call lacks.
fn lacks_only_reason(error: &clap::Error) -> bool {
    let lacks = match error.get(ContextKind::InvalidArg) {
        Some(ContextValue::Strings(lacks)) => lacks.as_slice(),
        _other => &[],
    };
    error.kind() == ErrorKind::MissingRequiredArgument
        && !lacks.is_empty()
        && lacks.iter().all(|lack| lack.starts_with("--why "))
}

/// The refusal for want of a reason, with the call that would do.
fn reasonless(words: &[String]) -> Failure {
    let call = words.iter().skip(1).map(|word| shell_word(word)).collect::<Vec<_>>().join(" ");
    Failure::new(Kind::Refused, "this needs a reason; nothing was recorded").hint(format!(
        "breachbook {} --why \"...\"    in your own words, for whoever reads the record later",
        scrub(&call)
    ))
}

/// Where in a call a sentence stands that is no part of a command: at least two words.
fn sentence(error: &clap::Error, words: &[String]) -> Option<usize> {
    let kind = if error.kind() == ErrorKind::InvalidSubcommand {
        ContextKind::InvalidSubcommand
    } else {
        ContextKind::InvalidArg
    };
    let known = [ErrorKind::InvalidSubcommand, ErrorKind::UnknownArgument].contains(&error.kind());
    let Some(ContextValue::String(word)) = error.get(kind) else { return None };
    let at = words.iter().skip(1).position(|typed| typed == word)? + 1;
    let several = text_from(words, at).split_whitespace().nth(1).is_some();
    (known && !word.starts_with('-') && several).then_some(at)
}

/// The words from one on, up to the next option.
fn text_from(words: &[String], at: usize) -> String {
    let text = words.iter().skip(at).take_while(|word| !word.starts_with("--"));
    text.cloned().collect::<Vec<_>>().join(" ")
}

/// The call that notes the words; options stay.
fn note_call(words: &[String], at: usize) -> Vec<String> {
    let text = text_from(words, at);
    let after = words.iter().skip(at).skip_while(|word| !word.starts_with("--"));
    let named =
        words.iter().take(at).skip(1).position(|word| super::command::is_command(word)).map(|at| at + 1);
    let before = words.iter().take(at).enumerate().filter(|(n, _)| Some(*n) != named).map(|(_, word)| word);
    let mut call: Vec<String> = before.chain(after).cloned().collect();
    call.extend(["note".to_owned(), "--".to_owned(), text]);
    call
}

fn no_command(call: &[String]) -> Failure {
    let call = call.iter().skip(1).filter(|word| *word != "--").map(|word| shell_word(word));
    Failure::usage("these words are no command; nothing was recorded")
        .hint(format!("breachbook {}    writes them down", scrub(&call.collect::<Vec<_>>().join(" "))))
        .hint("breachbook --help    lists the commands")
}
