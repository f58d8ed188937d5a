//! Where copies of a record went, as far as this user made them here: backups, mirrors, bundles, papers. Kept in the user's state folder,
//! not in the record: the record goes to others, and where our backups lie is none of their business. It may be lost, so that it is a
//! help and never a proof. Must not hold words of an incident.

use std::fs;
use std::io::{self, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};

use crate::base::time::Timestamp;

/// The file in the state folder.
const FILE: &str = "copies.jsonl";

/// A copy that was made.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(crate) struct MadeCopy {
    /// The record, by its whole path.
    pub(crate) record: PathBuf,
    /// What it is: `backup`, `mirror`, `bundle`, `timeline (team edition)`.
    pub(crate) what: String,
    /// Where it was put.
    pub(crate) place: PathBuf,
    /// When.
    pub(crate) at: Timestamp,
}

/// The whole path of something that may not be there any more.
pub(crate) fn whole(path: &Path) -> PathBuf {
    fs::canonicalize(path).or_else(|_| std::path::absolute(path)).unwrap_or_else(|_| path.to_owned())
}

/// Takes note of a copy.
pub(crate) fn note(folder: &Path, copy: &MadeCopy) -> io::Result<()> {
    let line = serde_json::to_string(copy).map_err(io::Error::other)?;
    fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    let mut file = fs::OpenOptions::new().append(true).create(true).mode(0o600).open(folder.join(FILE))?;
    file.write_all(format!("{line}\n").as_bytes())
}

/// The copies of a record that are known, each place once, with when it was last written. Lines that cannot be read are left out.
pub(crate) fn known(folder: &Path, record: &Path) -> Vec<MadeCopy> {
    let text = fs::read_to_string(folder.join(FILE)).unwrap_or_default();
    let lines = text.lines().filter_map(|line| serde_json::from_str::<MadeCopy>(line).ok());
    let mut copies: Vec<MadeCopy> = Vec::new();
    for copy in lines.filter(|copy| copy.record == record) {
        copies.retain(|known| (&known.what, &known.place) != (&copy.what, &copy.place));
        copies.push(copy);
    }
    copies
}

#[cfg(test)]
mod tests;
