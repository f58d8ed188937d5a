//! The worked cases of cases.toml.

use chrono::NaiveDate;

use super::*;
use crate::base::problem::{Placed, Problems, Source};
use crate::base::reader::{self, Table};
use crate::regime::example::Example;
use crate::regime::load::example;

struct Case {
    id: String,
    regime: RegimeId,
    example: Example,
    disputed: Option<Timestamp>,
    filed: Option<NaiveDate>,
    days_late: Option<i64>,
    days_after: Option<i64>,
}

fn read_case(table: &mut Table<'_>) -> Option<Case> {
    let id = table.required_string("id")?.value;
    table.required_string("shows");
    let disputed = |text: &str| Timestamp::parse(text).ok_or("no time");
    Some(Case {
        id,
        regime: table.required_id("regime", RegimeId::parse)?.value,
        disputed: table.parsed("disputed", disputed).map(Placed::into_value),
        filed: table.parsed("filed", str::parse).map(Placed::into_value),
        days_late: table.integer("days_late").map(Placed::into_value),
        days_after: table.integer("days_after").map(Placed::into_value),
        example: example::read(table)?,
    })
}

fn cases() -> Vec<Case> {
    let mut problems = Problems::default();
    let source = Source::new("cases.toml", include_str!("cases.toml"));
    let cases = reader::read(&source, &mut problems, |root| {
        root.format("clock-cases/1");
        root.tables("case", read_case)
    });
    assert_eq!(problems, Problems::default());
    cases.unwrap().into_iter().flatten().collect()
}

#[track_caller]
fn check(index: &RegimeIndex, case: &Case) {
    let example = &case.example;
    let regime = index.get(&case.regime).expect("a regime");
    let stage = regime.stage(&example.stage).expect("a stage");
    let at = Circumstances {
        authority_zone: example.authority_zone,
        entity: example.entity,
        ..Circumstances::of(example.zone)
    };
    let start = start(stage, example.from, &example.anchors, zone_of(regime, &at)).unwrap();
    let Ok(Counted::Due(due)) = count(regime, stage, start, &at) else { panic!("{}: no deadline", case.id) };
    assert_eq!((due.strict, due.formal), (example.strict, example.formal), "{}", case.id);
    if case.disputed.is_some() {
        assert_eq!(due.disputed, case.disputed, "{}", case.id);
    }
    let Some(filed) = case.filed else { return };
    let strict = due.strict.in_zone(due.zone).date_naive();
    let days = |from: NaiveDate| filed.signed_duration_since(from).num_days();
    if let Some(expected) = case.days_late {
        assert_eq!(days(strict), expected, "{}", case.id);
    }
    if let Some(expected) = case.days_after {
        assert_eq!(days(start.own.day(due.zone)), expected, "{}", case.id);
    }
    let late = due.late(Trigger::Date(filed).first(due.zone)).expect("a late notice");
    assert!(late.formal.is_some_and(|formal| formal <= late.strict), "{}", case.id);
}

#[test]
fn all_cases_come_out() {
    let (index, cases) = (RegimeIndex::shipped(), cases());
    assert_eq!(cases.len(), 41);
    for case in &cases {
        check(&index, case);
    }
}
