//! `claim`, `release STEP` and `assign`: who works on a step. A claim is a sign, not a lock.

use std::process::ExitCode;

use clap_complete::engine::ArgValueCompleter;

use super::at_step::{Target, act};
use crate::app::roster;
use crate::app::step_name::Meant;
use crate::cli::complete;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::incident::command::StepAct;

/// Arguments of `claim`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: breachbook claim collect-logs")]
pub(crate) struct Claim {
    #[command(flatten)]
    target: Target,
}

/// Arguments of `assign`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: breachbook assign collect-logs \"Jonas Berg\" --by-time 30m")]
pub(crate) struct Assign {
    #[command(flatten)]
    target: Target,
    /// To whom.
    #[arg(add = ArgValueCompleter::new(complete::people))]
    name: String,
    /// Until when: 30m, 18:00, tomorrow 9am.
    #[arg(long, value_name = "TIME", allow_hyphen_values = true)]
    by_time: Option<String>,
}

/// Somebody works on it.
pub(crate) fn claim(args: &Claim, context: &Context) -> Result<ExitCode, Failure> {
    act(context, &args.target, Meant::Open, |_desk| Ok(StepAct::Claim))
}

/// Somebody no longer does.
pub(super) fn release(target: &Target, context: &Context) -> Result<ExitCode, Failure> {
    act(context, target, Meant::Open, |_desk| Ok(StepAct::Release))
}

/// A step is given to somebody.
pub(crate) fn assign(args: &Assign, context: &Context) -> Result<ExitCode, Failure> {
    act(context, &args.target, Meant::Open, |desk| {
        let zone = desk.session.zone();
        let by_time = args.by_time.as_deref().map(|at| context.coming_time(at, zone)).transpose()?;
        let person = roster::person(desk.session, &args.name)?;
        Ok(StepAct::Assign { person, by_time })
    })
}
