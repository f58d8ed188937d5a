//! `retention`: words that have been kept long enough, and erasing them.

use std::process::ExitCode;

use serde::Serialize;

use crate::app::erasure::{Doomed, reach};
use crate::app::retention::{Kept, Plan, apply, plan};
use crate::app::session::Session;
use crate::base::id::Seq;
use crate::base::text::count;
use crate::base::time::Zone;
use crate::cli::context::Context;
use crate::cli::failure::{Failure, Kind};
use crate::cli::json;
use crate::fact::value::PassageRef;
use crate::host::organisation::retention::Retention;
use crate::record::entry::Entry;
use crate::report::describe::ranges;
use crate::report::moment;

/// Arguments.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  breachbook retention\n  breachbook retention apply --why \"24 months have passed\""
)]
pub(crate) struct Args {
    #[command(subcommand)]
    what: Option<What>,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Erase what is due.
    #[command(after_help = "Example: breachbook retention apply --why \"24 months have passed\"")]
    Apply {
        /// Why.
        #[arg(long)]
        why: String,
    },
}

#[derive(Debug, Serialize)]
struct Row {
    entry: Seq,
    texts: usize,
    kind: &'static str,
    rule: &'static str,
    due: String,
    is_due: bool,
}

#[derive(Debug, Serialize)]
struct RuleRow {
    label: &'static str,
    period: String,
}

#[derive(Debug, Serialize)]
struct Shown {
    closed: Option<Seq>,
    held: Option<Seq>,
    rules: Vec<RuleRow>,
    texts: Vec<Row>,
}

/// Runs it.
pub(crate) fn run(args: &Args, context: &Context) -> Result<ExitCode, Failure> {
    let retention = context.profile()?.map(|profile| profile.retention).unwrap_or_default();
    let mut store = context.store(false)?;
    let mut session = context.session_past(&mut store)?;
    let plan = plan(&session, &retention);
    match &args.what {
        Some(What::Apply { why }) => erase(&mut session, &plan, why, context),
        None => show(&session, &plan, &retention, context),
    }
}

fn show(
    session: &Session<'_>,
    plan: &Plan,
    retention: &Retention,
    context: &Context,
) -> Result<ExitCode, Failure> {
    let held = *session.state().hold();
    if context.ui.json {
        let rules = retention.rules().iter();
        let shown = Shown {
            closed: plan.closed.map(|(seq, _)| seq),
            held,
            rules: rules.map(|rule| RuleRow { label: rule.key, period: rule.period.to_string() }).collect(),
            texts: rows(&plan.due, true).chain(rows(&plan.later, false)).collect(),
        };
        json::print_object(&context.ui, &shown)?;
        return Ok(ExitCode::SUCCESS);
    }
    for rule in retention.rules() {
        context.ui.line(&format!("{}: kept for {} after the close", rule.key, rule.period));
    }
    if retention.rules().is_empty() {
        context
            .ui
            .line("no period is set: nothing is ever due; [retention] of the organisation profile sets them");
    } else if plan.closed.is_none() {
        context.ui.line("the incident is not closed: no period has begun");
    }
    for line in groups(&plan.due, session.zone(), "due since") {
        context.ui.line(&line);
    }
    for line in groups(&plan.later, session.zone(), "due on") {
        context.ui.line(&line);
    }
    if let Some(seq) = held {
        context.ui.line(&format!("a legal hold stands since {seq}: nothing may be erased"));
    } else if !plan.due.is_empty() {
        context.ui.say("breachbook retention apply --why W    erases what is due");
    }
    Ok(ExitCode::SUCCESS)
}

fn rows(kept: &[Kept], is_due: bool) -> impl Iterator<Item = Row> {
    kept.iter().map(move |kept| Row {
        entry: kept.entry,
        texts: kept.passages.len(),
        kind: kept.kind,
        rule: kept.rule,
        due: kept.due.to_string(),
        is_due,
    })
}

/// One line for each day and rule.
fn groups(kept: &[Kept], zone: Zone, when: &str) -> Vec<String> {
    let day = |kept: &Kept| kept.due.in_zone(zone).date_naive();
    let chunks = kept.chunk_by(|one, next| one.rule == next.rule && day(one) == day(next));
    let line = |chunk: &[Kept]| {
        let first = chunk.first()?;
        let texts: usize = chunk.iter().map(|kept| kept.passages.len()).sum();
        let seqs: Vec<Seq> = chunk.iter().map(|kept| kept.entry).collect();
        let due = moment::moment(first.due, zone);
        Some(format!("  {} ({}) of {}: {when} {due}", count(texts, "text"), first.rule, ranges(&seqs)))
    };
    chunks.filter_map(line).collect()
}

fn erase(session: &mut Session<'_>, plan: &Plan, why: &str, context: &Context) -> Result<ExitCode, Failure> {
    if plan.due.is_empty() {
        return Err(Failure::new(Kind::Refused, "nothing is due")
            .hint("breachbook retention    shows until when words are kept"));
    }
    let before = session.entries();
    let doomed: Vec<Doomed> =
        plan.due.iter().map(|kept| Doomed::of(session, kept.entry, &kept.passages)).collect();
    let mut done: Vec<Entry> = Vec::new();
    let ended = apply(session, &plan.due, why, &mut done);
    let gone: Vec<PassageRef> = erased_by(&done);
    if !done.is_empty() {
        context.acknowledge_last(session, &done);
        let seqs: Vec<Seq> = plan.due.iter().map(|kept| kept.entry).collect();
        context.ui.say(&format!(
            "{} erased, in {}; the record stays whole",
            count(gone.len(), "text"),
            ranges(&seqs)
        ));
        let reach = reach(session, &before, &doomed)?;
        context.out_of_reach(session.uid(), &gone, &reach);
    }
    ended?;
    Ok(ExitCode::SUCCESS)
}

fn erased_by(entries: &[Entry]) -> Vec<PassageRef> {
    use crate::incident::event::Event;
    let passages = entries.iter().filter_map(|entry| {
        if let Event::Erased(body) = &entry.draft.event { Some(body.passages.clone()) } else { None }
    });
    passages.flatten().collect()
}
