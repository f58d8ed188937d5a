//! The clock. Two real ones: that of the machine, and that of an exercise, which can be set, paused and run at another rate.
//! The only place that asks the time of the operating system; there is no hidden way to override it.

use std::path::Path;
use std::sync::OnceLock;

use crate::base::digest::Digest;
use crate::base::id::IncidentUid;
use crate::base::time::{Period, Timestamp};
use crate::incident::event::lifecycle::TimeSync;

/// A source of time.
pub(crate) trait Clock {
    /// The present.
    fn now(&self) -> Timestamp;
    /// Microseconds since the machine was started, suspended time included.
    fn monotonic(&self) -> u64;
    /// What tells this boot of the machine from others, without telling machines apart: bound to the incident.
    fn boot_mark(&self, uid: IncidentUid) -> String;
    /// How well it is kept.
    fn time_sync(&self) -> TimeSync;
}

/// Lets time pass before something is looked at again; may end early.
pub(crate) fn rest(period: std::time::Duration) {
    std::thread::park_timeout(period);
}

/// The machine's clock.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        #[expect(clippy::disallowed_methods, reason = "this is the clock file")]
        let now = chrono::Utc::now();
        // A clock outside the years 0 to 9999 cannot be written; the epoch shows plainly that it is wrong.
        Timestamp::from_utc(now).unwrap_or(Timestamp::EPOCH)
    }

    fn monotonic(&self) -> u64 {
        boot_time()
    }

    fn boot_mark(&self, uid: IncidentUid) -> String {
        static BOOT: OnceLock<String> = OnceLock::new();
        let read = || std::fs::read_to_string("/proc/sys/kernel/random/boot_id").unwrap_or_default();
        mark(uid, BOOT.get_or_init(read).trim())
    }

    /// As far as files tell. Only systemd's time service leaves word of it; that another service runs does not mean that it has found
    /// the time.
    fn time_sync(&self) -> TimeSync {
        time_sync_in(Path::new("/run/systemd/timesync"))
    }
}

#[cfg(target_os = "linux")]
fn boot_time() -> u64 {
    micros(rustix::time::clock_gettime(rustix::time::ClockId::Boottime))
}

/// macOS keeps suspended time in its monotonic clock.
#[cfg(not(target_os = "linux"))]
fn boot_time() -> u64 {
    micros(rustix::time::clock_gettime(rustix::time::ClockId::Monotonic))
}

fn micros(time: rustix::time::Timespec) -> u64 {
    let seconds = u64::try_from(time.tv_sec).unwrap_or(0);
    let nanos = u64::try_from(time.tv_nsec).unwrap_or(0);
    seconds.saturating_mul(1_000_000).saturating_add(nanos / 1000)
}

/// The clock of an exercise: begins where it is told and runs at its own rate. At rate 0 it stands still until it is moved.
#[derive(Debug, Clone)]
pub(crate) struct ExerciseClock {
    start: Timestamp,
    origin: u64,
    rate: u32,
    moved: std::cell::Cell<i64>,
}

impl ExerciseClock {
    /// A clock that begins now at `start` and runs `rate` times as fast as the machine's.
    pub(crate) fn new(start: Timestamp, rate: u32) -> Self {
        Self { start, origin: boot_time(), rate, moved: std::cell::Cell::new(0) }
    }

    /// Moves the clock.
    pub(crate) fn advance(&self, period: Period) {
        self.moved.set(self.moved.get().saturating_add(period.seconds()));
    }

    fn elapsed(&self) -> u64 {
        boot_time().saturating_sub(self.origin).saturating_mul(u64::from(self.rate))
    }
}

impl Clock for ExerciseClock {
    fn now(&self) -> Timestamp {
        let micros = i64::try_from(self.elapsed()).unwrap_or(i64::MAX);
        let run = Timestamp::from_micros(self.start.micros().saturating_add(micros)).unwrap_or(self.start);
        run.plus(Period::from_seconds(self.moved.get()))
    }

    fn monotonic(&self) -> u64 {
        let moved = u64::try_from(self.moved.get()).unwrap_or(0).saturating_mul(1_000_000);
        self.elapsed().saturating_add(moved)
    }

    /// Nothing of the machine: what is played on this clock can be played again anywhere.
    fn boot_mark(&self, uid: IncidentUid) -> String {
        mark(uid, "exercise")
    }

    fn time_sync(&self) -> TimeSync {
        TimeSync::Unknown
    }
}

fn mark(uid: IncidentUid, boot: &str) -> String {
    Digest::of(format!("{uid}{boot}").as_bytes()).to_string().chars().take(16).collect()
}

fn time_sync_in(folder: &Path) -> TimeSync {
    if folder.join("synchronized").exists() {
        TimeSync::Synchronised
    } else if folder.exists() {
        TimeSync::Unsynchronised
    } else {
        TimeSync::Unknown
    }
}

#[cfg(test)]
mod tests;
