//! Deadlines that were counted by others, and the edges of each rule.

mod cases;
mod edges;
mod properties;

use super::*;
use crate::base::id::{RegimeId, StageId};
use crate::regime::RegimeIndex;
use crate::regime::anchor::{Moments, start};

/// Counts a stage of a shipped regime from its own moment, and from others by name.
#[track_caller]
fn counted(
    duty: (&str, &str),
    from: &str,
    others: &[(&str, &str)],
    at: &Circumstances,
) -> Result<Counted, CountError> {
    let index = RegimeIndex::shipped();
    let regime = index.get(&RegimeId::parse(duty.0).unwrap()).expect("a regime");
    let stage = regime.stage(&StageId::parse(duty.1).unwrap()).expect("a stage");
    let moments: Moments =
        others.iter().map(|(name, at)| ((*name).to_owned(), Trigger::parse(at).unwrap())).collect();
    let start = start(stage, Trigger::parse(from), &moments, zone_of(regime, at)).unwrap();
    count(regime, stage, start, at)
}

#[track_caller]
fn due(duty: (&str, &str), from: &str, others: &[(&str, &str)], at: &Circumstances) -> Due {
    match counted(duty, from, others, at) {
        Ok(Counted::Due(due)) => due,
        other => panic!("no deadline: {other:?}"),
    }
}

fn zone(name: &str) -> Zone {
    name.parse().unwrap()
}

fn at(text: &str) -> Timestamp {
    Timestamp::parse(text).unwrap()
}
