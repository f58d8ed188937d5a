//! The engine beside a reference model that was written from the language text alone, in random incidents.
//!
//! Each case is a set of tapes: one for each playbook and one for each command. The seed and the number of a case give its tapes,
//! so that a failure is found again; `BREACHBOOK_MODEL_SEED` and `BREACHBOOK_MODEL_CASES` ask for other and for more cases.

#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "whether every kind and event is reached, the coverage says"
)]

mod commands;
mod compare;
mod coverage;
mod files;
mod outline;
mod reference;
mod run;
mod tape;
mod world;

use std::panic::{AssertUnwindSafe, catch_unwind};

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use self::coverage::Coverage;

/// Cases, and the seed of the first: the same everywhere unless somebody asks for others.
const CASES: u64 = 600;
const SEED: u64 = 1;

/// How often a failing case is made smaller.
const SHRINKS: usize = 3000;

/// The tapes of a case: five files, and the commands.
type Tapes = (Vec<Vec<u8>>, Vec<Vec<u8>>);

#[test]
fn engine_and_model_agree() {
    let (asked_seed, asked_cases) = (asked("BREACHBOOK_MODEL_SEED"), asked("BREACHBOOK_MODEL_CASES"));
    let (seed, cases) = (asked_seed.unwrap_or(SEED), asked_cases.unwrap_or(CASES));
    let mut reached = Coverage::default();
    for case in 0..cases {
        let mut tapes = tapes(seed, case);
        match outcome(&tapes.current()) {
            Ok(covered) => reached.add(covered),
            Err(told) => {
                let (tapes, told) = smallest(tapes.as_mut(), told);
                panic!("seed {seed}, case {case}, made smaller:\n{told}\ntapes: {tapes:?}");
            }
        }
    }
    if asked_seed.is_none() && asked_cases.is_none() {
        assert_eq!(reached.missing(), Vec::<String>::new(), "the cases reach everything");
    }
}

#[expect(clippy::disallowed_methods, reason = "tests read their own switch")]
fn asked(name: &str) -> Option<u64> {
    std::env::var(name).ok().map(|number| number.parse().unwrap_or_else(|_| panic!("{name} is a number")))
}

fn tapes(seed: u64, case: u64) -> Box<dyn ValueTree<Value = Tapes>> {
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    bytes[8..16].copy_from_slice(&case.to_le_bytes());
    let random = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
    let mut runner = TestRunner::new_with_rng(Config::default(), random);
    let files = vec(vec(any::<u8>(), 0..80), 5);
    let commands = vec(vec(any::<u8>(), 10), 1..28);
    Box::new((files, commands).new_tree(&mut runner).expect("tapes of any bytes"))
}

/// What a case reached, or what went wrong in it.
fn outcome((files, commands): &Tapes) -> Result<Coverage, String> {
    catch_unwind(AssertUnwindSafe(|| run::case(files, commands))).unwrap_or_else(|panic| {
        let said = panic.downcast_ref::<String>().cloned();
        Err(said.or_else(|| panic.downcast_ref::<&str>().map(ToString::to_string)).unwrap_or_default())
    })
}

/// The smallest tapes that still go wrong, and what is wrong with them.
fn smallest(tapes: &mut dyn ValueTree<Value = Tapes>, told: String) -> (Tapes, String) {
    let mut worst = (tapes.current(), told);
    let mut moves = tapes.simplify();
    for _ in 0..SHRINKS {
        if !moves {
            break;
        }
        moves = if let Err(told) = outcome(&tapes.current()) {
            worst = (tapes.current(), told);
            tapes.simplify()
        } else {
            tapes.complicate()
        };
    }
    worst
}
