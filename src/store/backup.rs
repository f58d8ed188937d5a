//! Backups: a copy of the record made by SQLite itself, the evidence, and a manifest that `sha256sum -c` reads. What was written is read
//! again before it is called a backup. Must never copy the live file, and never write over anything.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use super::check::Whole;
use super::error::StoreError;
use super::evidence::{EvidenceError, EvidenceFolder, Progress, hash_in_place};
use super::open::OpenOptions;
use super::{Store, disk};
use crate::base::digest::Digest;

/// The database of a backup.
pub(super) const RECORD: &str = "record.db";
/// Hash and name of each file of a backup.
pub(super) const MANIFEST: &str = "manifest-sha256.txt";

/// What a backup holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Backup {
    /// Every incident, as read from the copy.
    pub(crate) incidents: Vec<Whole>,
    /// Number of evidence files.
    pub(crate) evidence: usize,
    /// Evidence that is not in the backup, because it is no longer what was taken.
    pub(crate) changed: Vec<Digest>,
}

/// A line of a manifest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Listed {
    pub(super) sha256: Digest,
    /// Relative to the manifest.
    pub(super) name: PathBuf,
}

impl Store {
    /// Copies the record and its evidence into a folder that does not exist yet or is empty. `progress` counts the bytes of evidence.
    pub(crate) fn back_up(&self, folder: &Path, progress: Progress<'_>) -> Result<Backup, StoreError> {
        must_be_free(folder)?;
        let was_there = folder.exists();
        disk::make_folder(folder)?;
        self.fill(folder, progress).map_err(|error| {
            take_away(folder, was_there);
            if matches!(error, StoreError::Full) {
                StoreError::NoRoomForCopy(folder.to_owned())
            } else {
                error
            }
        })
    }

    fn fill(&self, folder: &Path, progress: Progress<'_>) -> Result<Backup, StoreError> {
        let record = folder.join(RECORD);
        self.copy_record(&record)?;
        let (kept, changed) = copy_evidence(&EvidenceFolder::beside(self.path()), &record, progress)?;
        let mut listed = vec![list(folder, RECORD)?];
        for sha256 in &kept {
            let path = EvidenceFolder::beside(&record).path_of(*sha256);
            let name = path.strip_prefix(folder).unwrap_or(&path).to_owned();
            listed.push(Listed { sha256: *sha256, name });
        }
        write_manifest(folder, &listed)?;
        check_files(folder, &listed)?;
        Ok(Backup { incidents: read_back(&record)?, evidence: kept.len(), changed })
    }

    fn copy_record(&self, target: &Path) -> Result<(), StoreError> {
        // SQLite copies into an empty file too; made here, it is private from the first byte.
        let file = disk::make_file(target)?;
        self.conn.execute("VACUUM INTO ?1", [target.to_string_lossy()])?;
        file.sync_all().map_err(|error| StoreError::file(target, error))
    }
}

/// Takes away what a failed backup began, so that the same command can be tried again. The folder was empty or not there before.
fn take_away(folder: &Path, was_there: bool) {
    let names = [RECORD, "record.db-journal", "record.db-wal", "record.db-shm", MANIFEST];
    // What cannot be taken away stays and is refused by the next try; the failure itself is what must be said.
    for name in names {
        drop(fs::remove_file(folder.join(name)));
    }
    drop(fs::remove_dir_all(folder.join("evidence")));
    if !was_there {
        drop(fs::remove_dir(folder));
    }
}

/// Refuses a folder with anything in it.
pub(super) fn must_be_free(folder: &Path) -> Result<(), StoreError> {
    if fs::symlink_metadata(folder).is_err() {
        return Ok(());
    }
    let empty = folder.is_dir()
        && fs::read_dir(folder).map_err(|error| StoreError::file(folder, error))?.next().is_none();
    if empty { Ok(()) } else { Err(StoreError::Occupied(folder.to_owned())) }
}

/// Copies what is still what was taken. Gives what was copied and what was not.
pub(super) fn copy_evidence(
    from: &EvidenceFolder,
    record: &Path,
    progress: Progress<'_>,
) -> Result<(Vec<Digest>, Vec<Digest>), StoreError> {
    let to = EvidenceFolder::beside(record);
    let (mut kept, mut changed, mut before) = (Vec::new(), Vec::new(), 0);
    for sha256 in from.all()? {
        let target = to.path_of(sha256);
        disk::make_folder(disk::folder_of(&target))?;
        let mut size = 0;
        let copied = from.get(sha256, &target, &mut |read| {
            size = read;
            progress(before + read);
        });
        before += size;
        match copied {
            Ok(()) | Err(EvidenceError::Exists(_)) => kept.push(sha256),
            Err(EvidenceError::Store(error)) => return Err(error),
            Err(
                EvidenceError::Changed { .. }
                | EvidenceError::Missing(_)
                | EvidenceError::Link(_)
                | EvidenceError::Folder(_)
                | EvidenceError::Special(_),
            ) => changed.push(sha256),
        }
    }
    Ok((kept, changed))
}

fn list(folder: &Path, name: &str) -> Result<Listed, StoreError> {
    let taken = hash_of(&folder.join(name))?;
    Ok(Listed { sha256: taken, name: PathBuf::from(name) })
}

fn hash_of(path: &Path) -> Result<Digest, StoreError> {
    match hash_in_place(path, &mut |_| ()) {
        Ok(taken) => Ok(taken.sha256),
        Err(EvidenceError::Store(error)) => Err(error),
        Err(_) => Err(StoreError::NotAFile(path.to_owned())),
    }
}

fn write_manifest(folder: &Path, listed: &[Listed]) -> Result<(), StoreError> {
    use std::io::Write as _;
    let mut text = String::new();
    for Listed { sha256, name } in listed {
        writeln!(text, "{sha256}  {}", name.display())
            .map_err(|_| StoreError::Manifest(folder.to_owned()))?;
    }
    let path = folder.join(MANIFEST);
    let mut file = disk::make_file(&path)?;
    let written = file.write_all(text.as_bytes()).and_then(|()| file.sync_all());
    written.map_err(|error| StoreError::file(&path, error))?;
    disk::sync_folder(folder)
}

/// Reads a manifest. Names that lead out of the folder are refused.
pub(super) fn read_manifest(folder: &Path) -> Result<Vec<Listed>, StoreError> {
    let path = folder.join(MANIFEST);
    let text = match fs::read_to_string(&path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            return Err(StoreError::NoCopy { path: folder.to_owned(), what: "backup" });
        }
        other => other.map_err(|error| StoreError::file(&path, error))?,
    };
    let read = |line: &str| {
        let (hash, name) = line.split_once("  ")?;
        let name = PathBuf::from(name);
        let inside = name.components().all(|part| matches!(part, std::path::Component::Normal(_)));
        inside.then_some(Listed { sha256: Digest::parse(hash)?, name })
    };
    text.lines().map(read).collect::<Option<_>>().ok_or(StoreError::Manifest(path))
}

/// Reads every file of a manifest again.
pub(super) fn check_files(folder: &Path, listed: &[Listed]) -> Result<(), StoreError> {
    for Listed { sha256, name } in listed {
        let path = folder.join(name);
        if hash_of(&path)? != *sha256 {
            return Err(StoreError::Manifest(path));
        }
    }
    Ok(())
}

/// Opens a copy and reads all of it.
pub(super) fn read_back(record: &Path) -> Result<Vec<Whole>, StoreError> {
    let store = Store::open(record, OpenOptions { create: false, read_only: true })?.store;
    let whole = store.check_all()?;
    store.close()?;
    Ok(whole)
}

#[cfg(test)]
mod tests;
