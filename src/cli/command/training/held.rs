//! `training held`: a session that was held elsewhere, and who took part.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::take::employment;
use super::{asked, on_training, store};
use crate::app::exercise::script;
use crate::app::naming::any_role;
use crate::app::roster;
use crate::app::session::Session;
use crate::app::training::{Circumstances, Content, Taking, content, hold, take_part};
use crate::base::id::RoleId;
use crate::base::text::{count, one_of, scrub};
use crate::base::time::Claimed;
use crate::cli::context::Context;
use crate::cli::failure::{Failure, Kind};
use crate::incident::event::training::{Employment, PARTS, Part, TEACHINGS, Teaching};
use crate::incident::story::{FACILITATOR, Play};

/// Arguments.
#[derive(Debug, clap::Args)]
pub(super) struct HeldArgs {
    /// What people were taught with: an id that the program knows, or a file.
    #[arg(required_unless_present = "from")]
    content: Option<String>,
    /// The record of an exercise that is over: content, time and people are taken from it.
    #[arg(long, value_name = "RECORD", conflicts_with_all = ["content", "at", "minutes", "who"])]
    from: Option<PathBuf>,
    /// Count an exercise though less than half of its planned time was played.
    #[arg(long, requires = "from")]
    short: bool,
    /// When it began; now when left out.
    #[arg(long, value_name = "TIME", allow_hyphen_values = true)]
    at: Option<String>,
    /// How long it took; by default as the content says.
    #[arg(long)]
    minutes: Option<u32>,
    /// micro, tabletop, functional, briefing or phishing-debrief; by default as the content says.
    #[arg(long, value_name = "HOW", value_parser = teaching)]
    teaching: Option<Teaching>,
    /// Who led it, and what makes them fit for it.
    #[arg(long, value_name = "NAME")]
    led_by: Option<String>,
    /// Where.
    #[arg(long)]
    place: Option<String>,
    /// The language of it, such as en or de.
    #[arg(long)]
    language: Option<String>,
    /// Who took part: NAME, NAME:ROLE or NAME:ROLE:PART; ROLE may be empty, PART is player, observer, evaluator, facilitator or white-cell.
    #[arg(long, value_name = "WHO")]
    who: Vec<String>,
    /// staff, contractor, supplier or management-body, of all who are named; as before, else staff.
    #[arg(long, value_parser = employment)]
    employment: Option<Employment>,
    /// What shows that they were there, such as a list that was signed.
    #[arg(long, value_name = "TEXT")]
    proof: Option<String>,
}

fn teaching(word: &str) -> Result<Teaching, String> {
    let found = TEACHINGS.iter().find(|(_, known)| *known == word).map(|(teaching, _)| *teaching);
    found.ok_or_else(|| one_of(TEACHINGS.iter().map(|(_, known)| *known)))
}

/// Somebody who took part.
struct Who {
    name: String,
    role: Option<RoleId>,
    part: Part,
}

/// A session as it is to be recorded.
struct Held {
    content: Content,
    began: Option<Claimed>,
    minutes: Option<u32>,
    people: Vec<Who>,
}

/// Runs it.
pub(super) fn run(args: &HeldArgs, context: &Context) -> Result<ExitCode, Failure> {
    let held = match (&args.from, &args.content) {
        (Some(path), _) => long_enough(of_exercise(path, context)?, args.short, context)?,
        (None, typed) => by_hand(typed.as_deref().unwrap_or_default(), args, context)?,
    };
    if held.people.is_empty() {
        return Err(Failure::usage("nobody took part").hint("--who NAME, once for each of them"));
    }
    let asked = asked(context)?;
    let context = &on_training(context)?;
    let mut store = store(context)?;
    let mut session = context.session(&mut store)?;
    let how = Circumstances {
        began: held.began,
        minutes: held.minutes.or(args.minutes),
        teaching: args.teaching,
        led_by: args.led_by.as_deref(),
        place: args.place.as_deref(),
        language: args.language.as_deref(),
    };
    let entry = hold(&mut session, &held.content, &how)?;
    for who in &held.people {
        let taking = Taking {
            person: person(&mut session, &who.name)?,
            part: who.part,
            role: who.role.clone(),
            employment: args.employment,
            mark: None,
            acknowledged: false,
            proof: args.proof.as_deref(),
        };
        take_part(&mut session, (entry.seq, &held.content), &taking, &asked)?;
    }
    context.acknowledge(&session, &[entry]);
    context.detail(&format!("  {}, {}", held.content.id, count(held.people.len(), "person")));
    Ok(ExitCode::SUCCESS)
}

