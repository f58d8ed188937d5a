//! `config`: the organisation profile.

use std::path::Path;
use std::process::ExitCode;

use serde::Serialize;

use crate::base::text::scrub;
use crate::cli::context::Context;
use crate::cli::failure::{Failure, Kind};
use crate::cli::json;
use crate::host::organisation::{Profile, Reachable, template};

/// Arguments.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: breachbook config init")]
pub(crate) struct Args {
    #[command(subcommand)]
    act: Act,
}

#[derive(Debug, clap::Subcommand)]
enum Act {
    /// Make a profile to fill in.
    #[command(after_help = "Example:\n  breachbook config init")]
    Init,
    /// Where the profile is, what is in it, what is missing.
    #[command(after_help = "Example:\n  breachbook config show")]
    Show,
}

#[derive(Debug, Serialize)]
struct Shown {
    path: String,
    exists: bool,
    name: Option<String>,
    zone: Option<String>,
    missing: Vec<String>,
}

/// Runs it.
pub(crate) fn run(args: &Args, context: &Context) -> Result<ExitCode, Failure> {
    let path = context.profile_path();
    let path =
        path.ok_or_else(|| Failure::new(Kind::Environment, "there is no home folder for the profile"))?;
    match &args.act {
        Act::Init => init(&path, context),
        Act::Show => show(&path, context),
    }
}

fn init(path: &Path, context: &Context) -> Result<ExitCode, Failure> {
    if let Some(folder) = path.parent() {
        let made = std::fs::create_dir_all(folder);
        made.map_err(|why| Failure::new(Kind::Environment, format!("{}: {why}", folder.display())))?;
    }
    match context.write_file(path, template(context.system_zone()).as_bytes(), false) {
        Err(failure) if failure.kind == Kind::Usage => Err(Failure {
            hints: vec!["open it with your editor; `breachbook config show` says what is missing".to_owned()],
            ..failure
        }),
        other => other.map(|()| ExitCode::SUCCESS),
    }
}

fn show(path: &Path, context: &Context) -> Result<ExitCode, Failure> {
    let profile = context.profile()?;
    let shown = Shown {
        path: path.display().to_string(),
        exists: profile.is_some(),
        name: profile.as_ref().and_then(|profile| profile.entity.legal_name.clone()),
        zone: profile.as_ref().and_then(|profile| profile.zone).map(|zone| zone.name().to_owned()),
        missing: profile.iter().flat_map(Profile::missing).map(|missing| missing.to_string()).collect(),
    };
    if context.ui.json {
        json::print_object(&context.ui, &shown)?;
        return Ok(ExitCode::SUCCESS);
    }
    context.ui.line(&scrub(&shown.path));
    let Some(profile) = profile else {
        context.ui.line("  there is none; `breachbook config init` makes one");
        return Ok(ExitCode::SUCCESS);
    };
    let zone = shown.zone.unwrap_or_default();
    context.ui.line(&scrub(&format!("  name: {}", shown.name.unwrap_or_default())));
    context.ui.line(&format!("  zone: {zone}"));
    for Reachable { what, name, contact, deputy } in profile.reachable() {
        let (contact, deputy) = (contact.unwrap_or("no number"), deputy.unwrap_or("none"));
        context.ui.line(&scrub(&format!("  {what}: {name} {contact} (deputy: {deputy})")));
    }
    shown.missing.iter().for_each(|gap| context.ui.line(&format!("  missing: {}", scrub(gap))));
    Ok(ExitCode::SUCCESS)
}
