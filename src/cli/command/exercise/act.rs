//! The clock of an exercise from the command line.

use std::path::PathBuf;
use std::process::ExitCode;

use super::{on_exercise, script_of};
use crate::app::app_error::AppError;
use crate::app::exercise::play;
use crate::app::session::Session;
use crate::cli::context::Context;
use crate::cli::failure::{Failure, Kind};
use crate::exercise::schedule::Schedule;
use crate::incident::command::PlayAct;
use crate::incident::event::exercise::ClockAct;
use crate::record::entry::Entry;
use crate::scenario::moment::StoryMoment;

/// Arguments of what needs the script.
#[derive(Debug, clap::Args)]
pub(super) struct Scripted {
    /// The script, where it did not come with the program.
    #[arg(long, value_name = "FILE")]
    pub(super) script: Option<PathBuf>,
}

/// Arguments of what only has a reason.
#[derive(Debug, clap::Args)]
pub(super) struct Why {
    /// Why.
    #[arg(long, value_name = "WHY")]
    why: Option<String>,
}

/// Arguments of `jump`.
#[derive(Debug, clap::Args)]
pub(super) struct JumpArgs {
    /// `Mon 08:00`, or `6h`.
    to: String,
    /// Why.
    #[arg(long, value_name = "WHY")]
    why: Option<String>,
}

/// Arguments of `scale`.
#[derive(Debug, clap::Args)]
pub(super) struct ScaleArgs {
    /// From 1 to 3600.
    rate: u32,
    /// Why.
    #[arg(long, value_name = "WHY")]
    why: Option<String>,
}

/// Arguments of `next`.
#[derive(Debug, clap::Args)]
pub(super) struct NextArgs {
    #[command(flatten)]
    scripted: Scripted,
    /// Why it begins though its gate is not open.
    #[arg(long, value_name = "WHY")]
    why: Option<String>,
}

/// Arguments of `end`.
#[derive(Debug, clap::Args)]
pub(super) struct EndArgs {
    #[command(flatten)]
    scripted: Scripted,
    /// Why it ends.
    #[arg(long, value_name = "WHY")]
    why: Option<String>,
}

fn act(
    context: &Context,
    choose: impl FnOnce(&mut Session<'_>, &Context) -> Result<Vec<Entry>, Failure>,
) -> Result<ExitCode, Failure> {
    let context = &on_exercise(context)?;
    let mut store = context.store(false)?;
    let mut session = context.session(&mut store)?;
    let entries = choose(&mut session, context)?;
    context.acknowledge(&session, &entries);
    Ok(ExitCode::SUCCESS)
}

fn clock(context: &Context, set: PlayAct, why: Option<&str>) -> Result<ExitCode, Failure> {
    act(context, |session, _| Ok(play::clock(session, set, why)?))
}

/// Play begins.
pub(super) fn begin(args: &Scripted, context: &Context) -> Result<ExitCode, Failure> {
    act(context, |session, context| {
        let scenario = script_of(session, args.script.as_deref(), context)?;
        let mut entries = play::begin(session, &scenario, false)?;
        play::deliver(session, &scenario)?;
        entries.truncate(1);
        Ok(entries)
    })
}

/// Play rests.
pub(super) fn pause(args: &Why, context: &Context) -> Result<ExitCode, Failure> {
    clock(context, PlayAct::of(ClockAct::Pause), args.why.as_deref())
}

/// Play goes on.
pub(super) fn resume(args: &Why, context: &Context) -> Result<ExitCode, Failure> {
    clock(context, PlayAct::of(ClockAct::Resume), args.why.as_deref())
}

/// The stop word.
pub(super) fn stop(args: &Why, context: &Context) -> Result<ExitCode, Failure> {
    clock(context, PlayAct::of(ClockAct::Stop), args.why.as_deref())
}

/// Another rate.
pub(super) fn scale(args: &ScaleArgs, context: &Context) -> Result<ExitCode, Failure> {
    let set = PlayAct { rate: Some(args.rate), ..PlayAct::of(ClockAct::Rate) };
    clock(context, set, args.why.as_deref())
}

/// The story moves on.
pub(super) fn jump(args: &JumpArgs, context: &Context) -> Result<ExitCode, Failure> {
    let moment =
        StoryMoment::parse(&args.to).map_err(|why| Failure::usage(format!("`{}`: {why}", args.to)))?;
    act(context, |session, _| {
        let to = moment.after(play::times(session)?.scenario, session.zone());
        Ok(play::jump(session, to, args.why.as_deref())?)
    })
}

/// The next module.
pub(super) fn next(args: &NextArgs, context: &Context) -> Result<ExitCode, Failure> {
    act(context, |session, context| {
        let scenario = script_of(session, args.scripted.script.as_deref(), context)?;
        let schedule = Schedule::read(&scenario, session.state(), play::times(session)?);
        let Some(module) = schedule.next else {
            return Err(AppError::NotPossible("there is no further module".to_owned()).into());
        };
        if !schedule.gate_is_open && args.why.is_none() {
            let gate = module.gate.as_ref().map(|gate| scenario.say(gate)).unwrap_or_default();
            return Err(Failure::new(Kind::Refused, format!("module `{}` waits for: {gate}", module.id))
                .hint("--why WHY begins it all the same"));
        }
        let entries = play::begin_module(session, module, args.why.as_deref())?;
        play::deliver(session, &scenario)?;
        Ok(entries)
    })
}

/// Play is over.
pub(super) fn end(args: &EndArgs, context: &Context) -> Result<ExitCode, Failure> {
    act(context, |session, context| {
        let scenario = script_of(session, args.scripted.script.as_deref(), context)?;
        let entries = play::end(session, &scenario, args.why.as_deref())?;
        context.ui.say("next: breachbook exercise score, exercise rate .., exercise report -o report.docx");
        Ok(entries)
    })
}
