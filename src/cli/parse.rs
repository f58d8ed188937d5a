//! Reading the arguments. Building the tree of all commands takes longer than writing a note: the command that is named is built alone
//! first. Must not say anything of its own: help and mistakes come from the whole tree.

use std::ffi::OsString;

use clap::error::ErrorKind;
use clap::{Args as _, FromArgMatches as _, Parser as _};

use super::args::{Cli, Global};
use super::command::alone;

/// Reads the words of a call, the program's own name first.
pub(super) fn read(words: &[OsString]) -> Result<Cli, clap::Error> {
    match named_alone(words).try_get_matches_from(words) {
        // What one command understands, all of them understand in the same way: what differs is only what they say about mistakes.
        Ok(matches) => Cli::from_arg_matches(&matches).or_else(|_mistake| Cli::try_parse_from(words)),
        Err(error) if error.kind() == ErrorKind::DisplayVersion => Err(error),
        Err(_mistake) => Cli::try_parse_from(words),
    }
}

/// The global options with the first command that is named, if one is. It may be the value of an option: then the parse fails, and the
/// whole tree decides.
pub(super) fn named_alone(words: &[OsString]) -> clap::Command {
    let named = words.iter().skip(1).find_map(|word| alone(word.to_str()?));
    let root = clap::Command::new("breachbook").version(env!("CARGO_PKG_VERSION"));
    Global::augment_args(root).subcommands(named)
}

#[cfg(test)]
mod tests;
