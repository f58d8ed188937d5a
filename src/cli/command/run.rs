//! `run`: guided response. Also what bare `breachbook` does when an incident is open.

use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::app::answers::{self, Answers, Ended};
use crate::app::app_error::AppError;
use crate::app::exercise::casting::sit_down;
use crate::app::exercise::script;
use crate::app::ground;
use crate::app::guide::{Ended as GuideEnded, Guide, GuideError};
use crate::app::naming::role;
use crate::app::session::Session;
use crate::base::id::RoleId;
use crate::base::problem::Source;
use crate::base::time::{Timestamp, Zone};
use crate::cli::context::Context;
use crate::cli::failure::{Failure, Kind};
use crate::fact::typed::Typing;
use crate::host::prompter::{PlainPrompter, PromptError, Prompter, TerminalPrompter};
use crate::incident::key::StepKey;
use crate::incident::plans::Plans;
use crate::incident::story::Exercise;
use crate::playbook::library::set::PlaybookSet;
use crate::record::chain::Head;
use crate::scenario::model::Scenario;

/// Arguments.
#[derive(Debug, Default, clap::Args)]
#[command(after_help = "Example: breachbook run --role dpo")]
pub(crate) struct Args {
    /// Offer the steps of this role first.
    #[arg(long, value_name = "ROLE")]
    role: Vec<String>,
    /// Answers for the steps, instead of a person.
    #[arg(long, value_name = "FILE")]
    answers: Option<PathBuf>,
    /// After the answers, go on with a person.
    #[arg(long, requires = "answers")]
    then_ask: bool,
    /// The script of an exercise that is played without a facilitator, where it did not come with the program.
    #[arg(long, value_name = "FILE")]
    script: Option<PathBuf>,
}

/// How an incident is run.
pub(crate) struct Drive {
    /// Roles whose steps are offered first.
    pub(crate) roles: Vec<RoleId>,
    /// Answers, where a file gives them.
    pub(crate) answers: Option<Answers>,
    /// Whether a person goes on after them.
    pub(crate) then_ask: bool,
    /// The script of an exercise.
    pub(crate) script: Option<PathBuf>,
}

/// Runs it.
pub(crate) fn run(args: &Args, context: &Context) -> Result<ExitCode, Failure> {
    let mut store = context.store(false)?;
    let mut session = context.session(&mut store)?;
    session.may_write()?;
    let roles = args.role.iter().map(|word| role(session.state(), session.plans(), word));
    let roles = roles.collect::<Result<Vec<_>, _>>()?;
    let answers = match &args.answers {
        Some(path) => Some(read_answers(path, session.plans(), context, session.zone())?),
        None => None,
    };
    drive(
        &mut session,
        context,
        Drive { roles, answers, then_ask: args.then_ask, script: args.script.clone() },
    )
}

/// Runs an incident with answers, a person, or both.
pub(crate) fn drive(session: &mut Session<'_>, context: &Context, drive: Drive) -> Result<ExitCode, Failure> {
    let script = drive.script.as_deref();
    let Some(answers) = drive.answers else { return guide(session, context, (drive.roles, script)) };
    let ended = answers::run(session, &answers)?;
    let head = session.head();
    match ended {
        Ended::Finished => {
            context
                .ui
                .say(&format!("All steps have an outcome ({head}). `breachbook close` closes the incident."));
            Ok(ExitCode::SUCCESS)
        }
        Ended::Waiting(steps) => {
            let steps: Vec<&str> = steps.iter().map(StepKey::as_str).collect();
            context.ui.say(&format!("Waiting at {head}: {}", steps.join(", ")));
            Ok(ExitCode::SUCCESS)
        }
        Ended::Unanswered(_) | Ended::Refused(..) if drive.then_ask => {
            guide(session, context, (drive.roles, script))
        }
        Ended::Unanswered(step) => {
            Err(Failure::new(Kind::Refused, format!("no answer is left for step `{step}`"))
                .hint(format!("what was answered is kept ({head}); `{}` goes on", context.call("run"))))
        }
        Ended::Refused(step, why) => {
            let mut failure = Failure::from(why);
            failure.message = format!("the answer for step `{step}` was not taken: {}", failure.message);
            Err(failure.hint(format!("what was answered before is kept ({head})")))
        }
    }
}

