//! What can go wrong with the store, said so that a tired person knows what was kept and what to do. Must not decide exit codes.

use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

use crate::base::digest::Digest;
use crate::base::id::Seq;
use crate::base::time::Timestamp;
use crate::fact::value::PassageRef;
use crate::record::chain::BrokenAt;
use crate::record::entry::EntryError;

/// Why the store refuses or fails. Whatever it is, nothing of the attempted append was kept and everything before it was.
#[derive(Debug, thiserror::Error)]
pub(crate) enum StoreError {
    /// No such file, and it was not to be made.
    #[error("there is no record at {}", .0.display())]
    Absent(PathBuf),
    /// Not a regular file.
    #[error("{} is not a file", .0.display())]
    NotAFile(PathBuf),
    /// A file of something else.
    #[error("{} is not a breachbook record", .0.display())]
    Foreign(PathBuf),
    /// Made by a newer program: can be read, not written.
    #[error("the record has format {found}; this program writes format {supported}")]
    Newer {
        /// The format of the file.
        found: u32,
        /// The newest that this program knows.
        supported: u32,
    },
    /// Made by an older program and cannot be brought up to date, because the file cannot be written.
    #[error("the record has format {found} and must be writable once to become format {supported}")]
    Older {
        /// The format of the file.
        found: u32,
        /// The newest that this program knows.
        supported: u32,
    },
    /// Opened for reading only.
    #[error("the record can only be read: {0}")]
    ReadOnly(&'static str),
    /// The linked SQLite has a defect that damages records.
    #[error("SQLite {0} can damage a record that two programs write; 3.51.3 or newer is needed")]
    Library(&'static str),
    /// A setting did not take.
    #[error("SQLite setting `{name}` is `{found}`, not `{wanted}`")]
    Setting {
        /// Its name.
        name: &'static str,
        /// What was set.
        wanted: String,
        /// What was read back.
        found: String,
    },
    /// Another program held the record for too long.
    #[error("another program is writing to the record and did not finish in time; nothing was written")]
    Busy,
    /// No space.
    #[error("no space left on the device; nothing was written, everything acknowledged before is kept")]
    Full,
    /// A limit for the size of files.
    #[error(
        "a file would grow past the limit that is set for files (`ulimit -f`); nothing was written, everything acknowledged before is kept"
    )]
    Limited,
    /// No space for a copy.
    #[error("no space left for the copy in {}; what was begun there was taken away, and the record is as it was", .0.display())]
    NoRoomForCopy(PathBuf),
    /// The file is damaged.
    #[error("the record file is damaged: {0}")]
    Corrupt(String),
    /// The device failed.
    #[error("the device failed while the record was read or written: {0}")]
    Device(String),
    /// A file beside the database.
    #[error("{}: {source}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A line does not fit the chain.
    #[error(transparent)]
    Broken(#[from] BrokenAt),
    /// Something kept under its hash has another one.
    #[error("{what} was altered: {hash} is not the hash of what is kept under it")]
    Altered {
        /// What it is.
        what: &'static str,
        /// The hash that it is kept under.
        hash: Digest,
    },
    /// There is something already where a copy or a restored record was to go.
    #[error("{} is there already; nothing is overwritten", .0.display())]
    Occupied(PathBuf),
    /// A copy is not what its manifest says.
    #[error("{} is not as its manifest says", .0.display())]
    Manifest(PathBuf),
    /// No copy of a record.
    #[error("{} holds no {what}", path.display())]
    NoCopy {
        /// The folder.
        path: PathBuf,
        /// What was looked for.
        what: &'static str,
    },
    /// The record under a running session is not the one that the session read.
    #[error("the record no longer holds the {0} that was read before; it was replaced or cut")]
    Replaced(Seq),
    /// The entry cannot be written.
    #[error(transparent)]
    Entry(#[from] EntryError),
    /// An entry refers to words that are neither stored nor handed over.
    #[error("an entry refers to words that were not handed over ({})", (.0).0)]
    WordsMissing(PassageRef),
    /// The first entry does not open an incident.
    #[error("the first entry of an incident must open it")]
    NotOpened,
    /// The incident came in as a bundle.
    #[error("the incident came in as a bundle on {} and is only read", .0.to_seconds_text())]
    Imported(Timestamp),
    /// The record has the incident of a bundle.
    #[error("the record has this incident already")]
    Here,
    /// Another incident of this record has the public id.
    #[error("the public id `{0}` is taken")]
    IdTaken(String),
    /// Anything else; a defect of the program.
    #[error("SQLite refused: {0}")]
    Sqlite(rusqlite::Error),
}

impl StoreError {
    /// A failure with a file.
    pub(crate) fn file(path: &Path, source: std::io::Error) -> Self {
        use std::io::ErrorKind;
        if matches!(source.kind(), ErrorKind::StorageFull | ErrorKind::QuotaExceeded) {
            return Self::Full;
        }
        if source.kind() == ErrorKind::FileTooLarge {
            return Self::Limited;
        }
        Self::File { path: path.to_owned(), source }
    }

    /// What a person can do about it.
    pub(crate) fn advice(&self) -> Option<&'static str> {
        match self {
            Self::Absent(_) => Some("give the file with --db, or open an incident with `breachbook start`"),
            Self::Foreign(_) | Self::NotAFile(_) => Some(
                "give another file with --db; this one was not touched. If it was a record its beginning is damaged: keep it, and bring a mirror or a backup back with `breachbook restore`",
            ),
            Self::Newer { .. } => {
                Some("use the version of breachbook that wrote it; reading works with this one")
            }
            Self::Older { .. } | Self::ReadOnly(_) => {
                Some("make the file and its folder writable for you, or work on a copy (`breachbook backup`)")
            }
            Self::Busy => Some("try again; `lsof` on the file shows who has it open"),
            Self::Full => {
                Some("free space on the device and try again; a guided run goes on where it stopped")
            }
            Self::Limited => Some("lift the limit in this shell with `ulimit -f unlimited` and try again"),
            Self::NoRoomForCopy(_) => Some("free space there, or name a folder on another device"),
            Self::Corrupt(_) | Self::Broken(_) | Self::Altered { .. } => Some(
                "keep the file as it is, copy it before anything else, and see `breachbook verify` and `breachbook restore`",
            ),
            Self::Device(_) => {
                Some("check the device; a mirror or backup can be brought back with `breachbook restore`")
            }
            Self::Replaced(_) => Some("stop, keep both files, and compare them with `breachbook verify`"),
            Self::Occupied(_) => Some("name a folder or file that does not exist yet"),
            Self::Manifest(_) => Some("the copy was damaged or changed; use another one"),
            Self::NoCopy { .. } => Some("name the folder that was given to `backup` or `--mirror`"),
            Self::Imported(_) => Some("write into the record that it came from"),
            Self::Here => Some(
                "`breachbook bundle import FOLDER --into INCIDENT` takes in what another copy has beyond it",
            ),
            Self::Library(_) | Self::Setting { .. } | Self::File { .. } => None,
            Self::Entry(_) | Self::WordsMissing(_) | Self::NotOpened | Self::IdTaken(_) | Self::Sqlite(_) => {
                None
            }
        }
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        let said = error.to_string();
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::Full,
            Some(ErrorCode::SystemIoFailure) if meets_limit(&error) => Self::Limited,
            Some(ErrorCode::SystemIoFailure) if has_no_room_for_index(&error) => Self::Full,
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy,
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => {
                Self::ReadOnly("the file or its folder is not writable")
            }
            Some(ErrorCode::DatabaseCorrupt) => Self::Corrupt(said),
            Some(
                ErrorCode::SystemIoFailure | ErrorCode::CannotOpen | ErrorCode::FileLockingProtocolFailed,
            ) => Self::Device(said),
            Some(_) => Self::Sqlite(error),
            None => Self::of_value(error, said),
        }
    }
}

