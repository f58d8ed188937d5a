//! Taking in a bundle from elsewhere: everything is checked before anything is written, by the same check that `verify` makes, and the
//! incident is only read from then on. Must not believe what a bundle says of itself.

use std::collections::BTreeMap;
use std::path::Path;

use super::failed;
use super::look::{Asked, look};
use crate::app::app_error::AppError;
use crate::base::digest::Digest;
use crate::base::time::Timestamp;
use crate::bundle::bag::Bag;
use crate::bundle::bundle_error::{BundleError, Fault};
use crate::bundle::layout;
use crate::bundle::lines::{self, MAX_LINE, MAX_PASSAGE};
use crate::fact::value::PassageRef;
use crate::incident::state::State;
use crate::record::chain::Head;
use crate::record::entry::Entry;
use crate::record::passage::Passage;
use crate::store::Store;
use crate::store::evidence::{EvidenceFolder, Progress};
use crate::store::imported::{Imported, Incoming};

/// The largest document.
const MAX_SOURCE: u64 = 64 * 1024 * 1024;

/// A bundle of which everything was checked.
pub(crate) struct Checked {
    /// Its files.
    pub(crate) bag: Bag,
    /// The hash of each line.
    pub(crate) heads: Vec<Digest>,
    /// All entries.
    pub(crate) entries: Vec<Entry>,
    /// The state that they lead to.
    pub(crate) state: State,
    /// What is to be known beside them.
    pub(crate) notes: Vec<String>,
}

/// An incident that was taken in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TakenIn {
    /// Its public id.
    pub(crate) id: String,
    /// Its codename.
    pub(crate) codename: String,
    /// Its edition.
    pub(crate) edition: String,
    /// How far it reaches.
    pub(crate) head: Head,
    /// How many pieces of evidence came along.
    pub(crate) evidence: usize,
}

impl Checked {
    /// Checks a bundle whole.
    pub(crate) fn open(folder: &Path, asked: Asked, progress: Progress<'_>) -> Result<Self, AppError> {
        let (mut entries, mut heads) = (Vec::new(), Vec::new());
        let mut take = |entry, hash| {
            entries.push(entry);
            heads.push(hash);
        };
        let found = look(folder, asked, &mut take, progress)?;
        let faults = found.all_faults();
        match (found.bag, found.state) {
            (Some(bag), Some(state)) if faults.is_empty() => {
                Ok(Self { bag, heads, entries, state, notes: found.notes })
            }
            _refused => Err(BundleError::Faulty(faults).into()),
        }
    }

    /// How far its record reaches.
    pub(crate) fn head(&self) -> Head {
        self.bag.labels.head
    }

    /// The texts of its passages.
    pub(crate) fn texts(&self) -> Result<BTreeMap<PassageRef, String>, AppError> {
        let mut texts = BTreeMap::new();
        each_line(&self.bag, layout::WORDS, MAX_PASSAGE, |line| {
            let text = std::str::from_utf8(line).ok().and_then(Passage::text_of);
            texts.extend(text.map(|text| (PassageRef(Digest::of(line)), text)));
            Ok(())
        })?;
        Ok(texts)
    }
}

fn faulty(text: impl Into<String>) -> AppError {
    BundleError::Faulty(vec![Fault::Record(text.into())]).into()
}

fn each_line(
    bag: &Bag,
    name: &str,
    most: u64,
    mut each: impl FnMut(&[u8]) -> Result<(), AppError>,
) -> Result<(), AppError> {
    let mut stopped = None;
    let read = lines::each(&bag.path(name), most, |line| {
        each(line).map_err(|error| {
            stopped = Some(error);
            std::io::Error::other("stopped")
        })
    });
    stopped.map_or_else(|| read.map_err(failed(name)), Err)
}

/// Takes a checked bundle into the record.
pub(crate) fn import(
    store: &mut Store,
    checked: &Checked,
    now: Timestamp,
    progress: Progress<'_>,
) -> Result<TakenIn, AppError> {
    let bag = &checked.bag;
    let labels = &bag.labels;
    let opening = checked.state.opening().map(|(opening, _)| opening.clone());
    let codename = opening.map(|opening| opening.codename).unwrap_or_default();
    if store.incidents()?.iter().any(|row| row.uid != labels.uid && row.id == labels.id) {
        return Err(crate::store::error::StoreError::IdTaken(labels.id.clone()).into());
    }
    if store.incidents()?.iter().any(|row| row.uid == labels.uid) {
        return Err(crate::store::error::StoreError::Here.into());
    }
    let evidence = take_evidence(store, bag, progress)?;
    let how = Imported {
        at: now,
        edition: labels.edition.clone(),
        manifest: bag.manifest,
        withheld: labels.withheld.clone(),
        evidence: labels.evidence.clone(),
    };
    store.import::<AppError>((labels.uid, labels.head), &how, |incoming| {
        each_line(bag, layout::LOG, MAX_LINE, |line| Ok(incoming.line(line)?))?;
        each_line(bag, layout::WORDS, MAX_PASSAGE, |line| Ok(incoming.passage(line)?))?;
        for sha256 in bag.hashed(layout::SOURCES) {
            let name = layout::hashed(layout::SOURCES, sha256);
            let bytes = lines::small(&bag.path(&name), MAX_SOURCE).map_err(failed(&name))?;
            incoming.source(&bytes)?;
        }
        keep_files(bag, incoming)
    })?;
    let (id, edition) = (labels.id.clone(), labels.edition.clone());
    Ok(TakenIn { id, codename, edition, head: labels.head, evidence })
}

/// Keeps the names of all files below `data/`, the bytes of those that this record would not give again, and the sender's signature.
fn keep_files(bag: &Bag, incoming: &mut Incoming<'_>) -> Result<(), AppError> {
    let held = |name: &str| {
        [layout::LOG, layout::WORDS].contains(&name)
            || [layout::SOURCES, layout::EVIDENCE].iter().any(|folder| name.starts_with(folder))
    };
    for name in bag.payload() {
        if held(name) {
            incoming.file(name, None)?;
            continue;
        }
        let bytes = lines::small(&bag.path(name), MAX_SOURCE).map_err(failed(name))?;
        incoming.file(name, Some(&bytes))?;
    }
    let signature = layout::MANIFEST_SIGNATURE;
    if bag.path(signature).is_file() {
        let bytes = lines::small(&bag.path(signature), MAX_SOURCE).map_err(failed(signature))?;
        incoming.file(signature, Some(&bytes))?;
    }
    Ok(())
}

/// Evidence is kept under its hash, so that files of an import that fails afterwards do no harm.
fn take_evidence(store: &Store, bag: &Bag, progress: Progress<'_>) -> Result<usize, AppError> {
    let (folder, mut before, mut count) = (EvidenceFolder::beside(store.path()), 0, 0);
    for sha256 in bag.hashed(layout::EVIDENCE) {
        let path = bag.path(&layout::hashed(layout::EVIDENCE, sha256));
        let taken = folder.take(&path, &mut |read| progress(before + read))?;
        if taken.sha256 != sha256 {
            return Err(faulty(format!("evidence {sha256} changed while it was read")));
        }
        before += taken.size;
        count += 1;
    }
    Ok(count)
}
