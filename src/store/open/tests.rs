//! What is opened, how, and what is refused.

use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};

use rusqlite::config::DbConfig;

use super::*;
use crate::store::append::Pending;
use crate::store::tests::{Folder, UID, append, numbers, open, passage, record};
use crate::store::tray::Tray;

const CREATE: OpenOptions = OpenOptions { create: true, read_only: false };
const READ: OpenOptions = OpenOptions { create: false, read_only: true };

fn kept(folder: &Folder) -> PathBuf {
    let path = folder.join("record.db");
    let mut store = open(&path);
    record(&mut store, UID, "INC-2026-K7QD", &["one"]);
    store.close().unwrap();
    path
}

/// Opens what `prepare` left at a path; gives the error with the folder's name cut out.
#[track_caller]
fn check_refused(prepare: impl FnOnce(&Path), options: OpenOptions, said: &str) {
    let folder = Folder::new();
    let path = folder.join("record.db");
    prepare(&path);
    let before = folder.names();
    let error = Store::open(&path, options).unwrap_err().to_string();
    assert_eq!(error.replace(&folder.path().display().to_string(), "DIR"), said);
    assert_eq!(folder.names(), before);
}

fn sql(path: &Path, sql: &str) {
    Connection::open(path).unwrap().execute_batch(sql).unwrap();
}

#[test]
fn what_is_not_a_record_is_refused_and_left_alone() {
    const FOREIGN: &str = "DIR/record.db is not a breachbook record";
    check_refused(|_| (), OpenOptions::default(), "there is no record at DIR/record.db");
    check_refused(|_| (), READ, "there is no record at DIR/record.db");
    check_refused(|path| fs::create_dir(path).unwrap(), CREATE, "DIR/record.db is not a file");
    check_refused(|path| fs::write(path, "no database, whatever its name is").unwrap(), CREATE, FOREIGN);
    check_refused(|path| sql(path, "CREATE TABLE entry (line)"), CREATE, FOREIGN);
    check_refused(|path| sql(path, "PRAGMA application_id = 252006673; CREATE TABLE a (b)"), CREATE, FOREIGN);
    check_refused(|path| fs::write(path, "").unwrap(), READ, FOREIGN);
}

#[test]
fn a_folder_that_cannot_be_made_is_named() {
    let folder = Folder::new();
    fs::write(folder.join("file"), "").unwrap();
    let error = Store::open(&folder.join("file/record.db"), CREATE).unwrap_err().to_string();
    let said = error.replace(&folder.path().display().to_string(), "DIR");
    assert_eq!(said, "DIR/file: File exists (os error 17)");
}

#[test]
fn an_empty_file_becomes_a_record() {
    let folder = Folder::new();
    fs::write(folder.join("record.db"), "").unwrap();
    let mut store = open(&folder.join("record.db"));
    record(&mut store, UID, "INC-2026-K7QD", &[]);
    assert_eq!(numbers(&store, UID), [1]);
}

#[test]
fn two_that_make_the_same_record_get_the_same_one() {
    let folder = Folder::new();
    let path = folder.join("record.db");
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| open(&path).close().unwrap());
        }
    });
    record(&mut open(&path), UID, "INC-2026-K7QD", &[]);
    assert_eq!(folder.names(), ["record.db"]);
}

#[test]
fn a_newer_record_is_read_and_not_written() {
    let folder = Folder::new();
    let path = kept(&folder);
    sql(&path, "PRAGMA user_version = 7");
    for options in [CREATE, READ] {
        let Opened { mut store, warnings } = Store::open(&path, options).unwrap();
        assert_eq!(warnings, [Warning::Newer { found: 7, supported: 2 }]);
        assert_eq!(numbers(&store, UID), [1, 2]);
        let error = append(&mut store, UID, &Tray::default(), Vec::<Pending>::new()).unwrap_err();
        assert_eq!(error.to_string(), "the record has format 7; this program writes format 2");
        store.close().unwrap();
        assert_eq!(folder.names(), ["record.db"]);
    }
}

