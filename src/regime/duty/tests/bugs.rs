//! Faults that trackers of deadlines have had: none of them here.

use super::*;

fn with_signals(times: &[&str]) -> Known {
    let signal = |(seq, time): (u64, &&str)| anchor("signal", time, seq);
    let signals = (1..).zip(times).map(signal).collect();
    Known { candidates: [("awareness".to_owned(), signals)].into(), ..Known::default() }
}

#[test]
fn a_later_report_does_not_restart_the_clock() {
    let first = "2026-11-17T00:55:00Z";
    check(NOTIFY, &with_signals(&[first, "2026-11-19T08:00:00Z"]), "from signal: 2026-11-20T00:55:00Z");
    // Nor when the earlier one comes to light later.
    check(NOTIFY, &with_signals(&["2026-11-19T08:00:00Z", first]), "from signal: 2026-11-20T00:55:00Z");
}

#[test]
fn what_nobody_decided_is_overdue_all_the_same() {
    let standing = standing(NOTIFY, &with_signals(&["2026-11-17T00:55:00Z"]));
    assert!(!standing.is_overdue(at("2026-11-20T00:55:00Z")));
    assert!(standing.is_overdue(at("2026-11-20T00:55:01Z")));
}

#[test]
fn hours_are_hours_when_clocks_change() {
    // In Berlin clocks go back on 25 October 2026 and forward on 29 March 2026.
    check(NOTIFY, &with_signals(&["2026-10-24T12:00:00Z"]), "from signal: 2026-10-27T12:00:00Z");
    check(NOTIFY, &with_signals(&["2026-03-28T12:00:00Z"]), "from signal: 2026-03-31T12:00:00Z");
}

#[test]
fn a_follow_up_that_is_recorded_first_does_not_make_the_notice_late() {
    let known = Known {
        decided: [decided("awareness", &[("2026-11-17T09:00:00Z", "2026-11-17T09:30:00Z")])].into(),
        sendings: vec![
            sending("notify", "2026-11-25T09:00:00Z", 9),
            sending("notify", "2026-11-19T09:00:00Z", 10),
        ],
        ..Known::default()
    };
    check(NOTIFY, &known, "sent 2026-11-19T09:00:00Z");
}

#[test]
fn awareness_that_is_corrected_after_the_notice_says_so() {
    let history =
        [("2026-11-17T09:00:00Z", "2026-11-17T09:30:00Z"), ("2026-11-16T08:00:00Z", "2026-11-21T10:00:00Z")];
    let known = Known {
        decided: [decided("awareness", &history)].into(),
        sendings: vec![sending("notify", "2026-11-19T10:00:00Z", 9)],
        ..Known::default()
    };
    check(NOTIFY, &known, "late by 2 h, formally by 1 h");
}

#[test]
fn a_second_limit_that_moves_later_does_not_move_the_alarm() {
    let moved =
        [("2026-08-14T07:00:00Z", "2026-08-14T07:30:00Z"), ("2026-08-14T10:00:00Z", "2026-08-14T10:30:00Z")];
    let classified = decided("classification", &[("2026-08-15T06:00:00Z", "2026-08-15T06:10:00Z")]);
    let known = Known { decided: [decided("awareness", &moved), classified].into(), ..Known::default() };
    check(
        ("dora-19", "initial"),
        &known,
        "classification of 1: 2026-08-15T10:00:00Z, alarm 2026-08-15T07:00:00Z, believed 0",
    );
}
