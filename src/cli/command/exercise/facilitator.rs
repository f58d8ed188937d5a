//! `exercise run`: the facilitator's screen.

use std::process::ExitCode;

use super::act::Scripted;
use super::{on_exercise, script_of};
use crate::app::exercise::facilitator::Facilitator;
use crate::app::guide::GuideError;
use crate::cli::command::run::{paused_at, prompter};
use crate::cli::context::Context;
use crate::cli::failure::Failure;

/// Runs it.
pub(super) fn run(args: &Scripted, context: &Context) -> Result<ExitCode, Failure> {
    let context = &on_exercise(context)?;
    let mut store = context.store(false)?;
    let mut session = context.session(&mut store)?;
    session.may_write()?;
    let scenario = script_of(&session, args.script.as_deref(), context)?;
    let mut prompter = prompter(context)?;
    let ended = Facilitator::new(&mut session, prompter.as_mut(), &scenario).run();
    drop(prompter);
    let head = session.head();
    match ended {
        Ok(true) => {
            context.ui.say(&format!("Play is over ({head})."));
            context
                .ui
                .say("next: breachbook exercise score, exercise rate .., exercise report -o report.docx");
            Ok(ExitCode::SUCCESS)
        }
        Ok(false) => {
            context
                .ui
                .say(&format!("Left at {head}. Injects wait until `breachbook exercise run` is open again."));
            Ok(ExitCode::SUCCESS)
        }
        Err(GuideError::Prompt(why)) => Err(paused_at(why, head, "breachbook exercise run")),
        Err(GuideError::App(error)) => Err(error.into()),
    }
}
