//! `exercise`: tabletop exercises on the same engine. An exercise is kept in a record of its own, so that a real alarm never lands in a
//! game, and nothing of its script is shown to players.

mod act;
mod answer;
mod author;
mod facilitator;
mod feedback;
mod guard;
mod inject;
mod play;
mod record;
mod report;
mod show;
mod start;

use std::path::PathBuf;
use std::process::ExitCode;

use crate::app::exercise::script;
use crate::app::session::Session;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::scenario::model::Scenario;

/// Arguments.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  breachbook exercise list\n  breachbook exercise start shrinking-numbers\n  breachbook exercise run          the facilitator's screen\n  breachbook run --role dpo        a player's, with BREACHBOOK_DB as `start` says"
)]
pub(crate) struct Args {
    #[command(subcommand)]
    act: Act,
    /// Say that you facilitate or evaluate this exercise: it is written into its record, and hidden text is shown to you from then on.
    #[arg(long, global = true)]
    i_facilitate: bool,
}

#[derive(Debug, clap::Subcommand)]
enum Act {
    /// Scenarios that come with the program, and exercises on this machine.
    #[command(after_help = "Example:\n  breachbook exercise list")]
    List,
    /// Begin a scenario: a file that loads and that lint likes.
    #[command(after_help = "Example:\n  breachbook exercise new lost-tablet --playbook lost-device")]
    New(author::NewArgs),
    /// Check scenarios: errors exit 3, warnings 0.
    #[command(after_help = "Example:\n  breachbook exercise lint my-scenario.toml")]
    Lint(crate::cli::linting::LintArgs),
    /// Cards of all injects to hand out, without what is hidden. Not for players before play.
    #[command(after_help = "Example:\n  breachbook exercise cards shrinking-numbers -o cards.html")]
    Cards(author::CardsArgs),
    /// A sheet on which everybody says after the hot wash how it was; it asks for no name.
    #[command(after_help = "Example:\n  breachbook exercise feedback shrinking-numbers -o feedback.pdf")]
    Feedback(author::CardsArgs),
    /// What stood on the sheets of feedback: asks for one after the other, or takes one from its options. It keeps no names.
    #[command(
        after_help = "Examples:\n  breachbook exercise feedback-given\n  breachbook exercise feedback-given --marks \"4 5 3 - 4 5 4 3\" --mend \"the call list\""
    )]
    FeedbackGiven(feedback::FeedbackGivenArgs),
    /// Open an exercise and begin to play.
    #[command(
        after_help = "Examples:\n  breachbook exercise start shrinking-numbers --lobby\n  breachbook exercise start shrinking-numbers --alone\n  breachbook exercise start shrinking-numbers --from saturday"
    )]
    Start(start::StartArgs),
    /// The facilitator's screen: what comes next, hold, release, skip, improvise, observe, jump, stop.
    #[command(after_help = "Example:\n  breachbook exercise run")]
    Run(act::Scripted),
    /// For everybody to see: the time in the story, what came, the duties. Nothing hidden.
    #[command(after_help = "Example:\n  breachbook exercise show --watch")]
    Show(show::ShowArgs),
    /// Injects: what waits for what, and what the facilitator does with one.
    #[command(
        after_help = "Examples:\n  breachbook exercise inject list\n  breachbook exercise inject release the-sample --request\n  breachbook exercise inject skip journalist --why \"no time left\""
    )]
    Inject(inject::InjectArgs),
    /// Play begins (STARTEX), where it was opened with --lobby.
    #[command(after_help = "Example:\n  breachbook exercise begin")]
    Begin(act::Scripted),
    /// Play rests; no time passes in the story.
    #[command(after_help = "Example:\n  breachbook exercise pause --why coffee")]
    Pause(act::Why),
    /// Play goes on.
    #[command(after_help = "Example:\n  breachbook exercise resume")]
    Resume(act::Why),
    /// The story moves on: to a weekday and time, or by a period.
    #[command(
        after_help = "Examples:\n  breachbook exercise jump \"Mon 08:00\"\n  breachbook exercise jump 6h"
    )]
    Jump(act::JumpArgs),
    /// How many minutes of the story pass in a minute of play.
    #[command(after_help = "Example:\n  breachbook exercise scale 12")]
    Scale(act::ScaleArgs),
    /// The next module begins.
    #[command(after_help = "Example:\n  breachbook exercise next --why \"they will not decide today\"")]
    Next(act::NextArgs),
    /// The real-world stop word was said: play stops at once.
    #[command(after_help = "Example:\n  breachbook exercise stop --why \"fire alarm, not part of the game\"")]
    Stop(act::Why),
    /// Answer a question that came with an inject, once for the team; without an answer it is shown.
    #[command(
        after_help = "Examples:\n  breachbook exercise answer\n  breachbook exercise answer whose-call 2\n  breachbook exercise answer hours-left 66"
    )]
    Answer(answer::AnswerArgs),
    /// What an evaluator saw.
    #[command(
        after_help = "Examples:\n  breachbook exercise observe \"Deputy named at once\" --strength --task take-command\n  breachbook exercise observe \"kept with headers\" --expectation forum-post-3 --seen met"
    )]
    Observe(record::ObserveArgs),
    /// Rate a critical task: P, S, M, U or n/o. What the record suggests is shown by `exercise score`.
    #[command(after_help = "Example:\n  breachbook exercise rate take-command S --why \"late, but clear\"")]
    Rate(record::RateArgs),
    /// What came of what was expected, and the ratings that follow from it.
    #[command(after_help = "Example:\n  breachbook exercise score")]
    Score(act::Scripted),
    /// Play is over (ENDEX): the script comes into the record.
    #[command(after_help = "Example:\n  breachbook exercise end")]
    End(act::EndArgs),
    /// The after-action report.
    #[command(after_help = "Example:\n  breachbook exercise report -o report.docx")]
    Report(report::ReportArgs),
    /// Teams that played the same scenario, side by side.
    #[command(after_help = "Example:\n  breachbook exercise compare red.db blue.db -o teams.html")]
    Compare(report::CompareArgs),
    /// Play without people: answers from a file, everything else from a seed, the same bytes each time.
    #[command(
        after_help = "Example:\n  breachbook --db drill.db exercise play shrinking-numbers --answers answers.toml --seed 7"
    )]
    Play(play::PlayArgs),
}

