//! Every shipped regime loads, is complete, and its examples hold.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use chrono::NaiveDate;

use super::*;
use crate::base::problem::Problems;
use crate::base::reader;
use crate::base::time::{Period, Timestamp};
use crate::regime::anchor::{Begins, start};
use crate::regime::count::{Circumstances, Counted, count, zone_of};
use crate::regime::example::Example;
use crate::regime::model::Status;
use crate::regime::rule::Rule;

#[test]
fn the_list_is_the_folder() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/regime/data");
    let files = fs::read_dir(folder).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap());
    let found: BTreeSet<String> = files.map(|name| name.trim_end_matches(".toml").to_owned()).collect();
    let listed: Vec<String> = SHIPPED.iter().map(|(id, _)| (*id).to_owned()).collect();
    assert_eq!(listed, found.into_iter().collect::<Vec<_>>());
}

#[test]
fn no_shipped_regime_has_a_problem() {
    for (id, text) in SHIPPED {
        let id = RegimeId::parse(id).unwrap();
        let (regime, problems) = load(&source(&id, text));
        assert_eq!(problems, Problems::default());
        assert_eq!(regime.unwrap().id, id);
    }
}

#[test]
fn all_regimes_and_stages_are_there() {
    let index = RegimeIndex::shipped();
    assert_eq!((index.rows().count(), index.rows().flat_map(|regime| &regime.stages).count()), (46, 106));
}

/// The anchors that facts give, or that there is a reason for not giving.
fn known_anchors() -> BTreeSet<String> {
    let text = include_str!("../../fact/mapping.toml");
    let mut problems = Problems::default();
    let anchors = reader::read(&Source::new("mapping.toml", text), &mut problems, |root| {
        root.members();
        root.strings("anchors")
    });
    anchors.unwrap().into_iter().map(|anchor| anchor.value).collect()
}

#[test]
fn every_anchor_is_known() {
    let known = known_anchors();
    let index = RegimeIndex::shipped();
    for stage in index.rows().flat_map(|regime| &regime.stages) {
        assert!(known.contains(&stage.anchor), "{}", stage.anchor);
        let begins = Begins::of(stage);
        let others = begins.base().into_iter().chain(stage.cap.as_ref().map(|cap| cap.anchor.as_str()));
        for anchor in others {
            assert!(known.contains(anchor), "{anchor}");
        }
    }
}

#[test]
fn what_is_in_force_says_since_when() {
    let day = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
    for regime in RegimeIndex::shipped().rows() {
        let (id, since) = (&regime.id, regime.in_force_since);
        assert!(regime.checked >= day, "{id}");
        match regime.status {
            Status::InForce => assert!(since.is_some_and(|since| since <= regime.checked), "{id}"),
            Status::Proposal => assert_eq!(since, None, "{id}"),
            Status::NotApplicableYet | Status::Contract | Status::Superseded => {
                assert!(regime.status_note.is_some(), "{id}");
            }
        }
    }
}

/// A stage whose end is counted and not only described.
fn is_counted(stage: &Stage) -> bool {
    !matches!(stage.rule, Rule::Qualitative | Rule::ContractHours | Rule::Keep)
}

#[test]
fn every_regime_with_a_counted_stage_has_an_example() {
    for regime in RegimeIndex::shipped().rows() {
        let counted = regime.stages.iter().any(is_counted);
        assert_eq!(counted, !regime.examples.is_empty(), "{}", regime.id);
    }
}

/// Both ends of an example by our arithmetic.
#[track_caller]
fn ends(regime: &Regime, example: &Example) -> (Timestamp, Timestamp) {
    let stage = regime.stage(&example.stage).expect("a stage of the regime");
    let at = Circumstances {
        authority_zone: example.authority_zone,
        entity: example.entity,
        ..Circumstances::of(example.zone)
    };
    let start = start(stage, example.from, &example.anchors, zone_of(regime, &at)).unwrap();
    match count(regime, stage, start, &at) {
        Ok(Counted::Due(due)) => (due.strict, due.formal),
        other => panic!("{}/{}: {other:?}", regime.id, stage.id),
    }
}

#[test]
fn the_examples_hold() {
    let mut count = 0;
    for regime in RegimeIndex::shipped().rows() {
        for example in &regime.examples {
            let found = ends(regime, example);
            assert_eq!(found, (example.strict, example.formal), "{}/{}", regime.id, example.stage);
            count += 1;
        }
    }
    assert!(count >= 46, "{count}");
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

/// The example of the documentation is a regime that loads, and its deadline holds.
#[test]
fn the_documented_file_holds() {
    let page = include_str!("../../../docs/regimes.md");
    let text = page.split("```toml\n").nth(1).and_then(|rest| rest.split("```").next()).expect("an example");
    let (regime, problems) = load(&Source::new("regimes.md", text));
    assert_eq!(problems, Problems::default());
    let regime = regime.expect("a regime");
    for example in &regime.examples {
        assert_eq!(ends(&regime, example), (example.strict, example.formal));
    }
}
