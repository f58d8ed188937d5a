//! How SQLite is set up: each setting is set and read back, because SQLite answers some refusals with silence.
//! Must not know the tables.

use std::time::Duration;

use rusqlite::Connection;
use rusqlite::config::DbConfig;

use super::error::StoreError;

/// How long a writer waits for another one. SQLite's own waiting; a loop around it is many times slower.
const BUSY: Duration = Duration::from_secs(10);

/// How a transaction becomes durable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Journal {
    /// A write-ahead log, one sync a transaction.
    Wal,
    /// A rollback journal: where memory cannot be shared between programs, such as on network file systems.
    Rollback,
    /// The file is only read, or lives in memory.
    None,
}

/// What every connection gets before it reads anything.
pub(super) fn guard(conn: &Connection) -> Result<(), StoreError> {
    conn.busy_timeout(BUSY)?;
    conn.set_prepared_statement_cache_capacity(32);
    flag(conn, DbConfig::SQLITE_DBCONFIG_DEFENSIVE, "defensive", true)?;
    flag(conn, DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, "trusted_schema", false)?;
    flag(conn, DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, "triggers", true)?;
    // Without it SQLite makes a plan anew for each number that "all behind it" is asked with: a fifth of the time of an append.
    flag(conn, DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, "enable_qpsg", true)?;
    pragma(conn, "cell_size_check", "1")?;
    // Spilled words must not lie about in a temporary folder.
    pragma(conn, "temp_store", "2")
}

/// What a connection that only reads gets.
pub(super) fn only_read(conn: &Connection) -> Result<(), StoreError> {
    pragma(conn, "query_only", "1")
}

/// What a connection that writes gets. Gives the journal that the file really has.
pub(super) fn durable(conn: &Connection, shared: bool) -> Result<Journal, StoreError> {
    pragma(conn, "secure_delete", "1")?;
    if !shared && journal(conn, "wal")? == "wal" {
        pragma(conn, "synchronous", "2")?;
        return Ok(Journal::Wal);
    }
    let found = journal(conn, "delete")?;
    if found == "memory" {
        return Ok(Journal::None);
    }
    if found != "delete" {
        return Err(StoreError::Setting { name: "journal_mode", wanted: "delete".to_owned(), found });
    }
    pragma(conn, "synchronous", "3")?;
    Ok(Journal::Rollback)
}

fn journal(conn: &Connection, mode: &str) -> Result<String, StoreError> {
    Ok(conn.pragma_update_and_check(None, "journal_mode", mode, |row| row.get(0))?)
}

fn flag(conn: &Connection, flag: DbConfig, name: &'static str, wanted: bool) -> Result<(), StoreError> {
    conn.set_db_config(flag, wanted)?;
    let found = conn.db_config(flag)?;
    if found == wanted {
        return Ok(());
    }
    Err(StoreError::Setting { name, wanted: wanted.to_string(), found: found.to_string() })
}

fn pragma(conn: &Connection, name: &'static str, wanted: &str) -> Result<(), StoreError> {
    conn.execute_batch(&format!("PRAGMA {name} = {wanted}"))?;
    let found = conn.pragma_query_value(None, name, |row| row.get::<_, i64>(0))?.to_string();
    if found == wanted {
        return Ok(());
    }
    Err(StoreError::Setting { name, wanted: wanted.to_owned(), found })
}
