//! The mirror: the same lines and words once more, as plain files on another device. It follows behind the record and catches up by
//! itself; nothing waits for it and nothing fails with it. Must not be taken for the record: an entry counts when the store has it.
//!
//! Layout: `DIR/<uid>/log.jsonl`, `DIR/<uid>/passages.jsonl`, `DIR/<uid>/sources/<sha256>`. Words come before the line that names them,
//! so that a line that is there has its words; words may stand twice after an interruption.

pub(crate) mod erase;
pub(crate) mod follower;

use std::fs::{self, File};
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use super::Store;
use super::disk;
use super::error::StoreError;
use crate::base::digest::Digest;
use crate::base::id::{IncidentUid, Seq};
use crate::record::chain::{BrokenAt, Chain, Head};
use crate::record::entry::{Entry, MAX_LINE, passages_of};
use crate::record::labelling::NAMED;

/// The lines of an incident.
pub(super) const LOG: &str = "log.jsonl";
/// Its words.
pub(super) const WORDS: &str = "passages.jsonl";
/// The documents that it names.
pub(super) const SOURCES: &str = "sources";

/// Why the mirror is behind.
#[derive(Debug, thiserror::Error)]
pub(crate) enum MirrorError {
    /// The folder is not there, most likely because the device is not.
    #[error("{} is not there", .0.display())]
    Absent(PathBuf),
    /// The mirror holds lines that the record does not have.
    #[error("the mirror holds another {0} than the record")]
    Differs(Seq),
    /// A line in the mirror is not one.
    #[error("the mirror is damaged at its last line")]
    Damaged,
    /// Anything with the device or the record.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<BrokenAt> for MirrorError {
    fn from(broken: BrokenAt) -> Self {
        Self::Store(broken.into())
    }
}

/// Brings the mirror of one incident up to the record. Gives how far it reaches now.
pub(crate) fn follow(store: &Store, uid: IncidentUid, root: &Path) -> Result<Head, MirrorError> {
    if !root.is_dir() {
        return Err(MirrorError::Absent(root.to_owned()));
    }
    let folder = root.join(uid.to_string());
    disk::make_folder(&folder)?;
    let mut log = Tail::open(folder.join(LOG))?;
    alone(&log.file);
    let mut words = Tail::open(folder.join(WORDS))?;
    let reached = log.head(uid)?;
    agrees(store, uid, reached)?;
    let mut chain = Chain::resume(uid, reached);
    store.visit(uid, reached.seq, |stored| {
        let entry = chain.push(&stored)?;
        copy_sources(store, stored.line, &folder)?;
        copy_words(store, &entry, &mut words)?;
        log.add(stored.line)
    })?;
    Ok(chain.head())
}

/// How far the mirror of an incident reaches; nothing where there is none, or its end cannot be read. Changes nothing.
pub(crate) fn reached(root: &Path, uid: IncidentUid) -> Option<Head> {
    let path = root.join(uid.to_string()).join(LOG);
    let file = File::open(&path).ok()?;
    let (_, mut end) = Tail { path, file }.end().ok()?;
    let complete = end.iter().rposition(|byte| *byte == b'\n')?;
    end.truncate(complete + 1);
    last_line(&end, uid).ok()?
}

/// Number and hash of the last of complete lines.
fn last_line(end: &[u8], uid: IncidentUid) -> Result<Option<Head>, MirrorError> {
    let Some(line) = end.strip_suffix(b"\n").and_then(|lines| lines.rsplit(|byte| *byte == b'\n').next())
    else {
        return Ok(None);
    };
    let text = std::str::from_utf8(line).map_err(|_| MirrorError::Damaged)?;
    let entry = Entry::from_line(text).map_err(|_| MirrorError::Damaged)?;
    if entry.inc != uid {
        return Err(MirrorError::Damaged);
    }
    Ok(Some(Head { seq: entry.seq, hash: Digest::of(line) }))
}

