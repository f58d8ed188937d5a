//! `handover`: command goes from one person to another in two acts. Roles move on acceptance.

use std::process::ExitCode;

use clap_complete::engine::ArgValueCompleter;

use crate::app::paper::Reading;
use crate::app::roster::{self, Accepted};
use crate::app::session::Session;
use crate::app::shift;
use crate::base::text::scrub;
use crate::cli::complete;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::incident::event::proof::Occasion;
use crate::record::chain::Head;
use crate::report::edition::Edition;

/// Arguments.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: breachbook handover offer --to Jonas")]
pub(crate) struct Args {
    #[command(subcommand)]
    act: Act,
}

#[derive(Debug, clap::Subcommand)]
enum Act {
    /// Offer to hand over; nothing moves yet.
    #[command(
        after_help = "Example:\n  breachbook handover offer --to Jonas --brief \"egress is cut, logs are safe, DPO not reached\""
    )]
    Offer {
        /// To whom.
        #[arg(long, value_name = "NAME", add = ArgValueCompleter::new(complete::people))]
        to: String,
        /// What they must know.
        #[arg(long, value_name = "TEXT")]
        brief: Option<String>,
        /// A role to hand over; by default all that you hold.
        #[arg(long)]
        role: Vec<String>,
    },
    /// Take over what was offered to you; prints the shift brief.
    #[command(after_help = "Example:\n  breachbook handover accept --as Jonas")]
    Accept {
        /// When, if not now.
        #[arg(long, value_name = "TIME", allow_hyphen_values = true)]
        at: Option<String>,
    },
}

/// Runs it.
pub(crate) fn run(args: &Args, context: &Context) -> Result<ExitCode, Failure> {
    let mut store = context.store(false)?;
    let mut session = context.session(&mut store)?;
    match &args.act {
        Act::Offer { to, brief, role } => {
            let entries = roster::offer(&mut session, to, role, brief.as_deref())?;
            context.acknowledge_last(&session, &entries);
            context.ui.say("the roles move when it is accepted: breachbook handover accept --as NAME");
        }
        Act::Accept { at } => {
            context.session_happened_at(&mut session, at.as_deref())?;
            let accepted = roster::accept(&mut session)?;
            context.acknowledge_last(&session, &accepted.entries);
            session.act_as(|identity| identity.at = None);
            let head = context.checkpoint_after(&mut session, Occasion::Handover);
            brief(&session, (&accepted, head), context);
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// The shift brief, and the checkpoint to read aloud, so that both sides know that they look at the same record.
fn brief(session: &Session<'_>, (accepted, head): (&Accepted, Head), context: &Context) {
    let said = accepted.offer.1.brief;
    let lines = Reading::of(session).with_scene(Edition::team(), |scene| shift::brief(session, scene, said));
    for line in lines {
        context.ui.line(&scrub(&line));
    }
    context.ui.line("");
    context.ui.line(&format!("Read aloud, and have it read back: {head}"));
}
