//! Lines of a file, one at a time and none longer than its kind can be; files that are links are not opened.
//! Must not know what lines say.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read as _};
use std::path::Path;

use rustix::fs::{Mode, OFlags};

/// A line of the log, in bytes.
pub(crate) const MAX_LINE: u64 = 32 * 1024;
/// A passage: text of 32 KiB of which each byte may be escaped, and a salt.
pub(crate) const MAX_PASSAGE: u64 = 256 * 1024;

/// Opens a regular file.
pub(crate) fn open(path: &Path) -> io::Result<File> {
    let flags = OFlags::RDONLY | OFlags::NONBLOCK | OFlags::NOFOLLOW | OFlags::CLOEXEC | OFlags::NOCTTY;
    let file = File::from(rustix::fs::open(path, flags, Mode::empty())?);
    if file.metadata()?.is_file() { Ok(file) } else { Err(io::Error::other("it is not a regular file")) }
}

/// Hands out the lines of a file without their line feeds. A line that is too long, or the last without a line feed, is an error.
pub(crate) fn each<E: From<io::Error>>(
    path: &Path,
    most: u64,
    mut take: impl FnMut(&[u8]) -> Result<(), E>,
) -> Result<(), E> {
    let mut file = BufReader::new(open(path)?);
    let mut line = Vec::new();
    loop {
        line.clear();
        // One more than the line for its line feed.
        if file.by_ref().take(most + 1).read_until(b'\n', &mut line)? == 0 {
            return Ok(());
        }
        let Some(whole) = line.strip_suffix(b"\n") else {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "a line is too long or has no end").into());
        };
        take(whole)?;
    }
}

/// Reads a small file whole.
pub(crate) fn small(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    open(path)?.take(most + 1).read_to_end(&mut bytes)?;
    let is_small = u64::try_from(bytes.len()).is_ok_and(|length| length <= most);
    if is_small { Ok(bytes) } else { Err(io::Error::new(io::ErrorKind::InvalidData, "it is too long")) }
}
