//! Days and clock times of a zone as instants: the one place where local time is turned into UTC for deadlines. A time that clocks show
//! twice is the earlier one; a day or a time that they skip begins when they have skipped it. Must not know any rule of counting.

use chrono::{
    Datelike as _, Days, LocalResult, Months, NaiveDate, NaiveDateTime, NaiveTime, Offset as _, TimeDelta,
    TimeZone as _,
};

use crate::base::time::{Period, Timestamp, Zone};

/// Microseconds of a second.
const SECOND: i64 = 1_000_000;
/// Microseconds of an hour.
const HOUR: i64 = 3600 * SECOND;
/// 0000-01-01T00:00:00Z.
const FIRST: i64 = -62_167_219_200 * SECOND;
/// 9999-12-31T23:59:59Z.
const LAST: i64 = 253_402_300_799 * SECOND;

/// The first instant of a day.
pub(super) fn start_of(day: NaiveDate, zone: Zone) -> Timestamp {
    instant(day.and_time(NaiveTime::MIN), zone)
}

/// The first instant after a day.
pub(super) fn end_of(day: NaiveDate, zone: Zone) -> Timestamp {
    start_of(day.checked_add_days(Days::new(1)).unwrap_or(day), zone)
}

/// A clock time as an instant.
pub(super) fn instant(local: NaiveDateTime, zone: Zone) -> Timestamp {
    let found = match zone.from_local_datetime(&local) {
        LocalResult::Single(at) | LocalResult::Ambiguous(at, _) => Timestamp::from_utc(at.to_utc()),
        LocalResult::None => after_gap(local, zone),
    };
    found.unwrap_or_else(|| held(local))
}

/// Years outside 0 to 9999 cannot be written: the nearest instant that can be stands for them.
fn held(local: NaiveDateTime) -> Timestamp {
    let bound = if local.year() > 0 { LAST } else { FIRST };
    Timestamp::from_micros(bound).unwrap_or(Timestamp::EPOCH)
}

/// The instant at which the clocks were put forward over a time.
fn after_gap(local: NaiveDateTime, zone: Zone) -> Option<Timestamp> {
    let around = TimeDelta::hours(26);
    let before = zone.from_local_datetime(&(local - around)).earliest()?;
    let after = zone.from_local_datetime(&(local + around)).latest()?;
    change_between(Timestamp::from_utc(before.to_utc())?, Timestamp::from_utc(after.to_utc())?, zone)
}

/// The first second of a new offset between two instants with different offsets.
fn change_between(from: Timestamp, to: Timestamp, zone: Zone) -> Option<Timestamp> {
    let old = offset(from, zone);
    let (mut low, mut high) = (from.micros().div_euclid(SECOND), to.micros().div_euclid(SECOND));
    while high - low > 1 {
        let middle = low + (high - low) / 2;
        if offset(Timestamp::from_micros(middle * SECOND)?, zone) == old {
            low = middle;
        } else {
            high = middle;
        }
    }
    Timestamp::from_micros(high * SECOND)
}

/// By how many seconds the clocks of a zone differ from UTC.
fn offset(at: Timestamp, zone: Zone) -> i64 {
    i64::from(zone.offset_from_utc_datetime(&at.utc().naive_utc()).fix().local_minus_utc())
}

/// The beginning of the next clock hour. An event on the hour lies in the hour that begins then.
pub(super) fn next_clock_hour(at: Timestamp, zone: Zone) -> Timestamp {
    let shift = offset(at, zone) * SECOND;
    let local = at.micros() + shift;
    Timestamp::from_micros((local.div_euclid(HOUR) + 1) * HOUR - shift).unwrap_or(at)
}

/// The day some days later.
pub(super) fn days_later(day: NaiveDate, days: u32) -> NaiveDate {
    day.checked_add_days(Days::new(days.into())).unwrap_or(day)
}

/// The same day some months later, or the last day of a month that is too short.
pub(super) fn months_later(day: NaiveDate, months: u32) -> NaiveDate {
    day.checked_add_months(Months::new(months)).unwrap_or(day)
}

/// The same clock time some months later. Where several days share a last day, because the month is too short for them, all but the
/// last of them end when it begins: a later event never ends earlier.
pub(super) fn same_time_months_later(at: Timestamp, months: u32, zone: Zone) -> Timestamp {
    let local = steady_local(at, zone);
    let ends = months_later(local.date(), months);
    if months_later(days_later(local.date(), 1), months) == ends {
        start_of(ends, zone)
    } else {
        instant(ends.and_time(local.time()), zone)
    }
}

/// What the clock showed, but for the first pass of a time that it showed twice: then the beginning of the second, so that a later
/// event never has an earlier clock time.
fn steady_local(at: Timestamp, zone: Zone) -> NaiveDateTime {
    let local = at.in_zone(zone).naive_local();
    let second_pass = match zone.from_local_datetime(&local) {
        LocalResult::Ambiguous(first, second) if Timestamp::from_utc(first.to_utc()) == Some(at) => {
            Timestamp::from_utc(second.to_utc()).and_then(|second| change_between(at, second, zone))
        }
        LocalResult::Ambiguous(..) | LocalResult::Single(_) | LocalResult::None => None,
    };
    second_pass.map_or(local, |begins| begins.in_zone(zone).naive_local())
}

/// `Wed 18 Nov 2026 10:20 (+01:00)`, with seconds where there are any.
pub(super) fn show(at: Timestamp, zone: Zone) -> String {
    let local = at.in_zone(zone);
    let seconds = at.micros().rem_euclid(60 * SECOND) != 0;
    local.format(if seconds { "%a %-d %b %Y %H:%M:%S (%:z)" } else { "%a %-d %b %Y %H:%M (%:z)" }).to_string()
}

/// An end of days: 00:00 is the expiry of the day before, and is said so.
pub(super) fn show_end(at: Timestamp, zone: Zone) -> String {
    let last = at.plus(Period::from_seconds(-1));
    let day = last.in_zone(zone).date_naive();
    if end_of(day, zone) == at {
        format!("the end of {}", day.format("%a %-d %b %Y"))
    } else {
        show(at, zone)
    }
}
