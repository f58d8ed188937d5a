//! Tables of what people type, seen at one moment in one place, and properties over arbitrary text.

mod clocks;
mod properties;
mod refusals;

use super::{TypedTime, TypedTimeError, echo, parse_period, parse_typed_time};
use crate::base::time::zone::tests::zone;
use crate::base::time::{Claimed, Timestamp, Zone};

/// A Sunday afternoon in Dublin, seconds into the minute, with winter time.
const SUNDAY: &str = "2026-11-22T14:40:25.5Z";

#[track_caller]
fn at(text: &str) -> Timestamp {
    Timestamp::parse(text).expect("a test gives its moment in RFC 3339")
}

fn shown(claimed: Claimed) -> String {
    let offset = chrono::FixedOffset::east_opt(claimed.offset_minutes * 60).unwrap();
    let local = claimed.at.utc().with_timezone(&offset);
    let text = local.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, false);
    format!("{text} {:?}", claimed.precision)
}

fn outcome(result: Result<TypedTime, TypedTimeError>) -> String {
    match result {
        Ok(TypedTime::At(claimed)) => shown(claimed),
        Ok(TypedTime::Future(claimed)) => format!("future {}", shown(claimed)),
        Ok(TypedTime::Ambiguous { earlier, later }) => format!("{} or {}", shown(earlier), shown(later)),
        Err(refusal) => format!("refused: {refusal}"),
    }
}

#[track_caller]
fn check(input: &str, now: &str, zone: Zone, expected: &str) {
    assert_eq!(outcome(parse_typed_time(input, at(now), zone)), expected, "{input} at {now} in {zone}");
}

#[test]
fn times_of_day_are_the_latest_that_is_not_after_now() {
    for (input, expected) in [
        ("14:32", "2026-11-22T14:32:00+00:00 Minute"),
        ("14h32", "2026-11-22T14:32:00+00:00 Minute"),
        ("14:32:05", "2026-11-22T14:32:05+00:00 Second"),
        ("14:32:05.250", "2026-11-22T14:32:05.250+00:00 Second"),
        ("14:40", "2026-11-22T14:40:00+00:00 Minute"),
        ("14:41", "2026-11-21T14:41:00+00:00 Minute"),
        ("23:50", "2026-11-21T23:50:00+00:00 Minute"),
        ("0:05", "2026-11-22T00:05:00+00:00 Minute"),
        ("9am", "2026-11-22T09:00:00+00:00 Hour"),
        ("9 AM", "2026-11-22T09:00:00+00:00 Hour"),
        ("9:30 pm", "2026-11-21T21:30:00+00:00 Minute"),
        ("9:30\u{202f}PM", "2026-11-21T21:30:00+00:00 Minute"),
        ("12am", "2026-11-22T00:00:00+00:00 Hour"),
        ("12pm", "2026-11-22T12:00:00+00:00 Hour"),
        ("  at 14:32  ", "2026-11-22T14:32:00+00:00 Minute"),
    ] {
        check(input, SUNDAY, zone("Europe/Dublin"), expected);
    }
    check("23:50", "2026-11-22T00:10:00Z", zone("Europe/Dublin"), "2026-11-21T23:50:00+00:00 Minute");
}

#[test]
fn relative_times_count_back_from_now() {
    for (input, expected) in [
        ("now", "2026-11-22T14:40:25+00:00 Second"),
        ("-20m", "2026-11-22T14:20:00+00:00 Minute"),
        ("\u{2212}20m", "2026-11-22T14:20:00+00:00 Minute"),
        ("now - 20 min", "2026-11-22T14:20:00+00:00 Minute"),
        ("-1h30m", "2026-11-22T13:10:00+00:00 Minute"),
        ("20m ago", "2026-11-22T14:20:00+00:00 Minute"),
        ("2 hours ago", "2026-11-22T12:40:00+00:00 Hour"),
        ("-90s", "2026-11-22T14:38:55+00:00 Second"),
        ("-2d", "2026-11-20T00:00:00+00:00 Day"),
        ("1 week ago", "2026-11-15T00:00:00+00:00 Day"),
        ("-1d2h", "2026-11-21T12:40:00+00:00 Hour"),
        ("-20m Berlin", "2026-11-22T15:20:00+01:00 Minute"),
        ("+4h", "future 2026-11-22T18:40:00+00:00 Hour"),
        ("in 20m", "future 2026-11-22T15:00:00+00:00 Minute"),
    ] {
        check(input, SUNDAY, zone("Europe/Dublin"), expected);
    }
}

