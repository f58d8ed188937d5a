//! What is known from outside the record: checkpoints and codes that lay elsewhere, and whose keys count. Only this tells a record from one
//! that was cut or written anew. Must not read files.

use crate::base::id::IncidentUid;
use crate::record::checkpoint::{Checkpoint, ShortForm};
use crate::record::signers::AllowedSigners;

/// Where a checkpoint lay.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Kept {
    /// In a file that somebody gave.
    File(String),
    /// Beside the record: what this user saw last.
    LastSeen,
    /// On the mirror.
    Mirror,
    /// In the bundle that holds the record, in a file of this name.
    Bundle(String),
}

/// A checkpoint from outside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Given {
    /// What it says.
    pub(crate) checkpoint: Checkpoint,
    /// Where it lay.
    pub(crate) kept: Kept,
}

/// Everything from outside.
#[derive(Debug, Clone, Default)]
pub(crate) struct Outside {
    /// Checkpoints, of any incident.
    pub(crate) checkpoints: Vec<Given>,
    /// Short forms that somebody read from a paper or a chat. They are held against every record that is checked with them.
    pub(crate) codes: Vec<ShortForm>,
    /// Whose keys count.
    pub(crate) signers: Option<AllowedSigners>,
}

impl Outside {
    /// The checkpoints of an incident.
    pub(crate) fn of(&self, uid: IncidentUid) -> impl Iterator<Item = &Given> {
        self.checkpoints.iter().filter(move |given| given.checkpoint.uid == uid)
    }
}
