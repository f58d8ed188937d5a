//! `star`: marks an entry for the key timeline.

use std::process::ExitCode;

use crate::app::keeping;
use crate::app::naming;
use crate::cli::context::Context;
use crate::cli::failure::Failure;

/// Arguments.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  breachbook star 41")]
pub(crate) struct Args {
    /// The number of the entry.
    entry: String,
    /// Take the mark away.
    #[arg(long)]
    off: bool,
}

/// Runs it.
pub(crate) fn run(args: &Args, context: &Context) -> Result<ExitCode, Failure> {
    let mut store = context.store(false)?;
    let mut session = context.session(&mut store)?;
    let entries = keeping::star(&mut session, naming::entry(&args.entry)?, !args.off)?;
    context.acknowledge(&session, &entries);
    Ok(ExitCode::SUCCESS)
}
