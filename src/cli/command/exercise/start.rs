//! `exercise start`: opens an exercise in a record of its own.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::last_file;
use crate::app::app_error::AppError;
use crate::app::exercise::{play, script};
use crate::app::ground;
use crate::app::session::Session;
use crate::app::start::{Opened, Opening, Sort, Staged, start as open};
use crate::base::id::ModuleId;
use crate::base::text::{flowed, scrub, shell_word, wrap};
use crate::base::time::Zone;
use crate::cli::command::start::{role_given, zone_given};
use crate::cli::context::Context;
use crate::cli::failure::{Failure, Kind};
use crate::fact::typed::{Typing, parse_value};
use crate::incident::command::{Command, FactAct};
use crate::incident::event::exercise::InjectFate;
use crate::incident::event::lifecycle::Mode;
use crate::playbook::library::Library;
use crate::playbook::library::set::PlaybookSet;
use crate::scenario::model::Scenario;

/// Arguments of `start`.
#[derive(Debug, clap::Args)]
pub(super) struct StartArgs {
    /// A scenario's id, or a file.
    scenario: String,
    /// Open it without beginning to play; `exercise begin` does.
    #[arg(long)]
    lobby: bool,
    /// Play without a facilitator: the program brings the injects.
    #[arg(long, conflicts_with = "lobby")]
    alone: bool,
    /// Begin at a later module; what the scenario assumes then is taken as known.
    #[arg(long, value_name = "MODULE")]
    from: Option<String>,
    /// A codename; one is proposed otherwise.
    #[arg(long)]
    codename: Option<String>,
    /// IANA zone in which times are typed and read.
    #[arg(long)]
    zone: Option<String>,
    /// Who holds a role.
    #[arg(long, value_name = "ROLE=NAME")]
    role: Vec<String>,
    /// The team, where several play the same scenario beside each other; each gets a record of its own.
    #[arg(long, value_name = "NAME")]
    team: Option<String>,
}

/// Opens an exercise.
pub(super) fn start(args: &StartArgs, context: &Context) -> Result<ExitCode, Failure> {
    let library = context.library()?;
    let scenario = script::playable(&args.scenario, &library)?;
    let from = args.from.as_deref().map(|typed| later(&scenario, typed)).transpose()?;
    let zone = match &args.zone {
        Some(zone) => zone_given(zone)?,
        None => context.default_zone()?,
    };
    let context = &context.on_record(record(context, &scenario, args.team.as_deref())?);
    let opened = opened(args, (&scenario, &library), zone, context)?;
    let mut store = context.store(false)?;
    let mut session = context.session_on(&mut store, opened.uid)?;
    for pair in &args.role {
        role_given(&mut session, pair)?;
    }
    play::brief(&mut session, &scenario)?;
    if !args.lobby {
        play::begin(&mut session, &scenario, args.alone)?;
        if let Some(from) = from {
            skip_to(&mut session, &scenario, &from)?;
        }
        play::deliver(&mut session, &scenario)?;
    }
    say(&opened, args, &scenario, context)?;
    context.ui.line(&opened.id);
    Ok(ExitCode::SUCCESS)
}

/// A new record beside the usual one, or the one that was named. Never one in which something real is.
fn record(context: &Context, scenario: &Scenario, team: Option<&str>) -> Result<PathBuf, Failure> {
    if let Some(path) = &context.global.db {
        return only_exercises(path, context).map(|()| path.clone());
    }
    let folder = context.exercise_folder()?;
    let day = context.wall().utc().format("%Y-%m-%d");
    let team: String = team.unwrap_or_default().chars().filter(char::is_ascii_alphanumeric).collect();
    let team = if team.is_empty() { team } else { format!("-{}", team.to_lowercase()) };
    let name = |n: usize| {
        let again = if n == 1 { String::new() } else { format!("-{n}") };
        folder.join(format!("{}-{day}{team}{again}.db", scenario.id))
    };
    let free = (1..1000).map(name).find(|path| !path.exists());
    let path = free.ok_or_else(|| Failure::usage("there are a thousand exercises of today; clear up"))?;
    std::fs::create_dir_all(&folder)
        .map_err(|why| Failure::new(Kind::Environment, format!("{}: {why}", folder.display())))?;
    Ok(path)
}

fn only_exercises(path: &Path, context: &Context) -> Result<(), Failure> {
    if !path.exists() {
        return Ok(());
    }
    let store = context.on_record(path.to_owned()).store(false)?;
    let real = store.incidents()?.into_iter().find(|row| row.mode != Mode::Exercise);
    match real {
        None => Ok(()),
        Some(row) => Err(Failure::new(
            Kind::Refused,
            format!(
                "{} is a record of something else ({}): an exercise needs its own",
                path.display(),
                row.id
            ),
        )
        .hint("leave --db out, or name a new file")),
    }
}

