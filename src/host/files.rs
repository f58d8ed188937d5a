//! Documents in, documents out. What is read is a regular file of bearable size; what is written appears whole or not at all, and over
//! nothing unless that was asked for.
//! Must not be used for the record or for evidence: those have their own rules.

use std::fs::{self, File};
use std::io::{self, Read as _, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustix::fs::{Mode, OFlags};

use crate::base::problem::{Problem, Problems, Source, Span};
use crate::base::reader::MAX_DOCUMENT;

/// Why a document cannot be read.
#[derive(Debug, thiserror::Error)]
pub(crate) enum FileError {
    /// A folder, device, pipe or socket.
    #[error("{} is not a regular file", .0.display())]
    Special(PathBuf),
    /// What the system said.
    #[error("{}: {source}", path.display())]
    System {
        /// The file.
        path: PathBuf,
        /// What it said.
        source: io::Error,
    },
    /// The text has problems of its own.
    #[error("the document has problems")]
    Problems(Problems),
}

fn system(path: &Path) -> impl Fn(io::Error) -> FileError {
    move |source| FileError::System { path: path.to_owned(), source }
}

/// Reads a document that a person wrote. Of one that is too long only so much is read that its reader will say so.
pub(crate) fn read_document(path: &Path) -> Result<Arc<Source>, FileError> {
    // Not blocking: opening a pipe would wait for somebody who writes to it.
    let flags = OFlags::RDONLY | OFlags::NONBLOCK | OFlags::CLOEXEC | OFlags::NOCTTY;
    let file = match rustix::fs::open(path, flags, Mode::empty()) {
        Err(rustix::io::Errno::NXIO) => return Err(FileError::Special(path.to_owned())),
        other => File::from(other.map_err(|error| system(path)(error.into()))?),
    };
    if !file.metadata().map_err(system(path))?.is_file() {
        return Err(FileError::Special(path.to_owned()));
    }
    read_stream(path, file)
}

/// The same from a stream such as standard input; the name is for messages.
pub(crate) fn read_stream(name: &Path, stream: impl io::Read) -> Result<Arc<Source>, FileError> {
    let most = u64::try_from(MAX_DOCUMENT).unwrap_or(u64::MAX).saturating_add(4);
    let mut bytes = Vec::new();
    stream.take(most).read_to_end(&mut bytes).map_err(system(name))?;
    let is_cut = bytes.len() > MAX_DOCUMENT;
    text_of(name, bytes, is_cut).map_err(FileError::Problems)
}

fn text_of(path: &Path, bytes: Vec<u8>, is_cut: bool) -> Result<Arc<Source>, Problems> {
    let name = path.display().to_string();
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Source::new(name, text)),
        // The cut may lie inside a character.
        Err(error) if is_cut && error.utf8_error().error_len().is_none() => {
            Ok(Source::new(name, String::from_utf8_lossy(error.as_bytes())))
        }
        Err(error) => {
            let bad = error.utf8_error().valid_up_to();
            let source = Source::new(name, String::from_utf8_lossy(error.as_bytes()));
            let span = Span { start: bad, end: bad + '\u{fffd}'.len_utf8() };
            let mut problems = Problems::default();
            problems.push(
                Problem::error(&source, "document::not-utf8", span, "the text is not UTF-8")
                    .label("this byte is in another encoding")
                    .help("save it again as UTF-8 in your editor"),
            );
            Err(problems)
        }
    }
}

/// Reads a file to its end, or one byte further than `most`: whoever reads it then says that it is too large.
pub(crate) fn read_up_to(path: &Path, most: usize) -> io::Result<Vec<u8>> {
    let most = u64::try_from(most).unwrap_or(u64::MAX).saturating_add(1);
    let mut bytes = Vec::new();
    File::open(path)?.take(most).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Writes a file that only its owner can read; over another one only where that was asked for.
///
/// A device or a pipe is written to and stays what it is: put in its place, a file would break every program that
/// uses `/dev/null` after us, and nothing in it can be lost.
pub(crate) fn write_whole(path: &Path, bytes: &[u8], overwrite: bool) -> io::Result<()> {
    if is_device_or_pipe(path) {
        return fs::OpenOptions::new().write(true).open(path)?.write_all(bytes);
    }
    if !overwrite && path.symlink_metadata().is_ok() {
        return Err(io::ErrorKind::AlreadyExists.into());
    }
    let working = working_name(path)?;
    let written = write_working(&working, bytes)
        .and_then(|()| if overwrite { fs::rename(&working, path) } else { name_once(&working, path) });
    match fs::remove_file(&working) {
        Err(why) if why.kind() != io::ErrorKind::NotFound => written.and(Err(why)),
        Ok(()) | Err(_) => written.and_then(|()| sync_folder_of(path)),
    }
}

fn is_device_or_pipe(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|found| !found.is_file() && !found.is_dir())
}

/// A link refuses to take another file's name. Some file systems of sticks have none; there a rename has to do.
fn name_once(working: &Path, path: &Path) -> io::Result<()> {
    match fs::hard_link(working, path) {
        Err(why) if why.kind() != io::ErrorKind::AlreadyExists => fs::rename(working, path),
        other => other,
    }
}

fn write_working(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

fn working_name(path: &Path) -> io::Result<PathBuf> {
    let mut random = [0_u8; 8];
    getrandom::fill(&mut random).map_err(io::Error::other)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    Ok(path.with_file_name(format!(".{name}.{:016x}.part", u64::from_le_bytes(random))))
}

/// Makes the new name durable.
fn sync_folder_of(path: &Path) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    match File::open(folder).and_then(|opened| opened.sync_all()) {
        // Some file systems cannot sync folders; there is nothing to wait for then.
        Err(why) if why.kind() == io::ErrorKind::InvalidInput => Ok(()),
        other => other,
    }
}

#[cfg(test)]
mod tests;
