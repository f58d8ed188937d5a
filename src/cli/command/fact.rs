//! `fact`: what is known. Learned more, not known yet, was wrong, is right: four different things.

mod list;

use std::process::ExitCode;

use crate::app::fact_value::{Assignment, Change, ValueReader, recheck, row};
use crate::app::roster;
use crate::app::session::Session;
use crate::app::words::Wording;
use crate::base::id::{FactId, PersonId};
use crate::cli::acknowledge::named;
use crate::cli::context::Context;
use crate::cli::failure::{Failure, Kind};
use crate::fact::value::PassageRef;
use crate::incident::command::{Command, FactAct};

/// Arguments.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  breachbook fact set severity=P1 first_signal_at=-2h\n  breachbook fact set affected_hosts+=web-3\n  breachbook fact unknown subjects_count 4h\n  breachbook fact correct subjects_count=12000 --why \"Two rows were counted twice\""
)]
pub(crate) struct Args {
    #[command(subcommand)]
    act: Act,
}

#[derive(Debug, clap::Subcommand)]
enum Act {
    /// What is known, and what was asked and is not.
    List,
    /// Learned more: FACT=VALUE; for lists also FACT+=VALUE and FACT-=VALUE.
    #[command(
        after_help = "Example: breachbook fact set severity=P1 first_signal_at=-2h --basis \"First alert of the scanner\""
    )]
    Set(Set),
    /// What was written was wrong: strikes it through; without a value nothing is known.
    #[command(
        after_help = "Example: breachbook fact correct subjects_count=12000 --why \"Two rows were counted twice\""
    )]
    Correct(Correct),
    /// Not known yet, and when to ask again.
    #[command(after_help = "Example: breachbook fact unknown subjects_count 4h")]
    Unknown(Unknown),
    /// A disputed value is right.
    #[command(after_help = "Example: breachbook fact confirm subjects_count")]
    Confirm(Named),
    /// All that was ever said of a fact.
    #[command(after_help = "Example: breachbook fact history subjects_count")]
    History(Named),
    /// All facts that can be known.
    #[command(after_help = "Example: breachbook fact catalogue --group people")]
    Catalogue(Catalogue),
}

#[derive(Debug, clap::Args)]
struct Set {
    /// FACT=VALUE
    #[arg(required = true, value_name = "FACT=VALUE", add = clap_complete::engine::ArgValueCompleter::new(crate::cli::complete::facts))]
    facts: Vec<String>,
    /// What it rests on.
    #[arg(long, value_name = "TEXT")]
    basis: Option<String>,
    /// Why it differs from what another person said, or why a deadline moves.
    #[arg(long, value_name = "TEXT")]
    why: Option<String>,
    /// The second person, where one is needed.
    #[arg(long, value_name = "NAME")]
    second: Option<String>,
    /// Let a time stand that lies ahead.
    #[arg(long)]
    future: bool,
}

#[derive(Debug, clap::Args)]
struct Correct {
    /// FACT=VALUE, or FACT alone when nothing is known any more.
    #[arg(value_name = "FACT[=VALUE]", add = clap_complete::engine::ArgValueCompleter::new(crate::cli::complete::facts))]
    fact: String,
    /// Why it was wrong.
    #[arg(long, value_name = "TEXT")]
    why: String,
    /// The second person, where one is needed.
    #[arg(long, value_name = "NAME")]
    second: Option<String>,
    /// Let a time stand that lies ahead.
    #[arg(long)]
    future: bool,
}

#[derive(Debug, clap::Args)]
struct Unknown {
    /// The fact.
    #[arg(add = clap_complete::engine::ArgValueCompleter::new(crate::cli::complete::facts))]
    fact: String,
    /// When to ask again: 30m, 4h, 2d.
    #[arg(value_name = "PERIOD")]
    after: Option<String>,
    /// Why it is not known.
    #[arg(long, value_name = "TEXT")]
    why: Option<String>,
}

#[derive(Debug, clap::Args)]
struct Named {
    /// The fact.
    #[arg(add = clap_complete::engine::ArgValueCompleter::new(crate::cli::complete::facts))]
    fact: String,
}

#[derive(Debug, clap::Args)]
struct Catalogue {
    /// Only this group.
    #[arg(long, value_name = "GROUP")]
    group: Option<String>,
}

