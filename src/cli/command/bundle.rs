//! `bundle`: a record for strangers, out and in.

mod export;
mod import;

use std::process::ExitCode;

use crate::cli::context::Context;
use crate::cli::failure::Failure;

/// Arguments.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: breachbook bundle export kestrel -o kestrel-team")]
pub(crate) struct Args {
    #[command(subcommand)]
    act: Act,
}

#[derive(Debug, clap::Subcommand)]
enum Act {
    /// Write a folder that anybody can check without breachbook: record, words of the edition, timeline, verifier, instructions.
    #[command(
        after_help = "Examples:\n  breachbook bundle export kestrel -o kestrel-team\n  breachbook bundle export kestrel -o kestrel-dpc --edition regulator --to \"Data Protection Commission\"\n  breachbook bundle export kestrel -o kestrel-counsel --edition counsel --evidence e1,e4"
    )]
    Export(export::ExportArgs),
    /// Check a bundle and keep its incident, read-only; or take in what another copy of an incident has beyond this one.
    #[command(
        after_help = "Examples:\n  breachbook bundle import kestrel-team\n  breachbook bundle import laptop-two --into kestrel"
    )]
    Import(import::ImportArgs),
}

/// Runs it.
pub(crate) fn run(args: &Args, context: &Context) -> Result<ExitCode, Failure> {
    match &args.act {
        Act::Export(args) => export::run(args, context),
        Act::Import(args) => import::run(args, context),
    }
}
