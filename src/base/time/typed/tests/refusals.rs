//! What is refused, each with the words that tell the person what to type instead; and lengths of time.

use super::{SUNDAY, check, parse_period};
use crate::base::time::zone::tests::zone;

#[track_caller]
fn check_refusal(input: &str, expected: &str) {
    check(input, SUNDAY, zone("Europe/Dublin"), &format!("refused: {expected}"));
}

#[test]
fn dates_in_numbers_are_not_guessed_at() {
    for (input, typed, instead) in [
        ("03/04 10:00", "03/04", "3 Apr or 4 Mar"),
        ("03-04 10:00", "03-04", "3 Apr or 4 Mar"),
        ("10:00 03/04/2026", "03/04/2026", "3 Apr 2026 or 4 Mar 2026"),
        ("3/3 10:00", "3/3", "3 Mar"),
        ("22.11.2026 14:32", "22.11.2026", "22 Nov 2026"),
        ("11/22/26 14:32", "11/22/26", "22 Nov"),
        ("2026/11/22 14:32", "2026/11/22", "2026-11-22"),
        ("14.32", "14.32", "14:32"),
        ("9.10", "9.10", "9 Oct, 10 Sep or 09:10"),
        ("40/50", "40/50", "22 Nov 14:32 or 2026-11-22"),
        ("mon 03/04", "03/04", "3 Apr or 4 Mar"),
    ] {
        check_refusal(
            input,
            &format!(
                "`{typed}` is not guessed at, because people write day and month in either order; type {instead}"
            ),
        );
    }
}

#[test]
fn each_refusal_names_the_remedy() {
    let nonsense = |typed: &str| {
        format!(
            "`{typed}` is not understood as a time; type for example 14:32, yesterday 9am, -20m, 22 Nov 14:32 or \
             2026-11-22T14:32Z"
        )
    };
    let off_the_clock = |typed: &str| {
        format!(
            "`{typed}` is not on the clock: hours go from 00 to 23, or from 1 to 12 with am or pm, minutes and seconds \
             from 00 to 59"
        )
    };
    for (input, expected) in [
        ("  ", "no time was typed; type for example 14:32, yesterday 9am or -20m".to_owned()),
        (&*"9".repeat(201), "this is too long for a time: at most 200 characters are read".to_owned()),
        ("lunch", nonsense("lunch")),
        ("14:3", nonsense("14:3")),
        ("1432", "`1432` is only a number; type a time of day as 14:32 or 9am, or how long ago as -20m".to_owned()),
        (
            "mon 9",
            "`9` is only a number; type a time of day as 14:32 or 9am, or how long ago as -20m".to_owned(),
        ),
        ("mon 14:3", nonsense("14:3")),
        ("25:10", off_the_clock("25:10")),
        ("24:00", off_the_clock("24:00")),
        ("0am", off_the_clock("0am")),
        ("14:32 pm", off_the_clock("14:32 pm")),
        ("2026-11-22T23:59:60Z", off_the_clock("23:59:60")),
        (
            "22 Nov 26 14:32",
            "`26` after the month is neither a year nor a time of day; type the year as 2026, the time as 14:32".to_owned(),
        ),
        ("31 Apr 10:00", "there is no 31 Apr; check the day and the month".to_owned()),
        ("2025-02-29", "there is no 29 Feb 2025; check the day and the month".to_owned()),
        ("2025-13-01", "there is no month 13; check the day and the month".to_owned()),
        (
            "Mon 22 Nov 2026 14:32",
            "22 Nov 2026 is a Sun, not a Mon; correct one of them, or type the date alone".to_owned(),
        ),
        (
            "22 Nov 1432",
            "the year 1432 is not read: years go from 1970 to 9999; a time of day has a colon, as 14:32".to_owned(),
        ),
    ] {
        check_refusal(input, &expected);
    }
}

#[test]
fn lengths_and_ranges_are_not_taken_for_a_time() {
    let length = |typed: &str| {
        format!(
            "`{typed}` is a length of time; type -{typed} for that long ago, or a time of day with a colon, as 14:32"
        )
    };
    let range = |typed: &str| {
        format!(
            "`{typed}` looks like two times; type one of them (an offset needs a blank before it, as in 10:00 -05:00)"
        )
    };
    for (input, expected) in [
        ("14h", length("14h")),
        ("1h30m", length("1h30m")),
        ("20 m Berlin", length("20 m")),
        ("10:00-11:00", range("10:00-11:00")),
        ("10:00 - 11:00", range("10:00 - 11:00")),
        ("10:00 11:00", range("10:00 11:00")),
    ] {
        check_refusal(input, &expected);
    }
}

