//! `close` and `reopen-incident`. A closed incident still takes notes, evidence and notices.

use std::process::ExitCode;

use crate::app::app_error::AppError;
use crate::base::text::listing;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::incident::command::Command;
use crate::incident::event::Event;
use crate::incident::event::lifecycle::IncidentReopened;
use crate::incident::event::proof::Occasion;
use crate::incident::refusal::Refusal;

/// Arguments of `close`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  breachbook close --why \"the remaining track is handled in the change process\""
)]
pub(crate) struct CloseArgs {
    /// Why; needed while something is open.
    #[arg(long)]
    why: Option<String>,
}

/// Arguments of `reopen-incident`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  breachbook reopen-incident -i kestrel --why \"the same key was used again\""
)]
pub(crate) struct ReopenArgs {
    /// Why.
    #[arg(long)]
    why: String,
}

/// Closes the incident; says what is left open.
#[expect(clippy::wildcard_enum_match_arm, reason = "the other kinds have nothing to say here")]
pub(crate) fn close(args: &CloseArgs, context: &Context) -> Result<ExitCode, Failure> {
    let mut store = context.store(false)?;
    let mut session = context.session(&mut store)?;
    let mut wording = session.wording();
    let why = wording.say_some(args.why.as_deref())?;
    let entries = session.act(Command::Close { why }, wording)?;
    context.acknowledge(&session, &entries);
    let closed = entries.iter().find_map(|entry| match &entry.draft.event {
        Event::IncidentClosed(body) => Some(body),
        _other => None,
    });
    if let Some(body) = closed {
        let unknown: Vec<String> = body.unknown.iter().map(ToString::to_string).collect();
        left("not known at the end", &unknown, context);
        let open: Vec<String> = body.open.iter().map(ToString::to_string).collect();
        left("open or to be looked at again at the end", &open, context);
    }
    let head = context.checkpoint_after(&mut session, Occasion::Close);
    context.ui.say(&format!("closed; the record stands at {head}"));
    Ok(ExitCode::SUCCESS)
}

fn left(what: &str, ids: &[String], context: &Context) {
    if !ids.is_empty() {
        context.detail(&format!("  {what}: {}", listing(ids, "and")));
    }
}

/// Opens a closed incident again.
pub(crate) fn reopen(args: &ReopenArgs, context: &Context) -> Result<ExitCode, Failure> {
    let mut store = context.store(false)?;
    let mut session = context.session(&mut store)?;
    let mut wording = session.wording();
    let why = wording.say(&args.why)?;
    let entries = session.act_with(wording, |state| {
        let closed =
            state.closed().ok_or(AppError::Refused(Refusal::Pointless("the incident is not closed")))?;
        Ok(vec![Command::Write(Box::new(IncidentReopened { why, closed }.into()))])
    })?;
    context.acknowledge(&session, &entries);
    Ok(ExitCode::SUCCESS)
}
