//! `bundle import`: a bundle from elsewhere, kept read-only or merged.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap_complete::engine::ArgValueCompleter;
use serde::Serialize;

use crate::app::bundle::import::{self, Checked};
use crate::app::bundle::look::Asked;
use crate::app::bundle::merge::{self, Merged};
use crate::app::choice;
use crate::base::text::{count, listing, scrub};
use crate::bundle::layout;
use crate::cli::bar::Bar;
use crate::cli::complete;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::json;
use crate::record::verify::outside::Outside;

/// Arguments.
#[derive(Debug, clap::Args)]
pub(super) struct ImportArgs {
    /// The folder of the bundle.
    folder: PathBuf,
    /// The incident of which it is another copy.
    #[arg(long, value_name = "INCIDENT", add = ArgValueCompleter::new(complete::incidents))]
    into: Option<String>,
}

#[derive(Serialize)]
struct Row<'r> {
    incident: &'r str,
    codename: &'r str,
    edition: &'r str,
    entries: u64,
    head: String,
    evidence: usize,
}

/// Runs it.
pub(super) fn run(args: &ImportArgs, context: &Context) -> Result<ExitCode, Failure> {
    let checked = checked(&args.folder, context)?;
    match &args.into {
        Some(name) => into(&checked, (name, &args.folder), context),
        None => keep(&checked, context),
    }
}

fn checked(folder: &Path, context: &Context) -> Result<Checked, Failure> {
    // How much there is to read is only known from the bundle itself, which is not believed yet.
    let bar = Bar::bytes(&context.ui, "checking", 0);
    let outside = Outside { signers: context.allowed_signers(None)?, ..Outside::default() };
    let asked = Asked { outside, now: context.wall() };
    let checked = Checked::open(folder, asked, &mut |read| bar.reach(read))?;
    drop(bar);
    for note in &checked.notes {
        context.ui.say(&scrub(note));
    }
    Ok(checked)
}

fn keep(checked: &Checked, context: &Context) -> Result<ExitCode, Failure> {
    let mut store = context.store(true)?;
    let bar = Bar::bytes(&context.ui, "evidence", checked.bag.labels.oxum.bytes);
    let taken = import::import(&mut store, checked, context.wall(), &mut |read| bar.reach(read))?;
    drop(bar);
    if context.ui.json {
        let row = Row {
            incident: &taken.id,
            codename: &taken.codename,
            edition: &taken.edition,
            entries: taken.head.seq.0,
            head: taken.head.hash.to_string(),
            evidence: taken.evidence,
        };
        json::print(&context.ui, "imported", &row)?;
        return Ok(ExitCode::SUCCESS);
    }
    let name = format!("{} {}", taken.id, taken.codename.to_uppercase());
    context.ui.line(&format!("{name}: {} edition, whole in itself up to {}", taken.edition, taken.head));
    context
        .ui
        .say(&format!("It is only read from now on; {} came along.", count(taken.evidence, "evidence file")));
    context.ui.say("Not known: whether its end was cut or all was written anew; compare the code with one from elsewhere.");
    Ok(ExitCode::SUCCESS)
}

fn into(checked: &Checked, (name, folder): (&str, &Path), context: &Context) -> Result<ExitCode, Failure> {
    let mut store = context.store(false)?;
    let incidents = store.incidents()?;
    let uid = choice::find(&incidents, name)?.uid;
    let mut session = context.session_on(&mut store, uid)?;
    match merge::merge(&mut session, checked)? {
        Merged::Before(by) => {
            context.ui.say(&format!("this copy was merged before, by {by}; nothing is added"));
        }
        Merged::In { entries, common, late, evidence, to_do } => {
            context.acknowledge_beside(&session, &entries, true);
            let entries = count(late, "late entry");
            context.ui.say(&format!(
                "common up to {common}; {entries} came in, the other copy's lines are {evidence}"
            ));
            if !to_do.is_empty() {
                let numbers: Vec<String> = to_do.iter().map(ToString::to_string).collect();
                context.ui.warn(&format!(
                    "labels, corrections, marks, erasures and holds of the other copy ({}) are told in notes here, not done: \
                     look at each and do what still applies",
                    listing(&numbers, "and")
                ));
            }
            brought(checked, folder, context);
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Evidence files are taken by people, who know what they are.
fn brought(checked: &Checked, folder: &Path, context: &Context) {
    for sha256 in checked.bag.hashed(layout::EVIDENCE) {
        let path = folder.join(layout::hashed(layout::EVIDENCE, sha256)).display().to_string();
        context.ui.say(&format!("it brings a piece of evidence: breachbook evidence add {}", scrub(&path)));
    }
}
