//! `training take`: somebody takes a micro-exercise.

use std::process::ExitCode;

use super::{asked, on_training, store};
use crate::app::naming::any_role;
use crate::app::training::take::take;
use crate::app::training::{Circumstances, Content, Taking, hold, lesson, take_part};
use crate::cli::command::run::prompter;
use crate::cli::context::Context;
use crate::cli::failure::{Failure, Kind};
use crate::host::prompter::PromptError;
use crate::incident::event::training::{EMPLOYMENTS, Employment, Part};

/// Arguments.
#[derive(Debug, clap::Args)]
pub(super) struct TakeArgs {
    /// A micro-exercise's id, or a file.
    content: String,
    /// Your role in the response plan, if you have one.
    #[arg(long)]
    role: Option<String>,
    /// staff, contractor, supplier or management-body; as before, else staff.
    #[arg(long, value_parser = employment)]
    employment: Option<Employment>,
}

/// Reads the word.
pub(super) fn employment(word: &str) -> Result<Employment, String> {
    let found = EMPLOYMENTS.iter().find(|(_, known)| *known == word).map(|(employment, _)| *employment);
    found.ok_or_else(|| crate::base::text::one_of(EMPLOYMENTS.iter().map(|(_, known)| *known)))
}

/// Runs it.
pub(super) fn run(args: &TakeArgs, context: &Context) -> Result<ExitCode, Failure> {
    let lesson = lesson(&args.content)?;
    let role = args.role.as_deref().map(any_role).transpose()?;
    let asked = asked(context)?;
    let mut prompter = prompter(context)?;
    let taken = take(prompter.as_mut(), &lesson);
    drop(prompter);
    let taken = taken.map_err(|why| match why {
        PromptError::Paused => Failure::new(
            Kind::Paused,
            "left before the end: nothing was recorded; take it again from its beginning",
        ),
        PromptError::Terminal(why) => Failure::new(Kind::Environment, format!("the terminal failed: {why}")),
    })?;
    let context = &on_training(context)?;
    let mut store = store(context)?;
    let mut session = context.session(&mut store)?;
    let taught = Content::from(&lesson);
    let held = hold(&mut session, &taught, &Circumstances::default())?;
    let taking = Taking {
        person: held.by(),
        part: Part::Player,
        role,
        employment: args.employment,
        mark: Some((taken.mark.percent, lesson.pass, taken.mark.passed)),
        acknowledged: taken.acknowledged,
        proof: None,
    };
    let entries = take_part(&mut session, (held.seq, &taught), &taking, &asked)?;
    context.acknowledge(&session, &entries);
    let came = if taken.mark.passed { "passed" } else { "not passed" };
    context.detail(&format!("  {} %, {came}", taken.mark.percent));
    if !taken.acknowledged {
        context.ui.say("not confirmed: it stands so in the record");
    }
    Ok(ExitCode::SUCCESS)
}
