//! `run`: guided response. Also what bare `breachbook` does when an incident is open.

use std::io::IsTerminal as _;
use std::process::ExitCode;

use crate::app::ground::roles;
use crate::app::guide::{Ended, Guide, GuideError};
use crate::app::session::Session;
use crate::base::id::RoleId;
use crate::cli::context::Context;
use crate::cli::failure::{Failure, Kind};
use crate::host::prompter::{PlainPrompter, PromptError, Prompter, TerminalPrompter};

/// Arguments.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: breachbook run --role dpo")]
pub(crate) struct Args {
    /// Offer the steps of this role first.
    #[arg(long, value_name = "ROLE")]
    role: Vec<String>,
}

/// Runs it.
pub(crate) fn run(args: &Args, context: &Context) -> Result<ExitCode, Failure> {
    let mut store = context.store(false)?;
    let mut session = context.session(&mut store)?;
    let roles = args.role.iter().map(|word| role(word)).collect::<Result<Vec<_>, _>>()?;
    guide(&mut session, context, roles)
}

fn role(word: &str) -> Result<RoleId, Failure> {
    let known = roles().meant_by(word).map(|role| role.id.clone());
    known.or_else(|| RoleId::parse(word).ok()).ok_or_else(|| Failure::usage(format!("`{word}` is no role")))
}

/// Guides somebody through an incident.
pub(crate) fn guide(
    session: &mut Session<'_>,
    context: &Context,
    roles: Vec<RoleId>,
) -> Result<ExitCode, Failure> {
    let mut prompter = prompter(context)?;
    let ended = Guide::new(session, prompter.as_mut(), roles).run();
    drop(prompter);
    let head = session.head();
    match ended {
        Ok(Ended::Finished) => {
            context.ui.say("Nothing is open. `breachbook close` closes the incident.");
            Ok(ExitCode::SUCCESS)
        }
        Ok(Ended::Paused) => {
            context.ui.say(&format!("Paused at {head}. Nothing is lost; `breachbook run` goes on."));
            Ok(ExitCode::SUCCESS)
        }
        Err(GuideError::Prompt(PromptError::Paused)) => Err(Failure::new(
            Kind::Paused,
            format!("Paused at {head}. Nothing is lost; `breachbook run` goes on."),
        )),
        Err(GuideError::Prompt(PromptError::Terminal(why))) => {
            Err(Failure::new(Kind::Environment, format!("the terminal failed: {why}")))
        }
        Err(GuideError::App(error)) => Err(error.into()),
    }
}

/// A terminal where there is one, else plain lines.
fn prompter(context: &Context) -> Result<Box<dyn Prompter>, Failure> {
    let terminal = std::io::stdin().is_terminal() && std::io::stderr().is_terminal();
    let fail = |why: PromptError| Failure::new(Kind::Environment, why.to_string());
    if terminal && !context.ui.plain {
        return Ok(Box::new(TerminalPrompter::new().map_err(fail)?));
    }
    Ok(Box::new(PlainPrompter::new().map_err(fail)?))
}
