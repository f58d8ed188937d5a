//! What can be done with one corrective action.

use std::path::PathBuf;
use std::process::ExitCode;

use super::place::Place;
use crate::app::improving;
use crate::app::naming;
use crate::app::roster;
use crate::app::session::Session;
use crate::base::id::{ActionId, ScenarioId, Seq};
use crate::base::text::{one_of, scrub};
use crate::base::time::{Timestamp, Zone};
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::incident::event::improvement::{
    ActionAdded, ActionChanged, ActionEnd, ELEMENTS, Element, PRIORITIES, Priority,
};
use crate::record::entry::Entry;

#[derive(Debug, clap::Subcommand)]
pub(super) enum Act {
    /// Add an action.
    #[command(
        after_help = "Example:\n  breachbook actions add \"Name two deputies\" --owner \"Ana Lind\" --due 2027-01-31 --about 212 --retest shrinking-numbers"
    )]
    Add(AddArgs),
    /// Another owner, date, priority or text.
    #[command(
        after_help = "Example:\n  breachbook actions change a1 --due 2027-03-31 --why \"budget in March\""
    )]
    Change(ChangeArgs),
    /// It was done: say what shows it.
    #[command(
        after_help = "Example:\n  breachbook actions close K7QD/a1 --shown \"roster of January\" --evidence e14"
    )]
    Close(CloseArgs),
    /// It is no longer wanted.
    #[command(after_help = "Example:\n  breachbook actions drop a1 --why \"the shop was sold\"")]
    Drop(Why),
    /// It had ended and is open again.
    #[command(after_help = "Example:\n  breachbook actions reopen a1 --why \"the roster is out of date\"")]
    Reopen(Why),
    /// It was tried in an exercise. One that did not hold is open again.
    #[command(
        group = clap::ArgGroup::new("how").args(["held", "failed"]).required(true),
        after_help = "Example:\n  breachbook actions retest K7QD/a1 --in EX-2027-B2C4 --held"
    )]
    Retest(RetestArgs),
}

#[derive(Debug, clap::Args)]
pub(super) struct AddArgs {
    /// What is to be done.
    text: String,
    /// The incident or exercise that it comes from; by default the one in hand.
    #[arg(long, value_name = "INCIDENT")]
    of: Option<String>,
    #[command(flatten)]
    said: Said,
    /// The observation or other entry that it answers.
    #[arg(long, value_name = "ENTRY")]
    about: Option<u64>,
}

#[derive(Debug, clap::Args)]
struct Said {
    /// Whose it is.
    #[arg(long, value_name = "NAME")]
    owner: Option<String>,
    /// Until which day, such as 2027-01-31 or 30d.
    #[arg(long, value_name = "DAY")]
    due: Option<String>,
    /// high, medium or low.
    #[arg(long, value_parser = priority)]
    priority: Option<Priority>,
    /// What it changes: planning, organisation, equipment, training or exercise.
    #[arg(long, value_parser = element)]
    element: Option<Element>,
    /// The scenario with which it will be tried again.
    #[arg(long, value_name = "SCENARIO")]
    retest: Option<String>,
}

#[derive(Debug, clap::Args)]
pub(super) struct ChangeArgs {
    /// The action, such as a1 or K7QD/a1.
    action: String,
    /// What is to be done now.
    #[arg(long)]
    text: Option<String>,
    #[command(flatten)]
    said: Said,
    /// Why.
    #[arg(long)]
    why: Option<String>,
}

#[derive(Debug, clap::Args)]
pub(super) struct CloseArgs {
    /// The action, such as a1 or K7QD/a1.
    action: String,
    /// What shows that it was done.
    #[arg(long, value_name = "TEXT")]
    shown: String,
    /// Evidence of it in the same record.
    #[arg(long, value_name = "EVIDENCE")]
    evidence: Vec<String>,
}

#[derive(Debug, clap::Args)]
pub(super) struct Why {
    /// The action, such as a1 or K7QD/a1.
    action: String,
    /// Why.
    #[arg(long)]
    why: String,
}

#[derive(Debug, clap::Args)]
pub(super) struct RetestArgs {
    /// The action, such as a1 or K7QD/a1.
    action: String,
    /// The exercise in which it was tried.
    #[arg(long = "in", value_name = "EXERCISE")]
    exercise: String,
    /// It held.
    #[arg(long)]
    held: bool,
    /// It did not hold.
    #[arg(long)]
    failed: bool,
    /// A remark.
    #[arg(long)]
    note: Option<String>,
}

fn priority(word: &str) -> Result<Priority, String> {
    let found = PRIORITIES.iter().find(|(_, known)| *known == word).map(|(priority, _)| *priority);
    found.ok_or_else(|| one_of(PRIORITIES.iter().map(|(_, known)| *known)))
}

fn element(word: &str) -> Result<Element, String> {
    let found = ELEMENTS.iter().find(|(_, known)| *known == word).map(|(element, _)| *element);
    found.ok_or_else(|| one_of(ELEMENTS.iter().map(|(_, known)| *known)))
}

/// Does it.
pub(super) fn run(act: &Act, also: &[PathBuf], context: &Context) -> Result<ExitCode, Failure> {
    match act {
        Act::Add(args) => add(args, also, context),
        Act::Change(args) => change(args, also, context),
        Act::Close(args) => close(args, also, context),
        Act::Drop(args) => drop(args, also, context),
        Act::Reopen(args) => reopen(args, also, context),
        Act::Retest(args) => retest(args, also, context),
    }?;
    Ok(ExitCode::SUCCESS)
}

