//! Who has it, and whether it is still what it was.

use std::path::PathBuf;
use std::process::ExitCode;

use clap_complete::engine::ArgValueCompleter;

use crate::app::intake::{self, Transfer};
use crate::base::id::EvidenceId;
use crate::base::text::{count, scrub};
use crate::cli::bar::Bar;
use crate::cli::complete;
use crate::cli::context::Context;
use crate::cli::failure::{Failure, Kind};
use crate::cli::json;
use crate::incident::event::evidence::{CheckResult, CheckedPiece};

/// Arguments of `transfer`.
#[derive(Debug, clap::Args)]
pub(super) struct TransferArgs {
    /// The piece, such as e2.
    #[arg(add = ArgValueCompleter::new(complete::evidence))]
    evidence: String,
    /// To whom.
    #[arg(long, value_name = "NAME")]
    to: String,
    /// From whom.
    #[arg(long, value_name = "NAME")]
    from: Option<String>,
    /// Where it is kept now.
    #[arg(long)]
    place: Option<String>,
    /// Why.
    #[arg(long)]
    why: Option<String>,
    /// When.
    #[arg(long, value_name = "TIME", allow_hyphen_values = true)]
    at: Option<String>,
}

/// Arguments of `get`.
#[derive(Debug, clap::Args)]
pub(super) struct GetArgs {
    /// The piece, such as e2.
    #[arg(add = ArgValueCompleter::new(complete::evidence))]
    evidence: String,
    /// The file to make.
    #[arg(long, short, value_name = "FILE")]
    output: PathBuf,
}

#[derive(Debug, serde::Serialize)]
struct CheckRow {
    evidence: EvidenceId,
    result: CheckResult,
}

/// Records a transfer.
pub(super) fn transfer(args: &TransferArgs, context: &Context) -> Result<ExitCode, Failure> {
    let mut store = context.store(false)?;
    let mut session = context.session(&mut store)?;
    let at = args.at.as_deref().map(|at| context.past_time(at, session.zone())).transpose()?;
    let TransferArgs { from, to, place, why, .. } = args;
    let transfer =
        Transfer { from: from.clone(), to: to.clone(), place: place.clone(), why: why.clone(), at };
    let entries = intake::transfer(&mut session, &args.evidence, &transfer)?;
    context.acknowledge(&session, &entries);
    Ok(ExitCode::SUCCESS)
}

/// Hashes everything again.
pub(super) fn check(context: &Context) -> Result<ExitCode, Failure> {
    let mut store = context.store(false)?;
    let mut session = context.session(&mut store)?;
    let largest = session.state().evidence().values().filter_map(|(_, taken)| taken.size).max();
    let bar = Bar::bytes(&context.ui, "hashing", largest.unwrap_or(0));
    let pieces = intake::check(&mut session, &mut |read| bar.reach(read))?;
    drop(bar);
    if context.ui.json {
        let rows: Vec<CheckRow> =
            pieces.iter().map(|piece| CheckRow { evidence: piece.evidence, result: piece.result }).collect();
        json::print(&context.ui, "pieces", &rows)?;
    } else {
        for piece in &pieces {
            context.ui.line(&format!("{} {}", piece.evidence, word(piece.result)));
        }
    }
    verdict(&pieces, context)
}

fn verdict(pieces: &[CheckedPiece], context: &Context) -> Result<ExitCode, Failure> {
    let bad = |piece: &&CheckedPiece| matches!(piece.result, CheckResult::Changed | CheckResult::Missing);
    let lost: Vec<String> = pieces.iter().filter(bad).map(|piece| piece.evidence.to_string()).collect();
    if lost.is_empty() {
        context.ui.say(&format!("{} looked at; the result is recorded", count(pieces.len(), "piece")));
        return Ok(ExitCode::SUCCESS);
    }
    let lost = crate::base::text::listing(&lost, "and");
    Err(Failure::new(Kind::Broken, format!("{lost} changed or missing; the result is recorded"))
        .hint("a copy may be in a backup: its folder `evidence` holds files by their hash"))
}

fn word(result: CheckResult) -> &'static str {
    match result {
        CheckResult::Unchanged => "unchanged",
        CheckResult::Changed => "CHANGED: its hash is another one",
        CheckResult::Missing => "MISSING: it is not where it was",
        CheckResult::NotCheckable => "not checkable here: held elsewhere, or no hash",
    }
}

/// Copies a piece out.
pub(super) fn get(args: &GetArgs, context: &Context) -> Result<ExitCode, Failure> {
    let mut store = context.store(false)?;
    let session = context.session(&mut store)?;
    let bar = Bar::bytes(&context.ui, "copying", 0);
    let sha256 = intake::get(&session, &args.evidence, &args.output, &mut |read| bar.reach(read))?;
    drop(bar);
    let path = args.output.display().to_string();
    context.ui.say(&format!("{} written; sha256 {sha256}, as it was taken", scrub(&path)));
    Ok(ExitCode::SUCCESS)
}
