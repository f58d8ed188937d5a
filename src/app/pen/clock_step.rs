//! Whether the wall clock was put forward or back since the entry before.

use crate::incident::command::Command;
use crate::incident::event::Event;
use crate::incident::event::lifecycle::ClockStepped;
use crate::record::entry::Stamp;

/// By how much wall clock and monotonic clock may differ before it is written down, in microseconds.
const CLOCK_TOLERANCE: i64 = 2_000_000;

/// On one boot the wall clock and the monotonic clock must agree with what they said at the last entry.
pub(super) fn clock_step(last: Option<&Stamp>, now: &Stamp) -> Option<Command> {
    let last = last.filter(|last| last.boot == now.boot)?;
    let wall = now.t.micros().saturating_sub(last.t.micros());
    let mono = i64::try_from(now.mono).ok()?.saturating_sub(i64::try_from(last.mono).ok()?);
    let gained = wall.saturating_sub(mono);
    (gained.abs() > CLOCK_TOLERANCE)
        .then(|| Command::Write(Box::new(Event::ClockStepped(ClockStepped { gained }))))
}
