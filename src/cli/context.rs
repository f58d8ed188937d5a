//! What every command needs: options, environment, clock, the way to the record and to the screen.

mod acknowledge;
mod copies;
pub(crate) mod proof;
mod records;
mod times;

use std::cell::{Cell, OnceCell};
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::args::Global;
use super::failure::{Failure, Kind};
use super::ui::Ui;
use crate::app::app_error::AppError;
use crate::app::choice;
use crate::app::ground;
use crate::app::guard::Secrets;
use crate::app::outside::{Known, Outside};
use crate::app::pen::{Identity, Pen};
use crate::app::session::Session;
use crate::base::id::IncidentUid;
use crate::base::problem::Source;
use crate::base::text::scrub;
use crate::base::time::{Timestamp, Zone};
use crate::host::clock::{Clock, SystemClock};
use crate::host::config::{Environment, system_zone};
use crate::host::organisation::{Profile, Words};
use crate::incident::story::StoryClock;
use crate::playbook::library::Library;
use crate::report::format::Format;
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
    /// The clock of the exercise that was opened last, if it was one.
    story: Cell<Option<StoryClock>>,
    mirror: OnceCell<Mirror>,
    outside: OnceCell<Outside>,
}

/// How long the end of a command waits for the mirror.
const MIRROR_PATIENCE: Duration = Duration::from_secs(2);

impl Context {
    /// Reads the environment.
    pub(crate) fn new(global: Global, ui: Ui) -> Self {
        let environment = Environment::read();
        let mut ui = ui;
        ui.plain |= environment.accessible;
        Self {
            global,
            ui,
            environment,
            clock: SystemClock,
            story: Cell::default(),
            mirror: OnceCell::new(),
            outside: OnceCell::new(),
        }
    }

    /// The same call on another record.
    pub(crate) fn on_record(&self, path: PathBuf) -> Self {
        Self::new(Global { db: Some(path), ..self.global.clone() }, self.ui.clone())
    }

    /// The present: in an exercise that of the story.
    pub(crate) fn now(&self) -> Timestamp {
        let wall = self.wall();
        self.story.get().map_or(wall, |story| story.at(wall).scenario)
    }

