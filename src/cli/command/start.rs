//! `start`: opens an incident on a playbook and runs it.

mod own_record;
mod triage;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use super::run::{self, Drive};
use crate::app::app_error::AppError;
use crate::app::session::Session;
use crate::app::start::{Opening, Sort, start};
use crate::app::stated::value_of;
use crate::app::{ground, naming};
use crate::base::id::{FactId, PlaybookId, RoleId};
use crate::base::problem::Source;
use crate::base::text::scrub;
use crate::base::time::Zone;
use crate::cli::context::Context;
use crate::cli::failure::{Failure, Kind};
use crate::fact::typed::{TypedValue, Typing, parse_value};
use crate::host::prompter::{Ask, PromptError};
use crate::incident::command::{Command, FactAct};
use crate::incident::event::lifecycle::Mode;
use crate::incident::event::people::RoleSet;
use crate::playbook::library::Library;
use crate::playbook::library::set::PlaybookSet;
use crate::store::Store;

/// Arguments.
#[derive(Debug, Clone, Default, clap::Args)]
#[command(
    after_help = "Examples:\n  breachbook start customer-db-exfiltration --role incident-commander=\"Aoife Byrne\"\n  breachbook start\n  breachbook start --triage signs=files-encrypted --triage attacker_active=? --no-run"
)]
pub(crate) struct Args {
    /// A playbook's id, or a file. When it is left out, a few questions lead to one.
    #[arg(add = clap_complete::engine::ArgValueCompleter::new(crate::cli::complete::playbooks))]
    playbook: Option<String>,
    /// An answer to a question of the triage, instead of a person's: `signs`, `attacker_active`, `service_state`,
    /// `personal_data_involved`; `?` is "not known yet". Opens the playbook that is proposed.
    #[arg(long, value_name = "QUESTION=ANSWER", conflicts_with = "playbook")]
    triage: Vec<String>,
    /// Keep a case in this record although its playbook wants one of its own.
    #[arg(long)]
    shared_record: bool,
    /// A title for people.
    #[arg(long)]
    title: Option<String>,
    /// A codename; one is proposed otherwise.
    #[arg(long)]
    codename: Option<String>,
    /// IANA zone in which times are typed and read.
    #[arg(long)]
    zone: Option<String>,
    /// When the first signal came.
    #[arg(long, value_name = "TIME", allow_hyphen_values = true)]
    first_signal_at: Option<String>,
    /// A fact that is known already.
    #[arg(long, value_name = "ID=VALUE")]
    fact: Vec<String>,
    /// Who holds a role.
    #[arg(long, value_name = "ROLE=NAME")]
    role: Vec<String>,
    /// Answers for the steps, instead of a person.
    #[arg(long, value_name = "FILE")]
    answers: Option<PathBuf>,
    /// After the answers, go on with a person.
    #[arg(long, requires = "answers")]
    then_ask: bool,
    /// Open it without running it.
    #[arg(long)]
    no_run: bool,
}

/// A playbook that was chosen, with all that it uses.
struct Chosen {
    library: Library,
    file: Option<Arc<Source>>,
    set: PlaybookSet,
}

/// Runs it.
pub(crate) fn run(args: &Args, context: &Context) -> Result<ExitCode, Failure> {
    let library = context.library()?;
    let asked = match &args.playbook {
        Some(_) => None,
        None => Some(triage::led(&args.triage, &library, context)?),
    };
    let named = asked.as_ref().map(|led| led.playbook.as_str()).or(args.playbook.as_deref());
    let chosen = choose(named.unwrap_or_default(), library)?;
    let moved = own_record::wanted(&chosen.set.root, args, context)?;
    let context = moved.as_ref().unwrap_or(context);
    let zone = zone(args, context)?;
    let answers =
        args.answers.as_deref().map(|path| run::answers(path, &chosen.set, context, zone)).transpose()?;
    let given = given(args, &chosen.set, context, zone)?;
    let declared: Vec<&RoleId> =
        chosen.set.playbooks.values().flat_map(|playbook| playbook.roles.keys()).collect();
    for pair in &args.role {
        naming::role_among(role_and_name(pair)?.0, &declared)?;
    }
    let mut store = context.store(true)?;
    no_game(&store)?;
    let identity = context.identity();
    let opening = Opening {
        sources: ground::sources_of(&chosen.library, chosen.file.as_ref(), &chosen.set),
        set: &chosen.set,
        title: args.title.clone(),
        codename: args.codename.clone(),
        zone,
        organisation: context.profile_bytes()?,
        identity: &identity,
        sort: Sort::Incident,
    };
    let opened = start(&mut store, &context.clock, &opening)?;
    opened.caught.iter().for_each(|caught| context.ui.warn(&caught.text()));
    let codename = opened.codename.to_uppercase();
    context.ui.say(&format!("{} opened, codename {codename}, zone {zone}", opened.id));
    if context.environment.terminal.is_some() {
        context.remember(&opened.id)?;
    }
    if let Some(mirror) = context.mirror(&store) {
        mirror.tell(opened.uid);
    }
    let mut session = context.session_on(&mut store, opened.uid)?;
    set_up(&mut session, args, given).map_err(|failure| {
        failure
            .hint(format!("{} is open, what stands before this in the call is recorded", opened.id))
            .hint(format!("{}    goes on", context.call("run")))
    })?;
    if let Some(led) = &asked {
        led.record(&mut session, &chosen.library)?;
    }
    if args.no_run {
        context.ui.line(&opened.id);
        return Ok(ExitCode::SUCCESS);
    }
    run::drive(
        &mut session,
        context,
        Drive { roles: Vec::new(), answers, then_ask: args.then_ask, script: None },
    )
}

