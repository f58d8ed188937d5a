//! All commands: one file each, with its arguments and its way from arguments to output. The work itself is done in `app`.

mod note;
pub(crate) mod run;
mod scribe;
mod start;

use std::process::ExitCode;

use clap::Subcommand;

use super::context::Context;
use super::failure::Failure;

/// A command.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Open an incident on a playbook and run it.
    Start(start::Args),
    /// Guided response: the board of open steps, one step at a time.
    Run(run::Args),
    /// Every line is an entry: who, when, what.
    Scribe(scribe::Args),
    /// Write one line into the record.
    Note(note::Args),
}

/// Runs a command.
pub(crate) fn run(command: Option<Command>, context: &mut Context) -> Result<ExitCode, Failure> {
    match command {
        None => bare(context),
        Some(Command::Start(args)) => start::run(&args, context),
        Some(Command::Run(args)) => run::run(&args, context),
        Some(Command::Scribe(args)) => scribe::run(&args, context),
        Some(Command::Note(args)) => note::run(&args, context),
    }
}

/// Resumes the open incident, or asks what happened.
fn bare(context: &Context) -> Result<ExitCode, Failure> {
    let open = match context.store(false) {
        Ok(store) => context.chosen(&store).is_ok(),
        Err(failure) if failure.kind == super::failure::Kind::Usage => false,
        Err(failure) => return Err(failure),
    };
    if open { run::run(&run::Args::default(), context) } else { start::run(&start::Args::default(), context) }
}
