//! A database as a place where a record lies, for the check: lines and words side by side in one moment, each read once.
//! Must not check them itself.

pub(crate) mod file;
pub(crate) mod unnamed_file;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use rusqlite::{Rows, params};

use super::Store;
use super::error::StoreError;
use super::evidence::{EvidenceError, EvidenceFolder, hash_in_place};
use super::read::{bytes, stored_line};
use crate::base::digest::Digest;
use crate::base::id::{IncidentUid, Seq};
use crate::fact::value::PassageRef;
use crate::incident::event::evidence::Holding;
use crate::record::chain::StoredLine;
use crate::record::entry::Entry;
use crate::record::passage::Passage;
use crate::record::verified::{Extent, VerifiedLine, VerifiedLog};
use crate::record::verify::evidence::{self, Instead, Piece, PieceState};
use crate::record::verify::log_source::{KeptPassage, LogSource};
use crate::record::verify::outside::Outside;
use crate::record::verify::report::Report;
use crate::record::verify::sorter::{Aside, AsideError};
use crate::record::verify::verify;

/// How much of the file is held in memory, in KiB: a check reads everything once, so that more would not help.
const CACHE: i64 = -256;

const LINES: &str = "SELECT seq, hash, line FROM entry WHERE incident = ?1 ORDER BY seq";
const WORDS: &str = "SELECT hash, line FROM passage WHERE incident = ?1 ORDER BY hash";

impl Store {
    /// Checks an incident. `progress` is told how many lines were read.
    pub(crate) fn verify_incident(
        &self,
        uid: IncidentUid,
        outside: &Outside,
        progress: &mut dyn FnMut(u64),
    ) -> Result<Report, StoreError> {
        self.with_log(uid, |log| verify(log, outside, progress))
    }

    /// Hashes the evidence of a checked incident again. `progress` is told how many bytes were read.
    pub(crate) fn verify_evidence(
        &self,
        report: &mut Report,
        progress: &mut dyn FnMut(u64),
    ) -> Result<(), StoreError> {
        let checked = self.with_log(report.uid, |log| evidence::check(&report.pieces, log, progress))?;
        report.evidence = Some(checked);
        Ok(())
    }

    /// Hands out the lines of an incident while they are checked, up to the first that does not fit.
    pub(crate) fn verified_lines<E: From<StoreError>>(
        &self,
        uid: IncidentUid,
        mut each: impl FnMut(VerifiedLine<'_>) -> Result<(), E>,
    ) -> Result<Extent, E> {
        self.conn.pragma_update(None, "cache_size", CACHE).map_err(StoreError::from)?;
        let mut log = VerifiedLog::new(uid);
        self.visit(uid, Seq::NONE, |stored| match log.take(&stored) {
            Some(line) => each(line),
            None => Ok(()),
        })?;
        Ok(log.end())
    }

    /// Checks and reads the entries behind what is known, up to the first line that does not fit.
    pub(crate) fn entries_as_far<E: From<StoreError>>(
        &self,
        uid: IncidentUid,
        known: &Extent,
        mut each: impl FnMut(Entry) -> Result<(), E>,
    ) -> Result<Extent, E> {
        let mut log = VerifiedLog::behind(uid, known);
        self.visit(uid, known.head().seq, |stored| log.take_entry(&stored).map_or(Ok(()), &mut each))?;
        Ok(log.end())
    }

    /// Everything is read from one moment of the record.
    fn with_log<T>(
        &self,
        uid: IncidentUid,
        read: impl FnOnce(&mut DatabaseLog<'_>) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let _reading = self.snapshot()?;
        self.conn.pragma_update(None, "cache_size", CACHE)?;
        let (mut lines, mut words) = (self.conn.prepare(LINES)?, self.conn.prepare(WORDS)?);
        read(&mut DatabaseLog { store: self, uid, lines: lines.query([uid])?, words: words.query([uid])? })
    }

    /// Every incident that the file has in its list, in that order, then those that it only holds lines of.
    pub(crate) fn holdings(&self) -> Result<Vec<IncidentUid>, StoreError> {
        let mut all: Vec<IncidentUid> = self.incidents()?.iter().map(|row| row.uid).collect();
        let listed: BTreeSet<IncidentUid> = all.iter().copied().collect();
        let mut next = self.conn.prepare_cached("SELECT min(incident) FROM entry WHERE incident > ?1")?;
        let mut last = Vec::new();
        loop {
            let found: Option<IncidentUid> = next.query_row([&last], |row| row.get(0))?;
            let Some(uid) = found else { break };
            last = uid.0.to_vec();
            all.extend((!listed.contains(&uid)).then_some(uid));
        }
        Ok(all)
    }
}

impl From<AsideError> for StoreError {
    fn from(error: AsideError) -> Self {
        Self::File { path: std::env::temp_dir(), source: error.0 }
    }
}

/// One incident of a database, being read.
pub(crate) struct DatabaseLog<'a> {
    store: &'a Store,
    uid: IncidentUid,
    lines: Rows<'a>,
    words: Rows<'a>,
}

impl LogSource for DatabaseLog<'_> {
    type Error = StoreError;

