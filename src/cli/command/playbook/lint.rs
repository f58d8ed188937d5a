//! `playbook lint`.

use std::process::ExitCode;

use serde::Serialize;

use super::load;
use crate::app::ground;
use crate::base::text::scrub;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::json;
use crate::cli::linting::{Found, LintArgs};
use crate::cli::problem_row::{ProblemRow, problem_rows};
use crate::playbook::library::Library;
use crate::playbook::lint::path::DutyPath;
use crate::playbook::lint::{Report, lint};

#[derive(Debug, Serialize)]
struct File {
    playbook: String,
    loads: bool,
    problems: Vec<ProblemRow>,
    paths: Vec<Path>,
}

#[derive(Debug, Serialize)]
struct Path {
    duty: String,
    playbook: String,
    step: String,
    work_seconds: i64,
    steps_without_timebox: usize,
    period_seconds: Option<i64>,
    text: String,
}

/// Runs it.
pub(super) fn run(args: &LintArgs, context: &Context) -> Result<ExitCode, Failure> {
    let library = context.library()?;
    let (mut files, mut found) = (Vec::new(), Found::default());
    for typed in &args.files {
        let (loads, report) = look(typed, &library)?;
        found.take(typed, &report.problems, context);
        if context.ui.json {
            files.push(file(typed, loads, &report));
        } else {
            show(&report, context);
        }
    }
    if context.ui.json {
        json::print(&context.ui, "files", &files)?;
    }
    Ok(found.exit_code(args))
}

/// A file that is no text has its problem like any other.
fn look(typed: &str, library: &Library) -> Result<(bool, Report), Failure> {
    let (set, problems) = match load(typed, library) {
        Ok(found) => found,
        Err(Failure { problems: Some(problems), .. }) => (None, problems),
        Err(failure) => return Err(failure),
    };
    Ok(match set {
        Some(set) => (true, lint(&set, problems, &ground::ground())),
        None => (false, Report { problems, paths: Vec::new() }),
    })
}

/// The notes beside the problems.
fn show(report: &Report, context: &Context) {
    for path in &report.paths {
        context.ui.line(&format!("note: {}", scrub(&path.sentence())));
    }
}

fn file(typed: &str, loads: bool, report: &Report) -> File {
    File {
        playbook: typed.to_owned(),
        loads,
        problems: problem_rows(&report.problems),
        paths: report.paths.iter().map(path).collect(),
    }
}

fn path(path: &DutyPath) -> Path {
    Path {
        duty: path.duty.to_string(),
        playbook: path.playbook.to_string(),
        step: path.step.to_string(),
        work_seconds: path.work.seconds(),
        steps_without_timebox: path.unboxed,
        period_seconds: path.period.map(crate::base::time::Period::seconds),
        text: path.sentence(),
    }
}
