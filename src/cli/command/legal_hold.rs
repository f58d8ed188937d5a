//! `hold`: while a legal hold stands, nothing is erased.

use std::process::ExitCode;

use serde::Serialize;

use crate::app::hold::{self, Standing};
use crate::base::text::scrub;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::json;
use crate::report::moment;

/// Arguments.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: breachbook hold show")]
pub(crate) struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Nothing may be erased from now on.
    #[command(
        after_help = "Example: breachbook hold set --why \"claim announced\" --on-word-of \"Nora Brandt\""
    )]
    Set(Why),
    /// The hold has ended.
    #[command(after_help = "Example: breachbook hold lift --why \"settled\" --on-word-of \"Nora Brandt\"")]
    Lift(Why),
    /// Whether one stands, since when and why.
    #[command(after_help = "Example: breachbook hold show --json")]
    Show,
}

#[derive(Debug, clap::Args)]
struct Why {
    /// Why.
    #[arg(long)]
    why: String,
    /// Who said so.
    #[arg(long, value_name = "NAME")]
    on_word_of: Option<String>,
}

#[derive(Debug, Serialize)]
struct Shown {
    held: bool,
    entry: Option<u64>,
    since: Option<String>,
    by: Option<String>,
    on_word_of: Option<String>,
    why: Option<String>,
}

/// Runs it.
pub(crate) fn run(args: &Args, context: &Context) -> Result<ExitCode, Failure> {
    let mut store = context.store(false)?;
    let mut session = context.session(&mut store)?;
    let (on, said) = match &args.what {
        What::Set(said) => (true, said),
        What::Lift(said) => (false, said),
        What::Show => return show(hold::standing(&session).as_ref(), session.zone(), context),
    };
    let entries = hold::put(&mut session, on, (&said.why, said.on_word_of.as_deref()))?;
    context.acknowledge_last(&session, &entries);
    context.ui.say(if on {
        "nothing is erased while the hold stands: neither by `redact` nor when a retention period ends"
    } else {
        "the hold has ended; `breachbook retention` shows what is due"
    });
    Ok(ExitCode::SUCCESS)
}

fn show(
    standing: Option<&Standing>,
    zone: crate::base::time::Zone,
    context: &Context,
) -> Result<ExitCode, Failure> {
    if context.ui.json {
        let shown = Shown {
            held: standing.is_some(),
            entry: standing.map(|hold| hold.entry.0),
            since: standing.map(|hold| hold.since.to_string()),
            by: standing.map(|hold| hold.by.clone()),
            on_word_of: standing.and_then(|hold| hold.on_word_of.clone()),
            why: standing.map(|hold| hold.why.clone()),
        };
        json::print(&context.ui, "hold", &shown)?;
        return Ok(ExitCode::SUCCESS);
    }
    let Some(hold) = standing else {
        context.ui.line("no legal hold stands");
        return Ok(ExitCode::SUCCESS);
    };
    let word = hold.on_word_of.as_ref().map(|name| format!(", on the word of {name}")).unwrap_or_default();
    let since = moment::moment(hold.since, zone);
    context.ui.line(&scrub(&format!(
        "legal hold since {since} ({}), set by {}{word}: {}",
        hold.entry, hold.by, hold.why
    )));
    Ok(ExitCode::SUCCESS)
}
