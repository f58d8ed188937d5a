//! The rating of a critical task that the record suggests, and the one that an evaluator gave. Points never become a rating by
//! themselves: what is proposed stays a proposal until somebody confirms it with a reason.

use super::outcome::{Came, Outcome};
use crate::base::id::{CriticalTaskId, Seq};
use crate::fact::value::PassageRef;
use crate::incident::event::Event;
use crate::incident::event::exercise::{Rating, SeenAs};
use crate::record::entry::Entry;
use crate::scenario::expectation::Aim;
use crate::scenario::model::{CriticalTask, Scenario};

/// From how many percent on a task counts as performed.
const PERFORMED: i64 = 90;

/// From how many percent on it counts as done with some challenges.
const SOME_CHALLENGES: i64 = 70;

/// What an evaluator said of a task.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Confirmed {
    /// The rating.
    pub(crate) rating: Rating,
    /// Why.
    pub(crate) text: PassageRef,
    /// The entry.
    pub(crate) seq: Seq,
}

/// A critical task with its ratings.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Rated<'s> {
    /// The task.
    pub(crate) task: &'s CriticalTask,
    /// What the record suggests.
    pub(crate) proposed: Rating,
    /// The percent that it earned of what is known; nothing where nothing is.
    pub(crate) percent: Option<i64>,
    /// What an evaluator said last.
    pub(crate) confirmed: Option<Confirmed>,
}

/// How much of a scenario was rated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Coverage {
    /// Tasks that an evaluator rated, "not observed" left out.
    pub(crate) rated: usize,
    /// All tasks.
    pub(crate) all: usize,
}

/// All critical tasks with their ratings, in file order.
pub(crate) fn ratings<'s>(
    scenario: &'s Scenario,
    outcomes: &[Outcome<'s>],
    entries: &[Entry],
) -> Vec<Rated<'s>> {
    let rated = |task: &'s CriticalTask| {
        let of_task: Vec<&Outcome<'_>> =
            outcomes.iter().filter(|outcome| outcome.expectation.task.as_ref() == Some(&task.id)).collect();
        let percent = percent(&of_task);
        Rated { task, proposed: propose(&of_task, percent), percent, confirmed: confirmed(&task.id, entries) }
    };
    scenario.tasks().map(rated).collect()
}

/// How much was rated.
pub(crate) fn coverage(ratings: &[Rated<'_>]) -> Coverage {
    let rated = ratings
        .iter()
        .filter(|rated| rated.confirmed.is_some_and(|confirmed| confirmed.rating != Rating::NotObserved));
    Coverage { rated: rated.count(), all: ratings.len() }
}

/// The percent of the points that could be earned, over what is known; penalties count against them.
pub(crate) fn percent(outcomes: &[&Outcome<'_>]) -> Option<i64> {
    let known =
        outcomes.iter().filter_map(|outcome| Some((outcome.points?, outcome.expectation.score.max(0))));
    let (earned, most) =
        known.fold((0_i64, 0_i64), |(earned, most), (points, best)| (earned + points, most + best));
    (most > 0).then(|| (earned.saturating_mul(100) / most).clamp(0, 100))
}

fn propose(outcomes: &[&Outcome<'_>], percent: Option<i64>) -> Rating {
    let harmed = outcomes.iter().any(|outcome| matches!(outcome.came, Came::Violated(_)));
    let late = outcomes.iter().any(|outcome| {
        matches!(outcome.came, Came::Met { late: Some(_), .. } | Came::Answered { late: Some(_), .. })
    });
    let met = outcomes.iter().filter(|outcome| outcome.points.is_some()).all(|outcome| {
        matches!(
            outcome.came,
            Came::Met { .. }
                | Came::Answered { percent: 1.., .. }
                | Came::Kept
                | Came::Violated(_)
                | Came::Judged(SeenAs::Met | SeenAs::Partly, _)
        )
    });
    let acted = outcomes
        .iter()
        .any(|outcome| outcome.points.is_some() && !matches!(outcome.expectation.aim, Aim::Quiz(_)));
    match percent {
        None => Rating::NotObserved,
        // Who knows the answer has not shown that the task can be done.
        Some(_) if !acted => Rating::NotObserved,
        Some(PERFORMED..) if !harmed => Rating::Performed,
        Some(SOME_CHALLENGES..) if !harmed => Rating::SomeChallenges,
        Some(_) if met && (harmed || late) => Rating::MajorChallenges,
        Some(_) => Rating::Unable,
    }
}

fn confirmed(task: &CriticalTaskId, entries: &[Entry]) -> Option<Confirmed> {
    entries.iter().rev().find_map(|entry| {
        let Event::TaskRated(body) = &entry.draft.event else { return None };
        let found = Confirmed { rating: body.rating, text: body.text, seq: entry.seq };
        (body.task == *task).then_some(found)
    })
}
