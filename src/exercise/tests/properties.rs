//! Whatever is done to the clock, an inject comes once, and never before its rule.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::play::{Game, inject};
use crate::base::time::Period;
use crate::incident::command::PlayAct;
use crate::incident::event::exercise::{ClockAct, InjectFate};

#[derive(Debug, Clone)]
enum Do {
    Pass(i64),
    Pause,
    Resume,
    Stop,
    Jump(i64),
    Rate(u32),
    Deliver,
    Hold,
    Free,
}

fn acts() -> impl Strategy<Value = Vec<Do>> {
    let one = prop_oneof![
        4 => (0_i64..900).prop_map(Do::Pass),
        1 => Just(Do::Pause),
        1 => Just(Do::Resume),
        1 => Just(Do::Stop),
        1 => (1_i64..400_000).prop_map(Do::Jump),
        1 => (1_u32..100).prop_map(Do::Rate),
        4 => Just(Do::Deliver),
        1 => Just(Do::Hold),
        1 => Just(Do::Free),
    ];
    proptest::collection::vec(one, 1..40)
}

/// Seconds of play after which each inject may come at the earliest.
const EARLIEST: [(&str, i64); 3] = [("first", 0), ("second", 300), ("push", 480)];

/// Plays; gives how many seconds were played when each inject came.
fn played(acts: &[Do]) -> BTreeMap<String, i64> {
    let mut game = Game::begun();
    let (mut played, mut running) = (0, true);
    let mut came = BTreeMap::new();
    for act in acts {
        let done = match act {
            Do::Pass(seconds) => {
                game.pass(*seconds);
                played += if running { *seconds } else { 0 };
                continue;
            }
            Do::Deliver => {
                for id in game.deliver() {
                    assert_eq!(came.insert(id.clone(), played), None, "{id} came twice");
                }
                continue;
            }
            Do::Pause => game.clock(PlayAct::of(ClockAct::Pause)).map(|()| running = false),
            Do::Stop => game.clock(PlayAct::of(ClockAct::Stop)).map(|()| running = false),
            Do::Resume => game.clock(PlayAct::of(ClockAct::Resume)).map(|()| running = true),
            Do::Jump(seconds) => {
                let story = game.state.exercise().unwrap().clock().at(game.wall).scenario;
                let story = Some(story.plus(Period::from_seconds(*seconds)));
                game.clock(PlayAct { story, ..PlayAct::of(ClockAct::Jump) })
            }
            Do::Rate(rate) => game.clock(PlayAct { rate: Some(*rate), ..PlayAct::of(ClockAct::Rate) }),
            Do::Hold => game.settle("second", InjectFate::Held),
            Do::Free => game.settle("second", InjectFate::Freed),
        };
        // What cannot be done now is refused and changes nothing.
        drop(done);
    }
    came
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) })]

    #[test]
    fn an_inject_comes_once_and_not_before_its_time(acts in acts()) {
        let came = played(&acts);
        for (id, earliest) in EARLIEST {
            if let Some(at) = came.get(id) {
                prop_assert!(*at >= earliest, "{id} came after {at} s of play");
            }
        }
        if let (Some(first), Some(second)) = (came.get("first"), came.get("second")) {
            prop_assert!(second - first >= 300);
        }
        prop_assert!(!came.contains_key("monday") && !came.contains_key("branch"));
    }
}

#[test]
fn two_who_release_at_once_release_once() {
    let mut game = Game::begun();
    game.release("first").unwrap();
    assert!(game.release("first").is_err());
    let known = game.state.exercise().unwrap().injects().get(&inject("first")).unwrap();
    assert_eq!(known.released.map(|(seq, _, _)| seq), game.entries.last().map(|entry| entry.seq));
}
