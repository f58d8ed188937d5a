//! What the tests of the store share, and tests of one connection as a whole.

use std::path::{Path, PathBuf};

use super::append::{Appended, Pending};
use super::error::StoreError;
use super::open::{OpenOptions, Opened};
use super::read::IncidentRow;
use super::tray::Tray;
use super::*;
use crate::base::digest::Digest;
use crate::base::id::{IncidentUid, PersonId, PlaybookId, Seq};
use crate::base::time::Timestamp;
use crate::fact::value::PassageRef;
use crate::incident::event::Event;
use crate::incident::event::keeping::Erased;
use crate::incident::event::lifecycle::{IncidentClosed, IncidentOpened, IncidentReopened, Mode, Pin};
use crate::incident::event::note::{Marker, NoteTaken};
use crate::record::chain::Head;
use crate::record::entry::{Draft, Stamp};
use crate::record::passage::{Passage, Salt};

/// A folder that goes with the test.
pub(crate) struct Folder(PathBuf);

impl Folder {
    pub(crate) fn new() -> Self {
        let mut random = [0_u8; 8];
        getrandom::fill(&mut random).unwrap();
        let path = std::env::temp_dir().join(format!("store-{:016x}", u64::from_le_bytes(random)));
        std::fs::create_dir(&path).unwrap();
        Self(path)
    }

    pub(crate) fn join(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }

    /// Names of all files below, sorted.
    pub(crate) fn names(&self) -> Vec<String> {
        let mut names = Vec::new();
        let mut folders = vec![self.0.clone()];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    names.push(path.strip_prefix(&self.0).unwrap().display().to_string());
                }
            }
        }
        names.sort();
        names
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.0).unwrap();
    }
}

pub(crate) const UID: IncidentUid = IncidentUid([7; 16]);
pub(crate) const OTHER: IncidentUid = IncidentUid([8; 16]);

pub(crate) fn open(path: &Path) -> Store {
    let Opened { store, warnings } =
        Store::open(path, OpenOptions { create: true, read_only: false }).unwrap();
    assert_eq!(warnings, []);
    store
}

pub(crate) fn time(second: i64) -> Timestamp {
    Timestamp::from_micros((1_790_000_000 + second) * 1_000_000).unwrap()
}

pub(crate) fn pending(event: impl Into<Event>) -> Pending {
    Pending {
        stamp: Stamp { t: time(1), mono: 5, boot: "0011223344556677".to_owned(), sit: 1, x: None },
        draft: Draft { at: None, actor: PersonId(1), by: None, via: None, event: event.into() },
    }
}

pub(crate) fn opened(id: &str) -> Pending {
    pending(IncidentOpened {
        id: id.to_owned(),
        codename: "kestrel".to_owned(),
        mode: Mode::Live,
        zone: "Europe/Dublin".to_owned(),
        playbook: Pin {
            id: PlaybookId::parse("leak").unwrap(),
            version: "1".to_owned(),
            sha256: Digest::of(b"playbook"),
        },
        catalogue: Digest::of(b"catalogue"),
        title: None,
        organisation: None,
        scenario: None,
        library: Vec::new(),
        seeded: false,
    })
}

pub(crate) fn passage(text: &str) -> Passage {
    Passage::write(text, Salt([9; 16])).unwrap()
}

pub(crate) fn note(passage: &Passage) -> Pending {
    pending(NoteTaken {
        text: passage.id(),
        marker: Marker::Note,
        answers: None,
        step: None,
        from: None,
        labels: Vec::new(),
    })
}

pub(crate) fn erased(entry: Seq, words: &[PassageRef], why: &Passage) -> Pending {
    pending(Erased { entry, passages: words.to_vec(), why: why.id(), on_word_of: None })
}

pub(crate) fn tray(passages: &[&Passage]) -> Tray {
    Tray { passages: passages.iter().map(|passage| (*passage).clone()).collect(), ..Tray::default() }
}

