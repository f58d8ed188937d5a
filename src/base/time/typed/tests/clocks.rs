//! Changes of the clocks, both ways, in zones that make them at different hours and by different amounts.

use super::{Zone, at, check, echo, parse_typed_time};
use crate::base::time::typed::TypedTime;
use crate::base::time::zone::tests::zone;

#[test]
fn an_hour_that_happened_twice_is_handed_back() {
    for (input, now, zone, expected) in [
        (
            "25 Oct 01:30",
            "2026-11-22T14:40:00Z",
            zone("Europe/Dublin"),
            "2026-10-25T01:30:00+01:00 Minute or 2026-10-25T01:30:00+00:00 Minute",
        ),
        (
            "2026-10-25 02:30",
            "2026-11-22T14:40:00Z",
            zone("Europe/Berlin"),
            "2026-10-25T02:30:00+02:00 Minute or 2026-10-25T02:30:00+01:00 Minute",
        ),
        (
            "1 Nov 1:30 am",
            "2026-11-22T14:40:00Z",
            zone("America/New_York"),
            "2026-11-01T01:30:00-04:00 Minute or 2026-11-01T01:30:00-05:00 Minute",
        ),
        (
            "5 Apr 01:45",
            "2026-11-22T14:40:00Z",
            zone("Australia/Lord_Howe"),
            "2026-04-05T01:45:00+11:00 Minute or 2026-04-05T01:45:00+10:30 Minute",
        ),
        (
            "31 Oct 2027 02:30 Berlin",
            "2026-11-22T14:40:00Z",
            zone("Europe/Dublin"),
            "2027-10-31T02:30:00+02:00 Minute or 2027-10-31T02:30:00+01:00 Minute",
        ),
    ] {
        check(input, now, zone, expected);
    }
}

#[test]
fn the_edges_of_the_hour_that_happened_twice_are_clear() {
    for (input, zone, expected) in [
        ("25 Oct 00:59:59", zone("Europe/Dublin"), "2026-10-25T00:59:59+01:00 Second"),
        ("25 Oct 02:00", zone("Europe/Dublin"), "2026-10-25T02:00:00+00:00 Minute"),
        ("25 Oct 01:59", zone("Europe/Berlin"), "2026-10-25T01:59:00+02:00 Minute"),
        ("25 Oct 03:00", zone("Europe/Berlin"), "2026-10-25T03:00:00+01:00 Minute"),
        ("5 Apr 01:29", zone("Australia/Lord_Howe"), "2026-04-05T01:29:00+11:00 Minute"),
        ("5 Apr 02:00", zone("Australia/Lord_Howe"), "2026-04-05T02:00:00+10:30 Minute"),
        ("25 Oct 01:30 +01:00", zone("Europe/Dublin"), "2026-10-25T01:30:00+01:00 Minute"),
        ("25 Oct 01:30 UTC", zone("Europe/Dublin"), "2026-10-25T01:30:00+00:00 Minute"),
    ] {
        check(input, "2026-11-22T14:40:00Z", zone, expected);
    }
}

/// Europe/Dublin went from 02:00 back to 01:00 at 01:00 UTC on 25 October 2026.
#[test]
fn a_time_of_day_around_the_change_is_read_from_where_now_stands() {
    for (input, now, expected) in [
        ("01:30", "2026-10-25T00:10:00Z", "2026-10-24T01:30:00+01:00 Minute"),
        ("01:30", "2026-10-25T00:40:00Z", "2026-10-25T01:30:00+01:00 Minute"),
        ("01:30", "2026-10-25T01:20:00Z", "2026-10-25T01:30:00+01:00 Minute"),
        (
            "01:30",
            "2026-10-25T01:30:00Z",
            "2026-10-25T01:30:00+01:00 Minute or 2026-10-25T01:30:00+00:00 Minute",
        ),
        (
            "01:30",
            "2026-10-26T00:30:00Z",
            "2026-10-25T01:30:00+01:00 Minute or 2026-10-25T01:30:00+00:00 Minute",
        ),
        ("-20m", "2026-10-25T01:10:00Z", "2026-10-25T01:50:00+01:00 Minute"),
        ("02:10", "2026-10-25T01:20:00Z", "2026-10-24T02:10:00+01:00 Minute"),
    ] {
        check(input, now, zone("Europe/Dublin"), expected);
    }
}

