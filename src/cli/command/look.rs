//! `tick`, `poll`, `go-on` and `reviewed`: small acts at a step that stays open or was settled before.

use std::process::ExitCode;

use super::at_step::{Desk, Target, act, acts};
use crate::app::step_name::Meant;
use crate::base::id::{OptionId, StepId};
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::incident::command::StepAct;
use crate::playbook::kind::{ChecklistItem, Kind};

/// Arguments of `tick`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  breachbook tick first-hour 1 2\n  breachbook tick first-hour call-list --off"
)]
pub(crate) struct Tick {
    #[command(flatten)]
    target: Target,
    /// Items, by id or by number.
    #[arg(required = true, value_name = "ITEM")]
    items: Vec<String>,
    /// Take the tick away.
    #[arg(long)]
    off: bool,
}

/// Arguments of `poll`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  breachbook poll watch --quiet\n  breachbook poll watch --seen --note \"Two new logins\""
)]
pub(crate) struct Poll {
    #[command(flatten)]
    target: Target,
    /// It was seen again: the quiet time begins anew.
    #[arg(long, conflicts_with = "quiet", required_unless_present = "quiet")]
    seen: bool,
    /// It was quiet.
    #[arg(long)]
    quiet: bool,
    /// A remark.
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
}

/// Arguments of `go-on`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  breachbook go-on hunt --why \"New indicators came in\"\n  breachbook go-on hunt --stop --why \"Nothing new in three rounds\""
)]
pub(crate) struct GoOn {
    #[command(flatten)]
    target: Target,
    /// No more rounds.
    #[arg(long)]
    stop: bool,
    /// Why.
    #[arg(long, value_name = "TEXT")]
    why: String,
}

/// Arguments of `reviewed`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: breachbook reviewed tell-owner --note \"Still right with the new count\"")]
pub(crate) struct Reviewed {
    #[command(flatten)]
    target: Target,
    /// A remark.
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
}

/// Ticks items.
pub(crate) fn tick(args: &Tick, context: &Context) -> Result<ExitCode, Failure> {
    acts(context, &args.target, Meant::Open, |desk| {
        let items = args.items.iter().map(|typed| item(desk, typed));
        let ticked = !args.off;
        items.map(|item| Ok(StepAct::Tick { item: item?, ticked })).collect()
    })
}

/// An item by its id or its number in the list.
fn item(desk: &Desk<'_, '_>, typed: &str) -> Result<OptionId, Failure> {
    let number = typed.parse::<usize>().ok().and_then(|n| n.checked_sub(1));
    let by_number = number.and_then(|at| items(desk)?.get(at).map(|item| item.id.clone()));
    by_number.map_or_else(
        || {
            OptionId::parse(typed).map_err(|_bad| {
                Failure::usage(format!("there is no item `{}`", crate::base::text::scrub(typed)))
            })
        },
        Ok,
    )
}

fn items<'d>(desk: &'d Desk<'_, '_>) -> Option<&'d [ChecklistItem]> {
    let run = desk.session.state().runs().get(&desk.step.run())?;
    let playbook = desk.session.plans().of(run)?;
    match &playbook.step(&StepId::parse(desk.step.id()).ok()?)?.kind {
        Kind::Checklist(items) => Some(items),
        Kind::Task
        | Kind::Question(_)
        | Kind::Decision(_)
        | Kind::Evidence(_)
        | Kind::Notify(_)
        | Kind::Approval(_)
        | Kind::Wait(_)
        | Kind::Group(..)
        | Kind::Each(_)
        | Kind::Repeat(_)
        | Kind::Playbook(_) => None,
    }
}

/// Somebody looked whether it is quiet.
pub(crate) fn poll(args: &Poll, context: &Context) -> Result<ExitCode, Failure> {
    act(context, &args.target, Meant::Open, |desk| {
        Ok(StepAct::Poll { seen: args.seen, note: desk.note(args.note.as_deref())? })
    })
}

/// A repeat goes on beyond its maximum, or does not.
pub(crate) fn go_on(args: &GoOn, context: &Context) -> Result<ExitCode, Failure> {
    act(context, &args.target, Meant::Open, |desk| {
        Ok(StepAct::GoOn { go_on: !args.stop, why: desk.reason(&args.why)? })
    })
}

/// What a later change may have touched was looked at and stands.
pub(crate) fn reviewed(args: &Reviewed, context: &Context) -> Result<ExitCode, Failure> {
    act(context, &args.target, Meant::Settled, |desk| {
        Ok(StepAct::Review { note: desk.note(args.note.as_deref())? })
    })
}
