//! Adding entries. What to write is decided inside the transaction, on the newest entries, so two people cannot fork an incident; it
//! returns only when the entries are on disk. Must not take the time itself and must not judge what is written.

use rusqlite::{Connection, params};

use super::Store;
use super::error::StoreError;
use super::index;
use super::tray::Tray;
use crate::base::digest::Digest;
use crate::base::id::IncidentUid;
use crate::fact::value::PassageRef;
use crate::incident::event::Event;
use crate::record::chain::{Chain, Head, Stretch};
use crate::record::entry::{Draft, Entry, Stamp, passages_of};
use crate::record::labelling::NAMED;

/// An entry that waits for its place in the record.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Pending {
    /// The time, taken inside the transaction.
    pub(crate) stamp: Stamp,
    /// What is recorded.
    pub(crate) draft: Draft,
}

/// What is on disk now.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Appended {
    /// What others had written behind the known entries.
    pub(crate) newer: Vec<Entry>,
    /// The new entries.
    pub(crate) entries: Vec<Entry>,
    /// All of them, as lines that follow the known ones.
    pub(crate) behind: Stretch,
    /// Whether erased words may still lie in unused bytes of the file, because it could not be rewritten; see [`Store::scour`].
    pub(crate) traces: bool,
}

impl Store {
    /// Adds entries to an incident in one transaction. `decide` gets the checked entries behind `known` and gives what to write; when it
    /// refuses, or anything fails, nothing is written. Entries that erase take the words with them. The first append of an incident,
    /// with [`Head::NONE`], makes it.
    pub(crate) fn append<E: From<StoreError>>(
        &mut self,
        uid: IncidentUid,
        known: Head,
        tray: &Tray,
        decide: impl FnOnce(&[Entry]) -> Result<Vec<Pending>, E>,
    ) -> Result<Appended, E> {
        self.writable()?;
        self.may_be_written(uid)?;
        self.conn.execute_batch("BEGIN IMMEDIATE").map_err(StoreError::from)?;
        let written = self.decide_and_write(uid, known, tray, decide);
        match written {
            Ok(mut appended) => {
                self.commit()?;
                appended.traces = erases(&appended.entries) && !self.scour();
                Ok(appended)
            }
            Err(error) => {
                self.roll_back();
                Err(error)
            }
        }
    }

    fn decide_and_write<E: From<StoreError>>(
        &self,
        uid: IncidentUid,
        known: Head,
        tray: &Tray,
        decide: impl FnOnce(&[Entry]) -> Result<Vec<Pending>, E>,
    ) -> Result<Appended, E> {
        self.check_known(uid, known)?;
        let mut newer = Vec::new();
        let behind = self.entries(uid, known, |entry| {
            newer.push(entry);
            Ok::<(), StoreError>(())
        })?;
        let pending = decide(&newer)?;
        let mut chain = behind.go_on(uid);
        let entries = self.write(&mut chain, tray, pending)?;
        Ok(Appended { newer, entries, behind: chain.stretch(), traces: false })
    }

    /// The session must have read this very record.
    fn check_known(&self, uid: IncidentUid, known: Head) -> Result<(), StoreError> {
        if known == Head::NONE || self.hash_at(uid, known.seq)? == Some(known.hash) {
            return Ok(());
        }
        Err(StoreError::Replaced(known.seq))
    }

    fn write(&self, chain: &mut Chain, tray: &Tray, pending: Vec<Pending>) -> Result<Vec<Entry>, StoreError> {
        let mut entries = Vec::with_capacity(pending.len());
        for Pending { stamp, draft } in pending {
            if chain.head() == Head::NONE && !matches!(draft.event, Event::IncidentOpened(_)) {
                return Err(StoreError::NotOpened);
            }
            let (entry, line) = chain.write(stamp, draft)?;
            self.write_entry(&entry, (&line, chain.head().hash), tray)?;
            entries.push(entry);
        }
        Ok(entries)
    }

