//! Incidents that came in as bundles. They are only read: what a stranger can check must stay as it came. Must not judge bundles.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, OptionalExtension as _, Row, TransactionBehavior, params};

use super::Store;
use super::error::StoreError;
use super::index;
use crate::base::digest::Digest;
use crate::base::id::IncidentUid;
use crate::base::time::Timestamp;
use crate::record::chain::{Chain, Head, StoredLine};
use crate::record::entry::Entry;

/// How an incident came in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Imported {
    /// When.
    pub(crate) at: Timestamp,
    /// The word of the edition that the bundle was.
    pub(crate) edition: String,
    /// SHA-256 of the bundle's manifest.
    pub(crate) manifest: Digest,
    /// What the bundle says that it withholds.
    pub(crate) withheld: String,
    /// The pieces of evidence that it says are in it.
    pub(crate) evidence: String,
}

/// An incident that is coming in.
pub(crate) struct Incoming<'a> {
    conn: &'a Connection,
    uid: IncidentUid,
    chain: Chain,
}

impl Incoming<'_> {
    /// Adds the next line, once more checked against the line before.
    pub(crate) fn line(&mut self, line: &[u8]) -> Result<(), StoreError> {
        let (seq, hash) = (self.chain.head().seq.next(), Digest::of(line));
        let text = self.chain.link(&StoredLine { seq, hash: &hash.0, line })?;
        let sql = "INSERT INTO entry (incident, seq, hash, line) VALUES (?1, ?2, ?3, ?4)";
        self.conn.prepare_cached(sql)?.execute(params![self.uid, seq, hash, text])?;
        let entry = Entry::from_line(text)?;
        if index::is_indexed(&entry.draft.event) {
            index::note(self.conn, &entry)?;
        }
        Ok(())
    }

    /// Adds words.
    pub(crate) fn passage(&mut self, line: &[u8]) -> Result<(), StoreError> {
        let text = std::str::from_utf8(line).map_err(|why| StoreError::Corrupt(why.to_string()))?;
        let sql = "INSERT INTO passage (hash, incident, line) VALUES (?1, ?2, ?3)";
        self.conn.prepare_cached(sql)?.execute(params![Digest::of(line), self.uid, text])?;
        Ok(())
    }

    /// Keeps the name of a file of the bundle, and its bytes where the record does not hold them anyway.
    pub(crate) fn file(&mut self, name: &str, bytes: Option<&[u8]>) -> Result<(), StoreError> {
        let sql = "INSERT INTO imported_file (incident, name, bytes) VALUES (?1, ?2, ?3)";
        self.conn.prepare_cached(sql)?.execute(params![self.uid, name, bytes])?;
        Ok(())
    }

    /// Adds a document.
    pub(crate) fn source(&mut self, bytes: &[u8]) -> Result<(), StoreError> {
        let sql = "INSERT INTO source (sha256, bytes) VALUES (?1, ?2)";
        self.conn.prepare_cached(sql)?.execute(params![Digest::of(bytes), bytes])?;
        Ok(())
    }
}

/// A line of the list of what a bundle leaves out.
#[derive(serde::Deserialize)]
struct LeftOut {
    passage: Option<Digest>,
    document: Option<Digest>,
}

/// The name of that list in a bundle.
const WITHHELD: &str = "data/withheld.jsonl";

const FILE: &str = "SELECT bytes FROM imported_file WHERE incident = ?1 AND name = ?2";
const ROWS: &str = "SELECT incident, at, edition, manifest, withheld, evidence FROM imported";

impl Store {
    /// Hands out the files of a bundle that came in: their names in order, and their bytes where the record does not hold them.
    pub(crate) fn imported_files<E: From<StoreError>>(
        &self,
        uid: IncidentUid,
        mut each: impl FnMut(&str, Option<&[u8]>) -> Result<(), E>,
    ) -> Result<(), E> {
        let sql = "SELECT name, bytes FROM imported_file WHERE incident = ?1 ORDER BY name";
        let mut statement = self.conn.prepare_cached(sql).map_err(StoreError::from)?;
        let mut rows = statement.query([uid]).map_err(StoreError::from)?;
        while let Some(row) = rows.next().map_err(StoreError::from)? {
            let name: String = row.get(0).map_err(StoreError::from)?;
            let bytes: Option<Vec<u8>> = row.get(1).map_err(StoreError::from)?;
            each(&name, bytes.as_deref())?;
        }
        Ok(())
    }

