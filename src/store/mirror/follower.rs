//! Follows the record in the background, so that a dead network mount or a slow stick delays nobody. Must not hold a connection between
//! two rounds: the last connection of a program clears its files away.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::{MirrorError, follow};
use crate::base::id::IncidentUid;
use crate::store::Store;
use crate::store::open::OpenOptions;

/// How the mirror stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum MirrorState {
    /// It holds everything that it was told of.
    Good,
    /// It is being written.
    Behind,
    /// The last attempt failed, for this reason. The next one catches up.
    Failed(String),
}

#[derive(Debug)]
struct Shared {
    waiting: u64,
    last: MirrorState,
}

/// A mirror that is kept up to date.
#[derive(Debug)]
pub(crate) struct Mirror {
    root: PathBuf,
    told: Sender<IncidentUid>,
    shared: Arc<(Mutex<Shared>, Condvar)>,
}

impl Mirror {
    /// Begins to follow the record in a file.
    pub(crate) fn start(record: &Path, root: &Path) -> Self {
        let shared = Arc::new((Mutex::new(Shared { waiting: 0, last: MirrorState::Good }), Condvar::new()));
        let (told, hears) = channel();
        let round = Round { record: record.to_owned(), root: root.to_owned(), shared: Arc::clone(&shared) };
        std::thread::spawn(move || round.listen(&hears));
        Self { root: root.to_owned(), told, shared }
    }

    /// The folder.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// Says that an incident has new entries. Returns at once.
    pub(crate) fn tell(&self, uid: IncidentUid) {
        lock(&self.shared.0).waiting += 1;
        if self.told.send(uid).is_err() {
            lock(&self.shared.0).last = MirrorState::Failed("the mirror ended unexpectedly".to_owned());
        }
    }

    /// How it stands now.
    pub(crate) fn state(&self) -> MirrorState {
        shown(&lock(&self.shared.0))
    }

    /// Waits until everything is written, but not longer than this. To be called once, before the program ends.
    pub(crate) fn settle(&self, longest: Duration) -> MirrorState {
        let waiting =
            self.shared.1.wait_timeout_while(lock(&self.shared.0), longest, |shared| shared.waiting > 0);
        let (shared, _) = waiting.unwrap_or_else(PoisonError::into_inner);
        shown(&shared)
    }
}

fn shown(shared: &Shared) -> MirrorState {
    match &shared.last {
        MirrorState::Failed(why) => MirrorState::Failed(why.clone()),
        MirrorState::Good | MirrorState::Behind if shared.waiting > 0 => MirrorState::Behind,
        MirrorState::Good | MirrorState::Behind => MirrorState::Good,
    }
}

/// Nothing that holds the lock can panic half-way through a change.
fn lock(shared: &Mutex<Shared>) -> MutexGuard<'_, Shared> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

struct Round {
    record: PathBuf,
    root: PathBuf,
    shared: Arc<(Mutex<Shared>, Condvar)>,
}

impl Round {
    fn listen(&self, hears: &Receiver<IncidentUid>) {
        while let Ok(first) = hears.recv() {
            let mut uids = vec![first];
            uids.extend(hears.try_iter());
            let done = u64::try_from(uids.len()).unwrap_or(u64::MAX);
            uids.sort_unstable();
            uids.dedup();
            let last = match self.catch_up(&uids) {
                Ok(()) => MirrorState::Good,
                Err(error) => MirrorState::Failed(error.to_string()),
            };
            let mut shared = lock(&self.shared.0);
            shared.waiting = shared.waiting.saturating_sub(done);
            shared.last = last;
            drop(shared);
            self.shared.1.notify_all();
        }
    }

    fn catch_up(&self, uids: &[IncidentUid]) -> Result<(), MirrorError> {
        let store = Store::open(&self.record, OpenOptions { create: false, read_only: true })?.store;
        for uid in uids {
            follow(&store, *uid, &self.root)?;
        }
        Ok(store.close()?)
    }
}
