//! When things are due again.

use super::due_again;
use crate::base::time::{Timestamp, Zone};

#[track_caller]
fn check(done: &str, months: u32, expected: &str) {
    let zone: Zone = "Europe/Berlin".parse().unwrap();
    let due = due_again(Timestamp::parse(done).unwrap(), months, zone);
    assert_eq!(due.to_seconds_text(), expected);
}

#[test]
fn the_same_day_or_the_last_of_a_shorter_month() {
    check("2026-11-23T10:00:00Z", 12, "2027-11-22T23:00:00Z");
    check("2028-02-29T10:00:00Z", 12, "2029-02-27T23:00:00Z");
    check("2027-08-31T10:00:00Z", 6, "2028-02-28T23:00:00Z");
    // The day is that of the zone, and its beginning that of summer time.
    check("2026-12-31T23:30:00Z", 6, "2027-06-30T22:00:00Z");
}