/// A write that failed while the size of files is limited: SQLite does not say which failure it was, and another one would be said as
/// a failure of the device as soon as the limit is lifted.
fn meets_limit(error: &rusqlite::Error) -> bool {
    use rusqlite::ffi::{SQLITE_IOERR_SHMSIZE, SQLITE_IOERR_TRUNCATE, SQLITE_IOERR_WRITE};
    let writes = [SQLITE_IOERR_WRITE, SQLITE_IOERR_TRUNCATE, SQLITE_IOERR_SHMSIZE];
    let is_write = error.sqlite_error().is_some_and(|error| writes.contains(&error.extended_code));
    is_write && rustix::process::getrlimit(rustix::process::Resource::Fsize).current.is_some()
}

/// The index of the write-ahead log is memory that is shared through a file; when that cannot grow for want of space, SQLite calls it a
/// failure of the device.
fn has_no_room_for_index(error: &rusqlite::Error) -> bool {
    error.sqlite_error().is_some_and(|error| error.extended_code == rusqlite::ffi::SQLITE_IOERR_SHMSIZE)
}

impl StoreError {
    /// A value that no version of this program can have written.
    fn of_value(error: rusqlite::Error, said: String) -> Self {
        use rusqlite::Error as E;
        let damaged = matches!(
            error,
            E::FromSqlConversionFailure(..)
                | E::IntegralValueOutOfRange(..)
                | E::Utf8Error(..)
                | E::InvalidColumnType(..)
        );
        if damaged { Self::Corrupt(said) } else { Self::Sqlite(error) }
    }
}
