//! Marking the answers to a whole micro-exercise: each question is worth one point.

use super::lesson::Lesson;
use super::question::{Given, share};

/// What came of a micro-exercise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Mark {
    /// Percent of the points, rounded down.
    pub(crate) percent: u32,
    /// Whether that is enough.
    pub(crate) passed: bool,
}

/// Marks answers to all questions, in their order.
pub(crate) fn mark(lesson: &Lesson, given: &[Given]) -> Mark {
    let points: u32 =
        lesson.questions.iter().zip(given).map(|(question, given)| share(question, given)).sum();
    let all = u32::try_from(lesson.questions.len()).unwrap_or(u32::MAX);
    let percent = points.checked_div(all).unwrap_or(0);
    Mark { percent, passed: percent >= lesson.pass }
}
