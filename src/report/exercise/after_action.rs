//! The report after an exercise: what was to be learned, what came of it, strengths and what to improve, each with its entries; how it
//! was played against how it was planned. Laid out as the after-action report of HSEEP (2020). No person is scored.

mod played;
mod questions;
mod said;
mod views;

use std::collections::BTreeMap;

use serde::Serialize;

use crate::base::id::{CriticalTaskId, RoleId, Seq, StepId};
use crate::exercise::feedback::sheets;
use crate::exercise::outcome::{Came, Outcome};
use crate::exercise::proposal::{Coverage, Rated, coverage};
use crate::incident::event::Event;
use crate::incident::event::exercise::SeenAs;
use crate::record::entry::Entry;
use crate::record::verified::VerifiedEntries;
use crate::report::describe::scene::Scene;
use crate::report::document::furniture::Furniture;
use crate::report::document::{Block, Cell, Document, Pair, Table, cell, line};
use crate::report::format::{Paper, Sheet, Tree};
use crate::report::lessons::{Lessons, heading, listed, with_entry};
use crate::report::status::duty::DutyLine;
use crate::report::status::metrics::MomentLine;
use crate::report::timeline::ReportError;
use crate::scenario::model::{Objective, Scenario};
use said::AgreedV1;

/// What the report is made from.
pub(crate) struct Source<'a> {
    /// The record.
    pub(crate) log: &'a VerifiedEntries,
    /// Sentences and names, as the edition may read them.
    pub(crate) scene: &'a Scene<'a>,
    /// The script.
    pub(crate) scenario: &'a Scenario,
    /// What came of each expectation.
    pub(crate) outcomes: &'a [Outcome<'a>],
    /// The critical tasks with their ratings.
    pub(crate) ratings: &'a [Rated<'a>],
    /// Legal duties, in the time of the story.
    pub(crate) duties: &'a [DutyLine],
    /// Moments that the record yields, in the time of the story.
    pub(crate) moments: &'a [MomentLine],
    /// Whose step it is.
    pub(crate) role_of: &'a dyn Fn(&StepId) -> Option<RoleId>,
    /// The word of the edition.
    pub(crate) edition: &'static str,
}

#[derive(Serialize)]
struct HeaderV1<'f> {
    v: u32,
    document: &'static str,
    incident: &'f str,
    codename: &'f str,
    mode: &'static str,
    scenario: String,
    version: String,
    scenario_sha256: String,
    tasks_rated: usize,
    tasks: usize,
    feedback_sheets: usize,
    feedback: Vec<AgreedV1<'f>>,
    size: u64,
    head: String,
}

#[derive(Serialize)]
struct RowV1 {
    expectation: String,
    inject: Option<String>,
    task: Option<String>,
    kind: &'static str,
    text: String,
    came: String,
    entry: Option<u64>,
    points: Option<i64>,
    most: i64,
}

/// Makes the report.
pub(crate) fn after_action(source: &Source<'_>) -> Result<Paper, ReportError> {
    let body = source.body(coverage(source.ratings));
    let selection = format!("what came of scenario {} {}", source.scenario.id, source.scenario.version);
    let furniture = Furniture::of_record(source.log, source.scene, source.edition, selection)?;
    let rows: Vec<RowV1> = source.outcomes.iter().map(row).collect();
    let covered = coverage(source.ratings);
    let header = HeaderV1 {
        v: 1,
        document: "after-action-report",
        incident: &furniture.incident,
        codename: &furniture.codename,
        mode: furniture.mode_word(),
        scenario: source.scenario.id.to_string(),
        version: source.scenario.version.clone(),
        scenario_sha256: source.scenario.digest.to_string(),
        tasks_rated: covered.rated,
        tasks: covered.all,
        feedback_sheets: sheets(source.log.entries()).count(),
        feedback: source.agreed(),
        size: furniture.size.0,
        head: furniture.head.to_string(),
    };
    let tree = Tree::new(&header, "expectations", &rows)?;
    let sheet = Sheet { columns: COLUMNS.to_vec(), rows: rows.iter().map(RowV1::cells).collect() };
    let title = format!("After-action report: {}", source.scenario.title);
    Ok(Paper { document: Document::new(&title, furniture, body), sheet, tree })
}

const COLUMNS: [&str; 9] =
    ["expectation", "inject", "task", "kind", "text", "came", "entry", "points", "most"];

impl RowV1 {
    fn cells(&self) -> Vec<String> {
        vec![
            self.expectation.clone(),
            self.inject.clone().unwrap_or_default(),
            self.task.clone().unwrap_or_default(),
            self.kind.to_owned(),
            self.text.clone(),
            self.came.clone(),
            self.entry.map(|entry| entry.to_string()).unwrap_or_default(),
            self.points.map(|points| points.to_string()).unwrap_or_default(),
            self.most.to_string(),
        ]
    }
}

