//! `people`: who is who in this incident.

use std::process::ExitCode;

use serde::Serialize;

use crate::app::people::{Card, card_of};
use crate::app::roster;
use crate::app::session::Session;
use crate::base::id::PersonId;
use crate::base::text::scrub;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::json;

/// Arguments.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: breachbook people list")]
pub(crate) struct Args {
    #[command(subcommand)]
    act: Act,
}

#[derive(Debug, clap::Subcommand)]
enum Act {
    /// Everybody on the roster, with their roles.
    List,
    /// Put somebody on the roster.
    Add(CardArgs),
    /// Change what is known of somebody; what is left out stays.
    Change {
        #[command(flatten)]
        card: CardArgs,
        /// Another name.
        #[arg(long, value_name = "NAME")]
        rename: Option<String>,
    },
}

#[derive(Debug, clap::Args)]
struct CardArgs {
    /// The name.
    name: String,
    /// How to call them.
    #[arg(long)]
    phone: Option<String>,
    /// How to write to them.
    #[arg(long)]
    mail: Option<String>,
    /// Where they belong.
    #[arg(long)]
    organisation: Option<String>,
}

#[derive(Debug, Serialize)]
struct Row {
    person: PersonId,
    name: Option<String>,
    roles: Vec<String>,
    phone: Option<String>,
    mail: Option<String>,
    organisation: Option<String>,
}

/// Runs it.
pub(crate) fn run(args: &Args, context: &Context) -> Result<ExitCode, Failure> {
    let mut store = context.store(false)?;
    let mut session = context.session(&mut store)?;
    let entries = match &args.act {
        Act::List => return list(&session, context),
        Act::Add(args) => roster::add(&mut session, &card(args, args.name.clone()))?.1,
        Act::Change { card: args, rename } => {
            roster::change(&mut session, &args.name, card(args, rename.clone().unwrap_or_default()))?
        }
    };
    context.acknowledge_last(&session, &entries);
    Ok(ExitCode::SUCCESS)
}

fn card(args: &CardArgs, name: String) -> Card {
    let CardArgs { phone, mail, organisation, .. } = args;
    Card { name, phone: phone.clone(), mail: mail.clone(), organisation: organisation.clone() }
}

fn list(session: &Session<'_>, context: &Context) -> Result<ExitCode, Failure> {
    let rows: Vec<Row> = session.state().people().keys().map(|person| row(session, *person)).collect();
    if context.ui.json {
        json::print(&context.ui, "people", &rows)?;
        return Ok(ExitCode::SUCCESS);
    }
    for row in &rows {
        let name = row.name.as_deref().unwrap_or(crate::app::words::ERASED);
        let more =
            [Some(row.roles.join(", ")), row.phone.clone(), row.mail.clone(), row.organisation.clone()];
        let more: Vec<String> = more.into_iter().flatten().filter(|text| !text.is_empty()).collect();
        let line = format!("{} {} {}", row.person, name, more.join(" · "));
        context.ui.line(scrub(&line).trim_end());
    }
    Ok(ExitCode::SUCCESS)
}

fn row(session: &Session<'_>, person: PersonId) -> Row {
    let card = card_of(session.state(), session.words(), person);
    let roles = session.state().roles_of(person).map(ToString::to_string).collect();
    let Card { name, phone, mail, organisation } = card.clone().unwrap_or_default();
    Row { person, name: card.map(|_| name), roles, phone, mail, organisation }
}
