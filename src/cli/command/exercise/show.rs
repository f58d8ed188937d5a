//! `exercise show`: what everybody in the room may see; and `exercise list`. Reads only the record, never the script.

use std::path::PathBuf;
use std::process::ExitCode;

use serde::Serialize;

use super::on_exercise;
use crate::app::exercise::facilitator::lines::play_word;
use crate::app::exercise::inbox::{Delivered, delivered};
use crate::app::exercise::play::times;
use crate::app::guide::inject::card_lines;
use crate::app::header::header;
use crate::app::session::Session;
use crate::app::standing;
use crate::base::text::{fit, scrub};
use crate::base::time::Period;
use crate::cli::command::list::status_of;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::json;
use crate::cli::watching::watch;
use crate::incident::event::lifecycle::Mode;
use crate::incident::story::Exercise;
use crate::scenario::load::heading;
use crate::scenario::shipped::shipped;
use crate::store::Store;
use crate::store::open::OpenOptions;

/// Arguments of `show`.
#[derive(Debug, clap::Args)]
pub(super) struct ShowArgs {
    /// Draw it anew every two seconds; space turns the page, q or Ctrl-C ends.
    #[arg(long)]
    watch: bool,
}

/// Shows where play stands.
pub(super) fn show(args: &ShowArgs, context: &Context) -> Result<ExitCode, Failure> {
    let context = &on_exercise(context)?;
    let mut store = context.store(false)?;
    let mut session = context.session(&mut store)?;
    if context.ui.json {
        json::print_object(&context.ui, &view(&session)?)?;
        return Ok(ExitCode::SUCCESS);
    }
    if !args.watch {
        context.ui.line(&lines(&session, context)?.join("\n"));
        return Ok(ExitCode::SUCCESS);
    }
    watch(&mut session, context, |session| lines(session, context))
}

fn lines(session: &Session<'_>, context: &Context) -> Result<Vec<String>, Failure> {
    let columns = context.ui.columns();
    let view = view(session)?;
    let mut lines = header(session, columns);
    lines.push(format!("{} · played {} · {} in the story", view.play, view.played, view.story_shown));
    lines.push("-".repeat(columns.min(78)));
    match delivered(session).iter().rev().find(|one| one.to.is_empty() && !one.recalled) {
        Some(one) => lines.extend(card_lines(one, columns)),
        None => lines.push("Nothing has come yet that is for everybody.".to_owned()),
    }
    let came = view.injects.iter().rev().take(5);
    lines.extend(came.map(|row| fit(&scrub(&format!("{}  {}", row.at, row.title)), columns)));
    lines.push(String::new());
    for duty in standing::duties(session).iter().filter(|duty| !duty.folded) {
        lines.push(fit(&scrub(&duty.text(session.zone())), columns));
    }
    Ok(lines)
}

#[derive(Serialize)]
struct View {
    play: &'static str,
    played: String,
    played_seconds: i64,
    story: crate::base::time::Timestamp,
    #[serde(skip)]
    story_shown: String,
    rate: u32,
    injects: Vec<Card>,
}

#[derive(Serialize)]
struct Card {
    inject: String,
    at: String,
    title: String,
    to: Vec<String>,
    readers: usize,
    recalled: bool,
}

fn view(session: &Session<'_>) -> Result<View, Failure> {
    let now = times(session)?;
    let exercise = session.state().exercise();
    let began = exercise.and_then(Exercise::started);
    let played = began.map_or(Period::from_seconds(0), |began| now.exercise.since(began.exercise));
    let zone = session.zone();
    let card = |one: Delivered| Card {
        inject: one.inject.to_string(),
        at: one.times.scenario.in_zone(zone).format("%a %H:%M").to_string(),
        title: one.card.title,
        to: one.to.iter().map(ToString::to_string).collect(),
        readers: one.readers,
        recalled: one.recalled,
    };
    let shown = exercise.map_or(1, |exercise| exercise.clock().rate());
    Ok(View {
        play: exercise.map_or("", |exercise| play_word(exercise.clock().play())),
        played: played.to_string(),
        played_seconds: played.seconds(),
        story: now.scenario,
        story_shown: now.scenario.in_zone(zone).format("%a %-d %b %H:%M").to_string(),
        rate: shown,
        injects: delivered(session).into_iter().map(card).collect(),
    })
}

#[derive(Serialize)]
struct ScenarioRow {
    scenario: String,
    title: String,
    playbook: String,
}

#[derive(Serialize)]
struct ExerciseRow {
    exercise: String,
    codename: String,
    status: &'static str,
    record: PathBuf,
}

#[derive(Serialize)]
struct Listing {
    scenarios: Vec<ScenarioRow>,
    exercises: Vec<ExerciseRow>,
}

/// Scenarios that come with the program, and exercises on this machine.
pub(super) fn list(context: &Context) -> Result<ExitCode, Failure> {
    let scenarios = shipped().filter_map(|(_, source)| heading(&source));
    let scenarios = scenarios.map(|(id, title, playbook)| ScenarioRow {
        scenario: id.to_string(),
        title,
        playbook: playbook.to_string(),
    });
    let listing = Listing { scenarios: scenarios.collect(), exercises: exercises(context)? };
    if context.ui.json {
        json::print_object(&context.ui, &listing)?;
        return Ok(ExitCode::SUCCESS);
    }
    for row in &listing.scenarios {
        context.ui.line(&format!("{:<26} {} ({})", row.scenario, scrub(&row.title), row.playbook));
    }
    for row in &listing.exercises {
        let path = row.record.display().to_string();
        let status = if row.status == "over" { "ended" } else { row.status };
        context.ui.line(&format!("{:<26} {}  {status}  {}", row.exercise, row.codename, scrub(&path)));
    }
    Ok(ExitCode::SUCCESS)
}

fn exercises(context: &Context) -> Result<Vec<ExerciseRow>, Failure> {
    let mut rows = Vec::new();
    for path in context.exercise_records()? {
        let store: Store = Store::open(&path, OpenOptions { create: false, read_only: true })?.store;
        let played = store.incidents()?.into_iter().filter(|row| row.mode == Mode::Exercise);
        rows.extend(played.map(|row| ExerciseRow {
            status: status_of(&store, &row),
            exercise: row.id,
            codename: row.codename,
            record: path.clone(),
        }));
    }
    Ok(rows)
}
