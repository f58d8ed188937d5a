//! `playbook new`, `playbook schema`, `playbook graph`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap_complete::engine::ArgValueCompleter;

use super::loaded;
use crate::app::ground::roles;
use crate::base::id::PlaybookId;
use crate::base::text::scrub;
use crate::cli::complete;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::playbook::graph::graph;
use crate::playbook::scaffold::scaffold;
use crate::playbook::schema;

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

/// Arguments of `schema`.
#[derive(Debug, clap::Args)]
pub(super) struct SchemaArgs {
    /// The file; by default standard output.
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Write over the file if there is one.
    #[arg(long, requires = "output")]
    force: bool,
}

/// Arguments of `graph`.
#[derive(Debug, clap::Args)]
pub(super) struct GraphArgs {
    /// An id, or a file.
    #[arg(add = ArgValueCompleter::new(complete::playbooks))]
    playbook: String,
    /// The file; by default standard output.
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Write over the file if there is one.
    #[arg(long, requires = "output")]
    force: bool,
}

/// Begins a playbook.
pub(super) fn new(args: &NewArgs, context: &Context) -> Result<ExitCode, Failure> {
    let id = PlaybookId::parse(&args.id).map_err(|why| Failure::usage(format!("`{}`: {why}", args.id)))?;
    let title = args.title.clone().unwrap_or_else(|| id.as_str().replace('-', " "));
    let path = args.output.clone().unwrap_or_else(|| PathBuf::from(format!("{id}.toml")));
    context.write_file(&path, scaffold(&id, &title).as_bytes(), false)?;
    context.ui.say(&format!("next: breachbook playbook lint {}", path.display()));
    Ok(ExitCode::SUCCESS)
}

/// Gives the schema.
pub(super) fn schema(args: &SchemaArgs, context: &Context) -> Result<ExitCode, Failure> {
    give(&schema::schema(), (args.output.as_ref(), args.force), context)
}

/// Draws a playbook.
pub(super) fn draw(args: &GraphArgs, context: &Context) -> Result<ExitCode, Failure> {
    let ending = args.output.as_deref().and_then(Path::extension).map(|ending| ending.to_string_lossy());
    if let Some(ending) = ending.filter(|ending| !ending.eq_ignore_ascii_case("svg")) {
        let why = format!("`.{}` is no ending of a picture of a playbook: they are svg", scrub(&ending));
        return Err(Failure::usage(why));
    }
    let set = loaded(&args.playbook, &context.library()?)?;
    give(&graph(&set.root, roles()), (args.output.as_ref(), args.force), context)
}

fn give(
    text: &str,
    (output, force): (Option<&PathBuf>, bool),
    context: &Context,
) -> Result<ExitCode, Failure> {
    match output {
        Some(path) => context.write_file(path, text.as_bytes(), force)?,
        None => context.ui.out(text),
    }
    Ok(ExitCode::SUCCESS)
}
