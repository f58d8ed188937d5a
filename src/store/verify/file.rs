//! The database as a file: whether SQLite finds it sound, whether the triggers that guard against accidents are there, how it is kept
//! durable, and whether documents have their hashes. Must not look at lines.

use std::collections::BTreeMap;

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

/// From this size on, in bytes, SQLite looks only at what the check of lines and words does not read itself: it would take as long again.
const LARGE: i64 = 100_000_000;

/// The tables that the check of lines and words does not read.
const UNREAD: [&str; 2] = ["source", "incident"];

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FileFound {
    /// What is wrong.
    pub(crate) faults: Vec<FileFault>,
    /// Whether SQLite looked at every page.
    pub(crate) is_whole_check: bool,
}

impl Store {
    /// Looks at the file as a whole.
    pub(crate) fn verify_file(&self) -> Result<FileFound, StoreError> {
        let sql = "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size";
        let is_whole_check = self.conn.query_row(sql, [], |row| row.get::<_, i64>(0))? < LARGE;
        let mut faults = if is_whole_check {
            self.damage(&LINES.to_string())?
        } else {
            UNREAD.iter().map(|table| self.damage(table)).collect::<Result<Vec<_>, _>>()?.concat()
        };
        if !matches!(self.access(), Access::Newer(_)) {
            faults.extend(self.schema_faults()?);
        }
        faults.extend(self.journal_fault()?);
        faults.extend(self.document_faults()?);
        Ok(FileFound { faults, is_whole_check })
    }

    fn damage(&self, what: &str) -> Result<Vec<FileFault>, StoreError> {
        let mut statement = self.conn.prepare(&format!("PRAGMA quick_check({what})"))?;
        let said = statement.query_map([], |row| row.get::<_, String>(0))?.collect::<Result<Vec<_>, _>>()?;
        Ok(said.into_iter().filter(|line| line != "ok").map(FileFault::Damaged).collect())
    }

    /// SQLite keeps the text of each statement that made something, so that it can be held against ours.
    fn schema_faults(&self) -> Result<Vec<FileFault>, StoreError> {
        let (found, schema::Kind::Record(format)) = (self.parts()?, schema::kind(&self.conn)?) else {
            return Ok(Vec::new());
        };
        let mut faults = Vec::new();
        for text in schema::statements(format) {
            let Some((kind, name)) = part_of(text) else { continue };
            match found.get(&(kind.clone(), name.clone())) {
                None => faults.push(FileFault::Absent { kind, name }),
                Some(other) if other != text => faults.push(FileFault::Different { kind, name }),
                Some(_same) => {}
            }
        }
        let ours: Vec<_> = schema::statements(format).filter_map(part_of).collect();
        let strange = found.into_keys().filter(|key| !ours.contains(key));
        faults.extend(strange.map(|(kind, name)| FileFault::Strange { kind, name }));
        Ok(faults)
    }

    /// Tables, indexes and triggers by kind and name. SQLite's own are left out.
    fn parts(&self) -> Result<BTreeMap<(String, String), String>, StoreError> {
        let sql = "SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'";
        let mut statement = self.conn.prepare(sql)?;
        let rows = statement.query_map([], |row| {
            let text: Option<String> = row.get(2)?;
            Ok(((row.get(0)?, row.get(1)?), text.unwrap_or_default()))
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
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

/// Kind and name of what a statement makes: `CREATE TRIGGER entry_in_order ..`.
fn part_of(statement: &str) -> Option<(String, String)> {
    let mut words = statement.strip_prefix("CREATE ")?.split([' ', '(']);
    let (kind, name) = (words.next()?, words.next()?);
    Some((kind.to_lowercase(), name.to_owned()))
}
