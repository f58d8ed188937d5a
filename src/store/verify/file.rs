//! The database as a file: whether SQLite finds it sound, whether the triggers that guard against accidents are there, how it is kept
//! durable, and whether documents have their hashes. Must not look at lines.

use std::collections::BTreeMap;

use rusqlite::Connection;

use super::super::Store;
use super::super::error::StoreError;
use super::super::open::Access;
use super::super::schema;
use crate::base::digest::Digest;

/// Something about the file that is not as it should be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum FileFault {
    /// SQLite says that it is damaged.
    #[error("SQLite finds the file damaged: {0}")]
    Damaged(String),
    /// A trigger or table is not there.
    #[error("the {kind} `{name}` is missing: somebody took it out of the file")]
    Absent {
        /// `trigger`, `table`, `index`.
        kind: String,
        /// Its name.
        name: String,
    },
    /// A trigger or table is not as this format has it.
    #[error("the {kind} `{name}` is not as this program makes it: somebody changed it")]
    Different {
        /// `trigger`, `table`, `index`.
        kind: String,
        /// Its name.
        name: String,
    },
    /// A trigger or table that is not of this format.
    #[error("the {kind} `{name}` is not of this program: somebody added it")]
    Strange {
        /// `trigger`, `table`, `index`.
        kind: String,
        /// Its name.
        name: String,
    },
    /// The journal is one that loses entries.
    #[error("the journal mode is `{0}`: entries may be lost when the machine stops")]
    Journal(String),
    /// A document is not what it is kept under.
    #[error("the document that is kept under {0} has another hash")]
    Document(Digest),
}

/// What SQLite has to say, in at most so many lines.
const LINES: u32 = 20;

impl Store {
    /// Looks at the file as a whole.
    pub(crate) fn verify_file(&self) -> Result<Vec<FileFault>, StoreError> {
        let mut faults = self.damage()?;
        if !matches!(self.access(), Access::Newer(_)) {
            faults.extend(self.schema_faults()?);
        }
        faults.extend(self.journal_fault()?);
        faults.extend(self.document_faults()?);
        Ok(faults)
    }

    fn damage(&self) -> Result<Vec<FileFault>, StoreError> {
        let mut statement = self.conn.prepare(&format!("PRAGMA quick_check({LINES})"))?;
        let said = statement.query_map([], |row| row.get::<_, String>(0))?.collect::<Result<Vec<_>, _>>()?;
        Ok(said.into_iter().filter(|line| line != "ok").map(FileFault::Damaged).collect())
    }

    fn schema_faults(&self) -> Result<Vec<FileFault>, StoreError> {
        let mut made = Connection::open_in_memory()?;
        schema::migrate(&mut made)?;
        let (wanted, found) = (parts(&made)?, parts(&self.conn)?);
        let mut faults = Vec::new();
        for ((kind, name), text) in &wanted {
            let (kind, name) = (kind.clone(), name.clone());
            match found.get(&(kind.clone(), name.clone())) {
                None => faults.push(FileFault::Absent { kind, name }),
                Some(other) if other != text => faults.push(FileFault::Different { kind, name }),
                Some(_same) => {}
            }
        }
        let strange = found.into_keys().filter(|key| !wanted.contains_key(key));
        faults.extend(strange.map(|(kind, name)| FileFault::Strange { kind, name }));
        Ok(faults)
    }

    fn journal_fault(&self) -> Result<Option<FileFault>, StoreError> {
        let mode: String = self.conn.pragma_query_value(None, "journal_mode", |row| row.get(0))?;
        let durable = matches!(mode.as_str(), "wal" | "delete" | "truncate" | "persist");
        // A file that is only read has no journal of its own.
        let matters = self.access() == Access::Write && !self.path().as_os_str().is_empty();
        Ok((matters && !durable).then_some(FileFault::Journal(mode)))
    }

    fn document_faults(&self) -> Result<Vec<FileFault>, StoreError> {
        let mut faults = Vec::new();
        for sha256 in self.sources()? {
            let bytes = self.source(sha256)?.unwrap_or_default();
            faults.extend((Digest::of(&bytes) != sha256).then_some(FileFault::Document(sha256)));
        }
        Ok(faults)
    }
}

type Parts = BTreeMap<(String, String), String>;

/// Tables, indexes and triggers by kind and name. SQLite's own are left out.
fn parts(conn: &Connection) -> Result<Parts, StoreError> {
    let sql = "SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'";
    let mut statement = conn.prepare(sql)?;
    let rows = statement.query_map([], |row| {
        let text: Option<String> = row.get(2)?;
        Ok(((row.get(0)?, row.get(1)?), text.unwrap_or_default()))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}
