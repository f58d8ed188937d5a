//! `find`: entries whose words hold a text.

use std::process::ExitCode;

use serde::Serialize;

use crate::app::paper::Reading;
use crate::base::id::Seq;
use crate::base::text::{count, scrub};
use crate::base::time::Timestamp;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::json;
use crate::record::entry::{Entry, passages_of};
use crate::report::describe::describe;
use crate::report::describe::scene::Scene;
use crate::report::edition::Edition;
use crate::report::moment;

/// Arguments.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  breachbook find web-02")]
pub(crate) struct Args {
    /// The text; capital letters make no difference.
    #[arg(required = true)]
    text: Vec<String>,
}

#[derive(Debug, Serialize)]
struct Row {
    seq: Seq,
    recorded: Timestamp,
    happened: Timestamp,
    by: String,
    kind: &'static str,
    text: String,
}

/// Runs it.
pub(crate) fn run(args: &Args, context: &Context) -> Result<ExitCode, Failure> {
    let mut store = context.store(false)?;
    let session = context.session_past(&mut store)?;
    let reading = Reading::of(&session);
    let wanted = args.text.join(" ").to_lowercase();
    let (rows, withheld) = reading.with_scene(Edition::team(), |scene| {
        let rows: Vec<Row> =
            reading.entries().iter().filter_map(|entry| row(entry, scene, &wanted)).collect();
        (rows, scene.words.withheld())
    });
    if context.ui.json {
        json::print(&context.ui, "entries", &rows)?;
        return Ok(ExitCode::SUCCESS);
    }
    for row in &rows {
        let when = moment::moment(row.happened, session.zone());
        context.ui.line(&scrub(&format!("{} {when} {}: {}", row.seq, row.by, row.text)));
    }
    let withheld: Vec<String> =
        withheld.iter().map(|held| format!("{} {}", count(held.count, "text"), held.code)).collect();
    let not_searched =
        if withheld.is_empty() { String::new() } else { format!("; not searched: {}", withheld.join(", ")) };
    context.ui.say(&format!("{} found{not_searched}", count(rows.len(), "entry")));
    Ok(ExitCode::SUCCESS)
}

/// Words that the team edition withholds are not searched: a hit would tell what is in them.
fn row(entry: &Entry, scene: &Scene<'_>, wanted: &str) -> Option<Row> {
    let holds = |text: &str| text.to_lowercase().contains(wanted);
    let sentence = describe(entry, scene).text();
    let mut words =
        passages_of(&entry.draft.event).into_iter().filter_map(|(_, id)| scene.words.text(id).ok());
    if !holds(&sentence) && !words.any(|text| holds(&text)) {
        return None;
    }
    Some(Row {
        seq: entry.seq,
        recorded: entry.stamp.t,
        happened: entry.happened(),
        by: scene.person(entry.by()),
        kind: entry.draft.event.word(),
        text: sentence,
    })
}
