//! What evaluators write down: observations and ratings.

use std::path::PathBuf;
use std::process::ExitCode;

use super::{on_exercise, script_of};
use crate::app::app_error::AppError;
use crate::app::exercise::{play, results};
use crate::base::id::{CriticalTaskId, ExpectationId, InjectId, Seq};
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::incident::event::exercise::{ObservationKind, ObservationMade, Rating, SeenAs};
use crate::scenario::model::Scenario;

/// Arguments of `observe`.
#[derive(Debug, clap::Args)]
pub(super) struct ObserveArgs {
    /// What was seen.
    text: String,
    /// It is worth keeping.
    #[arg(long, conflicts_with = "improve")]
    strength: bool,
    /// It is worth mending.
    #[arg(long)]
    improve: bool,
    /// The critical task that it is about.
    #[arg(long, value_name = "TASK")]
    task: Option<String>,
    /// The inject that it is about.
    #[arg(long, value_name = "INJECT")]
    inject: Option<String>,
    /// The expectation that it judges.
    #[arg(long, value_name = "EXPECTATION", requires = "seen")]
    expectation: Option<String>,
    /// Whether that came about: met, partly or not.
    #[arg(long, value_name = "HOW", requires = "expectation", value_parser = seen)]
    seen: Option<SeenAs>,
    /// An entry that shows it.
    #[arg(long, value_name = "ENTRY")]
    entry: Option<u64>,
    /// The script, where it did not come with the program.
    #[arg(long, value_name = "FILE")]
    script: Option<PathBuf>,
}

/// Arguments of `rate`.
#[derive(Debug, clap::Args)]
pub(super) struct RateArgs {
    /// The critical task.
    task: String,
    /// P performed; S some challenges; M major challenges: the aim was met and something suffered for it; U unable; n/o not observed.
    #[arg(value_parser = rating)]
    rating: Rating,
    /// Why.
    #[arg(long)]
    why: String,
    /// The script, where it did not come with the program.
    #[arg(long, value_name = "FILE")]
    script: Option<PathBuf>,
}

fn seen(word: &str) -> Result<SeenAs, String> {
    match word {
        "met" => Ok(SeenAs::Met),
        "partly" => Ok(SeenAs::Partly),
        "not" => Ok(SeenAs::NotMet),
        _other => Err("one of met, partly or not".to_owned()),
    }
}

fn rating(word: &str) -> Result<Rating, String> {
    Rating::parse(word).ok_or_else(|| "one of P, S, M, U or n/o".to_owned())
}

fn nothing(what: &'static str, typed: &str, candidates: Vec<String>) -> Failure {
    AppError::Nothing { what, typed: typed.to_owned(), candidates }.into()
}

fn task(scenario: &Scenario, typed: &str) -> Result<CriticalTaskId, Failure> {
    let found = scenario.tasks().find(|task| task.id.as_str() == typed).map(|task| task.id.clone());
    found.ok_or_else(|| {
        nothing("critical task", typed, scenario.tasks().map(|task| task.id.to_string()).collect())
    })
}

fn expectation(scenario: &Scenario, typed: &str) -> Result<ExpectationId, Failure> {
    let found = scenario.expectations.iter().find(|aim| aim.id.as_str() == typed).map(|aim| aim.id.clone());
    found.ok_or_else(|| {
        let known = scenario.expectations.iter().map(|aim| aim.id.to_string()).collect();
        nothing("expectation", typed, known)
    })
}

fn inject(scenario: &Scenario, typed: &str) -> Result<InjectId, Failure> {
    let id = InjectId::parse(typed).map_err(|why| Failure::usage(format!("`{typed}`: {why}")))?;
    if scenario.inject(&id).is_some() || typed.starts_with("improvised-") {
        return Ok(id);
    }
    Err(nothing("inject", typed, scenario.injects.iter().map(|inject| inject.id.to_string()).collect()))
}

/// Writes an observation down.
pub(super) fn observe(args: &ObserveArgs, context: &Context) -> Result<ExitCode, Failure> {
    let context = &on_exercise(context)?;
    let mut store = context.store(false)?;
    let mut session = context.session(&mut store)?;
    let scenario = script_of(&session, args.script.as_deref(), context)?;
    let about = (
        args.task.as_deref().map(|typed| task(&scenario, typed)).transpose()?,
        args.inject.as_deref().map(|typed| inject(&scenario, typed)).transpose()?,
        args.expectation.as_deref().map(|typed| expectation(&scenario, typed)).transpose()?,
    );
    let kind = match (args.strength, args.improve) {
        (true, _) => ObservationKind::Strength,
        (false, true) => ObservationKind::Improvement,
        (false, false) => ObservationKind::Neutral,
    };
    let (task, inject, expectation) = about;
    let entries = play::observe(&mut session, &args.text, |text| ObservationMade {
        kind,
        text,
        task,
        inject,
        expectation,
        seen: args.seen,
        entry: args.entry.map(Seq),
        labels: Vec::new(),
    })?;
    context.acknowledge(&session, &entries);
    Ok(ExitCode::SUCCESS)
}

/// Writes a rating down, beside what the record suggests.
pub(super) fn rate(args: &RateArgs, context: &Context) -> Result<ExitCode, Failure> {
    let context = &on_exercise(context)?;
    let mut store = context.store(false)?;
    let mut session = context.session(&mut store)?;
    let scenario = script_of(&session, args.script.as_deref(), context)?;
    let task = task(&scenario, &args.task)?;
    let results = results::results(&session, &scenario)?;
    let proposed = results.ratings.iter().find(|rated| rated.task.id == task).map(|rated| rated.proposed);
    let entries = play::rate(&mut session, &task, (args.rating, proposed), &args.why)?;
    if let Some(proposed) = proposed.filter(|proposed| *proposed != args.rating) {
        context.ui.say(&format!("the record suggests {}; both are kept", proposed.letter()));
    }
    context.acknowledge(&session, &entries);
    Ok(ExitCode::SUCCESS)
}
