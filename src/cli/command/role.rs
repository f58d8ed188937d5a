//! `role`: who holds which role.

use std::collections::BTreeSet;
use std::process::ExitCode;

use serde::Serialize;

use clap_complete::engine::ArgValueCompleter;

use crate::app::naming::{declared, role_label};
use crate::app::roster;
use crate::app::session::Session;
use crate::base::id::{PersonId, RoleId};
use crate::base::text::scrub;
use crate::cli::complete;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::json;

/// Arguments.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: breachbook role set dpo \"Katja Sommer\"")]
pub(crate) struct Args {
    #[command(subcommand)]
    act: Act,
}

#[derive(Debug, clap::Subcommand)]
enum Act {
    /// Roles that the playbooks name, or that somebody holds.
    List,
    /// Give a role to somebody.
    Set {
        /// The role: its id, its short form, or a word such as `legal`.
        #[arg(add = ArgValueCompleter::new(complete::roles))]
        role: String,
        /// Who.
        #[arg(add = ArgValueCompleter::new(complete::people))]
        name: String,
        /// Since when, if not now.
        #[arg(long, value_name = "TIME", allow_hyphen_values = true)]
        at: Option<String>,
    },
    /// Nobody holds it any more.
    Clear {
        /// The role.
        #[arg(add = ArgValueCompleter::new(complete::roles))]
        role: String,
    },
}

#[derive(Debug, Serialize)]
struct Row {
    role: RoleId,
    label: Option<String>,
    person: Option<PersonId>,
    name: Option<String>,
}

/// Runs it.
pub(crate) fn run(args: &Args, context: &Context) -> Result<ExitCode, Failure> {
    let mut store = context.store(false)?;
    let mut session = context.session(&mut store)?;
    let entries = match &args.act {
        Act::List => return list(&session, context),
        Act::Set { role, name, at } => {
            context.session_happened_at(&mut session, at.as_deref())?;
            roster::set_role(&mut session, role, Some(name))?
        }
        Act::Clear { role } => roster::set_role(&mut session, role, None)?,
    };
    context.acknowledge(&session, &entries);
    Ok(ExitCode::SUCCESS)
}

fn list(session: &Session<'_>, context: &Context) -> Result<ExitCode, Failure> {
    let (state, plans) = (session.state(), session.plans());
    let roles: BTreeSet<&RoleId> = state.roles().keys().chain(declared(state, plans)).collect();
    let rows: Vec<Row> = roles.into_iter().map(|role| row(session, role)).collect();
    if context.ui.json {
        json::print(&context.ui, "roles", &rows)?;
        return Ok(ExitCode::SUCCESS);
    }
    for row in &rows {
        let holder = row.name.as_deref().unwrap_or("nobody");
        let label = row.label.as_deref().unwrap_or_default();
        context.ui.line(&scrub(&format!("{}: {holder} ({label})", row.role)));
    }
    Ok(ExitCode::SUCCESS)
}

fn row(session: &Session<'_>, role: &RoleId) -> Row {
    let person = session.state().roles().get(role).copied();
    Row {
        role: role.clone(),
        label: role_label(session.state(), session.plans(), role),
        person,
        name: person.map(|person| session.name(person)),
    }
}
