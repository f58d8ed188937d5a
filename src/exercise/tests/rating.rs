//! What comes of expectations, and which ratings follow.

use std::collections::BTreeMap;

use super::play::Game;
use crate::base::digest::Digest;
use crate::base::id::{CriticalTaskId, ExpectationId, InjectId, OptionId};
use crate::base::time::Period;
use crate::exercise::outcome::{Came, outcomes};
use crate::exercise::proposal::{Coverage, coverage, ratings};
use crate::fact::value::PassageRef;
use crate::incident::command::{Command, PlayAct};
use crate::incident::event::exercise::{
    ClockAct, ObservationKind, ObservationMade, QuestionAnswered, Rating, SeenAs, TaskRated,
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

/// Answers one question after so many seconds, and tells what came of it and what it earned.
#[track_caller]
fn answered(question: &str, (after, chosen, figure): (i64, &[&str], Option<i64>), expected: (u32, i64, i64)) {
    let mut game = Game::begun();
    game.deliver();
    game.pass(after);
    let chosen = chosen.iter().map(|id| OptionId::parse(id).unwrap()).collect();
    let inject = InjectId::parse("first").unwrap();
    let body = QuestionAnswered { inject, question: ExpectationId::parse(question).unwrap(), figure, chosen };
    game.act(&Command::Write(Box::new(body.into()))).unwrap();
    let outcomes = outcomes(&game.scenario, &game.entries, &BTreeMap::new()).unwrap();
    let outcome = outcomes.iter().find(|outcome| outcome.expectation.id.as_str() == question).unwrap();
    let (percent, late, points) = expected;
    let late = (late > 0).then(|| Period::from_seconds(late));
    let seq = game.entries.last().unwrap().seq;
    assert_eq!((outcome.came, outcome.points), (Came::Answered { seq, percent, late }, Some(points)));
}

#[test]
fn a_question_earns_what_is_right_of_it_and_less_when_it_is_late() {
    answered("who", (60, &["dpo", "counsel"], None), (100, 0, 100));
    answered("who", (60, &["dpo"], None), (50, 0, 50));
    answered("who", (60, &["dpo", "press"], None), (0, 0, 0));
    answered("who", (60, &[], None), (0, 0, 0));
    answered("who", (900, &["dpo", "counsel"], None), (100, 300, 50));
    answered("who", (900, &["dpo"], None), (50, 300, 25));
    answered("hours", (60, &[], Some(71)), (100, 0, 100));
    answered("hours", (60, &[], Some(70)), (0, 0, 0));
}

#[test]
fn a_question_is_answered_once_and_only_when_it_was_asked() {
    let mut game = Game::begun();
    let inject = InjectId::parse("first").unwrap();
    let question = ExpectationId::parse("hours").unwrap();
    let body = QuestionAnswered { inject, question, figure: Some(72), chosen: Vec::new() };
    let answer = |game: &mut Game| {
        let refused = game.act(&Command::Write(Box::new(body.clone().into())));
        refused.map(drop).map_err(|why| why.to_string())
    };
    assert_eq!(answer(&mut game), Err("nobody asked that question".to_owned()));
    game.deliver();
    assert_eq!(answer(&mut game), Ok(()));
    assert_eq!(answer(&mut game), Err("that question was answered before".to_owned()));
    game.clock(PlayAct::of(ClockAct::End)).unwrap();
    assert_eq!(answer(&mut game), Err("the exercise is over: nothing is played any more".to_owned()));
}

#[test]
fn knowing_an_answer_is_not_doing_the_task() {
    let mut game = Game::begun();
    let quiz = game.scenario.expectations.iter_mut().find(|aim| aim.id.as_str() == "who").unwrap();
    quiz.task = CriticalTaskId::parse("take-command").ok();
    game.deliver();
    let inject = InjectId::parse("first").unwrap();
    let question = ExpectationId::parse("who").unwrap();
    let chosen = ["dpo", "counsel"].map(|id| OptionId::parse(id).unwrap()).to_vec();
    let body = QuestionAnswered { inject, question, figure: None, chosen };
    game.act(&Command::Write(Box::new(body.into()))).unwrap();
    assert_eq!(told(&game), (Some(100), "N/O"));
    game.done("take-command");
    assert_eq!(told(&game), (Some(100), "P"));
}

#[test]
fn a_question_that_nobody_answers_is_not_met() {
    let mut game = Game::begun();
    game.deliver();
    game.clock(PlayAct::of(ClockAct::End)).unwrap();
    let outcomes = outcomes(&game.scenario, &game.entries, &BTreeMap::new()).unwrap();
    let came: Vec<Came> = outcomes.iter().map(|outcome| outcome.came).collect();
    assert_eq!(came, [Came::NotMet, Came::NotMet, Came::NotMet]);
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
        labels: Vec::new(),
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
