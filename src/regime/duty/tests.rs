//! Where a duty stands: before, while and after it runs, and when its moment is corrected.

use super::*;
use crate::base::id::RegimeId;
use crate::regime::RegimeIndex;

fn at(text: &str) -> Timestamp {
    Timestamp::parse(text).unwrap()
}

fn anchor(name: &str, time: &str, seq: u64) -> Anchor {
    Anchor { name: name.to_owned(), at: Trigger::parse(time).unwrap(), seq: Seq(seq) }
}

/// Moments that were decided, each with the time of the decision.
fn decided(name: &str, history: &[(&str, &str)]) -> (String, Vec<Decided>) {
    let one = |(seq, (time, recorded)): (u64, &(&str, &str))| Decided {
        anchor: anchor(name, time, seq),
        recorded: at(recorded),
    };
    (name.to_owned(), (1..).zip(history).map(one).collect())
}

fn sending(stage: &str, time: &str, seq: u64) -> Sending {
    Sending { stage: StageId::parse(stage).unwrap(), at: at(time), seq: Seq(seq) }
}

#[track_caller]
fn standing(duty: (&str, &str), known: &Known) -> Deadline {
    let index = RegimeIndex::shipped();
    let regime = index.get(&RegimeId::parse(duty.0).unwrap()).expect("a regime");
    let stage = regime.stage(&StageId::parse(duty.1).unwrap()).expect("a stage");
    deadline(regime, stage, known, &Circumstances::of("Europe/Berlin".parse().unwrap()))
}

/// In one line: what stands where, for tables.
fn line(deadline: &Deadline) -> String {
    match deadline {
        Deadline::NotStarted { needs, cap: None } => format!("needs {needs}"),
        Deadline::NotStarted { needs, cap: Some(cap) } => {
            format!("needs {needs}, other limit {}", cap.to_seconds_text())
        }
        Deadline::Provisional { candidate, due, .. } => {
            format!("from {}: {}", candidate.name, due.strict.to_seconds_text())
        }
        Deadline::Running { anchor, due, alarm, believed } => format!(
            "{} of {}: {}, alarm {}, believed {}",
            anchor.name,
            anchor.seq.0,
            due.strict.to_seconds_text(),
            alarm.to_seconds_text(),
            believed.len()
        ),
        Deadline::Unnumbered { since, words } => {
            format!("{words} since {}", since.as_ref().map_or("nothing", |anchor| &anchor.name))
        }
        Deadline::Kept { until, .. } => format!("kept until {}", until.to_seconds_text()),
        Deadline::Met { at, late: None, .. } => format!("sent {}", at.to_seconds_text()),
        Deadline::Met { late: Some(late), .. } => match late.formal {
            Some(formal) => format!("late by {}, formally by {formal}", late.strict),
            None => format!("late by {}, formally in time", late.strict),
        },
        Deadline::Uncounted { why, .. } => format!("not counted: {why}"),
    }
}

#[track_caller]
fn check(duty: (&str, &str), known: &Known, expected: &str) {
    assert_eq!(line(&standing(duty, known)), expected);
}

const NOTIFY: (&str, &str) = ("gdpr-33-1", "notify");

#[test]
fn nobody_decided_means_the_earliest_candidate() {
    let mut known = Known::default();
    check(NOTIFY, &known, "needs awareness");
    let signal = anchor("signal", "2026-11-17T00:55:00Z", 3);
    let later = anchor("first_signal_at", "2026-11-17T04:00:00Z", 4);
    known.candidates.insert("awareness".to_owned(), vec![later, signal]);
    check(NOTIFY, &known, "from signal: 2026-11-20T00:55:00Z");
    known.decided.extend([decided("awareness", &[("2026-11-17T09:00:00Z", "2026-11-17T09:30:00Z")])]);
    check(NOTIFY, &known, "awareness of 1: 2026-11-20T09:00:00Z, alarm 2026-11-20T09:00:00Z, believed 0");
}

#[test]
fn a_corrected_moment_keeps_what_was_believed_and_the_earlier_alarm() {
    let history = [
        ("2026-11-17T09:00:00Z", "2026-11-17T09:30:00Z"),
        ("2026-11-17T03:00:00Z", "2026-11-17T14:05:00Z"),
        ("2026-11-18T08:00:00Z", "2026-11-18T10:00:00Z"),
    ];
    let mut known = Known { decided: [decided("awareness", &history)].into(), ..Known::default() };
    check(NOTIFY, &known, "awareness of 3: 2026-11-21T08:00:00Z, alarm 2026-11-20T03:00:00Z, believed 2");
    let Deadline::Running { believed, .. } = standing(NOTIFY, &known) else { panic!("it runs") };
    let old: Vec<_> = believed.iter().map(|old| (old.until, old.due.strict)).collect();
    assert_eq!(
        old,
        [
            (at("2026-11-17T14:05:00Z"), at("2026-11-20T09:00:00Z")),
            (at("2026-11-18T10:00:00Z"), at("2026-11-20T03:00:00Z")),
        ]
    );
    assert!(standing(NOTIFY, &known).is_overdue(at("2026-11-20T03:00:01Z")));
    known.sendings.push(sending("notify", "2026-11-20T12:00:00Z", 9));
    check(NOTIFY, &known, "sent 2026-11-20T12:00:00Z");
}

