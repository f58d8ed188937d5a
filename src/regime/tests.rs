//! The shipped index holds, and periods come out as whole hours.

use super::*;

#[test]
fn the_shipped_index_has_no_problem_and_no_double() {
    let (index, problems) = RegimeIndex::load(&shipped_source());
    assert_eq!(problems, Problems::default());
    assert_eq!(index.rows().count(), include_str!("index.toml").matches("[[regime]]").count());
}

#[track_caller]
fn check(regime: &str, stage: &str, expected: Option<i64>) {
    let index = RegimeIndex::shipped();
    let (regime, stage) = (RegimeId::parse(regime).unwrap(), StageId::parse(stage).unwrap());
    let period = index.stage(&regime, &stage).and_then(|stage| stage.period.at_least());
    assert_eq!(period, expected.map(Period::from_hours));
}

#[test]
fn periods_are_the_shortest_that_a_calendar_can_give() {
    check("gdpr-33-1", "notify", Some(72));
    check("gdpr-33-1", "phases", None);
    check("nis2-23", "final", Some(672));
    check("pci-visa", "report", Some(72));
    check("gdpr-33-1", "nothing", None);
}