/// How it reads the script, which players do not see while they play.
fn opens(act: &Act) -> guard::Opens {
    match act {
        Act::Run(_) | Act::Inject(_) | Act::Observe(_) | Act::Rate(_) | Act::Score(_) | Act::Report(_) => {
            guard::Opens::ToShow
        }
        Act::Begin(_) | Act::Next(_) | Act::End(_) => guard::Opens::ToMove,
        Act::List
        | Act::New(_)
        | Act::Lint(_)
        | Act::Cards(_)
        | Act::Feedback(_)
        | Act::FeedbackGiven(_)
        | Act::Start(_)
        | Act::Show(_)
        | Act::Pause(_)
        | Act::Resume(_)
        | Act::Jump(_)
        | Act::Scale(_)
        | Act::Stop(_)
        | Act::Answer(_)
        | Act::Compare(_)
        | Act::Play(_) => guard::Opens::No,
    }
}

/// Runs it.
pub(crate) fn run(args: &Args, context: &Context) -> Result<ExitCode, Failure> {
    guard::look(opens(&args.act), args.i_facilitate, context)?;
    match &args.act {
        Act::List => show::list(context),
        Act::New(args) => author::new(args, context),
        Act::Lint(args) => author::lint(args, context),
        Act::Cards(args) => author::cards(args, context),
        Act::Feedback(args) => author::feedback(args, context),
        Act::FeedbackGiven(args) => feedback::run(args, context),
        Act::Start(args) => start::start(args, context),
        Act::Run(args) => facilitator::run(args, context),
        Act::Show(args) => show::show(args, context),
        Act::Inject(args) => inject::run(args, context),
        Act::Begin(args) => act::begin(args, context),
        Act::Pause(args) => act::pause(args, context),
        Act::Resume(args) => act::resume(args, context),
        Act::Jump(args) => act::jump(args, context),
        Act::Scale(args) => act::scale(args, context),
        Act::Next(args) => act::next(args, context),
        Act::Stop(args) => act::stop(args, context),
        Act::Answer(args) => answer::run(args, context),
        Act::Observe(args) => record::observe(args, context),
        Act::Rate(args) => record::rate(args, context),
        Act::Score(args) => report::score(args, context),
        Act::End(args) => act::end(args, context),
        Act::Report(args) => report::report(args, context),
        Act::Compare(args) => report::compare(args, context),
        Act::Play(args) => play::play(args, context),
    }
}

/// The same call on the record of the exercise that is meant: the one that is named, else the one that was started last from here.
fn on_exercise(context: &Context) -> Result<Context, Failure> {
    if let Some(path) = &context.global.db {
        return Ok(context.on_record(path.clone()));
    }
    let last = last_file(context).and_then(|file| std::fs::read_to_string(file).ok());
    let path = last.map(|text| PathBuf::from(text.trim())).filter(|path| path.is_file());
    match path {
        Some(path) => Ok(context.on_record(path)),
        None => Err(Failure::usage("no exercise was started from here")
            .hint("breachbook exercise start SCENARIO    opens one")
            .hint("--db FILE names the record of one")),
    }
}

/// Where the record of the last exercise is noted.
fn last_file(context: &Context) -> Option<PathBuf> {
    Some(context.state_folder()?.join("exercise"))
}

/// The script of the exercise in hand.
fn script_of(
    session: &Session<'_>,
    given: Option<&std::path::Path>,
    context: &Context,
) -> Result<Scenario, Failure> {
    Ok(script::pinned(session, given, &context.library()?)?)
}
