//! The list of incidents: derived from the entries that open, close and reopen them. It can be thrown away and made again.

use rusqlite::{Connection, TransactionBehavior, params};

use super::Store;
use super::error::StoreError;
use crate::base::id::{IncidentUid, Seq};
use crate::incident::event::Event;
use crate::incident::event::lifecycle::IncidentOpened;
use crate::record::chain::Head;
use crate::record::entry::Entry;

impl Store {
    /// Makes the list of incidents anew from the entries.
    pub(crate) fn rebuild_index(&mut self) -> Result<(), StoreError> {
        self.writable()?;
        let uids = self.recorded()?;
        let mut all = Vec::new();
        for uid in uids {
            self.entries(uid, Head::NONE, |entry| {
                if is_indexed(&entry.draft.event) {
                    all.push(entry);
                }
                Ok::<(), StoreError>(())
            })?;
        }
        let tx = self.conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        tx.execute("DELETE FROM incident", [])?;
        for entry in &all {
            note(&tx, entry)?;
        }
        Ok(tx.commit()?)
    }

    /// Every incident that has entries, whether it is in the list or not.
    pub(crate) fn recorded(&self) -> Result<Vec<IncidentUid>, StoreError> {
        let mut statement = self.conn.prepare_cached("SELECT incident FROM entry WHERE seq = ?1")?;
        let rows = statement.query_map([Seq(1)], |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

/// Whether the list follows from an entry of this kind.
pub(super) fn is_indexed(event: &Event) -> bool {
    matches!(event, Event::IncidentOpened(_) | Event::IncidentClosed(_) | Event::IncidentReopened(_))
}

/// Brings the list up to date with an entry that was just written.
pub(super) fn note(conn: &Connection, entry: &Entry) -> Result<(), StoreError> {
    let event = &entry.draft.event;
    if let Event::IncidentOpened(opened) = event {
        return add(conn, entry, opened);
    }
    if is_indexed(event) {
        let closed = matches!(event, Event::IncidentClosed(_)).then(|| entry.stamp.t.to_string());
        let mut statement = conn.prepare_cached("UPDATE incident SET closed = ?2 WHERE uid = ?1")?;
        statement.execute(params![entry.inc, closed])?;
    }
    Ok(())
}

fn add(conn: &Connection, entry: &Entry, opened: &IncidentOpened) -> Result<(), StoreError> {
    let mode = opened.mode.word();
    let sql = "INSERT INTO incident (uid, id, codename, mode, zone, opened) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    let time = entry.stamp.t.to_string();
    let row = params![entry.inc, opened.id, opened.codename, mode, opened.zone, time];
    match conn.execute(sql, row) {
        Err(error) if error.sqlite_error_code() == Some(rusqlite::ErrorCode::ConstraintViolation) => {
            Err(StoreError::IdTaken(opened.id.clone()))
        }
        other => other.map(|_| ()).map_err(StoreError::from),
    }
}