#[test]
fn days_are_named_in_many_ways() {
    for (input, expected) in [
        ("today 14:32", "2026-11-22T14:32:00+00:00 Minute"),
        ("today 23:00", "future 2026-11-22T23:00:00+00:00 Minute"),
        ("yesterday 9am", "2026-11-21T09:00:00+00:00 Hour"),
        ("9am yesterday", "2026-11-21T09:00:00+00:00 Hour"),
        ("Yesterday, at 9:15", "2026-11-21T09:15:00+00:00 Minute"),
        ("yesterday", "2026-11-21T00:00:00+00:00 Day"),
        ("tomorrow 9am", "future 2026-11-23T09:00:00+00:00 Hour"),
        ("mon 14:32", "2026-11-16T14:32:00+00:00 Minute"),
        ("on Thursday at 9am", "2026-11-19T09:00:00+00:00 Hour"),
        ("sun 14:32", "2026-11-22T14:32:00+00:00 Minute"),
        ("sun 16:00", "future 2026-11-22T16:00:00+00:00 Minute"),
        ("tues", "2026-11-17T00:00:00+00:00 Day"),
        ("22 Nov 14:32", "2026-11-22T14:32:00+00:00 Minute"),
        ("22nd november 2026 14:32", "2026-11-22T14:32:00+00:00 Minute"),
        ("22. nov 14:32", "2026-11-22T14:32:00+00:00 Minute"),
        ("22 Nov 2026 14:32", "2026-11-22T14:32:00+00:00 Minute"),
        ("Nov 22 14:32", "2026-11-22T14:32:00+00:00 Minute"),
        ("Nov  2 04:07:09", "2026-11-02T04:07:09+00:00 Second"),
        ("Nov 22, 2026, 14:32", "2026-11-22T14:32:00+00:00 Minute"),
        ("14:32 22 Nov", "2026-11-22T14:32:00+00:00 Minute"),
        ("23 Nov 14:32", "2025-11-23T14:32:00+00:00 Minute"),
        ("22 Nov 14:50", "future 2026-11-22T14:50:00+00:00 Minute"),
        ("23 Nov 2026 14:32", "future 2026-11-23T14:32:00+00:00 Minute"),
        ("29 Feb 9am", "2024-02-29T09:00:00+00:00 Hour"),
        ("30 Jun 10:00", "2026-06-30T10:00:00+01:00 Minute"),
        ("Sun 22 Nov 14:32", "2026-11-22T14:32:00+00:00 Minute"),
        ("Sun, 22 Nov 2026 14:32:05 +0000", "2026-11-22T14:32:05+00:00 Second"),
        ("22 Nov", "2026-11-22T00:00:00+00:00 Day"),
    ] {
        check(input, SUNDAY, zone("Europe/Dublin"), expected);
    }
}

#[test]
fn dates_in_numbers_start_with_the_year() {
    for (input, expected) in [
        ("2026-11-22 14:32", "2026-11-22T14:32:00+00:00 Minute"),
        ("2026-11-22T14:32", "2026-11-22T14:32:00+00:00 Minute"),
        ("2026-11-22", "2026-11-22T00:00:00+00:00 Day"),
        ("2026-11-23", "future 2026-11-23T00:00:00+00:00 Day"),
        ("2026-07-01", "2026-07-01T00:00:00+01:00 Day"),
        ("2026-11-22T14:32Z", "2026-11-22T14:32:00+00:00 Minute"),
        ("2026-11-22t14:32:05z", "2026-11-22T14:32:05+00:00 Second"),
        ("2026-11-22T14:32:05.123456789Z", "2026-11-22T14:32:05.123456+00:00 Second"),
        ("2026-11-22T14:32-05:00", "future 2026-11-22T14:32:00-05:00 Minute"),
        ("2026-11-22 08:32:05-05:00", "2026-11-22T08:32:05-05:00 Second"),
        ("2026-11-22 14:32 +01:00", "2026-11-22T14:32:00+01:00 Minute"),
    ] {
        check(input, SUNDAY, zone("Europe/Dublin"), expected);
    }
}

