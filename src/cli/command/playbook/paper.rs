//! `playbook paper` and `playbook page`: papers about a playbook.

use std::path::PathBuf;
use std::process::ExitCode;

use super::load;
use crate::app::app_error::AppError;
use crate::app::ground;
use crate::cli::context::Context;
use crate::cli::failure::{Failure, Kind};
use crate::playbook::lint::lint;
use crate::report::format::{Format, Paper};
use crate::report::playbook::Subject;

/// Arguments of both.
#[derive(Debug, clap::Args)]
pub(super) struct PaperArgs {
    /// An id, or a file.
    playbook: String,
    /// md, txt, html, pdf, docx, csv, json or jsonl; by default the ending of the output file, else txt (json with --json).
    #[arg(long, value_parser = Format::named)]
    format: Option<Format>,
    /// The file; by default standard output.
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Write over the file if there is one.
    #[arg(long, requires = "output")]
    force: bool,
}

/// Makes a paper about a playbook.
pub(super) fn give(
    args: &PaperArgs,
    context: &Context,
    make: impl FnOnce(&Subject<'_>) -> Result<Paper, serde_json::Error>,
) -> Result<ExitCode, Failure> {
    let (set, problems) = load(&args.playbook, &context.library()?)?;
    let Some(set) = set else { return Err(AppError::Problems(problems).into()) };
    let report = lint(&set, problems, &ground::ground());
    let subject = Subject {
        set: &set,
        roles: ground::roles(),
        facts: ground::catalogue(),
        regimes: ground::regimes(),
        paths: &report.paths,
    };
    let paper = make(&subject).map_err(|why| Failure::new(Kind::Bug, why.to_string()))?;
    let ending = args.output.as_deref().and_then(|path| Format::parse(path.extension()?.to_str()?));
    let usual = if context.ui.json { Format::Json } else { Format::Txt };
    let format = args.format.or(ending).unwrap_or(usual);
    let bytes = format.write(&paper).map_err(AppError::from)?;
    match &args.output {
        Some(path) => context.write_file(path, &bytes, args.force)?,
        None => context.out_paper(format, &bytes)?,
    }
    Ok(ExitCode::SUCCESS)
}
