//! Why a typed time was refused, and what to type instead. Must not decide anything: only the words are here.

use std::ops::RangeInclusive;

use chrono::{NaiveDate, NaiveDateTime, Weekday};

use super::period::PeriodError;
use super::place::Gap;

/// Years that are read. Before 1970 zones were local mean times; RFC 3339 ends at 9999.
pub(super) const YEARS: RangeInclusive<i32> = 1970..=9999;

/// Why a typed time was refused. Each message names what to type instead.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum TypedTimeError {
    #[error("no time was typed; type for example 14:32, yesterday 9am or -20m")]
    Empty,
    #[error("this is too long for a time: at most {longest} characters are read")]
    TooLong { longest: usize },
    #[error(
        "`{typed}` is not understood as a time; type for example 14:32, yesterday 9am, -20m, 22 Nov 14:32 or 2026-11-22T14:32Z"
    )]
    NotUnderstood { typed: String },
    #[error("`{typed}` is only a number; type a time of day as 14:32 or 9am, or how long ago as -20m")]
    BareNumber { typed: String },
    #[error(
        "`{typed}` is not on the clock: hours go from 00 to 23, or from 1 to 12 with am or pm, minutes and seconds from 00 to 59"
    )]
    NotOnTheClock { typed: String },
    #[error(
        "`{typed}` is a length of time; type -{typed} for that long ago, or a time of day with a colon, as 14:32"
    )]
    NoDirection { typed: String },
    #[error(transparent)]
    Period(#[from] PeriodError),
    #[error(
        "`{typed}` is not guessed at, because people write day and month in either order; type {instead}"
    )]
    NumericDate { typed: String, instead: String },
    #[error(
        "`{typed}` after the month is neither a year nor a time of day; type the year as 2026, the time as 14:32"
    )]
    UnclearYear { typed: String },
    #[error("there is no {}; check the day and the month", spelled(*day, *month, *year))]
    NoSuchDate { day: u32, month: u32, year: Option<i32> },
    #[error("{} is a {}, not a {}; correct one of them, or type the date alone", date.format("%-d %b %Y"), date.format("%a"), typed)]
    OtherWeekday { date: NaiveDate, typed: Weekday },
    #[error("the year {year} is not read: years go from {} to {}; a time of day has a colon, as 14:32", YEARS.start(), YEARS.end())]
    YearOutOfRange { year: i32 },
    #[error(
        "`{typed}` looks like two times; type one of them (an offset needs a blank before it, as in 10:00 -05:00)"
    )]
    TwoTimes { typed: String },
    #[error("there is no {} in {}: the clocks go from {} to {}; type a time before or after, or one with UTC behind it", stamp(*local), gap.zone.name(), gap.moment(gap.start), gap.moment(gap.end.naive_local()))]
    Skipped { local: NaiveDateTime, gap: Gap },
    #[error(
        "`{typed}` stands for more than one offset or is mixed up with its summer time; type the city ({cities}) or the offset, as +01:00"
    )]
    Abbreviation { typed: String, cities: &'static str },
    #[error(
        "`{typed}` counts the other way round, so it is not read; type {instead} if the clocks there show UTC{instead}"
    )]
    InvertedOffset { typed: String, instead: String },
    #[error("`{typed}` is not an offset; type it with two digits each, from -12:00 to +14:00, as +01:00")]
    UnclearOffset { typed: String },
    #[error("no place is known as `{typed}`{}; type a city such as Berlin, a zone such as Europe/Berlin or an offset such as +01:00", meant(suggestion.as_deref()))]
    UnknownPlace { typed: String, suggestion: Option<String> },
}

fn stamp(local: NaiveDateTime) -> String {
    local.format("%-d %b %Y %H:%M").to_string()
}

fn spelled(day: u32, month: u32, year: Option<i32>) -> String {
    // The 1st stands in for a day that its month may not have, to borrow the month's name.
    let Some(first) = NaiveDate::from_ymd_opt(2000, month, 1) else { return format!("month {month}") };
    let month = first.format("%b");
    match year {
        Some(year) => format!("{day} {month} {year}"),
        None => format!("{day} {month}"),
    }
}

fn meant(suggestion: Option<&str>) -> String {
    suggestion.map(|place| format!(" (did you mean {place}?)")).unwrap_or_default()
}
