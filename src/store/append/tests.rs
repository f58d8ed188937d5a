//! Appending: order, refusals, what is kept after a failure, erasure.

use rusqlite::params;

use crate::base::digest::Digest;
use crate::base::id::{IncidentUid, Seq};
use crate::incident::event::lifecycle::ClockStepped;
use crate::record::chain::Head;
use crate::record::entry::MAX_LINE;
use crate::store::Store;
use crate::store::error::StoreError;
use crate::store::open::OpenOptions;
use crate::store::tests::{
    Folder, OTHER, UID, append, erased, note, numbers, open, opened, passage, pending, record, tray,
};
use crate::store::tray::Tray;

/// What SQLite says to a statement that tampers.
#[track_caller]
fn check_refused(sql: &str, said: &str) {
    let mut store = Store::in_memory().unwrap();
    record(&mut store, UID, "INC-2026-K7QD", &["one", "two"]);
    record(&mut store, OTHER, "INC-2026-M3XT", &[]);
    store.conn.execute("INSERT INTO source VALUES (zeroblob(32), x'00')", []).unwrap();
    let before = contents(&store);
    let error = store.conn.execute_batch(sql).unwrap_err().to_string();
    assert_eq!(error.split(" in UPDATE").next().unwrap(), said);
    assert_eq!(contents(&store), before);
}

fn contents(store: &Store) -> Vec<(i64, String)> {
    let sql = "SELECT seq, line FROM entry UNION ALL SELECT length(line), line FROM passage UNION ALL SELECT 0, hex(bytes) FROM source";
    let mut statement = store.conn.prepare(sql).unwrap();
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    rows.map(Result::unwrap).collect()
}

#[test]
fn triggers_refuse_everything_but_the_next_entry() {
    const ORDER: &str = "entries are only added, in order";
    const ROW: &str =
        "(incident, seq, hash, line) SELECT incident, seq + 0, hash, 'x' FROM entry WHERE seq = 2";
    check_refused("UPDATE entry SET line = 'x'", "entries are never changed");
    check_refused("UPDATE entry SET seq = 9 WHERE seq = 3", "entries are never changed");
    check_refused("DELETE FROM entry WHERE seq = 3", "entries are never deleted");
    check_refused(&format!("INSERT INTO entry {ROW}"), ORDER);
    check_refused(&format!("INSERT OR REPLACE INTO entry {ROW}"), ORDER);
    check_refused(&format!("REPLACE INTO entry {ROW}"), ORDER);
    check_refused(&format!("INSERT INTO entry {ROW} ON CONFLICT DO UPDATE SET line = 'x'"), ORDER);
    check_refused(&format!("INSERT INTO entry {}", ROW.replace("+ 0", "+ 3")), ORDER);
    check_refused(&format!("INSERT INTO entry {}", ROW.replace("+ 0", "- 2")), ORDER);
    check_refused("UPDATE passage SET line = 'x'", "passages are never changed");
    check_refused("UPDATE source SET bytes = x'01'", "sources are never changed");
    check_refused("DELETE FROM source", "sources are never deleted");
    check_refused(
        "PRAGMA writable_schema = ON; DELETE FROM sqlite_schema WHERE type = 'trigger'",
        "table sqlite_master may not be modified",
    );
}

#[test]
fn replacing_words_or_a_source_changes_nothing() {
    let mut store = Store::in_memory().unwrap();
    record(&mut store, UID, "INC-2026-K7QD", &["one"]);
    store.conn.execute("INSERT INTO source VALUES (zeroblob(32), x'00')", []).unwrap();
    let before = contents(&store);
    store
        .conn
        .execute_batch(
            "REPLACE INTO passage (hash, incident, line) SELECT hash, incident, 'x' FROM passage;
             REPLACE INTO source VALUES (zeroblob(32), x'01')",
        )
        .unwrap();
    assert_eq!(contents(&store), before);
}

#[test]
fn two_connections_take_turns_and_see_each_others_entries() {
    let folder = Folder::new();
    let mut stores = [open(&folder.join("record.db")), open(&folder.join("record.db"))];
    let head = record(&mut stores[0], UID, "INC-2026-K7QD", &[]);
    let mut heads = [head, head];
    let mut seen = Vec::new();
    for turn in 0..10_usize {
        let words = passage(&format!("note {turn}"));
        let side = usize::from(turn % 3 == 0);
        let done = stores[side]
            .append(UID, heads[side], &tray(&[&words]), |newer| {
                seen.push(newer.len());
                Ok::<_, StoreError>(vec![note(&words)])
            })
            .unwrap();
        heads[side] = done.behind.head();
    }
    assert_eq!(seen, [0, 1, 0, 2, 1, 0, 2, 1, 0, 2]);
    assert_eq!(numbers(&stores[0], UID), (1..=11).collect::<Vec<_>>());
}