fn row(outcome: &Outcome<'_>) -> RowV1 {
    let aim = outcome.expectation;
    RowV1 {
        expectation: aim.id.to_string(),
        inject: aim.inject.as_ref().map(ToString::to_string),
        task: aim.task.as_ref().map(ToString::to_string),
        kind: aim.aim.word(),
        text: aim.text.clone(),
        came: in_words(outcome.came),
        entry: shown_by(outcome.came).map(|seq| seq.0),
        points: outcome.points,
        most: aim.score.max(0),
    }
}

/// What came of an expectation, in words.
pub(crate) fn in_words(came: Came) -> String {
    match came {
        Came::Met { late: None, .. } => "in time".to_owned(),
        Came::Met { late: Some(late), .. } => format!("{late} late"),
        Came::Answered { percent, late, .. } => {
            let right = match percent {
                100 => "right".to_owned(),
                0 => "wrong".to_owned(),
                part => format!("right to {part} %"),
            };
            late.map_or(right.clone(), |late| format!("{right}, {late} late"))
        }
        Came::NotMet => "did not come about".to_owned(),
        Came::Violated(_) => "it happened".to_owned(),
        Came::Kept => "never happened".to_owned(),
        Came::Open => "still open".to_owned(),
        Came::NotObserved => "not observed".to_owned(),
        Came::NotAsked => "not asked: its inject did not come".to_owned(),
        Came::Judged(SeenAs::Met, _) => "met, says the evaluator".to_owned(),
        Came::Judged(SeenAs::Partly, _) => "partly met, says the evaluator".to_owned(),
        Came::Judged(SeenAs::NotMet, _) => "not met, says the evaluator".to_owned(),
    }
}

fn shown_by(came: Came) -> Option<Seq> {
    match came {
        Came::Met { seq, .. } | Came::Answered { seq, .. } | Came::Violated(seq) | Came::Judged(_, seq) => {
            Some(seq)
        }
        Came::NotMet | Came::Kept | Came::Open | Came::NotObserved | Came::NotAsked => None,
    }
}

