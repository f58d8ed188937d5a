//! What a claim and a text mean as a moment.

use super::*;

#[track_caller]
fn check(at: &str, offset_minutes: i32, precision: Precision, expected: Trigger) {
    let at = Timestamp::parse(at).unwrap();
    assert_eq!(Trigger::from(Claimed { at, offset_minutes, precision }), expected);
}

#[test]
fn a_claim_of_a_day_is_that_day_where_it_was_made() {
    let day = |text: &str| Trigger::Date(text.parse().unwrap());
    check("2026-11-17T23:00:00Z", 60, Precision::Day, day("2026-11-18"));
    check("2026-11-18T05:00:00Z", -300, Precision::Day, day("2026-11-18"));
    let instant = Trigger::Instant(Timestamp::parse("2026-11-17T23:00:00Z").unwrap());
    check("2026-11-17T23:00:00Z", 60, Precision::Minute, instant);
    check("2026-11-17T23:00:00Z", 60, Precision::Hour, instant);
}

#[test]
fn a_text_is_an_instant_or_a_day() {
    assert_eq!(Trigger::parse("2026-11-18"), Some(Trigger::Date("2026-11-18".parse().unwrap())));
    let instant = Timestamp::parse("2026-11-18T10:20:00+01:00").map(Trigger::Instant);
    assert_eq!(Trigger::parse("2026-11-18T10:20:00+01:00"), instant);
    assert_eq!(Trigger::parse("2026-11-18T10:20"), None);
}

#[test]
fn a_day_has_a_first_and_a_last_second_also_where_it_begins_late() {
    let cairo: Zone = "Africa/Cairo".parse().unwrap();
    let day = Trigger::Date("2026-04-24".parse().unwrap());
    assert_eq!(Some(day.first(cairo)), Timestamp::parse("2026-04-24T01:00:00+03:00"));
    assert_eq!(Some(day.last(cairo)), Timestamp::parse("2026-04-24T23:59:59+03:00"));
}
