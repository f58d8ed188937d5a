//! Reading a calendar of public holidays. Every problem is reported at once.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::{NaiveDate, Weekday};

use super::{Calendar, CalendarId, Year};
use crate::base::problem::{Placed, Problems, Source};
use crate::base::reader::{self, Table};

/// What the first key must say.
const FORMAT: &str = "calendar/1";

/// Reads a calendar. There is none when any problem is an error.
pub(super) fn load(source: &Arc<Source>) -> (Option<Calendar>, Problems) {
    let mut problems = Problems::default();
    let read = reader::read(source, &mut problems, read_calendar);
    (read.flatten().filter(|_| !problems.has_errors()), problems)
}

fn read_calendar(table: &mut Table<'_>) -> Option<Calendar> {
    table.format(FORMAT);
    let id = table.parsed("id", CalendarId::parse);
    let name = table.required_string("name");
    let source = table.required_string("source");
    let generated = table.parsed("generated", date);
    let weekend = table.strings("weekend");
    let weekend = weekend.iter().filter_map(|day| table.parse_placed("weekend", day, weekday));
    let weekend = weekend.map(Placed::into_value).collect();
    let holidays = table.table("holidays", read_years);
    let working = table.table("working", read_years).unwrap_or_default();
    if holidays.as_ref().is_none_or(BTreeMap::is_empty) {
        table.error("calendar::empty", table.span(), "the calendar names no year");
    }
    let mut years: BTreeMap<i32, Year> = BTreeMap::new();
    for (year, days) in holidays? {
        let own = working.get(&year).cloned().unwrap_or_default();
        years.insert(year, Year { holidays: days, working: own });
    }
    Some(Calendar {
        id: id?.value,
        name: name?.value,
        source: source?.value,
        generated: generated?.value,
        weekend,
        years,
    })
}

fn read_years(table: &mut Table<'_>) -> BTreeMap<i32, BTreeSet<NaiveDate>> {
    let mut years = BTreeMap::new();
    for (key, item) in table.members() {
        let number = table.parse_placed("year", &key, str::parse::<i32>);
        let days = table.as_string(item, "days");
        let (Some(number), Some(days)) = (number, days) else { continue };
        if let Some(found) = table.parse_placed("days", &days, |text| days_of(number.value, text)) {
            years.insert(number.value, found.value);
        }
    }
    years
}

/// `01-01 05-01`: months and days of a year, in order.
fn days_of(year: i32, text: &str) -> Result<BTreeSet<NaiveDate>, String> {
    text.split_whitespace().map(|day| date(&format!("{year:04}-{day}"))).collect()
}

fn date(text: &str) -> Result<NaiveDate, String> {
    NaiveDate::parse_from_str(text, "%Y-%m-%d").map_err(|_| format!("`{text}` is no date"))
}

fn weekday(text: &str) -> Result<Weekday, String> {
    text.parse().map_err(|_| format!("`{text}` is no day of the week"))
}
