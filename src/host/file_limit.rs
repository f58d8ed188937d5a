//! The limit that a shell may set for the size of files. Must not say anything; the write that meets the limit fails and is explained.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

/// Lets a write past the limit fail (`EFBIG`) instead of ending the program. Programs that are started get the usual way back.
pub(crate) fn outlive() {
    // Where it cannot be set the program ends as it would have; nothing acknowledged is lost either way.
    drop(signal_hook::flag::register(signal_hook::consts::SIGXFSZ, Arc::new(AtomicBool::new(false))));
}
