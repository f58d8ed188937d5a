//! Reading a micro-exercise: every problem at once, each at its place.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::lesson::Lesson;
use super::question::{self, Question};
use crate::base::digest::Digest;
use crate::base::id::{LessonId, OptionId, RoleId};
use crate::base::problem::{Placed, Problems, Source};
use crate::base::reader::{self, Table};

/// What the first key must say.
const FORMAT: &str = "micro/1";

/// The longest that still is a micro-exercise, in minutes.
const LONGEST: i64 = 20;

/// How many questions one has: fewer show nothing, more are not answered at a desk between two tasks.
const QUESTIONS: std::ops::RangeInclusive<usize> = 3..=5;

/// Reads a micro-exercise; there is none when any problem is an error.
pub(crate) fn load(source: &Arc<Source>) -> (Option<Lesson>, Problems) {
    let mut problems = Problems::default();
    let read = reader::read(source, &mut problems, lesson);
    (read.flatten().filter(|_| !problems.has_errors()), problems)
}

/// Whether a document says of itself that it is a micro-exercise.
pub(crate) fn is_one(source: &Source) -> bool {
    let says =
        source.text.lines().filter_map(|line| line.split_once('=')).find(|(key, _)| key.trim() == "format");
    says.is_some_and(|(_, value)| value.trim().trim_matches(['"', '\'']) == FORMAT)
}

/// Everything is read before anything is required, so that one problem does not make keys look unknown.
fn lesson(table: &mut Table<'_>) -> Option<Lesson> {
    table.format(FORMAT);
    let id = table.required_id("id", LessonId::parse);
    let [title, version, summary] = ["title", "version", "summary"].map(|key| required(table, key));
    let [acknowledgement, story] = ["acknowledgement", "story"].map(|key| required(table, key));
    let minutes = figure(table, "minutes", 1..=LONGEST);
    let pass = figure(table, "pass", 1..=100);
    let roles = roles(table);
    let tags = table.strings("tags").into_iter().map(Placed::into_value).collect();
    let questions = table.tables("question", question);
    let asked = questions.len();
    let questions: Vec<Question> = questions.into_iter().flatten().collect();
    if !table.has("question") {
        table.missing("question");
    } else if !QUESTIONS.contains(&asked) {
        let span = table.key_span("question").unwrap_or_else(|| table.span());
        table.error(
            "micro::questions",
            span,
            format!("a micro-exercise has three to five questions, not {asked}"),
        );
    }
    let mut seen = BTreeSet::new();
    if let Some(twice) = questions.iter().find(|question| !seen.insert(&question.id)) {
        let message = format!("there are two questions `{}`", twice.id);
        let span = table.key_span("question").unwrap_or_else(|| table.span());
        table.error("micro::twice", span, message);
    }
    Some(Lesson {
        id: id?.value,
        title: title?,
        version: version?,
        summary: summary?,
        minutes: minutes?,
        roles,
        tags,
        pass: pass?,
        acknowledgement: acknowledgement?,
        story: story?,
        questions,
        digest: Digest::of(table.source().text.as_bytes()),
        source: Arc::clone(table.source()),
    })
}

fn required(table: &mut Table<'_>, key: &'static str) -> Option<String> {
    table.required_string(key).map(Placed::into_value)
}

fn figure(table: &mut Table<'_>, key: &'static str, range: std::ops::RangeInclusive<i64>) -> Option<u32> {
    let Some(given) = table.integer(key) else {
        if !table.has(key) {
            table.missing(key);
        }
        return None;
    };
    if range.contains(&given.value) {
        return u32::try_from(given.value).ok();
    }
    let message = format!("`{key}` is from {} to {}", range.start(), range.end());
    table.error("document::bad-value", given.span, message);
    None
}

fn roles(table: &mut Table<'_>) -> Vec<RoleId> {
    let mut roles = Vec::new();
    for role in table.strings("roles") {
        match RoleId::parse(&role.value) {
            Ok(id) => roles.push(id),
            Err(why) => table.error("document::bad-id", role.span, why.to_string()),
        }
    }
    roles
}

fn question(table: &mut Table<'_>) -> Option<Question> {
    table.name("the question");
    let id = table.required_id("id", OptionId::parse);
    question::read(table, id.map(Placed::into_value))
}

#[cfg(test)]
mod tests;