/// A real incident does not go into a record of exercises or of training: it would be taken for one.
fn no_game(store: &Store) -> Result<(), Failure> {
    let game = store.incidents()?.into_iter().find(|row| row.mode != Mode::Live);
    game.map_or(Ok(()), |row| {
        let what = if row.mode == Mode::Exercise { "an exercise" } else { "the training" };
        let message = format!("this record holds {what} ({}): a real incident needs another", row.id);
        Err(Failure::new(Kind::Refused, message).hint("unset BREACHBOOK_DB, or name another file with --db"))
    })
}

fn choose(typed: &str, library: Library) -> Result<Chosen, Failure> {
    let ground = ground::ground();
    let typed = typed.to_owned();
    let path = Path::new(&typed);
    let named = PlaybookId::parse(&typed).ok().filter(|id| library.source(id).is_some());
    let (file, (set, problems)) = match named {
        Some(id) => (None, library.load_set(&id, &ground)),
        None if path.exists() => {
            let file = Source::new(typed.clone(), ground::read_document(path)?);
            let loaded = library.load_set_of(&file, &ground);
            (Some(file), loaded)
        }
        None => {
            let candidates = library.ids().map(ToString::to_string).collect();
            return Err(AppError::Nothing { what: "playbook", typed, candidates }.into());
        }
    };
    match set {
        Some(set) => Ok(Chosen { library, file, set }),
        None => Err(AppError::Problems(problems).into()),
    }
}

fn zone(args: &Args, context: &Context) -> Result<Zone, Failure> {
    if let Some(zone) = &args.zone {
        return zone_given(zone);
    }
    let zone = context.default_zone()?;
    if args.no_run || !run::at_a_terminal() {
        context.ui.say(&format!("zone: {zone}; --zone chooses another"));
        return Ok(zone);
    }
    confirm_zone(zone, context)
}

/// A zone as typed.
pub(super) fn zone_given(zone: &str) -> Result<Zone, Failure> {
    zone.parse().map_err(|_bad| Failure::usage(format!("`{zone}` is no IANA zone")))
}

/// Every time that is typed and read hangs on it, so a person says that it is right.
fn confirm_zone(zone: Zone, context: &Context) -> Result<Zone, Failure> {
    let mut prompter = run::prompter(context)?;
    let help = vec![format!(
        "Times are typed and read in {zone}. Enter confirms; or another, such as Europe/Paris."
    )];
    let mut ask = Ask { prompt: "Zone".to_owned(), help, initial: zone.name().to_owned() };
    loop {
        let typed = prompter.line(&ask).map_err(|why| match why {
            PromptError::Paused => Failure::new(Kind::Paused, "Nothing was opened."),
            PromptError::Terminal(_) => Failure::new(Kind::Environment, why.to_string()),
        })?;
        match typed.parse() {
            Ok(zone) => return Ok(zone),
            Err(_bad) => ask.help = vec![format!("`{}` is no IANA zone.", scrub(&typed))],
        }
    }
}

/// Facts that were given on the command line, checked before anything is written.
fn given(
    args: &Args,
    set: &PlaybookSet,
    context: &Context,
    zone: Zone,
) -> Result<Vec<(FactId, TypedValue)>, Failure> {
    let plans = run::plans_of(set);
    let typing = Typing { now: context.now(), zone };
    let signal = args.first_signal_at.iter().map(|time| format!("first_signal_at={time}"));
    let all = args.fact.iter().cloned().chain(signal);
    all.map(|pair| {
        let (id, text) =
            pair.split_once('=').ok_or_else(|| Failure::usage(format!("`{pair}` is not ID=VALUE")))?;
        let row = plans.fact(id).ok_or_else(|| Failure::usage(format!("there is no fact `{id}`")))?;
        let value = parse_value(text, row, &typing)
            .map_err(|why| Failure::usage(format!("bad value for `{id}`: {why}")))?;
        if let TypedValue::Future(reading) = &value {
            return Err(Failure::usage(format!("bad value for `{id}`: {} lies in the future", reading.echo)));
        }
        if let TypedValue::Ambiguous(readings) = &value {
            let [first, second] = &**readings;
            let twice = format!("that time happened twice: {} and {}", first.echo, second.echo);
            return Err(Failure::usage(format!("bad value for `{id}`: {twice}; add the offset")));
        }
        Ok((row.id.clone(), value))
    })
    .collect()
}

fn set_up(session: &mut Session<'_>, args: &Args, given: Vec<(FactId, TypedValue)>) -> Result<(), Failure> {
    for pair in &args.role {
        role_given(session, pair)?;
    }
    for (fact, typed) in given {
        let mut wording = session.wording();
        let value = value_of(typed, &fact, (session.state(), session.words()), &mut wording)?;
        let act = FactAct::State { value, basis: None, why: None, second: None };
        session.act(Command::Fact { fact, act }, wording)?;
    }
    Ok(())
}

fn role_and_name(pair: &str) -> Result<(&str, &str), Failure> {
    pair.split_once('=').ok_or_else(|| Failure::usage(format!("`{pair}` is not ROLE=NAME")))
}

/// Gives somebody a role: `ROLE=NAME`.
pub(super) fn role_given(session: &mut Session<'_>, pair: &str) -> Result<(), Failure> {
    let (role, name) = role_and_name(pair)?;
    let role = naming::role(session.state(), session.plans(), role)?;
    let (person, mut commands, wording) = session.person_named(name.trim())?;
    commands.push(Command::Write(Box::new(RoleSet { role, person: Some(person) }.into())));
    session.act_all(commands, wording)?;
    Ok(())
}
