//! `privilege log`: what is withheld as privileged, for the other side of a case, without a word of it.

use std::process::ExitCode;

use crate::app::handed_out::privileged;
use crate::app::paper::{Production, produced};
use crate::base::digest::Digest;
use crate::base::text::{count, scrub};
use crate::cli::command::timeline::NOT_GIVEN;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::paper_out::PaperOut;
use crate::incident::event::proof::Occasion;

/// Arguments.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// List what is withheld as privileged: date, author's role, recipients, basis, kind. No words, no names.
    Log(Log),
}

/// Arguments of `privilege log`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  breachbook privilege log\n  breachbook privilege log -o privilege.csv --to \"counsel of the claimants\"\n\nThe basis is printed as it was typed with `label .. --basis`, names of people on the roster taken out: write it for the other side."
)]
struct Log {
    #[command(flatten)]
    out: PaperOut,
    /// It is given to somebody: that becomes an entry.
    #[arg(long, value_name = "WHOM")]
    to: Option<String>,
}

/// Runs it.
pub(crate) fn run(args: &Args, context: &Context) -> Result<ExitCode, Failure> {
    let What::Log(args) = &args.what;
    let mut store = context.store(false)?;
    let mut session = context.session_as_far(&mut store)?;
    let log = session.verified();
    if let Some(broken) = log.broken().filter(|_| log.entries().is_empty()) {
        return Err(broken.into());
    }
    if let Some(broken) = log.broken().filter(|_| args.to.is_some()) {
        return Err(Failure::from(broken).hint(NOT_GIVEN));
    }
    let (paper, unfounded) = privileged(&session)?;
    let bytes = args.out.give_copy(&paper, "privilege log", context)?;
    if unfounded > 0 {
        context.ui.warn(&format!("the basis of {} is not stated", count(unfounded, "claim")));
        context.ui.say("  breachbook label ENTRY privileged --basis B --why W    states it");
    }
    if let Some(to) = &args.to {
        let head = session.head();
        let production = Production {
            what: "Privilege log",
            format: args.out.format(context)?.word(),
            edition: "disclosure",
            to: to.clone(),
            sha256: Digest::of(&bytes),
            head: (head.seq, head.hash),
        };
        let entries = produced(&mut session, &production)?;
        context.ui.say(&format!("given to {}, sha256 {}", scrub(to), production.sha256));
        context.acknowledge_beside(&session, &entries, args.out.is_on_standard_output());
        let head = context.checkpoint_after(&mut session, Occasion::Production);
        context.ui.say(&format!("the record stands at {head}"));
    }
    log.broken().map_or(Ok(ExitCode::SUCCESS), |broken| Err(broken.into()))
}
