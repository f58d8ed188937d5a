//! The edges: clocks that change, days without a time, calendars that end, words instead of numbers.

use super::*;
use crate::regime::trigger::NoSuchTime;

const GDPR: (&str, &str) = ("gdpr-33-1", "notify");

#[track_caller]
fn check(duty: (&str, &str), from: &str, place: &str, expected: (&str, &str)) {
    let due = due(duty, from, &[], &Circumstances::of(zone(place)));
    assert_eq!((due.strict, due.formal), (at(expected.0), at(expected.1)), "{duty:?} from {from}");
}

#[test]
fn an_event_on_the_hour_lies_in_the_hour_that_begins() {
    check(GDPR, "2026-06-10T10:00:00Z", "UTC", ("2026-06-13T10:00:00Z", "2026-06-13T11:00:00Z"));
    check(GDPR, "2026-06-10T09:59:59Z", "UTC", ("2026-06-13T09:59:59Z", "2026-06-13T10:00:00Z"));
}

#[test]
fn hours_are_real_when_clocks_change() {
    check(
        GDPR,
        "2026-03-27T12:30:00+01:00",
        "Europe/Berlin",
        ("2026-03-30T13:30:00+02:00", "2026-03-30T14:00:00+02:00"),
    );
    check(
        GDPR,
        "2026-10-23T12:30:00+02:00",
        "Europe/Berlin",
        ("2026-10-26T11:30:00+01:00", "2026-10-26T12:00:00+01:00"),
    );
}

#[test]
fn days_and_months_follow_the_clock_of_the_authority() {
    let second = ("eprivacy-611-2013", "second");
    check(
        second,
        "2026-10-23T12:00:00+02:00",
        "Europe/Berlin",
        ("2026-10-26T11:00:00+01:00", "2026-10-27T00:00:00+01:00"),
    );
    check(
        second,
        "2026-03-27T23:30:00+01:00",
        "Europe/Berlin",
        ("2026-03-31T00:00:00+02:00", "2026-03-31T00:00:00+02:00"),
    );
    let last = ("nis2-23", "final");
    check(
        last,
        "2026-10-20T09:00:00+02:00",
        "Europe/Berlin",
        ("2026-11-20T09:00:00+01:00", "2026-11-21T00:00:00+01:00"),
    );
    check(
        last,
        "2026-02-28T02:30:00+01:00",
        "Europe/Berlin",
        ("2026-03-28T02:30:00+01:00", "2026-03-31T00:00:00+02:00"),
    );
    check(
        last,
        "2027-02-28T02:30:00+01:00",
        "Europe/Berlin",
        ("2027-03-28T03:00:00+02:00", "2027-03-31T00:00:00+02:00"),
    );
}

#[test]
fn a_later_day_never_ends_earlier_in_a_month_that_is_too_short() {
    let last = ("nis2-23", "final");
    let formal = "2027-03-02T00:00:00+01:00";
    check(last, "2027-01-27T20:00:00+01:00", "Europe/Paris", ("2027-02-27T20:00:00+01:00", formal));
    check(last, "2027-01-28T20:00:00+01:00", "Europe/Paris", ("2027-02-28T00:00:00+01:00", formal));
    check(last, "2027-01-31T00:00:00+01:00", "Europe/Paris", ("2027-02-28T00:00:00+01:00", formal));
    check(
        last,
        "2028-01-31T10:00:00+01:00",
        "Europe/Paris",
        ("2028-02-29T10:00:00+01:00", "2028-03-01T00:00:00+01:00"),
    );
}

#[test]
fn a_day_without_a_time_counts_from_both_of_its_ends() {
    check(GDPR, "2026-06-10", "Europe/Berlin", ("2026-06-13T00:00:00+02:00", "2026-06-14T00:00:00+02:00"));
    check(
        ("in-certin", "report"),
        "2026-06-10",
        "Asia/Kolkata",
        ("2026-06-10T06:00:00+05:30", "2026-06-11T05:59:59+05:30"),
    );
    check(
        ("br-lgpd-48", "anpd"),
        "2026-06-10",
        "Europe/Lisbon",
        ("2026-06-16T00:00:00-03:00", "2026-06-16T00:00:00-03:00"),
    );
}