#[test]
fn places_that_are_not_clear_are_refused() {
    let place = |typed: &str, meant: &str| {
        format!(
            "no place is known as `{typed}`{meant}; type a city such as Berlin, a zone such as Europe/Berlin or an \
             offset such as +01:00"
        )
    };
    let abbreviation = |typed: &str, cities: &str| {
        format!(
            "`{typed}` stands for more than one offset or is mixed up with its summer time; type the city ({cities}) or \
             the offset, as +01:00"
        )
    };
    let offset = |typed: &str| {
        format!("`{typed}` is not an offset; type it with two digits each, from -12:00 to +14:00, as +01:00")
    };
    for (input, expected) in [
        ("03:10 Berln", place("Berln", " (did you mean Berlin?)")),
        ("03:10 Munich", place("Munich", "")),
        ("03:10 Zürich", place("Zürich", " (did you mean Zurich?)")),
        ("03:10 Europe/Dubln", place("Europe/Dubln", " (did you mean Europe/Dublin?)")),
        ("03:10 new yrok", place("new yrok", " (did you mean New York?)")),
        ("03:10 or thereabouts", place("or thereabouts", "")),
        ("03:10 CET", abbreviation("CET", "Berlin, Paris or Madrid")),
        ("03:10 est", abbreviation("est", "New York or Toronto")),
        ("03:10 IST", abbreviation("IST", "Dublin, Kolkata or Jerusalem")),
        ("03:10 +1", offset("+1")),
        ("03:10 +15:00", offset("+15:00")),
        ("03:10 UTC+01:75", offset("UTC+01:75")),
        (
            "03:10 Etc/GMT+5",
            "`Etc/GMT+5` counts the other way round, so it is not read; type -05:00 if the clocks there show UTC-05:00".to_owned(),
        ),
    ] {
        check_refusal(input, &expected);
    }
}

#[test]
fn relative_times_need_a_unit() {
    check_refusal("-5", "`5` has no unit; type 5s, 5m, 5h, 5d or 5w");
    check_refusal("1h30 ago", "`30` has no unit; type 30s, 30m, 30h, 30d or 30w");
    check_refusal("1.5h ago", "parts of numbers are not read; type 1h30m, not 1.5h");
    check_refusal("-6000w", "no length above 36500d is read");
}

#[track_caller]
fn check_period(input: &str, expected: Result<i64, &str>) {
    let found =
        parse_period(input).map(crate::base::time::Period::seconds).map_err(|refusal| refusal.to_string());
    assert_eq!(found, expected.map_err(str::to_owned), "{input}");
}

#[test]
fn lengths_of_time() {
    for (input, expected) in [
        ("30m", Ok(1800)),
        ("72h", Ok(259_200)),
        ("14d", Ok(1_209_600)),
        ("2w", Ok(1_209_600)),
        ("1h30m", Ok(5400)),
        ("90s", Ok(90)),
        (" 2 Hours 5 min ", Ok(7500)),
        ("0m", Ok(0)),
        ("36500d", Ok(3_153_600_000)),
        ("", Err("a length of time is missing; type for example 30m, 72h, 14d or 1h30m")),
        ("90", Err("`90` has no unit; type 90s, 90m, 90h, 90d or 90w")),
        ("1h30", Err("`30` has no unit; type 30s, 30m, 30h, 30d or 30w")),
        ("3mo", Err("`mo` is no unit of time; the units are s, m, h, d and w (a month is 30d or 31d)")),
        ("1.5h", Err("parts of numbers are not read; type 1h30m, not 1.5h")),
        ("30m1h", Err("the units must go from the longest to the shortest, each once, as in 1h30m")),
        ("1h1h", Err("the units must go from the longest to the shortest, each once, as in 1h30m")),
        ("36500d1s", Err("no length above 36500d is read")),
        ("99999999999999999999s", Err("no length above 36500d is read")),
        ("-30m", Err("`-30m` is not a length of time; type for example 30m, 72h, 14d or 1h30m")),
        ("30m ago", Err("`30m ago` is not a length of time; type for example 30m, 72h, 14d or 1h30m")),
    ] {
        check_period(input, expected);
    }
}
