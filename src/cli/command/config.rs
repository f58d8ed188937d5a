//! `config`: the organisation profile.

use std::path::PathBuf;
use std::process::ExitCode;

use serde::Serialize;

use crate::app::profile::{Profile, template};
use crate::base::text::scrub;
use crate::cli::context::Context;
use crate::cli::failure::{Failure, Kind};
use crate::cli::json;

/// Arguments.
#[derive(Debug, clap::Args)]
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

fn init(path: &PathBuf, context: &Context) -> Result<ExitCode, Failure> {
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

fn show(path: &std::path::Path, context: &Context) -> Result<ExitCode, Failure> {
    let profile = context.profile()?;
    let shown = Shown {
        path: path.display().to_string(),
        exists: profile.is_some(),
        name: profile.as_ref().map(|profile| profile.name.clone()),
        zone: profile.as_ref().and_then(|profile| profile.zone).map(|zone| zone.name().to_owned()),
        missing: profile.as_ref().map(Profile::gaps).unwrap_or_default(),
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
    let people = [profile.offices, profile.calls].concat();
    context.ui.line(&scrub(&format!("  name: {}", profile.name)));
    context.ui.line(&format!("  zone: {zone}"));
    for contact in people.iter().filter(|contact| !contact.name.is_empty()) {
        let line =
            format!("  {}: {} {} (deputy: {})", contact.role, contact.name, contact.phone, contact.deputy);
        context.ui.line(&scrub(&line));
    }
    shown.missing.iter().for_each(|gap| context.ui.line(&format!("  missing: {}", scrub(gap))));
    Ok(ExitCode::SUCCESS)
}
