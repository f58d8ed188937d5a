//! What every command needs: options, environment, clock, the way to the record and to the screen.

use std::cell::OnceCell;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::args::Global;
use super::failure::{Failure, Kind};
use super::ui::Ui;
use crate::app::app_error::AppError;
use crate::app::choice;
use crate::app::ground;
use crate::app::session::{Identity, Session};
use crate::base::id::{IncidentUid, PersonId};
use crate::base::problem::Source;
use crate::base::text::scrub;
use crate::base::time::typed::{TypedTime, echo, parse_period, parse_typed_time};
use crate::base::time::{Claimed, Period, Precision, Timestamp, Zone};
use crate::host::clock::{Clock as _, SystemClock};
use crate::host::config::{Environment, system_zone};
use crate::host::organisation::{Profile, Words};
use crate::playbook::library::Library;
use crate::store::Store;
use crate::store::mirror::follower::{Mirror, MirrorState};
use crate::store::open::OpenOptions;
use crate::store::read::IncidentRow;

/// One call of the program.
pub(crate) struct Context {
    /// Options.
    pub(crate) global: Global,
    /// The way to the screen.
    pub(crate) ui: Ui,
    /// The environment.
    pub(crate) environment: Environment,
    /// The clock.
    pub(crate) clock: SystemClock,
    mirror: OnceCell<Mirror>,
}

/// How long the end of a command waits for the mirror.
const MIRROR_PATIENCE: Duration = Duration::from_secs(2);

impl Context {
    /// Reads the environment.
    pub(crate) fn new(global: Global, ui: Ui) -> Self {
        let environment = Environment::read();
        let mut ui = ui;
        ui.plain |= environment.accessible;
        Self { global, ui, environment, clock: SystemClock, mirror: OnceCell::new() }
    }

    /// The present.
    pub(crate) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// The folder that `--portable` keeps everything in.
    fn portable_folder(&self) -> Option<PathBuf> {
        let beside = || Some(std::env::current_exe().ok()?.parent()?.join("breachbook-data"));
        self.global.portable.then(beside).flatten()
    }

    /// The record's path.
    pub(crate) fn record_path(&self) -> Result<PathBuf, Failure> {
        if let Some(path) = &self.global.db {
            return Ok(path.clone());
        }
        let folder = self.portable_folder().or_else(|| self.environment.data_folder());
        let folder = folder.ok_or_else(no_home)?;
        Ok(folder.join("breachbook.db"))
    }

    /// The folder of profile and playbooks.
    pub(crate) fn config_folder(&self) -> Option<PathBuf> {
        self.portable_folder().or_else(|| self.environment.config_folder())
    }

    /// The folder of what may be lost.
    pub(crate) fn state_folder(&self) -> Option<PathBuf> {
        self.portable_folder().or_else(|| self.environment.state_folder())
    }

    /// Opens the record, for writing where that is possible.
    pub(crate) fn store(&self, create: bool) -> Result<Store, Failure> {
        let path = self.record_path()?;
        let opened = Store::open(&path, OpenOptions { create, read_only: false })?;
        for warning in &opened.warnings {
            self.ui.warn(&warning.to_string());
        }
        Ok(opened.store)
    }

    /// The incident that is meant.
    pub(crate) fn chosen(&self, store: &Store) -> Result<IncidentRow, Failure> {
        let incidents = store.incidents()?;
        let current = self.environment.incident.clone().or_else(|| self.current_incident());
        let row = choice::choose(&incidents, self.global.incident.as_deref(), current.as_deref())?;
        Ok(row.clone())
    }

    /// A session on the chosen incident.
    pub(crate) fn session<'s>(&'s self, store: &'s mut Store) -> Result<Session<'s>, Failure> {
        let row = self.chosen(store)?;
        self.session_on(store, row.uid)
    }

