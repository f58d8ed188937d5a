//! Calendars of public holidays: on which days a country works. They end with the last year that the data knows; beyond it nothing is
//! said, because a guess would be counted on. Must not know any rule of counting.

mod load;
mod shipped;
mod zones;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike as _, Days, NaiveDate, Weekday};

use crate::base::time::Zone;

pub(crate) use shipped::CalendarId;

/// When one country, or a part of it, works.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Calendar {
    /// Which.
    pub(crate) id: CalendarId,
    /// For people.
    pub(crate) name: String,
    /// Where the days come from.
    pub(crate) source: String,
    /// When they were taken from there.
    pub(crate) generated: NaiveDate,
    weekend: Vec<Weekday>,
    years: BTreeMap<i32, Year>,
}

/// The days of a year that differ from the week.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Year {
    holidays: BTreeSet<NaiveDate>,
    working: BTreeSet<NaiveDate>,
}

/// A day that no calendar can judge.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum CalendarError {
    /// Its year is not in the data.
    #[error(
        "the calendar {calendar} knows the years {first} to {last}, not {year}: public holidays are not guessed"
    )]
    UnknownYear {
        /// Which calendar.
        calendar: CalendarId,
        /// Its first year.
        first: i32,
        /// Its last year.
        last: i32,
        /// The year that was asked for.
        year: i32,
    },
    /// It is later than any date that can be written.
    #[error("the date is out of range")]
    OutOfRange,
}

impl Calendar {
    /// The first and the last year that are known.
    pub(crate) fn years(&self) -> (i32, i32) {
        let first = self.years.keys().next().copied().unwrap_or_default();
        (first, self.years.keys().next_back().copied().unwrap_or_default())
    }

    /// Which state of the data it is, such as `DE of 2026-11-22`.
    pub(crate) fn version(&self) -> String {
        format!("{} of {}", self.id, self.generated)
    }

    fn is_working(&self, day: NaiveDate) -> Result<bool, CalendarError> {
        let (first, last) = self.years();
        let unknown = CalendarError::UnknownYear { calendar: self.id, first, last, year: day.year() };
        let year = self.years.get(&day.year()).ok_or(unknown)?;
        let is_rest = self.weekend.contains(&day.weekday()) || year.holidays.contains(&day);
        Ok(!is_rest || year.working.contains(&day))
    }
}

/// The calendar that goes with a zone, or none when the zone belongs to a country without one.
pub(crate) fn of_zone(zone: &str) -> Option<CalendarId> {
    zones::shipped().get(zone).copied()
}

/// The zone in which offices of a country read the clock, where that is plain.
pub(crate) fn zone_of_country(country: CalendarId) -> Option<Zone> {
    zones::of_country(country)
}

/// On which days work is done where a period ends: by a calendar, or by the week alone when no calendar fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Workdays<'a> {
    calendar: Option<&'a Calendar>,
    closed: Option<&'a BTreeSet<NaiveDate>>,
}

/// Days on which an office was closed beyond its calendar, such as by order of a government.
pub(crate) type Closures = BTreeMap<CalendarId, BTreeSet<NaiveDate>>;

/// The week where no calendar fits.
const WEEKEND: [Weekday; 2] = [Weekday::Sat, Weekday::Sun];

impl<'a> Workdays<'a> {
    /// By a calendar, without the days on which the office was closed besides.
    pub(crate) fn new(id: Option<CalendarId>, closures: &'a Closures) -> Self {
        let calendar = id.and_then(CalendarId::calendar);
        Self { calendar, closed: id.and_then(|id| closures.get(&id)) }
    }

    /// By the week alone: Saturday and Sunday are free.
    pub(crate) const WEEK: Workdays<'static> = Workdays { calendar: None, closed: None };

    /// Which calendar.
    pub(crate) fn calendar(self) -> Option<&'a Calendar> {
        self.calendar
    }

    /// Whether work is done on a day.
    pub(crate) fn is_working(self, day: NaiveDate) -> Result<bool, CalendarError> {
        let by_calendar = match self.calendar {
            Some(calendar) => calendar.is_working(day)?,
            None => !WEEKEND.contains(&day.weekday()),
        };
        Ok(by_calendar && !self.closed.is_some_and(|closed| closed.contains(&day)))
    }

    /// The day itself, or the next one on which work is done.
    pub(crate) fn on_or_after(self, day: NaiveDate) -> Result<NaiveDate, CalendarError> {
        let mut day = day;
        while !self.is_working(day)? {
            day = day.checked_add_days(Days::new(1)).ok_or(CalendarError::OutOfRange)?;
        }
        Ok(day)
    }

    /// The n-th working day after a day, which is itself not counted.
    pub(crate) fn nth_after(self, day: NaiveDate, n: u32) -> Result<NaiveDate, CalendarError> {
        let mut day = day;
        for _ in 0..n {
            day = self.on_or_after(day.checked_add_days(Days::new(1)).ok_or(CalendarError::OutOfRange)?)?;
        }
        Ok(day)
    }
}

#[cfg(test)]
mod tests;
