//! Several teams that played the same scenario, side by side. Teams are compared, never people.

use serde::Serialize;

use super::after_action::{in_words, rating_words};
use crate::exercise::outcome::Outcome;
use crate::exercise::proposal::Rated;
use crate::report::document::{Block, Cell, Document, Run, Table, cell, line};
use crate::report::exercise::{OfScenarioV1, dress};
use crate::report::format::{Paper, Sheet, Tree};
use crate::scenario::model::Scenario;

/// How one team played.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Team {
    /// Its exercise: codename and public id.
    pub(crate) name: String,
    /// Of each critical task the rating, confirmed or proposed, and the percent.
    tasks: Vec<(String, Option<i64>)>,
    /// What came of each expectation, and its points.
    came: Vec<(String, Option<i64>)>,
}

impl Team {
    /// Takes what came of an exercise.
    pub(crate) fn new(name: String, ratings: &[Rated<'_>], outcomes: &[Outcome<'_>]) -> Self {
        Self {
            name,
            tasks: ratings.iter().map(|rated| (rating_words(rated), rated.percent)).collect(),
            came: outcomes.iter().map(|outcome| (in_words(outcome.came), outcome.points)).collect(),
        }
    }
}

#[derive(Serialize)]
struct HeaderV1<'s> {
    #[serde(flatten)]
    played: OfScenarioV1<'s>,
    teams: Vec<&'s str>,
}

#[derive(Serialize)]
struct RowV1<'s> {
    team: &'s str,
    what: &'static str,
    id: String,
    text: &'s str,
    result: &'s str,
    points: Option<i64>,
}

/// Puts teams side by side that played the same scenario.
pub(crate) fn comparison(scenario: &Scenario, teams: &[Team]) -> Result<Paper, serde_json::Error> {
    let rows: Vec<RowV1<'_>> = teams.iter().flat_map(|team| rows(scenario, team)).collect();
    let header = HeaderV1 {
        played: OfScenarioV1::new("exercise-comparison", scenario),
        teams: teams.iter().map(|team| team.name.as_str()).collect(),
    };
    let tree = Tree::new(&header, "rows", &rows)?;
    let sheet = Sheet {
        columns: vec!["team", "what", "id", "text", "result", "points"],
        rows: rows.iter().map(cells).collect(),
    };
    let title = format!("EXERCISE: teams that played \"{}\"", scenario.title);
    Ok(Paper { document: Document::new(&title, dress(scenario), body(scenario, teams)), sheet, tree })
}

fn rows<'s>(scenario: &'s Scenario, team: &'s Team) -> Vec<RowV1<'s>> {
    let tasks = scenario.tasks().zip(&team.tasks).map(|(task, (result, points))| RowV1 {
        team: &team.name,
        what: "task",
        id: task.id.to_string(),
        text: &task.text,
        result,
        points: *points,
    });
    let came = scenario.expectations.iter().zip(&team.came).map(|(aim, (result, points))| RowV1 {
        team: &team.name,
        what: "expectation",
        id: aim.id.to_string(),
        text: &aim.text,
        result,
        points: *points,
    });
    tasks.chain(came).collect()
}

fn cells(row: &RowV1<'_>) -> Vec<String> {
    let points = row.points.map(|points| points.to_string()).unwrap_or_default();
    [row.team, row.what, &row.id, row.text, row.result, &points].map(str::to_owned).into()
}

/// Columns for a text and so many teams.
fn columns<'t>(first: &'t str, teams: &'t [Team]) -> Vec<(&'t str, u8)> {
    let share = u8::try_from(60 / teams.len().max(1)).unwrap_or(60);
    std::iter::once((first, 40)).chain(teams.iter().map(|team| (team.name.as_str(), share))).collect()
}

fn body(scenario: &Scenario, teams: &[Team]) -> Vec<Block> {
    let tasks = scenario.tasks().enumerate().map(|(n, task)| {
        let of_team = teams.iter().map(|team| match team.tasks.get(n) {
            Some((rating, Some(percent))) => cell(&format!("{rating}, {percent} %")),
            Some((rating, None)) => cell(rating),
            None => Cell::new(),
        });
        std::iter::once(cell(&task.text)).chain(of_team).collect::<Vec<Cell>>()
    });
    let aims = scenario.expectations.iter().enumerate().map(|(n, aim)| {
        let of_team =
            teams.iter().map(|team| team.came.get(n).map_or_else(Cell::new, |(came, _)| cell(came)));
        std::iter::once(cell(&aim.text)).chain(of_team).collect::<Vec<Cell>>()
    });
    vec![
        Block::Paragraph(line(
            "Teams are compared to learn what the plan made easy and what it made hard. No person is scored.",
        )),
        Block::Heading(2, vec![Run::plain("Critical tasks")]),
        Table::of("Ratings by team", &columns("Critical task", teams), tasks.collect::<Vec<_>>()),
        Block::Heading(2, vec![Run::plain("What was expected")]),
        Table::of("What came of it by team", &columns("Expected", teams), aims.collect::<Vec<_>>()),
    ]
}
