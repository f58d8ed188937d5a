//! `deadlines`: the board of duties, and the calculator on its own.

mod due;

use std::process::ExitCode;

use crate::app::duties;
use crate::base::text::count;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::json;
use crate::report::status::duty::DutyLine;
use crate::report::status::screen::{Sheet, duty_board};

/// Arguments.
#[derive(Debug, clap::Args)]
#[command(
    args_conflicts_with_subcommands = true,
    after_help = "Examples:\n  breachbook deadlines --json\n  breachbook deadlines due --regime gdpr-33-1 --stage notify --from \"2026-11-18 10:20\" --zone Europe/Berlin"
)]
pub(crate) struct Args {
    /// What has not started and what only may apply, too.
    #[arg(long)]
    all: bool,
    #[command(subcommand)]
    act: Option<Act>,
}

#[derive(Debug, clap::Subcommand)]
enum Act {
    /// Count one deadline from a moment; needs no incident.
    Due(due::Args),
}

/// The board as JSON.
#[derive(Debug, serde::Serialize)]
struct Board<'a> {
    scope_known: bool,
    duties: &'a [DutyLine],
    folded: usize,
}

/// Runs it.
pub(crate) fn run(args: &Args, context: &Context) -> Result<ExitCode, Failure> {
    match &args.act {
        Some(Act::Due(args)) => due::run(args, context),
        None => board(args.all, context),
    }
}

/// Shows the board of duties.
fn board(all: bool, context: &Context) -> Result<ExitCode, Failure> {
    let mut store = context.store(false)?;
    let session = context.session(&mut store)?;
    let duties = duties::duties(&session);
    let lines: Vec<DutyLine> = duties.lines.iter().filter(|line| all || !line.folded).cloned().collect();
    let folded = duties.lines.len() - lines.len();
    if context.ui.json {
        json::print_object(&context.ui, &Board { scope_known: duties.scope_known, duties: &lines, folded })?;
        return Ok(ExitCode::SUCCESS);
    }
    if lines.is_empty() {
        context.ui.line("no duty has started, of those that apply when no personal data is involved");
    }
    let board = duty_board(&lines, duties.scope_known, Sheet::new(context.ui.columns(), session.zone()));
    super::status::print(&context.ui, &board);
    if !duties.scope_known {
        context.ui.line("only GDPR considered: the profile of this incident does not say which laws apply");
    }
    if folded > 0 {
        let perhaps = duties.lines.iter().filter(|line| line.folded && line.scope == "perhaps").count();
        let rest = count(folded - perhaps, "stage");
        context.ui.line(&format!(
            "folded: {rest} not started, {perhaps} of laws that may apply; breachbook deadlines --all"
        ));
    }
    Ok(ExitCode::SUCCESS)
}
