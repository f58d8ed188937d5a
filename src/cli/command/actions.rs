//! `actions`: corrective actions over all incidents and exercises, until they are closed with what shows it.

mod act;
mod place;

use std::path::PathBuf;
use std::process::ExitCode;

use crate::app::app_error::AppError;
use crate::app::paper::Reading;
use crate::base::text::{flowed, scrub};
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::json;
use crate::cli::paper_out::PaperOut;
use crate::report::actions::{ActionLine, AsOf, lines, paper, sort};
use crate::report::edition::Edition;
use crate::report::lessons::Lessons;

/// Arguments.
#[derive(Debug, clap::Args)]
#[command(
    args_conflicts_with_subcommands = true,
    after_help = "Examples:\n  breachbook actions\n  breachbook actions add \"Name two deputies\" --owner \"Ana Lind\" --due 2027-01-31 --about 212\n  breachbook actions close K7QD/a1 --shown \"roster of January\"\n  breachbook actions retest K7QD/a1 --in EX-2027-B2C4 --held"
)]
pub(crate) struct Args {
    #[command(subcommand)]
    act: Option<act::Act>,
    /// Those that have ended as well.
    #[arg(long)]
    all: bool,
    /// Only those whose day has gone by.
    #[arg(long)]
    overdue: bool,
    /// Another record to look into, such as that of a case that is kept apart.
    #[arg(long, value_name = "RECORD", global = true)]
    also: Vec<PathBuf>,
    #[command(flatten)]
    out: PaperOut,
}

/// Runs it.
pub(crate) fn run(args: &Args, context: &Context) -> Result<ExitCode, Failure> {
    match &args.act {
        Some(act) => act::run(act, &args.also, context),
        None => list(args, context),
    }
}

fn list(args: &Args, context: &Context) -> Result<ExitCode, Failure> {
    let as_of = AsOf { now: context.wall(), zone: context.default_zone()? };
    let mut found: Vec<ActionLine> = Vec::new();
    let mut heads = Vec::new();
    for path in context.records_around(&args.also)? {
        let context = context.on_record(path);
        let mut store = context.store(false)?;
        for row in store.incidents()? {
            let session = context.session_on_as_far(&mut store, row.uid)?;
            let reading = Reading::of(&session);
            let head = reading.log().head();
            heads.push((row.id.clone(), head.seq, head.hash.to_string()));
            found
                .extend(reading.with_scene(Edition::team(), |scene| {
                    lines(Lessons { log: reading.log(), scene }, as_of)
                }));
        }
    }
    found.retain(|line| (args.all || line.state == "open") && (line.overdue || !args.overdue));
    sort(&mut found);
    if args.out.is_wanted() {
        let paper = paper(&found, heads, as_of).map_err(AppError::from)?;
        args.out.give_copy(&paper, "corrective actions", context)?;
    } else if context.ui.json {
        json::print(&context.ui, "actions", &found)?;
    } else {
        show(&found, context);
        if found.is_empty() {
            let which = if args.overdue {
                "overdue"
            } else if args.all {
                "recorded"
            } else {
                "open"
            };
            context.ui.say(&format!("no corrective action is {which}"));
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn show(found: &[ActionLine], context: &Context) {
    for line in found {
        let due = line.due_day.as_deref();
        let when = match (due, line.overdue, line.state) {
            (Some(due), true, _) => format!("OVERDUE since {due}"),
            (Some(due), false, "open") => format!("due {due}"),
            (None, _, "open") => "no date".to_owned(),
            (_, _, ended) => ended.to_owned(),
        };
        let owner = line.owner.as_deref().unwrap_or("nobody's yet");
        let head = format!("{}  {when} · {} · {owner}", line.action, line.priority);
        context.ui.line(&scrub(&head));
        context.ui.line(&scrub(&format!("    {}", flowed(&line.text))));
        if let Some(shown) = &line.shown {
            let name = if line.state == "dropped" { "reason" } else { "shown by" };
            context.ui.line(&scrub(&format!("    {name}: {}", flowed(shown))));
        }
        for trial in &line.trials {
            let how = if trial.held { "held in" } else { "did not hold in" };
            context.ui.line(&scrub(&format!("    {how} {}", trial.exercise)));
        }
        if let Some(scenario) = line.retest.as_ref().filter(|_| line.trials.is_empty()) {
            context.ui.line(&scrub(&format!("    to be tried with {scenario}")));
        }
    }
}
