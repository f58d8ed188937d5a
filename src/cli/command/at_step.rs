//! What all acts at a step share: the step as typed, when it happened, reasons, and the acknowledgement.

use std::process::ExitCode;

use clap_complete::engine::ArgValueCompleter;

use crate::app::session::Session;
use crate::app::step_name::{Meant, step};
use crate::app::words::Wording;
use crate::cli::acknowledge::named;
use crate::cli::complete;
use crate::cli::context::Context;
use crate::cli::failure::{Failure, Kind};
use crate::fact::value::PassageRef;
use crate::incident::command::{Command, StepAct};
use crate::incident::key::StepKey;

/// The step and the time of an act.
#[derive(Debug, clap::Args)]
pub(super) struct Target {
    /// The step: its key, any tail of it, or `step@item` with the text of the item.
    #[arg(add = ArgValueCompleter::new(complete::open_steps))]
    pub(super) step: String,
    /// When it happened, if not now: 14:32, -20m, yesterday 9am, 03:10 Berlin.
    #[arg(long, value_name = "TIME", allow_hyphen_values = true)]
    pub(super) at: Option<String>,
}

/// Somebody about to act at a step.
pub(super) struct Desk<'d, 's> {
    /// Options and screen.
    pub(super) context: &'d Context,
    /// The incident.
    pub(super) session: &'d mut Session<'s>,
    /// What is said with the act.
    pub(super) wording: Wording,
    /// The step.
    pub(super) step: StepKey,
}

impl Desk<'_, '_> {
    /// A reason; a blank one is none.
    pub(super) fn reason(&mut self, why: &str) -> Result<PassageRef, Failure> {
        if why.trim().is_empty() {
            return Err(Failure::new(Kind::Refused, "a reason cannot be blank; nothing was recorded"));
        }
        Ok(self.wording.say(why)?)
    }

    /// A reason that may be left out.
    pub(super) fn maybe_reason(&mut self, why: Option<&str>) -> Result<Option<PassageRef>, Failure> {
        why.map(|why| self.reason(why)).transpose()
    }

    /// A remark that may be left out.
    pub(super) fn note(&mut self, note: Option<&str>) -> Result<Option<PassageRef>, Failure> {
        Ok(self.wording.say_some(note)?)
    }
}

/// Does one thing at a step.
pub(super) fn act(
    context: &Context,
    target: &Target,
    meant: Meant,
    choose: impl FnOnce(&mut Desk<'_, '_>) -> Result<StepAct, Failure>,
) -> Result<ExitCode, Failure> {
    acts(context, target, meant, |desk| Ok(vec![choose(desk)?]))
}

/// Does several things at a step, or none of them.
pub(super) fn acts(
    context: &Context,
    target: &Target,
    meant: Meant,
    choose: impl FnOnce(&mut Desk<'_, '_>) -> Result<Vec<StepAct>, Failure>,
) -> Result<ExitCode, Failure> {
    let mut store = context.store(false)?;
    let mut session = context.session(&mut store)?;
    if let Some(at) = &target.at {
        let claimed = context.past_time(at, session.zone())?;
        session.act_as(|identity| identity.at = Some(claimed));
    }
    let step = step(&session, &target.step, meant)?;
    let wording = session.wording();
    let mut desk = Desk { context, session: &mut session, wording, step };
    let acts = choose(&mut desk)?;
    let Desk { wording, step, .. } = desk;
    let command = |act| Command::Step { step: step.clone(), act, shown: None };
    let commands = acts.into_iter().map(command).collect();
    let entries = session.act_all(commands, wording).map_err(|error| named(&session, error))?;
    context.acknowledge(&session, &entries);
    Ok(ExitCode::SUCCESS)
}