    /// A session on an incident.
    pub(crate) fn session_on<'s>(
        &'s self,
        store: &'s mut Store,
        uid: IncidentUid,
    ) -> Result<Session<'s>, Failure> {
        let mirror = self.mirror(store);
        Ok(Session::open(store, &self.clock, uid, self.identity())?.mirrored(mirror))
    }

    /// The mirror that was asked for; it follows from now on.
    pub(crate) fn mirror(&self, store: &Store) -> Option<&Mirror> {
        let root = self.global.mirror.as_ref()?;
        Some(self.mirror.get_or_init(|| Mirror::start(store.path(), root)))
    }

    /// Gives the mirror time to catch up, and says when it could not. Never fails: what was acknowledged is in the record.
    pub(crate) fn settle_mirror(&self) {
        let Some(mirror) = self.mirror.get() else { return };
        let why = match mirror.settle(MIRROR_PATIENCE) {
            MirrorState::Good => return,
            MirrorState::Behind => "it is still being written".to_owned(),
            MirrorState::Failed(why) => why,
        };
        let root = mirror.root().display().to_string();
        self.ui.warn(&format!(
            "the mirror {} is behind: {}; everything is in the record, and the next command catches up",
            scrub(&root),
            scrub(&why)
        ));
    }

    /// Who works here.
    pub(crate) fn identity(&self) -> Identity {
        let environment = &self.environment;
        Identity {
            actor: self.global.actor.clone().unwrap_or_else(|| environment.account.clone()),
            by: self.global.by.clone(),
            via: self.global.via,
            at: None,
            new_people: self.global.new_person,
            account: environment.account.clone(),
            host: environment.host.clone(),
        }
    }

    /// The library, with the user's folder.
    pub(crate) fn library(&self) -> Result<Library, Failure> {
        let own =
            self.config_folder().map(|folder| folder.join("playbooks")).filter(|folder| folder.is_dir());
        let folder = self.global.playbooks.clone().or(own);
        let (library, problems) = ground::library(folder.as_deref())?;
        if problems.has_errors() {
            return Err(AppError::Problems(problems).into());
        }
        for id in library.replaced() {
            self.ui.warn(&format!("your file stands in for the shipped playbook `{id}`"));
        }
        Ok(library)
    }

    /// The machine's zone, else UTC.
    pub(crate) fn system_zone(&self) -> Zone {
        system_zone(&self.environment).unwrap_or(Zone::UTC)
    }

    /// The organisation profile, where there is one.
    pub(crate) fn profile_path(&self) -> Option<PathBuf> {
        self.config_folder().map(|folder| folder.join("organisation.toml"))
    }

    /// The bytes of the organisation profile, where there is one.
    pub(crate) fn profile_bytes(&self) -> Result<Option<Vec<u8>>, Failure> {
        let Some(path) = self.profile_path().filter(|path| path.is_file()) else { return Ok(None) };
        Ok(Some(ground::read_document(&path)?.into_bytes()))
    }

    /// The zone of the organisation profile, else that of the machine.
    pub(crate) fn default_zone(&self) -> Result<Zone, Failure> {
        Ok(self.profile()?.and_then(|profile| profile.zone).unwrap_or_else(|| self.system_zone()))
    }

    /// The organisation profile, checked.
    pub(crate) fn profile(&self) -> Result<Option<Profile>, Failure> {
        let Some(path) = self.profile_path().filter(|path| path.is_file()) else { return Ok(None) };
        let source = Source::new(path.display().to_string(), ground::read_document(&path)?);
        let words = Words { roles: ground::roles(), regimes: ground::regimes() };
        let (profile, problems) = Profile::load(&source, words);
        if problems.has_errors() {
            return Err(AppError::Problems(problems).into());
        }
        Ok(profile)
    }

    /// Reads a time of the past as typed, and says how it was understood.
    pub(crate) fn past_time(&self, text: &str, zone: Zone) -> Result<Claimed, Failure> {
        let read = parse_typed_time(text, self.now(), zone).map_err(|why| Failure::usage(why.to_string()))?;
        match read {
            TypedTime::At(claimed) => {
                self.ui.say(&format!("time: {}", echo(claimed, zone)));
                Ok(claimed)
            }
            TypedTime::Future(claimed) => {
                Err(Failure::usage(format!("{} lies in the future", echo(claimed, zone))))
            }
            TypedTime::Ambiguous { earlier, later } => Err(Failure::usage(format!(
                "`{text}` happened twice: {} and {}",
                echo(earlier, zone),
                echo(later, zone)
            ))
            .hint("add the offset, such as `02:30 +01:00`")),
        }
    }

    /// Lets what follows have happened at a time, where one is given.
    pub(crate) fn happened_at(&self, session: &mut Session<'_>, at: Option<&str>) -> Result<(), Failure> {
        let Some(at) = at else { return Ok(()) };
        let claimed = self.past_time(at, session.zone())?;
        session.act_as(|identity| identity.at = Some(claimed));
        Ok(())
    }

    fn current_file(&self) -> Option<PathBuf> {
        let terminal = self.environment.terminal.as_deref()?;
        let name: String =
            terminal.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
        Some(self.state_folder()?.join("current").join(name))
    }

    fn current_incident(&self) -> Option<String> {
        let text = std::fs::read_to_string(self.current_file()?).ok()?;
        Some(text.trim().to_owned()).filter(|text| !text.is_empty())
    }

    /// Remembers the incident that this terminal works on.
    pub(crate) fn remember(&self, id: &str) -> Result<(), Failure> {
        let file = self.current_file().ok_or_else(|| {
            Failure::usage("this is no terminal that could be told apart")
                .hint("use --incident or BREACHBOOK_INCIDENT")
        })?;
        write_small(&file, id)
    }
}

