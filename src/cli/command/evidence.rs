//! `evidence`: what was secured, how, by whom, and whether it is still what it was.

mod add;
mod custody;
mod list;

use std::process::ExitCode;

use crate::cli::context::Context;
use crate::cli::failure::Failure;

/// Arguments.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: breachbook evidence add auth.log")]
pub(crate) struct Args {
    #[command(subcommand)]
    act: Act,
}

#[derive(Debug, clap::Subcommand)]
enum Act {
    /// Take files: copied under their hash, or hashed where they lie.
    #[command(
        after_help = "Example:\n  breachbook evidence add auth.log --step preserve --source web-02 --method \"scp, read-only\""
    )]
    Add(add::AddArgs),
    /// Record something that somebody else holds.
    #[command(
        after_help = "Example:\n  breachbook evidence ref s3://forensics/disk.e01 --sha256 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
    )]
    Ref(add::RefArgs),
    /// Record a thing: sealed and put away.
    #[command(
        after_help = "Example:\n  breachbook evidence physical \"laptop of A. Mueller\" --seal 4711 --place \"safe, room 12\""
    )]
    Physical(add::PhysicalArgs),
    /// Say that a wanted piece cannot be had, or comes later.
    #[command(
        after_help = "Examples:\n  breachbook evidence none preserve 2 --why \"log is kept for a day only\"\n  breachbook evidence none preserve 1 --later"
    )]
    None(add::NoneArgs),
    /// All evidence of the incident.
    #[command(after_help = "Example:\n  breachbook evidence list --json")]
    List,
    /// Record that evidence changed hands.
    #[command(
        after_help = "Example:\n  breachbook evidence transfer e2 --to \"K. Brandt, state police\" --why \"seized\""
    )]
    Transfer(custody::TransferArgs),
    /// Hash all evidence again and record what was found; exit 5 when something changed or is missing.
    #[command(after_help = "Example:\n  breachbook evidence check")]
    Check,
    /// Copy a piece out.
    #[command(after_help = "Example:\n  breachbook evidence get e1 -o copy.log")]
    Get(custody::GetArgs),
}

/// Runs it.
pub(crate) fn run(args: &Args, context: &Context) -> Result<ExitCode, Failure> {
    match &args.act {
        Act::Add(args) => add::add(args, context),
        Act::Ref(args) => add::reference(args, context),
        Act::Physical(args) => add::physical(args, context),
        Act::None(args) => add::none(args, context),
        Act::List => list::run(context),
        Act::Transfer(args) => custody::transfer(args, context),
        Act::Check => custody::check(context),
        Act::Get(args) => custody::get(args, context),
    }
}
