//! Words that are no call. A reason that was left out is a refusal, not a matter of spelling; a sentence where a command should stand was
//! meant for the record. Everything else is said as clap says it.

use std::ffi::OsString;
use std::io::BufRead as _;
use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::args::Cli;
use super::command::run::at_a_terminal;
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
    let (at, call) = match slip(error, &words) {
        Slip::Call => return Outcome::Ends(usage(error)),
        Slip::Unquoted => {
            let ended = usage(error);
            ui.say("  hint: a text of several words stands in quotes");
            return Outcome::Ends(ended);
        }
        Slip::Sentence(at) => (at, note_call(&words, at)),
    };
    if let Some(meant) = meant(error, &words, at) {
        return Outcome::Ends(ui.fail(&misspelt(&meant, &call)));
    }
    if !at_a_terminal() {
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

/// What kind of mistake it is.
enum Slip {
    /// A call with something wrong in it.
    Call,
    /// A text that lacks its quotes.
    Unquoted,
    /// A sentence of at least two words where a command should stand, from this word on.
    Sentence(usize),
}

fn slip(error: &clap::Error, words: &[String]) -> Slip {
    let is_subcommand = error.kind() == ErrorKind::InvalidSubcommand;
    if !is_subcommand && error.kind() != ErrorKind::UnknownArgument {
        return Slip::Call;
    }
    let kind = if is_subcommand { ContextKind::InvalidSubcommand } else { ContextKind::InvalidArg };
    let Some(ContextValue::String(word)) = error.get(kind) else { return Slip::Call };
    let Some(at) = words.iter().skip(1).position(|typed| typed == word).map(|at| at + 1) else {
        return Slip::Call;
    };
    let several = |at| text_from(words, at).split_whitespace().nth(1).is_some();
    let named = command_in(words, at);
    match named.and_then(|named| Some((named, words.get(named)?.as_str()))) {
        _option if word.starts_with('-') => Slip::Call,
        Some((named, "note")) => Slip::Sentence(named + 1),
        Some((named, _)) if at > named + 1 => Slip::Unquoted,
        Some(_) if is_subcommand || !several(at) => Slip::Call,
        None if !several(at) => Slip::Call,
        Some(_) | None => Slip::Sentence(at),
    }
}

/// The command in front of a word.
fn command_in(words: &[String], at: usize) -> Option<usize> {
    words.iter().take(at).skip(1).position(|word| super::command::is_command(word)).map(|at| at + 1)
}

/// The call that was meant, where the first word is near to a command.
fn meant(error: &clap::Error, words: &[String], at: usize) -> Option<String> {
    let near = match error.get(ContextKind::SuggestedSubcommand) {
        Some(ContextValue::Strings(near)) => near.first()?,
        Some(ContextValue::String(near)) => near,
        Some(_) | None => return None,
    };
    // A word of everyday speech is soon near to some command.
    let typed = words.get(at)?;
    let slips = strsim::damerau_levenshtein(typed, near);
    if slips > 1 + typed.chars().count() / 8 {
        return None;
    }
    let call = words.iter().enumerate().skip(1).map(|(n, word)| if n == at { near } else { word });
    Some(call.map(|word| shell_word(word)).collect::<Vec<_>>().join(" "))
}

fn misspelt(meant: &str, call: &[String]) -> Failure {
    let mut failure = no_command(call);
    failure.hints.insert(0, format!("did you mean `breachbook {}`?", scrub(meant)));
    failure
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
    let named = command_in(words, at);
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
