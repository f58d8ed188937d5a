//! `after-action`: looking back at an incident. What people say of causes and faults is privileged until counsel releases it.

use std::process::ExitCode;

use crate::app::app_error::AppError;
use crate::app::paper::Reading;
use crate::app::{improving, standing};
use crate::base::id::Seq;
use crate::base::text::count;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::paper_out::PaperOut;
use crate::incident::event::exercise::ObservationKind;
use crate::incident::event::lifecycle::Mode;
use crate::record::label::Label;
use crate::report::after_action::{Source, after_action};
use crate::report::edition::Edition;
use crate::report::lessons::Lessons;

/// Arguments.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  breachbook after-action observe \"The deputy was named at once\" --strength --entry 12\n  breachbook after-action observe \"A key lay in the repository\" --cause\n  breachbook after-action report --edition counsel -o report.docx"
)]
pub(crate) struct Args {
    #[command(subcommand)]
    act: Act,
}

#[derive(Debug, clap::Subcommand)]
enum Act {
    /// Write down what you saw: a cause, a strength, something to improve. Only counsel's edition shows it until it is released.
    #[command(
        after_help = "Example:\n  breachbook after-action observe \"Nobody knew the processor's number\" --improve --entry 88"
    )]
    Observe(ObserveArgs),
    /// The report: times, causes, strengths, what to improve, where the response left the plan, duties, actions.
    #[command(after_help = "Example:\n  breachbook after-action report --edition counsel -o report.docx")]
    Report(ReportArgs),
}

#[derive(Debug, clap::Args)]
struct ObserveArgs {
    /// What was seen.
    text: String,
    #[command(flatten)]
    sort: Sort,
    /// An entry that shows it.
    #[arg(long, value_name = "ENTRY")]
    entry: Option<u64>,
    /// Everybody on the team may read it: it is not privileged.
    #[arg(long)]
    for_all: bool,
}

#[derive(Debug, clap::Args)]
#[group(multiple = false)]
struct Sort {
    /// It is why it came to this.
    #[arg(long)]
    cause: bool,
    /// It is worth keeping.
    #[arg(long)]
    strength: bool,
    /// It is worth mending.
    #[arg(long)]
    improve: bool,
}

#[derive(Debug, clap::Args)]
struct ReportArgs {
    /// team, counsel, regulator or disclosure.
    #[arg(long, default_value = "team", value_parser = Edition::asked)]
    edition: &'static Edition,
    #[command(flatten)]
    out: PaperOut,
}

impl Sort {
    fn kind(&self) -> ObservationKind {
        match (self.cause, self.strength, self.improve) {
            (true, _, _) => ObservationKind::Cause,
            (_, true, _) => ObservationKind::Strength,
            (_, _, true) => ObservationKind::Improvement,
            (false, false, false) => ObservationKind::Neutral,
        }
    }
}

/// Runs it.
pub(crate) fn run(args: &Args, context: &Context) -> Result<ExitCode, Failure> {
    match &args.act {
        Act::Observe(args) => observe(args, context),
        Act::Report(args) => report(args, context),
    }
}

fn observe(args: &ObserveArgs, context: &Context) -> Result<ExitCode, Failure> {
    let mut store = context.store(false)?;
    let mut session = context.session_past(&mut store)?;
    let kind = args.sort.kind();
    let is_live = session.state().opening().is_some_and(|(opening, _)| opening.mode == Mode::Live);
    let stays_with_counsel = is_live && !args.for_all;
    let labels = stays_with_counsel.then_some(Label::Privileged).into_iter().collect();
    let entries = improving::observe(&mut session, kind, &args.text, (args.entry.map(Seq), labels))?;
    context.acknowledge(&session, &entries);
    if let Some(entry) = entries.last().filter(|_| stays_with_counsel) {
        let seq = entry.seq.0;
        context.ui.say("privileged: only counsel's edition shows it");
        context.ui.say(&format!("  breachbook label {seq} none --why W    lets the team read it"));
    }
    Ok(ExitCode::SUCCESS)
}

fn report(args: &ReportArgs, context: &Context) -> Result<ExitCode, Failure> {
    let mut store = context.store(false)?;
    let session = context.session_as_far(&mut store)?;
    let (metrics, duties) = (standing::metrics(&session), standing::duties(&session));
    let reading = Reading::of(&session);
    let made = reading.with_scene(args.edition, |scene| {
        let paper = after_action(&Source {
            lessons: Lessons { log: reading.log(), scene },
            metrics: &metrics,
            duties: &duties,
            edition: args.edition.word,
        });
        paper.map(|paper| (paper, scene.words.withheld()))
    });
    let (paper, withheld) = made.map_err(AppError::from)?;
    let what = format!("after-action report, {} edition", args.edition.word);
    args.out.give_copy(&paper, &what, context)?;
    let kept: usize =
        withheld.iter().filter(|kept| kept.code == Label::Privileged.word()).map(|kept| kept.count).sum();
    if kept > 0 {
        context.ui.say(&format!(
            "{} withheld as privileged; --edition counsel shows everything",
            count(kept, "text")
        ));
    }
    reading.broken().map_or(Ok(ExitCode::SUCCESS), |broken| Err(broken.into()))
}
