//! For those who teach and write: `list`, `show`, `new`, `lint`.

use std::path::PathBuf;
use std::process::ExitCode;

use serde::Serialize;

use crate::app::training::{lesson, named};
use crate::base::id::LessonId;
use crate::base::text::{flowed, scrub};
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::json;
use crate::cli::linting::{Found, LintArgs};
use crate::cli::problem_row::{ProblemRow, problem_rows};
use crate::scenario::load::heading;
use crate::scenario::shipped::shipped as scenarios;
use crate::training::lesson::Lesson;
use crate::training::load::load;
use crate::training::question::QuestionKind;
use crate::training::scaffold::scaffold;
use crate::training::shipped::shipped;

/// Arguments of `show`.
#[derive(Debug, clap::Args)]
pub(super) struct ShowArgs {
    /// A micro-exercise's id, or a file.
    content: String,
}

/// Arguments of `new`.
#[derive(Debug, clap::Args)]
pub(super) struct NewArgs {
    /// Its id: lower-case letters, digits and `-`.
    id: String,
    /// Its title; by default from the id.
    #[arg(long)]
    title: Option<String>,
    /// The file; by default the id with `.toml`, here.
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Serialize)]
struct Listing {
    micro: Vec<MicroRow>,
    scenarios: Vec<ScenarioRow>,
}

#[derive(Serialize)]
struct MicroRow {
    content: String,
    title: String,
    version: String,
    minutes: u32,
    roles: Vec<String>,
    tags: Vec<String>,
    summary: String,
    sha256: String,
}

#[derive(Serialize)]
struct ScenarioRow {
    content: String,
    title: String,
}

#[derive(Serialize)]
struct File {
    micro: String,
    loads: bool,
    problems: Vec<ProblemRow>,
}

/// Lists what people can be taught with.
pub(super) fn list(context: &Context) -> Result<ExitCode, Failure> {
    let lessons = shipped().filter_map(|(_, source)| load(&source).0);
    let scenarios = scenarios().filter_map(|(_, source)| heading(&source));
    let listing = Listing {
        micro: lessons.map(row).collect(),
        scenarios: scenarios.map(|(id, title, _)| ScenarioRow { content: id.to_string(), title }).collect(),
    };
    if context.ui.json {
        json::print_object(&context.ui, &listing)?;
        return Ok(ExitCode::SUCCESS);
    }
    context.ui.line("Micro-exercises: breachbook --as NAME training take ID");
    for row in &listing.micro {
        context.ui.line(&format!("  {:<26}{} ({} min)", row.content, scrub(&row.title), row.minutes));
    }
    context.ui.line("Tabletop exercises: breachbook exercise start ID");
    for row in &listing.scenarios {
        context.ui.line(&format!("  {:<26}{}", row.content, scrub(&row.title)));
    }
    Ok(ExitCode::SUCCESS)
}

fn row(lesson: Lesson) -> MicroRow {
    MicroRow {
        content: lesson.id.to_string(),
        title: lesson.title,
        version: lesson.version,
        minutes: lesson.minutes,
        roles: lesson.roles.iter().map(ToString::to_string).collect(),
        tags: lesson.tags,
        summary: lesson.summary,
        sha256: lesson.digest.to_string(),
    }
}

/// Shows a micro-exercise with its answers.
pub(super) fn show(args: &ShowArgs, context: &Context) -> Result<ExitCode, Failure> {
    let lesson = lesson(&args.content)?;
    let mut lines = vec![
        format!("{} ({} {}, {} min)", lesson.title, lesson.id, lesson.version, lesson.minutes),
        format!("asked for by: {}", lesson.tags.join(", ")),
        format!("sha256 {}", lesson.digest),
        String::new(),
        flowed(&lesson.story),
    ];
    for (n, question) in lesson.questions.iter().enumerate() {
        lines.extend([String::new(), format!("{}. {}", n + 1, flowed(&question.text))]);
        for choice in question.kind.choices() {
            let mark = if choice.right { "x" } else { " " };
            lines.push(format!("   [{mark}] {}", flowed(&choice.text)));
            lines.push(format!("       {}", flowed(&choice.why)));
        }
        if let QuestionKind::Number(figure) = &question.kind {
            lines.push(format!("   {} {}, give or take {}", figure.answer, figure.unit, figure.tolerance));
            lines.push(format!("       {}", flowed(&figure.why)));
        }
    }
    lines.extend([String::new(), format!("{} % pass. To confirm: {}", lesson.pass, lesson.acknowledgement)]);
    for line in lines {
        context.ui.line(&scrub(&line));
    }
    Ok(ExitCode::SUCCESS)
}

/// Begins one.
pub(super) fn new(args: &NewArgs, context: &Context) -> Result<ExitCode, Failure> {
    let id = LessonId::parse(&args.id).map_err(|why| Failure::usage(format!("`{}`: {why}", args.id)))?;
    let title = args.title.clone().unwrap_or_else(|| id.as_str().replace('-', " "));
    let path = args.output.clone().unwrap_or_else(|| PathBuf::from(format!("{id}.toml")));
    context.write_file(&path, scaffold(&id, &title).as_bytes(), false)?;
    context.ui.say(&format!("next: breachbook training lint {}", scrub(&path.display().to_string())));
    Ok(ExitCode::SUCCESS)
}

/// Checks them.
pub(super) fn lint(args: &LintArgs, context: &Context) -> Result<ExitCode, Failure> {
    let (mut files, mut found) = (Vec::new(), Found::default());
    for typed in &args.files {
        let (lesson, problems) = load(&named(typed)?);
        found.take(typed, &problems, context);
        let problems = problem_rows(&problems);
        files.push(File { micro: typed.clone(), loads: lesson.is_some(), problems });
    }
    if context.ui.json {
        json::print(&context.ui, "files", &files)?;
    }
    Ok(found.exit_code(args))
}
