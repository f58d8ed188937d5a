//! `log`: the entries themselves, one line each.

use std::process::ExitCode;
use std::time::Duration;

use crate::app::backdrop::Backdrop;
use crate::app::naming;
use crate::app::session::Session;
use crate::base::id::Seq;
use crate::base::text::scrub;
use crate::base::time::typed::echo;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::json;
use crate::host::clock::rest;
use crate::record::entry::Entry;
use crate::record::via::Via;
use crate::report::describe::describe;
use crate::report::describe::scene::Scene;

/// Arguments.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  breachbook log --since 40\n  breachbook log --follow")]
pub(crate) struct Args {
    /// Wait for new entries.
    #[arg(long)]
    follow: bool,
    /// From this entry on.
    #[arg(long, value_name = "SEQ")]
    since: Option<String>,
}

#[derive(serde::Serialize)]
struct Row {
    seq: u64,
    recorded: String,
    happened: String,
    claimed: bool,
    by: String,
    typed_by: String,
    via: Option<&'static str>,
    kind: &'static str,
    text: String,
}

/// How often new entries are looked for.
const EVERY: Duration = Duration::from_millis(500);

/// Runs it.
pub(crate) fn run(args: &Args, context: &Context) -> Result<ExitCode, Failure> {
    let mut store = context.store(false)?;
    let mut session = context.session(&mut store)?;
    let first = args.since.as_deref().map(naming::entry).transpose()?.unwrap_or(Seq(1));
    if context.ui.json && !args.follow {
        let rows = read(&session, first, row);
        json::print(&context.ui, "entries", &rows)?;
        return Ok(ExitCode::SUCCESS);
    }
    let next = show(context, &session, first)?;
    if args.follow { follow(context, &mut session, next) } else { Ok(ExitCode::SUCCESS) }
}

/// Shows what is written until somebody ends it.
fn follow(context: &Context, session: &mut Session<'_>, mut next: Seq) -> Result<ExitCode, Failure> {
    loop {
        rest(EVERY);
        if session.refresh()? {
            next = show(context, session, next)?;
        }
    }
}

/// Shows entries from a number on; gives the number of the next one.
fn show(context: &Context, session: &Session<'_>, first: Seq) -> Result<Seq, Failure> {
    if context.ui.json {
        for row in read(session, first, row) {
            json::print_object(&context.ui, &row)?;
        }
    } else {
        let lines = read(session, first, text);
        for line in lines {
            context.ui.line(&line);
        }
    }
    Ok(first.max(session.head().seq.next()))
}

fn read<T>(session: &Session<'_>, first: Seq, view: impl Fn(&Scene<'_>, &Entry) -> T) -> Vec<T> {
    let backdrop = Backdrop::read(session);
    let wanted = backdrop.entries.iter().filter(|entry| entry.seq >= first);
    backdrop.look(session, |scene| wanted.map(|entry| view(scene, entry)).collect())
}

fn row(scene: &Scene<'_>, entry: &Entry) -> Row {
    Row {
        seq: entry.seq.0,
        recorded: entry.stamp.t.to_string(),
        happened: entry.happened().to_string(),
        claimed: entry.draft.at.is_some(),
        by: scene.person(entry.by()),
        typed_by: scene.person(entry.draft.actor),
        via: entry.draft.via.map(Via::word),
        kind: entry.draft.event.word(),
        text: describe(entry, scene).text(),
    }
}

/// `#41 Sun 22 Nov 02:58 Jonas (typed by Tess, phone): ...`
fn text(scene: &Scene<'_>, entry: &Entry) -> String {
    let recorded = entry.stamp.t.in_zone(scene.zone).format("%a %-d %b %H:%M");
    let typist = entry.draft.by.map(|_| format!("typed by {}", scene.person(entry.draft.actor)));
    let via = entry.draft.via.map(|via| via.word().to_owned());
    let asides: Vec<String> = [typist, via].into_iter().flatten().collect();
    let asides = if asides.is_empty() { String::new() } else { format!(" ({})", asides.join(", ")) };
    let happened = entry.draft.at.map(|at| format!(" [happened {}]", echo(at, scene.zone)));
    let (who, what) = (scene.person(entry.by()), describe(entry, scene).text());
    let happened = happened.unwrap_or_default();
    scrub(&format!("{} {recorded} {who}{asides}: {what}{happened}", entry.seq)).into_owned()
}