/// Reads an answers file for a playbook that is about to be started.
pub(crate) fn answers(
    path: &Path,
    set: &PlaybookSet,
    context: &Context,
    zone: Zone,
) -> Result<Answers, Failure> {
    read_answers(path, &plans_of(set), context, zone)
}

/// The same for answers that are given at other times than now.
pub(super) fn answers_at(
    path: &Path,
    set: &PlaybookSet,
    (now, zone): (Timestamp, Zone),
) -> Result<Answers, Failure> {
    read_at(path, &plans_of(set), Typing { now, zone })
}

/// The playbooks of a set, as the engine takes them.
pub(crate) fn plans_of(set: &PlaybookSet) -> Plans<'static> {
    Plans::new(set.playbooks.values().cloned(), ground::catalogue())
}

fn read_answers(path: &Path, plans: &Plans<'_>, context: &Context, zone: Zone) -> Result<Answers, Failure> {
    read_at(path, plans, Typing { now: context.now(), zone })
}

fn read_at(path: &Path, plans: &Plans<'_>, typing: Typing) -> Result<Answers, Failure> {
    let source = Source::new(path.display().to_string(), ground::read_document(path)?);
    let (answers, problems) = answers::load(&source, plans, typing);
    answers.ok_or_else(|| AppError::Problems(problems).into())
}

/// A person left before anything was opened.
pub(super) fn paused(error: PromptError) -> Failure {
    match error {
        PromptError::Paused => Failure::new(Kind::Paused, "Nothing was opened."),
        PromptError::Terminal(why) => Failure::new(Kind::Environment, format!("the terminal failed: {why}")),
    }
}

/// A person left, or the terminal failed; what goes on from there.
pub(super) fn paused_at(why: PromptError, head: Head, goes_on: &str) -> Failure {
    match why {
        PromptError::Paused => {
            Failure::new(Kind::Paused, format!("Paused at {head}. Nothing is lost; `{goes_on}` goes on."))
        }
        PromptError::Terminal(why) => Failure::new(Kind::Environment, format!("the terminal failed: {why}")),
    }
}

/// Guides somebody through an incident.
pub(crate) fn guide(
    session: &mut Session<'_>,
    context: &Context,
    (roles, script): (Vec<RoleId>, Option<&Path>),
) -> Result<ExitCode, Failure> {
    let mut prompter = prompter(context)?;
    let script = alone(session, context, script)?;
    sit_down(session, &roles)?;
    let ended = Guide::new(session, prompter.as_mut(), roles).with_script(script.as_ref()).run();
    drop(prompter);
    let head = session.head();
    match ended {
        Ok(GuideEnded::Finished) => {
            context.ui.say("Nothing is open. `breachbook close` closes the incident.");
            Ok(ExitCode::SUCCESS)
        }
        Ok(GuideEnded::Paused) => {
            let goes_on = context.call("run");
            context.ui.say(&format!("Paused at {head}. Nothing is lost; `{goes_on}` goes on."));
            Ok(ExitCode::SUCCESS)
        }
        Err(GuideError::Prompt(why)) => Err(paused_at(why, head, &context.call("run"))),
        Err(GuideError::App(error)) => Err(error.into()),
    }
}

/// The script of an exercise that is played without a facilitator.
fn alone(
    session: &Session<'_>,
    context: &Context,
    given: Option<&Path>,
) -> Result<Option<Scenario>, Failure> {
    let is_alone = session.state().exercise().is_some_and(Exercise::is_alone);
    if !is_alone {
        return Ok(None);
    }
    Ok(Some(script::pinned(session, given, &context.library()?)?))
}

/// Whether a person sits here who can be asked.
pub(crate) fn at_a_terminal() -> bool {
    std::io::stdin().is_terminal() && std::io::stderr().is_terminal()
}

/// A terminal where there is one, else plain lines.
pub(crate) fn prompter(context: &Context) -> Result<Box<dyn Prompter>, Failure> {
    let fail = |why: PromptError| Failure::new(Kind::Environment, why.to_string());
    if at_a_terminal() && !context.ui.plain {
        return Ok(Box::new(TerminalPrompter::new().map_err(fail)?));
    }
    Ok(Box::new(PlainPrompter::new().map_err(fail)?))
}
