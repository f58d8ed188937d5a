//! `task`: things to do that no playbook has.

use std::process::ExitCode;

use clap_complete::engine::ArgValueCompleter;
use serde::Serialize;

use crate::app::naming;
use crate::app::paper::Reading;
use crate::app::roster;
use crate::app::session::Session;
use crate::base::id::{PersonId, RoleId, Seq, TaskId};
use crate::base::text::scrub;
use crate::base::time::Timestamp;
use crate::cli::complete;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::json;
use crate::incident::command::Command;
use crate::incident::event::note::{TaskAdded, TaskEnd, TaskSettled};
use crate::incident::state::Task;
use crate::report::describe::scene::Scene;
use crate::report::edition::Edition;
use crate::report::moment;

/// Arguments.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: breachbook task add \"Update to the CEO\" --due 04:00")]
pub(crate) struct Args {
    #[command(subcommand)]
    act: Act,
}

#[derive(Debug, clap::Subcommand)]
enum Act {
    /// Add a task.
    #[command(
        after_help = "Example:\n  breachbook task add \"call the hosting provider\" --role comms --due \"in 30m\""
    )]
    Add(AddArgs),
    /// It is done.
    Done(EndArgs),
    /// It is no longer wanted.
    Drop(EndArgs),
    /// All tasks.
    List,
}

#[derive(Debug, clap::Args)]
struct AddArgs {
    /// What is to be done.
    text: String,
    /// Whose it is.
    #[arg(long)]
    role: Option<String>,
    /// Who does it.
    #[arg(long, value_name = "NAME")]
    person: Option<String>,
    /// Until when: a time, or a period such as 30m.
    #[arg(long, value_name = "TIME")]
    due: Option<String>,
}

#[derive(Debug, clap::Args)]
struct EndArgs {
    /// The task, such as t1.
    #[arg(add = ArgValueCompleter::new(complete::tasks))]
    task: String,
    /// A remark.
    #[arg(long)]
    note: Option<String>,
}

#[derive(Debug, Serialize)]
struct Row {
    task: TaskId,
    entry: Seq,
    text: String,
    role: Option<RoleId>,
    person: Option<PersonId>,
    due: Option<Timestamp>,
    end: Option<TaskEnd>,
}

/// Runs it.
pub(crate) fn run(args: &Args, context: &Context) -> Result<ExitCode, Failure> {
    let mut store = context.store(false)?;
    let mut session = context.session(&mut store)?;
    match &args.act {
        Act::Add(args) => add(args, &mut session, context),
        Act::Done(args) => end(args, TaskEnd::Done, &mut session, context),
        Act::Drop(args) => end(args, TaskEnd::Dropped, &mut session, context),
        Act::List => list(&session, context),
    }
}

fn add(args: &AddArgs, session: &mut Session<'_>, context: &Context) -> Result<ExitCode, Failure> {
    let role =
        args.role.as_deref().map(|role| naming::role(session.state(), session.plans(), role)).transpose()?;
    let due = args.due.as_deref().map(|due| context.coming_time(due, session.zone())).transpose()?;
    let person = roster::maybe_person(session, args.person.as_deref())?;
    let mut wording = session.wording();
    let text = wording.say(&args.text)?;
    let mut task = session.state().next_task();
    let entries = session.act_with(wording, |state| {
        task = state.next_task();
        Ok(vec![Command::Write(Box::new(TaskAdded { task, text, role, person, due }.into()))])
    })?;
    context.acknowledge(session, &entries);
    context.detail(&format!("  {task}"));
    Ok(ExitCode::SUCCESS)
}

fn end(
    args: &EndArgs,
    end: TaskEnd,
    session: &mut Session<'_>,
    context: &Context,
) -> Result<ExitCode, Failure> {
    let task = naming::task(session.state(), &args.task)?;
    let mut wording = session.wording();
    let note = wording.say_some(args.note.as_deref())?;
    let entries = session.act(Command::Write(Box::new(TaskSettled { task, end, note }.into())), wording)?;
    context.acknowledge(session, &entries);
    Ok(ExitCode::SUCCESS)
}

fn list(session: &Session<'_>, context: &Context) -> Result<ExitCode, Failure> {
    let reading = Reading::of(session);
    let rows: Vec<Row> = reading.with_scene(Edition::team(), |scene| {
        session.state().tasks().iter().map(|(id, task)| row(scene, *id, task)).collect()
    });
    if context.ui.json {
        json::print(&context.ui, "tasks", &rows)?;
        return Ok(ExitCode::SUCCESS);
    }
    if rows.is_empty() {
        context.ui.say("there is no task beside the playbook");
    }
    for row in &rows {
        let end = match row.end {
            None => "open",
            Some(TaskEnd::Done) => "done",
            Some(TaskEnd::Dropped) => "dropped",
        };
        let whose =
            row.person.map(|person| session.name(person)).or(row.role.as_ref().map(ToString::to_string));
        let whose = whose.map(|whose| format!(" · {whose}")).unwrap_or_default();
        let due =
            row.due.map(|due| format!(" · due {}", moment::moment(due, session.zone()))).unwrap_or_default();
        context.ui.line(&scrub(&format!("{} {end}: {}{whose}{due}", row.task, row.text)));
    }
    Ok(ExitCode::SUCCESS)
}

fn row(scene: &Scene<'_>, id: TaskId, task: &Task) -> Row {
    Row {
        task: id,
        entry: task.seq,
        text: scene.read(task.added.text),
        role: task.added.role.clone(),
        person: task.added.person,
        due: task.added.due,
        end: task.end,
    }
}
