//! Bringing a record back from a backup or a mirror. Everything is checked first, and the record appears at its name last and whole.
//! Must never write over a record, and must not add entries: that it was restored is recorded by whoever asked for it.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};

use rusqlite::{TransactionBehavior, params};

use super::backup::{self, RECORD};
use super::check::Whole;
use super::error::StoreError;
use super::evidence::{EvidenceFolder, Progress};
use super::mirror::{LOG, SOURCES, WORDS};
use super::open::OpenOptions;
use super::{Store, disk};
use crate::base::digest::Digest;
use crate::base::id::IncidentUid;
use crate::fact::value::PassageRef;
use crate::incident::event::Event;
use crate::record::chain::Chain;
use crate::record::entry::{Entry, passages_of};

/// What came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Restored {
    /// Every incident.
    pub(crate) incidents: Vec<Whole>,
    /// Number of evidence files that came along; a mirror holds none.
    pub(crate) evidence: usize,
    /// Incidents whose last line was cut off in the mirror and left out.
    pub(crate) torn: Vec<IncidentUid>,
    /// Words that entries name and the copy does not hold, and that were not erased.
    pub(crate) missing: u64,
}

/// Brings back a backup.
pub(crate) fn from_backup(
    folder: &Path,
    record: &Path,
    progress: Progress<'_>,
) -> Result<Restored, StoreError> {
    must_be_absent(record)?;
    let listed = backup::read_manifest(folder)?;
    backup::check_files(folder, &listed)?;
    let copy = folder.join(RECORD);
    let incidents = backup::read_back(&copy)?;
    disk::make_folder(disk::folder_of(record))?;
    let (kept, _) = backup::copy_evidence(&EvidenceFolder::beside(&copy), record, progress)?;
    appear(record, |working| {
        fs::copy(&copy, working).map_err(|error| StoreError::file(working, error))?;
        File::open(working).and_then(|file| file.sync_all()).map_err(|error| StoreError::file(working, error))
    })?;
    Ok(Restored { incidents, evidence: kept.len(), torn: Vec::new(), missing: 0 })
}

/// Brings back all incidents of a mirror.
pub(crate) fn from_mirror(root: &Path, record: &Path) -> Result<Restored, StoreError> {
    must_be_absent(record)?;
    let folders = incidents_of(root)?;
    if folders.is_empty() {
        return Err(StoreError::NoCopy { path: root.to_owned(), what: "mirror" });
    }
    let copies: Vec<Copy> =
        folders.iter().map(|(uid, folder)| Copy::read(*uid, folder)).collect::<Result<_, _>>()?;
    disk::make_folder(disk::folder_of(record))?;
    let mut incidents = Vec::new();
    appear(record, |working| {
        let mut store = Store::open(working, OpenOptions { create: true, read_only: false })?.store;
        for copy in &copies {
            copy.write(&mut store)?;
        }
        store.rebuild_index()?;
        incidents = store.check_all()?;
        store.close()
    })?;
    Ok(Restored {
        incidents,
        evidence: 0,
        torn: copies.iter().filter(|copy| copy.torn).map(|copy| copy.uid).collect(),
        missing: copies.iter().map(|copy| copy.missing).sum(),
    })
}

fn must_be_absent(record: &Path) -> Result<(), StoreError> {
    if fs::symlink_metadata(record).is_ok_and(|meta| meta.len() > 0 || !meta.is_file()) {
        return Err(StoreError::Occupied(record.to_owned()));
    }
    Ok(())
}

/// Fills a file under a working name and gives it its name at the end.
fn appear(record: &Path, fill: impl FnOnce(&Path) -> Result<(), StoreError>) -> Result<(), StoreError> {
    let working = disk::working_name(record)?;
    drop(disk::make_file(&working)?);
    let named = fill(&working).and_then(|()| {
        if record.exists() {
            // Empty, as was checked; somebody made it to choose its owner or mode.
            fs::remove_file(record).map_err(|error| StoreError::file(record, error))?;
        }
        disk::publish(&working, record)
    });
    if working.exists() {
        fs::remove_file(&working).map_err(|error| StoreError::file(&working, error))?;
    }
    if named? { Ok(()) } else { Err(StoreError::Occupied(record.to_owned())) }
}

fn incidents_of(root: &Path) -> Result<Vec<(IncidentUid, PathBuf)>, StoreError> {
    let failed = |error| StoreError::file(root, error);
    let mut found = Vec::new();
    for entry in fs::read_dir(root).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let uid = entry.file_name().to_str().and_then(IncidentUid::parse);
        if let Some(uid) = uid.filter(|_| entry.path().join(LOG).is_file()) {
            found.push((uid, entry.path()));
        }
    }
    found.sort();
    Ok(found)
}

