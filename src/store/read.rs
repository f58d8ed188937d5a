//! Reading: incidents, lines in order, words, documents. Lines are handed out as they lie, one by one; checking them is the business of
//! [`crate::record::chain`]. Must not hold a whole record in memory.

use std::collections::BTreeMap;

use rusqlite::{OptionalExtension as _, Row, Transaction, TransactionBehavior, params};

use super::Store;
use super::error::StoreError;
use super::imported::Imported;
use crate::base::digest::Digest;
use crate::base::id::{IncidentUid, Seq};
use crate::base::time::Timestamp;
use crate::fact::value::PassageRef;
use crate::incident::event::Event;
use crate::incident::event::exercise::ClockAct;
use crate::incident::event::lifecycle::Mode;
use crate::record::chain::{Chain, Head, StoredLine, Stretch};
use crate::record::entry::Entry;

/// One incident of the record, for lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct IncidentRow {
    /// Its random identity.
    pub(crate) uid: IncidentUid,
    /// Its public id.
    pub(crate) id: String,
    /// Its codename.
    pub(crate) codename: String,
    /// Real, or an exercise.
    pub(crate) mode: Mode,
    /// IANA name of its zone.
    pub(crate) zone: String,
    /// When it was opened.
    pub(crate) opened: Timestamp,
    /// When it was closed, unless it is open.
    pub(crate) closed: Option<Timestamp>,
    /// How it came in, unless it was opened here.
    pub(crate) imported: Option<Imported>,
}

/// While it lives, everything that is read belongs to one moment.
#[derive(Debug)]
pub(crate) struct Snapshot<'a> {
    // Held for its end, which ends the read.
    _reading: Transaction<'a>,
}