#[test]
fn a_time_that_clocks_showed_twice_is_the_earlier_and_one_that_they_skipped_is_refused() {
    let local = |text: &str| Trigger::local(text.parse().unwrap(), zone("Europe/Berlin"));
    assert_eq!(local("2026-10-25T02:30:00"), Ok(Trigger::Instant(at("2026-10-25T02:30:00+02:00"))));
    let refused = NoSuchTime { local: "2026-03-29T02:30:00".parse().unwrap(), zone: zone("Europe/Berlin") };
    assert_eq!(local("2026-03-29T02:30:00"), Err(refused));
    assert_eq!(
        refused.to_string(),
        "2026-03-29 02:30:00 does not exist in Europe/Berlin: the clocks went forward over it"
    );
}

#[test]
fn the_relief_of_dora_depends_on_the_entity_and_the_stage() {
    let saturday = ["2026-08-15T13:00:00+02:00", "2026-08-17T12:00:00+02:00"];
    let relieved = |stage: &str, from: &str, entity: Option<&str>, awareness: &str| {
        let entity = entity.map(|word| EntityClass::parse(word).unwrap());
        let at = Circumstances { entity, ..Circumstances::of(zone("Europe/Berlin")) };
        let due = due(("dora-19", stage), from, &[("awareness", awareness)], &at);
        [due.strict, due.formal].map(|end| end.in_zone(due.zone).to_rfc3339())
    };
    let (from, aware) = ("2026-08-15T09:00:00+02:00", "2026-08-14T18:00:00+02:00");
    assert_eq!(relieved("initial", from, Some("payment_institution"), aware), saturday);
    assert_eq!(relieved("initial", from, None, aware), saturday);
    assert_eq!(relieved("initial", from, Some("trading_venue"), aware), [saturday[0]; 2]);
    let month = ["2026-11-01T12:00:00+01:00", "2026-11-02T12:00:00+01:00"];
    assert_eq!(relieved("final", "2026-10-01T12:00:00+02:00", Some("trading_venue"), aware), month);
}

#[test]
fn moments_can_be_worked_out_from_others() {
    let at_york = Circumstances::of(zone("America/New_York"));
    let small = due(("hipaa", "hhs-small"), "", &[("discovery", "2026-05-20T09:00:00-04:00")], &at_york);
    assert_eq!(small.strict, at("2027-03-02T00:00:00-05:00"));
    let given = due(("hipaa", "hhs-small"), "2026-12-31", &[], &at_york);
    assert_eq!(given.strict, small.strict);
    let longer = due(("us-fl", "extension"), "", &[("determination", "2026-11-02T09:00:00-05:00")], &at_york);
    assert_eq!(longer.strict, at("2026-12-18T00:00:00-05:00"));
}

#[test]
fn what_is_missing_is_named() {
    let index = RegimeIndex::shipped();
    let missing = |regime: &str, stage: &str| {
        let regime = index.get(&RegimeId::parse(regime).unwrap()).unwrap();
        let stage = regime.stage(&StageId::parse(stage).unwrap()).unwrap();
        start(stage, None, &Moments::new(), Zone::UTC).unwrap_err()
    };
    assert_eq!(missing("nis2-23", "final"), "submission:notification");
    assert_eq!(missing("dora-19", "initial"), "classification");
    assert_eq!(missing("hipaa", "hhs-small"), "discovery");
    assert_eq!(missing("us-fl", "extension"), "determination");
}

#[test]
fn past_its_calendar_nothing_is_counted() {
    let found = counted(
        ("nis2-23", "final"),
        "2035-12-20T10:00:00+01:00",
        &[],
        &Circumstances::of(zone("Europe/Berlin")),
    );
    let said = found.unwrap_err().to_string();
    assert_eq!(
        said,
        "the calendar DE knows the years 2018 to 2035, not 2036: public holidays are not guessed"
    );
    check(GDPR, "2040-01-06T10:30:00Z", "Europe/Dublin", ("2040-01-09T10:30:00Z", "2040-01-09T11:00:00Z"));
}

