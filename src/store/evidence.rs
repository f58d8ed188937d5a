//! Evidence files: copied beside the database under their hash, or hashed where they lie. A name appears only when the whole file is on
//! disk. Must not record anything and must not follow links: what was taken must be what was named.

use std::fs::{self, File};
use std::io::{self, Read as _, Write as _};
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

use rustix::fs::{FlockOperation, Mode, OFlags};
use rustix::io::Errno;

use super::disk;
use super::error::StoreError;
use crate::base::digest::{Digest, Hasher};
use crate::incident::event::evidence::CheckResult;

/// Is told the number of bytes read so far.
pub(crate) type Progress<'a> = &'a mut dyn FnMut(u64);

/// Why a file is not taken or handed out.
#[derive(Debug, thiserror::Error)]
pub(crate) enum EvidenceError {
    /// A link.
    #[error("{} is a symbolic link; name the file that it points to", .0.display())]
    Link(PathBuf),
    /// A folder.
    #[error("{} is a folder; pack it into one file first, so that it has one hash", .0.display())]
    Folder(PathBuf),
    /// A device, pipe or socket.
    #[error("{} is a device, pipe or socket; write its content to a file first", .0.display())]
    Special(PathBuf),
    /// The copy is not there.
    #[error("the evidence folder holds no file {0}")]
    Missing(Digest),
    /// The copy is not what was taken.
    #[error("the copy of {expected} was changed: its hash is now {found}")]
    Changed {
        /// As recorded.
        expected: Digest,
        /// As it is.
        found: Digest,
    },
    /// There is a file of this name.
    #[error("{} is there already and is not overwritten", .0.display())]
    Exists(PathBuf),
    /// The disk.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Something that belongs beside the evidence in the record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Remark {
    /// Nothing in it.
    #[error("the file is empty")]
    Empty,
    /// Somebody wrote while it was read.
    #[error("the file was written to while it was read: the hash is that of what was read")]
    Altered,
    /// Somebody removed or replaced it while it was read.
    #[error("the file was removed or replaced while it was read: the hash is that of what was read")]
    Vanished,
}

/// A file that was read to its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Taken {
    /// SHA-256 of what was read.
    pub(crate) sha256: Digest,
    /// Bytes that were read.
    pub(crate) size: u64,
    /// Whether the evidence folder held the same bytes before.
    pub(crate) known: bool,
    /// To be told and recorded.
    pub(crate) remarks: Vec<Remark>,
}

/// The folder of copies of one record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct EvidenceFolder {
    root: PathBuf,
}

/// Names of copies that are still being made.
const UNFINISHED: &str = ".intake";

impl EvidenceFolder {
    /// The folder beside a database.
    pub(crate) fn beside(database: &Path) -> Self {
        Self { root: disk::folder_of(database).join("evidence").join("sha256") }
    }

    /// Where the copy with a hash is kept.
    pub(crate) fn path_of(&self, sha256: Digest) -> PathBuf {
        let name = sha256.to_string();
        self.root.join(name.get(..2).unwrap_or_default()).join(&name)
    }

    /// Copies a file in. When this returns, the copy is on disk.
    pub(crate) fn take(&self, from: &Path, progress: Progress<'_>) -> Result<Taken, EvidenceError> {
        let mut source = Reading::open(from)?;
        disk::make_folder(&self.root)?;
        self.sweep()?;
        let (working, copy) = self.working_copy()?;
        let kept = self.copy_in(&mut source, copy, &working, progress);
        clear(&working)?;
        kept
    }

    /// Keeps a text that is too long for a passage.
    pub(crate) fn take_text(&self, text: &str) -> Result<Taken, EvidenceError> {
        disk::make_folder(&self.root)?;
        let (working, mut copy) = self.working_copy()?;
        let written = copy.write_all(text.as_bytes()).and_then(|()| copy.sync_all());
        let sha256 = Digest::of(text.as_bytes());
        let kept = match written {
            Ok(()) => self.keep(&working, sha256),
            Err(error) => Err(StoreError::file(&working, error)),
        };
        clear(&working)?;
        let size = u64::try_from(text.len()).unwrap_or(u64::MAX);
        Ok(Taken { sha256, size, known: !kept?, remarks: Vec::new() })
    }

