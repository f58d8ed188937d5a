//! `deadlines`: the board of duties, and the calculator on its own.

mod due;

use std::process::ExitCode;

use crate::app::standing;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::json;
use crate::report::status::screen::{Sheet, duty_board};

/// Arguments.
#[derive(Debug, clap::Args)]
#[command(
    args_conflicts_with_subcommands = true,
    after_help = "Examples:\n  breachbook deadlines --json\n  breachbook deadlines due --regime gdpr-33-1 --stage notify --from \"2026-11-18 10:20\" --zone Europe/Berlin"
)]
pub(crate) struct Args {
    #[command(subcommand)]
    act: Option<Act>,
}

#[derive(Debug, clap::Subcommand)]
enum Act {
    /// Count one deadline from a moment; needs no incident.
    Due(due::Args),
}

/// Runs it.
pub(crate) fn run(args: &Args, context: &Context) -> Result<ExitCode, Failure> {
    match &args.act {
        Some(Act::Due(args)) => due::run(args, context),
        None => board(context),
    }
}

/// Shows the board of duties.
fn board(context: &Context) -> Result<ExitCode, Failure> {
    let mut store = context.store(false)?;
    let session = context.session(&mut store)?;
    let duties = standing::duties(&session);
    if context.ui.json {
        json::print(&context.ui, "duties", &duties)?;
        return Ok(ExitCode::SUCCESS);
    }
    if duties.is_empty() {
        context.ui.line("no duty in scope: no personal data is involved");
    }
    let lines = duty_board(&duties, Sheet::new(context.ui.columns(), session.zone()));
    super::status::print(&context.ui, &lines);
    Ok(ExitCode::SUCCESS)
}
