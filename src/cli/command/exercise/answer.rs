//! `exercise answer`: what players were asked with an inject, and their answer.

use std::process::ExitCode;

use serde::Serialize;

use super::on_exercise;
use crate::app::app_error::AppError;
use crate::app::asking::{item, paragraphs};
use crate::app::exercise::inbox::{Asked, unanswered};
use crate::app::exercise::quiz;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::json;

/// Arguments of `answer`.
#[derive(Debug, clap::Args)]
pub(super) struct AnswerArgs {
    /// Which question; all that wait for an answer otherwise.
    question: Option<String>,
    /// Its answer: a figure, or options by id or number.
    #[arg(allow_negative_numbers = true)]
    answer: Vec<String>,
    /// None of the options is right.
    #[arg(long, conflicts_with = "answer", requires = "question")]
    none: bool,
}

#[derive(Serialize)]
struct Row<'a> {
    question: &'a str,
    inject: &'a str,
    text: &'a str,
    options: Vec<OptionV1<'a>>,
    unit: &'a str,
}

#[derive(Serialize)]
struct OptionV1<'a> {
    option: &'a str,
    text: &'a str,
}

/// Runs it.
pub(super) fn run(args: &AnswerArgs, context: &Context) -> Result<ExitCode, Failure> {
    let context = &on_exercise(context)?;
    let mut store = context.store(false)?;
    let mut session = context.session(&mut store)?;
    let asked = unanswered(&session, &[]);
    let Some(typed) = &args.question else {
        return list(&asked, context);
    };
    let one = asked.iter().find(|one| one.question.id.as_str() == typed);
    let Some(one) = one else {
        let candidates = asked.iter().map(|one| one.question.id.to_string()).collect();
        return Err(AppError::Nothing {
            what: "question without an answer",
            typed: typed.clone(),
            candidates,
        }
        .into());
    };
    if args.answer.is_empty() && !args.none {
        return list(std::slice::from_ref(one), context);
    }
    let given = quiz::read(&one.question, &args.answer).map_err(Failure::usage)?;
    let entries = quiz::answer(&mut session, one, &given)?;
    if entries.is_empty() {
        context.ui.say("Somebody else has answered it meanwhile; theirs counts.");
    }
    context.acknowledge(&session, &entries);
    Ok(ExitCode::SUCCESS)
}

fn list(asked: &[Asked], context: &Context) -> Result<ExitCode, Failure> {
    if context.ui.json {
        let rows: Vec<Row<'_>> = asked.iter().map(row).collect();
        json::print(&context.ui, "questions", &rows)?;
        return Ok(ExitCode::SUCCESS);
    }
    if asked.is_empty() {
        context.ui.say("No question waits for an answer.");
    }
    let columns = context.ui.columns();
    for one in asked {
        let question = &one.question;
        let mut lines = item(&format!("{}  ", question.id), &question.text, columns);
        for (n, (id, text)) in question.options.iter().enumerate() {
            lines.extend(item(&format!("  {} {id}: ", n + 1), text, columns));
        }
        if !question.unit.is_empty() {
            lines.extend(paragraphs(&format!("  a figure, in {}", question.unit), columns));
        }
        context.ui.line(lines.join("\n").trim_end());
    }
    Ok(ExitCode::SUCCESS)
}

fn row(asked: &Asked) -> Row<'_> {
    let question = &asked.question;
    let options = question.options.iter().map(|(id, text)| OptionV1 { option: id.as_str(), text });
    Row {
        question: question.id.as_str(),
        inject: asked.inject.as_str(),
        text: &question.text,
        options: options.collect(),
        unit: &question.unit,
    }
}