    fn copy_in(
        &self,
        source: &mut Reading,
        mut copy: File,
        working: &Path,
        progress: Progress<'_>,
    ) -> Result<Taken, EvidenceError> {
        let mut taken = source.read(progress, |piece| {
            copy.write_all(piece).map_err(|error| StoreError::file(working, error))
        })?;
        copy.sync_all().map_err(|error| StoreError::file(working, error))?;
        taken.known = !self.keep(working, taken.sha256)?;
        Ok(taken)
    }

    /// Gives whether the copy is new.
    fn keep(&self, working: &Path, sha256: Digest) -> Result<bool, StoreError> {
        let target = self.path_of(sha256);
        disk::make_folder(disk::folder_of(&target))?;
        disk::publish(working, &target)
    }

    /// A new file that is locked while it is written, so that nobody takes it for one that was left behind.
    fn working_copy(&self) -> Result<(PathBuf, File), StoreError> {
        loop {
            let working = disk::working_name(&self.root.join(UNFINISHED))?;
            let file = disk::make_file(&working)?;
            let failed = |error: Errno| StoreError::file(&working, error.into());
            rustix::fs::flock(&file, FlockOperation::LockExclusive).map_err(failed)?;
            if rustix::fs::fstat(&file).map_err(failed)?.st_nlink > 0 {
                return Ok((working, file));
            }
        }
    }

    /// Removes copies that a killed program left unfinished.
    fn sweep(&self) -> Result<(), StoreError> {
        let failed = |error| StoreError::file(&self.root, error);
        for entry in fs::read_dir(&self.root).map_err(failed)? {
            let entry = entry.map_err(failed)?;
            if !entry.file_name().to_string_lossy().starts_with(&format!(".{UNFINISHED}")) {
                continue;
            }
            let path = entry.path();
            // Somebody may be quicker in removing it.
            let Ok(file) = File::open(&path) else { continue };
            if rustix::fs::flock(&file, FlockOperation::NonBlockingLockExclusive).is_ok() {
                clear(&path)?;
            }
        }
        Ok(())
    }

    /// Hashes a copy again.
    pub(crate) fn check(&self, sha256: Digest, progress: Progress<'_>) -> Result<CheckResult, EvidenceError> {
        check_in_place(&self.path_of(sha256), sha256, progress)
    }

    /// Copies evidence out, never over another file. A copy that is not what was taken is not handed out.
    pub(crate) fn get(&self, sha256: Digest, to: &Path, progress: Progress<'_>) -> Result<(), EvidenceError> {
        if to.symlink_metadata().is_ok() {
            return Err(EvidenceError::Exists(to.to_owned()));
        }
        let from = self.path_of(sha256);
        let mut source = match Reading::open(&from) {
            Err(EvidenceError::Store(StoreError::File { source, .. }))
                if source.kind() == io::ErrorKind::NotFound =>
            {
                return Err(EvidenceError::Missing(sha256));
            }
            other => other?,
        };
        let working = disk::working_name(to)?;
        let done = copy_out(&mut source, sha256, &working, progress).and_then(|()| {
            if disk::publish(&working, to)? { Ok(()) } else { Err(EvidenceError::Exists(to.to_owned())) }
        });
        clear(&working)?;
        done
    }

    /// The bytes of a copy that is small enough to be looked at; nothing when it is not there, or is not what was taken.
    pub(crate) fn read(&self, sha256: Digest) -> Option<Vec<u8>> {
        let mut bytes = Vec::new();
        let mut source = Reading::open(&self.path_of(sha256)).ok()?;
        let taken = source.read(&mut |_| {}, |piece| {
            bytes.extend_from_slice(piece);
            Ok(())
        });
        taken.is_ok_and(|taken| taken.sha256 == sha256).then_some(bytes)
    }

    /// The hashes of all copies.
    pub(crate) fn all(&self) -> Result<Vec<Digest>, StoreError> {
        let mut all = Vec::new();
        for folder in names(&self.root)? {
            for path in names(&folder)? {
                all.extend(path.file_name().and_then(|name| Digest::parse(name.to_str()?)));
            }
        }
        all.sort_unstable();
        Ok(all)
    }
}

/// What is in a folder; nothing when it is not one.
fn names(folder: &Path) -> Result<Vec<PathBuf>, StoreError> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let read = fs::read_dir(folder).and_then(|entries| entries.map(|entry| Ok(entry?.path())).collect());
    read.map_err(|error| StoreError::file(folder, error))
}

/// Hashes a file where it lies.
pub(crate) fn hash_in_place(path: &Path, progress: Progress<'_>) -> Result<Taken, EvidenceError> {
    Reading::open(path)?.read(progress, |_| Ok(()))
}

