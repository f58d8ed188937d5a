//! Periods that depend on the calendar: `24 months`, `2 years`, `90 days`. Counted in a zone, because a day ends when it ends there.
//! Must not be used for legal deadlines: those have rules of their own.

use std::fmt;

use chrono::{Days, LocalResult, Months, NaiveDateTime, TimeZone as _};

use super::{Timestamp, Zone};
use crate::base::text::count;

/// The longest period that is read, in months: a hundred years.
const LONGEST: u32 = 1200;

/// A unit of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unit {
    Days,
    Weeks,
    Months,
    Years,
}

/// A period of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct CalendarPeriod {
    n: u32,
    unit: Unit,
}

impl CalendarPeriod {
    /// Reads `24 months`; `0 days` ends as it begins.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let mut words = text.split_whitespace();
        let (n, unit) = (words.next()?.parse().ok()?, words.next()?);
        let unit = match unit.strip_suffix('s').unwrap_or(unit) {
            "day" => Unit::Days,
            "week" => Unit::Weeks,
            "month" => Unit::Months,
            "year" => Unit::Years,
            _unknown => return None,
        };
        let period = Self { n, unit };
        (words.next().is_none() && period.months() <= LONGEST).then_some(period)
    }

    fn months(self) -> u32 {
        match self.unit {
            Unit::Days => self.n / 28,
            Unit::Weeks => self.n / 4,
            Unit::Months => self.n,
            Unit::Years => self.n.saturating_mul(12),
        }
    }

    /// When it ends if it begins at an instant: the same time of day, and the last day of a month where there is no such day.
    pub(crate) fn after(self, from: Timestamp, zone: Zone) -> Timestamp {
        let local = from.in_zone(zone).naive_local();
        let n = u64::from(self.n);
        let ends = match self.unit {
            Unit::Days => local.checked_add_days(Days::new(n)),
            Unit::Weeks => local.checked_add_days(Days::new(n.saturating_mul(7))),
            Unit::Months | Unit::Years => local.checked_add_months(Months::new(self.months())),
        };
        ends.and_then(|ends| instant(ends, zone)).unwrap_or(from)
    }
}

/// A time that happens twice ends late, one that never happens an hour later: nothing is erased too early.
fn instant(local: NaiveDateTime, zone: Zone) -> Option<Timestamp> {
    let found = match zone.from_local_datetime(&local) {
        LocalResult::Single(at) | LocalResult::Ambiguous(_, at) => Some(at),
        LocalResult::None => zone.from_local_datetime(&(local + chrono::TimeDelta::hours(1))).latest(),
    };
    Timestamp::from_utc(found?.to_utc())
}

impl fmt::Display for CalendarPeriod {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let noun = match self.unit {
            Unit::Days => "day",
            Unit::Weeks => "week",
            Unit::Months => "month",
            Unit::Years => "year",
        };
        f.write_str(&count(usize::try_from(self.n).unwrap_or(usize::MAX), noun))
    }
}

#[cfg(test)]
mod tests;
