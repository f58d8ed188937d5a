//! For those who write scenarios and hold exercises: `new`, `lint`, `cards`, `feedback`.

use std::path::PathBuf;
use std::process::ExitCode;

use serde::Serialize;

use crate::app::exercise::{attachment, script};
use crate::base::id::{PlaybookId, ScenarioId};
use crate::cli::context::Context;
use crate::cli::failure::{Failure, Kind};
use crate::cli::json;
use crate::cli::linting::{Found, LintArgs};
use crate::cli::paper_out::PaperOut;
use crate::cli::problem_row::{ProblemRow, problem_rows};
use crate::report::exercise::{cards as paper, feedback as sheet};
use crate::scenario::lint::lint as look;
use crate::scenario::scaffold::scaffold;

/// Arguments of `new`.
#[derive(Debug, clap::Args)]
pub(super) struct NewArgs {
    /// Its id: lower-case letters, digits and `-`.
    id: String,
    /// The playbook that is played.
    #[arg(long, default_value = "customer-db-exfiltration")]
    playbook: String,
    /// Its title; by default from the id.
    #[arg(long)]
    title: Option<String>,
    /// The file; by default the id with `.toml`, here.
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// Arguments of `cards` and `feedback`.
#[derive(Debug, clap::Args)]
pub(super) struct CardsArgs {
    /// A scenario's id, or a file.
    scenario: String,
    #[command(flatten)]
    out: PaperOut,
}

/// Begins a scenario.
pub(super) fn new(args: &NewArgs, context: &Context) -> Result<ExitCode, Failure> {
    let id = ScenarioId::parse(&args.id).map_err(|why| Failure::usage(format!("`{}`: {why}", args.id)))?;
    let playbook = PlaybookId::parse(&args.playbook)
        .map_err(|why| Failure::usage(format!("`{}`: {why}", args.playbook)))?;
    let title = args.title.clone().unwrap_or_else(|| id.as_str().replace('-', " "));
    let path = args.output.clone().unwrap_or_else(|| PathBuf::from(format!("{id}.toml")));
    context.write_file(&path, scaffold(&id, &title, &playbook).as_bytes(), false)?;
    context.ui.say(&format!("next: breachbook exercise lint {}", path.display()));
    Ok(ExitCode::SUCCESS)
}

#[derive(Serialize)]
struct File {
    scenario: String,
    loads: bool,
    problems: Vec<ProblemRow>,
}

/// Checks scenarios.
pub(super) fn lint(args: &LintArgs, context: &Context) -> Result<ExitCode, Failure> {
    let library = context.library()?;
    let (mut files, mut found) = (Vec::new(), Found::default());
    for typed in &args.files {
        let source = script::named(typed)?;
        let (scenario, mut problems) = script::read(&source, &library);
        if let Some(scenario) = &scenario {
            problems.extend(look(scenario));
            problems.extend(attachment::look(scenario, script::folder(typed))?);
        }
        found.take(typed, &problems, context);
        let problems = problem_rows(&problems);
        files.push(File { scenario: typed.clone(), loads: scenario.is_some(), problems });
    }
    if context.ui.json {
        json::print(&context.ui, "files", &files)?;
    }
    Ok(found.exit_code(args))
}

/// Gives the cards.
pub(super) fn cards(args: &CardsArgs, context: &Context) -> Result<ExitCode, Failure> {
    let scenario = script::checked(&script::named(&args.scenario)?, &context.library()?)?;
    let paper = paper::cards(&scenario).map_err(|why| Failure::new(Kind::Bug, why.to_string()))?;
    args.out.give(&paper, context)?;
    Ok(ExitCode::SUCCESS)
}

/// Gives the sheet for feedback.
pub(super) fn feedback(args: &CardsArgs, context: &Context) -> Result<ExitCode, Failure> {
    let scenario = script::checked(&script::named(&args.scenario)?, &context.library()?)?;
    let paper = sheet::feedback(&scenario).map_err(|why| Failure::new(Kind::Bug, why.to_string()))?;
    args.out.give(&paper, context)?;
    Ok(ExitCode::SUCCESS)
}
