//! Corrective actions of several records in one list: what is open, whose it is, what is overdue, what shows that it was done, where it was
//! tried again. Must not read a store.

use serde::Serialize;

use super::document::dress::OfRecords;
use super::document::furniture::zones_words;
use super::document::{Block, Cell, Document, Run, Style, Table, cell, line};
use super::edition::Edition;
use super::format::{Paper, Sheet, Tree};
use super::lessons::Lessons;
use super::timeline::ReportError;
use crate::base::id::{ActionId, Seq};
use crate::base::text::count;
use crate::base::time::{Timestamp, Zone};
use crate::incident::actions::CorrectiveAction;
use crate::incident::event::Event;
use crate::incident::event::improvement::Priority;
use crate::record::entry::entry_at;

/// One action.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct ActionLine {
    /// `INC-2026-K7QD/a1`
    pub(crate) action: String,
    /// `live` or `exercise`: what it came from.
    pub(crate) from: &'static str,
    /// Codename of that.
    pub(crate) codename: String,
    /// What is to be done.
    pub(crate) text: String,
    /// `high`, `medium` or `low`.
    pub(crate) priority: &'static str,
    /// What it changes.
    pub(crate) element: Option<&'static str>,
    /// Whose it is.
    pub(crate) owner: Option<String>,
    /// Until when.
    pub(crate) due: Option<Timestamp>,
    /// The day of that where the action comes from: a day begins earlier in Berlin than in Dublin.
    pub(crate) due_day: Option<String>,
    /// Whether the day on which it was due has gone by.
    pub(crate) overdue: bool,
    /// `open`, `closed` or `dropped`.
    pub(crate) state: &'static str,
    /// What shows that it was done, or why it was dropped.
    pub(crate) shown: Option<String>,
    /// The entry that began it.
    pub(crate) entry: u64,
    /// The entry that it answers.
    pub(crate) about: Option<u64>,
    /// The scenario with which it will be tried again.
    pub(crate) retest: Option<String>,
    /// Where it was tried.
    pub(crate) trials: Vec<TrialLine>,
    #[serde(skip)]
    rank: (bool, bool, Option<Timestamp>, Priority, ActionId),
}

/// Where an action was tried.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct TrialLine {
    /// Public id of the exercise.
    pub(crate) exercise: String,
    /// Whether it held.
    pub(crate) held: bool,
    /// The entry.
    pub(crate) entry: u64,
}

/// When the list is read.
#[derive(Debug, Clone, Copy)]
pub(crate) struct AsOf {
    /// The wall clock.
    pub(crate) now: Timestamp,
    /// The zone of the paper.
    pub(crate) zone: Zone,
}

impl AsOf {
    /// Whether the day of a moment has gone by, in the zone in which it was named.
    fn is_past(self, due: Timestamp, zone: Zone) -> bool {
        due.in_zone(zone).date_naive() < self.now.in_zone(zone).date_naive()
    }
}

/// The actions of one record.
pub(crate) fn lines(lessons: Lessons<'_>, as_of: AsOf) -> Vec<ActionLine> {
    let Some((opening, _)) = lessons.scene.state.opening() else { return Vec::new() };
    let actions = lessons.scene.state.actions().iter();
    let line = |(id, action): (&ActionId, &CorrectiveAction)| {
        let overdue =
            action.end.is_none() && action.due.is_some_and(|due| as_of.is_past(due, lessons.scene.zone));
        ActionLine {
            action: format!("{}/{id}", opening.id),
            from: opening.mode.word(),
            codename: opening.codename.clone(),
            text: lessons.scene.read(action.text),
            priority: action.priority.word(),
            element: action.element.map(crate::incident::event::improvement::Element::word),
            owner: action.owner.map(|owner| lessons.scene.person(owner)),
            due: action.due,
            due_day: action.due.map(|due| day(due, lessons.scene.zone)),
            overdue,
            state: action.end.map_or("open", |(end, _)| end.word()),
            shown: action.end.and_then(|(_, seq)| shown(lessons, seq)),
            entry: action.seq.0,
            about: action.about.map(|seq| seq.0),
            retest: action.retest.as_ref().map(ToString::to_string),
            trials: action
                .trials
                .iter()
                .map(|trial| TrialLine {
                    exercise: trial.exercise.clone(),
                    held: trial.held,
                    entry: trial.seq.0,
                })
                .collect(),
            rank: (action.end.is_some(), action.due.is_none(), action.due, action.priority, *id),
        }
    };
    actions.map(line).collect()
}