#[test]
fn threads_lose_nothing() {
    let folder = Folder::new();
    let path = folder.join("record.db");
    record(&mut open(&path), UID, "INC-2026-K7QD", &[]);
    std::thread::scope(|scope| {
        for name in ["a", "b", "c", "d"] {
            let path = &path;
            scope.spawn(move || {
                let mut store = open(path);
                for turn in 0..25 {
                    let words = passage(&format!("{name} {turn}"));
                    append(&mut store, UID, &tray(&[&words]), vec![note(&words)]).unwrap();
                }
            });
        }
    });
    let store = open(&path);
    assert_eq!(numbers(&store, UID), (1..=101).collect::<Vec<_>>());
    assert_eq!(store.passages(UID).unwrap().len(), 100);
}

#[test]
fn a_refusal_or_a_bad_entry_writes_nothing() {
    #[derive(Debug, thiserror::Error)]
    enum Refusal {
        #[error("no")]
        No,
        #[error(transparent)]
        Store(#[from] StoreError),
    }
    let mut store = Store::in_memory().unwrap();
    let head = record(&mut store, UID, "INC-2026-K7QD", &["one"]);
    let before = contents(&store);
    let refused = store.append(UID, head, &Tray::default(), |_| Err(Refusal::No)).unwrap_err();
    assert_eq!(refused.to_string(), "no");
    let words = passage("two");
    let mut long = opened("x");
    if let crate::incident::event::Event::IncidentOpened(body) = &mut long.draft.event {
        body.zone = "z".repeat(MAX_LINE);
    }
    let said = |error: Refusal| error.to_string();
    let good = note(&words);
    let mut attempt = |tray: &Tray, what| said(store.append(UID, head, tray, |_| Ok(what)).unwrap_err());
    assert_eq!(
        attempt(&tray(&[&words]), vec![good.clone(), long]),
        "entry would be 33270 bytes long; 32768 are allowed"
    );
    assert_eq!(
        attempt(&Tray::default(), vec![good.clone()]),
        format!("an entry refers to words that were not handed over ({})", words.id().0)
    );
    let jump = pending(ClockStepped { gained: i64::MAX });
    assert_eq!(
        attempt(&tray(&[&words]), vec![good, jump]),
        "number 9223372036854775807 has no exact form in JSON"
    );
    assert_eq!(contents(&store), before);
    assert_eq!(store.head(UID).unwrap(), head);
}

#[track_caller]
fn check_append(uid: IncidentUid, known: Head, what: Vec<super::Pending>, said: &str) {
    let mut store = Store::in_memory().unwrap();
    record(&mut store, UID, "INC-2026-K7QD", &["one"]);
    let error = store.append(uid, known, &Tray::default(), |_| Ok::<_, StoreError>(what)).unwrap_err();
    assert_eq!(error.to_string(), said);
    assert_eq!(store.recorded().unwrap(), [UID]);
}

#[test]
fn an_incident_begins_once_and_a_session_belongs_to_its_record() {
    let words = passage("one");
    check_append(OTHER, Head::NONE, vec![note(&words)], "the first entry of an incident must open it");
    check_append(OTHER, Head::NONE, vec![opened("INC-2026-K7QD")], "the public id `INC-2026-K7QD` is taken");
    let gone = |seq| Head { seq: Seq(seq), hash: Digest::of(b"elsewhere") };
    let replaced =
        |seq| format!("the record no longer holds the #{seq} that was read before; it was replaced or cut");
    check_append(UID, gone(2), vec![], &replaced(2));
    check_append(UID, gone(9), vec![], &replaced(9));
}

#[test]
fn a_source_is_kept_once_an_entry_names_it() {
    let mut store = Store::in_memory().unwrap();
    let mut tray = Tray::default();
    let named = tray.put_source(b"playbook".to_vec());
    let unnamed = tray.put_source(b"never used".to_vec());
    append(&mut store, UID, &tray, vec![opened("INC-2026-K7QD")]).unwrap();
    append(&mut store, OTHER, &tray, vec![opened("INC-2026-M3XT")]).unwrap();
    assert_eq!(store.source(named).unwrap(), Some(b"playbook".to_vec()));
    assert_eq!(store.source(unnamed).unwrap(), None);
    assert_eq!(store.sources().unwrap(), [named]);
}

#[test]
fn a_full_disk_rolls_back_and_the_run_goes_on_when_there_is_space() {
    let folder = Folder::new();
    let mut store = open(&folder.join("record.db"));
    let head = record(&mut store, UID, "INC-2026-K7QD", &["one"]);
    let pages: i64 = store.conn.pragma_query_value(None, "page_count", |row| row.get(0)).unwrap();
    store.conn.execute_batch(&format!("PRAGMA max_page_count = {pages}")).unwrap();
    let words = passage(&"long ".repeat(6000));
    let error = append(&mut store, UID, &tray(&[&words]), vec![note(&words)]).unwrap_err();
    assert_eq!(
        error.to_string(),
        "no space left on the device; nothing was written, everything acknowledged before is kept"
    );
    assert_eq!(store.head(UID).unwrap(), head);
    store.conn.execute_batch("PRAGMA max_page_count = 100000").unwrap();
    append(&mut store, UID, &tray(&[&words]), vec![note(&words)]).unwrap();
    assert_eq!(numbers(&store, UID), [1, 2, 3]);
}

#[test]
fn a_record_that_is_only_read_takes_nothing() {
    let folder = Folder::new();
    let path = folder.join("record.db");
    let head = record(&mut open(&path), UID, "INC-2026-K7QD", &["one"]);
    let mut reader = Store::open(&path, OpenOptions { create: false, read_only: true }).unwrap().store;
    assert_eq!(reader.head(UID).unwrap(), head);
    assert_eq!(numbers(&reader, UID), [1, 2]);
    let error = append(&mut reader, UID, &Tray::default(), vec![]).unwrap_err();
    assert_eq!(error.to_string(), "the record can only be read: it was opened so");
    let sql = "INSERT INTO source (sha256, bytes) VALUES (?1, ?2)";
    let error = reader.conn.execute(sql, params![Digest::of(b"x"), b"x"]).unwrap_err();
    assert_eq!(
        StoreError::from(error).to_string(),
        "the record can only be read: the file or its folder is not writable"
    );
}

fn bytes_of(folder: &Folder) -> Vec<u8> {
    folder.names().iter().flat_map(|name| std::fs::read(folder.join(name)).unwrap()).collect()
}

fn holds(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}

#[test]
fn erased_words_are_gone_from_the_files_and_the_chain_is_whole() {
    let folder = Folder::new();
    let mut store = open(&folder.join("record.db"));
    record(&mut store, UID, "INC-2026-K7QD", &["one", "Jonas has the flu", "three"]);
    let (words, why) = (passage("Jonas has the flu"), passage("health of a person"));
    assert!(holds(&bytes_of(&folder), "Jonas has the flu"));
    let done = append(&mut store, UID, &tray(&[&why]), vec![erased(Seq(3), &[words.id()], &why)]).unwrap();
    assert!(!done.traces);
    assert!(!holds(&bytes_of(&folder), "Jonas"));
    assert_eq!(store.passage(UID, words.id()).unwrap(), None);
    assert_eq!(numbers(&store, UID), [1, 2, 3, 4, 5]);
    let again =
        append(&mut store, UID, &tray(&[&why]), vec![erased(Seq(3), &[words.id()], &why), note(&words)]);
    assert_eq!(again.unwrap().behind.head().seq, Seq(7));
}

#[test]
fn a_reader_in_another_program_keeps_traces_and_that_is_said() {
    let folder = Folder::new();
    let mut store = open(&folder.join("record.db"));
    record(&mut store, UID, "INC-2026-K7QD", &["Jonas has the flu"]);
    let reader = open(&folder.join("record.db"));
    let snapshot = reader.snapshot().unwrap();
    reader.head(UID).unwrap();
    store.conn.busy_timeout(std::time::Duration::ZERO).unwrap();
    let (words, why) = (passage("Jonas has the flu"), passage("health of a person"));
    let done = append(&mut store, UID, &tray(&[&why]), vec![erased(Seq(2), &[words.id()], &why)]).unwrap();
    assert!(done.traces);
    drop(snapshot);
    reader.close().unwrap();
    store.close().unwrap();
    assert!(!holds(&bytes_of(&folder), "Jonas"));
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { cases: 12, ..Default::default() })]
    #[test]
    fn no_erased_word_survives_in_unused_bytes(
        sizes in proptest::collection::vec(0_usize..9000, 1..60),
        order in proptest::collection::vec(proptest::prelude::any::<proptest::sample::Index>(), 1..30),
    ) {
        let folder = Folder::new();
        let mut store = open(&folder.join("record.db"));
        let texts: Vec<String> =
            sizes.iter().enumerate().map(|(n, size)| format!("<{n}|{}|{n}>", "w".repeat(*size))).collect();
        record(&mut store, UID, "INC-2026-K7QD", &texts.iter().map(String::as_str).collect::<Vec<_>>());
        let mut gone = Vec::new();
        for index in order {
            let text = index.get(&texts);
            let (words, why) = (passage(text), passage(&format!("because {}", gone.len())));
            append(&mut store, UID, &tray(&[&why]), vec![erased(Seq(2), &[words.id()], &why)]).unwrap();
            gone.push(text);
        }
        let bytes = bytes_of(&folder);
        for text in gone {
            let (head, tail) = (text.split_inclusive('|').next().unwrap(), text.rsplit('|').next().unwrap());
            proptest::prop_assert!(!holds(&bytes, head), "{head}");
            proptest::prop_assert!(!holds(&bytes, &format!("|{tail}")), "{tail}");
        }
        numbers(&store, UID);
    }
}