/// One incident of a mirror, after its chain was checked.
struct Copy {
    uid: IncidentUid,
    folder: PathBuf,
    named: BTreeSet<PassageRef>,
    torn: bool,
    missing: u64,
}

impl Copy {
    fn read(uid: IncidentUid, folder: &Path) -> Result<Self, StoreError> {
        let mut copy =
            Self { uid, folder: folder.to_owned(), named: BTreeSet::new(), torn: false, missing: 0 };
        let mut chain = Chain::new(uid);
        let mut erased = BTreeSet::new();
        let mut named = BTreeSet::new();
        copy.torn = lines(&folder.join(LOG), |line| {
            let entry = chain.push_bare(line)?;
            note_words(&entry, &mut named, &mut erased);
            Ok(())
        })?;
        copy.named = named.difference(&erased).copied().collect();
        let mut held = BTreeSet::new();
        copy.words(|words, _| {
            held.insert(words);
            Ok(())
        })?;
        copy.missing = copy.named.difference(&held).count().try_into().unwrap_or(u64::MAX);
        Ok(copy)
    }

    /// Hands out the words that entries name. Words of an interrupted line, and any that were changed, fit no name.
    fn words(
        &self,
        mut each: impl FnMut(PassageRef, &str) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        lines(&self.folder.join(WORDS), |line| {
            let words = PassageRef(Digest::of(line));
            match std::str::from_utf8(line) {
                Ok(text) if self.named.contains(&words) => each(words, text),
                Ok(_) | Err(_) => Ok(()),
            }
        })
        .map(|_| ())
    }

    fn write(&self, store: &mut Store) -> Result<(), StoreError> {
        let tx = store.conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut seq = 0_u64;
        lines(&self.folder.join(LOG), |line| {
            seq += 1;
            let text = String::from_utf8_lossy(line);
            let row = params![self.uid, crate::base::id::Seq(seq), Digest::of(line), text];
            let sql = "INSERT INTO entry (incident, seq, hash, line) VALUES (?1, ?2, ?3, ?4)";
            tx.prepare_cached(sql)?.execute(row)?;
            Ok(())
        })?;
        self.words(|words, line| {
            let sql = "INSERT INTO passage (hash, incident, line) VALUES (?1, ?2, ?3)";
            tx.prepare_cached(sql)?.execute(params![words.0, self.uid, line])?;
            Ok(())
        })?;
        for bytes in self.sources()? {
            let sql = "INSERT INTO source (sha256, bytes) VALUES (?1, ?2)";
            tx.prepare_cached(sql)?.execute(params![Digest::of(&bytes), bytes])?;
        }
        Ok(tx.commit()?)
    }

    /// The documents whose bytes have the hash that is their name.
    fn sources(&self) -> Result<Vec<Vec<u8>>, StoreError> {
        let folder = self.folder.join(SOURCES);
        if !folder.is_dir() {
            return Ok(Vec::new());
        }
        let failed = |error| StoreError::file(&folder, error);
        let mut found = Vec::new();
        for entry in fs::read_dir(&folder).map_err(failed)? {
            let path = entry.map_err(failed)?.path();
            let bytes = fs::read(&path).map_err(|error| StoreError::file(&path, error))?;
            if path.file_name().and_then(|name| Digest::parse(name.to_str()?)) == Some(Digest::of(&bytes)) {
                found.push(bytes);
            }
        }
        Ok(found)
    }
}

fn note_words(entry: &Entry, named: &mut BTreeSet<PassageRef>, erased: &mut BTreeSet<PassageRef>) {
    if let Event::Erased(body) = &entry.draft.event {
        erased.extend(&body.passages);
    }
    named.extend(passages_of(&entry.draft.event).into_iter().map(|(_, words)| words));
}

/// Hands out the complete lines of a file. Gives whether an incomplete one follows.
fn lines(path: &Path, mut each: impl FnMut(&[u8]) -> Result<(), StoreError>) -> Result<bool, StoreError> {
    let failed = |error| StoreError::file(path, error);
    let mut file = match File::open(path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(false),
        other => BufReader::new(other.map_err(failed)?),
    };
    let mut line = Vec::new();
    loop {
        line.clear();
        if file.read_until(b'\n', &mut line).map_err(failed)? == 0 {
            return Ok(false);
        }
        match line.strip_suffix(b"\n") {
            Some(whole) => each(whole)?,
            None => return Ok(true),
        }
    }
}

#[cfg(test)]
mod tests;
