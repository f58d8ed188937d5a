//! `redact`: takes words out that must not stay. The entry keeps its line, its time and its place, and says that words were erased.

use std::process::ExitCode;

use crate::app::keeping::{self, Redaction};
use crate::app::naming;
use crate::base::text::{count, listing, scrub};
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
    let mut session = context.session(&mut store)?;
    let seq = naming::entry(&args.entry)?;
    let done = keeping::redact(&mut session, seq, &args.why, args.on_word_of.as_deref())?;
    context.acknowledge_last(&session, &done.entries);
    context.ui.say(&format!(
        "{} of {seq} erased; its line stays and the record stays whole",
        count(done.passages, "text")
    ));
    out_of_reach(&done, context);
    Ok(ExitCode::SUCCESS)
}

/// Which copies still have the words: saying less would be a false promise.
fn out_of_reach(done: &Redaction, context: &Context) {
    let ui = &context.ui;
    ui.say("not reached: backups, mirrors and exports made before, evidence files, and what people copied");
    if let Some(mirror) = &context.global.mirror {
        ui.say(&format!("  the mirror {} still holds them", scrub(&mirror.display().to_string())));
    }
    if !done.productions.is_empty() {
        let given: Vec<String> = done.productions.iter().map(|(seq, to)| format!("{to} ({seq})")).collect();
        ui.say(&format!("  papers were given to {}", scrub(&listing(&given, "and"))));
    }
    if !done.corrections.is_empty() {
        let seqs: Vec<String> = done.corrections.iter().map(ToString::to_string).collect();
        ui.say(&format!("  {} corrects it in words of its own", listing(&seqs, "and")));
    }
    if done.moved {
        ui.say("  the note was moved: its copy in the other incident stays");
    }
    if done.traces {
        ui.warn("another program has the record open, so traces may lie in unused bytes of the file; close it and redact any other entry, or make a backup and restore it");
    }
}