/// Appends without asking anybody.
pub(crate) fn append(
    store: &mut Store,
    uid: IncidentUid,
    tray: &Tray,
    what: Vec<Pending>,
) -> Result<Appended, StoreError> {
    let known = store.head(uid)?;
    store.append(uid, known, tray, |_| Ok(what))
}

/// Opens an incident and takes notes.
pub(crate) fn record(store: &mut Store, uid: IncidentUid, id: &str, notes: &[&str]) -> Head {
    let words: Vec<Passage> = notes.iter().map(|text| passage(text)).collect();
    let entries = std::iter::once(opened(id)).chain(words.iter().map(note)).collect();
    append(store, uid, &tray(&words.iter().collect::<Vec<_>>()), entries).unwrap().behind.head()
}

/// The numbers of all entries, after a check of the chain.
pub(crate) fn numbers(store: &Store, uid: IncidentUid) -> Vec<u64> {
    let mut all = Vec::new();
    store
        .entries(uid, Head::NONE, |entry| {
            all.push(entry.seq.0);
            Ok::<(), StoreError>(())
        })
        .unwrap();
    all
}

#[test]
fn at_rest_there_is_one_private_file() {
    use std::os::unix::fs::MetadataExt as _;
    let folder = Folder::new();
    let path = folder.join("deep/er/record.db");
    let mut store = open(&path);
    record(&mut store, UID, "INC-2026-K7QD", &["first"]);
    assert_eq!(
        folder.names(),
        ["deep/er/record.db", "deep/er/record.db-shm", "deep/er/record.db-wal"].map(str::to_owned)
    );
    store.close().unwrap();
    assert_eq!(folder.names(), ["deep/er/record.db".to_owned()]);
    let mode = |path: &Path| std::fs::metadata(path).unwrap().mode() & 0o7777;
    assert_eq!((mode(&path), mode(&folder.join("deep/er"))), (0o600, 0o700));
}

#[test]
fn the_list_of_incidents_follows_the_entries_and_can_be_rebuilt() {
    let mut store = Store::in_memory().unwrap();
    record(&mut store, UID, "INC-2026-K7QD", &[]);
    record(&mut store, OTHER, "INC-2026-M3XT", &["n"]);
    let close = IncidentClosed { why: None, unknown: Vec::new(), open: Vec::new() };
    append(&mut store, UID, &Tray::default(), vec![pending(close.clone())]).unwrap();
    append(&mut store, OTHER, &Tray::default(), vec![pending(close)]).unwrap();
    let why = passage("came back");
    let again = IncidentReopened { why: why.id(), closed: Seq(3) };
    append(&mut store, OTHER, &tray(&[&why]), vec![pending(again)]).unwrap();
    let row = |uid, id: &str, closed| IncidentRow {
        uid,
        id: id.to_owned(),
        codename: "kestrel".to_owned(),
        mode: Mode::Live,
        zone: "Europe/Dublin".to_owned(),
        opened: time(1),
        closed,
        imported: None,
    };
    let expected = vec![row(UID, "INC-2026-K7QD", Some(time(1))), row(OTHER, "INC-2026-M3XT", None)];
    assert_eq!(store.incidents().unwrap(), expected);
    store.conn.execute("DELETE FROM incident", []).unwrap();
    assert_eq!(store.incidents().unwrap(), []);
    store.rebuild_index().unwrap();
    assert_eq!(store.incidents().unwrap(), expected);
}

#[test]
fn a_snapshot_does_not_see_what_others_write() {
    let folder = Folder::new();
    let mut writer = open(&folder.join("record.db"));
    let head = record(&mut writer, UID, "INC-2026-K7QD", &[]);
    let reader = open(&folder.join("record.db"));
    let snapshot = reader.snapshot().unwrap();
    assert_eq!(reader.head(UID).unwrap(), head);
    let words = passage("later");
    append(&mut writer, UID, &tray(&[&words]), vec![note(&words)]).unwrap();
    assert_eq!(reader.head(UID).unwrap(), head);
    drop(snapshot);
    assert_eq!(reader.head(UID).unwrap().seq, Seq(2));
}
