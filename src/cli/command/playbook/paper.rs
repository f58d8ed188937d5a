//! `playbook paper` and `playbook page`: papers about a playbook.

use std::process::ExitCode;

use clap_complete::engine::ArgValueCompleter;

use super::load;
use crate::app::app_error::AppError;
use crate::app::ground;
use crate::cli::complete;
use crate::cli::context::Context;
use crate::cli::failure::{Failure, Kind};
use crate::cli::paper_out::PaperOut;
use crate::playbook::lint::lint;
use crate::report::format::Paper;
use crate::report::playbook::Subject;

/// Arguments of both.
#[derive(Debug, clap::Args)]
pub(super) struct PaperArgs {
    /// An id, or a file.
    #[arg(add = ArgValueCompleter::new(complete::playbooks))]
    playbook: String,
    #[command(flatten)]
    out: PaperOut,
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
    args.out.give(&paper, context)?;
    Ok(ExitCode::SUCCESS)
}
