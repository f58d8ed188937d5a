//! How lines are understood. The present is Fri 20 Nov 2020, 12:00 in Berlin.

use super::*;

fn now() -> Timestamp {
    Timestamp::parse("2020-11-20T11:00:00.000000Z").unwrap()
}

#[track_caller]
fn check(line: &str, expected: &str) {
    let zone: Zone = "Europe/Berlin".parse().unwrap();
    let read = read(line, now(), zone);
    let what = match &read.what {
        What::Note(marker) => format!("{marker:?}"),
        What::Told(who) => format!("told {who}"),
    };
    let at = read.at.map(|at| at.at.in_zone(zone).format("%d %H:%M").to_string());
    let said = format!("{what} | {:?} | {:?} | {} | {:?}", read.who, at, read.text, read.doubt);
    assert_eq!(said.replace("Some(", "(").replace('"', ""), expected, "{line}");
}

#[test]
fn marks_names_and_times_are_read_and_all_else_is_text() {
    check("@jonas 02:58 egress stopped", "Note | (jonas) | (20 02:58) | egress stopped | None");
    check("@!jona saw it", "Note | (jona) | None | saw it | None");
    check("!isolate the replica", "Decision | None | None | isolate the replica | None");
    check(">ceo informed", "told ceo | None | None | informed | None");
    check("3 hosts are down", "Note | None | None | 3 hosts are down | None");
}

#[test]
fn a_copied_chat_line_says_when_and_who() {
    check("[02:58] Jonas: egress stopped", "Note | (Jonas) | (20 02:58) | egress stopped | None");
    check("[02:58] Jonas Berg: done: all of it", "Note | (Jonas Berg) | (20 02:58) | done: all of it | None");
    check(
        "[02:58] we saw 3 errors: none fatal",
        "Note | None | (20 02:58) | we saw 3 errors: none fatal | None",
    );
    check("[INFO] Jonas: no time", "Note | None | None | [INFO] Jonas: no time | None");
}

#[test]
fn what_is_no_time_of_the_past_stays_text_and_is_said() {
    check("25:99 egress stopped", "Note | None | None | 25:99 egress stopped | (25:99)");
    check("1:1 copy taken", "Note | None | None | 1:1 copy taken | None");
    check("[25:99] Jonas: a", "Note | None | None | [25:99] Jonas: a | None");
}