    fn write_entry(
        &self,
        entry: &Entry,
        (line, hash): (&str, Digest),
        tray: &Tray,
    ) -> Result<(), StoreError> {
        let sql = "INSERT INTO entry (incident, seq, hash, line) VALUES (?1, ?2, ?3, ?4)";
        self.conn.prepare_cached(sql)?.execute(params![entry.inc, entry.seq, hash, line])?;
        store_words(&self.conn, entry, tray)?;
        store_sources(&self.conn, line, tray)?;
        erase_words(&self.conn, entry)?;
        index::note(&self.conn, entry)
    }

    /// A commit that fails leaves the transaction open.
    fn commit(&self) -> Result<(), StoreError> {
        let committed = self.conn.execute_batch("COMMIT").map_err(StoreError::from);
        if committed.is_err() {
            self.roll_back();
        }
        committed
    }

    /// SQLite rolls back by itself after some failures; then there is nothing left to do. If it fails otherwise, closing the
    /// connection rolls back, and the error that led here is the one to show.
    fn roll_back(&self) {
        if !self.conn.is_autocommit() {
            drop(self.conn.execute_batch("ROLLBACK"));
        }
    }

    /// Takes erased words out of the file for good. Gives whether that was possible; while another program reads, or with no space
    /// for a copy, it is not, and can be tried again later.
    ///
    /// Overwriting deleted rows is not enough: SQLite leaves copies of rows in unused bytes when it moves them between pages.
    pub(crate) fn scour(&self) -> bool {
        self.conn.execute_batch("VACUUM").and_then(|()| self.empty_log()).unwrap_or(false)
    }

    fn empty_log(&self) -> rusqlite::Result<bool> {
        let busy: i64 = self.conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
        Ok(busy == 0)
    }
}

fn erases(entries: &[Entry]) -> bool {
    entries.iter().any(|entry| matches!(entry.draft.event, Event::Erased(_)))
}

fn store_words(conn: &Connection, entry: &Entry, tray: &Tray) -> Result<(), StoreError> {
    for (member, words) in passages_of(&entry.draft.event) {
        let sql = "INSERT INTO passage (hash, incident, line) VALUES (?1, ?2, ?3)";
        if let Some(passage) = tray.passages.iter().find(|passage| passage.id() == words) {
            let row = params![words.0, entry.inc, passage.line()];
            conn.prepare_cached(sql)?.execute(row)?;
        } else if !(member == NAMED || is_stored(conn, entry, words)? || was_named(conn, entry, words)?) {
            return Err(StoreError::WordsMissing(words));
        }
    }
    Ok(())
}

fn is_stored(conn: &Connection, entry: &Entry, words: PassageRef) -> Result<bool, StoreError> {
    let mut statement = conn.prepare_cached("SELECT 1 FROM passage WHERE incident = ?1 AND hash = ?2")?;
    Ok(statement.exists(params![entry.inc, words.0])?)
}

/// Erased words may be named again, for instance as one item of a list that is stated anew.
fn was_named(conn: &Connection, entry: &Entry, words: PassageRef) -> Result<bool, StoreError> {
    let sql = "SELECT 1 FROM entry WHERE incident = ?1 AND seq < ?2 AND instr(line, ?3)";
    let mut statement = conn.prepare_cached(sql)?;
    Ok(statement.exists(params![entry.inc, entry.seq, words.0.to_string()])?)
}

fn store_sources(conn: &Connection, line: &str, tray: &Tray) -> Result<(), StoreError> {
    for (hash, bytes) in &tray.sources {
        if line.contains(&hash.to_string()) {
            let sql = "INSERT INTO source (sha256, bytes) VALUES (?1, ?2)";
            conn.prepare_cached(sql)?.execute(params![hash, bytes])?;
        }
    }
    Ok(())
}

fn erase_words(conn: &Connection, entry: &Entry) -> Result<(), StoreError> {
    let Event::Erased(erased) = &entry.draft.event else { return Ok(()) };
    for words in &erased.passages {
        let sql = "DELETE FROM passage WHERE hash = ?1 AND incident = ?2";
        conn.prepare_cached(sql)?.execute(params![words.0, entry.inc])?;
    }
    Ok(())
}

#[cfg(test)]
mod tests;
