//! Papers on training: who is due, one person's copy, everything, which rule is tested by what.

use std::process::ExitCode;

use super::{asked, on_training};
use crate::app::app_error::AppError;
use crate::app::paper::Reading;
use crate::app::roster;
use crate::cli::context::Context;
use crate::cli::failure::{Failure, Kind};
use crate::cli::paper_out::PaperOut;
use crate::report::edition::Edition;
use crate::report::format::Paper;
use crate::report::timeline::ReportError;
use crate::report::training::{Source, coverage, matrix, parts};
use crate::training::coverage::Coverage;

/// Arguments of a paper on everybody.
#[derive(Debug, clap::Args)]
pub(super) struct PaperArgs {
    #[command(flatten)]
    out: PaperOut,
}

/// Arguments of `transcript`.
#[derive(Debug, clap::Args)]
pub(super) struct TranscriptArgs {
    /// Whose.
    person: String,
    #[command(flatten)]
    out: PaperOut,
}

/// Makes a paper from the record of training.
fn give(
    (out, what): (&PaperOut, &str),
    person: Option<&str>,
    context: &Context,
    make: impl FnOnce(&Source<'_>, Option<crate::base::id::PersonId>) -> Result<Paper, ReportError>,
) -> Result<ExitCode, Failure> {
    let context = &on_training(context)?;
    if !context.record_path()?.is_file() {
        return Err(Failure::usage("nobody has been taught anything yet")
            .hint("breachbook --as NAME training take ID")
            .hint("breachbook training held CONTENT --who NAME"));
    }
    let mut store = context.store(false)?;
    let session = context.session_as_far(&mut store)?;
    let person = person.map(|name| roster::known(&session, name)).transpose()?;
    let (reading, edition, now) = (Reading::of(&session), Edition::team(), context.wall());
    let paper = reading.with_scene(edition, |scene| {
        make(&Source { log: reading.log(), scene, edition: edition.word, now }, person)
    });
    out.give_copy(&paper.map_err(AppError::from)?, what, context)?;
    reading.broken().map_or(Ok(ExitCode::SUCCESS), |broken| Err(broken.into()))
}

/// Who is due.
pub(super) fn status(args: &PaperArgs, context: &Context) -> Result<ExitCode, Failure> {
    let asked = asked(context)?;
    give((&args.out, "training status"), None, context, |source, _| {
        matrix(source, &asked).map(|(paper, _)| paper)
    })
}

/// One person's copy.
pub(super) fn transcript(args: &TranscriptArgs, context: &Context) -> Result<ExitCode, Failure> {
    give((&args.out, "training transcript"), Some(&args.person), context, parts)
}

/// Everything.
pub(super) fn record(args: &PaperArgs, context: &Context) -> Result<ExitCode, Failure> {
    give((&args.out, "training record"), None, context, parts)
}

/// Which rule is tested by what.
pub(super) fn coverage_of_rules(args: &PaperArgs, context: &Context) -> Result<ExitCode, Failure> {
    let table =
        Coverage::shipped().ok_or_else(|| Failure::new(Kind::Bug, "the table of rules does not load"))?;
    give((&args.out, "training coverage"), None, context, |source, _| coverage(source, &table))
}
