//! Completion of what lives in a record or in the program: incidents, open steps, evidence, people, facts, forms, duties, playbooks. Called by the shell on every press of the tab key: it
//! must never make a record, print, ask or keep the person waiting.

use std::ffi::OsStr;
use std::path::PathBuf;
use std::sync::mpsc;
use std::time::Duration;

use clap::CommandFactory as _;
use clap_complete::CompleteEnv;
use clap_complete::engine::CompletionCandidate;

use super::args::Cli;
use super::command::shell::COMPLETE;
use crate::app::choice;
use crate::app::ground;
use crate::app::words::Words;
use crate::base::text::scrub;
use crate::host::config::Environment;
use crate::incident::event::evidence::EvidenceTaken;
use crate::incident::state::{Recorded, State, Task};
use crate::playbook::library::Library;
use crate::record::chain::Head;
use crate::record::passage_kind::PASSAGE_KINDS;
use crate::regime::model::Stage;
use crate::store::Store;
use crate::store::open::OpenOptions;

/// Longer than this nobody waits for the tab key.
const PATIENCE: Duration = Duration::from_millis(200);

/// Answers a shell that asks for completions. True when one did.
pub(crate) fn answered() -> bool {
    let here = std::env::current_dir().ok();
    // A shell that asks in a way that is not understood gets nothing: there is nobody to tell.
    CompleteEnv::with_factory(Cli::command)
        .var(COMPLETE)
        .try_complete(std::env::args_os(), here.as_deref())
        .unwrap_or(true)
}

/// Incidents, by codename and id.
pub(crate) fn incidents(typed: &OsStr) -> Vec<CompletionCandidate> {
    within(typed, |store| {
        let rows = store.incidents().ok()?;
        Some(rows.iter().map(|row| (row.codename.clone(), row.id.clone())).collect())
    })
}

/// Steps on which somebody can act.
pub(crate) fn open_steps(typed: &OsStr) -> Vec<CompletionCandidate> {
    within(typed, |store| {
        let state = state(store)?;
        let open = state.steps().iter().filter(|(_, step)| step.is_open_work());
        Some(open.map(|(key, step)| (key.to_string(), step.title.clone())).collect())
    })
}

/// Facts that were stated or asked for, then all others.
pub(crate) fn facts(typed: &OsStr) -> Vec<CompletionCandidate> {
    let rows = ground::catalogue().rows().map(|row| (row.id.to_string(), row.label.clone()));
    candidates(typed, rows.collect())
}

/// Names on the roster.
pub(crate) fn people(typed: &OsStr) -> Vec<CompletionCandidate> {
    within(typed, |store| {
        let uid = chosen(store)?;
        let (state, words) = (state(store)?, Words::read(store, uid).ok()?);
        let name = |person| crate::app::people::name_of(&state, &words, person);
        Some(state.people().keys().map(|person| (name(*person), person.to_string())).collect())
    })
}

/// Pieces of evidence, by what they are called.
pub(crate) fn evidence(typed: &OsStr) -> Vec<CompletionCandidate> {
    within(typed, |store| {
        let words = Words::read(store, chosen(store)?).ok()?;
        let state = state(store)?;
        let name = |taken: &EvidenceTaken| words.get(taken.name).unwrap_or_default().to_owned();
        Some(state.evidence().iter().map(|(id, (_, taken))| (id.to_string(), name(taken))).collect())
    })
}

/// Tasks that are open.
pub(crate) fn tasks(typed: &OsStr) -> Vec<CompletionCandidate> {
    within(typed, |store| {
        let words = Words::read(store, chosen(store)?).ok()?;
        let state = state(store)?;
        let open = state.tasks().iter().filter(|(_, task)| task.end.is_none());
        let text = |task: &Task| words.get(task.added.text).unwrap_or_default().to_owned();
        Some(open.map(|(id, task)| (id.to_string(), text(task))).collect())
    })
}