fn shown(lessons: Lessons<'_>, seq: Seq) -> Option<String> {
    let Event::ActionEnded(body) = &entry_at(lessons.log.entries(), seq)?.draft.event else { return None };
    let evidence = body.evidence.iter().map(|id| lessons.scene.evidence(*id));
    Some(std::iter::once(lessons.scene.read(body.text)).chain(evidence).collect::<Vec<_>>().join("; "))
}

/// Open ones first, by the day on which they are due.
pub(crate) fn sort(lines: &mut [ActionLine]) {
    lines.sort_by(|a, b| a.rank.cmp(&b.rank).then_with(|| a.action.cmp(&b.action)));
}

#[derive(Serialize)]
struct HeaderV1 {
    v: u32,
    document: &'static str,
    as_of: Timestamp,
    open: usize,
    overdue: usize,
    all: usize,
}

/// Makes the paper. `heads` are ids, sizes and heads of the records that it was read from.
pub(crate) fn paper(
    lines: &[ActionLine],
    heads: Vec<(String, Seq, String)>,
    as_of: AsOf,
) -> Result<Paper, ReportError> {
    let header = HeaderV1 {
        v: 1,
        document: "actions",
        as_of: as_of.now,
        open: lines.iter().filter(|line| line.state == "open").count(),
        overdue: lines.iter().filter(|line| line.overdue).count(),
        all: lines.len(),
    };
    let edition = Edition::team().word;
    let dress = OfRecords {
        document: "actions",
        name: format!("ACTIONS {}", count(lines.len(), "action")),
        edition,
        edition_words: edition.to_owned(),
        selection: format!(
            "corrective actions of {}; as of {}",
            count(heads.len(), "record"),
            super::moment::moment(as_of.now, as_of.zone)
        ),
        times: zones_words(as_of.zone.name()),
        heads,
        banners: Vec::new(),
    };
    let sheet = Sheet { columns: COLUMNS.to_vec(), rows: lines.iter().map(cells).collect() };
    let said = format!("{} open, {} of them overdue, {} in all.", header.open, header.overdue, header.all);
    let columns = [("Action", 16), ("What is to be done", 34), ("Owner", 14), ("Due", 14), ("State", 22)];
    let body =
        vec![Block::Paragraph(line(&said)), Table::of("Corrective actions", &columns, lines.iter().map(row))];
    let tree = Tree::new(&header, "actions", lines)?;
    Ok(Paper { document: Document::new("Corrective actions", dress, body), sheet, tree })
}

const COLUMNS: [&str; 13] = [
    "action", "from", "codename", "text", "priority", "element", "owner", "due", "overdue", "state", "shown",
    "retest", "trials",
];

fn cells(line: &ActionLine) -> Vec<String> {
    let trials = line.trials.iter().map(|trial| {
        let how = if trial.held { "held in" } else { "did not hold in" };
        format!("{how} {}", trial.exercise)
    });
    vec![
        line.action.clone(),
        line.from.to_owned(),
        line.codename.clone(),
        line.text.clone(),
        line.priority.to_owned(),
        line.element.unwrap_or_default().to_owned(),
        line.owner.clone().unwrap_or_default(),
        line.due.map(Timestamp::to_seconds_text).unwrap_or_default(),
        if line.overdue { "yes" } else { "no" }.to_owned(),
        line.state.to_owned(),
        line.shown.clone().unwrap_or_default(),
        line.retest.clone().unwrap_or_default(),
        trials.collect::<Vec<_>>().join("; "),
    ]
}

fn row(of: &ActionLine) -> Vec<Cell> {
    let blank = || vec![vec![Run::new("to be named", Style::Gap)]];
    let due = of.due_day.as_ref().map_or_else(blank, |day| cell(day));
    let mut state = vec![if of.overdue { vec![Run::strong("OVERDUE")] } else { line(of.state) }];
    state.push(line(&format!("{} priority", of.priority)));
    state.extend(of.shown.iter().map(|shown| line(shown)));
    state.extend(of.trials.iter().map(|trial| {
        let how = if trial.held { "held in" } else { "did not hold in" };
        line(&format!("{how} {}", trial.exercise))
    }));
    let to_try = of.retest.as_ref().filter(|_| of.trials.is_empty());
    state.extend(to_try.map(|scenario| line(&format!("to be tried with {scenario}"))));
    vec![
        vec![line(&of.action), vec![Run::quiet(&format!("{} {}", of.codename.to_uppercase(), of.from))]],
        cell(&of.text),
        of.owner.as_ref().map_or_else(blank, |owner| cell(owner)),
        due,
        state,
    ]
}

/// The day on which something is due, in a zone.
pub(crate) fn day(due: Timestamp, zone: Zone) -> String {
    due.in_zone(zone).format("%-d %b %Y").to_string()
}
