//! A database as a source of the check, and the database as a file.

use super::*;
use crate::incident::event::keeping::Erased;
use crate::record::verify::report::Verdict;
use crate::store::append::Pending;
use crate::store::error::StoreError;
use crate::store::tests::{Folder, OTHER, UID, note, open, opened, passage, pending};
use crate::store::tray::Tray;

fn append(store: &mut Store, uid: IncidentUid, entries: Vec<Pending>, texts: &[&str]) {
    let passages = texts.iter().map(|text| passage(text)).collect();
    let mut tray = Tray { passages, sources: Vec::new() };
    tray.put_source(b"playbook".to_vec());
    tray.put_source(b"catalogue".to_vec());
    let known = store.head(uid).unwrap();
    store.append::<StoreError>(uid, known, &tray, |_| Ok(entries)).unwrap();
}

/// Two incidents; in the first a text was erased.
fn record(folder: &Folder) -> Store {
    let mut store = open(&folder.join("record.db"));
    let (one, two, why) = (passage("one"), passage("two"), passage("a name"));
    append(&mut store, UID, vec![opened("INC-2026-K7QD"), note(&one), note(&two)], &["one", "two"]);
    append(&mut store, OTHER, vec![opened("INC-2026-H3RN"), note(&passage("three"))], &["three"]);
    let erased = Erased { entry: Seq(2), passages: vec![one.id()], why: why.id(), on_word_of: None };
    append(&mut store, UID, vec![pending(erased)], &["a name"]);
    store
}

fn said(store: &Store, uid: IncidentUid) -> (Verdict, u64, u64, u64) {
    let report = store.verify_incident(uid, &Outside::default(), &mut |_| {}).unwrap();
    (report.verdict(), report.lines.count, report.words.whole, report.words.erased)
}

#[test]
fn incidents_of_one_file_are_checked_apart() {
    let folder = Folder::new();
    let store = record(&folder);
    assert_eq!(store.holdings().unwrap(), [UID, OTHER]);
    assert_eq!(said(&store, UID), (Verdict::Unanchored, 4, 2, 1));
    assert_eq!(said(&store, OTHER), (Verdict::Unanchored, 2, 1, 0));
}

#[track_caller]
fn check(sql: &str, expected: &[&str]) {
    let folder = Folder::new();
    let store = record(&folder);
    store.conn.set_db_config(rusqlite::config::DbConfig::SQLITE_DBCONFIG_DEFENSIVE, false).unwrap();
    store.conn.execute_batch(sql).unwrap();
    let found = store.verify_file().unwrap();
    assert!(found.is_whole_check);
    assert_eq!(found.faults.iter().map(ToString::to_string).collect::<Vec<_>>(), expected);
}

#[test]
fn a_file_as_a_whole() {
    check("", &[]);
    check(
        "DROP TRIGGER passage_once",
        &["the trigger `passage_once` is missing: somebody took it out of the file"],
    );
    check(
        "DROP TRIGGER passage_once; CREATE TRIGGER passage_once BEFORE INSERT ON passage BEGIN SELECT 1; END",
        &["the trigger `passage_once` is not as this program makes it: somebody changed it"],
    );
    check("CREATE TABLE notes (a)", &["the table `notes` is not of this program: somebody added it"]);
    check("DROP TABLE incident", &["the table `incident` is missing: somebody took it out of the file"]);
}
