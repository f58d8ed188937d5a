//! Files and folders beside the database: who may read them, what kind of device they are on, how a finished file appears at its name.
//! Must not know what is in them.

use std::fs::{self, File};
use std::io;
use std::os::unix::fs::{DirBuilderExt as _, MetadataExt as _, OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use super::error::StoreError;

/// Read and write for the owner only.
const PRIVATE: u32 = 0o600;
/// The same for the group: in folders that several users of one host share.
const SHARED: u32 = 0o660;
const SETGID_GROUP_WRITE: u32 = 0o2020;

/// Whether the folder is one that several users of the host share on purpose: group-writable, and handing its group on.
fn is_group_folder(folder: &Path) -> bool {
    fs::metadata(folder).is_ok_and(|meta| meta.mode() & SETGID_GROUP_WRITE == SETGID_GROUP_WRITE)
}

/// The folder that a file is in.
pub(super) fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        Some(_) | None => Path::new("."),
    }
}

/// Makes a folder and those above it, for the owner only; inside a group folder the group is let in.
pub(crate) fn make_folder(folder: &Path) -> Result<(), StoreError> {
    if folder.is_dir() {
        return Ok(());
    }
    let parent = folder_of(folder);
    make_folder(parent)?;
    let shared = is_group_folder(parent);
    match fs::DirBuilder::new().mode(0o700).create(folder) {
        Err(error) if !(error.kind() == io::ErrorKind::AlreadyExists && folder.is_dir()) => {
            return Err(StoreError::file(folder, error));
        }
        Ok(()) | Err(_) => {}
    }
    if shared {
        set_mode(folder, 0o2770)?;
    }
    sync_folder(parent)
}

fn set_mode(path: &Path, mode: u32) -> Result<(), StoreError> {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).map_err(|error| StoreError::file(path, error))
}

/// Makes a new file that only the owner (in a group folder: the group) can read. Fails when there is one.
pub(crate) fn make_file(path: &Path) -> Result<File, StoreError> {
    let file = fs::OpenOptions::new()
        .read(true)
        .write(true)
        .create_new(true)
        .mode(PRIVATE)
        .open(path)
        .map_err(|error| StoreError::file(path, error))?;
    if is_group_folder(folder_of(path)) {
        // Not through `mode` above: the umask would cut it.
        set_mode(path, SHARED)?;
    }
    Ok(file)
}

/// A name in the same folder that nobody uses, for a file that is still being written.
pub(crate) fn working_name(target: &Path) -> Result<PathBuf, StoreError> {
    let mut random = [0_u8; 8];
    getrandom::fill(&mut random).map_err(|error| StoreError::file(target, io::Error::other(error)))?;
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    Ok(target.with_file_name(format!(".{name}.{:016x}.part", u64::from_le_bytes(random))))
}

/// Gives a finished file its name, never over another file, and makes the name durable.
/// Gives `false`, and leaves the working file, when the name is taken.
pub(crate) fn publish(working: &Path, target: &Path) -> Result<bool, StoreError> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    let moved = match renameat_with(CWD, working, CWD, target, RenameFlags::NOREPLACE) {
        Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) => link_and_remove(working, target),
        other => other.map_err(io::Error::from),
    };
    match moved {
        Ok(()) => sync_folder(folder_of(target)).map(|()| true),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
        Err(error) => Err(StoreError::file(target, error)),
    }
}

fn link_and_remove(working: &Path, target: &Path) -> io::Result<()> {
    fs::hard_link(working, target)?;
    fs::remove_file(working)
}

/// Makes new names in a folder durable.
pub(crate) fn sync_folder(folder: &Path) -> Result<(), StoreError> {
    match File::open(folder).and_then(|opened| opened.sync_all()) {
        // Some file systems of other makers cannot sync folders; there is nothing to wait for then.
        Err(error) if error.kind() == io::ErrorKind::InvalidInput => Ok(()),
        other => other.map_err(|error| StoreError::file(folder, error)),
    }
}

/// The kind of file system, where it is one on which programs of several hosts could meet, so that memory is not shared.
#[cfg(target_os = "linux")]
pub(super) fn remote_kind(path: &Path) -> Option<&'static str> {
    let found = rustix::fs::statfs(path).ok()?.f_type;
    REMOTE.iter().find(|(magic, _)| *magic == found).map(|(_, name)| *name)
}

/// See `man 2 statfs`. FUSE carries sshfs and the like; a rollback journal is right on all of them, only slower.
#[cfg(target_os = "linux")]
const REMOTE: [(rustix::fs::FsWord, &str); 15] = [
    (0x6969, "NFS"),
    (0x517B, "SMB"),
    (0xFE53_4D42, "SMB"),
    (0xFF53_4D42, "CIFS"),
    (0x0102_1997, "9p"),
    (0x6573_5546, "FUSE"),
    (0x5346_414F, "AFS"),
    (0x7375_7245, "Coda"),
    (0x00C3_6400, "Ceph"),
    (0x0BD0_0BD0, "Lustre"),
    (0x0116_1970, "GFS2"),
    (0x7461_636F, "OCFS2"),
    (0x564C, "NCP"),
    (0x786F_4256, "VirtualBox shared folder"),
    (0xBACB_ACBC, "VMware shared folder"),
];

/// The kind of file system, where it is one on which programs of several hosts could meet.
#[cfg(not(target_os = "linux"))]
pub(super) fn remote_kind(_path: &Path) -> Option<&'static str> {
    None
}

/// Whether this user may write to the file and make files beside it.
pub(super) fn is_writable(path: &Path) -> bool {
    use rustix::fs::{Access, access};
    access(path, Access::WRITE_OK).is_ok() && access(folder_of(path), Access::WRITE_OK).is_ok()
}

#[cfg(test)]
mod tests;