#[test]
fn a_closure_that_somebody_entered_counts() {
    let us = CalendarId::parse("US").unwrap();
    let closures = Closures::from([(us, ["2026-12-24".parse().unwrap()].into())]);
    let at_york = Circumstances { closures, ..Circumstances::of(zone("America/New_York")) };
    let found = due(("sec-8k-105", "8k"), "2026-12-18T10:00:00-05:00", &[], &at_york);
    assert_eq!(found.strict, at("2026-12-28T17:30:00-05:00"));
}

#[test]
fn words_stay_words_until_a_contract_names_hours() {
    let processor = ("gdpr-33-2", "notify");
    let at_dublin = Circumstances::of(zone("Europe/Dublin"));
    let words = Counted::Qualitative("without undue delay; a contract may fix hours".to_owned());
    assert_eq!(counted(processor, "2026-06-10T10:10:00Z", &[], &at_dublin), Ok(words));
    let contract = Circumstances { contract_hours: Some(24), ..at_dublin };
    assert_eq!(due(processor, "2026-06-10T10:10:00Z", &[], &contract).strict, at("2026-06-11T10:10:00Z"));
}

#[test]
fn what_must_be_kept_is_no_deadline() {
    let found =
        counted(("br-lgpd-48", "record"), "2026-11-19T15:00:00-03:00", &[], &Circumstances::of(Zone::UTC));
    assert_eq!(found, Ok(Counted::Keep(at("2031-11-20T00:00:00-03:00"))));
}

#[test]
fn the_explanation_says_every_step() {
    let found = due(GDPR, "2026-11-18T10:20:00+01:00", &[], &Circumstances::of(zone("Europe/Berlin")));
    assert_eq!(
        found.explanation,
        [
            "awareness: Wed 18 Nov 2026 10:20 (+01:00)",
            "strict: 72 hours as they elapse, nights, weekends and holidays among them: Sat 21 Nov 2026 10:20 (+01:00)",
            "formal: the clock hour of the event is not counted (Regulation 1182/71 Art. 3(1)): from Wed 18 Nov 2026 11:00 (+01:00) to \
             Sat 21 Nov 2026 11:00 (+01:00); an end in hours stays where it falls, also on a free day",
            "beside the period the law says: without undue delay; the period binds where it is feasible",
        ]
    );
    assert_eq!((found.calendar_version, found.disputed), (None, None));
    let rolled = due(("au-ndb", "assess"), "2026-12-10", &[], &Circumstances::of(zone("Australia/Sydney")));
    assert_eq!(
        rolled.explanation,
        [
            "suspicion: Thu 10 Dec 2026, the time is not known; strict counts from its first instant, formal from its last",
            "strict: 30 calendar days, the day of the event not counted: the end of Sat 9 Jan 2027",
            "formal: the end of Mon 11 Jan 2027",
            "this way of counting is not checked against anything",
            "beside the period the law says: all reasonable steps",
        ]
    );
    assert_eq!(rolled.calendar_version.as_deref(), Some("AU of 2026-11-22"));
}

#[test]
fn without_a_fitting_calendar_it_says_so() {
    let found =
        due(("nis2-23", "final"), "2026-11-25T10:00:00+05:30", &[], &Circumstances::of(zone("Asia/Kolkata")));
    assert_eq!(found.formal, at("2026-12-26T00:00:00+05:30"));
    assert!(found.explanation.iter().any(|line| line.starts_with("no calendar of public holidays fits")));
    let austria =
        Circumstances { country: CalendarId::parse("AT").ok(), ..Circumstances::of(zone("Asia/Kolkata")) };
    let found = due(("nis2-23", "final"), "2026-11-25T10:00:00+05:30", &[], &austria);
    assert_eq!(found.formal, at("2026-12-29T00:00:00+05:30"));
}
