//! `release`: with a step, somebody no longer works on it; `release review` decides passage by passage what an authority may read.

use std::process::ExitCode;

use clap_complete::engine::ArgValueCompleter;
use serde::Serialize;

use super::at_step::Target;
use super::hold;
use super::run::prompter;
use crate::app::release::walk::{Walk, WalkError, confirmed};
use crate::app::release::{Item, Scope, Why, answer, items};
use crate::app::session::Session;
use crate::base::text::{count, scrub};
use crate::cli::complete;
use crate::cli::context::Context;
use crate::cli::failure::{Failure, Kind};
use crate::cli::json;
use crate::host::prompter::PromptError;
use crate::record::passage_kind::{PASSAGE_KINDS, PassageKind};
use crate::record::reviewing::{ANSWERS, Answer, Reviewed};
use crate::report::edition::{EDITIONS, Edition};

/// Arguments of `release`.
#[derive(Debug, clap::Args)]
#[command(
    args_conflicts_with_subcommands = true,
    subcommand_negates_reqs = true,
    after_help = "Examples:\n  breachbook release collect-logs\n  breachbook release review\n  breachbook release -- review    releases a step that is called review"
)]
pub(crate) struct Args {
    #[command(subcommand)]
    what: Option<What>,
    #[command(flatten)]
    target: Option<Target>,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Decide passage by passage what an authority may read.
    Review(Review),
}

/// Arguments of `release review`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  breachbook release review\n  breachbook release review --list --json\n  breachbook release review --kind decisions --all released"
)]
struct Review {
    /// For whom: regulator or disclosure. Answers count for both.
    #[arg(long, default_value = "regulator", value_parser = edition)]
    edition: &'static Edition,
    /// Only this kind of text: notes, decisions, evidence ..; can be given several times.
    #[arg(long, value_name = "KIND", value_parser = kind, add = ArgValueCompleter::new(complete::passage_kinds))]
    kind: Vec<&'static PassageKind>,
    /// Give all of them one answer, after a look at their number: released, withheld, personal, privileged.
    #[arg(long, visible_alias = "all-kinds", value_name = "ANSWER", value_parser = given, conflicts_with = "list")]
    all: Option<Answer>,
    /// Do not ask before many texts get one answer.
    #[arg(long, requires = "all")]
    yes: bool,
    /// Show again what was answered.
    #[arg(long)]
    again: bool,
    /// List what is open.
    #[arg(long)]
    list: bool,
    /// Why, for the record.
    #[arg(long, default_value = "release review")]
    why: String,
}

/// Runs it.
pub(crate) fn run(args: &Args, context: &Context) -> Result<ExitCode, Failure> {
    match (&args.what, &args.target) {
        (Some(What::Review(args)), _) => review(args, context),
        (None, Some(target)) => hold::release(target, context),
        (None, None) => Err(Failure::usage("name the step, or `review`")),
    }
}

fn review(args: &Review, context: &Context) -> Result<ExitCode, Failure> {
    let mut store = context.store(false)?;
    let mut session = context.session_past(&mut store)?;
    let scope = Scope { kinds: args.kind.clone(), again: args.again };
    let found = items(&session, &scope);
    if let Some(given) = args.all {
        return all(args, given, (&mut session, &found), context);
    }
    if args.list || context.ui.json {
        return list(&found, &session, context);
    }
    if found.is_empty() {
        context.ui.say("nothing is open; --again shows what was answered");
        return Ok(ExitCode::SUCCESS);
    }
    let title = format!("{} · release review, {} edition", codename(&session), args.edition.word);
    let mut prompter = prompter(context)?;
    let mut walk = Walk::new(&mut session, prompter.as_mut(), (title, Why::new(&args.why)), found);
    let ended = walk.run();
    let summary = walk.summary();
    drop(prompter);
    ended.map_err(|error| stopped(error, &summary))?;
    context.ui.say(&format!("{summary}; every answer is in the record, `release review` goes on"));
    Ok(ExitCode::SUCCESS)
}

