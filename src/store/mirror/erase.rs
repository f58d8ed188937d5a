//! Taking erased words out of a mirror: its file of words is written anew without them and put in the place of the old one, whole or not
//! at all. Must not touch the lines.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{BufRead as _, BufReader, BufWriter, ErrorKind, Write as _};
use std::path::Path;

use super::{LOG, MirrorError, WORDS, alone};
use crate::base::digest::Digest;
use crate::base::id::IncidentUid;
use crate::fact::value::PassageRef;
use crate::store::disk;
use crate::store::error::StoreError;

/// Takes passages out of the mirror of an incident. Gives how many lines went; none where the mirror has no such incident.
pub(crate) fn erase(root: &Path, uid: IncidentUid, gone: &[PassageRef]) -> Result<usize, MirrorError> {
    if !root.is_dir() {
        return Err(MirrorError::Absent(root.to_owned()));
    }
    let folder = root.join(uid.to_string());
    let words = folder.join(WORDS);
    let log = match File::open(folder.join(LOG)) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(0),
        other => other.map_err(|error| StoreError::file(&folder, error))?,
    };
    alone(&log);
    let gone: BTreeSet<PassageRef> = gone.iter().copied().collect();
    let working = disk::working_name(&words)?;
    let removed = match rewrite(&words, &working, &gone) {
        Ok(0) => fs::remove_file(&working).map(|()| 0),
        Ok(removed) => fs::rename(&working, &words).map(|()| removed),
        Err(error) => {
            // What failed is said; a working file that stays behind holds nothing that the mirror does not hold.
            drop(fs::remove_file(&working));
            Err(error)
        }
    };
    let removed = removed.map_err(|error| StoreError::file(&words, error))?;
    disk::sync_folder(&folder)?;
    Ok(removed)
}

fn rewrite(words: &Path, working: &Path, gone: &BTreeSet<PassageRef>) -> std::io::Result<usize> {
    let mut old = BufReader::new(File::open(words)?);
    let file = disk::make_file(working).map_err(std::io::Error::other)?;
    let mut new = BufWriter::new(file);
    let (mut removed, mut line) = (0, Vec::new());
    while old.read_until(b'\n', &mut line)? > 0 {
        let text = line.strip_suffix(b"\n").unwrap_or(&line);
        if gone.contains(&PassageRef(Digest::of(text))) {
            removed += 1;
        } else {
            new.write_all(&line)?;
        }
        line.clear();
    }
    new.into_inner().map_err(std::io::IntoInnerError::into_error)?.sync_all()?;
    Ok(removed)
}

#[cfg(test)]
mod tests;
