//! Opening a record: what it is, whether it can be written, how it is kept durable. Must not read entries.

use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags};

use super::error::StoreError;
use super::schema::{self, Kind};
use super::settings::{self, Journal};
use super::{Store, disk};

/// The first SQLite without the defect that damages a WAL database when two connections write or checkpoint at once.
const OLDEST_SQLITE: i32 = 3_051_003;

/// How to open.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct OpenOptions {
    /// Make the record when there is none.
    pub(crate) create: bool,
    /// Do not write, whatever the file allows.
    pub(crate) read_only: bool,
}

/// Something to know about a record that was opened.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Warning {
    /// On a file system that several hosts may share.
    #[error("the record is on {0}: slower, and safe only while one host writes to it")]
    Remote(&'static str),
    /// The file system cannot share memory between programs.
    #[error("this file system takes no write-ahead log: each entry takes longer to write")]
    NoWal,
    /// Written by a newer version.
    #[error(
        "the record has format {found}, this program writes format {supported}: it is opened for reading only"
    )]
    Newer {
        /// Format of the file.
        found: u32,
        /// Newest known format.
        supported: u32,
    },
    /// Cannot be written by this user.
    #[error("the record is opened for reading only: the file or its folder is not writable")]
    NotWritable,
}

/// A record with what is to be known about it.
#[derive(Debug)]
pub(crate) struct Opened {
    /// The record.
    pub(crate) store: Store,
    /// To be shown.
    pub(crate) warnings: Vec<Warning>,
}

/// Whether entries can be added.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Access {
    /// Yes.
    Write,
    /// No, for this reason.
    Read(&'static str),
    /// No: the file has a newer format.
    Newer(u32),
}

impl Store {
    /// Opens a record.
    pub(crate) fn open(path: &Path, options: OpenOptions) -> Result<Opened, StoreError> {
        check_library()?;
        if !path.exists() {
            if !options.create || options.read_only {
                return Err(StoreError::Absent(path.to_owned()));
            }
            create(path)?;
        }
        if !path.is_file() {
            return Err(StoreError::NotAFile(path.to_owned()));
        }
        fs::File::open(path).map_err(|error| StoreError::file(path, error))?;
        let mut warnings = Vec::new();
        let access = if options.read_only {
            Access::Read("it was opened so")
        } else if disk::is_writable(path) {
            Access::Write
        } else {
            warnings.push(Warning::NotWritable);
            Access::Read("the file or its folder is not writable")
        };
        let (conn, access, journal) = connect(path, access, &mut warnings)?;
        Ok(Opened { store: Self { conn, path: path.to_owned(), access, journal }, warnings })
    }

    #[cfg(test)]
    /// A record that lives as long as this value.
    pub(crate) fn in_memory() -> Result<Self, StoreError> {
        let mut conn = Connection::open_in_memory()?;
        settings::guard(&conn)?;
        let journal = settings::durable(&conn, false)?;
        schema::migrate(&mut conn)?;
        Ok(Self { conn, path: PathBuf::new(), access: Access::Write, journal })
    }
}

fn check_library() -> Result<(), StoreError> {
    if rusqlite::version_number() < OLDEST_SQLITE {
        return Err(StoreError::Library(rusqlite::version()));
    }
    Ok(())
}

/// Makes a whole record under a working name first: nobody ever sees a half-made one.
fn create(path: &Path) -> Result<(), StoreError> {
    disk::make_folder(disk::folder_of(path))?;
    let working = disk::working_name(path)?;
    drop(disk::make_file(&working)?);
    let made = fill(&working, path);
    if fs::exists(&working).unwrap_or(false) {
        fs::remove_file(&working).map_err(|error| StoreError::file(&working, error))?;
    }
    made
}

fn fill(working: &Path, path: &Path) -> Result<(), StoreError> {
    let mut conn = Connection::open_with_flags(working, write_flags())?;
    settings::guard(&conn)?;
    settings::durable(&conn, true)?;
    schema::migrate(&mut conn)?;
    conn.close().map_err(|(_, error)| error)?;
    disk::publish(working, path).map(|_| ())
}

fn write_flags() -> OpenFlags {
    OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX
}

