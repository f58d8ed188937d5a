//! When injects come, what the clocks show, and what is refused.

use super::play::{Game, STORY};
use crate::base::id::ModuleId;
use crate::base::time::{Period, Timestamp};
use crate::exercise::schedule::Waits;
use crate::incident::command::PlayAct;
use crate::incident::event::exercise::{ClockAct, InjectFate};
use crate::incident::refusal::Refusal;

#[track_caller]
fn check(game: &Game, expected: &[(&str, Waits)]) {
    let expected: Vec<(String, Waits)> =
        expected.iter().map(|(id, waits)| ((*id).to_owned(), waits.clone())).collect();
    assert_eq!(game.waiting(), expected);
}

fn minutes(minutes: i64) -> Waits {
    Waits::Minutes(Period::from_seconds(minutes * 60))
}

#[test]
fn each_rule_waits_for_what_it_says() {
    let done = "\u{201c}Take command aloud; name a deputy and a scribe\u{201d} is done".to_owned();
    let mut game = Game::begun();
    assert_eq!(game.deliver(), ["first"]);
    check(
        &game,
        &[
            ("second", minutes(5)),
            ("branch", minutes(1)),
            ("push", minutes(8)),
            ("asked", Waits::Request),
            ("by-hand", Waits::Facilitator),
            ("monday", Waits::Module(ModuleId::parse("two").unwrap())),
        ],
    );
    game.pass(60);
    check(
        &game,
        &[
            ("second", minutes(4)),
            ("branch", Waits::Condition(done.clone())),
            ("push", minutes(7)),
            ("asked", Waits::Request),
            ("by-hand", Waits::Facilitator),
            ("monday", Waits::Module(ModuleId::parse("two").unwrap())),
        ],
    );
    game.done("take-command");
    game.pass(7 * 60);
    check(
        &game,
        &[
            ("second", Waits::Due),
            ("branch", Waits::Due),
            ("push", Waits::NotNeeded(done)),
            ("asked", Waits::Request),
            ("by-hand", Waits::Facilitator),
            ("monday", Waits::Module(ModuleId::parse("two").unwrap())),
        ],
    );
}

#[test]
fn who_is_stuck_is_helped_on() {
    let mut game = Game::begun();
    game.deliver();
    game.pass(8 * 60);
    assert_eq!(game.deliver(), ["second", "push"]);
}

#[test]
fn a_pause_brings_nothing_nearer_and_a_jump_neither() {
    let mut game = Game::begun();
    game.deliver();
    game.pass(60);
    game.clock(PlayAct::of(ClockAct::Pause)).unwrap();
    game.pass(3600);
    assert_eq!(game.deliver(), Vec::<String>::new());
    game.clock(PlayAct::of(ClockAct::Resume)).unwrap();
    let monday = Timestamp::parse("2026-11-23T08:00:00Z");
    game.clock(PlayAct { story: monday, ..PlayAct::of(ClockAct::Jump) }).unwrap();
    let left = game.waiting().into_iter().find(|(id, _)| id == "second").map(|(_, waits)| waits);
    assert_eq!((left, game.deliver()), (Some(minutes(4)), Vec::<String>::new()));
}

#[test]
fn what_its_module_did_not_bring_no_longer_comes_by_itself() {
    let mut game = Game::begun();
    game.deliver();
    let two = game.scenario.modules.get(1).map(|module| module.id.clone());
    game.clock(PlayAct { module: two, ..PlayAct::of(ClockAct::Module) }).unwrap();
    game.pass(600);
    assert_eq!(game.deliver(), ["monday"]);
    check(
        &game,
        &[
            ("second", Waits::Past),
            ("branch", Waits::Past),
            ("push", Waits::Past),
            ("asked", Waits::Request),
            ("by-hand", Waits::Facilitator),
        ],
    );
}

#[test]
fn the_story_runs_at_its_rate_and_the_engine_lives_in_it() {
    let mut game = Game::begun();
    game.clock(PlayAct { rate: Some(12), ..PlayAct::of(ClockAct::Rate) }).unwrap();
    game.pass(600);
    game.done("take-command");
    let times = game.entries.last().unwrap().stamp.x.unwrap();
    let shown = (times.exercise.to_seconds_text(), times.scenario.to_seconds_text());
    assert_eq!(shown, ("2026-11-23T10:10:00Z".to_owned(), "2026-11-20T18:40:00Z".to_owned()));
}

#[test]
fn a_wall_clock_that_is_set_back_lets_no_time_pass() {
    let mut game = Game::begun();
    game.pass(-3600);
    let times = game.state.exercise().unwrap().clock().at(game.wall);
    assert_eq!(times.scenario.to_seconds_text(), STORY);
}

#[test]
fn what_cannot_be_is_refused() {
    let mut game = Game::opened();
    let refused = |result: Result<(), Refusal>| result.unwrap_err().to_string();
    assert_eq!(refused(game.release("first")), "play has not begun");
    assert_eq!(refused(game.clock(PlayAct::of(ClockAct::Pause))), "play has not begun");
    game.clock(PlayAct::of(ClockAct::Start)).unwrap();
    assert_eq!(refused(game.clock(PlayAct::of(ClockAct::Start))), "play has begun");
    assert_eq!(refused(game.clock(PlayAct::of(ClockAct::Resume))), "the exercise is not resting");
    let back = Timestamp::parse("2026-11-19T00:00:00Z");
    let jump = |story| PlayAct { story, ..PlayAct::of(ClockAct::Jump) };
    assert_eq!(refused(game.clock(jump(back))), "the story only moves forward");
    let far = Timestamp::parse("2028-11-19T00:00:00Z");
    assert_eq!(refused(game.clock(jump(far))), "a jump leaves out 400 days at most");
    game.release("first").unwrap();
    assert_eq!(refused(game.release("first")), "that inject was released before");
    assert_eq!(refused(game.settle("first", InjectFate::Skipped)), "that inject was released before");
    game.settle("second", InjectFate::Held).unwrap();
    assert_eq!(refused(game.settle("second", InjectFate::Held)), "that inject is kept back already");
    game.settle("push", InjectFate::Skipped).unwrap();
    assert_eq!(refused(game.release("push")), "that inject was left out");
    assert_eq!(refused(game.settle("asked", InjectFate::Read)), "that inject was not released");
    game.clock(PlayAct::of(ClockAct::End)).unwrap();
    assert_eq!(refused(game.release("asked")), "the exercise is over: nothing is played any more");
    assert_eq!(refused(game.clock(PlayAct::of(ClockAct::Resume))), "the exercise is over");
}
