//! Times as tired people type them: `14:32`, `yesterday 9am`, `-20m`, `22 Nov 14:32`, `03:10 Berlin`, RFC 3339.
//! Must not guess: what can be read in two ways is refused, or handed back for the person to choose. Must not ask any clock.

mod clock;
mod cursor;
mod day;
mod echo;
mod error;
mod numbers;
mod period;
mod phrase;
mod place;
mod zone;

use chrono::{DateTime, Datelike as _, Days, FixedOffset, NaiveDate, TimeDelta, Timelike as _};

use self::clock::Clock;
use self::period::{Span, Unit};
use self::phrase::Phrase;
use self::place::{Place, Readings};
use super::{Claimed, Precision, Timestamp, Zone};

pub(crate) use self::echo::echo;
pub(crate) use self::error::TypedTimeError;
pub(crate) use self::period::{PeriodError, parse_period};

/// Longest text that is read, in characters.
const LONGEST: usize = 200;

/// What a typed time turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TypedTime {
    /// One instant, not later than now.
    At(Claimed),
    /// The clocks went back and this local time happened twice: the person must choose. Both lie behind now or both ahead.
    Ambiguous {
        /// The first pass of the clock.
        earlier: Claimed,
        /// The second pass.
        later: Claimed,
    },
    /// One instant, later than now: a claim about the past must be asked again.
    Future(Claimed),
}

/// Reads a time that a person typed, in `zone` unless the text names another place or an offset.
///
/// A clock time alone is its latest occurrence that is not after `now`. A weekday, or a date without a year, is the latest such day
/// that is not after today; together with a later time of today it comes back as [`TypedTime::Future`].
/// A day without a time of day is its first instant, with [`Precision::Day`].
pub(crate) fn parse_typed_time(text: &str, now: Timestamp, zone: Zone) -> Result<TypedTime, TypedTimeError> {
    let text = legible(text)?;
    let (phrase, named) = phrase::read(&text)?;
    let place = if named.is_empty() { Place::Zone(zone) } else { zone::resolve(named)? };
    Listener { now: now.utc().with_timezone(&place.offset_at(now.utc())), place }.understand(phrase)
}

/// Trims, caps the length and turns the typographic minus sign into the typed one.
fn legible(text: &str) -> Result<String, TypedTimeError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(TypedTimeError::Empty);
    }
    if text.chars().count() > LONGEST {
        return Err(TypedTimeError::TooLong { longest: LONGEST });
    }
    Ok(text.replace('\u{2212}', "-"))
}

/// Where and when a phrase was typed: what it takes to turn it into an instant.
struct Listener {
    now: DateTime<FixedOffset>,
    place: Place,
}

impl Listener {
    fn understand(&self, phrase: Phrase) -> Result<TypedTime, TypedTimeError> {
        match phrase {
            Phrase::Now => self.instant(whole_seconds(self.now), Precision::Second),
            Phrase::Shifted { span, ahead } => self.shifted(span, ahead),
            Phrase::Clock(clock) => self.latest(clock),
            Phrase::Day(day) => self.start_of(day.date(self.today())?),
            Phrase::Moment(day, clock) => self.at(day.date(self.today())?, clock),
        }
    }

    fn today(&self) -> NaiveDate {
        self.now.date_naive()
    }

    /// `-2d` names a calendar day; anything finer is counted on the clock and keeps no more digits than were meant.
    fn shifted(&self, span: Span, ahead: bool) -> Result<TypedTime, TypedTimeError> {
        let length = TimeDelta::seconds(if ahead { span.seconds } else { -span.seconds });
        let then = self.now + length;
        let then = then.with_timezone(&self.place.offset_at(then.to_utc()));
        match span.finest {
            Unit::Week | Unit::Day => self.start_of(self.today() + length),
            Unit::Hour => self.instant(whole_minutes(then), Precision::Hour),
            Unit::Minute => self.instant(whole_minutes(then), Precision::Minute),
            Unit::Second => self.instant(whole_seconds(then), Precision::Second),
        }
    }

    /// Today's occurrence of a clock time when it has come, else yesterday's.
    fn latest(&self, clock: Clock) -> Result<TypedTime, TypedTimeError> {
        let today = self.today();
        let first = match self.place.readings(today.and_time(clock.time)) {
            Readings::One(at) | Readings::Two { earlier: at, .. } => at,
            Readings::Skipped(gap) => gap.end,
        };
        let yesterday = today.checked_sub_days(Days::new(1)).unwrap_or(today);
        self.at(if first > self.now { yesterday } else { today }, clock)
    }

    fn at(&self, date: NaiveDate, clock: Clock) -> Result<TypedTime, TypedTimeError> {
        let local = date.and_time(clock.time);
        match self.place.readings(local) {
            Readings::One(at) => self.instant(at, clock.precision),
            // In the first pass of the hour the second has not happened, so a claim can only mean the first.
            Readings::Two { earlier, later } if earlier <= self.now && self.now < later => {
                self.instant(earlier, clock.precision)
            }
            Readings::Two { earlier, later } => Ok(TypedTime::Ambiguous {
                earlier: claim(earlier, clock.precision)?,
                later: claim(later, clock.precision)?,
            }),
            Readings::Skipped(gap) => Err(TypedTimeError::Skipped { local, gap }),
        }
    }

    /// A day begins at its first instant, which is not 00:00 where the clocks go forward at midnight.
    fn start_of(&self, date: NaiveDate) -> Result<TypedTime, TypedTimeError> {
        let local = date.and_time(chrono::NaiveTime::MIN);
        match self.place.readings(local) {
            Readings::One(at) | Readings::Two { earlier: at, .. } => self.instant(at, Precision::Day),
            Readings::Skipped(gap) if gap.end.date_naive() == date => self.instant(gap.end, Precision::Day),
            Readings::Skipped(gap) => Err(TypedTimeError::Skipped { local, gap }),
        }
    }

    fn instant(&self, at: DateTime<FixedOffset>, precision: Precision) -> Result<TypedTime, TypedTimeError> {
        let claimed = claim(at, precision)?;
        Ok(if at > self.now { TypedTime::Future(claimed) } else { TypedTime::At(claimed) })
    }
}

fn claim(at: DateTime<FixedOffset>, precision: Precision) -> Result<Claimed, TypedTimeError> {
    let out_of_range = TypedTimeError::YearOutOfRange { year: at.year() };
    if !error::YEARS.contains(&at.year()) {
        return Err(out_of_range);
    }
    let offset_minutes = at.offset().local_minus_utc() / 60;
    Ok(Claimed { at: Timestamp::from_utc(at.to_utc()).ok_or(out_of_range)?, offset_minutes, precision })
}

fn whole_seconds(at: DateTime<FixedOffset>) -> DateTime<FixedOffset> {
    at - TimeDelta::nanoseconds(i64::from(at.nanosecond()))
}

fn whole_minutes(at: DateTime<FixedOffset>) -> DateTime<FixedOffset> {
    whole_seconds(at) - TimeDelta::seconds(i64::from(at.second()))
}

#[cfg(test)]
mod tests;
