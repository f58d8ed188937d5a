//! `told`: who was informed, or could not be reached.

use std::process::ExitCode;

use crate::app::pen::Remark;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::incident::event::note::Told;

/// Arguments.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  breachbook told \"CEO\" \"data left, extent unknown, next update 06:00\"\n  breachbook told DPO --no-answer --at 02:51"
)]
pub(crate) struct Args {
    /// Who.
    who: String,
    /// What they were told.
    text: Option<String>,
    /// They could not be reached.
    #[arg(long)]
    no_answer: bool,
    /// When, if not now.
    #[arg(long, value_name = "TIME", allow_hyphen_values = true)]
    at: Option<String>,
}

/// Runs it.
pub(crate) fn run(args: &Args, context: &Context) -> Result<ExitCode, Failure> {
    if args.text.is_none() && !args.no_answer {
        return Err(Failure::usage("say what they were told, or --no-answer"));
    }
    let mut store = context.store(false)?;
    let mut pen = context.pen(&mut store)?;
    context.happened_at(&mut pen, args.at.as_deref())?;
    let mut wording = pen.wording();
    let told = Told {
        who: wording.say(&args.who)?,
        answered: !args.no_answer,
        text: wording.say_some(args.text.as_deref())?,
    };
    let entries = pen.remark(Remark::Told(told), wording)?;
    context.acknowledge_remark(&pen, &entries);
    Ok(ExitCode::SUCCESS)
}
