//! A file that has no name and is gone with the process, in the system's folder for such files.
//! Must not be given words of a record: what lay on a disk can be found there.

use std::fs::File;

use rustix::fs::{Mode, OFlags};

use crate::record::verify::sorter::Aside;

/// A new one, if the system makes such files.
pub(crate) fn aside() -> Option<Box<dyn Aside>> {
    let flags = OFlags::TMPFILE | OFlags::RDWR | OFlags::EXCL | OFlags::CLOEXEC;
    let opened = rustix::fs::open(std::env::temp_dir(), flags, Mode::RUSR | Mode::WUSR).ok()?;
    Some(Box::new(File::from(opened)))
}
