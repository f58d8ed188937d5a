//! What documents may refer to, and the playbooks of an incident: from the library when it is opened, from the record afterwards.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::{Arc, OnceLock};

use super::app_error::AppError;
use crate::base::digest::Digest;
use crate::base::id::PlaybookId;
use crate::base::problem::{Problems, Source};
use crate::fact::catalogue::Catalogue;
use crate::form::FormIndex;
use crate::host::files::{self, FileError};
use crate::incident::event::lifecycle::Pin;
use crate::incident::plans::{Late, Plans};
use crate::incident::state::State;
use crate::playbook::kind::UseMode;
use crate::playbook::library::Library;
use crate::playbook::library::set::{PlaybookSet, uses};
use crate::playbook::load::{Ground, load};
use crate::playbook::model::Playbook;
use crate::playbook::role::RoleCatalogue;
use crate::regime::RegimeIndex;
use crate::store::Store;

/// The shipped fact catalogue, read when it is first needed.
pub(crate) fn catalogue() -> &'static Catalogue {
    Catalogue::shipped()
}

/// The shipped roles.
pub(crate) fn roles() -> &'static RoleCatalogue {
    static ROLES: OnceLock<RoleCatalogue> = OnceLock::new();
    ROLES.get_or_init(RoleCatalogue::shipped)
}

/// The shipped regimes.
pub(crate) fn regimes() -> &'static RegimeIndex {
    static REGIMES: OnceLock<RegimeIndex> = OnceLock::new();
    REGIMES.get_or_init(RegimeIndex::shipped)
}

/// The shipped forms.
pub(crate) fn forms() -> &'static FormIndex {
    static FORMS: OnceLock<FormIndex> = OnceLock::new();
    FORMS.get_or_init(FormIndex::shipped)
}

/// What playbooks may refer to.
pub(crate) fn ground() -> Ground<'static> {
    Ground { catalogue: catalogue(), roles: roles(), regimes: regimes(), forms: forms() }
}

/// The playbooks that an incident has fixed, read from the record: files on disk may have changed since. Those that run, or that what runs
/// uses inline or beside, are read at once; those that might take over only when they do.
pub(crate) fn pinned_plans(store: &Store, state: &State) -> Result<Plans<'static>, AppError> {
    // A run may have been joined with another version than the one that was fixed first under its id.
    let running: Vec<&Pin> = state.runs().values().map(|run| &run.playbook).collect();
    let mut open: Vec<&Pin> = running.clone();
    let mut seen: BTreeSet<Digest> = BTreeSet::new();
    let mut playbooks = Vec::new();
    while let Some(pin) = open.pop() {
        if !seen.insert(pin.sha256) {
            continue;
        }
        let Some(source) = pinned(store, pin)? else { continue };
        // A playbook that this version no longer takes is left out: its steps stay readable, and say so when acted on.
        let Some(playbook) = read_pinned(&source) else { continue };
        let used = uses(&playbook).into_iter().filter(|(_, used)| used.mode != UseMode::Pivot);
        open.extend(used.filter_map(|(_, used)| state.library().get(&used.target.value)));
        playbooks.push(Arc::new(playbook));
    }
    let mut late = BTreeMap::new();
    for pin in state.library().values().filter(|pin| !seen.contains(&pin.sha256)) {
        if let Some(source) = pinned(store, pin)? {
            late.insert(pin.sha256, Arc::new(Late::new(source, read_pinned)));
        }
    }
    Ok(Plans::new(playbooks, catalogue()).with_late(late))
}

fn pinned(store: &Store, pin: &Pin) -> Result<Option<Arc<Source>>, AppError> {
    let Some(bytes) = store.source(pin.sha256)? else { return Ok(None) };
    let text = String::from_utf8_lossy(&bytes).into_owned();
    Ok(Some(Source::new(format!("{}.toml as fixed in the record", pin.id), text)))
}

fn read_pinned(source: &Arc<Source>) -> Option<Playbook> {
    load(source, &ground()).0
}

/// Fixes a playbook and all that it uses.
pub(crate) fn pin_set(set: &PlaybookSet) -> (Pin, Vec<Pin>) {
    let pin = |playbook: &crate::playbook::model::Playbook| Pin {
        id: playbook.id.clone(),
        version: playbook.version.clone(),
        sha256: playbook.digest,
    };
    let library =
        set.playbooks.values().filter(|playbook| playbook.id != set.root.id).map(|p| pin(p)).collect();
    (pin(&set.root), library)
}

/// The texts that a set was loaded from.
pub(crate) fn sources_of(
    library: &Library,
    file: Option<&Arc<Source>>,
    set: &PlaybookSet,
) -> BTreeMap<PlaybookId, Vec<u8>> {
    set.playbooks
        .keys()
        .filter_map(|id| {
            let own = file.filter(|_| *id == set.root.id);
            let source = own.or_else(|| library.source(id))?;
            Some((id.clone(), source.text.clone().into_bytes()))
        })
        .collect()
}

/// The shipped playbooks and those of a folder, where one is given.
pub(crate) fn library(folder: Option<&Path>) -> Result<(Library, Problems), AppError> {
    let shipped = Library::shipped();
    let Some(folder) = folder else { return Ok((shipped, Problems::default())) };
    let fail = |source| AppError::File { path: folder.to_owned(), source };
    let mut files = Vec::new();
    for item in std::fs::read_dir(folder).map_err(fail)? {
        let path = item.map_err(fail)?.path();
        if path.extension().is_some_and(|ending| ending == "toml") {
            files.push((path.display().to_string(), read_document(&path)?));
        }
    }
    files.sort();
    Ok(shipped.with_folder(files))
}

/// Reads a document of people as text; bytes that are no UTF-8 are a problem with a place.
pub(crate) fn read_document(path: &Path) -> Result<String, AppError> {
    Ok(document(files::read_document(path))?.text.clone())
}

/// The same with the place of each of its problems; `-` is standard input.
pub(crate) fn read_source(path: &Path) -> Result<Arc<Source>, AppError> {
    if path == Path::new("-") {
        return document(files::read_stream(Path::new("standard input"), std::io::stdin().lock()));
    }
    document(files::read_document(path))
}

fn document(read: Result<Arc<Source>, FileError>) -> Result<Arc<Source>, AppError> {
    match read {
        Ok(source) => Ok(source),
        Err(FileError::Problems(problems)) => Err(AppError::Problems(problems)),
        Err(FileError::System { path, source }) => Err(AppError::File { path, source }),
        Err(special @ FileError::Special(_)) => Err(AppError::Input(special.to_string())),
    }
}