#[test]
fn a_place_after_the_time_overrides_the_zone() {
    for (input, expected) in [
        ("03:10 Berlin", "2026-11-22T03:10:00+01:00 Minute"),
        ("03:10 Chicago", "2026-11-22T03:10:00-06:00 Minute"),
        ("03:10 in berlin", "2026-11-22T03:10:00+01:00 Minute"),
        ("15:30 Berlin", "2026-11-22T15:30:00+01:00 Minute"),
        ("15:30 Europe/Berlin", "2026-11-22T15:30:00+01:00 Minute"),
        ("9am New York", "2026-11-22T09:00:00-05:00 Hour"),
        ("9am new_york", "2026-11-22T09:00:00-05:00 Hour"),
        ("9am America/New York", "2026-11-22T09:00:00-05:00 Hour"),
        ("9am Port-au-Prince", "2026-11-22T09:00:00-05:00 Hour"),
        ("9am Buenos Aires", "2026-11-22T09:00:00-03:00 Hour"),
        ("yesterday 23:30 Auckland", "2026-11-22T23:30:00+13:00 Minute"),
        ("03:10 UTC", "2026-11-22T03:10:00+00:00 Minute"),
        ("03:10 Z", "2026-11-22T03:10:00+00:00 Minute"),
        ("03:10Z", "2026-11-22T03:10:00+00:00 Minute"),
        ("03:10 GMT", "2026-11-22T03:10:00+00:00 Minute"),
        ("03:10 UTC+2", "2026-11-22T03:10:00+02:00 Minute"),
        ("03:10 +01:00", "2026-11-22T03:10:00+01:00 Minute"),
        ("03:10+01:00", "2026-11-22T03:10:00+01:00 Minute"),
        ("03:10 -0930", "2026-11-22T03:10:00-09:30 Minute"),
        ("03:10 Japan", "2026-11-22T03:10:00+09:00 Minute"),
        ("2026-11-22 Tokyo", "2026-11-22T00:00:00+09:00 Day"),
    ] {
        check(input, SUNDAY, zone("Europe/Dublin"), expected);
    }
}

#[track_caller]
fn check_echo(input: &str, zone: Zone, expected: &str) {
    let claimed = match parse_typed_time(input, at(SUNDAY), zone) {
        Ok(TypedTime::At(claimed) | TypedTime::Future(claimed)) => claimed,
        other => panic!("{input} is not one instant: {other:?}"),
    };
    assert_eq!(echo(claimed, zone), expected, "{input} in {zone}");
}

#[test]
fn the_echo_shows_date_zone_and_utc() {
    for (input, zone, expected) in [
        ("15:32", zone("Europe/Berlin"), "Sun 22 Nov 2026 15:32 Europe/Berlin (14:32 UTC)"),
        ("9am", zone("Europe/Dublin"), "Sun 22 Nov 2026 09:00 Europe/Dublin (09:00 UTC)"),
        ("14:32:05", Zone::UTC, "Sun 22 Nov 2026 14:32:05 UTC"),
        ("00:10", zone("Europe/Berlin"), "Sun 22 Nov 2026 00:10 Europe/Berlin (Sat 21 Nov 23:10 UTC)"),
        ("03:10 UTC", zone("Europe/Berlin"), "Sun 22 Nov 2026 04:10 Europe/Berlin (03:10 UTC)"),
        (
            "00:10 Berlin",
            zone("Europe/Dublin"),
            "Sat 21 Nov 2026 23:10 Europe/Dublin (Sun 22 Nov 00:10 +01:00 as typed, 23:10 UTC)",
        ),
        ("03:10 Berlin", Zone::UTC, "Sun 22 Nov 2026 02:10 UTC (03:10 +01:00 as typed)"),
        (
            "yesterday",
            zone("Europe/Berlin"),
            "Sat 21 Nov 2026 Europe/Berlin, no time of day (from Fri 20 Nov 23:00 UTC)",
        ),
        (
            "2026-11-22 Tokyo",
            zone("Europe/Dublin"),
            "Sun 22 Nov 2026 UTC+09:00, no time of day (from Sat 21 Nov 15:00 UTC)",
        ),
    ] {
        check_echo(input, zone, expected);
    }
}
