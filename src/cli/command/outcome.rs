//! `done`, `fail`, `skip`, `refuse`, `retry`, `undo`, `reopen`, `open`: the outcome of a step, and taking it back.

use std::process::ExitCode;

use super::at_step::{Target, act};
use crate::app::step_name::Meant;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::incident::command::StepAct;
use crate::playbook::model::OnFailure;

/// Arguments of `done`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  breachbook done call\n  breachbook done isolate@web-1 --note \"VLAN 90, port 12\" --at 02:58 --by Jonas --via phone"
)]
pub(crate) struct Done {
    #[command(flatten)]
    target: Target,
    /// A remark.
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
    /// A reason: needed where the step cannot be undone, or something is left out.
    #[arg(long, value_name = "TEXT")]
    why: Option<String>,
}

/// Arguments of acts that need a reason.
#[derive(Debug, clap::Args)]
pub(crate) struct Reasoned {
    #[command(flatten)]
    target: Target,
    /// Why.
    #[arg(long, value_name = "TEXT")]
    why: String,
}

/// Arguments of `skip`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: breachbook skip tell-press --why \"Nothing is public\"")]
pub(crate) struct Skip {
    #[command(flatten)]
    reasoned: Reasoned,
}

/// Arguments of `refuse`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: breachbook refuse isolate --why \"Counsel forbids it\"")]
pub(crate) struct Refuse {
    #[command(flatten)]
    reasoned: Reasoned,
}

/// Arguments of `undo`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: breachbook undo isolate --why \"That was the wrong host\"")]
pub(crate) struct Undo {
    #[command(flatten)]
    reasoned: Reasoned,
}

/// Arguments of `open`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: breachbook open rotate-keys --why \"The keys are being used now\"")]
pub(crate) struct Open {
    #[command(flatten)]
    reasoned: Reasoned,
}

/// Arguments of `fail`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  breachbook fail isolate --why \"The switch does not answer\"\n  breachbook fail isolate --then continue --why \"Unplugged by hand\""
)]
pub(crate) struct Fail {
    #[command(flatten)]
    target: Target,
    /// What follows, other than the playbook says; also for a step that failed before.
    #[arg(long, value_name = "WHAT")]
    then: Option<Then>,
    /// Why; may be left out when only what follows is said.
    #[arg(long, value_name = "TEXT")]
    why: Option<String>,
}

/// What follows a failure.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Then {
    /// Go on without it.
    Continue,
    /// Nothing after it opens.
    Stop,
    /// A person is asked.
    Ask,
}

/// Arguments of acts whose reason may be left out.
#[derive(Debug, clap::Args)]
pub(crate) struct Free {
    #[command(flatten)]
    target: Target,
    /// Why.
    #[arg(long, value_name = "TEXT")]
    why: Option<String>,
}

/// Arguments of `retry`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: breachbook retry isolate")]
pub(crate) struct Retry {
    #[command(flatten)]
    free: Free,
}

/// Arguments of `reopen`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: breachbook reopen collect-logs --why \"A second server was found\"")]
pub(crate) struct Reopen {
    #[command(flatten)]
    free: Free,
}

/// Completes a step.
pub(crate) fn done(args: &Done, context: &Context) -> Result<ExitCode, Failure> {
    act(context, &args.target, Meant::Open, |desk| {
        let note = desk.note(args.note.as_deref())?;
        Ok(StepAct::Complete { note, why: desk.maybe_reason(args.why.as_deref())? })
    })
}

/// Leaves a step out.
pub(crate) fn skip(args: &Skip, context: &Context) -> Result<ExitCode, Failure> {
    let Reasoned { target, why } = &args.reasoned;
    act(context, target, Meant::Open, |desk| Ok(StepAct::Skip { why: desk.reason(why)? }))
}

/// Somebody will not do it.
pub(crate) fn refuse(args: &Refuse, context: &Context) -> Result<ExitCode, Failure> {
    let Reasoned { target, why } = &args.reasoned;
    act(context, target, Meant::Open, |desk| Ok(StepAct::Refuse { why: desk.reason(why)? }))
}

/// Takes an outcome back.
pub(crate) fn undo(args: &Undo, context: &Context) -> Result<ExitCode, Failure> {
    let Reasoned { target, why } = &args.reasoned;
    act(context, target, Meant::Settled, |desk| Ok(StepAct::Undo { why: desk.reason(why)? }))
}

/// Opens a step before its turn.
pub(crate) fn open(args: &Open, context: &Context) -> Result<ExitCode, Failure> {
    let Reasoned { target, why } = &args.reasoned;
    act(context, target, Meant::Unseen, |desk| Ok(StepAct::OpenEarly { why: desk.reason(why)? }))
}

/// A step did not work, or what follows a failure is said.
pub(crate) fn fail(args: &Fail, context: &Context) -> Result<ExitCode, Failure> {
    let then = args.then.map(|then| match then {
        Then::Continue => OnFailure::Continue,
        Then::Stop => OnFailure::Stop,
        Then::Ask => OnFailure::Ask,
    });
    act(context, &args.target, Meant::Open, |desk| {
        use crate::base::outcome::Outcome;
        let outcome = desk.session.state().step(&desk.step).and_then(|step| step.status.outcome());
        let why = desk.maybe_reason(args.why.as_deref())?;
        match (outcome, then, why) {
            (Some(Outcome::Failed), Some(then), why) => Ok(StepAct::AfterFailure { then, why }),
            (_, then, Some(why)) => Ok(StepAct::Fail { why, then }),
            (_, _, None) => Err(Failure::usage("say what went wrong").hint("--why TEXT")),
        }
    })
}

/// A failed step is tried again.
pub(crate) fn retry(args: &Retry, context: &Context) -> Result<ExitCode, Failure> {
    again(&args.free, Meant::Open, context)
}

/// A settled step is to be done again.
pub(crate) fn reopen(args: &Reopen, context: &Context) -> Result<ExitCode, Failure> {
    again(&args.free, Meant::Settled, context)
}

fn again(args: &Free, meant: Meant, context: &Context) -> Result<ExitCode, Failure> {
    act(context, &args.target, meant, |desk| {
        Ok(StepAct::Reopen { why: desk.maybe_reason(args.why.as_deref())? })
    })
}