impl Source<'_> {
    fn body(&self, covered: Coverage) -> Vec<Block> {
        let mut body = self.summary(covered);
        for objective in &self.scenario.objectives {
            body.extend(self.objective(objective));
        }
        body.extend(self.beside());
        body.extend(self.unmet());
        body.extend(self.by_phase_and_role());
        body.extend(self.questions());
        body.extend(self.played());
        body.extend(self.said());
        body.extend(self.lessons().improvement_plan());
        body.extend(self.participants());
        body
    }

    fn summary(&self, covered: Coverage) -> Vec<Block> {
        let scenario = self.scenario;
        let name = format!("{} {}, sha256 {}", scenario.id, scenario.version, scenario.digest);
        let roles: Vec<String> = self.scene.state.roles().keys().map(|role| self.scene.role(role)).collect();
        let people = self.scene.state.people().len();
        let pairs = [
            ("Scenario", name),
            ("Playbook", scenario.playbook.to_string()),
            ("Played", self.span()),
            ("On the record", format!("{people} people; roles held: {}", listed(&roles))),
            ("Threats", listed(&scenario.threats)),
            ("Rated", format!("{} of {} critical tasks", covered.rated, covered.all)),
        ];
        let rated = self
            .scenario
            .objectives
            .iter()
            .flat_map(|objective| objective.tasks.iter().map(move |task| (objective, task)));
        let rows = rated.map(|(objective, task)| {
            let rated = self.rated(&task.id);
            vec![
                cell(&objective.text),
                cell(&task.text),
                cell(&rated.map_or_else(String::new, rating_words)),
                cell(
                    &rated
                        .and_then(|rated| rated.percent)
                        .map_or_else(|| "not known".to_owned(), |percent| format!("{percent} %")),
                ),
            ]
        });
        let columns = [("Objective", 30), ("Critical task", 36), ("Rating", 22), ("Points", 12)];
        vec![
            heading(2, "Summary"),
            Block::Pairs(pairs.iter().map(|(name, text)| Pair::new(name, cell(text))).collect()),
            Block::Paragraph(line(
                "P performed; S some challenges; M major challenges: the aim was met and something else suffered for it; U unable; N/O \
                 not observed, which is never counted as done. A proposal is what the record suggests; an evaluator decides. No person \
                 is scored.",
            )),
            Table::of("Objectives and their ratings", &columns, rows.collect::<Vec<_>>()),
        ]
    }

    fn rated(&self, task: &CriticalTaskId) -> Option<&Rated<'_>> {
        self.ratings.iter().find(|rated| rated.task.id == *task)
    }

    fn objective(&self, objective: &Objective) -> Vec<Block> {
        let mut blocks = vec![heading(2, &objective.text)];
        if !objective.capability.is_empty() {
            blocks.push(Block::Paragraph(line(&format!("Capability: {}", objective.capability))));
        }
        for task in &objective.tasks {
            blocks.push(heading(3, &task.text));
            let rated = self.rated(&task.id);
            let standard = Some(task.standard.as_str()).filter(|text| !text.is_empty());
            let mut pairs = vec![("Rating", rated.map_or_else(String::new, rating_words), None)];
            pairs.extend(standard.map(|text| ("Standard", text.to_owned(), None)));
            if let Some(confirmed) = rated.and_then(|rated| rated.confirmed) {
                pairs.push(("Why", self.scene.read(confirmed.text), Some(confirmed.seq)));
            }
            let pair = |(name, text, seq): &(&str, String, Option<Seq>)| {
                Pair::new(name, vec![with_entry(text, *seq)])
            };
            blocks.push(Block::Pairs(pairs.iter().map(pair).collect()));
            blocks.push(self.expectations(&task.id));
            blocks.extend(self.lessons().observations(|body| body.task.as_ref() == Some(&task.id)));
        }
        blocks
    }

    fn expectations(&self, task: &CriticalTaskId) -> Block {
        let of_task = self.outcomes.iter().filter(|outcome| outcome.expectation.task.as_ref() == Some(task));
        let rows = of_task.map(|outcome| outcome_cells(outcome)).collect::<Vec<_>>();
        Table::of("What was expected", &OUTCOME_COLUMNS, rows)
    }

    fn lessons(&self) -> Lessons<'_> {
        Lessons { log: self.log, scene: self.scene }
    }

    /// What was observed and belongs to no critical task.
    fn beside(&self) -> Vec<Block> {
        let seen = self.lessons().observations(|body| body.task.is_none());
        let title = (!seen.is_empty()).then(|| heading(2, "Beside the objectives"));
        title.into_iter().chain(seen).collect()
    }

    /// Everything that did not come about, in one place.
    fn unmet(&self) -> Vec<Block> {
        let unmet = self.outcomes.iter().filter(|outcome| {
            matches!(
                outcome.came,
                Came::NotMet
                    | Came::Violated(_)
                    | Came::Open
                    | Came::Met { late: Some(_), .. }
                    | Came::Answered { late: Some(_), .. }
                    | Came::Answered { percent: ..100, .. }
                    | Came::Judged(SeenAs::NotMet | SeenAs::Partly, _)
            )
        });
        let rows: Vec<Vec<Cell>> = unmet.map(outcome_cells).collect();
        let mut blocks = vec![heading(2, "What was expected and did not come about, or came late")];
        if rows.is_empty() {
            blocks.push(Block::Paragraph(line("Nothing.")));
        } else {
            blocks.push(Table::of("Expectations that were not met", &OUTCOME_COLUMNS, rows));
        }
        let unseen = self.outcomes.iter().filter(|outcome| outcome.came == Came::NotObserved);
        let unseen: Vec<Vec<Cell>> = unseen.map(outcome_cells).collect();
        if !unseen.is_empty() {
            blocks.push(heading(3, "Nobody observed"));
            blocks.push(Table::of("Expectations that nobody observed", &OUTCOME_COLUMNS, unseen));
        }
        blocks
    }
}

const OUTCOME_COLUMNS: [(&str, u8); 4] =
    [("Expected", 52), ("Limit", 16), ("What came of it", 20), ("Points", 12)];

fn outcome_cells(outcome: &Outcome<'_>) -> Vec<Cell> {
    let aim = outcome.expectation;
    let limit = aim.within.map(|within| within.to_string()).unwrap_or_default();
    let points = match outcome.points {
        Some(points) => format!("{points} of {}", aim.score.max(0)),
        None => "not known".to_owned(),
    };
    let came = vec![with_entry(&in_words(outcome.came), shown_by(outcome.came))];
    vec![cell(&aim.text), cell(&limit), came, cell(&points)]
}

/// The rating that an evaluator gave, or the proposal.
pub(super) fn rating_words(rated: &Rated<'_>) -> String {
    match rated.confirmed {
        Some(confirmed) => confirmed.rating.letter().to_owned(),
        None => format!("not rated; proposal {}", rated.proposed.letter()),
    }
}

/// The numbers of entries by the inject that they released.
fn released(entries: &[Entry]) -> BTreeMap<&str, &Entry> {
    let released = entries.iter().filter_map(|entry| {
        let Event::InjectReleased(body) = &entry.draft.event else { return None };
        Some((body.inject.as_str(), entry))
    });
    released.collect()
}