impl Store {
    /// Freezes what is read until the snapshot is dropped. Delays no writer.
    pub(crate) fn snapshot(&self) -> Result<Snapshot<'_>, StoreError> {
        let tx = Transaction::new_unchecked(&self.conn, TransactionBehavior::Deferred)?;
        Ok(Snapshot { _reading: tx })
    }

    /// All incidents, oldest first.
    pub(crate) fn incidents(&self) -> Result<Vec<IncidentRow>, StoreError> {
        let sql = "SELECT uid, id, codename, mode, zone, opened, closed FROM incident ORDER BY opened, uid";
        let mut statement = self.conn.prepare_cached(sql)?;
        let mut imported = self.all_imported()?;
        let rows = statement.query_and_then([], |row| {
            let incident = incident_row(row)?;
            Ok(IncidentRow { imported: imported.remove(&incident.uid), ..incident })
        })?;
        rows.collect()
    }

    /// Whether it is an exercise whose play is over.
    pub(crate) fn is_played_out(&self, incident: &IncidentRow) -> Result<bool, StoreError> {
        let mut is_over = false;
        if incident.mode == Mode::Exercise {
            self.entries(incident.uid, Head::NONE, |entry| {
                let event = &entry.draft.event;
                is_over |= matches!(event, Event::ExerciseClockSet(set) if set.act == ClockAct::End);
                Ok::<(), StoreError>(())
            })?;
        }
        Ok(is_over)
    }

    /// How far an incident's record reaches.
    pub(crate) fn head(&self, uid: IncidentUid) -> Result<Head, StoreError> {
        let sql = "SELECT seq, hash FROM entry WHERE incident = ?1 ORDER BY seq DESC LIMIT 1";
        let mut statement = self.conn.prepare_cached(sql)?;
        let found = statement.query_row([uid], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
        Ok(found.map_or(Head::NONE, |(seq, hash)| Head { seq, hash }))
    }

    /// The hash that a line is kept under.
    pub(crate) fn hash_at(&self, uid: IncidentUid, seq: Seq) -> Result<Option<Digest>, StoreError> {
        let sql = "SELECT hash FROM entry WHERE incident = ?1 AND seq = ?2";
        let mut statement = self.conn.prepare_cached(sql)?;
        Ok(statement.query_row(params![uid, seq], |row| row.get(0)).optional()?)
    }

    /// Hands out the stored lines behind a number, in order and unchecked.
    pub(crate) fn visit<E: From<StoreError>>(
        &self,
        uid: IncidentUid,
        after: Seq,
        mut each: impl FnMut(StoredLine<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let sql = "SELECT seq, hash, line FROM entry WHERE incident = ?1 AND seq > ?2 ORDER BY seq";
        let mut statement = self.conn.prepare_cached(sql).map_err(StoreError::from)?;
        let mut rows = statement.query(params![uid, after]).map_err(StoreError::from)?;
        while let Some(row) = rows.next().map_err(StoreError::from)? {
            each(stored_line(row)?)?;
        }
        Ok(())
    }

    /// Checks and reads the entries behind a head.
    pub(crate) fn entries<E: From<StoreError>>(
        &self,
        uid: IncidentUid,
        known: Head,
        mut each: impl FnMut(Entry) -> Result<(), E>,
    ) -> Result<Stretch, E> {
        let mut chain = Chain::resume(uid, known);
        self.visit(uid, known.seq, |stored| {
            let entry = chain.push(&stored).map_err(StoreError::from)?;
            each(entry)
        })?;
        Ok(chain.stretch())
    }

    /// The stored line of words, unless it was erased.
    pub(crate) fn passage(&self, uid: IncidentUid, words: PassageRef) -> Result<Option<String>, StoreError> {
        let sql = "SELECT line FROM passage WHERE incident = ?1 AND hash = ?2";
        let mut statement = self.conn.prepare_cached(sql)?;
        Ok(statement.query_row(params![uid, words.0], |row| row.get(0)).optional()?)
    }

    /// Hands out all words of an incident, unchecked, as stored lines.
    pub(crate) fn visit_passages<E: From<StoreError>>(
        &self,
        uid: IncidentUid,
        mut each: impl FnMut(PassageRef, &[u8]) -> Result<(), E>,
    ) -> Result<(), E> {
        let sql = "SELECT hash, line FROM passage WHERE incident = ?1 ORDER BY hash";
        let mut statement = self.conn.prepare_cached(sql).map_err(StoreError::from)?;
        let mut rows = statement.query([uid]).map_err(StoreError::from)?;
        while let Some(row) = rows.next().map_err(StoreError::from)? {
            let hash = row.get(0).map_err(StoreError::from)?;
            each(PassageRef(hash), bytes(row, 1)?)?;
        }
        Ok(())
    }

    #[cfg_attr(
        not(test),
        expect(dead_code, reason = "for readers that need one moment; only tests read so far")
    )]
    /// All words of an incident, as stored lines.
    pub(crate) fn passages(&self, uid: IncidentUid) -> Result<BTreeMap<PassageRef, String>, StoreError> {
        let mut all = BTreeMap::new();
        self.visit_passages(uid, |words, line| {
            all.insert(words, String::from_utf8_lossy(line).into_owned());
            Ok::<(), StoreError>(())
        })?;
        Ok(all)
    }

    /// A document by its hash.
    pub(crate) fn source(&self, sha256: Digest) -> Result<Option<Vec<u8>>, StoreError> {
        let mut statement = self.conn.prepare_cached("SELECT bytes FROM source WHERE sha256 = ?1")?;
        Ok(statement.query_row([sha256], |row| row.get(0)).optional()?)
    }

    /// The hashes of all documents.
    pub(crate) fn sources(&self) -> Result<Vec<Digest>, StoreError> {
        let mut statement = self.conn.prepare_cached("SELECT sha256 FROM source ORDER BY sha256")?;
        let rows = statement.query_map([], |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

/// A line as it lies, whatever somebody put there.
pub(super) fn stored_line<'a>(row: &'a Row<'_>) -> Result<StoredLine<'a>, StoreError> {
    Ok(StoredLine { seq: row.get(0)?, hash: bytes(row, 1)?, line: bytes(row, 2)? })
}

/// The bytes of a column.
pub(super) fn bytes<'a>(row: &'a Row<'_>, column: usize) -> Result<&'a [u8], StoreError> {
    let value = row.get_ref(column)?;
    value.as_bytes().map_err(|error| StoreError::Corrupt(error.to_string()))
}

fn incident_row(row: &Row<'_>) -> Result<IncidentRow, StoreError> {
    let time = |text: String| {
        Timestamp::parse(&text).ok_or_else(|| StoreError::Corrupt(format!("`{text}` is not a time")))
    };
    let mode: String = row.get(3)?;
    Ok(IncidentRow {
        uid: row.get(0)?,
        id: row.get(1)?,
        codename: row.get(2)?,
        mode: Mode::parse(&mode).ok_or_else(|| StoreError::Corrupt(format!("`{mode}` is no mode")))?,
        zone: row.get(4)?,
        opened: time(row.get(5)?)?,
        closed: row.get::<_, Option<String>>(6)?.map(time).transpose()?,
        imported: None,
    })
}
