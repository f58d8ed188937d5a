//! The shipped index holds and names only regimes and stages that exist.

use super::*;
use crate::regime::RegimeIndex;

#[test]
fn the_shipped_index_has_no_problem_and_no_double() {
    let (index, problems) = FormIndex::load(&shipped_source());
    assert_eq!(problems, Problems::default());
    assert_eq!(index.rows().count(), include_str!("index.toml").matches("[[form]]").count());
}

#[test]
fn every_regime_exists_and_has_one_of_the_stages() {
    let regimes = RegimeIndex::shipped();
    for form in FormIndex::shipped().rows() {
        for regime in &form.regimes {
            let known = form.stages.iter().filter(|stage| regimes.stage(regime, stage).is_some()).count();
            assert_ne!(known, 0, "{} names no stage of {regime}", form.id);
        }
        for stage in &form.stages {
            let known = form.regimes.iter().any(|regime| regimes.stage(regime, stage).is_some());
            assert!(known, "{}: no regime has a stage {stage}", form.id);
        }
    }
}
