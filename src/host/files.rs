//! Files that the program gives to people: they appear whole or not at all, and nothing is overwritten unless that was asked for.

use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

/// Writes a file that only its owner can read.
pub(crate) fn write_whole(path: &Path, bytes: &[u8], overwrite: bool) -> io::Result<()> {
    if !overwrite && path.symlink_metadata().is_ok() {
        return Err(io::ErrorKind::AlreadyExists.into());
    }
    let working = working_name(path);
    let written = write_new(&working, bytes).and_then(|()| {
        if overwrite {
            fs::rename(&working, path)
        } else {
            fs::hard_link(&working, path).or_else(|why| rename_where(why, &working, path))
        }
    });
    match fs::remove_file(&working) {
        Err(why) if why.kind() != io::ErrorKind::NotFound => written.and(Err(why)),
        Ok(()) | Err(_) => written,
    }
}

/// Some file systems of sticks have no links; there a rename has to do.
fn rename_where(why: io::Error, working: &Path, path: &Path) -> io::Result<()> {
    if why.kind() == io::ErrorKind::AlreadyExists { Err(why) } else { fs::rename(working, path) }
}

fn write_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

fn working_name(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}.{}.part", std::process::id()))
}