/// Keeps other programs out of the mirror of an incident until the file is closed. Where the device knows no locks it has to go without.
fn alone(log: &File) {
    rustix::fs::flock(log, rustix::fs::FlockOperation::LockExclusive).unwrap_or_default();
}

fn agrees(store: &Store, uid: IncidentUid, reached: Head) -> Result<(), MirrorError> {
    if reached == Head::NONE || store.hash_at(uid, reached.seq)? == Some(reached.hash) {
        return Ok(());
    }
    Err(MirrorError::Differs(reached.seq))
}

fn copy_words(store: &Store, entry: &Entry, words: &mut Tail) -> Result<(), MirrorError> {
    for (_, id) in passages_of(&entry.draft.event).into_iter().filter(|(member, _)| member != NAMED) {
        if let Some(line) = store.passage(entry.inc, id)? {
            words.add(line.as_bytes())?;
        }
    }
    Ok(())
}

fn copy_sources(store: &Store, line: &[u8], folder: &Path) -> Result<(), MirrorError> {
    for sha256 in digests_in(line) {
        let target = folder.join(SOURCES).join(sha256.to_string());
        if target.exists() {
            continue;
        }
        if let Some(bytes) = store.source(sha256)? {
            put_source(&target, &bytes)?;
        }
    }
    Ok(())
}

fn put_source(target: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    disk::make_folder(disk::folder_of(target))?;
    let working = disk::working_name(target)?;
    let mut file = disk::make_file(&working)?;
    file.write_all(bytes).map_err(|error| StoreError::file(&working, error))?;
    disk::publish(&working, target).map(|_| ())
}

/// Every text of a line that has the form of a digest.
fn digests_in(line: &[u8]) -> impl Iterator<Item = Digest> {
    let text = std::str::from_utf8(line).unwrap_or_default();
    text.split('"').filter_map(Digest::parse)
}

/// A file of lines that is only added to.
struct Tail {
    path: PathBuf,
    file: File,
}

/// A complete last line lies within this many bytes of the end: a passage, with its escapes and salt, is the longest.
const REACH: u64 = (MAX_LINE as u64) * 8;

impl Tail {
    /// Opens the file and cuts off a line that was interrupted.
    fn open(path: PathBuf) -> Result<Self, MirrorError> {
        let opened = fs::OpenOptions::new().read(true).append(true).open(&path);
        let file = match opened {
            Err(error) if error.kind() == io::ErrorKind::NotFound => disk::make_file(&path)?,
            other => other.map_err(|error| StoreError::file(&path, error))?,
        };
        let mut tail = Self { path, file };
        let (length, end) = tail.end()?;
        let rest = end.iter().rev().take_while(|byte| **byte != b'\n').count();
        if rest > 0 {
            let keep = length.saturating_sub(u64::try_from(rest).unwrap_or(length));
            tail.file.set_len(keep).map_err(|error| StoreError::file(&tail.path, error))?;
        }
        Ok(tail)
    }

    /// The length of the file and its last bytes.
    fn end(&mut self) -> Result<(u64, Vec<u8>), StoreError> {
        let read = |file: &mut File| {
            let length = file.seek(SeekFrom::End(0))?;
            file.seek(SeekFrom::Start(length.saturating_sub(REACH)))?;
            let mut end = Vec::new();
            file.read_to_end(&mut end)?;
            Ok((length, end))
        };
        read(&mut self.file).map_err(|error| StoreError::file(&self.path, error))
    }

    /// Number and hash of the last line.
    fn head(&mut self, uid: IncidentUid) -> Result<Head, MirrorError> {
        let (_, end) = self.end()?;
        Ok(last_line(&end, uid)?.unwrap_or(Head::NONE))
    }

    fn add(&mut self, line: &[u8]) -> Result<(), MirrorError> {
        let mut whole = Vec::with_capacity(line.len() + 1);
        whole.extend_from_slice(line);
        whole.push(b'\n');
        self.file.write_all(&whole).map_err(|error| StoreError::file(&self.path, error))?;
        Ok(())
    }
}

#[cfg(test)]
mod tests;
