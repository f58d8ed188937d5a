//! `status` and `next`: where the incident stands.

use std::process::ExitCode;

use crate::app::draft::outdated::outdated;
use crate::app::header::header;
use crate::app::naming;
use crate::app::session::Session;
use crate::app::standing;
use crate::base::text::scrub;
use crate::cli::context::Context;
use crate::cli::failure::{Failure, Kind};
use crate::cli::json;
use crate::cli::ui::{Role, Ui};
use crate::cli::watching::watch;
use crate::report::status::Status;
use crate::report::status::brief::{Reader, brief};
use crate::report::status::duty::DutyLine;
use crate::report::status::screen::{Line, Sheet, Tone, next_steps, screen};
use crate::report::status::work::StepLine;
use crate::store::Store;

/// Arguments of `status`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  breachbook status --watch\n  breachbook status --brief --for exec\n  breachbook status --check || page-the-dpo"
)]
#[expect(clippy::struct_excessive_bools, reason = "independent switches, each named")]
pub(crate) struct StatusArgs {
    /// Draw it anew every two seconds; space turns the page, q or Ctrl-C ends.
    #[arg(long)]
    watch: bool,
    /// Exit with 6 when a duty is overdue, also provisionally; of all open incidents where none is named.
    #[arg(long, conflicts_with_all = ["watch", "brief", "metrics"])]
    check: bool,
    /// At most twelve plain lines to paste: know, do not know, doing, need, next update. An update is set with `task add "Update to all"
    /// --due TIME`.
    #[arg(long, conflicts_with_all = ["watch", "metrics"])]
    brief: bool,
    /// For whom the brief is.
    #[arg(long = "for", value_name = "WHOM", requires = "brief", default_value = "team")]
    reader: Whom,
    /// Figures: moments, times between them, counts.
    #[arg(long, conflicts_with = "watch")]
    metrics: bool,
}

/// For whom a brief is.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Whom {
    /// Those who work on it.
    Team,
    /// Those who decide.
    Exec,
}

/// Arguments of `next`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: breachbook next --role dpo")]
pub(crate) struct Next {
    /// Only what this role has to do.
    #[arg(long, value_name = "ROLE")]
    role: Option<String>,
}

/// Shows where the incident stands.
pub(crate) fn status(args: &StatusArgs, context: &Context) -> Result<ExitCode, Failure> {
    let mut store = context.store(false)?;
    if args.check {
        return check(&mut store, context);
    }
    let mut session = context.session(&mut store)?;
    if args.metrics {
        return metrics(&session, context);
    }
    if args.brief {
        let reader = match args.reader {
            Whom::Team => Reader::Team,
            Whom::Exec => Reader::Executive,
        };
        return show_brief(&session, reader, context);
    }
    if args.watch {
        return watch(&mut session, context, |session| {
            Ok(lines(session, &context.ui)?.iter().map(|line| painted(&context.ui, line)).collect())
        });
    }
    if context.ui.json {
        json::print_object(&context.ui, &whole(&session)?)?;
        return Ok(ExitCode::SUCCESS);
    }
    print(&context.ui, &lines(&session, &context.ui)?);
    Ok(ExitCode::SUCCESS)
}

/// The status as lines of a screen.
fn lines(session: &Session<'_>, ui: &Ui) -> Result<Vec<Line>, Failure> {
    let columns = ui.columns();
    Ok(screen(&whole(session)?, &header(session, columns), Sheet::new(columns, session.zone())))
}

/// The status with what is compared for those who look at all of it.
fn whole(session: &Session<'_>) -> Result<Status, Failure> {
    Ok(Status { outdated: outdated(session)?, ..standing::status(session) })
}

/// A line in its look.
fn painted(ui: &Ui, line: &Line) -> String {
    match line.tone {
        Tone::Heading => ui.paint(Role::Heading, &line.text),
        Tone::Alarm => ui.paint(Role::Alarm, &line.text),
        Tone::Warning => ui.paint(Role::Warning, &line.text),
        Tone::Plain => line.text.clone(),
    }
}

