//! The report after an incident: when it turned, why it happened, what went well and what did not, where the response left the plan, what is
//! to be done. Observations and causes are shown as far as the edition may read them. No person is judged.

use serde::Serialize;

use super::describe::describe;
use super::document::furniture::Furniture;
use super::document::{Block, Cell, Document, Line, Pair, Table, cell, line};
use super::format::{Paper, Sheet, Tree};
use super::lessons::{Lessons, heading, listed, with_entry};
use super::status::duty::DutyLine;
use super::status::metrics::Metrics;
use super::timeline::ReportError;
use crate::base::time::Period;
use crate::incident::event::Event;
use crate::record::entry::Entry;

/// What the report is made from.
pub(crate) struct Source<'a> {
    /// The record.
    pub(crate) lessons: Lessons<'a>,
    /// The figures.
    pub(crate) metrics: &'a Metrics,
    /// Legal duties.
    pub(crate) duties: &'a [DutyLine],
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
    edition: &'static str,
    size: u64,
    head: String,
    metrics: &'f Metrics,
}

/// Something that the report says, for programs and spreadsheets.
#[derive(Serialize)]
struct FindingV1 {
    kind: &'static str,
    text: String,
    entry: u64,
    shown_by: Option<u64>,
}

/// Makes the report.
pub(crate) fn after_action(source: &Source<'_>) -> Result<Paper, ReportError> {
    let body = source.body();
    let findings = source.findings();
    let selection = "what is learned from the whole record".to_owned();
    let furniture =
        Furniture::of_record(source.lessons.log, source.lessons.scene, source.edition, selection)?;
    let header = HeaderV1 {
        v: 1,
        document: "incident-after-action-report",
        incident: &furniture.incident,
        codename: &furniture.codename,
        mode: furniture.mode_word(),
        edition: furniture.edition,
        size: furniture.size.0,
        head: furniture.head.to_string(),
        metrics: source.metrics,
    };
    let tree = Tree::new(&header, "findings", &findings)?;
    let sheet = Sheet {
        columns: vec!["kind", "text", "entry", "shown_by"],
        rows: findings.iter().map(FindingV1::cells).collect(),
    };
    let title = format!("After-action report: {}", source.title());
    Ok(Paper { document: Document::new(&title, furniture, body), sheet, tree })
}

/// What is listed, or that nobody has said.
fn known(words: &[String]) -> String {
    if words.is_empty() { "not known".to_owned() } else { listed(words) }
}

impl FindingV1 {
    fn cells(&self) -> Vec<String> {
        let shown_by = self.shown_by.map(|entry| entry.to_string()).unwrap_or_default();
        vec![self.kind.to_owned(), self.text.clone(), self.entry.to_string(), shown_by]
    }
}

/// Where the response left the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Parting {
    Overridden,
    Failed,
    LeftOut,
    Refused,
    Wrong,
    Undone,
}

const PARTINGS: [(Parting, &str); 6] = [
    (Parting::Overridden, "Gates that were passed though they were not met"),
    (Parting::Failed, "Steps that did not work"),
    (Parting::LeftOut, "Steps that were left out"),
    (Parting::Refused, "Steps that somebody would not do"),
    (Parting::Wrong, "What was held to be true and was wrong"),
    (Parting::Undone, "Outcomes that were taken back"),
];

#[expect(clippy::wildcard_enum_match_arm, reason = "the other kinds follow the plan")]
fn parting(event: &Event) -> Option<Parting> {
    match event {
        Event::GateOverridden(_) => Some(Parting::Overridden),
        Event::StepFailed(_) => Some(Parting::Failed),
        Event::StepSkipped(_) => Some(Parting::LeftOut),
        Event::StepRefused(_) => Some(Parting::Refused),
        Event::FactCorrected(_) => Some(Parting::Wrong),
        Event::StepUndone(_) => Some(Parting::Undone),
        _other => None,
    }
}

