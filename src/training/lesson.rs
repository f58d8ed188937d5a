//! A micro-exercise: one story, a few questions, a reason behind every answer.

use std::sync::Arc;

use crate::base::digest::Digest;
use crate::base::id::{LessonId, RoleId};
use crate::base::problem::Source;
use crate::training::question::Question;

/// A micro-exercise.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Lesson {
    /// Its id.
    pub(crate) id: LessonId,
    /// Its title.
    pub(crate) title: String,
    /// As its author counts.
    pub(crate) version: String,
    /// One line for lists.
    pub(crate) summary: String,
    /// How long it takes.
    pub(crate) minutes: u32,
    /// For whom; for everybody when empty.
    pub(crate) roles: Vec<RoleId>,
    /// Which rules ask for it.
    pub(crate) tags: Vec<String>,
    /// Percent of the points that it takes to pass.
    pub(crate) pass: u32,
    /// What the person confirms at the end.
    pub(crate) acknowledgement: String,
    /// What happens.
    pub(crate) story: String,
    /// The questions.
    pub(crate) questions: Vec<Question>,
    /// SHA-256 of its bytes.
    pub(crate) digest: Digest,
    /// Its text.
    pub(crate) source: Arc<Source>,
}
