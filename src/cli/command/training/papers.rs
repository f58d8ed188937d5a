//! Papers on training: who is due, one person's copy, everything, which rule is tested by what.

use std::process::ExitCode;

use super::{asked, on_training};
use crate::app::app_error::AppError;
use crate::app::paper::Reading;
use crate::app::roster;
use crate::base::id::RoleId;
use crate::base::text::scrub;
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
    (person, meanwhile): (Option<&str>, &dyn Fn() -> Vec<String>),
    context: &Context,
    make: impl FnOnce(&Source<'_>, Option<crate::base::id::PersonId>) -> Result<Paper, ReportError>,
) -> Result<ExitCode, Failure> {
    let context = &on_training(context)?;
    if !context.record_path()?.is_file() {
        return nothing_yet(out, &meanwhile(), context);
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

/// What fills a record that nobody has opened yet.
const FILLED_BY: [&str; 3] = [
    "breachbook --as NAME training take ID    a micro-exercise; training list names them",
    "breachbook training held CONTENT --who NAME:ROLE    what was taught elsewhere",
    "breachbook training held --from RECORD    an exercise that is over",
];

/// Before anybody was taught anything: what would be asked, and what fills the record. A paper cannot be made of what is not there.
fn nothing_yet(out: &PaperOut, meanwhile: &[String], context: &Context) -> Result<ExitCode, Failure> {
    if meanwhile.is_empty() || out.is_wanted() || context.ui.json {
        let failure = Failure::new(Kind::Refused, "nobody has been taught anything yet");
        return Err(FILLED_BY.iter().fold(failure, |failure, hint| failure.hint(*hint)));
    }
    context.ui.line("Nobody has been taught anything yet.");
    for line in meanwhile {
        context.ui.line(line);
    }
    context.ui.line("The record is filled by");
    for line in FILLED_BY {
        context.ui.line(&format!("  {line}"));
    }
    Ok(ExitCode::SUCCESS)
}

/// Who is due.
pub(super) fn status(args: &PaperArgs, context: &Context) -> Result<ExitCode, Failure> {
    let asked = asked(context)?;
    let meanwhile = || {
        let asked = asked.iter().map(|asked| {
            let whom = asked.role.as_ref().map_or("everybody", RoleId::as_str);
            let name = scrub(&asked.name);
            if name.ends_with(whom) { format!("  {name}") } else { format!("  {whom}: {name}") }
        });
        std::iter::once("What is asked of whom:".to_owned()).chain(asked).collect()
    };
    give((&args.out, "training status"), (None, &meanwhile), context, |source, _| {
        matrix(source, &asked).map(|(paper, _)| paper)
    })
}

/// One person's copy.
pub(super) fn transcript(args: &TranscriptArgs, context: &Context) -> Result<ExitCode, Failure> {
    give((&args.out, "training transcript"), (Some(&args.person), &Vec::new), context, parts)
}

/// Everything.
pub(super) fn record(args: &PaperArgs, context: &Context) -> Result<ExitCode, Failure> {
    give((&args.out, "training record"), (None, &Vec::new), context, parts)
}

/// Which rule is tested by what.
pub(super) fn coverage_of_rules(args: &PaperArgs, context: &Context) -> Result<ExitCode, Failure> {
    let table =
        Coverage::shipped().ok_or_else(|| Failure::new(Kind::Bug, "the table of rules does not load"))?;
    let meanwhile = || {
        let tested = table
            .elements
            .iter()
            .map(|element| format!("  {} {}: {}", element.rule, element.number, element.by.join(", ")));
        std::iter::once("Which rule would be tested by what; nothing of it was held:".to_owned())
            .chain(tested)
            .collect()
    };
    give((&args.out, "training coverage"), (None, &meanwhile), context, |source, _| coverage(source, &table))
}