impl Source<'_> {
    fn title(&self) -> String {
        let opening = self.lessons.scene.state.opening().map(|(opening, _)| opening);
        let title = opening.and_then(|opening| self.lessons.scene.maybe(opening.title));
        title.or_else(|| opening.map(|opening| opening.playbook.id.to_string())).unwrap_or_default()
    }

    fn body(&self) -> Vec<Block> {
        let mut body = vec![heading(2, "Summary"), self.summary(), self.times()];
        body.push(heading(2, "What was seen"));
        let seen = self.lessons.observations(|_| true);
        if seen.is_empty() {
            body.push(Block::Paragraph(line(
                "Nobody has written down causes, strengths or what to improve.",
            )));
        }
        body.extend(seen);
        body.push(heading(2, "Where the response left the plan"));
        body.extend(self.partings());
        body.push(heading(2, "Legal duties"));
        body.extend(self.lessons.duties(self.duties));
        body.push(heading(2, "Decisions"));
        body.extend(self.lessons.decisions());
        body.extend(self.lessons.improvement_plan());
        body
    }

    fn summary(&self) -> Block {
        let scene = self.lessons.scene;
        let state = scene.state;
        let entries = self.lessons.log.entries();
        let of = |wanted: fn(&Event) -> bool| entries.iter().rfind(|entry| wanted(&entry.draft.event));
        let moment = |entry: Option<&Entry>| entry.map(|entry| scene.moment(entry.stamp.lived()));
        let opened = moment(of(|event| matches!(event, Event::IncidentOpened(_)))).unwrap_or_default();
        let closed = moment(
            of(|event| matches!(event, Event::IncidentClosed(_))).filter(|_| state.closed().is_some()),
        );
        let runs: Vec<String> = state.runs().values().map(|run| run.playbook.id.to_string()).collect();
        let roles: Vec<String> = state.roles().keys().map(|role| scene.role(role)).collect();
        let people = state.people().len();
        let number = |n: Option<u64>| n.map_or_else(|| "not known".to_owned(), |n| n.to_string());
        let (low, high) = (number(self.metrics.subjects_low), number(self.metrics.subjects_high));
        let pairs = [
            ("Opened", opened),
            ("Closed", closed.unwrap_or_else(|| "it is open".to_owned())),
            ("Playbooks", listed(&runs)),
            ("On the record", format!("{people} people; roles held: {}", listed(&roles))),
            ("People concerned", if low == high { low } else { format!("{low} to {high}") }),
            ("Countries", known(&self.metrics.jurisdictions)),
            ("Time boxes over", self.metrics.time_box_misses.to_string()),
            ("Decided on what was not known", self.metrics.decisions_on_unknown.to_string()),
            (
                "Gates overridden",
                format!(
                    "{} stop gates, {} others",
                    self.metrics.stop_gates_overridden, self.metrics.other_overrides
                ),
            ),
        ];
        Block::Pairs(pairs.iter().map(|(name, text)| Pair::new(name, cell(text))).collect())
    }

    /// When the incident turned, and how long it took.
    fn times(&self) -> Block {
        let period = |seconds: Option<i64>| {
            seconds.map(|seconds| Period::from_seconds(seconds).to_string()).unwrap_or_default()
        };
        let rows = self.metrics.moments.iter().map(|moment| {
            let at = moment.at.map_or_else(|| "not known".to_owned(), |at| self.lessons.scene.moment(at));
            vec![
                cell(moment.name),
                cell(&at),
                cell(&period(moment.since_previous)),
                cell(&period(moment.since_detected)),
            ]
        });
        let columns = [("Moment", 24), ("When", 40), ("After the one before", 18), ("After detection", 18)];
        Table::of("When it turned", &columns, rows.collect::<Vec<Vec<Cell>>>())
    }

    fn partings(&self) -> Vec<Block> {
        let mut blocks = Vec::new();
        for (kind, name) in PARTINGS {
            let lines: Vec<Line> = self
                .parted(kind)
                .map(|entry| with_entry(&describe(entry, self.lessons.scene).text(), Some(entry.seq)))
                .collect();
            if !lines.is_empty() {
                blocks.push(heading(3, name));
                blocks.push(Block::Items(lines));
            }
        }
        if blocks.is_empty() {
            blocks.push(Block::Paragraph(line("It did not.")));
        }
        blocks
    }

    fn parted(&self, kind: Parting) -> impl Iterator<Item = &Entry> {
        let entries = self.lessons.log.entries().iter();
        entries.filter(move |entry| parting(&entry.draft.event) == Some(kind))
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "the other kinds are for the timeline")]
    fn findings(&self) -> Vec<FindingV1> {
        let scene = self.lessons.scene;
        let entries = self.lessons.log.entries().iter();
        let finding = |entry: &Entry| {
            let (kind, text, shown_by) = match &entry.draft.event {
                Event::ObservationMade(body) => (body.kind.word(), scene.read(body.text), body.entry),
                Event::ActionAdded(body) => ("action", scene.read(body.text), body.about),
                event => {
                    let kind = match parting(event)? {
                        Parting::Overridden => "overridden",
                        Parting::Failed => "failed",
                        Parting::LeftOut => "left-out",
                        Parting::Refused => "refused",
                        Parting::Wrong => "wrong",
                        Parting::Undone => "undone",
                    };
                    (kind, describe(entry, scene).text(), None)
                }
            };
            Some(FindingV1 { kind, text, entry: entry.seq.0, shown_by: shown_by.map(|seq| seq.0) })
        };
        entries.filter_map(finding).collect()
    }
}
