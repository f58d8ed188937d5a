//! The store: one SQLite file for all incidents, evidence and sources beside it, and the copies of it.
//! Must not decide what is written, and must not print.

pub(crate) mod append;
pub(crate) mod backup;
pub(crate) mod check;
mod column;
mod disk;
pub(crate) mod error;
pub(crate) mod evidence;
pub(crate) mod imported;
mod index;
pub(crate) mod mirror;
pub(crate) mod open;
pub(crate) mod read;
pub(crate) mod restore;
mod schema;
pub(crate) mod settings;
pub(crate) mod tray;
pub(crate) mod verify;

use std::path::{Path, PathBuf};

use rusqlite::Connection;

use error::StoreError;
use open::Access;
use settings::Journal;

/// One connection to a record.
#[derive(Debug)]
pub(crate) struct Store {
    conn: Connection,
    path: PathBuf,
    access: Access,
    journal: Journal,
}

impl Store {
    /// The file.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Whether entries can be added.
    pub(crate) fn access(&self) -> Access {
        self.access
    }

    /// How entries become durable.
    pub(crate) fn journal(&self) -> Journal {
        self.journal
    }

    /// Ends the connection. The last one leaves a single file behind.
    pub(crate) fn close(self) -> Result<(), StoreError> {
        self.conn.close().map_err(|(_, error)| error.into())
    }

    fn writable(&self) -> Result<(), StoreError> {
        match self.access {
            Access::Write => Ok(()),
            Access::Read(why) => Err(StoreError::ReadOnly(why)),
            Access::Newer(found) => Err(StoreError::Newer { found, supported: schema::FORMAT }),
        }
    }
}

#[cfg(test)]
pub(crate) mod tests;

/// Version of the linked SQLite.
pub(crate) fn sqlite_version() -> &'static str {
    rusqlite::version()
}