/// Hashes a file where it lies and compares.
pub(crate) fn check_in_place(
    path: &Path,
    expected: Digest,
    progress: Progress<'_>,
) -> Result<CheckResult, EvidenceError> {
    match hash_in_place(path, progress) {
        Ok(taken) if taken.sha256 == expected => Ok(CheckResult::Unchanged),
        Ok(_) | Err(EvidenceError::Link(_) | EvidenceError::Folder(_) | EvidenceError::Special(_)) => {
            Ok(CheckResult::Changed)
        }
        Err(EvidenceError::Store(StoreError::File { source, .. }))
            if source.kind() == io::ErrorKind::NotFound =>
        {
            Ok(CheckResult::Missing)
        }
        Err(error) => Err(error),
    }
}

fn copy_out(
    source: &mut Reading,
    expected: Digest,
    working: &Path,
    progress: Progress<'_>,
) -> Result<(), EvidenceError> {
    let failed = |error| StoreError::file(working, error);
    let mut copy = disk::make_file(working)?;
    let taken = source.read(progress, |piece| copy.write_all(piece).map_err(failed))?;
    copy.sync_all().map_err(failed)?;
    if taken.sha256 == expected {
        return Ok(());
    }
    Err(EvidenceError::Changed { expected, found: taken.sha256 })
}

/// Removes a working file, if it was not given its name.
fn clear(working: &Path) -> Result<(), StoreError> {
    match fs::remove_file(working) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(StoreError::file(working, error)),
        Ok(()) | Err(_) => Ok(()),
    }
}

/// A regular file that is being read.
struct Reading {
    path: PathBuf,
    file: File,
}

/// How much is read at once, in bytes: little enough that what was just read is still in the processor's cache when it is hashed.
const PIECE: usize = 64 * 1024;

impl Reading {
    fn open(path: &Path) -> Result<Self, EvidenceError> {
        // Not blocking: opening a pipe would wait for somebody who writes to it.
        let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC | OFlags::NOCTTY;
        let file = match rustix::fs::open(path, flags, Mode::empty()) {
            Ok(file) => File::from(file),
            Err(Errno::LOOP) => return Err(EvidenceError::Link(path.to_owned())),
            Err(Errno::NXIO) => return Err(EvidenceError::Special(path.to_owned())),
            Err(error) => return Err(StoreError::file(path, error.into()).into()),
        };
        let kind = file.metadata().map_err(|error| StoreError::file(path, error))?.file_type();
        if kind.is_dir() {
            return Err(EvidenceError::Folder(path.to_owned()));
        }
        if !kind.is_file() {
            return Err(EvidenceError::Special(path.to_owned()));
        }
        Ok(Self { path: path.to_owned(), file })
    }

    fn read(
        &mut self,
        progress: Progress<'_>,
        mut keep: impl FnMut(&[u8]) -> Result<(), StoreError>,
    ) -> Result<Taken, EvidenceError> {
        let before = self.state()?;
        let (mut hasher, mut size, mut buffer) = (Hasher::default(), 0_u64, vec![0_u8; PIECE]);
        loop {
            let read = self.file.read(&mut buffer).map_err(|error| StoreError::file(&self.path, error))?;
            let piece = buffer.get(..read).unwrap_or_default();
            if piece.is_empty() {
                break;
            }
            hasher.update(piece);
            keep(piece)?;
            size = size.saturating_add(read.try_into().unwrap_or(u64::MAX));
            progress(size);
        }
        let mut remarks = Vec::new();
        remarks.extend((size == 0).then_some(Remark::Empty));
        remarks.extend((self.state()? != before || size != before.0).then_some(Remark::Altered));
        remarks.extend((!self.is_at_its_name()?).then_some(Remark::Vanished));
        Ok(Taken { sha256: hasher.finish(), size, known: false, remarks })
    }

    /// Size and time of the last change, to notice changes.
    fn state(&self) -> Result<(u64, i64, i64), StoreError> {
        let meta = self.file.metadata().map_err(|error| StoreError::file(&self.path, error))?;
        Ok((meta.len(), meta.mtime(), meta.mtime_nsec()))
    }

    fn is_at_its_name(&self) -> Result<bool, StoreError> {
        let held = self.file.metadata().map_err(|error| StoreError::file(&self.path, error))?;
        let named = self.path.symlink_metadata();
        Ok(named.is_ok_and(|named| (named.dev(), named.ino()) == (held.dev(), held.ino())))
    }
}

#[cfg(test)]
mod tests;
