//! The tables, brought up to date step by step. Must not know what lines say.

use rusqlite::{Connection, TransactionBehavior};

use super::error::StoreError;

/// "brch": marks the file as a record of this program (SQLite's `application_id`).
pub(super) const APPLICATION_ID: i64 = 0x6272_6368;

/// One file for each format; its place in the list is its number, from 1.
const MIGRATIONS: [&str; 2] = [include_str!("migrations/001.sql"), include_str!("migrations/002.sql")];

/// The newest format.
pub(super) const FORMAT: u32 = 2;

/// The oldest format that can be read without being brought up to date first.
pub(super) const READABLE: u32 = 1;

/// The statements that make tables, indexes and triggers of a format, each as SQLite keeps its text.
pub(super) fn statements(format: u32) -> impl Iterator<Item = &'static str> {
    let steps = MIGRATIONS.iter().zip(1_u32..).filter(move |(_, number)| *number <= format);
    let all =
        steps.map(|(sql, _)| sql).flat_map(|sql| sql.split(";\n\n").flat_map(|part| part.split(";\n--")));
    all.filter_map(|part| Some(part.get(part.find("CREATE ")?..)?.trim_end().trim_end_matches(';')))
}

/// What a file says it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Nothing at all yet.
    Empty,
    /// A record of this format.
    Record(u32),
    /// Something else.
    Foreign,
}

/// Reads what the file says it is.
pub(super) fn kind(conn: &Connection) -> Result<Kind, rusqlite::Error> {
    let application: i64 = conn.pragma_query_value(None, "application_id", |row| row.get(0))?;
    let format: u32 = conn.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let tables: i64 = conn.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    Ok(match (application, format, tables) {
        (APPLICATION_ID, 1.., _) => Kind::Record(format),
        (0, 0, 0) => Kind::Empty,
        (_, _, _) => Kind::Foreign,
    })
}

/// Runs the migrations that the file does not have yet, each in a transaction of its own.
pub(super) fn migrate(conn: &mut Connection) -> Result<(), StoreError> {
    for (sql, number) in MIGRATIONS.iter().zip(1_u32..) {
        let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let has: u32 = tx.pragma_query_value(None, "user_version", |row| row.get(0))?;
        if has < number {
            tx.execute_batch(sql)?;
            tx.pragma_update(None, "application_id", APPLICATION_ID)?;
            tx.pragma_update(None, "user_version", number)?;
        }
        tx.commit()?;
    }
    Ok(())
}
