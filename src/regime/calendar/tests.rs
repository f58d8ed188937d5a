//! The shipped calendars are complete and hold; beyond them nothing is said.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::*;
use crate::base::problem::{Problems, Source};
use crate::base::time::Zone;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

#[test]
fn the_list_is_the_folder() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/regime/calendar/data");
    let files = fs::read_dir(folder).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap());
    let found: BTreeSet<String> =
        files.filter_map(|name| name.strip_suffix(".toml").map(str::to_owned)).collect();
    let listed: BTreeSet<String> = CalendarId::all().map(|id| id.to_string()).collect();
    assert_eq!(listed, found);
}

#[test]
fn no_shipped_calendar_has_a_problem() {
    for id in CalendarId::all() {
        let (calendar, problems) = load::load(&id.source().unwrap());
        assert_eq!(problems, Problems::default());
        let calendar = calendar.unwrap();
        assert_eq!(calendar.id, id);
        assert!(!calendar.weekend.is_empty() && !calendar.source.is_empty(), "{id}");
        let years: Vec<i32> = calendar.years.keys().copied().collect();
        let (first, last) = calendar.years();
        assert_eq!(years, (first..=last).collect::<Vec<_>>(), "{id}");
        for (year, days) in &calendar.years {
            assert!(days.holidays.iter().all(|day| day.year() == *year) && !days.holidays.is_empty(), "{id}");
        }
    }
}

#[test]
fn zones_are_zones_and_their_countries_have_calendars() {
    let (zones, problems) = zones::read(&zones::source());
    assert_eq!(problems, Problems::default());
    assert!(zones.keys().all(|zone| zone.parse::<Zone>().is_ok()));
    assert_eq!(of_zone("Europe/Berlin"), CalendarId::parse("DE").ok());
    assert_eq!(of_zone("Africa/Nairobi"), None);
}

#[track_caller]
fn check(calendar: &str, from: &str, n: u32, expected: &str) {
    let closures = Closures::new();
    let workdays = Workdays::new(Some(CalendarId::parse(calendar).unwrap()), &closures);
    assert_eq!(workdays.nth_after(day(from), n), Ok(day(expected)), "{calendar} {from}");
}

#[test]
fn working_days_are_those_of_the_country() {
    check("DE", "2026-04-02", 1, "2026-04-07");
    check("FR", "2026-11-10", 1, "2026-11-12");
    check("SA", "2026-11-18", 2, "2026-11-22");
    check("BR", "2026-11-19", 3, "2026-11-25");
    check("US", "2026-07-02", 1, "2026-07-06");
    check("CN", "2026-10-08", 2, "2026-10-10");
}

#[test]
fn a_closure_is_no_working_day() {
    let us = CalendarId::parse("US").unwrap();
    let closures = Closures::from([(us, BTreeSet::from([day("2026-12-24")]))]);
    let workdays = Workdays::new(Some(us), &closures);
    assert_eq!(workdays.on_or_after(day("2026-12-24")), Ok(day("2026-12-28")));
}

#[test]
fn past_the_last_year_nothing_is_guessed() {
    let closures = Closures::new();
    let sg = CalendarId::parse("SG").unwrap();
    let (first, last) = sg.calendar().unwrap().years();
    let found = Workdays::new(Some(sg), &closures).nth_after(day("2027-12-31"), 1);
    assert_eq!(found, Err(CalendarError::UnknownYear { calendar: sg, first, last, year: 2028 }));
    assert_eq!(
        found.unwrap_err().to_string(),
        "the calendar SG knows the years 2018 to 2027, not 2028: public holidays are not guessed"
    );
}

#[test]
fn without_a_calendar_the_week_decides() {
    assert_eq!(Workdays::WEEK.on_or_after(day("2026-12-26")), Ok(day("2026-12-28")));
    assert_eq!(Workdays::WEEK.is_working(day("2026-12-25")), Ok(true));
}

#[test]
fn a_bad_calendar_says_where() {
    let text = "format = \"calendar/1\"\nid = \"DE\"\nname = \"x\"\nsource = \"x\"\ngenerated = \"2026-11-22\"\nweekend = [\"sun\", \"no\"]\n\
                [holidays]\n2026 = \"02-30\"\nabc = \"01-01\"\n";
    let (calendar, problems) = load::load(&Source::new("x.toml", text));
    assert_eq!(calendar, None);
    let said: Vec<_> = problems.sorted().iter().map(|problem| problem.message.clone()).collect();
    assert_eq!(
        said,
        [
            "the calendar names no year",
            "bad `weekend`: `no` is no day of the week",
            "bad `days`: `2026-02-30` is no date",
            "bad `year`: invalid digit found in string",
        ]
    );
}