/// Prints lines, each in its look.
pub(super) fn print(ui: &Ui, lines: &[Line]) {
    let lines: Vec<String> = lines.iter().map(|line| painted(ui, line)).collect();
    if !lines.is_empty() {
        ui.line(&lines.join("\n"));
    }
}

/// A duty, and whose it is.
#[derive(Debug, serde::Serialize)]
struct Checked {
    incident: String,
    codename: String,
    #[serde(flatten)]
    duty: DutyLine,
}

/// One line a duty, over all open incidents where none is named: a machine that looks after them cannot name what opens at night. The
/// exit code says whether one is overdue.
fn check(store: &mut Store, context: &Context) -> Result<ExitCode, Failure> {
    let rows = context.all_meant(store)?;
    if rows.is_empty() {
        context.ui.say("no incident is open");
    }
    let (mut all, mut lines) = (Vec::new(), Vec::new());
    for row in &rows {
        let session = context.session_on(store, row.uid)?;
        let codename = row.codename.to_uppercase();
        for duty in standing::duties(&session) {
            let whose = if rows.len() > 1 { format!("{codename}: ") } else { String::new() };
            lines.push(format!("{whose}{}", duty.text(session.zone())));
            all.push(Checked { incident: row.id.clone(), codename: codename.clone(), duty });
        }
    }
    if context.ui.json {
        json::print(&context.ui, "duties", &all)?;
    } else if !lines.is_empty() {
        context.ui.line(&lines.join("\n"));
    }
    let overdue = all.iter().any(|checked| checked.duty.overdue);
    Ok(if overdue { ExitCode::from(Kind::Overdue.code()) } else { ExitCode::SUCCESS })
}

fn metrics(session: &Session<'_>, context: &Context) -> Result<ExitCode, Failure> {
    let metrics = standing::metrics(session);
    if context.ui.json {
        json::print_object(&context.ui, &metrics)?;
    } else {
        context.ui.line(&metrics.lines(session.zone()).join("\n"));
    }
    Ok(ExitCode::SUCCESS)
}

fn show_brief(session: &Session<'_>, reader: Reader, context: &Context) -> Result<ExitCode, Failure> {
    let status = whole(session)?;
    let lines = brief(&status, &standing::facts(session), reader, session.zone());
    if context.ui.json {
        json::print(&context.ui, "brief", &lines)?;
    } else {
        context.ui.line(&lines.join("\n"));
    }
    Ok(ExitCode::SUCCESS)
}

/// Shows what is to be done now.
pub(crate) fn next(args: &Next, context: &Context) -> Result<ExitCode, Failure> {
    let mut store = context.store(false)?;
    let session = context.session(&mut store)?;
    let role = args.role.as_deref();
    let role = role.map(|role| naming::role(session.state(), session.plans(), role)).transpose()?;
    let status = standing::status(&session);
    let mine =
        |step: &&StepLine| role.as_ref().is_none_or(|role| step.role.as_deref() == Some(role.as_str()));
    let mut steps: Vec<StepLine> = status.steps().filter(mine).cloned().collect();
    if status.is_played_out() {
        steps.clear();
    }
    steps.sort_by_key(|step| (step.work == "wait", !step.overdue, step.work != "after-failure"));
    if context.ui.json {
        json::print(&context.ui, "steps", &steps)?;
        return Ok(ExitCode::SUCCESS);
    }
    if steps.is_empty() {
        let whose = role.as_ref().map(|role| format!(" for {role}")).unwrap_or_default();
        let why = if status.is_played_out() { ": play is over" } else { "" };
        context.ui.line(&format!("nothing is open{whose}{why}"));
    }
    let sheet = Sheet::new(context.ui.columns(), session.zone());
    print(&context.ui, &next_steps(&steps, status.now, sheet));
    for task in status.tasks.iter().filter(|_| role.is_none() && !status.is_played_out()) {
        context.ui.line(&format!("{}  {}\n  breachbook task done {}", task.id, scrub(&task.text), task.id));
    }
    Ok(ExitCode::SUCCESS)
}
