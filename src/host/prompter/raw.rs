//! Waiting for a key without taking it: the terminal hands keys on at once while this lives. Must not read.

use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::termios::{OptionalActions, Termios, tcgetattr, tcsetattr};

/// A terminal that hands on keys one by one; restored when dropped.
pub(super) struct RawInput {
    before: Option<Termios>,
}

impl RawInput {
    /// Sets the terminal on standard input; leaves alone what is none.
    pub(super) fn begin() -> Self {
        let before = tcgetattr(rustix::stdio::stdin()).ok();
        if let Some(before) = &before {
            let mut raw = before.clone();
            raw.make_raw();
            // Lines that are drawn meanwhile still end as lines.
            raw.output_modes = before.output_modes;
            // A terminal that cannot be set hands keys on with the next line.
            tcsetattr(rustix::stdio::stdin(), OptionalActions::Now, &raw).unwrap_or_default();
        }
        Self { before }
    }

    /// Whether more is there at once, as of pasted text. No hand is that fast.
    pub(super) fn has_more(&self) -> std::io::Result<bool> {
        Ok(self.before.is_some() && self.has_key_within(Duration::from_millis(5))?)
    }

    /// Whether a key is there within a period. Input that is no terminal counts as there.
    pub(super) fn has_key_within(&self, period: Duration) -> std::io::Result<bool> {
        if self.before.is_none() {
            return Ok(true);
        }
        let stdin = rustix::stdio::stdin();
        let mut wanted = [PollFd::new(&stdin, PollFlags::IN)];
        let seconds = i64::try_from(period.as_secs()).unwrap_or(i64::MAX);
        let limit = Timespec { tv_sec: seconds, tv_nsec: i64::from(period.subsec_nanos()) };
        match poll(&mut wanted, Some(&limit)) {
            Ok(ready) => Ok(ready > 0),
            Err(rustix::io::Errno::INTR) => Ok(true),
            Err(error) => Err(error.into()),
        }
    }
}

impl Drop for RawInput {
    fn drop(&mut self) {
        if let Some(before) = &self.before {
            // Nothing can be done about a terminal that has gone.
            tcsetattr(rustix::stdio::stdin(), OptionalActions::Now, before).unwrap_or_default();
        }
    }
}