/// Roles that every organisation knows.
pub(crate) fn roles(typed: &OsStr) -> Vec<CompletionCandidate> {
    let rows = ground::roles().rows().map(|role| (role.id.to_string(), role.label.clone()));
    candidates(typed, rows.collect())
}

/// Forms of authorities and letters.
pub(crate) fn forms(typed: &OsStr) -> Vec<CompletionCandidate> {
    let rows = ground::forms().rows().map(|form| (form.id.clone(), form.title.clone()));
    candidates(typed, rows.collect())
}

/// Duties, as a law and its stage.
pub(crate) fn duties(typed: &OsStr) -> Vec<CompletionCandidate> {
    let all = ground::regimes().rows().flat_map(|regime| {
        let stage = |stage: &Stage| (format!("{}/{}", regime.id, stage.id), regime.title.clone());
        regime.stages.iter().map(stage).collect::<Vec<_>>()
    });
    candidates(typed, all.collect())
}

/// Kinds of passages.
pub(crate) fn passage_kinds(typed: &OsStr) -> Vec<CompletionCandidate> {
    let kinds = PASSAGE_KINDS.iter().map(|kind| (kind.word.to_owned(), kind.name.to_owned()));
    candidates(typed, kinds.collect())
}

/// Playbooks that come with the program.
pub(crate) fn playbooks(typed: &OsStr) -> Vec<CompletionCandidate> {
    let headings = Library::shipped().headings().into_iter();
    candidates(typed, headings.map(|heading| (heading.id.to_string(), heading.title)).collect())
}

/// Reads a record elsewhere and gives up on it after a moment.
fn within(
    typed: &OsStr,
    read: impl FnOnce(&Store) -> Option<Vec<(String, String)>> + Send + 'static,
) -> Vec<CompletionCandidate> {
    let (tell, hear) = mpsc::channel();
    std::thread::spawn(move || {
        let opened =
            record().and_then(|path| Store::open(&path, OpenOptions { create: false, read_only: true }).ok());
        // Nobody may be listening any more.
        drop(tell.send(opened.and_then(|opened| read(&opened.store))));
    });
    candidates(typed, hear.recv_timeout(PATIENCE).ok().flatten().unwrap_or_default())
}

fn candidates(typed: &OsStr, all: Vec<(String, String)>) -> Vec<CompletionCandidate> {
    let typed = typed.to_string_lossy().to_lowercase();
    let fits = |word: &str| word.to_lowercase().starts_with(&typed);
    all.into_iter()
        .filter(|(word, _)| fits(word))
        .map(|(word, help)| {
            CompletionCandidate::new(scrub(&word).into_owned()).help(Some(scrub(&help).into_owned().into()))
        })
        .collect()
}

/// The record as the command line that is being typed names it.
fn record() -> Option<PathBuf> {
    let environment = Environment::read();
    let usual = || environment.data_folder().map(|folder| folder.join("breachbook.db"));
    option("--db").map(PathBuf::from).or_else(|| environment.db.clone()).or_else(usual)
}

fn option(name: &str) -> Option<String> {
    let words: Vec<String> = std::env::args_os().map(|word| word.to_string_lossy().into_owned()).collect();
    let after = words.iter().position(|word| word == name).and_then(|at| words.get(at + 1).cloned());
    after.or_else(|| {
        words.iter().find_map(|word| word.strip_prefix(name)?.strip_prefix('=').map(str::to_owned))
    })
}

fn chosen(store: &Store) -> Option<crate::base::id::IncidentUid> {
    let incidents = store.incidents().ok()?;
    let named = option("--incident").or_else(|| option("-i"));
    let current = Environment::read().incident;
    choice::choose(&incidents, named.as_deref(), current.as_deref()).ok().map(|row| row.uid)
}

fn state(store: &Store) -> Option<State> {
    let mut state = State::default();
    store
        .entries::<crate::app::app_error::AppError>(chosen(store)?, Head::NONE, |entry| {
            Ok(state.apply(&Recorded::from(&entry))?)
        })
        .ok()?;
    Some(state)
}
