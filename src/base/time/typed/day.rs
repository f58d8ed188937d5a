//! The day in a typed time: `yesterday`, `mon`, `22 Nov`, `Nov 22, 2026`, `2026-11-22`. Must not know zones.
//! Days written in numbers alone are refused, because half the world reads `03/04` the other way round.

use chrono::{Datelike as _, NaiveDate, TimeDelta, Weekday};

use super::clock::Clock;
use super::cursor::Cursor;
use super::error::TypedTimeError;
use super::numbers;

/// A day as it was named.
#[derive(Debug, Clone, Copy)]
pub(super) enum Day {
    /// Counted from today.
    FromToday(TimeDelta),
    /// The latest such weekday that is not after today.
    Latest(Weekday),
    /// A date, which must fall on the weekday when one was typed with it.
    Dated(Date, Option<Weekday>),
}

/// A date whose year may be left out: then it is the latest such date that is not after today.
#[derive(Debug, Clone, Copy)]
pub(super) struct Date {
    day: u32,
    month: u32,
    year: Option<i32>,
}

impl Day {
    /// The day that stands here, if any; an error when it is a day that has to be typed in another way.
    pub(super) fn read(cursor: &mut Cursor<'_>) -> Result<Option<Self>, TypedTimeError> {
        if let Some(days) = cursor.word_of(days_from_today) {
            return Ok(Some(Self::FromToday(TimeDelta::days(days))));
        }
        let Some(weekday) = cursor.word_of(|word| among(&WEEKDAYS, word)) else {
            return Ok(Date::read(cursor)?.map(|date| Self::Dated(date, None)));
        };
        let mut ahead = *cursor;
        ahead.eat(',');
        ahead.skip_blanks();
        let Some(date) = Date::read(&mut ahead)? else { return Ok(Some(Self::Latest(weekday))) };
        *cursor = ahead;
        Ok(Some(Self::Dated(date, Some(weekday))))
    }

    /// The calendar day meant by somebody for whom it is `today`.
    pub(super) fn date(self, today: NaiveDate) -> Result<NaiveDate, TypedTimeError> {
        match self {
            Self::FromToday(days) => Ok(today + days),
            Self::Latest(weekday) => Ok(today - TimeDelta::days(today.weekday().days_since(weekday).into())),
            Self::Dated(date, weekday) => {
                let found = date.resolve(today)?;
                match weekday.filter(|typed| *typed != found.weekday()) {
                    Some(typed) => Err(TypedTimeError::OtherWeekday { date: found, typed }),
                    None => Ok(found),
                }
            }
        }
    }
}

impl Date {
    fn read(cursor: &mut Cursor<'_>) -> Result<Option<Self>, TypedTimeError> {
        if let Some(date) = cursor.attempt(iso) {
            return Ok(Some(date));
        }
        numbers::refuse(*cursor)?;
        let Some((day, month)) = cursor.attempt(day_month).or_else(|| cursor.attempt(month_day)) else {
            return Ok(None);
        };
        Ok(Some(Self { day, month, year: year(cursor)? }))
    }

    fn resolve(self, today: NaiveDate) -> Result<NaiveDate, TypedTimeError> {
        let on = |year| NaiveDate::from_ymd_opt(year, self.month, self.day);
        let found = match self.year {
            Some(year) => on(year),
            // Eight years reach back to a 29 February across a century that has none.
            None => (0..=8).filter_map(|back| on(today.year() - back)).find(|date| *date <= today),
        };
        found.ok_or(TypedTimeError::NoSuchDate { day: self.day, month: self.month, year: self.year })
    }
}

fn days_from_today(word: &str) -> Option<i64> {
    match word {
        "yesterday" => Some(-1),
        "today" => Some(0),
        "tomorrow" => Some(1),
        _ => None,
    }
}

/// Weekdays and the ways people shorten them.
const WEEKDAYS: [(Weekday, &[&str]); 7] = [
    (Weekday::Mon, &["mon", "monday"]),
    (Weekday::Tue, &["tue", "tues", "tuesday"]),
    (Weekday::Wed, &["wed", "wednesday"]),
    (Weekday::Thu, &["thu", "thur", "thurs", "thursday"]),
    (Weekday::Fri, &["fri", "friday"]),
    (Weekday::Sat, &["sat", "saturday"]),
    (Weekday::Sun, &["sun", "sunday"]),
];

/// Months by number and the ways people shorten them.
const MONTHS: [(u32, &[&str]); 12] = [
    (1, &["jan", "january"]),
    (2, &["feb", "february"]),
    (3, &["mar", "march"]),
    (4, &["apr", "april"]),
    (5, &["may"]),
    (6, &["jun", "june"]),
    (7, &["jul", "july"]),
    (8, &["aug", "august"]),
    (9, &["sep", "sept", "september"]),
    (10, &["oct", "october"]),
    (11, &["nov", "november"]),
    (12, &["dec", "december"]),
];

fn among<T: Copy>(table: &[(T, &[&str])], word: &str) -> Option<T> {
    table.iter().find(|(_, names)| names.contains(&word)).map(|(found, _)| *found)
}

fn iso(cursor: &mut Cursor<'_>) -> Option<Date> {
    let year = cursor.number(4..=4)?;
    let month = cursor.eat('-').then(|| cursor.number(2..=2)).flatten()?;
    let day = cursor.eat('-').then(|| cursor.number(2..=2)).flatten()?;
    Some(Date { day, month, year: i32::try_from(year).ok() })
}

fn day_month(cursor: &mut Cursor<'_>) -> Option<(u32, u32)> {
    let day = cursor.number(1..=2)?;
    ordinal(cursor);
    cursor.skip_blanks();
    Some((day, cursor.word_of(|word| among(&MONTHS, word))?))
}

fn month_day(cursor: &mut Cursor<'_>) -> Option<(u32, u32)> {
    let month = cursor.word_of(|word| among(&MONTHS, word))?;
    cursor.skip_blanks();
    if is_clock(*cursor) {
        return None;
    }
    let day = cursor.number(1..=2)?;
    ordinal(cursor);
    Some((day, month))
}

/// `22nd` and `22.` are 22.
fn ordinal(cursor: &mut Cursor<'_>) {
    if !cursor.eat('.') {
        cursor.word_of(|word| matches!(word, "st" | "nd" | "rd" | "th").then_some(()));
    }
}

/// A year after day and month; a number there that is neither a year nor a time of day is refused.
fn year(cursor: &mut Cursor<'_>) -> Result<Option<i32>, TypedTimeError> {
    let mut ahead = *cursor;
    ahead.eat(',');
    ahead.skip_blanks();
    if !ahead.at_digit() || is_clock(ahead) {
        return Ok(None);
    }
    let start = ahead;
    let year = ahead.number(4..=4).and_then(|year| i32::try_from(year).ok());
    let year = year.ok_or_else(|| TypedTimeError::UnclearYear {
        typed: start.rest().split_whitespace().next().unwrap_or_default().to_owned(),
    })?;
    *cursor = ahead;
    Ok(Some(year))
}

/// Whether a time of day stands here, good or bad.
fn is_clock(mut cursor: Cursor<'_>) -> bool {
    !matches!(Clock::read(&mut cursor), Ok(None))
}
