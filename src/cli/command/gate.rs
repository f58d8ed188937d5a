//! `approve` and `override`: what stands between a step and its completion.

use std::process::ExitCode;

use super::at_step::{Target, act};
use crate::app::naming;
use crate::app::step_name::Meant;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::incident::command::StepAct;
use crate::incident::event::step::Gate;

/// Arguments of `approve`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example: breachbook approve shut-down --by \"Clara Cole\" --via phone --why \"Said on the call at 03:12\""
)]
pub(crate) struct Approve {
    #[command(flatten)]
    target: Target,
    /// The role in which it is given, where the person holds several.
    #[arg(long, value_name = "ROLE")]
    role: Option<String>,
    /// How or why it was given.
    #[arg(long, value_name = "TEXT")]
    why: Option<String>,
}

/// Arguments of `override`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example: breachbook override shut-down --gate authority --why \"Nobody answers; data is leaving\""
)]
pub(crate) struct Override {
    #[command(flatten)]
    target: Target,
    /// What is overridden.
    #[arg(long, value_name = "GATE", default_value = "requires")]
    gate: GateWord,
    /// Why.
    #[arg(long, value_name = "TEXT")]
    why: String,
}

/// The gates.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum GateWord {
    /// The stop gate of the playbook.
    Requires,
    /// Somebody must approve.
    Authority,
    /// Evidence that was asked for.
    Evidence,
    /// Time that must pass.
    Wait,
}

/// Gives an approval.
pub(crate) fn approve(args: &Approve, context: &Context) -> Result<ExitCode, Failure> {
    act(context, &args.target, Meant::Open, |desk| {
        let role = args.role.as_deref();
        let role =
            role.map(|role| naming::role(desk.session.state(), desk.session.plans(), role)).transpose()?;
        Ok(StepAct::Approve { role, why: desk.maybe_reason(args.why.as_deref())? })
    })
}

/// Passes a gate that is not met.
pub(crate) fn override_gate(args: &Override, context: &Context) -> Result<ExitCode, Failure> {
    let gate = match args.gate {
        GateWord::Requires => Gate::Requires,
        GateWord::Authority => Gate::Authority,
        GateWord::Evidence => Gate::Evidence,
        GateWord::Wait => Gate::Wait,
    };
    act(context, &args.target, Meant::Open, |desk| {
        Ok(StepAct::Override { gate, why: desk.reason(&args.why)? })
    })
}