    /// How an incident came in; nothing for those that were opened here.
    pub(crate) fn imported(&self, uid: IncidentUid) -> Result<Option<Imported>, StoreError> {
        if !self.knows_imports()? {
            return Ok(None);
        }
        let sql = format!("{ROWS} WHERE incident = ?1");
        let mut statement = self.conn.prepare_cached(&sql)?;
        let row = statement.query_row([uid], |row| Ok(imported_row(row))).optional()?;
        Ok(row.transpose()?.map(|(_, imported)| imported))
    }

    /// All incidents that came in as bundles.
    pub(super) fn all_imported(&self) -> Result<BTreeMap<IncidentUid, Imported>, StoreError> {
        if !self.knows_imports()? {
            return Ok(BTreeMap::new());
        }
        let mut statement = self.conn.prepare_cached(ROWS)?;
        let rows = statement.query_and_then([], imported_row)?;
        rows.collect()
    }

    /// A record of the first format that can only be read has no such table.
    fn knows_imports(&self) -> Result<bool, StoreError> {
        let sql = "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'imported'";
        Ok(self.conn.prepare_cached(sql)?.exists([])?)
    }

    /// What an incident leaves out that came in as an edition: hashes of passages and documents.
    pub(super) fn left_out(&self, uid: IncidentUid) -> Result<BTreeSet<Digest>, StoreError> {
        if !self.knows_imports()? {
            return Ok(BTreeSet::new());
        }
        let mut statement = self.conn.prepare_cached(FILE)?;
        let found = statement.query_row(params![uid, WITHHELD], |row| row.get::<_, Option<Vec<u8>>>(0));
        let text = found.optional()?.flatten().unwrap_or_default();
        let lines = text.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
        // A line that cannot be read leaves nothing out: what it should name is then missing.
        let items = lines.filter_map(|line| serde_json::from_slice::<LeftOut>(line).ok());
        Ok(items.filter_map(|item| item.passage.or(item.document)).collect())
    }

    /// Whether a piece of evidence came in with its incident; nothing for incidents that were opened here.
    pub(super) fn came_with(&self, uid: IncidentUid, sha256: Digest) -> Result<Option<bool>, StoreError> {
        if self.imported(uid)?.is_none() {
            return Ok(None);
        }
        let name = format!("data/evidence/{sha256}");
        Ok(Some(self.conn.prepare_cached(FILE)?.exists(params![uid, name])?))
    }

    /// Refuses where nothing may be added to an incident.
    pub(crate) fn may_be_written(&self, uid: IncidentUid) -> Result<(), StoreError> {
        self.imported(uid)?.map_or(Ok(()), |imported| Err(StoreError::Imported(imported.at)))
    }

    /// Takes in an incident that this record does not have. `fill` hands over its lines in order, then words and documents; the lines
    /// must lead to the head that was checked before. All or nothing.
    pub(crate) fn import<E: From<StoreError>>(
        &mut self,
        (uid, head): (IncidentUid, Head),
        how: &Imported,
        fill: impl FnOnce(&mut Incoming<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        self.writable()?;
        if self.hash_at(uid, crate::base::id::Seq(1))?.is_some() {
            return Err(StoreError::Here.into());
        }
        let tx =
            self.conn.transaction_with_behavior(TransactionBehavior::Immediate).map_err(StoreError::from)?;
        let mut incoming = Incoming { conn: &tx, uid, chain: Chain::new(uid) };
        fill(&mut incoming)?;
        if incoming.chain.head() != head {
            return Err(StoreError::Replaced(head.seq).into());
        }
        let sql = "INSERT INTO imported (incident, at, edition, manifest, withheld, evidence) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
        let row = params![uid, how.at.to_string(), how.edition, how.manifest, how.withheld, how.evidence];
        tx.execute(sql, row).map_err(StoreError::from)?;
        Ok(tx.commit().map_err(StoreError::from)?)
    }
}

fn imported_row(row: &Row<'_>) -> Result<(IncidentUid, Imported), StoreError> {
    let time: String = row.get(1)?;
    let at = Timestamp::parse(&time).ok_or_else(|| StoreError::Corrupt(format!("`{time}` is not a time")))?;
    let how = Imported {
        at,
        edition: row.get(2)?,
        manifest: row.get(3)?,
        withheld: row.get(4)?,
        evidence: row.get(5)?,
    };
    Ok((row.get(0)?, how))
}

#[cfg(test)]
mod tests;
