//! `exercise feedback-given`: what stood on the sheets after the hot wash.

use std::path::PathBuf;
use std::process::ExitCode;

use super::{on_exercise, script_of};
use crate::app::exercise::feedback::{FilledSheet, ask, give, marks};
use crate::base::text::{count, scrub};
use crate::cli::command::run::{paused_at, prompter};
use crate::cli::context::Context;
use crate::cli::failure::Failure;

/// Arguments of `feedback-given`.
#[derive(Debug, clap::Args)]
pub(super) struct FeedbackGivenArgs {
    /// The marks of one sheet in its order, such as "4 5 - 3"; - is what was left out. Without it, and without words, sheets are asked for.
    #[arg(long, value_name = "MARKS", allow_hyphen_values = true)]
    marks: Option<String>,
    /// What went well and should stay.
    #[arg(long, value_name = "TEXT")]
    well: Option<String>,
    /// What should be mended, and who could do it.
    #[arg(long, value_name = "TEXT")]
    mend: Option<String>,
    /// What was missing.
    #[arg(long, value_name = "TEXT")]
    missing: Option<String>,
    /// The script, where it did not come with the program.
    #[arg(long, value_name = "FILE")]
    script: Option<PathBuf>,
}

/// Takes one sheet from the arguments, or asks for sheets until there are no more.
pub(super) fn run(args: &FeedbackGivenArgs, context: &Context) -> Result<ExitCode, Failure> {
    let context = &on_exercise(context)?;
    let mut store = context.store(false)?;
    let mut session = context.session(&mut store)?;
    let scenario = script_of(&session, args.script.as_deref(), context)?;
    let words = [args.well.clone(), args.mend.clone(), args.missing.clone()];
    if args.marks.is_some() || words.iter().any(Option::is_some) {
        let marks = args.marks.as_deref().map(|typed| marks(typed, &scenario)).transpose();
        let marks = marks.map_err(Failure::usage)?.unwrap_or_default();
        let entries = give(&mut session, FilledSheet { marks, words })?;
        context.acknowledge(&session, &entries);
        return Ok(ExitCode::SUCCESS);
    }
    let mut prompter = prompter(context)?;
    let mut taken = 0;
    loop {
        let goes_on = "breachbook exercise feedback-given";
        let asked = ask(prompter.as_mut(), &scenario, taken + 1);
        let Some(sheet) = asked.map_err(|why| paused_at(why, session.head(), goes_on))? else { break };
        match give(&mut session, sheet) {
            Ok(entries) => {
                context.acknowledge(&session, &entries);
                taken += 1;
            }
            Err(why) => prompter.say(&scrub(&why.to_string())),
        }
    }
    context.ui.say(&format!("{} in the record; exercise report counts them", count(taken, "sheet")));
    Ok(ExitCode::SUCCESS)
}