/// Gives everything one answer.
fn all(
    args: &Review,
    given: Answer,
    (session, found): (&mut Session<'_>, &[Item]),
    context: &Context,
) -> Result<ExitCode, Failure> {
    if found.is_empty() {
        context.ui.say("nothing is open; --again shows what was answered");
        return Ok(ExitCode::SUCCESS);
    }
    for line in counts(found) {
        context.ui.say(&line);
    }
    if !args.yes {
        let mut prompter = prompter(context)?;
        let question = format!("{}: {}, unread?", count(found.len(), "text"), given.word());
        let yes = confirmed(prompter.as_mut(), &question).map_err(WalkError::from);
        if !yes.map_err(|error| stopped(error, "nothing was answered"))? {
            context.ui.say("nothing was answered");
            return Ok(ExitCode::SUCCESS);
        }
    }
    let rows: Vec<&Reviewed> = found.iter().map(|item| &item.reviewed).collect();
    let entries = answer(session, &rows, given, &mut Why::new(&args.why))?;
    context.acknowledge_last(session, &entries);
    context.ui.say(&format!("{} {}", count(rows.len(), "text"), given.word()));
    Ok(ExitCode::SUCCESS)
}

/// How many there are of each kind.
fn counts(found: &[Item]) -> Vec<String> {
    let of = |kind: &PassageKind| found.iter().filter(|item| item.reviewed.kind == kind).count();
    let kinds = PASSAGE_KINDS.iter().map(|kind| (kind, of(kind))).filter(|(_, n)| *n > 0);
    kinds.map(|(kind, n)| format!("  {n:>4} {} ({})", kind.name, kind.word)).collect()
}

#[derive(Debug, Serialize)]
struct Row<'r> {
    entry: u64,
    entries: Vec<u64>,
    recorded: String,
    by: &'r str,
    step: Option<&'r str>,
    kind: &'static str,
    member: &'r str,
    state: &'static str,
    names_people: bool,
    text: &'r str,
}

fn list(found: &[Item], session: &Session<'_>, context: &Context) -> Result<ExitCode, Failure> {
    if context.ui.json {
        json::print(&context.ui, "passages", &found.iter().map(row).collect::<Vec<_>>())?;
        return Ok(ExitCode::SUCCESS);
    }
    for item in found {
        let when = item.recorded.in_zone(session.zone()).format("%a %-d %b %H:%M");
        let reviewed = &item.reviewed;
        let line = format!(
            "{} {when} {}: {} ({}, {})",
            reviewed.first(),
            item.by,
            item.text,
            reviewed.kind.word,
            reviewed.state()
        );
        context.ui.line(&scrub(&line));
    }
    for line in counts(found) {
        context.ui.say(&line);
    }
    context.ui.say(&count(found.len(), "text"));
    Ok(ExitCode::SUCCESS)
}

fn row(item: &Item) -> Row<'_> {
    let reviewed = &item.reviewed;
    Row {
        entry: reviewed.first().0,
        entries: reviewed.entries.iter().map(|seq| seq.0).collect(),
        recorded: item.recorded.to_string(),
        by: &item.by,
        step: item.step.as_deref(),
        kind: reviewed.kind.word,
        member: &reviewed.member,
        state: reviewed.state(),
        names_people: item.names_people,
        text: &item.text,
    }
}

fn codename(session: &Session<'_>) -> String {
    session.state().opening().map(|(opening, _)| opening.codename.to_uppercase()).unwrap_or_default()
}

fn stopped(error: WalkError, summary: &str) -> Failure {
    match error {
        WalkError::Prompt(PromptError::Paused) => {
            Failure::new(Kind::Paused, format!("{summary}; every answer is in the record"))
        }
        WalkError::Prompt(PromptError::Terminal(why)) => {
            Failure::new(Kind::Environment, format!("the terminal failed: {why}"))
        }
        WalkError::App(error) => error.into(),
    }
}

fn edition(word: &str) -> Result<&'static Edition, String> {
    let reviewed = EDITIONS.iter().filter(|edition| edition.is_reviewed());
    let known: Vec<&str> = reviewed.clone().map(|edition| edition.word).collect();
    reviewed
        .into_iter()
        .find(|edition| edition.word == word)
        .ok_or_else(|| format!("one of {}; the other editions need no review", known.join(", ")))
}

fn kind(word: &str) -> Result<&'static PassageKind, String> {
    PassageKind::parse(word).ok_or_else(|| {
        let known: Vec<&str> = PASSAGE_KINDS.iter().map(|kind| kind.word).collect();
        format!("one of {}", known.join(", "))
    })
}

fn given(word: &str) -> Result<Answer, String> {
    Answer::parse(word).ok_or_else(|| {
        let known: Vec<&str> = ANSWERS.iter().map(|(_, word)| *word).collect();
        format!("one of {}", known.join(", "))
    })
}
