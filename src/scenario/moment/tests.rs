//! Moments of a story.

use super::StoryMoment;
use crate::base::time::{Timestamp, Zone};

#[track_caller]
fn check(text: &str, zone: &str, (after, until): (&str, &str)) {
    let now = Timestamp::parse("2026-03-27T12:00:00Z").unwrap();
    let zone: Zone = zone.parse().unwrap();
    let moment = StoryMoment::parse(text).unwrap();
    let found = (moment.after(now, zone).to_seconds_text(), moment.until(now, zone).to_seconds_text());
    assert_eq!(found, (after.to_owned(), until.to_owned()), "{text}");
}

#[test]
fn a_weekday_is_the_next_one_or_the_last_one() {
    check("Mon 08:00", "UTC", ("2026-03-30T08:00:00Z", "2026-03-23T08:00:00Z"));
    check("Fri 12:00", "UTC", ("2026-04-03T12:00:00Z", "2026-03-27T12:00:00Z"));
    check("Friday 12:01", "UTC", ("2026-03-27T12:01:00Z", "2026-03-20T12:01:00Z"));
    check("6h", "UTC", ("2026-03-27T18:00:00Z", "2026-03-27T12:00:00Z"));
}

#[test]
fn clocks_that_change_are_minded() {
    // The clocks go forward on Sunday 29 March 2026 at 02:00.
    check("Mon 08:00", "Europe/Berlin", ("2026-03-30T06:00:00Z", "2026-03-23T07:00:00Z"));
    check("Sun 02:30", "Europe/Berlin", ("2026-04-05T00:30:00Z", "2026-03-22T01:30:00Z"));
}

#[test]
fn anything_else_is_refused() {
    for text in ["", "08:00", "Mon", "Mon 8", "Someday 08:00", "Mon 25:00"] {
        assert!(StoryMoment::parse(text).is_err(), "{text}");
    }
}
