//! Days written in numbers alone, `03/04` or `22.11.2026`: half the world reads them the other way round.
//! Must not choose a reading; it only spells out what to type instead.

use chrono::{NaiveDate, NaiveTime};

use super::cursor::Cursor;
use super::error::TypedTimeError;
use crate::base::text::listing;

/// `03/04`, `22.11.2026`, `2026/11/22` and the like, with what to type instead.
pub(super) fn refuse(mut cursor: Cursor<'_>) -> Result<(), TypedTimeError> {
    let start = cursor;
    let Some(numbers) = cursor.attempt(Numbers::read) else { return Ok(()) };
    let typed = cursor.read_since(start).to_owned();
    Err(TypedTimeError::NumericDate { typed, instead: listing(&numbers.spelled_out(), "or") })
}

/// Two or three numbers joined by one kind of mark.
struct Numbers {
    mark: char,
    first: u32,
    second: u32,
    third: Option<u32>,
}

impl Numbers {
    fn read(cursor: &mut Cursor<'_>) -> Option<Self> {
        let first = cursor.number(1..=4)?;
        let mark = ['/', '.', '-'].into_iter().find(|mark| cursor.eat(*mark))?;
        let second = cursor.number(1..=4)?;
        let third = cursor.attempt(|ahead| ahead.eat(mark).then(|| ahead.number(1..=4)).flatten());
        Some(Self { mark, first, second, third })
    }

    /// Every reading that exists, in a form that has only one.
    fn spelled_out(&self) -> Vec<String> {
        let mut spellings = Vec::new();
        for (day, month) in [(self.first, self.second), (self.second, self.first)] {
            spellings.extend(spelled_date(day, month, self.third));
        }
        spellings.dedup();
        spellings.extend(self.year_first());
        let clock = NaiveTime::from_hms_opt(self.first, self.second, 0);
        if let (Some(time), '.', None) = (clock, self.mark, self.third) {
            spellings.push(time.format("%H:%M").to_string());
        }
        if spellings.is_empty() {
            spellings.extend(["22 Nov 14:32", "2026-11-22"].map(str::to_owned));
        }
        spellings
    }

    fn year_first(&self) -> Option<String> {
        let year = i32::try_from(self.first).ok().filter(|year| *year >= 1000)?;
        NaiveDate::from_ymd_opt(year, self.second, self.third?).map(|date| date.to_string())
    }
}

fn spelled_date(day: u32, month: u32, year: Option<u32>) -> Option<String> {
    let year = year.and_then(|year| i32::try_from(year).ok()).filter(|year| *year >= 1000);
    // Without a year any leap year tells whether the day exists.
    let date = NaiveDate::from_ymd_opt(year.unwrap_or(2024), month, day)?;
    Some(date.format(if year.is_some() { "%-d %b %Y" } else { "%-d %b" }).to_string())
}