impl Context {
    /// Writes a file for people: whole or not at all, never over another one unless that is wanted.
    pub(crate) fn write_file(&self, path: &Path, bytes: &[u8], overwrite: bool) -> Result<(), Failure> {
        let shown = path.display().to_string();
        match crate::host::files::write_whole(path, bytes, overwrite) {
            Ok(()) => {
                self.ui.say(&format!("{} written, {} bytes", scrub(&shown), bytes.len()));
                Ok(())
            }
            Err(why) if why.kind() == std::io::ErrorKind::AlreadyExists => {
                Err(Failure::usage(format!("{} is there already and is not overwritten", scrub(&shown)))
                    .hint("give another name, or --force"))
            }
            Err(why) => Err(Failure::new(Kind::Environment, format!("{}: {why}", scrub(&shown)))),
        }
    }

    /// Says on stderr what was written, where stdout holds a result.
    pub(crate) fn acknowledge_quietly(&self, session: &Session<'_>, entries: &[crate::record::entry::Entry]) {
        if let Some(entry) = entries.last() {
            self.ui.say(&format!("{} in {}", entry.seq, session.uid()));
        }
    }
}

fn write_small(file: &Path, text: &str) -> Result<(), Failure> {
    let written =
        file.parent().map_or(Ok(()), std::fs::create_dir_all).and_then(|()| std::fs::write(file, text));
    written.map_err(|why| Failure::new(Kind::Environment, format!("{}: {why}", file.display())))
}

fn no_home() -> Failure {
    Failure::new(Kind::Environment, "there is no home folder for the record")
        .hint("give --db PATH or --portable")
}

impl Context {
    /// Reads a time that lies ahead: `30m`, `18:00`, `tomorrow 9am`.
    pub(crate) fn coming_time(&self, text: &str, zone: Zone) -> Result<Timestamp, Failure> {
        let now = self.now();
        let wrong = |why: &str| Failure::usage(why.to_owned());
        if let Ok(period) = parse_period(text.trim().trim_start_matches('+')) {
            return Ok(now.plus(period));
        }
        let read = |now| parse_typed_time(text, now, zone).map_err(|why| wrong(&why.to_string()));
        let claimed = match read(now)? {
            TypedTime::Future(claimed) => claimed,
            TypedTime::Ambiguous { earlier, .. } if earlier.at > now => earlier,
            TypedTime::At(past) | TypedTime::Ambiguous { earlier: past, .. } => {
                match read(now.plus(Period::from_hours(24)))? {
                    TypedTime::At(next) if next.at > now && is_next_day(text, past, next) => next,
                    TypedTime::At(_) | TypedTime::Future(_) | TypedTime::Ambiguous { .. } => {
                        return Err(Failure::usage(format!("{} has passed", echo(past, zone))));
                    }
                }
            }
        };
        self.ui.say(&format!("until: {}", echo(claimed, zone)));
        Ok(claimed.at)
    }

    /// A failure in which people are called by their names, not by their numbers on the roster.
    pub(crate) fn named(&self, session: &Session<'_>, error: AppError) -> Failure {
        let is_refusal = matches!(error, AppError::Refused(_));
        let mut failure = Failure::from(error);
        if is_refusal {
            let word = |word: &str| self.person_word(session, word).unwrap_or_else(|| word.to_owned());
            failure.message = failure.message.split(' ').map(word).collect::<Vec<_>>().join(" ");
        }
        failure
    }

