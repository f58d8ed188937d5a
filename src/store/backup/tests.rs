//! There and back.

use std::process::Command;

use super::*;
use crate::base::id::Seq;
use crate::store::restore::{self, Restored};
use crate::store::tests::{Folder, OTHER, UID, append, erased, numbers, open, opened, passage, record, tray};
use crate::store::tray::Tray;

/// A record with two incidents, words, an erasure, a source and evidence.
fn filled(folder: &Folder) -> Store {
    let mut store = open(&folder.join("live/record.db"));
    let mut named = Tray::default();
    named.put_source(b"playbook".to_vec());
    append(&mut store, OTHER, &named, vec![opened("INC-2026-M3XT")]).unwrap();
    record(&mut store, UID, "INC-2026-K7QD", &["one", "two"]);
    let why = passage("health");
    let erase = erased(Seq(2), &[passage("one").id()], &why);
    append(&mut store, UID, &tray(&[&why]), vec![erase]).unwrap();
    let evidence = EvidenceFolder::beside(store.path());
    evidence.take_text("first").unwrap();
    evidence.take_text("second").unwrap();
    store
}

fn everything(store: &Store) -> Vec<(String, Option<String>)> {
    let sql = "SELECT line, hex(hash) FROM entry UNION ALL SELECT line, hex(hash) FROM passage
        UNION ALL SELECT hex(bytes), hex(sha256) FROM source UNION ALL SELECT id, closed FROM incident ORDER BY 1, 2";
    let mut statement = store.conn.prepare(sql).unwrap();
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    rows.map(Result::unwrap).collect()
}

#[test]
fn a_backup_comes_back_the_same() {
    let folder = Folder::new();
    let store = filled(&folder);
    let mut bytes = Vec::new();
    let made = store.back_up(&folder.join("copy"), &mut |done| bytes.push(done)).unwrap();
    let whole = |uid, passages| Whole { uid, head: store.head(uid).unwrap(), passages };
    let incidents = vec![whole(UID, 2), whole(OTHER, 0)];
    assert_eq!(made, Backup { incidents: incidents.clone(), evidence: 2, changed: vec![] });
    assert_eq!(bytes.last(), Some(&11));
    let back = folder.join("back/record.db");
    let restored = restore::from_backup(&folder.join("copy"), &back, &mut |_| ()).unwrap();
    assert_eq!(restored, Restored { incidents, evidence: 2, torn: vec![], missing: 0 });
    let names = |part: &str| -> Vec<String> {
        folder.names().iter().filter_map(|name| name.strip_prefix(part).map(str::to_owned)).collect()
    };
    let again = open(&back);
    assert_eq!(everything(&again), everything(&store));
    again.close().unwrap();
    store.close().unwrap();
    assert_eq!(names("back/"), names("live/"));
}

#[test]
fn a_backup_can_be_checked_without_us() {
    let folder = Folder::new();
    filled(&folder).back_up(&folder.join("copy"), &mut |_| ()).unwrap();
    let status = Command::new("sha256sum")
        .args(["--check", "--status", "--strict", MANIFEST])
        .current_dir(folder.join("copy"))
        .status()
        .unwrap();
    assert!(status.success());
    let names = folder.names();
    assert!(
        !names
            .iter()
            .any(|name| name.starts_with("copy") && (name.contains("part") || name.contains("-wal")))
    );
}

#[test]
fn evidence_that_was_changed_is_named_and_left_out() {
    let folder = Folder::new();
    let store = filled(&folder);
    let (first, second) = (Digest::of(b"first"), Digest::of(b"second"));
    fs::write(EvidenceFolder::beside(store.path()).path_of(first), "forged").unwrap();
    let made = store.back_up(&folder.join("copy"), &mut |_| ()).unwrap();
    assert_eq!((made.evidence, made.changed), (1, vec![first]));
    assert_eq!(EvidenceFolder::beside(&folder.join("copy/record.db")).all().unwrap(), [second]);
}