    /// What the wall clock shows, whatever is played.
    pub(crate) fn wall(&self) -> Timestamp {
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

    /// The incident that is named on the command line, by the terminal or its environment; otherwise all that are open.
    pub(crate) fn all_meant(&self, store: &Store) -> Result<Vec<IncidentRow>, Failure> {
        match self.chosen(store) {
            Ok(row) => Ok(vec![row]),
            Err(_) if self.global.incident.is_none() => {
                Ok(choice::open(&store.incidents()?).into_iter().cloned().collect())
            }
            Err(failure) => Err(failure),
        }
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
        self.session_by(store, uid, Session::open)
    }

    /// The incident that is looked back on: where none is open, the only one there is.
    pub(crate) fn chosen_past(&self, store: &Store) -> Result<IncidentRow, Failure> {
        self.chosen(store).or_else(|failure| {
            let incidents = store.incidents()?;
            match incidents.as_slice() {
                [only] if self.global.incident.is_none() => Ok(only.clone()),
                _others => Err(failure),
            }
        })
    }

    /// A session for what is done when an incident is over.
    pub(crate) fn session_past<'s>(&'s self, store: &'s mut Store) -> Result<Session<'s>, Failure> {
        let row = self.chosen_past(store)?;
        self.session_on(store, row.uid)
    }

    /// The chosen incident as far as its record is whole, for papers: they say where it breaks.
    pub(crate) fn session_as_far<'s>(&'s self, store: &'s mut Store) -> Result<Session<'s>, Failure> {
        let row = self.chosen_past(store)?;
        self.session_on_as_far(store, row.uid)
    }

    /// An incident as far as its record is whole.
    pub(crate) fn session_on_as_far<'s>(
        &'s self,
        store: &'s mut Store,
        uid: IncidentUid,
    ) -> Result<Session<'s>, Failure> {
        self.session_by(store, uid, Session::open_as_far)
    }

    fn session_by<'s>(
        &'s self,
        store: &'s mut Store,
        uid: IncidentUid,
        open: impl FnOnce(&'s mut Store, &'s dyn Clock, IncidentUid, Identity) -> Result<Session<'s>, AppError>,
    ) -> Result<Session<'s>, Failure> {
        let (mirror, outside) = (self.mirror(store), self.outside());
        // Before the record: another process may write to both meanwhile.
        let known = outside.known(uid);
        let session = open(store, &self.clock, uid, self.identity())?;
        let session = session.mirrored(mirror).watched(outside);
        self.compare(&session, known)?;
        self.live_in(&session);
        Ok(session)
    }

    /// The chosen incident for remarks: its playbooks are not read.
    pub(crate) fn pen<'s>(&'s self, store: &'s mut Store) -> Result<Pen<'s>, Failure> {
        let row = self.chosen(store)?;
        let (mirror, outside) = (self.mirror(store), self.outside());
        // Before the record: another process may write to both meanwhile.
        let known = outside.known(row.uid);
        let pen = Pen::open(store, &self.clock, row.uid, self.identity())?.mirrored(mirror).watched(outside);
        self.compare(&pen, known)?;
        self.live_in(&pen);
        Ok(pen)
    }

    /// From now on times are typed and read in the time of this incident.
    fn live_in(&self, pen: &Pen<'_>) {
        self.story.set(pen.state().exercise().map(|exercise| *exercise.clock()));
    }

    /// Says when the record is not the one that was seen last.
    fn compare(&self, pen: &Pen<'_>, known: Vec<Known>) -> Result<(), Failure> {
        let standing = self.outside().compare(pen.store(), (pen.uid(), pen.head()), known)?;
        if let Some((what, remedy)) = standing.warning() {
            self.ui.warn(&scrub(&what));
            self.ui.say(&scrub(&format!("  {remedy}")));
        }
        Ok(())
    }

    /// What is known outside the record.
    pub(crate) fn outside(&self) -> &Outside {
        self.outside.get_or_init(|| Outside::new(self.state_folder().as_deref(), self.global.mirror.clone()))
    }

    /// The mirror that was asked for; it follows from now on.
    pub(crate) fn mirror(&self, store: &Store) -> Option<&Mirror> {
        let root = self.global.mirror.as_ref()?;
        let mirror = self.mirror.get_or_init(|| {
            self.note_mirror(root);
            Mirror::start(store.path(), root)
        });
        Some(mirror)
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

    /// `link` and `join` have a word of their own behind `--as`: who types is then the account, or `BREACHBOOK_ACTOR`.
    pub(crate) fn take_as(&mut self) -> Option<String> {
        let usual = self.environment.actor.clone();
        std::mem::replace(&mut self.global.actor, usual.clone()).filter(|word| Some(word) != usual.as_ref())
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
            secrets: if self.global.verbatim { Secrets::Keep } else { Secrets::Mask },
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
    /// Shows a paper, or hands its bytes on; what is no text does not go to a terminal.
    pub(crate) fn out_paper(&self, format: Format, bytes: &[u8]) -> Result<(), Failure> {
        if format.is_text() {
            self.ui.out_document(&String::from_utf8_lossy(bytes));
        } else if self.ui.is_screen() {
            let word = format.word();
            return Err(Failure::usage(format!("a terminal cannot show {word}"))
                .hint(format!("-o FILE.{word}    writes a file")));
        } else {
            self.ui.out_bytes(bytes);
        }
        Ok(())
    }

    /// Writes a file for people: whole or not at all, never over another one unless that is wanted.
    pub(crate) fn write_file(&self, path: &Path, bytes: &[u8], overwrite: bool) -> Result<(), Failure> {
        let shown = path.display().to_string();
        match crate::host::files::write_whole(path, bytes, overwrite) {
            Ok(()) => {
                self.ui.say(&format!("{} written", scrub(&shown)));
                Ok(())
            }
            Err(why) if why.kind() == std::io::ErrorKind::AlreadyExists => {
                Err(Failure::usage(format!("{} is there already and is not overwritten", scrub(&shown)))
                    .hint("give another name, or --force"))
            }
            Err(why) => Err(Failure::new(Kind::Environment, format!("{}: {why}", scrub(&shown)))),
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