    fn person_word(&self, session: &Session<'_>, word: &str) -> Option<String> {
        let person = PersonId::parse(word)?;
        let identity = session.identity();
        let acting = identity.by.as_ref().unwrap_or(&identity.actor);
        let known = session.state().people().contains_key(&person);
        Some(scrub(&if known { session.name(person) } else { acting.clone() }).into_owned())
    }

    /// Says what was written: its number, when, and in which incident; then what opened by it.
    pub(crate) fn acknowledge(&self, session: &Session<'_>, entries: &[crate::record::entry::Entry]) {
        let first = entries.iter().find(|entry| !is_machine(&entry.draft.event)).or_else(|| entries.first());
        self.name_entry(session, first, entries);
    }

    /// The same for acts whose own entry comes last, behind those that they needed.
    pub(crate) fn acknowledge_last(&self, session: &Session<'_>, entries: &[crate::record::entry::Entry]) {
        let progressed = |entry: &&crate::record::entry::Entry| {
            matches!(entry.draft.event, crate::incident::event::Event::Progressed(_))
        };
        self.name_entry(session, entries.iter().rev().find(|entry| !progressed(entry)), entries);
    }

    fn name_entry(
        &self,
        session: &Session<'_>,
        entry: Option<&crate::record::entry::Entry>,
        entries: &[crate::record::entry::Entry],
    ) {
        let (Some((opening, _)), Some(first)) = (session.state().opening(), entry) else { return };
        let local = first.stamp.t.in_zone(session.zone()).format("%H:%M");
        let id = opening.id.rsplit('-').next().unwrap_or(&opening.id);
        let opened = opened(entries);
        if self.ui.json {
            let seqs: Vec<u64> = entries.iter().map(|entry| entry.seq.0).collect();
            let json = serde_json::json!({
                "v": 1, "incident": opening.id, "codename": opening.codename, "seq": first.seq.0,
                "recorded": first.stamp.t, "entries": seqs, "opened": opened,
            });
            self.ui.line(&json.to_string());
            return;
        }
        self.ui.line(&format!("{} {local} {} {id}", first.seq, opening.codename.to_uppercase()));
        if let Some(text) = short_list(&opened) {
            self.ui.say(&format!("opened: {text}"));
        }
    }
}

/// A clock time alone means its next occurrence when a coming time is asked for; anything that names its day does not move.
fn is_next_day(text: &str, past: Claimed, next: Claimed) -> bool {
    let is_clock = text.trim().starts_with(|c: char| c.is_ascii_digit()) && !text.contains("ago");
    let hours = next.at.since(past.at).seconds() / 3600;
    is_clock && past.precision != Precision::Day && (22..=26).contains(&hours)
}

/// The keys of the steps that opened, in order.
#[expect(clippy::wildcard_enum_match_arm, reason = "the other kinds have nothing to say here")]
fn opened(entries: &[crate::record::entry::Entry]) -> Vec<String> {
    use crate::incident::event::Event;
    use crate::incident::event::progress::Change;
    use crate::playbook::kind::KindWord;
    let mut opened = Vec::new();
    for entry in entries {
        let Event::Progressed(body) = &entry.draft.event else { continue };
        opened.extend(body.changes.iter().filter_map(|change| match change {
            Change::StepOpened(step) if !step.kind.is_container() && step.kind != KindWord::Playbook => {
                Some(step.step.to_string())
            }
            _other => None,
        }));
    }
    opened
}

/// `a, b, c and 4 more`.
fn short_list(items: &[String]) -> Option<String> {
    let shown = items.get(..items.len().min(SHOWN)).filter(|shown| !shown.is_empty())?;
    let more = items.len() - shown.len();
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    Some(format!("{}{more}", shown.join(", ")))
}

/// How many opened steps an acknowledgement names.
const SHOWN: usize = 3;

/// Entries that the tool adds by itself.
fn is_machine(event: &crate::incident::event::Event) -> bool {
    use crate::incident::event::Event;
    matches!(
        event,
        Event::Progressed(_) | Event::SittingBegan(_) | Event::ClockStepped(_) | Event::PersonAdded(_)
    )
}
