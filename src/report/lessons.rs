//! What is learned from an incident or an exercise: observations, the plan to improve, decisions, duties. The same parts for the reports on
//! both. Must not judge anybody.

use crate::base::id::Seq;
use crate::base::time::Period;
use crate::incident::actions::CorrectiveAction;
use crate::incident::event::Event;
use crate::incident::event::exercise::{ObservationKind, ObservationMade};
use crate::record::verified::VerifiedEntries;
use crate::report::actions::day;
use crate::report::describe::scene::Scene;
use crate::report::document::{Block, Cell, Line, Run, Style, Table, cell, line};
use crate::report::status::duty::DutyLine;

/// Where lessons are read from.
#[derive(Clone, Copy)]
pub(crate) struct Lessons<'a> {
    /// The record.
    pub(crate) log: &'a VerifiedEntries,
    /// Sentences and names, as the edition may read them.
    pub(crate) scene: &'a Scene<'a>,
}

/// Kinds of observations with their headings, in the order in which a report shows them.
const KINDS: [(ObservationKind, &str); 4] = [
    (ObservationKind::Cause, "Causes"),
    (ObservationKind::Strength, "Strengths"),
    (ObservationKind::Improvement, "Areas for improvement"),
    (ObservationKind::Neutral, "Other observations"),
];

/// A heading.
pub(crate) fn heading(level: u8, text: &str) -> Block {
    Block::Heading(level, vec![Run::plain(text)])
}

/// A text with the entry that shows it.
pub(crate) fn with_entry(text: &str, seq: Option<Seq>) -> Line {
    let mut line = vec![Run::plain(text)];
    if let Some(seq) = seq {
        line.push(Run::plain(" "));
        line.push(Run::entry(seq));
    }
    line
}

/// `a, b`, or `none`.
pub(crate) fn listed(words: &[String]) -> String {
    if words.is_empty() { "none".to_owned() } else { words.join(", ") }
}

