//! `join`: a second playbook.

use std::process::ExitCode;

use clap_complete::engine::ArgValueCompleter;

use crate::app::app_error::AppError;
use crate::app::ground;
use crate::app::join::{Joining, join};
use crate::app::naming;
use crate::base::id::PlaybookId;
use crate::base::problem::Source;
use crate::cli::complete;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::playbook::kind::UseMode;

/// Arguments.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  breachbook join privacy-track --as track --why \"mailboxes hold customer data\""
)]
pub(crate) struct Args {
    /// A playbook's id, or a file; `--as` says how: track, beside what runs, or pivot, instead of it.
    #[arg(add = ArgValueCompleter::new(complete::playbooks))]
    playbook: String,
    /// The step that could not find its playbook.
    #[arg(long = "for", id = "for_step", value_name = "STEP")]
    step: Option<String>,
    /// Why.
    #[arg(long)]
    why: String,
    /// Once more, beside the run that goes on: for a second brand, a second attack.
    #[arg(long)]
    again: bool,
}

/// Runs it.
pub(crate) fn run(args: &Args, word: Option<&str>, context: &Context) -> Result<ExitCode, Failure> {
    let mode = word.map_or(Ok(UseMode::Track), mode).map_err(Failure::usage)?;
    let library = context.library()?;
    let ground = ground::ground();
    let id = PlaybookId::parse(&args.playbook).ok().filter(|id| library.source(id).is_some());
    let path = std::path::Path::new(&args.playbook);
    let (file, (set, problems)) = match id {
        Some(id) => (None, library.load_set(&id, &ground)),
        None if path.exists() => {
            let file = Source::new(args.playbook.clone(), ground::read_document(path)?);
            let loaded = library.load_set_of(&file, &ground);
            (Some(file), loaded)
        }
        None => {
            let candidates = library.ids().map(ToString::to_string).collect();
            return Err(
                AppError::Nothing { what: "playbook", typed: args.playbook.clone(), candidates }.into()
            );
        }
    };
    let Some(set) = set else { return Err(AppError::Problems(problems).into()) };
    let mut store = context.store(false)?;
    let mut session = context.session(&mut store)?;
    let step = args.step.as_deref().map(|step| naming::step(&session, step)).transpose()?;
    let joining = Joining { set: &set, file: file.as_ref(), mode, step, again: args.again };
    let entries = join(&mut session, &library, &joining, &args.why)?;
    context.acknowledge(&session, &entries);
    Ok(ExitCode::SUCCESS)
}

fn mode(word: &str) -> Result<UseMode, String> {
    match word {
        "track" => Ok(UseMode::Track),
        "pivot" => Ok(UseMode::Pivot),
        _other => Err("one of track or pivot".to_owned()),
    }
}