/// Whoever is named here is meant to be on the roster: a list that was signed is no place for typing errors to be asked about.
fn person(session: &mut Session<'_>, name: &str) -> Result<crate::base::id::PersonId, Failure> {
    Ok(roster::person(session, name)?)
}

fn by_hand(typed: &str, args: &HeldArgs, context: &Context) -> Result<Held, Failure> {
    let zone = context.default_zone()?;
    let began = args.at.as_deref().map(|at| context.past_time(at, zone)).transpose()?;
    let people = args.who.iter().map(|who| of_words(who)).collect::<Result<Vec<Who>, _>>()?;
    Ok(Held { content: content(typed, &context.library()?)?, began, minutes: None, people })
}

fn of_words(typed: &str) -> Result<Who, Failure> {
    let mut words = typed.split(':').map(str::trim);
    let name = words.next().filter(|name| !name.is_empty());
    let name = name.ok_or_else(|| Failure::usage(format!("`{typed}` names nobody")))?.to_owned();
    let role = words.next().filter(|role| !role.is_empty()).map(any_role).transpose()?;
    let part = match words.next() {
        None => Part::Player,
        Some(word) => {
            PARTS.iter().find(|(_, known)| *known == word).map(|(part, _)| *part).ok_or_else(|| {
                Failure::usage(format!("`{word}`: {}", one_of(PARTS.iter().map(|(_, known)| *known))))
            })?
        }
    };
    Ok(Who { name, role, part })
}

/// Whether enough was played to count: half of what was planned. Who takes less for an exercise of the plan says so.
fn long_enough(held: Held, short: bool, context: &Context) -> Result<Held, Failure> {
    let (planned, played) = (held.content.minutes, held.minutes.unwrap_or_default());
    if played.saturating_mul(2) >= planned {
        return Ok(held);
    }
    let told = format!("{played} of {planned} planned minutes were played");
    if short {
        context.ui.say(&format!("{told}; it counts all the same, and the record says how long it took"));
        return Ok(held);
    }
    Err(Failure::new(Kind::Refused, format!("{told}: too few to count as an exercise of the plan"))
        .hint("--short    counts it all the same")
        .hint("breachbook training held CONTENT --minutes N --who NAME    where it was played otherwise"))
}

/// Who was on the record of an exercise, with their roles. Who facilitated is no participant.
fn of_exercise(path: &Path, context: &Context) -> Result<Held, Failure> {
    let context = context.on_record(path.to_owned());
    let mut store = context.store(false)?;
    let session = context.session(&mut store)?;
    let shown = scrub(&path.display().to_string()).into_owned();
    let state = session.state();
    let Some(exercise) = state.exercise() else {
        return Err(Failure::usage(format!("{shown} is no record of an exercise")));
    };
    if exercise.clock().play() != Play::Ended {
        return Err(
            Failure::usage(format!("the exercise in {shown} is not over")).hint("breachbook exercise end")
        );
    }
    let scenario = script::pinned(&session, None, &context.library()?)?;
    let over = exercise.clock().at(context.wall()).exercise;
    let played = exercise.started().map(|began| over.since(began.exercise).seconds() / 60);
    let minutes = played.and_then(|minutes| u32::try_from(minutes).ok());
    let of_plan = |role: &&RoleId| role.as_str() != FACILITATOR;
    let roles = |person| state.roles_of(person).find(of_plan).cloned();
    let spoke: BTreeSet<_> = session.entries().iter().map(crate::record::entry::Entry::by).collect();
    let people = state.people().keys().filter(|person| spoke.contains(person) || roles(**person).is_some());
    let who = people.map(|person| {
        let role = roles(*person);
        let part = if exercise.facilitators().contains(person) { Part::Facilitator } else { Part::Player };
        Who { name: session.name(*person), role, part }
    });
    let began = session.entries().first().map(|entry| Claimed::as_recorded(entry.stamp.t));
    let people = who.collect();
    Ok(Held { content: content_of(&scenario), began, minutes, people })
}

fn content_of(scenario: &crate::scenario::model::Scenario) -> Content {
    Content {
        id: scenario.id.to_string(),
        title: scenario.title.clone(),
        version: scenario.version.clone(),
        sha256: scenario.digest,
        tags: scenario.tags.clone(),
        minutes: u32::try_from(scenario.duration.seconds() / 60).unwrap_or(u32::MAX),
        teaching: Teaching::Tabletop,
    }
}
