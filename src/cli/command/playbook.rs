//! `playbook`: for those who write playbooks, and for those who look for one.

mod author;
mod lint;
mod list;
mod paper;

use std::process::ExitCode;

use clap_complete::engine::ArgValueCompleter;

use crate::app::app_error::AppError;
use crate::app::ground;
use crate::base::id::PlaybookId;
use crate::base::problem::{Problems, Source};
use crate::cli::complete;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::playbook::library::Library;
use crate::playbook::library::set::PlaybookSet;
use crate::report::playbook::kit::kit;
use crate::report::playbook::page::page;

/// Arguments.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: breachbook playbook show customer-db-exfiltration")]
pub(crate) struct Args {
    #[command(subcommand)]
    act: Act,
}

#[derive(Debug, clap::Subcommand)]
enum Act {
    /// All playbooks, shipped ones and your own.
    #[command(after_help = "Example:\n  breachbook playbook list")]
    List {
        /// Blocks too: made to be used by other playbooks.
        #[arg(long)]
        blocks: bool,
    },
    /// What a playbook does, step by step.
    #[command(after_help = "Example:\n  breachbook playbook show customer-db-exfiltration")]
    Show {
        /// An id, or a file.
        #[arg(add = ArgValueCompleter::new(complete::playbooks))]
        playbook: String,
    },
    /// Check playbooks: errors exit 3, warnings 0.
    #[command(after_help = "Example:\n  breachbook playbook lint --strict my-playbooks/*.toml")]
    Lint(crate::cli::linting::LintArgs),
    /// Begin a playbook: a file that loads and that lint likes.
    #[command(after_help = "Example:\n  breachbook playbook new lost-laptop")]
    New(author::NewArgs),
    /// The JSON Schema for editors.
    #[command(after_help = "Example:\n  breachbook playbook schema -o playbook.schema.json")]
    Schema(author::SchemaArgs),
    /// A picture of a playbook.
    #[command(after_help = "Example:\n  breachbook playbook graph customer-db-exfiltration -o playbook.svg")]
    Graph(author::GraphArgs),
    /// A kit for when no machine works: tick boxes, call list, deadlines, blank log sheets.
    #[command(
        after_help = "Example:\n  breachbook playbook paper customer-db-exfiltration -o kit.pdf\n\nWhat was written on the log sheet is typed in afterwards with `breachbook note - --lines`."
    )]
    Paper(paper::PaperArgs),
    /// A page about a playbook: purpose, roles, decisions, evidence, deadlines.
    #[command(after_help = "Example:\n  breachbook playbook page customer-db-exfiltration -o page.html")]
    Page(paper::PaperArgs),
}

/// Runs it.
pub(crate) fn run(args: &Args, context: &Context) -> Result<ExitCode, Failure> {
    match &args.act {
        Act::List { blocks } => list::list(*blocks, context),
        Act::Show { playbook } => list::show_one(playbook, context),
        Act::Lint(args) => lint::run(args, context),
        Act::New(args) => author::new(args, context),
        Act::Schema(args) => author::schema(args, context),
        Act::Graph(args) => author::draw(args, context),
        Act::Paper(args) => paper::give(args, context, kit),
        Act::Page(args) => paper::give(args, context, page),
    }
}

/// Loads what was named: an id of the library, or a file.
fn load(typed: &str, library: &Library) -> Result<(Option<PlaybookSet>, Problems), Failure> {
    let ground = ground::ground();
    let path = std::path::Path::new(typed);
    let id = PlaybookId::parse(typed).ok().filter(|id| library.source(id).is_some());
    match id {
        Some(id) => Ok(library.load_set(&id, &ground)),
        None if path.exists() || path.extension().is_some_and(|ending| ending == "toml") => {
            let text = ground::read_document(path)?;
            Ok(library.load_set_of(&Source::new(typed, text), &ground))
        }
        None => {
            let candidates = library.ids().map(ToString::to_string).collect();
            Err(AppError::Nothing { what: "playbook", typed: typed.to_owned(), candidates }.into())
        }
    }
}

/// Loads what was named, or fails with its problems.
fn loaded(typed: &str, library: &Library) -> Result<PlaybookSet, Failure> {
    let (set, problems) = load(typed, library)?;
    set.ok_or_else(|| AppError::Problems(problems).into())
}
