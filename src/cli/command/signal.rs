//! `signal`: early signs of the incident, dismissed ones included. The earliest is a candidate from which deadlines run.

use std::process::ExitCode;

use serde::Serialize;

use crate::app::paper::Reading;
use crate::app::roster;
use crate::app::session::Session;
use crate::base::id::{PersonId, Seq};
use crate::base::text::{one_of, scrub};
use crate::base::time::Timestamp;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::json;
use crate::incident::command::Command;
use crate::incident::event::note::{SIGNAL_SOURCES, SignalRecorded, SignalSource};
use crate::report::describe::scene::Scene;
use crate::report::edition::Edition;
use crate::report::moment;

/// Arguments.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: breachbook signal list")]
pub(crate) struct Args {
    #[command(subcommand)]
    act: Act,
}

#[derive(Debug, clap::Subcommand)]
enum Act {
    /// Record a signal.
    #[command(
        after_help = "Example:\n  breachbook signal add --from researcher --received \"20 Nov 16:40\" --read-by Jonas --read-at \"21 Nov 09:10\" \\\n    --triage \"taken for spam\" --dismissed \"mail with a sample of our customer table\""
    )]
    Add(AddArgs),
    /// All signals, earliest first.
    List,
}

#[derive(Debug, clap::Args)]
struct AddArgs {
    /// What it said.
    text: String,
    /// Where it came from: monitoring, staff, customer, processor, researcher, press, authority, bank, attacker, other.
    #[arg(long, value_name = "SOURCE", value_parser = source)]
    from: SignalSource,
    /// When it reached us.
    #[arg(long, value_name = "TIME", allow_hyphen_values = true)]
    received: String,
    /// Who read it first.
    #[arg(long, value_name = "NAME")]
    read_by: Option<String>,
    /// When it was read.
    #[arg(long, value_name = "TIME", allow_hyphen_values = true)]
    read_at: Option<String>,
    /// What was made of it.
    #[arg(long)]
    triage: Option<String>,
    /// It was dismissed then.
    #[arg(long)]
    dismissed: bool,
}

#[derive(Debug, Serialize)]
struct Row {
    entry: Seq,
    from: &'static str,
    received: Timestamp,
    text: String,
    read_by: Option<PersonId>,
    read_at: Option<Timestamp>,
    triage: Option<String>,
    dismissed: bool,
}

/// Runs it.
pub(crate) fn run(args: &Args, context: &Context) -> Result<ExitCode, Failure> {
    let mut store = context.store(false)?;
    let mut session = context.session(&mut store)?;
    match &args.act {
        Act::Add(args) => add(args, &mut session, context),
        Act::List => list(&session, context),
    }
}

fn add(args: &AddArgs, session: &mut Session<'_>, context: &Context) -> Result<ExitCode, Failure> {
    let zone = session.zone();
    let received = context.past_time(&args.received, zone)?;
    let read_at = args.read_at.as_deref().map(|at| context.past_time(at, zone)).transpose()?;
    let read_by = roster::maybe_person(session, args.read_by.as_deref())?;
    let mut wording = session.wording();
    let signal = SignalRecorded {
        source: args.from,
        received,
        text: wording.say(&args.text)?,
        read_by,
        read_at,
        triage: wording.say_some(args.triage.as_deref())?,
        dismissed: args.dismissed,
    };
    let entries = session.act(Command::Write(Box::new(signal.into())), wording)?;
    context.acknowledge(session, &entries);
    Ok(ExitCode::SUCCESS)
}

fn list(session: &Session<'_>, context: &Context) -> Result<ExitCode, Failure> {
    let reading = Reading::of(session);
    let mut rows: Vec<Row> = reading.with_scene(Edition::team(), |scene| {
        session.state().signals().iter().map(|(seq, signal)| row(scene, *seq, signal)).collect()
    });
    rows.sort_by_key(|row| (row.received, row.entry));
    if context.ui.json {
        json::print(&context.ui, "signals", &rows)?;
        return Ok(ExitCode::SUCCESS);
    }
    if rows.is_empty() {
        context.ui.say("no signal is recorded");
    }
    for row in &rows {
        let when = moment::moment(row.received, session.zone());
        let dismissed = if row.dismissed { ", dismissed" } else { "" };
        let triage = row.triage.as_ref().map(|triage| format!(" [{triage}]")).unwrap_or_default();
        let line = format!("{} {when} from {}{dismissed}: {}{triage}", row.entry, row.from, row.text);
        context.ui.line(&scrub(&line));
    }
    Ok(ExitCode::SUCCESS)
}

fn row(scene: &Scene<'_>, entry: Seq, signal: &SignalRecorded) -> Row {
    let text = |words| scene.read(words);
    Row {
        entry,
        from: signal.source.word(),
        received: signal.received.at,
        text: text(signal.text),
        read_by: signal.read_by,
        read_at: signal.read_at.map(|at| at.at),
        triage: signal.triage.map(text),
        dismissed: signal.dismissed,
    }
}

fn source(word: &str) -> Result<SignalSource, String> {
    let found = SIGNAL_SOURCES.iter().find(|(_, known)| *known == word);
    found.map(|(source, _)| *source).ok_or_else(|| one_of(SIGNAL_SOURCES.iter().map(|(_, word)| *word)))
}
