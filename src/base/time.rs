//! Instants, periods and claims about when something happened. Counting is done in UTC; a zone is only for reading and typing.
//! Must not ask any clock: `now` is always an argument.

pub(crate) mod calendar;
pub(crate) mod typed;
pub(crate) mod zone;

use std::fmt;

use super::text_form;
use chrono::{DateTime, SecondsFormat, TimeZone as _, Utc};

pub(crate) use self::zone::Zone;

/// An instant: microseconds since 1970-01-01T00:00:00Z, leap seconds not counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Timestamp(i64);

impl Timestamp {
    /// 1970-01-01T00:00:00Z.
    pub(crate) const EPOCH: Self = Self(0);

    /// From microseconds since the Unix epoch. Years outside 0 to 9999 are refused, because RFC 3339 cannot write them.
    pub(crate) fn from_micros(micros: i64) -> Option<Self> {
        let time = DateTime::from_timestamp_micros(micros)?;
        (0..=9999).contains(&chrono::Datelike::year(&time)).then_some(Self(micros))
    }

    /// From a chrono instant, cut to microseconds.
    pub(crate) fn from_utc(time: DateTime<Utc>) -> Option<Self> {
        Self::from_micros(time.timestamp_micros())
    }

    /// Reads RFC 3339.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let time = DateTime::parse_from_rfc3339(text).ok()?;
        Self::from_utc(time.with_timezone(&Utc))
    }

    /// Microseconds since the Unix epoch.
    pub(crate) fn micros(self) -> i64 {
        self.0
    }

    /// As a chrono instant.
    pub(crate) fn utc(self) -> DateTime<Utc> {
        DateTime::from_timestamp_micros(self.0).unwrap_or(DateTime::UNIX_EPOCH)
    }

    /// In a zone, for reading.
    pub(crate) fn in_zone(self, zone: Zone) -> DateTime<Zone> {
        zone.from_utc_datetime(&self.utc().naive_utc())
    }

    /// This instant and a period, held inside the range that can be written.
    pub(crate) fn plus(self, period: Period) -> Self {
        let micros = self.0.saturating_add(period.seconds().saturating_mul(1_000_000));
        Self::from_micros(micros).unwrap_or(self)
    }

    /// How long after `earlier` this is, in whole seconds; negative when it is before.
    pub(crate) fn since(self, earlier: Self) -> Period {
        Period::from_seconds(self.0.saturating_sub(earlier.0).div_euclid(1_000_000))
    }

    /// RFC 3339 in UTC with seconds: for people and exports.
    pub(crate) fn to_seconds_text(self) -> String {
        self.utc().to_rfc3339_opts(SecondsFormat::Secs, true)
    }
}

/// RFC 3339 in UTC with microseconds: the form of the record.
impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.utc().to_rfc3339_opts(SecondsFormat::Micros, true))
    }
}

impl serde::Serialize for Timestamp {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for Timestamp {
    fn deserialize<D: serde::Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        text_form::read_text(source, |text| {
            Self::parse(text).ok_or_else(|| format!("`{text}` is not an RFC 3339 time"))
        })
    }
}

/// A length of time in whole seconds; may be negative as the result of a difference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub(crate) struct Period(i64);

impl Period {
    /// From seconds.
    pub(crate) const fn from_seconds(seconds: i64) -> Self {
        Self(seconds)
    }

    /// From hours.
    pub(crate) const fn from_hours(hours: i64) -> Self {
        Self(hours.saturating_mul(3600))
    }

    /// In seconds.
    pub(crate) const fn seconds(self) -> i64 {
        self.0
    }

    /// Whether it lies before zero.
    pub(crate) const fn is_negative(self) -> bool {
        self.0 < 0
    }
}

/// `45 s`, `12 min`, `70 h 43`, `9 d 4 h`: short and readable; the sign is kept.
impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0 < 0 {
            f.write_str("-")?;
        }
        let seconds = self.0.unsigned_abs();
        let (minutes, hours, days) = (seconds / 60, seconds / 3600, seconds / 86_400);
        match (days, hours, minutes) {
            (0, 0, 0) => write!(f, "{seconds} s"),
            (0, 0, _) => write!(f, "{minutes} min"),
            (0..=3, _, _) if minutes % 60 == 0 => write!(f, "{hours} h"),
            (0..=3, _, _) => write!(f, "{hours} h {:02}", minutes % 60),
            (_, _, _) if hours % 24 == 0 => write!(f, "{days} d"),
            (_, _, _) => write!(f, "{days} d {} h", hours % 24),
        }
    }
}

/// How exactly a claimed time is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Precision {
    /// Seconds were given.
    Second,
    /// Hours and minutes were given.
    Minute,
    /// Only the hour was given.
    Hour,
    /// Only the date was given.
    Day,
}

/// A person's claim of when something happened. Not our clock: never used for the order of entries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Claimed {
    /// The instant.
    #[serde(rename = "t")]
    pub(crate) at: Timestamp,
    /// The offset from UTC that was typed or that the zone had then, in minutes.
    #[serde(rename = "offset")]
    pub(crate) offset_minutes: i32,
    /// What was left open.
    pub(crate) precision: Precision,
}

impl Claimed {
    /// The instant at which something was recorded, to the second.
    pub(crate) fn as_recorded(at: Timestamp) -> Self {
        Self { at, offset_minutes: 0, precision: Precision::Second }
    }
}
