//! `exercise inject`: what waits for what, and what the facilitator does with one.

use std::path::PathBuf;
use std::process::ExitCode;

use serde::Serialize;

use super::{on_exercise, script_of};
use crate::app::app_error::AppError;
use crate::app::exercise::facilitator::lines;
use crate::app::exercise::play;
use crate::app::naming::any_role;
use crate::app::session::Session;
use crate::base::id::InjectId;
use crate::base::text::scrub;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::json;
use crate::exercise::schedule::Schedule;
use crate::incident::event::exercise::{InjectFate, ReleasedBy};
use crate::record::entry::Entry;
use crate::record::inject_card::InjectCard;
use crate::scenario::model::{Inject, Scenario};

/// Arguments of `inject`.
#[derive(Debug, clap::Args)]
pub(super) struct InjectArgs {
    #[command(subcommand)]
    act: Act,
    /// The script, where it did not come with the program.
    #[arg(long, value_name = "FILE", global = true)]
    script: Option<PathBuf>,
}

#[derive(Debug, clap::Subcommand)]
enum Act {
    /// All injects with what became of them or what they wait for.
    List,
    /// All of one inject, with what is hidden.
    Show {
        /// Which.
        inject: String,
    },
    /// Bring it to the players now.
    Release {
        /// Which.
        inject: String,
        /// Because players asked the right source.
        #[arg(long)]
        request: bool,
    },
    /// Keep it back though its rule may hold.
    Hold {
        /// Which.
        inject: String,
    },
    /// No longer keep it back.
    Free {
        /// Which.
        inject: String,
    },
    /// Leave it out.
    Skip {
        /// Which.
        inject: String,
        /// Why.
        #[arg(long)]
        why: String,
    },
    /// Take it back: players are to forget it.
    Recall {
        /// Which.
        inject: String,
        /// Why.
        #[arg(long)]
        why: String,
    },
    /// Bring something that the script does not have.
    Add {
        /// What it is, one line.
        title: String,
        /// What players read or hear.
        text: String,
        /// Who sends it in the story.
        #[arg(long, default_value = "")]
        from: String,
        /// How it comes.
        #[arg(long, default_value = "")]
        channel: String,
        /// Who gets it; everybody otherwise.
        #[arg(long, value_name = "ROLE")]
        to: Vec<String>,
    },
}

#[derive(Serialize)]
struct Row {
    inject: String,
    title: String,
    module: Option<String>,
    state: String,
    release: String,
}

/// Runs it.
pub(super) fn run(args: &InjectArgs, context: &Context) -> Result<ExitCode, Failure> {
    let context = &on_exercise(context)?;
    let mut store = context.store(false)?;
    let mut session = context.session(&mut store)?;
    let scenario = script_of(&session, args.script.as_deref(), context)?;
    let entries = match &args.act {
        Act::List => return list(&session, &scenario, context),
        Act::Show { inject } => {
            context
                .ui
                .line(&lines::inject(&scenario, find(&scenario, inject)?, context.ui.columns()).join("\n"));
            return Ok(ExitCode::SUCCESS);
        }
        Act::Release { inject, request } => {
            let by = if *request { ReleasedBy::Request } else { ReleasedBy::Facilitator };
            play::release(&mut session, (&scenario, find(&scenario, inject)?), by)?
        }
        Act::Hold { inject } => settle(&mut session, &scenario, (inject, InjectFate::Held, None))?,
        Act::Free { inject } => settle(&mut session, &scenario, (inject, InjectFate::Freed, None))?,
        Act::Skip { inject, why } => {
            settle(&mut session, &scenario, (inject, InjectFate::Skipped, Some(why)))?
        }
        Act::Recall { inject, why } => {
            settle(&mut session, &scenario, (inject, InjectFate::Recalled, Some(why)))?
        }
        Act::Add { title, text, from, channel, to } => {
            let card = InjectCard {
                title: title.clone(),
                from: from.clone(),
                channel: channel.clone(),
                body: text.clone(),
                attachments: Vec::new(),
                questions: Vec::new(),
            };
            let to = to.iter().map(|word| any_role(word)).collect::<Result<_, _>>()?;
            play::improvise(&mut session, &card, to)?
        }
    };
    if entries.is_empty() {
        context.ui.say("It was brought to the players before.");
    }
    context.acknowledge(&session, &entries);
    Ok(ExitCode::SUCCESS)
}

fn find<'s>(scenario: &'s Scenario, typed: &str) -> Result<&'s Inject, Failure> {
    let found = InjectId::parse(typed).ok().and_then(|id| scenario.inject(&id));
    found.ok_or_else(|| {
        let candidates = scenario.injects.iter().map(|inject| inject.id.to_string()).collect();
        AppError::Nothing { what: "inject", typed: typed.to_owned(), candidates }.into()
    })
}

/// One of the script, or one that was improvised.
fn settle(
    session: &mut Session<'_>,
    scenario: &Scenario,
    (typed, fate, why): (&str, InjectFate, Option<&String>),
) -> Result<Vec<Entry>, Failure> {
    let improvised = InjectId::parse(typed)
        .ok()
        .filter(|id| session.state().exercise().is_some_and(|exercise| exercise.injects().contains_key(id)));
    let id = match improvised {
        Some(id) => id,
        None => find(scenario, typed)?.id.clone(),
    };
    Ok(play::settle(session, &id, fate, why.map(String::as_str))?)
}

fn list(session: &Session<'_>, scenario: &Scenario, context: &Context) -> Result<ExitCode, Failure> {
    let schedule = Schedule::read(scenario, session.state(), play::times(session)?);
    let rows: Vec<Row> =
        scenario.injects.iter().map(|inject| row(session, (scenario, &schedule), inject)).collect();
    if context.ui.json {
        json::print(&context.ui, "injects", &rows)?;
        return Ok(ExitCode::SUCCESS);
    }
    for row in &rows {
        context.ui.line(&format!("{:<24} {}", row.inject, scrub(&row.title)));
        context.ui.line(&format!("{:<24} {}; {}", "", row.state, scrub(&row.release)));
    }
    Ok(ExitCode::SUCCESS)
}

fn row(session: &Session<'_>, (scenario, schedule): (&Scenario, &Schedule<'_>), inject: &Inject) -> Row {
    let known = session.state().exercise().and_then(|exercise| exercise.injects().get(&inject.id));
    let waits = schedule.waiting.iter().find(|waiting| waiting.inject.id == inject.id);
    let state = match (known, waits) {
        (_, Some(waiting)) => lines::waits_in_words(&waiting.waits),
        (Some(known), None) if known.recalled.is_some() => "taken back".to_owned(),
        (Some(known), None) => match known.released {
            Some((seq, _, _)) => format!("came in {seq}"),
            None => "left out".to_owned(),
        },
        (None, None) => "left out".to_owned(),
    };
    Row {
        inject: inject.id.to_string(),
        title: inject.title.clone(),
        module: inject.module.as_ref().map(ToString::to_string),
        state,
        release: inject.release.in_words(&|condition| scenario.say(condition)),
    }
}