impl Lessons<'_> {
    /// Observations under their kinds. Nothing where there is none.
    pub(crate) fn observations(&self, wanted: impl Fn(&ObservationMade) -> bool) -> Vec<Block> {
        let mut blocks = Vec::new();
        for (kind, name) in KINDS {
            let seen = self.observed(|body| body.kind == kind && wanted(body));
            if !seen.is_empty() {
                blocks.push(Block::Paragraph(vec![Run::strong(name)]));
                blocks.push(Block::Items(seen.into_iter().map(|(_, line)| line).collect()));
            }
        }
        blocks
    }

    fn observed(&self, wanted: impl Fn(&ObservationMade) -> bool) -> Vec<(Seq, Line)> {
        let entries = self.log.entries().iter();
        let found = entries.filter_map(|entry| {
            let Event::ObservationMade(body) = &entry.draft.event else { return None };
            let mut text = with_entry(&self.scene.read(body.text), Some(entry.seq));
            if let Some(seq) = body.entry {
                text.push(Run::plain(", shown by "));
                text.push(Run::entry(seq));
            }
            wanted(body).then_some((entry.seq, text))
        });
        found.collect()
    }

    /// What is to be done about it, by whom, until when, and how far it is.
    pub(crate) fn improvement_plan(&self) -> Vec<Block> {
        let areas =
            self.observed(|body| matches!(body.kind, ObservationKind::Improvement | ObservationKind::Cause));
        let actions = self.scene.state.actions();
        let about = |seq: Seq| actions.values().filter(move |action| action.about == Some(seq));
        let mut rows: Vec<Vec<Cell>> = Vec::new();
        for (seq, area) in &areas {
            rows.extend(about(*seq).map(|action| self.action_cells(vec![area.clone()], action)));
            if about(*seq).next().is_none() {
                let blank = || vec![vec![Run::new("to be named", Style::Gap)]];
                rows.push(vec![vec![area.clone()], blank(), blank(), blank(), cell("")]);
            }
        }
        let is_area = |seq: &Seq| areas.iter().any(|(area, _)| area == seq);
        let others = actions.values().filter(|action| !action.about.as_ref().is_some_and(is_area));
        rows.extend(others.map(|action| {
            let area = action.about.map_or_else(Cell::new, |seq| vec![with_entry("see", Some(seq))]);
            self.action_cells(area, action)
        }));
        let mut blocks = vec![heading(2, "Improvement plan")];
        if rows.is_empty() {
            blocks.push(Block::Paragraph(line("Nobody wrote down what to improve.")));
        } else {
            let columns = [
                ("What to improve", 34),
                ("Corrective action", 27),
                ("Owner", 13),
                ("Due", 12),
                ("State", 14),
            ];
            blocks.push(Table::of("Improvement plan", &columns, rows));
        }
        blocks
    }

    fn action_cells(&self, area: Cell, action: &CorrectiveAction) -> Vec<Cell> {
        let blank = || vec![vec![Run::new("to be named", Style::Gap)]];
        let mut text = vec![with_entry(&self.scene.read(action.text), Some(action.seq))];
        text.extend(action.element.map(|element| vec![Run::quiet(&format!("changes {}", element.word()))]));
        let owner = action.owner.map_or_else(blank, |owner| cell(&self.scene.person(owner)));
        let due = action.due.map_or_else(blank, |due| cell(&day(due, self.scene.zone)));
        vec![area, text, owner, due, state(action)]
    }

    /// Decisions in the order in which they were taken: what, by whom, when and why.
    pub(crate) fn decisions(&self) -> Vec<Block> {
        let decided = self.log.entries().iter().filter_map(|entry| {
            let Event::DecisionTaken(body) = &entry.draft.event else { return None };
            let open = if body.leaves_open { " (left open)" } else { "" };
            let why = body.reason.map(|why| self.scene.read(why)).unwrap_or_default();
            Some(vec![
                vec![line(&body.question), with_entry(&format!("{}{open}", body.label), Some(entry.seq))],
                vec![line(&self.scene.person(entry.by())), line(&self.scene.moment(entry.stamp.lived()))],
                cell(&why),
            ])
        });
        let decided: Vec<Vec<Cell>> = decided.collect();
        if decided.is_empty() {
            return vec![Block::Paragraph(line("None was taken."))];
        }
        let columns = [("Decided", 50), ("By whom, when", 22), ("Why", 28)];
        vec![Table::of("Decisions", &columns, decided)]
    }

    /// Legal duties that had started.
    pub(crate) fn duties(&self, duties: &[DutyLine]) -> Vec<Block> {
        let shown = duties.iter().filter(|duty| !duty.folded);
        let rows = shown.map(|duty| {
            let due = duty
                .strict
                .or(duty.alarm)
                .or(duty.owed_until)
                .map(|at| self.scene.moment(at))
                .unwrap_or_default();
            let met = match (duty.met, duty.late_seconds) {
                (Some(at), None) => format!("{}, in time", self.scene.moment(at)),
                (Some(at), Some(late)) => {
                    format!("{}, {} late", self.scene.moment(at), Period::from_seconds(late))
                }
                (None, _) => duty.status.replace('_', " "),
            };
            vec![vec![line(&duty.label), line(&duty.duty)], cell(&due), cell(&met)]
        });
        let rows: Vec<Vec<Cell>> = rows.collect();
        if rows.is_empty() {
            return vec![Block::Paragraph(line("No duty had started."))];
        }
        vec![Table::of("Legal duties", &[("Duty", 40), ("Due", 30), ("Served", 30)], rows)]
    }
}

/// How far an action is.
fn state(action: &CorrectiveAction) -> Cell {
    let mut lines = vec![match action.end {
        None => line(&format!("open, {}", action.priority.word())),
        Some((end, seq)) => with_entry(end.word(), Some(seq)),
    }];
    let tried = action.trials.iter().map(|trial| {
        let how = if trial.held { "held in" } else { "did not hold in" };
        with_entry(&format!("{how} {}", trial.exercise), Some(trial.seq))
    });
    lines.extend(tried);
    let to_try = action.retest.as_ref().filter(|_| action.trials.is_empty());
    lines.extend(to_try.map(|scenario| vec![Run::quiet(&format!("to be tried with {scenario}"))]));
    lines
}