impl Said {
    /// When it is due. `context` has opened no record, so that this is a day of the wall clock, also for what came from an exercise.
    fn due(&self, zone: Zone, context: &Context) -> Result<Option<Timestamp>, Failure> {
        self.due.as_deref().map(|due| context.coming_time(due, zone)).transpose()
    }

    fn retest(&self) -> Result<Option<ScenarioId>, Failure> {
        Ok(self.retest.as_deref().map(improving::scenario).transpose()?)
    }

    fn is_empty(&self) -> bool {
        let given = [&self.owner, &self.due, &self.retest].iter().any(|said| said.is_some());
        !given && self.priority.is_none() && self.element.is_none()
    }
}

fn add(args: &AddArgs, also: &[PathBuf], context: &Context) -> Result<(), Failure> {
    let place = Place::find(args.of.as_deref(), also, context)?;
    let due = args.said.due(place.zone, context)?;
    let retest = args.said.retest()?;
    let mut store = place.context.store(false)?;
    let mut session = place.context.session_on(&mut store, place.uid)?;
    let owner = roster::maybe_person(&mut session, args.said.owner.as_deref())?;
    let (action, entries) = improving::add(&mut session, &args.text, |action, text| ActionAdded {
        action,
        text,
        priority: args.said.priority.unwrap_or(Priority::Medium),
        element: args.said.element,
        owner,
        due,
        about: args.about.map(Seq),
        retest: retest.clone(),
    })?;
    place.context.acknowledge(&session, &entries);
    context.detail(&format!("  {}/{action}", place.id));
    Ok(())
}

/// Does something with an action that is named.
fn on(
    typed: &str,
    (also, context): (&[PathBuf], &Context),
    act: impl FnOnce(&mut Session<'_>, ActionId) -> Result<Vec<Entry>, Failure>,
) -> Result<(), Failure> {
    let (place, typed) = Place::of_action(typed, also, context)?;
    let mut store = place.context.store(false)?;
    let mut session = place.context.session_on(&mut store, place.uid)?;
    let action = improving::action(&session, typed)?;
    let entries = act(&mut session, action)?;
    place.context.acknowledge(&session, &entries);
    Ok(())
}

fn change(args: &ChangeArgs, also: &[PathBuf], context: &Context) -> Result<(), Failure> {
    let said = &args.said;
    if said.is_empty() && args.text.is_none() {
        return Err(Failure::usage("say what changes")
            .hint("--owner, --due, --priority, --element, --retest or --text"));
    }
    on(&args.action, (also, context), |session, action| {
        let due = said.due(session.zone(), context)?;
        let owner = roster::maybe_person(session, said.owner.as_deref())?;
        let (priority, element, retest) = (said.priority, said.element, said.retest()?);
        let body = ActionChanged { priority, element, owner, due, retest, ..unchanged(action) };
        Ok(improving::change(session, (args.text.as_deref(), args.why.as_deref()), body)?)
    })
}

fn unchanged(action: ActionId) -> ActionChanged {
    ActionChanged {
        action,
        text: None,
        priority: None,
        element: None,
        owner: None,
        due: None,
        retest: None,
        why: None,
        reopened: false,
    }
}

fn close(args: &CloseArgs, also: &[PathBuf], context: &Context) -> Result<(), Failure> {
    on(&args.action, (also, context), |session, action| {
        let evidence = args.evidence.iter().map(|typed| naming::evidence(session.state(), typed));
        let evidence = evidence.collect::<Result<Vec<_>, _>>()?;
        let entries = improving::end(session, (action, ActionEnd::Closed), &args.shown, evidence)?;
        if let Some(scenario) = wanted(session, action) {
            let said = format!("to be tried again with {scenario}; `actions retest` says what came of it");
            context.ui.say(&said);
        }
        Ok(entries)
    })
}

fn wanted(session: &Session<'_>, action: ActionId) -> Option<ScenarioId> {
    session.state().actions().get(&action).and_then(|action| action.retest.clone())
}

fn drop(args: &Why, also: &[PathBuf], context: &Context) -> Result<(), Failure> {
    on(&args.action, (also, context), |session, action| {
        Ok(improving::end(session, (action, ActionEnd::Dropped), &args.why, Vec::new())?)
    })
}

fn reopen(args: &Why, also: &[PathBuf], context: &Context) -> Result<(), Failure> {
    on(&args.action, (also, context), |session, action| {
        let body = ActionChanged { reopened: true, ..unchanged(action) };
        Ok(improving::change(session, (None, Some(&args.why)), body)?)
    })
}

fn retest(args: &RetestArgs, also: &[PathBuf], context: &Context) -> Result<(), Failure> {
    let played = Place::find(Some(&args.exercise), also, context)?;
    let scenario = played.scenario()?;
    on(&args.action, (also, context), |session, action| {
        let other =
            wanted(session, action).filter(|wanted| scenario.as_ref().is_some_and(|played| played != wanted));
        if let Some(wanted) = other {
            let said = format!("it was to be tried with {wanted}; {} was on another scenario", played.id);
            context.ui.warn(&scrub(&said));
        }
        let came = (played.id.clone(), args.held);
        Ok(improving::retest(session, action, came, args.note.as_deref())?)
    })
}
