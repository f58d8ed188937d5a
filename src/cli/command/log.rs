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
use crate::cli::ui::Role;
use crate::host::clock::rest;
use crate::incident::event::Event;
use crate::record::chain::BrokenAt;
use crate::record::entry::Entry;
use crate::record::via::Via;
use crate::report::describe::scene::Scene;
use crate::report::describe::{Sentence, describe};
use crate::report::verification::watermark;
use crate::store::Store;
use crate::store::error::StoreError;

/// Arguments.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  breachbook log --since 40\n  breachbook log --follow\n  breachbook log --format jsonl > log.jsonl"
)]
pub(crate) struct Args {
    /// jsonl: the lines as they were hashed, each checked before it is printed.
    #[arg(long, value_name = "FORMAT", conflicts_with = "follow")]
    format: Option<Format>,
    /// Wait for new entries.
    #[arg(long)]
    follow: bool,
    /// From this entry on.
    #[arg(long, value_name = "SEQ")]
    since: Option<String>,
}

/// What can be printed beside words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// The lines themselves.
    Jsonl,
}

#[derive(serde::Serialize)]
struct Rows {
    entries: Vec<Row>,
    #[serde(skip_serializing_if = "Option::is_none")]
    broken: Option<BrokenRow>,
}

#[derive(serde::Serialize)]
struct BrokenRow {
    at: u64,
    why: String,
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
    let first = args.since.as_deref().map(naming::entry).transpose()?.unwrap_or(Seq(1));
    if args.format == Some(Format::Jsonl) {
        return lines(context, &store, first);
    }
    if args.follow {
        let mut session = context.session_past(&mut store)?;
        let next = show(context, &Backdrop::read(&session), (&session, first))?;
        return follow(context, &mut session, next);
    }
    let session = context.session_as_far(&mut store)?;
    let backdrop = Backdrop::read(&session);
    if context.ui.json {
        let broken = backdrop.broken().map(broken_row);
        let entries = read(&backdrop, (&session, first), row);
        json::print_object(&context.ui, &Rows { entries, broken })?;
    } else {
        show(context, &backdrop, (&session, first))?;
    }
    match backdrop.broken() {
        Some(broken) => {
            if !context.ui.json {
                context.ui.line(&context.ui.paint(Role::Alarm, &watermark(broken)));
            }
            Err(broken.into())
        }
        None => Ok(ExitCode::SUCCESS),
    }
}

/// The lines as they were hashed, one after the other: nothing is kept, and nothing comes out from a break on but the watermark.
fn lines(context: &Context, store: &Store, first: Seq) -> Result<ExitCode, Failure> {
    let uid = context.chosen_past(store)?.uid;
    let mut out = context.ui.stream();
    let extent = store.verified_lines::<StoreError>(uid, |line| {
        if line.seq() >= first {
            out.line(line.text());
        }
        Ok(())
    })?;
    let Some(broken) = extent.broken() else { return Ok(ExitCode::SUCCESS) };
    out.line(&json::line(&Watermark { broken: broken_row(broken) })?);
    drop(out);
    Err(broken.into())
}

#[derive(serde::Serialize)]
struct Watermark {
    broken: BrokenRow,
}

fn broken_row(broken: &BrokenAt) -> BrokenRow {
    BrokenRow { at: broken.at.0, why: broken.why.to_string() }
}

/// Shows what is written until somebody ends it.
fn follow(context: &Context, session: &mut Session<'_>, mut next: Seq) -> Result<ExitCode, Failure> {
    loop {
        rest(EVERY);
        if session.refresh()? {
            next = show(context, &Backdrop::read(session), (session, next))?;
        }
    }
}

/// Shows entries from a number on; gives the number of the next one.
fn show(
    context: &Context,
    backdrop: &Backdrop,
    (session, first): (&Session<'_>, Seq),
) -> Result<Seq, Failure> {
    if context.ui.json {
        for row in read(backdrop, (session, first), row) {
            json::print_object(&context.ui, &row)?;
        }
    } else {
        for line in read(backdrop, (session, first), text) {
            context.ui.line(&line);
        }
    }
    Ok(first.max(session.head().seq.next()))
}

fn read<T>(
    backdrop: &Backdrop,
    (session, first): (&Session<'_>, Seq),
    view: impl Fn(&Scene<'_>, &Entry) -> T,
) -> Vec<T> {
    let wanted = backdrop.entries().iter().filter(|entry| entry.seq >= first);
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
    let sentence = describe(entry, scene);
    let (who, what, correction) = (scene.person(entry.by()), sentence.text(), correction(entry, &sentence));
    let happened = happened.unwrap_or_default();
    scrub(&format!("{} {recorded} {who}{asides}: {what}{correction}{happened}", entry.seq)).into_owned()
}

/// What a correction took the place of, where, and why.
fn correction(entry: &Entry, sentence: &Sentence) -> String {
    if !matches!(entry.draft.event, Event::FactCorrected(_) | Event::EntryCorrected(_)) {
        return String::new();
    }
    let shown = sentence.details.iter().filter(|detail| matches!(detail.name, "was wrong" | "why"));
    let parts: Vec<String> = shown
        .map(|detail| {
            let place = detail.entry.map(|seq| format!(" {seq}")).unwrap_or_default();
            format!("{}: {}{place}", detail.name, detail.value)
        })
        .collect();
    if parts.is_empty() { String::new() } else { format!(" ({})", parts.join("; ")) }
}
