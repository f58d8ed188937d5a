//! What stops a bundle from being written or read, and everything that may be wrong with one that came from elsewhere. Must not decide
//! exit codes.

use std::path::{Path, PathBuf};

use crate::base::canonical::CanonicalError;
use crate::base::digest::Digest;

/// Why there is no bundle.
#[derive(Debug, thiserror::Error)]
pub(crate) enum BundleError {
    /// What the system said of a file.
    #[error("{}: {source}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What it said.
        source: std::io::Error,
    },
    /// Something is in the folder already.
    #[error("{} is there already; a bundle is never written over anything", .0.display())]
    Occupied(PathBuf),
    /// No such folder.
    #[error("there is no folder {}", .0.display())]
    Absent(PathBuf),
    /// A file where a folder was expected, such as an archive.
    #[error("{} is a file, and a bundle is a folder", .0.display())]
    Packed(PathBuf),
    /// Something else.
    #[error("{} is no bundle: it has no `{}`", .0.display(), super::layout::BAGIT)]
    NotABundle(PathBuf),
    /// From a newer program.
    #[error("the bundle has {what} {found}; this program reads {what} {known}")]
    Newer {
        /// Which version.
        what: &'static str,
        /// As the bundle says.
        found: String,
        /// The newest that is read.
        known: String,
    },
    /// Not as it says it is.
    #[error("the bundle is not as it should be ({} found), so nothing was taken from it", crate::base::text::count(.0.len(), "fault"))]
    Faulty(Vec<Fault>),
    /// A value without an exact form; a defect of the program.
    #[error(transparent)]
    Canonical(#[from] CanonicalError),
}

impl BundleError {
    /// A failure with a file.
    pub(crate) fn file(path: &Path, source: std::io::Error) -> Self {
        Self::File { path: path.to_owned(), source }
    }
}

/// Something that is wrong with a bundle.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Fault {
    /// A link, in whatever direction it points.
    #[error("{0} is a link")]
    Link(String),
    /// A device, pipe or socket.
    #[error("{0} is a device, pipe or socket")]
    Special(String),
    /// A name that leads out of the folder or that no bundle has.
    #[error("the name `{0}` cannot stand in a bundle")]
    Name(String),
    /// Two names that are one on other file systems.
    #[error("{0} and {1} differ in upper and lower case only")]
    Case(String, String),
    /// More files or deeper folders than any bundle has.
    #[error("there are more files or folders than a bundle can have")]
    Crowded,
    /// A file that no manifest lists.
    #[error("{0} is in no manifest")]
    Unlisted(String),
    /// A file that is not there.
    #[error("{0} is missing")]
    Missing(String),
    /// A manifest that cannot be read.
    #[error("{0} line {1} is no hash with a name, or its name stands twice")]
    Manifest(String, usize),
    /// Other bytes than those that were listed.
    #[error("{name} was changed: its hash is {found}")]
    Changed {
        /// The file.
        name: String,
        /// Its hash now.
        found: Digest,
    },
    /// More bytes or files than declared, or fewer.
    #[error("the files come to {found} (bytes.files), and the bundle declares {declared}")]
    Size {
        /// As it is.
        found: String,
        /// As `bag-info.txt` says.
        declared: String,
    },
    /// A tag file that says something else than it must.
    #[error("{0}")]
    Tag(String),
    /// The record in it does not fit together.
    #[error("{0}")]
    Record(String),
}
