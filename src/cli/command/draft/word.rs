//! `draft word`: own words for a field of a form.

use std::process::ExitCode;

use clap_complete::engine::ArgValueCompleter;

use crate::app::draft::wording::{Worded, word};
use crate::cli::complete;
use crate::cli::context::Context;
use crate::cli::failure::Failure;

/// Arguments.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  breachbook draft word nature \"Somebody read orders of the web shop.\" --form gdpr-33-3\n  breachbook draft word 62 --facts --form gdpr-33"
)]
pub(crate) struct Args {
    /// The field: its id or its number.
    field: String,
    /// The words; a code or its label where the form takes codes.
    #[arg(required_unless_present = "facts")]
    text: Option<String>,
    /// The form.
    #[arg(long, add = ArgValueCompleter::new(complete::forms))]
    form: String,
    /// The language that the words are in; every one, if left out.
    #[arg(long, value_name = "LANGUAGE")]
    language: Option<String>,
    /// Only for this recipient.
    #[arg(long, value_name = "WHOM")]
    to: Option<String>,
    /// What the facts say stands again.
    #[arg(long, conflicts_with = "text")]
    facts: bool,
}

/// Runs it.
pub(super) fn run(args: &Args, context: &Context) -> Result<ExitCode, Failure> {
    let mut store = context.store(false)?;
    let mut session = context.session(&mut store)?;
    let worded = Worded {
        form: &args.form,
        field: &args.field,
        text: args.text.as_deref(),
        language: args.language.as_deref(),
        to: args.to.as_deref(),
    };
    let entries = word(&mut session, &worded)?;
    context.acknowledge(&session, &entries);
    Ok(ExitCode::SUCCESS)
}
