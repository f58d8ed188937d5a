//! `redact`: takes words out that must not stay. The entry keeps its line, its time and its place, and says that words were erased.

use std::process::ExitCode;

use crate::app::erasure;
use crate::app::naming;
use crate::base::text::count;
use crate::cli::context::Context;
use crate::cli::failure::Failure;

/// Arguments.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  breachbook redact 41 --why \"a card number was pasted\" --on-word-of \"Dora\""
)]
pub(crate) struct Args {
    /// The number of the entry.
    entry: String,
    /// Why.
    #[arg(long)]
    why: String,
    /// Who said that it may go.
    #[arg(long, value_name = "NAME")]
    on_word_of: Option<String>,
}

/// Runs it.
pub(crate) fn run(args: &Args, context: &Context) -> Result<ExitCode, Failure> {
    let mut store = context.store(false)?;
    let mut session = context.session_past(&mut store)?;
    let seq = naming::entry(&args.entry)?;
    let done = erasure::redact(&mut session, seq, &args.why, args.on_word_of.as_deref())?;
    context.acknowledge_last(&session, &done.entries);
    context.ui.say(&format!(
        "{} of {seq} erased; its line stays and the record stays whole",
        count(done.passages.len(), "text")
    ));
    context.out_of_reach(session.uid(), &done.passages, &done.reach);
    Ok(ExitCode::SUCCESS)
}