fn connect(
    path: &Path,
    access: Access,
    warnings: &mut Vec<Warning>,
) -> Result<(Connection, Access, Journal), StoreError> {
    if access != Access::Write {
        let (conn, format) = connect_to_read(path)?;
        if format > schema::FORMAT {
            warnings.push(Warning::Newer { found: format, supported: schema::FORMAT });
            return Ok((conn, Access::Newer(format), Journal::None));
        }
        return Ok((conn, access, Journal::None));
    }
    let mut conn = Connection::open_with_flags(path, write_flags())?;
    settings::guard(&conn)?;
    let kind = kind_of(&conn, path)?;
    match kind {
        Kind::Foreign => return Err(StoreError::Foreign(path.to_owned())),
        Kind::Record(found) if found > schema::FORMAT => {
            drop(conn);
            warnings.push(Warning::Newer { found, supported: schema::FORMAT });
            return Ok((connect_to_read(path)?.0, Access::Newer(found), Journal::None));
        }
        Kind::Record(_) | Kind::Empty => {}
    }
    let remote = disk::remote_kind(path);
    let journal = settings::durable(&conn, remote.is_some())?;
    if kind != Kind::Record(schema::FORMAT) {
        schema::migrate(&mut conn)?;
    }
    warnings.extend(remote.map(Warning::Remote));
    if journal == Journal::Rollback && remote.is_none() {
        warnings.push(Warning::NoWal);
    }
    Ok((conn, Access::Write, journal))
}

/// SQLite reads the header late: only the first question shows that a file is no database.
fn kind_of(conn: &Connection, path: &Path) -> Result<Kind, StoreError> {
    match schema::kind(conn) {
        Err(error) if error.sqlite_error_code() == Some(rusqlite::ErrorCode::NotADatabase) => {
            Err(StoreError::Foreign(path.to_owned()))
        }
        other => Ok(other?),
    }
}

fn connect_to_read(path: &Path) -> Result<(Connection, u32), StoreError> {
    if disk::is_writable(path) {
        // A connection that may write clears its files away when it ends; one that may not would leave them.
        let conn = Connection::open_with_flags(path, write_flags())?;
        settings::guard(&conn)?;
        settings::only_read(&conn)?;
        let kind = kind_of(&conn, path)?;
        return readable(conn, kind, path);
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(path, flags)?;
    settings::guard(&conn)?;
    let (conn, kind) = match schema::kind(&conn) {
        // In a folder that is only read SQLite cannot make the files of the write-ahead log. At rest there is nothing in them.
        Err(error) if lacks_a_log(&error) && is_at_rest(path) => {
            let conn = Connection::open_with_flags(frozen_uri(path), flags | OpenFlags::SQLITE_OPEN_URI)?;
            settings::guard(&conn)?;
            let kind = kind_of(&conn, path)?;
            (conn, kind)
        }
        _ => {
            let kind = kind_of(&conn, path)?;
            (conn, kind)
        }
    };
    readable(conn, kind, path)
}

fn readable(conn: Connection, kind: Kind, path: &Path) -> Result<(Connection, u32), StoreError> {
    match kind {
        Kind::Foreign | Kind::Empty => Err(StoreError::Foreign(path.to_owned())),
        Kind::Record(found) if found < schema::READABLE => {
            Err(StoreError::Older { found, supported: schema::FORMAT })
        }
        Kind::Record(found) => Ok((conn, found)),
    }
}

fn lacks_a_log(error: &rusqlite::Error) -> bool {
    use rusqlite::ErrorCode;
    matches!(error.sqlite_error_code(), Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly))
}

/// Whether no write-ahead log lies beside the file.
fn is_at_rest(path: &Path) -> bool {
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    fs::metadata(PathBuf::from(log)).map_or(true, |meta| meta.len() == 0)
}

fn frozen_uri(path: &Path) -> String {
    use std::fmt::Write as _;
    use std::os::unix::ffi::OsStrExt as _;
    let mut uri = String::from("file:");
    for byte in path.as_os_str().as_bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'.' | b'-' | b'_') {
            uri.push(char::from(*byte));
        } else if write!(uri, "%{byte:02X}").is_err() {
            break;
        }
    }
    uri.push_str("?immutable=1");
    uri
}

#[cfg(test)]
mod tests;