#[test]
fn late_is_one_second_after_and_not_at_the_end() {
    let known = |sent: &str| Known {
        decided: [decided("awareness", &[("2026-11-17T09:00:00Z", "2026-11-17T09:30:00Z")])].into(),
        sendings: vec![sending("notify", sent, 9)],
        ..Known::default()
    };
    check(NOTIFY, &known("2026-11-20T09:00:00Z"), "sent 2026-11-20T09:00:00Z");
    check(NOTIFY, &known("2026-11-20T09:00:01Z"), "late by 1 s, formally in time");
    check(NOTIFY, &known("2026-11-20T10:30:00Z"), "late by 1 h 30, formally by 30 min");
}

#[test]
fn a_stage_that_hangs_on_a_sending_has_not_started_before_it() {
    let mut known = Known {
        decided: [decided("awareness", &[("2026-01-05T09:00:00Z", "2026-01-05T09:30:00Z")])].into(),
        ..Known::default()
    };
    check(("nis2-23", "final"), &known, "needs submission:notification");
    assert!(!standing(("nis2-23", "final"), &known).is_overdue(at("2026-12-31T00:00:00Z")));
    known.sendings.push(sending("notification", "2026-01-07T09:00:00Z", 4));
    known.sendings.push(sending("notification", "2026-01-08T09:00:00Z", 5));
    check(
        ("nis2-23", "final"),
        &known,
        "submission:notification of 4: 2026-02-07T09:00:00Z, alarm 2026-02-07T09:00:00Z, believed 0",
    );
}

#[test]
fn the_last_intermediate_report_counts() {
    let known = Known {
        sendings: vec![
            sending("initial", "2026-06-01T08:00:00Z", 2),
            sending("intermediate", "2026-06-03T08:00:00Z", 4),
            sending("intermediate", "2026-06-09T08:00:00Z", 7),
        ],
        ..Known::default()
    };
    check(
        ("dora-19", "final"),
        &known,
        "submission:intermediate of 7: 2026-07-09T08:00:00Z, alarm 2026-07-09T08:00:00Z, believed 0",
    );
    check(("dora-19", "intermediate"), &known, "sent 2026-06-03T08:00:00Z");
}

#[test]
fn the_second_limit_is_seen_before_the_classification() {
    let mut known = Known {
        decided: [decided("awareness", &[("2026-08-14T07:00:00Z", "2026-08-14T07:30:00Z")])].into(),
        ..Known::default()
    };
    check(("dora-19", "initial"), &known, "needs classification, other limit 2026-08-15T07:00:00Z");
    known.decided.extend([decided("classification", &[("2026-08-15T06:00:00Z", "2026-08-15T06:10:00Z")])]);
    check(
        ("dora-19", "initial"),
        &known,
        "classification of 1: 2026-08-15T07:00:00Z, alarm 2026-08-15T07:00:00Z, believed 0",
    );
}

#[test]
fn words_records_and_worked_out_moments_stand_too() {
    let moment = [("2026-11-02T14:00:00Z", "2026-11-02T14:10:00Z")];
    let names = ["high_risk_determination", "determination", "discovery"];
    let known = Known { decided: names.map(|name| decided(name, &moment)).into(), ..Known::default() };
    check(
        ("gdpr-34", "communicate"),
        &known,
        "without undue delay, as soon as reasonably feasible (recital 86) since high_risk_determination",
    );
    check(("ca-pipeda", "record"), &known, "kept until 2028-11-02T23:00:00Z");
    check(
        ("us-fl", "extension"),
        &known,
        "determination of 1: 2026-12-18T05:00:00Z, alarm 2026-12-18T05:00:00Z, believed 0",
    );
    check(
        ("hipaa", "hhs-small"),
        &known,
        "discovery of 1: 2027-03-01T23:00:00Z, alarm 2027-03-01T23:00:00Z, believed 0",
    );
}

#[test]
fn what_cannot_be_counted_says_why() {
    let moment = [("2035-12-28T14:00:00Z", "2035-12-28T14:10:00Z")];
    let known = Known { decided: [decided("knowledge_personal_data", &moment)].into(), ..Known::default() };
    check(
        ("br-lgpd-48", "anpd"),
        &known,
        "not counted: the calendar BR knows the years 2018 to 2035, not 2036: public holidays are not guessed",
    );
}

mod bugs;
mod properties;
