//! A moment of a story, as authors and facilitators write it: `Mon 08:00`, or `6h` from where the story stands. Must not ask any clock.

use chrono::{Datelike as _, Days, NaiveTime, Weekday};

use crate::base::time::typed::parse_period;
use crate::base::time::{Period, Timestamp, Zone};

/// A moment of a story.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum StoryMoment {
    /// A time of day on a weekday.
    Weekday(Weekday, NaiveTime),
    /// So much later.
    Later(Period),
}

/// Why a text is no moment of a story.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("write a weekday and a time such as `Mon 08:00`, or how much later such as `6h`")]
pub(crate) struct NoMoment;

/// How many days are looked at for a local time that exists: more than any change of clocks leaves out.
const DAYS: u64 = 15;

impl StoryMoment {
    /// Reads a moment.
    pub(crate) fn parse(text: &str) -> Result<Self, NoMoment> {
        let text = text.trim();
        if let Ok(period) = parse_period(text.trim_start_matches('+')) {
            return Ok(Self::Later(period));
        }
        let (day, time) = text.split_once(char::is_whitespace).ok_or(NoMoment)?;
        let day: Weekday = day.parse().map_err(|_bad| NoMoment)?;
        let time = NaiveTime::parse_from_str(time.trim(), "%H:%M").map_err(|_bad| NoMoment)?;
        Ok(Self::Weekday(day, time))
    }

    /// Its first occurrence after an instant; a local time that the clocks leave out comes a week later.
    pub(crate) fn after(self, now: Timestamp, zone: Zone) -> Timestamp {
        match self {
            Self::Later(period) => now.plus(period),
            Self::Weekday(day, time) => {
                let today = now.in_zone(zone).date_naive();
                let days = (0..DAYS).filter_map(|n| today.checked_add_days(Days::new(n)));
                instants(days, day, time, zone).find(|at| *at > now).unwrap_or(now)
            }
        }
    }

    /// Its last occurrence that is not after an instant; of "so much later" the instant itself.
    pub(crate) fn until(self, now: Timestamp, zone: Zone) -> Timestamp {
        match self {
            Self::Later(_) => now,
            Self::Weekday(day, time) => {
                let today = now.in_zone(zone).date_naive();
                let days = (0..DAYS).filter_map(|n| today.checked_sub_days(Days::new(n)));
                instants(days, day, time, zone).find(|at| *at <= now).unwrap_or(now)
            }
        }
    }
}

fn instants(
    days: impl Iterator<Item = chrono::NaiveDate>,
    day: Weekday,
    time: NaiveTime,
    zone: Zone,
) -> impl Iterator<Item = Timestamp> {
    days.filter(move |date| date.weekday() == day).filter_map(move |date| {
        let local = date.and_time(time).and_local_timezone(zone).earliest()?;
        Timestamp::from_utc(local.to_utc())
    })
}

/// As authors write it.
impl std::fmt::Display for StoryMoment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Weekday(day, time) => write!(f, "{day} {}", time.format("%H:%M")),
            Self::Later(period) => write!(f, "{period} later"),
        }
    }
}

#[cfg(test)]
mod tests;
