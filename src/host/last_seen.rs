//! The newest checkpoint of each incident that this user saw, kept outside the record: an older copy, or another one, shows at the next
//! command. One small file an incident, replaced whole. It is a help, not a proof, so nothing waits for the disk and nothing fails with it.
//! Must not judge: it keeps and gives back.

use std::fs;
use std::io::{self, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};

use crate::base::id::IncidentUid;
use crate::record::checkpoint::Checkpoint;

/// The folder of these files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct LastSeen {
    folder: PathBuf,
}

impl LastSeen {
    /// In a user's folder of state.
    pub(crate) fn below(state_folder: &Path) -> Self {
        Self { folder: state_folder.join("seen") }
    }

    /// The file of an incident.
    pub(crate) fn file(&self, uid: IncidentUid) -> PathBuf {
        self.folder.join(uid.to_string())
    }

    /// What was seen last; nothing where the file is missing or is not one of ours.
    pub(crate) fn read(&self, uid: IncidentUid) -> Option<Checkpoint> {
        let text = fs::read_to_string(self.file(uid)).ok()?;
        Checkpoint::parse(&text).ok().filter(|seen| seen.uid == uid)
    }

    /// Keeps a checkpoint, in place of any other.
    pub(crate) fn keep(&self, checkpoint: &Checkpoint) -> io::Result<()> {
        match self.replace(checkpoint) {
            Err(why) if why.kind() == io::ErrorKind::NotFound => {
                fs::DirBuilder::new().recursive(true).mode(0o700).create(&self.folder)?;
                self.replace(checkpoint)
            }
            other => other,
        }
    }

    /// A rename shows the old or the new text, never a part of one. Without a sync a power cut may leave the old one: it holds as well.
    fn replace(&self, checkpoint: &Checkpoint) -> io::Result<()> {
        let working = self.folder.join(format!(".{}.{}", checkpoint.uid, std::process::id()));
        let mut options = fs::OpenOptions::new();
        let mut file = options.write(true).create(true).truncate(true).mode(0o600).open(&working)?;
        file.write_all(checkpoint.to_string().as_bytes())?;
        fs::rename(&working, self.file(checkpoint.uid))
    }

    /// Forgets what was seen.
    pub(crate) fn forget(&self, uid: IncidentUid) -> io::Result<()> {
        match fs::remove_file(self.file(uid)) {
            Err(why) if why.kind() == io::ErrorKind::NotFound => Ok(()),
            other => other,
        }
    }
}

#[cfg(test)]
mod tests;
