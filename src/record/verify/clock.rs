//! The clock: on one start of one machine, wall clock and monotonic clock move together within two seconds, and where they do not an entry
//! says so. Must not call a jump a forgery: clocks are set.

use super::listed::Listed;
use crate::base::id::Seq;
use crate::base::time::Timestamp;
use crate::record::glimpse::Glimpse;

/// By how much both clocks may differ, in microseconds.
const TOLERANCE: i64 = 2_000_000;

/// What is known of a jump.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum JumpKind {
    /// An entry says so.
    Said,
    /// No entry says so, or another number.
    Unsaid,
    /// Across a restart or another machine the wall clock went back, for which there may be good reasons.
    Back,
    /// The time cannot be read.
    Unreadable,
}

/// The wall clock jumped before an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Jump {
    /// The entry.
    pub(crate) entry: Seq,
    /// Microseconds that the wall clock gained; negative when it was set back.
    pub(crate) gained: i64,
    /// What is known of it.
    pub(crate) kind: JumpKind,
}

/// A check under way.
#[derive(Debug, Default)]
pub(super) struct ClockCheck {
    boot: String,
    last: Option<(i64, i64)>,
    seeded: bool,
    found: Listed<Jump>,
}

impl ClockCheck {
    /// An exercise that takes its times from its own clock.
    pub(super) fn seeded(&mut self, seeded: bool) {
        self.seeded = seeded;
    }

    /// Takes the times of an entry; `said` is what it says about a jump.
    pub(super) fn tick(&mut self, entry: Seq, shows: &Glimpse<'_>, said: Option<i64>) {
        let Some(wall) = micros(&shows.t) else {
            return self.found.push(Jump { entry, gained: 0, kind: JumpKind::Unreadable });
        };
        let mono = i64::try_from(shows.mono).unwrap_or(i64::MAX);
        let same = self.boot == *shows.boot;
        if let Some((last_wall, last_mono)) = self.last.filter(|_| !self.seeded) {
            let passed = wall.saturating_sub(last_wall);
            if same {
                self.compare(entry, passed.saturating_sub(mono.saturating_sub(last_mono)), said);
            } else if passed < 0 {
                self.found.push(Jump { entry, gained: passed, kind: JumpKind::Back });
            }
        }
        if !same {
            shows.boot.as_ref().clone_into(&mut self.boot);
        }
        self.last = Some((wall, mono));
    }

    fn compare(&mut self, entry: Seq, gained: i64, said: Option<i64>) {
        let fits = said.is_some_and(|said| said.saturating_sub(gained).abs() <= TOLERANCE);
        let kind = if fits { JumpKind::Said } else { JumpKind::Unsaid };
        if fits || gained.abs() > TOLERANCE {
            self.found.push(Jump { entry, gained, kind });
        }
    }

    pub(super) fn end(self) -> Listed<Jump> {
        self.found
    }
}

/// Microseconds since 1970 of a time as the record writes it: `2026-11-22T02:00:00.000000Z`.
fn micros(text: &str) -> Option<i64> {
    fast(text).or_else(|| Timestamp::parse(text).map(Timestamp::micros))
}

/// The one form that this program writes; days that not every month has are left to the calendar.
fn fast(text: &str) -> Option<i64> {
    let (date, rest) = text.split_at_checked(10)?;
    let (time, rest) = rest.strip_prefix('T')?.split_at_checked(8)?;
    let fraction = rest.strip_prefix('.')?.strip_suffix('Z').filter(|digits| digits.len() == 6)?;
    let [year, month, day] = numbers(date, '-')?;
    let [hour, minute, second] = numbers(time, ':')?;
    let usual =
        (1..=12).contains(&month) && (1..=28).contains(&day) && hour < 24 && minute < 60 && second < 60;
    let seconds = days(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second;
    Some(seconds * 1_000_000 + number(fraction)?).filter(|_| usual)
}

fn numbers(text: &str, joint: char) -> Option<[i64; 3]> {
    let mut parts = text.split(joint);
    let three = [number(parts.next()?)?, number(parts.next()?)?, number(parts.next()?)?];
    parts.next().is_none().then_some(three)
}

fn number(digits: &str) -> Option<i64> {
    digits.bytes().try_fold(0_i64, |number, digit| {
        digit.is_ascii_digit().then(|| number * 10 + i64::from(digit - b'0'))
    })
}

/// Days since 1970-01-01 in the Gregorian calendar, counted in years that begin in March.
fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    365 * year + year / 4 - year / 100 + year / 400 + day_of_year - 719_468
}
