//! `training`: micro-exercises, and the record of who was taught what. That record is a file of its own, kept like every other; no incident
//! or exercise is ever in it.

mod author;
mod held;
mod papers;
mod take;

use std::process::ExitCode;

use crate::app::ground;
use crate::app::training::open;
use crate::base::text::scrub;
use crate::cli::context::Context;
use crate::cli::failure::{Failure, Kind};
use crate::cli::linting::LintArgs;
use crate::incident::event::lifecycle::Mode;
use crate::store::Store;
use crate::training::requirement::{Requirement, usual};

/// Arguments.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  breachbook training list\n  breachbook --as \"Ana Lind\" training take lost-laptop\n  breachbook training held --from exercises/shrinking-numbers-2026-11-23.db\n  breachbook training status"
)]
pub(crate) struct Args {
    #[command(subcommand)]
    act: Act,
}

#[derive(Debug, clap::Subcommand)]
enum Act {
    /// Micro-exercises that come with the program, and scenarios of exercises.
    #[command(after_help = "Example:\n  breachbook training list")]
    List,
    /// A micro-exercise with its answers: for those who teach.
    #[command(after_help = "Example:\n  breachbook training show lost-laptop")]
    Show(author::ShowArgs),
    /// Begin a micro-exercise: a file that loads.
    #[command(after_help = "Example:\n  breachbook training new open-door")]
    New(author::NewArgs),
    /// Check micro-exercises: errors exit 3.
    #[command(after_help = "Example:\n  breachbook training lint open-door.toml")]
    Lint(LintArgs),
    /// Take a micro-exercise; what came of it is recorded.
    #[command(
        after_help = "Example:\n  breachbook --as \"Ana Lind\" training take lost-laptop --role customer-care"
    )]
    Take(take::TakeArgs),
    /// Record a session and who took part, by hand or from an exercise that is over.
    #[command(
        after_help = "Examples:\n  breachbook training held lost-laptop --at \"20 Nov 10:00\" --who \"Ana Lind:customer-care\" --who \"Ben Okafor\"\n  breachbook training held --from exercises/shrinking-numbers-2026-11-23.db"
    )]
    Held(held::HeldArgs),
    /// Who has done what is asked of them, and who is due.
    #[command(after_help = "Example:\n  breachbook training status -o training.pdf")]
    Status(papers::PaperArgs),
    /// Everything that one person took part in: their own copy.
    #[command(after_help = "Example:\n  breachbook training transcript \"Ana Lind\" -o ana.pdf")]
    Transcript(papers::TranscriptArgs),
    /// Everything that anybody took part in; --format csv for systems of human resources.
    #[command(after_help = "Example:\n  breachbook training record --format csv -o training.csv")]
    Record(papers::PaperArgs),
    /// Which rule is tested by what, and when that was held last.
    #[command(after_help = "Example:\n  breachbook training coverage")]
    Coverage(papers::PaperArgs),
}

/// Runs it.
pub(crate) fn run(args: &Args, context: &Context) -> Result<ExitCode, Failure> {
    match &args.act {
        Act::List => author::list(context),
        Act::Show(args) => author::show(args, context),
        Act::New(args) => author::new(args, context),
        Act::Lint(args) => author::lint(args, context),
        Act::Take(args) => take::run(args, context),
        Act::Held(args) => held::run(args, context),
        Act::Status(args) => papers::status(args, context),
        Act::Transcript(args) => papers::transcript(args, context),
        Act::Record(args) => papers::record(args, context),
        Act::Coverage(args) => papers::coverage_of_rules(args, context),
    }
}

/// The same call on the record of training: the one that is named, else `training.db` beside whatever record is named. A record that is named
/// for incidents never becomes one of training.
fn on_training(context: &Context) -> Result<Context, Failure> {
    let named = context.record_path()?;
    let is_one =
        named.is_file() && context.store(false)?.incidents()?.iter().any(|row| row.mode == Mode::Training);
    Ok(context.on_record(if is_one { named } else { context.training_record()? }))
}

/// The record of training, made if it is not there. Never one in which something else is.
fn store(context: &Context) -> Result<Store, Failure> {
    let mut store = context.store(true)?;
    let rows = store.incidents()?;
    if let Some(row) = rows.iter().find(|row| row.mode != Mode::Training) {
        let message = format!(
            "{} holds {}: training has a record of its own",
            context.record_path()?.display(),
            row.id
        );
        return Err(Failure::new(Kind::Refused, message).hint("move that file away"));
    }
    if rows.is_empty() {
        let zone = context.default_zone()?;
        let opened = open(&mut store, &context.clock, (&context.identity(), zone), context.profile_bytes()?)?;
        let path = scrub(&context.record_path()?.display().to_string()).into_owned();
        context.ui.say(&format!("{} opened, the record of training: {path}", opened.id));
    }
    Ok(store)
}

/// What is asked of whom: by the organisation profile, else as usual.
fn asked(context: &Context) -> Result<Vec<Requirement>, Failure> {
    let own = context.profile()?.map(|profile| profile.training).unwrap_or_default();
    let roles = || ground::roles().rows().map(|role| role.id.clone());
    Ok(if own.is_empty() { usual(roles()) } else { own })
}
