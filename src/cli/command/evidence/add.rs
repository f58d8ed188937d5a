//! Taking evidence: files, things held elsewhere, and what cannot be had.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap_complete::engine::ArgValueCompleter;

use crate::app::intake::{self, About, Elsewhere, Recorded};
use crate::app::roster;
use crate::app::session::Session;
use crate::base::digest::Digest;
use crate::base::text::{count, scrub};
use crate::cli::bar::Bar;
use crate::cli::complete;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::incident::event::evidence::WantedEnd;
use crate::store::evidence::{Remark, Taken};

/// What is known of a piece beside itself.
#[derive(Debug, clap::Args)]
struct AboutArgs {
    /// The step that asks for it.
    #[arg(long, add = ArgValueCompleter::new(complete::open_steps))]
    step: Option<String>,
    /// Which of the pieces that the step wants, from 1.
    #[arg(long, value_name = "N")]
    item: Option<u32>,
    /// Host, system or person it came from.
    #[arg(long)]
    source: Option<String>,
    /// How it was taken.
    #[arg(long)]
    method: Option<String>,
    /// Who collected it, when that is not who acts.
    #[arg(long, value_name = "NAME")]
    collector: Option<String>,
    /// When it was collected.
    #[arg(long, value_name = "TIME", allow_hyphen_values = true)]
    at: Option<String>,
}

/// Arguments of `add`.
#[derive(Debug, clap::Args)]
pub(super) struct AddArgs {
    /// Files.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    #[command(flatten)]
    about: AboutArgs,
    /// Where it is kept.
    #[arg(long)]
    place: Option<String>,
    /// Hash it where it lies instead of copying it.
    #[arg(long, conflicts_with = "place")]
    in_place: bool,
}

/// Arguments of `ref`.
#[derive(Debug, clap::Args)]
pub(super) struct RefArgs {
    /// Where it is.
    uri: String,
    /// The hash that its custodian claims.
    #[arg(long, value_name = "HEX")]
    sha256: Option<String>,
    #[command(flatten)]
    about: AboutArgs,
    /// Where it is kept; its custodian.
    #[arg(long)]
    place: Option<String>,
}

/// Arguments of `physical`.
#[derive(Debug, clap::Args)]
pub(super) struct PhysicalArgs {
    /// What it is.
    description: String,
    /// The number of its seal.
    #[arg(long)]
    seal: String,
    /// Where it is kept.
    #[arg(long)]
    place: String,
    #[command(flatten)]
    about: AboutArgs,
}

/// Arguments of `none`.
#[derive(Debug, clap::Args)]
pub(super) struct NoneArgs {
    /// The step that asks for the piece.
    #[arg(add = ArgValueCompleter::new(complete::open_steps))]
    step: String,
    /// Which, from 1.
    item: u32,
    /// Why it cannot be had.
    #[arg(long, required_unless_present = "later")]
    why: Option<String>,
    /// It is taken later.
    #[arg(long)]
    later: bool,
}

/// Takes files, each for itself: one that cannot be read does not lose the others.
pub(super) fn add(args: &AddArgs, context: &Context) -> Result<ExitCode, Failure> {
    let mut store = context.store(false)?;
    let mut session = context.session(&mut store)?;
    let about = About { place: args.place.clone(), ..about(&args.about, &mut session, context)? };
    let mut failed: Option<Failure> = None;
    for path in &args.files {
        match take(&mut session, (path, args.in_place), &about, context) {
            Ok(recorded) => say(&recorded, path, &session, context),
            Err(failure) if args.files.len() == 1 => return Err(failure),
            Err(failure) => {
                context.ui.fail(&failure);
                failed.get_or_insert(failure);
            }
        }
    }
    let Some(failure) = failed else { return Ok(ExitCode::SUCCESS) };
    Err(Failure::new(failure.kind, "not every file was taken; what was taken is recorded"))
}

fn take(
    session: &mut Session<'_>,
    (path, in_place): (&Path, bool),
    about: &About,
    context: &Context,
) -> Result<Recorded, Failure> {
    let size = std::fs::symlink_metadata(path).map_or(0, |meta| meta.len());
    let bar = Bar::bytes(&context.ui, "reading", size);
    let recorded = intake::add_file(session, path, in_place, about, &mut |read| bar.reach(read));
    drop(bar);
    Ok(recorded?)
}

fn say(recorded: &Recorded, path: &Path, session: &Session<'_>, context: &Context) {
    context.acknowledge(session, &recorded.entries);
    let Some(Taken { sha256, size, known, remarks }) = &recorded.file else { return };
    let name = path.display().to_string();
    let size = count(usize::try_from(*size).unwrap_or(usize::MAX), "byte");
    context.detail(&format!("  {} {}, {size}", recorded.evidence, scrub(&name)));
    context.detail(&format!("  sha256 {sha256}"));
    if *known {
        context.ui.say("  the same bytes were taken before; they are kept once");
    }
    for remark in remarks {
        let advice = match remark {
            Remark::Empty => "",
            Remark::Altered | Remark::Vanished => "; take it again from a copy that nobody writes to",
        };
        context.ui.warn(&format!("{remark}{advice}"));
    }
}

fn about(args: &AboutArgs, session: &mut Session<'_>, context: &Context) -> Result<About, Failure> {
    let place = intake::place_at(session, args.step.as_deref(), args.item)?;
    let collected = args.at.as_deref().map(|at| context.past_time(at, session.zone())).transpose()?;
    let collector = roster::maybe_person(session, args.collector.as_deref())?;
    let (source, method) = (args.source.clone(), args.method.clone());
    Ok(About { source, method, collector, collected, ..place })
}

/// Records something that somebody else holds.
pub(super) fn reference(args: &RefArgs, context: &Context) -> Result<ExitCode, Failure> {
    let digest = |hex: &String| {
        Digest::parse(&hex.to_lowercase()).ok_or_else(|| Failure::usage("a SHA-256 has 64 hex digits"))
    };
    let sha256 = args.sha256.as_ref().map(digest).transpose()?;
    let piece = Elsewhere::Referenced { uri: args.uri.clone(), sha256 };
    elsewhere(&piece, (&args.about, args.place.clone()), context)
}

/// Records a thing.
pub(super) fn physical(args: &PhysicalArgs, context: &Context) -> Result<ExitCode, Failure> {
    let piece = Elsewhere::Physical { description: args.description.clone() };
    let place = format!("{}; seal {}", args.place, args.seal);
    elsewhere(&piece, (&args.about, Some(place)), context)
}

fn elsewhere(
    piece: &Elsewhere,
    (args, place): (&AboutArgs, Option<String>),
    context: &Context,
) -> Result<ExitCode, Failure> {
    let mut store = context.store(false)?;
    let mut session = context.session(&mut store)?;
    let about = About { place, ..about(args, &mut session, context)? };
    let recorded = intake::add_elsewhere(&mut session, piece, &about)?;
    context.acknowledge(&session, &recorded.entries);
    context.detail(&format!("  {}", recorded.evidence));
    Ok(ExitCode::SUCCESS)
}

/// Says that a wanted piece is not there.
pub(super) fn none(args: &NoneArgs, context: &Context) -> Result<ExitCode, Failure> {
    let mut store = context.store(false)?;
    let mut session = context.session(&mut store)?;
    let end = if args.later { WantedEnd::Later } else { WantedEnd::Unavailable };
    let entries = intake::settle(&mut session, (&args.step, args.item), end, args.why.as_deref())?;
    context.acknowledge(&session, &entries);
    Ok(ExitCode::SUCCESS)
}
