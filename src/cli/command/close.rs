//! `close` and `reopen-incident`. A closed incident still takes notes, evidence and notices.

use std::process::ExitCode;

use crate::app::app_error::AppError;
use crate::app::duties::duties;
use crate::app::session::Session;
use crate::base::text::listing;
use crate::cli::context::Context;
use crate::cli::failure::{Failure, Kind};
use crate::incident::command::Command;
use crate::incident::event::Event;
use crate::incident::event::lifecycle::IncidentReopened;
use crate::incident::event::proof::Occasion;
use crate::incident::refusal::Refusal;
use crate::report::status::duty::DutyLine;

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
    let running = running(&session);
    if args.why.is_none() && !running.is_empty() {
        let mut failure =
            Failure::new(Kind::Refused, "legal deadlines still run; say why it is closed all the same");
        failure = failure.hint(running.join("\n        "));
        return Err(failure.hint("breachbook sent .. | duty waive .. --why W | close --why W"));
    }
    let mut wording = session.wording();
    let why = wording.say_some(args.why.as_deref())?;
    let entries = session.act(Command::Close { why }, wording)?;
    context.acknowledge(&session, &entries);
    for line in running {
        context.ui.warn(&format!("closed while it runs: {line}"));
    }
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

/// Deadlines that run, or have passed, without a notice and without a decision.
fn running(session: &Session<'_>) -> Vec<String> {
    let duties = duties(session);
    let counts = |line: &&DutyLine| line.alarm.is_some() && line.met.is_none();
    duties.shown().filter(counts).map(|line| line.text(session.zone())).collect()
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
