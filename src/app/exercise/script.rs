//! The script of an exercise: read from a file or from what comes with the program, and held against the hash that the first entry has.

use std::path::Path;
use std::sync::Arc;

use crate::app::app_error::AppError;
use crate::app::exercise::attachment;
use crate::app::ground::{ground, read_source};
use crate::app::session::Session;
use crate::base::digest::Digest;
use crate::base::id::{PlaybookId, ScenarioId};
use crate::base::problem::{Problems, Source};
use crate::playbook::library::Library;
use crate::scenario::load::{Stage, heading, load};
use crate::scenario::model::Scenario;
use crate::scenario::shipped;

/// Reads a scenario with the playbooks of a library.
pub(crate) fn read(source: &Arc<Source>, library: &Library) -> (Option<Scenario>, Problems) {
    let ground = ground();
    let find = |id: &PlaybookId| library.load_set(id, &ground).0;
    load(source, &Stage { ground: &ground, playbook: &find })
}

/// Finds a scenario by its id or its file.
pub(crate) fn named(typed: &str) -> Result<Arc<Source>, AppError> {
    let known = ScenarioId::parse(typed).ok().and_then(|id| shipped::source(&id));
    if let Some(source) = known {
        return Ok(source);
    }
    let path = Path::new(typed);
    if path.exists() {
        return read_source(path);
    }
    let candidates = shipped::shipped().map(|(id, _)| id.to_string()).collect();
    Err(AppError::Nothing { what: "scenario", typed: typed.to_owned(), candidates })
}

/// A scenario that loads, or its problems.
pub(crate) fn checked(source: &Arc<Source>, library: &Library) -> Result<Scenario, AppError> {
    let (scenario, problems) = read(source, library);
    scenario.ok_or(AppError::Problems(problems))
}

/// A scenario that can be played: it loads, and what comes with its injects is at hand.
pub(crate) fn playable(typed: &str, library: &Library) -> Result<Scenario, AppError> {
    let scenario = checked(&named(typed)?, library)?;
    let problems = attachment::look(&scenario, folder(typed))?;
    if problems.is_empty() { Ok(scenario) } else { Err(AppError::Problems(problems)) }
}

/// The folder of a scenario's file.
pub(crate) fn folder(typed: &str) -> &Path {
    Path::new(typed).parent().unwrap_or(Path::new(""))
}

/// The script of an exercise that is played: the file that is given, the one that comes with the program, or the one in the record once
/// play is over. Its hash must be that of the first entry.
pub(crate) fn pinned(
    session: &Session<'_>,
    given: Option<&Path>,
    library: &Library,
) -> Result<Scenario, AppError> {
    let digest = digest(session)?;
    let source = match given {
        Some(path) => Some(read_source(path)?),
        None => match shipped::pinned(digest) {
            Some(source) => Some(source),
            None => from_record(session, digest)?,
        },
    };
    let source = source.ok_or_else(|| {
        AppError::NotPossible(
            "the script of this exercise is not at hand: give it with --script FILE".to_owned(),
        )
    })?;
    if Digest::of(source.text.as_bytes()) != digest {
        return Err(AppError::NotPossible(format!(
            "{} is not the script that this exercise was opened with (sha256 {digest})",
            source.name
        )));
    }
    checked(&source, library)
}

/// The id of the script of an exercise, where it came with the program or play is over.
pub(crate) fn scenario_id(session: &Session<'_>) -> Result<Option<ScenarioId>, AppError> {
    let digest = digest(session)?;
    let source = match shipped::pinned(digest) {
        Some(source) => Some(source),
        None => from_record(session, digest)?,
    };
    Ok(source.and_then(|source| heading(&source)).map(|(id, ..)| id))
}

fn from_record(session: &Session<'_>, digest: Digest) -> Result<Option<Arc<Source>>, AppError> {
    let bytes = session.store().source(digest)?;
    let text = bytes.and_then(|bytes| String::from_utf8(bytes).ok());
    Ok(text.map(|text| Source::new("scenario as fixed in the record", text)))
}

fn digest(session: &Session<'_>) -> Result<Digest, AppError> {
    let opening = session.state().opening().and_then(|(opening, _)| opening.scenario);
    opening.ok_or_else(|| AppError::NotPossible("this is no exercise".to_owned()))
}
