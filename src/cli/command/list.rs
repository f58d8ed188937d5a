//! `list` and `use`: which incidents there are, and which one this terminal works on.

use std::process::ExitCode;

use clap_complete::engine::ArgValueCompleter;

use crate::app::choice;
use crate::cli::complete;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::json;
use crate::store::Store;
use crate::store::read::IncidentRow;

/// Arguments of `list`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: breachbook list --json")]
pub(crate) struct List {}

/// Arguments of `use`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: breachbook use kestrel")]
pub(crate) struct Use {
    /// Id, its last part, or codename.
    #[arg(value_name = "INCIDENT", add = ArgValueCompleter::new(complete::incidents))]
    name: String,
}

#[derive(serde::Serialize)]
struct Row<'r> {
    incident: &'r str,
    codename: &'r str,
    mode: &'static str,
    status: &'static str,
    zone: &'r str,
    opened: String,
    closed: Option<String>,
    current: bool,
    /// The edition of the bundle that it came in as.
    imported: Option<&'r str>,
}

/// Lists all incidents.
pub(crate) fn list(_args: &List, context: &Context) -> Result<ExitCode, Failure> {
    let store = context.store(false)?;
    let incidents = store.incidents()?;
    let chosen = context.chosen(&store).ok();
    let rows: Vec<Row<'_>> = incidents
        .iter()
        .map(|incident| {
            row(&store, incident, chosen.as_ref().is_some_and(|chosen| chosen.uid == incident.uid))
        })
        .collect();
    if context.ui.json {
        json::print(&context.ui, "incidents", &rows)?;
        return Ok(ExitCode::SUCCESS);
    }
    for (row, incident) in rows.iter().zip(&incidents) {
        let zone = incident.zone.parse().unwrap_or(crate::base::time::Zone::UTC);
        let opened = incident.opened.in_zone(zone).format("%a %-d %b %Y %H:%M");
        let status = if row.status == "over" { "ended" } else { row.status };
        let mark = if row.current { "*" } else { " " };
        let codename = row.codename.to_uppercase();
        let imported = row
            .imported
            .map(|edition| format!("  imported, {edition} edition, only read"))
            .unwrap_or_default();
        context.ui.line(&format!(
            "{mark} {} {codename:<12} {:<8} {status:<6} opened {opened} {}{imported}",
            row.incident, row.mode, row.zone
        ));
    }
    Ok(ExitCode::SUCCESS)
}

fn row<'r>(store: &Store, incident: &'r IncidentRow, current: bool) -> Row<'r> {
    Row {
        incident: &incident.id,
        codename: &incident.codename,
        mode: incident.mode.word(),
        status: status_of(store, incident),
        zone: &incident.zone,
        opened: incident.opened.to_seconds_text(),
        closed: incident.closed.map(crate::base::time::Timestamp::to_seconds_text),
        current,
        imported: incident.imported.as_ref().map(|how| how.edition.as_str()),
    }
}

/// Makes an incident the one of this terminal.
pub(crate) fn use_incident(args: &Use, context: &Context) -> Result<ExitCode, Failure> {
    let store = context.store(false)?;
    let incidents = store.incidents()?;
    let row = choice::find(&incidents, &args.name)?;
    context.remember(&row.id)?;
    context.ui.line(&format!("{} {}", row.codename.to_uppercase(), row.id));
    Ok(ExitCode::SUCCESS)
}

/// Whether an incident is `open`, `closed`, or an exercise that is `over`. What is wrong with a record is for `verify` to say.
pub(super) fn status_of(store: &Store, row: &IncidentRow) -> &'static str {
    match row.closed {
        Some(_) => "closed",
        None if store.is_played_out(row).unwrap_or(false) => "over",
        None => "open",
    }
}
