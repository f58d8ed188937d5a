//! `start`: opens an incident on a playbook.

use std::path::Path;
use std::process::ExitCode;

use crate::app::app_error::AppError;
use crate::app::ground;
use crate::app::start::{Opening, start};
use crate::base::id::PlaybookId;
use crate::base::problem::Source;
use crate::cli::context::Context;
use crate::cli::failure::Failure;

/// Arguments.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// A playbook's id, or a file.
    playbook: Option<String>,
    /// A title for people.
    #[arg(long)]
    title: Option<String>,
    /// A codename; one is proposed otherwise.
    #[arg(long)]
    codename: Option<String>,
    /// IANA zone in which times are typed and read.
    #[arg(long)]
    zone: Option<String>,
    /// Open it without running it.
    #[arg(long)]
    no_run: bool,
}

/// Runs it.
pub(crate) fn run(args: &Args, context: &Context) -> Result<ExitCode, Failure> {
    let typed = args.playbook.as_deref().ok_or_else(|| Failure::usage("name a playbook"))?;
    let library = context.library()?;
    let ground = ground::ground();
    let path = Path::new(typed);
    let file = if typed.ends_with(".toml") {
        Some(Source::new(typed, ground::read_document(path)?))
    } else {
        None
    };
    let (set, problems) = match &file {
        Some(file) => library.load_set_of(file, &ground),
        None => match PlaybookId::parse(typed).ok().filter(|id| library.source(id).is_some()) {
            Some(id) => library.load_set(&id, &ground),
            None => {
                let candidates = library.ids().map(ToString::to_string).collect();
                return Err(AppError::Nothing { what: "playbook", typed: typed.to_owned(), candidates }.into());
            }
        },
    };
    let Some(set) = set else { return Err(AppError::Problems(problems).into()) };
    let zone = match &args.zone {
        Some(zone) => zone.parse().map_err(|_bad| Failure::usage(format!("`{zone}` is no IANA zone")))?,
        None => context.system_zone(),
    };
    let mut store = context.store(true)?;
    let identity = context.identity();
    let opening = Opening {
        sources: ground::sources_of(&library, file.as_ref(), &set),
        set: &set,
        title: args.title.clone(),
        codename: args.codename.clone(),
        zone,
        organisation: None,
        identity: &identity,
    };
    let opened = start(&mut store, &context.clock, &opening)?;
    context.ui.say(&format!("{} opened, codename {}, zone {zone}", opened.id, opened.codename.to_uppercase()));
    Ok(ExitCode::SUCCESS)
}