#[track_caller]
fn check_refused(prepare: impl FnOnce(&Folder), said: &str) {
    let folder = Folder::new();
    filled(&folder).back_up(&folder.join("copy"), &mut |_| ()).unwrap();
    prepare(&folder);
    let target = folder.join("back/record.db");
    let before = fs::read(&target).ok();
    let error = restore::from_backup(&folder.join("copy"), &target, &mut |_| ()).unwrap_err().to_string();
    assert_eq!(error.replace(&folder.path().display().to_string(), "DIR"), said);
    assert_eq!(fs::read(&target).ok(), before);
}

#[test]
fn a_damaged_copy_or_a_taken_place_is_refused() {
    const OCCUPIED: &str = "DIR/back/record.db is there already; nothing is overwritten";
    let taken =
        |folder: &Folder| record(&mut open(&folder.join("back/record.db")), UID, "INC-2026-K7QD", &[]);
    check_refused(
        |folder| {
            taken(folder);
        },
        OCCUPIED,
    );
    check_refused(|folder| fs::create_dir_all(folder.join("back/record.db")).unwrap(), OCCUPIED);
    check_refused(
        |folder| fs::remove_file(folder.join("copy").join(MANIFEST)).unwrap(),
        "DIR/copy holds no backup",
    );
    let first = EvidenceFolder::beside(Path::new("record.db")).path_of(Digest::of(b"first"));
    check_refused(
        |folder| fs::write(folder.join("copy").join(&first), "forged").unwrap(),
        &format!("DIR/copy/{} is not as its manifest says", first.strip_prefix(".").unwrap().display()),
    );
    check_refused(
        |folder| {
            let manifest = folder.join("copy").join(MANIFEST);
            let text = fs::read_to_string(&manifest).unwrap();
            fs::write(manifest, text.replace("  record.db", "  ../record.db")).unwrap();
        },
        "DIR/copy/manifest-sha256.txt is not as its manifest says",
    );
}

/// Somebody rewrote the database and fitted the manifest to it.
#[test]
fn a_broken_chain_in_a_copy_is_noticed() {
    let folder = Folder::new();
    filled(&folder).back_up(&folder.join("copy"), &mut |_| ()).unwrap();
    let record = folder.join("copy/record.db");
    let forge = "DROP TRIGGER entry_not_changed; UPDATE entry SET line = replace(line, '\"sit\":1', '\"sit\":2') WHERE seq = 2";
    rusqlite::Connection::open(&record).unwrap().execute_batch(forge).unwrap();
    let manifest = folder.join("copy").join(MANIFEST);
    let text = fs::read_to_string(&manifest).unwrap();
    let rest = text.split_once('\n').unwrap().1;
    fs::write(&manifest, format!("{}  record.db\n{rest}", Digest::of(&fs::read(&record).unwrap()))).unwrap();
    let error = restore::from_backup(&folder.join("copy"), &folder.join("back.db"), &mut |_| ()).unwrap_err();
    let said = "the record is broken at #2: the line does not have the hash that was kept with it";
    assert_eq!(error.to_string(), said);
    assert!(!folder.join("back.db").exists());
}

#[test]
fn a_backup_goes_only_into_an_empty_folder() {
    let folder = Folder::new();
    let store = filled(&folder);
    fs::create_dir(folder.join("copy")).unwrap();
    store.back_up(&folder.join("copy"), &mut |_| ()).unwrap();
    let before = folder.names();
    let error = store.back_up(&folder.join("copy"), &mut |_| ()).unwrap_err().to_string();
    assert_eq!(
        error.replace(&folder.path().display().to_string(), "DIR"),
        "DIR/copy is there already; nothing is overwritten"
    );
    assert_eq!(folder.names(), before);
    assert_eq!(numbers(&store, UID), [1, 2, 3, 4]);
}
