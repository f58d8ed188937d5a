//! What is known of incidents outside the record's file: the checkpoint that this user saw last, and the end of the mirror. Against it an
//! older copy, or another one, shows at once. Must not print; must not fail a command: it is a help beside the record.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::base::id::{IncidentUid, Seq};
use crate::base::time::{Period, Timestamp};
use crate::host::last_seen::LastSeen;
use crate::record::chain::Head;
use crate::record::checkpoint::Checkpoint;
use crate::store::Store;
use crate::store::error::StoreError;
use crate::store::mirror;

/// Where a checkpoint was kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Kept {
    /// In this user's folder of state.
    LastSeen(PathBuf),
    /// At the end of the mirror.
    Mirror(PathBuf),
}

/// A checkpoint that is known from outside the record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Known {
    /// Where it was kept.
    pub(crate) kept: Kept,
    /// The checkpoint.
    pub(crate) checkpoint: Checkpoint,
}

/// How the record stands beside what is known from outside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Standing {
    /// It holds all that is known, or nothing is known.
    Good,
    /// It ends before what was seen.
    Older {
        /// What was seen.
        known: Known,
        /// Where the record ends.
        ends: Seq,
    },
    /// It holds another entry at that place.
    Other {
        /// What was seen.
        known: Known,
        /// What stands there.
        here: Head,
    },
}

/// What is known outside, for one call of the program.
#[derive(Debug)]
pub(crate) struct Outside {
    last_seen: Option<LastSeen>,
    mirror: Option<PathBuf>,
    standings: RefCell<BTreeMap<IncidentUid, Standing>>,
    growing: RefCell<BTreeMap<IncidentUid, Growing>>,
}

/// A record that this call of the program writes to.
#[derive(Debug, Clone, Copy)]
struct Growing {
    /// When its head was kept last, by the times of its entries.
    kept_at: Timestamp,
    /// Its head, where a newer one than that was not kept yet.
    waiting: Option<Head>,
}

/// A fast writer does not pay for a file an entry: what a kill loses with it is a warning, and one that this second alone could give.
const KEPT_EVERY: Period = Period::from_seconds(1);

impl Outside {
    /// In the user's folder of state and in the mirror, where there are such.
    pub(crate) fn new(state_folder: Option<&Path>, mirror: Option<PathBuf>) -> Self {
        let last_seen = state_folder.map(LastSeen::below);
        Self { last_seen, mirror, standings: RefCell::default(), growing: RefCell::default() }
    }

    /// All checkpoints of an incident that are known outside the record. To be read before the record, which may grow meanwhile.
    pub(crate) fn known(&self, uid: IncidentUid) -> Vec<Known> {
        let seen = self.last_seen.as_ref().and_then(|seen| {
            let checkpoint = seen.read(uid)?;
            Some(Known { kept: Kept::LastSeen(seen.file(uid)), checkpoint })
        });
        let mirrored = self.mirror.as_ref().and_then(|root| {
            let head = mirror::reached(root, uid)?;
            Some(Known { kept: Kept::Mirror(root.clone()), checkpoint: Checkpoint { uid, head } })
        });
        seen.into_iter().chain(mirrored).collect()
    }

    /// Compares a record that was read up to a head with what was known before it was read.
    pub(crate) fn compare(
        &self,
        store: &Store,
        (uid, head): (IncidentUid, Head),
        known: Vec<Known>,
    ) -> Result<Standing, StoreError> {
        let mut standing = Standing::Good;
        for known in known {
            let seen = known.checkpoint.head;
            let here = store.hash_at(uid, seen.seq)?;
            standing = match here {
                Some(hash) if hash == seen.hash => continue,
                Some(hash) => Standing::Other { known, here: Head { seq: seen.seq, hash } },
                None => Standing::Older { known, ends: head.seq },
            };
            break;
        }
        self.standings.borrow_mut().insert(uid, standing.clone());
        if standing == Standing::Good {
            self.keep(uid, head);
        }
        Ok(standing)
    }

    /// How an incident stood when it was compared.
    pub(crate) fn standing(&self, uid: IncidentUid) -> Standing {
        self.standings.borrow().get(&uid).cloned().unwrap_or(Standing::Good)
    }

    /// Follows a record that was written to at a moment: its head is kept once a second, and when the program ends.
    pub(crate) fn grew(&self, uid: IncidentUid, head: Head, at: Timestamp) {
        let mut growing = self.growing.borrow_mut();
        match growing.get_mut(&uid) {
            // A clock that was set back must not keep it waiting.
            Some(grown) if at >= grown.kept_at && at.since(grown.kept_at) < KEPT_EVERY => {
                grown.waiting = Some(head);
            }
            _due => {
                growing.insert(uid, Growing { kept_at: at, waiting: None });
                self.keep(uid, head);
            }
        }
    }

    /// Keeps the head that the record has now. What an older or another copy holds is not kept: the warning would end with it.
    fn keep(&self, uid: IncidentUid, head: Head) {
        let Some(seen) = self.last_seen.as_ref().filter(|_| self.standing(uid) == Standing::Good) else {
            return;
        };
        // Another process may have seen more meanwhile.
        let is_newest = seen.read(uid).is_none_or(|kept| kept.head.seq < head.seq);
        if head != Head::NONE && is_newest {
            // Nothing is lost with it but a later warning, and `doctor` says when nothing is kept.
            drop(seen.keep(&Checkpoint { uid, head }));
        }
    }

    /// From now on the record counts as it is: it was brought back from a copy. Gives what was seen before.
    pub(crate) fn new_baseline(&self, uid: IncidentUid) -> Option<Checkpoint> {
        let seen = self.last_seen.as_ref()?;
        let before = seen.read(uid);
        self.standings.borrow_mut().insert(uid, Standing::Good);
        // A file that cannot be removed warns at the next command: that is what it is for.
        drop(seen.forget(uid));
        before
    }
}

impl Drop for Outside {
    fn drop(&mut self) {
        for (uid, growing) in self.growing.take() {
            if let Some(head) = growing.waiting {
                self.keep(uid, head);
            }
        }
    }
}

impl Standing {
    /// What it means, and in a second line what can be done; nothing when all is good.
    pub(crate) fn warning(&self) -> Option<(String, String)> {
        let (known, what) = match self {
            Self::Good => return None,
            Self::Older { known, ends } => (known, format!("an older copy: it ends at {ends}")),
            Self::Other { known, here } => (known, format!("another copy: it has {here}")),
        };
        let remedy = match &known.kept {
            Kept::LastSeen(file) => {
                format!("look for the newer file; if this one counts, remove {}", file.display())
            }
            Kept::Mirror(root) => format!("compare it with the mirror {}", root.display()),
        };
        Some((format!("{what}, but {} {}", known.checkpoint.head, known.was()), remedy))
    }

    /// The same for the header of a screen.
    pub(crate) fn word(&self) -> Option<&'static str> {
        match self {
            Self::Good => None,
            Self::Older { .. } => Some("OLDER COPY"),
            Self::Other { .. } => Some("ANOTHER COPY"),
        }
    }
}

impl Known {
    fn was(&self) -> &'static str {
        match self.kept {
            Kept::LastSeen(_) => "was seen here",
            Kept::Mirror(_) => "is on the mirror",
        }
    }
}