fn opened(
    args: &StartArgs,
    (scenario, library): (&Scenario, &Library),
    zone: Zone,
    context: &Context,
) -> Result<Opened, Failure> {
    let set = set(scenario, library)?;
    let identity = context.identity();
    let opening = Opening {
        sources: ground::sources_of(library, None, &set),
        set: &set,
        title: Some(match &args.team {
            Some(team) => format!("{} (team {team})", scenario.title),
            None => scenario.title.clone(),
        }),
        codename: args.codename.clone(),
        zone,
        organisation: context.profile_bytes()?,
        identity: &identity,
        sort: Sort::Exercise(Staged {
            scenario: scenario.digest,
            story: scenario.starts.until(context.wall(), zone),
            seeded: false,
        }),
    };
    let mut store = context.store(true)?;
    Ok(open(&mut store, &context.clock, &opening)?)
}

/// The playbooks that a scenario is played on.
pub(super) fn set(scenario: &Scenario, library: &Library) -> Result<PlaybookSet, Failure> {
    let (set, problems) = library.load_set(&scenario.playbook, &ground::ground());
    set.ok_or_else(|| AppError::Problems(problems).into())
}

fn later(scenario: &Scenario, typed: &str) -> Result<ModuleId, Failure> {
    let known = scenario.modules.iter().find(|module| module.id.as_str() == typed);
    known.map(|module| module.id.clone()).ok_or_else(|| {
        let candidates = scenario.modules.iter().map(|module| module.id.to_string()).collect();
        AppError::Nothing { what: "module", typed: typed.to_owned(), candidates }.into()
    })
}

/// Takes as known what the scenario assumes, leaves out what would have come before, and begins the module.
fn skip_to(session: &mut Session<'_>, scenario: &Scenario, from: &ModuleId) -> Result<(), Failure> {
    let place = scenario.modules.iter().position(|module| module.id == *from).unwrap_or_default();
    for module in scenario.modules.iter().take(place + 1).skip(1) {
        for assumed in scenario.assumes.iter().filter(|assumed| assumed.module == module.id) {
            assume(session, &assumed.facts)?;
        }
        play::begin_module(session, module, Some("play begins at a later module"))?;
    }
    let before = |id: &Option<ModuleId>| {
        let found = scenario.modules.iter().position(|module| Some(&module.id) == id.as_ref());
        found.is_some_and(|found| found < place)
    };
    for inject in scenario.injects.iter().filter(|inject| before(&inject.module)) {
        play::settle(session, &inject.id, InjectFate::Skipped, Some("taken as done: play begins later"))?;
    }
    Ok(())
}

fn assume(session: &mut Session<'_>, facts: &[(crate::base::id::FactId, String)]) -> Result<(), Failure> {
    for (fact, text) in facts {
        let typing = Typing { now: session.now(), zone: session.zone() };
        let Some(row) = session.plans().fact(fact.as_str()) else { continue };
        let value = parse_value(text, row, &typing)
            .map_err(|why| Failure::usage(format!("the scenario assumes a bad value for `{fact}`: {why}")))?;
        let mut wording = session.wording();
        let value =
            crate::app::stated::value_of(value, fact, (session.state(), session.words()), &mut wording)?;
        let why = Some(wording.say("taken as known: play begins at a later module")?);
        let act = FactAct::State { value, basis: None, why, second: None };
        session.act(Command::Fact { fact: fact.clone(), act }, wording)?;
    }
    Ok(())
}

fn say(opened: &Opened, args: &StartArgs, scenario: &Scenario, context: &Context) -> Result<(), Failure> {
    let path = context.record_path()?;
    let path = std::path::absolute(&path).unwrap_or(path);
    if let Some(file) = last_file(context) {
        let noted = file.parent().map_or(Ok(()), std::fs::create_dir_all);
        let noted = noted.and_then(|()| std::fs::write(&file, path.display().to_string()));
        noted.map_err(|why| Failure::new(Kind::Environment, format!("{}: {why}", file.display())))?;
    }
    let shown = scrub(&shell_word(&path.display().to_string())).into_owned();
    let ui = &context.ui;
    ui.say(&format!("EXERCISE {} opened, codename {}", opened.id, opened.codename.to_uppercase()));
    let briefing = format!("Briefing: {}", scrub(&flowed(&scenario.briefing)));
    for paragraph in briefing.split('\n') {
        for line in wrap(paragraph, ui.columns()) {
            ui.say(&line);
        }
    }
    if let Some(told) = args.from.as_ref().and_then(|from| {
        scenario.assumes.iter().find(|assumed| assumed.module.as_str() == from).map(|assumed| &assumed.told)
    }) {
        ui.say(&scrub(told));
    }
    ui.say("Players, each in a terminal of their own:");
    ui.say(&format!("  export BREACHBOOK_DB={shown}"));
    ui.say("  breachbook --as NAME run --role ROLE");
    if args.alone {
        ui.say("Nobody facilitates: the injects come by themselves while somebody has `run` open.");
    } else {
        ui.say("You:");
        if args.lobby {
            ui.say("  breachbook exercise begin    when everybody is there");
        }
        ui.say("  breachbook exercise run      the facilitator's screen");
        ui.say("  breachbook exercise show --watch    for everybody to see");
    }
    Ok(())
}