#[test]
fn a_time_that_the_clocks_jumped_over_is_refused() {
    for (input, zone, expected) in [
        (
            "29 Mar 01:30",
            zone("Europe/Dublin"),
            "refused: there is no 29 Mar 2026 01:30 in Europe/Dublin: the clocks go from 01:00 to 02:00; type a time before or after, \
             or one with UTC behind it",
        ),
        (
            "29 Mar 02:00",
            zone("Europe/Berlin"),
            "refused: there is no 29 Mar 2026 02:00 in Europe/Berlin: the clocks go from 02:00 to 03:00; type a time before or after, \
             or one with UTC behind it",
        ),
        (
            "2:30am 8 Mar",
            zone("America/New_York"),
            "refused: there is no 8 Mar 2026 02:30 in America/New_York: the clocks go from 02:00 to 03:00; type a time before or after, \
             or one with UTC behind it",
        ),
        (
            "4 Oct 02:15",
            zone("Australia/Lord_Howe"),
            "refused: there is no 4 Oct 2026 02:15 in Australia/Lord_Howe: the clocks go from 02:00 to 02:30; type a time before or after, \
             or one with UTC behind it",
        ),
        (
            "30 Dec 2011",
            zone("Pacific/Apia"),
            "refused: there is no 30 Dec 2011 00:00 in Pacific/Apia: the clocks go from 30 Dec 2011 00:00 to 31 Dec 2011 00:00; type a time before or after, \
             or one with UTC behind it",
        ),
        ("29 Mar 03:00", zone("Europe/Berlin"), "2026-03-29T03:00:00+02:00 Minute"),
        ("29 Mar 01:59:59", zone("Europe/Berlin"), "2026-03-29T01:59:59+01:00 Second"),
        ("4 Oct 02:30", zone("Australia/Lord_Howe"), "2026-10-04T02:30:00+11:00 Minute"),
        ("29 Mar 01:30 UTC", zone("Europe/Dublin"), "2026-03-29T01:30:00+00:00 Minute"),
    ] {
        check(input, "2026-11-22T14:40:00Z", zone, expected);
    }
}

/// Europe/Berlin went from 02:00 to 03:00 at 01:00 UTC on 29 March 2026.
#[test]
fn a_time_of_day_in_the_gap_is_yesterdays_before_the_jump_and_refused_after_it() {
    check("02:30", "2026-03-29T00:10:00Z", zone("Europe/Berlin"), "2026-03-28T02:30:00+01:00 Minute");
    check(
        "02:30",
        "2026-03-29T01:00:00Z",
        zone("Europe/Berlin"),
        "refused: there is no 29 Mar 2026 02:30 in Europe/Berlin: the clocks go from 02:00 to 03:00; type a time before or after, \
             or one with UTC behind it",
    );
}

/// Clocks in Cairo go forward at midnight, those in Havana go back to it.
#[test]
fn a_day_begins_at_its_first_instant() {
    let now = "2026-11-22T14:40:00Z";
    check("24 Apr", now, zone("Africa/Cairo"), "2026-04-24T01:00:00+03:00 Day");
    check("1 Nov", now, zone("America/Havana"), "2026-11-01T00:00:00-04:00 Day");
}

#[track_caller]
fn check_choice(input: &str, zone: Zone, expected: [&str; 2]) {
    match parse_typed_time(input, at("2026-11-22T14:40:00Z"), zone) {
        Ok(TypedTime::Ambiguous { earlier, later }) => {
            assert_eq!([echo(earlier, zone), echo(later, zone)], expected, "{input}");
        }
        other => panic!("{input} is not ambiguous: {other:?}"),
    }
}

#[test]
fn the_echo_tells_the_two_passes_apart() {
    check_choice(
        "25 Oct 01:30",
        zone("Europe/Dublin"),
        [
            "Sun 25 Oct 2026 01:30 Europe/Dublin (00:30 UTC)",
            "Sun 25 Oct 2026 01:30 Europe/Dublin (01:30 UTC)",
        ],
    );
}
