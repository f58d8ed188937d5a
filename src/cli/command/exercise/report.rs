//! `exercise score` and `exercise report`.

use std::path::PathBuf;
use std::process::ExitCode;

use serde::Serialize;

use super::act::Scripted;
use super::{on_exercise, script_of};
use crate::app::app_error::AppError;
use crate::app::exercise::results;
use crate::app::paper::Reading;
use crate::app::standing;
use crate::base::id::StepId;
use crate::base::text::scrub;
use crate::cli::context::Context;
use crate::cli::failure::{Failure, Kind};
use crate::cli::json;
use crate::cli::paper_out::PaperOut;
use crate::exercise::proposal::coverage;
use crate::incident::story::Play;
use crate::report::edition::Edition;
use crate::report::exercise::after_action::{Source, after_action, in_words};
use crate::report::exercise::comparison::{Team, comparison};
use crate::scenario::model::Scenario;

/// Arguments of `report`.
#[derive(Debug, clap::Args)]
pub(super) struct ReportArgs {
    #[command(flatten)]
    scripted: Scripted,
    #[command(flatten)]
    out: PaperOut,
}

/// Arguments of `compare`.
#[derive(Debug, clap::Args)]
pub(super) struct CompareArgs {
    /// The records of the exercises.
    #[arg(required = true, num_args = 2.., value_name = "RECORD")]
    records: Vec<PathBuf>,
    #[command(flatten)]
    scripted: Scripted,
    #[command(flatten)]
    out: PaperOut,
}

#[derive(Serialize)]
struct TaskRow {
    task: String,
    text: String,
    proposed: &'static str,
    confirmed: Option<&'static str>,
    percent: Option<i64>,
    expectations: Vec<OutcomeRow>,
}

#[derive(Serialize)]
struct OutcomeRow {
    expectation: String,
    text: String,
    came: String,
    points: Option<i64>,
    most: i64,
}

#[derive(Serialize)]
struct Score {
    rated: usize,
    all: usize,
    tasks: Vec<TaskRow>,
}

/// Shows what came of what was expected.
pub(super) fn score(args: &Scripted, context: &Context) -> Result<ExitCode, Failure> {
    let context = &on_exercise(context)?;
    let mut store = context.store(false)?;
    let session = context.session(&mut store)?;
    let scenario = script_of(&session, args.script.as_deref(), context)?;
    let results = results::results(&session, &scenario)?;
    let covered = coverage(&results.ratings);
    let tasks = results.ratings.iter().map(|rated| TaskRow {
        task: rated.task.id.to_string(),
        text: rated.task.text.clone(),
        proposed: rated.proposed.letter(),
        confirmed: rated.confirmed.map(|confirmed| confirmed.rating.letter()),
        percent: rated.percent,
        expectations: results
            .outcomes
            .iter()
            .filter(|outcome| outcome.expectation.task.as_ref() == Some(&rated.task.id))
            .map(|outcome| OutcomeRow {
                expectation: outcome.expectation.id.to_string(),
                text: outcome.expectation.text.clone(),
                came: in_words(outcome.came),
                points: outcome.points,
                most: outcome.expectation.score.max(0),
            })
            .collect(),
    });
    let told = Score { rated: covered.rated, all: covered.all, tasks: tasks.collect() };
    if context.ui.json {
        json::print_object(&context.ui, &told)?;
    } else {
        context.ui.line(&lines(&told).join("\n"));
    }
    Ok(ExitCode::SUCCESS)
}

fn lines(score: &Score) -> Vec<String> {
    let mut lines = Vec::new();
    for task in &score.tasks {
        let rating = task.confirmed.map_or_else(
            || format!("not rated; the record suggests {}", task.proposed),
            |confirmed| format!("rated {confirmed}"),
        );
        let percent =
            task.percent.map(|percent| format!(", {percent} % of what is known")).unwrap_or_default();
        lines.push(format!("{}: {}", task.task, scrub(&task.text)));
        lines.push(format!("  {rating}{percent}"));
        for row in &task.expectations {
            let points = row.points.map_or_else(|| "-".to_owned(), |points| points.to_string());
            lines.push(format!("  {points:>4} of {:<4} {}: {}", row.most, row.came, scrub(&row.text)));
            lines.push(format!("               {}", row.expectation));
        }
    }
    lines.push(format!("{} of {} critical tasks rated by an evaluator", score.rated, score.all));
    lines
}

/// Makes the report.
pub(super) fn report(args: &ReportArgs, context: &Context) -> Result<ExitCode, Failure> {
    let context = &on_exercise(context)?;
    let mut store = context.store(false)?;
    let session = context.session_as_far(&mut store)?;
    let scenario = script_of(&session, args.scripted.script.as_deref(), context)?;
    let results = results::results(&session, &scenario)?;
    let duties = standing::duties(&session);
    let moments = standing::metrics(&session).moments;
    let role_of = |step: &StepId| results::role_of(&session, step);
    let reading = Reading::of(&session);
    let edition = Edition::team();
    let paper = reading.with_scene(edition, |scene| {
        after_action(&Source {
            log: reading.log(),
            scene,
            scenario: &scenario,
            outcomes: &results.outcomes,
            ratings: &results.ratings,
            duties: &duties,
            moments: &moments,
            role_of: &role_of,
            edition: edition.word,
        })
    });
    let paper = paper.map_err(AppError::from)?;
    args.out.give_copy(&paper, "after-action report", context)?;
    reading.broken().map_or(Ok(ExitCode::SUCCESS), |broken| Err(broken.into()))
}

/// Puts teams side by side.
pub(super) fn compare(args: &CompareArgs, context: &Context) -> Result<ExitCode, Failure> {
    let mut teams = Vec::new();
    let mut played: Option<Scenario> = None;
    for path in &args.records {
        let context = context.on_record(path.clone());
        let of_file = |failure: Failure| {
            failure.hint(format!("the record in question is {}", scrub(&path.display().to_string())))
        };
        let mut store = context.store(false).map_err(of_file)?;
        let session = context.session(&mut store).map_err(of_file)?;
        if session.state().exercise().is_none() {
            let shown = path.display().to_string();
            return Err(Failure::usage(format!("{} holds an incident, not an exercise", scrub(&shown))));
        }
        let scenario = script_of(&session, args.scripted.script.as_deref(), &context)?;
        if played.as_ref().is_some_and(|first| first.digest != scenario.digest) {
            let shown = path.display().to_string();
            let message = format!("{} was played on another scenario than the first record", scrub(&shown));
            return Err(Failure::usage(message));
        }
        let results = results::results(&session, &scenario)?;
        let opening = session.state().opening().map(|(opening, _)| opening);
        let over = session.state().exercise().is_some_and(|exercise| exercise.clock().play() == Play::Ended);
        let still = if over { "" } else { ", play is not over" };
        let name =
            opening.map(|opening| format!("{} {}{still}", opening.codename.to_uppercase(), opening.id));
        teams.push(Team::new(name.unwrap_or_default(), &results.ratings, &results.outcomes));
        played = Some(scenario);
    }
    let Some(scenario) = played else { return Err(Failure::usage("name the records of the teams")) };
    let paper = comparison(&scenario, &teams).map_err(|why| Failure::new(Kind::Bug, why.to_string()))?;
    args.out.give(&paper, context)?;
    Ok(ExitCode::SUCCESS)
}