#[test]
fn a_record_at_rest_is_read_where_nothing_can_be_written() {
    let folder = Folder::new();
    let path = kept(&folder);
    let odd = folder.join("a record?with%odd#name.db");
    fs::rename(path, &odd).unwrap();
    let conn = Connection::open_with_flags(
        frozen_uri(&odd),
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI,
    );
    assert_eq!(schema::kind(&conn.unwrap()).unwrap(), Kind::Record(2));
    assert!(is_at_rest(&odd));
    let mut writer = open(&odd);
    record(&mut writer, crate::store::tests::OTHER, "INC-2026-M3XT", &[]);
    assert!(!is_at_rest(&odd));
}

#[test]
fn without_shared_memory_a_rollback_journal_is_used() {
    let folder = Folder::new();
    let path = kept(&folder);
    let conn = Connection::open(&path).unwrap();
    settings::guard(&conn).unwrap();
    assert_eq!(settings::durable(&conn, true).unwrap(), Journal::Rollback);
    let read = |name| conn.pragma_query_value(None, name, |row| row.get::<_, String>(0));
    assert_eq!(read("journal_mode").unwrap(), "delete");
    assert_eq!(conn.pragma_query_value(None, "synchronous", |row| row.get::<_, i64>(0)).unwrap(), 3);
}

#[test]
fn every_setting_is_the_one_that_was_asked_for() {
    let folder = Folder::new();
    let store = open(&folder.join("record.db"));
    assert_eq!(store.journal(), Journal::Wal);
    assert_eq!(store.access(), Access::Write);
    let number = |name| store.conn.pragma_query_value(None, name, |row| row.get::<_, i64>(0)).unwrap();
    let text = |name| store.conn.pragma_query_value(None, name, |row| row.get::<_, String>(0)).unwrap();
    assert_eq!(text("journal_mode"), "wal");
    let names = ["synchronous", "busy_timeout", "trusted_schema", "secure_delete", "user_version"];
    assert_eq!(names.map(number), [2, 10_000, 0, 1, 2]);
    let flags = [DbConfig::SQLITE_DBCONFIG_DEFENSIVE, DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA];
    assert_eq!(flags.map(|flag| store.conn.db_config(flag).unwrap()), [true, false]);
}

#[test]
fn in_a_group_folder_the_group_is_let_in() {
    let folder = Folder::new();
    let mode = |path: &Path| fs::metadata(path).unwrap().mode() & 0o7777;
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o2770)).unwrap();
    let mut store = open(&folder.join("record.db"));
    record(&mut store, UID, "INC-2026-K7QD", &[]);
    assert_eq!(mode(&folder.join("record.db")), 0o660);
    assert_eq!(mode(&folder.join("record.db-wal")), 0o660);
    open(&folder.join("deeper/record.db")).close().unwrap();
    assert_eq!(mode(&folder.join("deeper")), 0o2770);
    assert_eq!(mode(&folder.join("deeper/record.db")), 0o660);
}

#[test]
fn a_damaged_page_is_an_error_and_never_silence() {
    let folder = Folder::new();
    let path = folder.join("record.db");
    let mut store = open(&path);
    let notes: Vec<String> = (0..200).map(|n| format!("note {n}")).collect();
    record(&mut store, UID, "INC-2026-K7QD", &notes.iter().map(String::as_str).collect::<Vec<_>>());
    store.close().unwrap();
    let mut bytes = fs::read(&path).unwrap();
    let line = passage("note 100").id().0.to_string();
    let at = bytes.windows(64).position(|window| window == line.as_bytes()).unwrap();
    let page = at / 4096 * 4096;
    bytes[page..page + 100].fill(0xff);
    fs::write(&path, bytes).unwrap();
    let store = open(&path);
    let error = store
        .entries(UID, crate::record::chain::Head::NONE, |_| Ok::<(), StoreError>(()))
        .unwrap_err()
        .to_string();
    assert_eq!(error, "the record file is damaged: database disk image is malformed");
}
