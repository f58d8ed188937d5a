//! A later moment never ends earlier, and the strict end is never after the formal one: for every stage that is counted.

use std::sync::OnceLock;

use proptest::prelude::*;

use super::*;
use crate::base::time::Period;
use crate::regime::rule::Rule;

/// Zones with rules of their own: none, an hour, half an hour, at midnight, no summer time.
const ZONES: [&str; 9] = [
    "UTC",
    "Europe/Berlin",
    "Europe/Dublin",
    "America/New_York",
    "Australia/Lord_Howe",
    "Africa/Cairo",
    "Asia/Kolkata",
    "America/Santiago",
    "Pacific/Chatham",
];

/// From 2025 to the end of 2026, in seconds, so that no calendar ends.
const SPAN: std::ops::Range<i64> = 1_735_689_600..1_793_000_000;

/// Both ends, or nothing when the stage has no deadline or its calendar does not reach so far.
fn ends(regime: &Regime, stage: &Stage, own: Trigger, at: &Circumstances) -> Option<(Timestamp, Timestamp)> {
    match count(regime, stage, Start { own, cap: None }, at) {
        Ok(Counted::Due(due)) => Some((due.strict, due.formal)),
        Ok(Counted::Keep(_) | Counted::Qualitative(_)) | Err(_) => None,
    }
}

/// Read once: each case asks all of them.
fn regimes() -> &'static RegimeIndex {
    static REGIMES: OnceLock<RegimeIndex> = OnceLock::new();
    REGIMES.get_or_init(RegimeIndex::shipped)
}

fn instant(second: i64) -> Trigger {
    Trigger::Instant(Timestamp::from_micros(second * 1_000_000).unwrap())
}

/// The relief of DORA ends at noon after a free day and at the moment itself on a working day: its formal end can step back, by law.
fn formal_steps_back(stage: &Stage) -> bool {
    matches!(stage.rule, Rule::NoonRelief { .. })
}

#[track_caller]
fn check(earlier: Trigger, later: Trigger, at: &Circumstances) {
    for regime in regimes().rows() {
        for stage in &regime.stages {
            let name = format!("{}/{} from {earlier:?} and {later:?} in {}", regime.id, stage.id, at.zone);
            let (Some(first), Some(second)) =
                (ends(regime, stage, earlier, at), ends(regime, stage, later, at))
            else {
                continue;
            };
            assert!(first.0 <= first.1 && second.0 <= second.1, "strict after formal: {name}");
            assert!(first.0 <= second.0, "strict not monotone: {name}");
            assert!(formal_steps_back(stage) || first.1 <= second.1, "formal not monotone: {name}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn later_moments_end_later(second in SPAN, gap in prop_oneof![0i64..7200, 0i64..5_000_000], place in 0usize..9) {
        check(instant(second), instant(second + gap), &Circumstances::of(zone(ZONES[place])));
    }

    #[test]
    fn a_day_without_a_time_holds_all_its_times(second in SPAN, place in 0usize..9) {
        let at = Circumstances::of(zone(ZONES[place]));
        for regime in regimes().rows() {
            let zone = zone_of(regime, &at);
            let day = Trigger::Date(instant(second).day(zone));
            for stage in regime.stages.iter().filter(|stage| !formal_steps_back(stage)) {
                let (Some(whole), Some(one)) = (ends(regime, stage, day, &at), ends(regime, stage, instant(second), &at)) else {
                    continue;
                };
                prop_assert!(whole.0 <= one.0 && one.1 <= whole.1.plus(Period::from_seconds(1)), "{}/{}", regime.id, stage.id);
            }
        }
    }
}

#[test]
fn the_hour_that_comes_twice_and_the_one_that_never_comes_keep_their_order() {
    for place in ZONES {
        let at = Circumstances::of(zone(place));
        for change in [
            "2026-03-29T01:00:00Z",
            "2026-10-25T01:00:00Z",
            "2026-04-04T15:00:00Z",
            "2026-01-31T12:00:00Z",
            "2026-04-23T22:00:00Z",
        ] {
            let change = super::at(change).micros() / 1_000_000;
            for quarter in -10..10 {
                check(instant(change + quarter * 900), instant(change + (quarter + 1) * 900), &at);
            }
        }
    }
}
