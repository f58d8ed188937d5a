//! `draft sign-off`: who answers for a notice approves the file that is to go out.

use std::path::PathBuf;
use std::process::ExitCode;

use super::stage_of;
use clap_complete::engine::ArgValueCompleter;

use crate::app::draft::form;
use crate::app::draft::signing::{Approved, sign_off};
use crate::cli::complete;
use crate::cli::context::Context;
use crate::cli::failure::Failure;

/// Arguments.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example: breachbook --as \"Dana Doyle\" draft sign-off notice.pdf --form gdpr-33 --stage notify"
)]
pub(crate) struct Args {
    /// The file, exactly as it is to go out.
    file: PathBuf,
    /// The form.
    #[arg(long, add = ArgValueCompleter::new(complete::forms))]
    form: String,
    /// Its stage.
    #[arg(long)]
    stage: String,
}

/// Runs it.
pub(super) fn run(args: &Args, context: &Context) -> Result<ExitCode, Failure> {
    let stage = stage_of(&args.stage, form(&args.form)?)?;
    let mut store = context.store(false)?;
    let mut session = context.session(&mut store)?;
    let approved = Approved { file: &args.file, form: &args.form, stage: &stage };
    let approval = sign_off(&mut session, approved)?;
    context.acknowledge(&session, &approval.entries);
    context
        .ui
        .say(&format!("signed off; on the phone, read back the first eight characters: {}", approval.sha256));
    if !approval.lacking.is_empty() {
        let missing = approval.lacking.join("; ");
        context.ui.warn(&format!("by what is recorded, a complete notice would still need: {missing}"));
    }
    Ok(ExitCode::SUCCESS)
}
