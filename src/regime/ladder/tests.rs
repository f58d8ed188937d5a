//! Which rung when.

use super::*;

fn at(text: &str) -> Timestamp {
    Timestamp::parse(text).unwrap()
}

#[track_caller]
fn check(now: &str, expected: Rung) {
    let found = rung(at("2026-11-18T00:00:00Z"), at("2026-11-21T00:00:00Z"), at(now));
    assert_eq!(found, expected, "{now}");
}

#[test]
fn it_gets_louder() {
    check("2026-11-18T00:00:00Z", Rung::Quiet);
    check("2026-11-19T11:59:59Z", Rung::Quiet);
    check("2026-11-19T12:00:00Z", Rung::Half);
    check("2026-11-20T06:00:00Z", Rung::Quarter);
    check("2026-11-20T16:48:00Z", Rung::Tenth);
    check("2026-11-21T00:00:00Z", Rung::Tenth);
    check("2026-11-21T00:00:01Z", Rung::Passed);
}

#[test]
fn an_end_before_its_beginning_has_no_share() {
    let (begins, ends) = (at("2026-11-21T00:00:00Z"), at("2026-11-20T00:00:00Z"));
    assert_eq!(rung(begins, ends, at("2026-11-20T00:00:01Z")), Rung::Passed);
    assert_eq!(rung(begins, ends, at("2026-11-19T00:00:00Z")), Rung::Quiet);
}
