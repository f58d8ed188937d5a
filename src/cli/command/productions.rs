//! `productions`: who was given what, and what became of it since.

use std::process::ExitCode;

use crate::app::handed_out::given_away;
use crate::base::text::scrub;
use crate::base::time::Zone;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::json;
use crate::report::moment;
use crate::report::productions::ProductionLine;

/// Arguments.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  breachbook productions --json")]
pub(crate) struct Args {}

/// Runs it.
pub(crate) fn run(_args: &Args, context: &Context) -> Result<ExitCode, Failure> {
    let mut store = context.store(false)?;
    let session = context.session_past(&mut store)?;
    let rows = given_away(&session);
    if context.ui.json {
        json::print(&context.ui, "productions", &rows)?;
        return Ok(ExitCode::SUCCESS);
    }
    if rows.is_empty() {
        context.ui.say("nothing was given away; `--to WHOM` records it");
    }
    for line in rows.iter().flat_map(|row| lines(row, session.zone())) {
        context.ui.line(&scrub(&line));
    }
    Ok(ExitCode::SUCCESS)
}

fn lines(row: &ProductionLine, zone: Zone) -> Vec<String> {
    let when = moment::moment(row.recorded, zone);
    let mut lines = vec![
        format!(
            "{} {when}: {} as {}, {} edition, to {}",
            row.entry, row.what, row.format, row.edition, row.to
        ),
        format!("  sha256 {}", row.sha256),
        format!("  made from {} {}", row.size, row.head),
    ];
    lines.extend(row.since.iter().map(|since| {
        format!(
            "  since then {} {} in {} {}: {}",
            since.of,
            since.what,
            since.entry,
            moment::moment(since.recorded, zone),
            since.text
        )
    }));
    lines
}