    fn uid(&self) -> IncidentUid {
        self.uid
    }

    fn aside(&mut self) -> Option<Box<dyn Aside>> {
        unnamed_file::aside()
    }

    fn left_out(&mut self) -> Result<BTreeSet<Digest>, StoreError> {
        self.store.left_out(self.uid)
    }

    fn next_line(&mut self) -> Result<Option<StoredLine<'_>>, StoreError> {
        self.lines.next()?.map(stored_line).transpose()
    }

    fn next_passage(&mut self) -> Result<Option<KeptPassage>, StoreError> {
        let Some(row) = self.words.next()? else { return Ok(None) };
        Ok(Some(KeptPassage { hash: PassageRef(row.get(0)?), found: Digest::of(bytes(row, 1)?) }))
    }

    fn hashes_at(&mut self, lines: &BTreeSet<Seq>) -> Result<BTreeMap<Seq, Digest>, StoreError> {
        let sql = "SELECT line FROM entry WHERE incident = ?1 AND seq = ?2";
        let mut statement = self.store.conn.prepare_cached(sql)?;
        let mut found = BTreeMap::new();
        // A checkpoint may name a number that no database can hold.
        for seq in lines.iter().filter(|seq| i64::try_from(seq.0).is_ok()) {
            let mut rows = statement.query(params![self.uid, seq])?;
            if let Some(row) = rows.next()? {
                found.insert(*seq, Digest::of(bytes(row, 0)?));
            }
        }
        Ok(found)
    }

    fn document(&mut self, sha256: Digest) -> Result<Option<Vec<u8>>, StoreError> {
        self.store.source(sha256)
    }

    fn evidence(&mut self, piece: &Piece, progress: &mut dyn FnMut(u64)) -> Result<PieceState, StoreError> {
        let Some(sha256) = piece.sha256 else { return Ok(PieceState::NotHeld) };
        Ok(match self.path_of(piece, sha256)? {
            Some(path) => state_of(&path, sha256, progress),
            None => PieceState::NotHeld,
        })
    }
}

impl DatabaseLog<'_> {
    fn path_of(&self, piece: &Piece, sha256: Digest) -> Result<Option<PathBuf>, StoreError> {
        let beside = EvidenceFolder::beside(self.store.path()).path_of(sha256);
        if let Some(came) = self.store.came_with(self.uid, sha256)? {
            return Ok(came.then_some(beside));
        }
        match (piece.holding, piece.place) {
            (Holding::Copied, _) => Ok(Some(beside)),
            (Holding::InPlace, Some(place)) => {
                let line = self.store.passage(self.uid, place)?;
                Ok(line.and_then(|line| Passage::text_of(&line)).map(PathBuf::from))
            }
            (Holding::InPlace, None) | (Holding::Referenced | Holding::Physical, _) => Ok(None),
        }
    }
}

/// Hashes a file again and says what became of it.
pub(crate) fn state_of(path: &Path, sha256: Digest, progress: &mut dyn FnMut(u64)) -> PieceState {
    match hash_in_place(path, progress) {
        Ok(taken) if taken.sha256 == sha256 => PieceState::Unchanged,
        Ok(taken) => PieceState::Altered(taken.sha256),
        Err(EvidenceError::Link(_)) => PieceState::Replaced(Instead::Link),
        Err(EvidenceError::Folder(_)) => PieceState::Replaced(Instead::Folder),
        Err(EvidenceError::Special(_)) => PieceState::Replaced(Instead::Special),
        Err(EvidenceError::Store(StoreError::File { source, .. }))
            if source.kind() == std::io::ErrorKind::NotFound =>
        {
            PieceState::Missing
        }
        Err(
            why @ (EvidenceError::Store(_)
            | EvidenceError::Missing(_)
            | EvidenceError::Changed { .. }
            | EvidenceError::Exists(_)),
        ) => PieceState::Unreadable(why.to_string()),
    }
}

#[cfg(test)]
mod tests;
