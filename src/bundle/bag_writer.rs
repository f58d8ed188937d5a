//! Writes a bag: files one after the other, each hashed while it is written, manifests at the end. The folder appears at its name last
//! and whole. Must not know what the files say.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};

use super::bundle_error::BundleError;
use super::label_file::{LabelFile, Oxum};
use super::layout::{BAG_INFO, BAGIT, DECLARATION, INSTRUCTIONS, MANIFEST, TAG_MANIFEST, is_payload};
use super::manifest;
use crate::base::digest::{Digest, Hasher};

/// A file that was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Written {
    sha256: Digest,
    size: u64,
}

/// A bag that is being written.
#[derive(Debug)]
pub(crate) struct BagWriter {
    target: PathBuf,
    working: PathBuf,
    files: BTreeMap<String, Written>,
    done: bool,
}

/// A file that is being written.
pub(crate) struct Piece {
    file: BufWriter<File>,
    hasher: Hasher,
    size: u64,
}

impl Write for Piece {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let taken = self.file.write(bytes)?;
        self.hasher.update(bytes.get(..taken).unwrap_or_default());
        self.size = self.size.saturating_add(u64::try_from(taken).unwrap_or(u64::MAX));
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Piece {
    /// Writes a line and its line feed.
    pub(crate) fn line(&mut self, line: &[u8]) -> io::Result<()> {
        self.write_all(line)?;
        self.write_all(b"\n")
    }

    fn finish(self) -> io::Result<Written> {
        let file = self.file.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.sync_all()?;
        Ok(Written { sha256: self.hasher.finish(), size: self.size })
    }
}

impl BagWriter {
    /// Begins a bag at a folder that does not exist or is empty.
    pub(crate) fn begin(target: &Path) -> Result<Self, BundleError> {
        let target = std::path::absolute(target).map_err(|error| BundleError::file(target, error))?;
        must_be_free(&target)?;
        let parent = target.parent().unwrap_or(&target);
        fs::create_dir_all(parent).map_err(|error| BundleError::file(parent, error))?;
        let mut random = [0_u8; 8];
        getrandom::fill(&mut random).map_err(|error| BundleError::file(&target, io::Error::other(error)))?;
        let name = target.file_name().unwrap_or_default().to_string_lossy();
        let working = target.with_file_name(format!(".{name}.{:016x}.part", u64::from_le_bytes(random)));
        make_folder(&working)?;
        Ok(Self { target, working, files: BTreeMap::new(), done: false })
    }

    /// Where a file of the bag is while it is written, with the folders above it.
    pub(crate) fn place(&self, name: &str) -> Result<PathBuf, BundleError> {
        let path = self.working.join(name);
        if let Some(folder) = path.parent().filter(|folder| !folder.is_dir()) {
            // At most two deep, one after the other, so that each is for its owner only.
            if let Some(above) = folder.parent().filter(|above| !above.is_dir()) {
                make_folder(above)?;
            }
            make_folder(folder)?;
        }
        Ok(path)
    }

    /// Writes a file whole.
    pub(crate) fn put(&mut self, name: &str, bytes: &[u8]) -> Result<Digest, BundleError> {
        let path = self.place(name)?;
        self.stream(name, |piece| piece.write_all(bytes).map_err(|error| BundleError::file(&path, error)))
    }

    /// Writes a file piece by piece. Gives its hash.
    pub(crate) fn stream<E: From<BundleError>>(
        &mut self,
        name: &str,
        fill: impl FnOnce(&mut Piece) -> Result<(), E>,
    ) -> Result<Digest, E> {
        let path = self.place(name)?;
        let made = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path);
        let made = BufWriter::new(made.map_err(|error| BundleError::file(&path, error))?);
        let mut piece = Piece { file: made, hasher: Hasher::default(), size: 0 };
        fill(&mut piece)?;
        let written = piece.finish().map_err(|error| BundleError::file(&path, error))?;
        self.files.insert(name.to_owned(), written);
        Ok(written.sha256)
    }

    /// Takes up a file that somebody else put at its place and hashed.
    pub(crate) fn adopt(&mut self, name: &str, sha256: Digest) -> Result<(), BundleError> {
        let path = self.place(name)?;
        let size = path.metadata().map_err(|error| BundleError::file(&path, error))?.len();
        self.files.insert(name.to_owned(), Written { sha256, size });
        Ok(())
    }

    /// Whether a file was written.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.files.contains_key(name)
    }

    /// Bytes and number of the files below `data/` so far.
    pub(crate) fn oxum(&self) -> Oxum {
        let payload = self.files.iter().filter(|(name, _)| is_payload(name));
        payload.fold(Oxum::default(), |sum, (_, written)| Oxum {
            bytes: sum.bytes.saturating_add(written.size),
            files: sum.files + 1,
        })
    }

    /// The manifest of the files below `data/` that were written so far.
    pub(crate) fn manifest(&self) -> String {
        self.listing(true)
    }

    /// Writes what the bag is and the manifests, and gives the folder its name.
    pub(crate) fn finish(mut self, labels: &LabelFile, instructions: &str) -> Result<PathBuf, BundleError> {
        self.put(BAGIT, DECLARATION.as_bytes())?;
        self.put(BAG_INFO, labels.to_string().as_bytes())?;
        self.put(INSTRUCTIONS, instructions.as_bytes())?;
        let payload = self.listing(true);
        self.put(MANIFEST, payload.as_bytes())?;
        let tags = self.listing(false);
        self.put(TAG_MANIFEST, tags.as_bytes())?;
        if self.target.is_dir() {
            fs::remove_dir(&self.target).map_err(|error| BundleError::file(&self.target, error))?;
        }
        fs::rename(&self.working, &self.target).map_err(|error| BundleError::file(&self.target, error))?;
        self.done = true;
        sync_folder(self.target.parent().unwrap_or(&self.target))?;
        Ok(self.target.clone())
    }

    fn listing(&self, payload: bool) -> String {
        let of_kind = self.files.iter().filter(|(name, _)| is_payload(name) == payload);
        manifest::write(of_kind.map(|(name, written)| (name, written.sha256)))
    }
}

/// What was begun and not finished goes away.
impl Drop for BagWriter {
    fn drop(&mut self) {
        if !self.done {
            drop(fs::remove_dir_all(&self.working));
        }
    }
}

/// Refuses a folder with anything in it.
pub(crate) fn must_be_free(target: &Path) -> Result<(), BundleError> {
    let Ok(meta) = target.symlink_metadata() else { return Ok(()) };
    let is_empty = meta.is_dir()
        && fs::read_dir(target).map_err(|error| BundleError::file(target, error))?.next().is_none();
    if is_empty { Ok(()) } else { Err(BundleError::Occupied(target.to_owned())) }
}

fn make_folder(path: &Path) -> Result<(), BundleError> {
    fs::DirBuilder::new().mode(0o700).create(path).map_err(|error| BundleError::file(path, error))
}

fn sync_folder(path: &Path) -> Result<(), BundleError> {
    match File::open(path).and_then(|folder| folder.sync_all()) {
        // Some file systems cannot sync folders; there is nothing to wait for then.
        Err(error) if error.kind() == io::ErrorKind::InvalidInput => Ok(()),
        other => other.map_err(|error| BundleError::file(path, error)),
    }
}