/// Runs it.
pub(crate) fn run(args: &Args, context: &Context) -> Result<ExitCode, Failure> {
    if let Act::Catalogue(args) = &args.act {
        return list::catalogue(args.group.as_deref(), context);
    }
    let mut store = context.store(false)?;
    let mut session = context.session(&mut store)?;
    match &args.act {
        Act::List => list::list(&session, context),
        Act::History(args) => list::history(&session, &args.fact, context),
        Act::Catalogue(_) => Ok(ExitCode::SUCCESS),
        Act::Set(args) => set(args, &mut session, context),
        Act::Correct(args) => correct(args, &mut session, context),
        Act::Unknown(args) => unknown(args, &mut session, context),
        Act::Confirm(args) => {
            let fact = row(&session, &args.fact)?.id.clone();
            act(context, &mut session, vec![(fact, FactAct::Confirm)], Wording::default())
        }
    }
}

fn set(args: &Set, session: &mut Session<'_>, context: &Context) -> Result<ExitCode, Failure> {
    let second = second(session, args.second.as_deref())?;
    let mut wording = session.wording();
    let basis = wording.say_some(args.basis.as_deref())?;
    let why = reason(&mut wording, args.why.as_deref())?;
    let mut reader = ValueReader::new(session, &mut wording, args.future);
    let mut acts = Vec::new();
    for typed in &args.facts {
        let assignment = Assignment::read(typed)?;
        if assignment.is_unknown() {
            let fact = row(reader.session(), &assignment.fact)?.id.clone();
            acts.push((fact, FactAct::Unknown { recheck: None, why }));
            continue;
        }
        let (fact, value) = reader.read(&assignment)?;
        acts.push((fact, FactAct::State { value, basis, why, second }));
    }
    reader.echoes.iter().for_each(|echo| context.ui.say(echo));
    act(context, session, acts, wording)
}

fn correct(args: &Correct, session: &mut Session<'_>, context: &Context) -> Result<ExitCode, Failure> {
    let second = second(session, args.second.as_deref())?;
    let mut wording = session.wording();
    let Some(why) = reason(&mut wording, Some(&args.why))? else { return Ok(ExitCode::SUCCESS) };
    let (fact, value) = if args.fact.contains('=') {
        let assignment = Assignment::read(&args.fact)?;
        let mut reader = ValueReader::new(session, &mut wording, args.future);
        let (fact, value) = reader.read(&assignment)?;
        reader.echoes.iter().for_each(|echo| context.ui.say(echo));
        (fact, Some(value))
    } else {
        (row(session, &args.fact)?.id.clone(), None)
    };
    act(context, session, vec![(fact, FactAct::Correct { value, why, second })], wording)
}

fn unknown(args: &Unknown, session: &mut Session<'_>, context: &Context) -> Result<ExitCode, Failure> {
    if args.fact.contains('=') {
        let Assignment { fact, text, change } = Assignment::read(&args.fact)?;
        let hint = format!("breachbook fact unknown {fact} {text}");
        let failure = Failure::usage("give the time behind a blank");
        return Err(if change == Change::Set { failure.hint(hint) } else { failure });
    }
    let fact = row(session, &args.fact)?.id.clone();
    let recheck = recheck(session.now(), args.after.as_deref())?;
    let mut wording = session.wording();
    let why = reason(&mut wording, args.why.as_deref())?;
    act(context, session, vec![(fact, FactAct::Unknown { recheck, why })], wording)
}

fn reason(wording: &mut Wording, why: Option<&str>) -> Result<Option<PassageRef>, Failure> {
    if why.is_some_and(|why| why.trim().is_empty()) {
        return Err(Failure::new(Kind::Refused, "a reason cannot be blank; nothing was recorded"));
    }
    Ok(wording.say_some(why)?)
}

/// Who agrees has to be somebody whom the incident knows: a name that was made up on the spot is no second person.
fn second(session: &Session<'_>, name: Option<&str>) -> Result<Option<PersonId>, Failure> {
    Ok(name.map(|name| roster::known(session, name)).transpose()?)
}

fn act(
    context: &Context,
    session: &mut Session<'_>,
    acts: Vec<(FactId, FactAct)>,
    wording: Wording,
) -> Result<ExitCode, Failure> {
    let commands = acts.into_iter().map(|(fact, act)| Command::Fact { fact, act }).collect();
    let entries = session.act_all(commands, wording).map_err(|error| named(session, error))?;
    context.acknowledge(session, &entries);
    Ok(ExitCode::SUCCESS)
}
