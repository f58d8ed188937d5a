//! The moment that sets a period off: an instant, or a day of which nobody knows the time. Must not ask any clock.

use chrono::{LocalResult, NaiveDate, NaiveDateTime, TimeZone as _};

use super::civil;
use crate::base::time::{Claimed, Period, Precision, Timestamp, Zone};

/// The moment that sets a period off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Trigger {
    /// An instant.
    Instant(Timestamp),
    /// A day: it may have been any time of it.
    Date(NaiveDate),
}

/// A local time at which no clock of the zone ever stood, because the clocks went forward over it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{local} does not exist in {zone}: the clocks went forward over it")]
pub(crate) struct NoSuchTime {
    /// The time that was given.
    pub(crate) local: NaiveDateTime,
    /// The zone that skipped it.
    pub(crate) zone: Zone,
}

impl Trigger {
    /// A time as clocks showed it, without an offset. When they showed it twice it is the earlier, because a deadline that is too early
    /// does no harm.
    pub(crate) fn local(local: NaiveDateTime, zone: Zone) -> Result<Self, NoSuchTime> {
        let earliest = match zone.from_local_datetime(&local) {
            LocalResult::Single(at) | LocalResult::Ambiguous(at, _) => Timestamp::from_utc(at.to_utc()),
            LocalResult::None => None,
        };
        earliest.map(Self::Instant).ok_or(NoSuchTime { local, zone })
    }

    /// Reads RFC 3339, or a date.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let instant = Timestamp::parse(text).map(Self::Instant);
        instant.or_else(|| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().map(Self::Date))
    }

    /// The day on which it lies in a zone.
    pub(crate) fn day(self, zone: Zone) -> NaiveDate {
        match self {
            Self::Instant(at) => at.in_zone(zone).date_naive(),
            Self::Date(day) => day,
        }
    }

    /// The earliest instant that it can be.
    pub(crate) fn first(self, zone: Zone) -> Timestamp {
        match self {
            Self::Instant(at) => at,
            Self::Date(day) => civil::start_of(day, zone),
        }
    }

    /// The latest instant that it can be: the last second of a day.
    pub(crate) fn last(self, zone: Zone) -> Timestamp {
        match self {
            Self::Instant(at) => at,
            Self::Date(day) => civil::end_of(day, zone).plus(Period::from_seconds(-1)),
        }
    }
}

/// A claim that names only a day is that day.
impl From<Claimed> for Trigger {
    fn from(claimed: Claimed) -> Self {
        match claimed.precision {
            Precision::Second | Precision::Minute | Precision::Hour => Self::Instant(claimed.at),
            Precision::Day => {
                let shift = Period::from_seconds(i64::from(claimed.offset_minutes) * 60);
                Self::Date(claimed.at.plus(shift).utc().date_naive())
            }
        }
    }
}

#[cfg(test)]
mod tests;
