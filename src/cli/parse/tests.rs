//! One command read alone and all of them read together say the same.

use std::ffi::OsString;

use clap::{CommandFactory as _, Parser as _};

use super::{alone, read};
use crate::cli::args::Cli;

fn said(read: Result<Cli, clap::Error>) -> String {
    match read {
        Ok(cli) => format!("{cli:?}"),
        Err(error) => error.render().ansi().to_string(),
    }
}

#[track_caller]
fn check(line: &str) {
    let words: Vec<OsString> =
        std::iter::once("breachbook").chain(line.split(' ')).map(OsString::from).collect();
    assert_eq!(said(read(&words)), said(Cli::try_parse_from(&words)), "{line}");
}

#[test]
fn what_is_understood_and_what_is_said_does_not_depend_on_the_way() {
    check("note text");
    check("--plain note text --at 02:58 --as jonas");
    check("--as run note text");
    check("note run");
    check("note --as");
    check("--version");
    check("-V");
    check("note --version");
    check("--help");
    check("-h");
    check("note --help");
    check("help note");
    check("help");
    check("evidence add --help");
    check("evidence");
    check("evidence ad");
    check("notes text");
    check("note");
    check("note text more");
    check("note text --lines --liens");
    check("--liens note text");
    check("note text --via pigeon");
    check("note -- --text");
    check("-i K7QD done contain/isolate");
    check("--incident=K7QD --json next");
    check("--color never list");
    check("--color red list");
    check("");
    check("--");
}

#[test]
fn every_command_can_be_built_alone() {
    for command in Cli::command().get_subcommands() {
        let built = alone(command.get_name()).map(|alone| arguments(&alone));
        assert_eq!(built, Some(arguments(command)), "{}", command.get_name());
    }
    assert!(alone("goon").is_none() && alone("go-").is_none() && alone("notes").is_none());
}

fn arguments(command: &clap::Command) -> String {
    let arguments: Vec<_> = command.get_arguments().map(|one| format!("{one:?}")).collect();
    let below: Vec<_> = command.get_subcommands().map(|one| one.get_name().to_owned()).collect();
    format!("{arguments:?} {below:?}")
}
