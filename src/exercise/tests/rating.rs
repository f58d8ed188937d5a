//! What comes of expectations, and which ratings follow.

use std::collections::BTreeMap;

use super::play::Game;
use crate::base::digest::Digest;
use crate::base::id::{CriticalTaskId, ExpectationId};
use crate::exercise::outcome::{Came, outcomes};
use crate::exercise::proposal::{Coverage, coverage, ratings};
use crate::fact::value::PassageRef;
use crate::incident::command::{Command, PlayAct};
use crate::incident::event::exercise::{
    ClockAct, ObservationKind, ObservationMade, Rating, SeenAs, TaskRated,
};

/// Plays until `take-command` is done after so many seconds, if ever, and tells the percent and the proposal.
#[track_caller]
fn check(after: Option<i64>, expected: (Option<i64>, &str)) {
    let mut game = Game::begun();
    game.deliver();
    if let Some(after) = after {
        game.pass(after);
        game.done("take-command");
    }
    game.clock(PlayAct::of(ClockAct::End)).unwrap();
    assert_eq!(told(&game), expected);
}

fn told(game: &Game) -> (Option<i64>, &'static str) {
    let outcomes = outcomes(&game.scenario, &game.entries, &BTreeMap::new()).unwrap();
    let ratings = ratings(&game.scenario, &outcomes, &game.entries);
    let rated = ratings.first().unwrap();
    (rated.percent, rated.proposed.letter())
}

#[test]
fn points_fall_between_the_limit_and_the_end() {
    check(Some(60), (Some(100), "P"));
    check(Some(600), (Some(100), "P"));
    check(Some(630), (Some(95), "P"));
    check(Some(720), (Some(80), "S"));
    check(Some(900), (Some(50), "M"));
    check(Some(1200), (Some(0), "M"));
    check(None, (Some(0), "U"));
}

#[test]
fn what_nobody_was_asked_or_can_still_come_is_not_counted() {
    let game = Game::begun();
    let came = |game: &Game| {
        let outcomes = outcomes(&game.scenario, &game.entries, &BTreeMap::new()).unwrap();
        outcomes.first().unwrap().came
    };
    assert_eq!((came(&game), told(&game)), (Came::NotAsked, (None, "N/O")));
    let mut game = game;
    game.deliver();
    assert_eq!((came(&game), told(&game)), (Came::Open, (None, "N/O")));
}

#[test]
fn what_an_evaluator_says_counts() {
    let mut game = Game::begun();
    game.deliver();
    let text = PassageRef(Digest::ZERO);
    let body = ObservationMade {
        kind: ObservationKind::Neutral,
        text,
        task: None,
        inject: None,
        expectation: ExpectationId::parse("first-1").ok(),
        seen: Some(SeenAs::Partly),
        entry: None,
    };
    game.act(&Command::Write(Box::new(body.into()))).unwrap();
    assert_eq!(told(&game), (Some(50), "U"));
}

#[test]
fn a_rating_stands_beside_what_was_proposed_and_not_observed_covers_nothing() {
    let mut game = Game::begun();
    let text = PassageRef(Digest::ZERO);
    let task = CriticalTaskId::parse("take-command").unwrap();
    let mut rate = |rating| {
        let body = TaskRated { task: task.clone(), rating, text, proposed: Some(Rating::Unable) };
        game.act(&Command::Write(Box::new(body.into()))).unwrap();
        let outcomes = outcomes(&game.scenario, &game.entries, &BTreeMap::new()).unwrap();
        let ratings = ratings(&game.scenario, &outcomes, &game.entries);
        (ratings.first().unwrap().confirmed.map(|confirmed| confirmed.rating), coverage(&ratings))
    };
    assert_eq!(rate(Rating::NotObserved), (Some(Rating::NotObserved), Coverage { rated: 0, all: 1 }));
    assert_eq!(rate(Rating::SomeChallenges), (Some(Rating::SomeChallenges), Coverage { rated: 1, all: 1 }));
}
