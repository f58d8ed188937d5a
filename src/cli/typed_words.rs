//! The words of people in the arguments of a call, so that a call that could not write hands them back. Must not judge the arguments.

use std::ffi::OsString;

use clap::ArgMatches;
use clap::parser::ValueSource;

use super::parse::named_alone;

/// Arguments that hold words, by their names.
const WORDS: [&str; 6] = ["why", "note", "triage", "basis", "text", "right"];

/// What a person said in a call, in the order of the arguments; ids and file names are no words.
pub(super) fn typed_words(words: &[OsString]) -> Vec<String> {
    let named = named_alone(words);
    let Ok(mut matches) = named.clone().try_get_matches_from(words) else { return Vec::new() };
    let mut command = named;
    while let Some((name, inner)) = matches.remove_subcommand() {
        let Some(found) = command.find_subcommand(&name).cloned() else { break };
        (command, matches) = (found, inner);
    }
    command.get_arguments().flat_map(|argument| said(argument, &matches)).collect()
}

fn said(argument: &clap::Arg, matches: &ArgMatches) -> Vec<String> {
    let id = argument.get_id().as_str();
    if matches.value_source(id) != Some(ValueSource::CommandLine) {
        return Vec::new();
    }
    let values = matches.get_raw(id).into_iter().flatten();
    let values = values.map(|value| value.to_string_lossy().into_owned());
    let is_sentence = |value: &String| argument.is_positional() && value.contains(' ');
    values.filter(|value| WORDS.contains(&id) || is_sentence(value)).collect()
}

#[cfg(test)]
mod tests;
