//! Incidents that came in are whole, marked, and only read.

use super::*;
use crate::base::id::Seq;
use crate::store::tests::{Folder, UID, append, note, open, passage, record, time, tray};

fn how() -> Imported {
    Imported {
        at: time(9),
        edition: "team".to_owned(),
        manifest: Digest::of(b"manifest"),
        withheld: "privileged 1".to_owned(),
        evidence: "none".to_owned(),
    }
}

/// Takes the incident of one record into another.
fn taken(from: &Store, to: &mut Store) -> Result<(), StoreError> {
    let head = from.head(UID)?;
    let how = how();
    to.import((UID, head), &how, |incoming| {
        from.visit(UID, Seq::NONE, |stored| incoming.line(stored.line))?;
        from.visit_passages(UID, |_, line| incoming.passage(line))
    })
}

#[test]
fn an_imported_incident_is_marked_and_takes_no_entry() {
    let folder = Folder::new();
    let mut from = Store::in_memory().unwrap();
    let head = record(&mut from, UID, "INC-2026-K7QD", &["first"]);
    let mut to = open(&folder.join("record.db"));
    taken(&from, &mut to).unwrap();
    assert_eq!(to.check_one(UID).unwrap(), from.check_one(UID).unwrap());
    let rows = to.incidents().unwrap();
    let marks: Vec<_> =
        rows.iter().map(|row| row.imported.as_ref().map(|how| how.edition.as_str())).collect();
    assert_eq!(marks, [Some("team")]);
    let words = passage("second");
    let said = append(&mut to, UID, &tray(&[&words]), vec![note(&words)]).unwrap_err().to_string();
    assert_eq!(said, StoreError::Imported(time(9)).to_string());
    assert_eq!(to.head(UID).unwrap(), head);
}

#[test]
fn the_file_itself_refuses_too() {
    let mut from = Store::in_memory().unwrap();
    record(&mut from, UID, "INC-2026-K7QD", &["first"]);
    let mut to = Store::in_memory().unwrap();
    taken(&from, &mut to).unwrap();
    for sql in [
        "INSERT INTO entry SELECT incident, seq + 1, hash, line FROM entry WHERE seq = 2",
        "UPDATE imported SET edition = 'counsel'",
        "DELETE FROM imported",
        "INSERT OR REPLACE INTO imported SELECT incident, at, 'counsel', manifest, withheld, evidence FROM imported",
        "INSERT INTO imported_file SELECT incident, 'data/more', NULL FROM imported",
    ] {
        assert!(to.conn.execute(sql, []).is_err(), "{sql}");
    }
}

#[test]
fn an_incident_comes_in_once_and_whole() {
    let mut from = Store::in_memory().unwrap();
    record(&mut from, UID, "INC-2026-K7QD", &["first"]);
    let mut to = Store::in_memory().unwrap();
    taken(&from, &mut to).unwrap();
    assert!(matches!(taken(&from, &mut to), Err(StoreError::Here)));
    let mut other = Store::in_memory().unwrap();
    let how = how();
    let head = from.head(UID).unwrap();
    let cut = other.import::<StoreError>((UID, head), &how, |incoming| {
        from.visit(
            UID,
            Seq::NONE,
            |stored| {
                if stored.seq == Seq(1) { incoming.line(stored.line) } else { Ok(()) }
            },
        )
    });
    assert!(matches!(cut, Err(StoreError::Replaced(seq)) if seq == head.seq));
    assert_eq!(other.recorded().unwrap(), []);
}
