//! The timeline as flat rows for spreadsheets. Each row says which incident, edition and record it comes from, because rows are
//! copied out of their files. Must not hold other rows than the paper.

use super::Timeline;
use super::json::{precision, with_offset};
use super::mark::Mark;
use super::row::Row;
use crate::report::describe::Detail;
use crate::report::document::furniture::Furniture;
use crate::report::format::Sheet;

const COLUMNS: [&str; 27] = [
    "seq",
    "recorded_utc",
    "happened_utc",
    "happened_local",
    "claimed",
    "precision",
    "late_minutes",
    "lane",
    "kind",
    "acted_by",
    "roles",
    "typed_by",
    "via",
    "step",
    "step_title",
    "text",
    "details",
    "corrections",
    "labels",
    "starred",
    "scenario_time",
    "incident",
    "codename",
    "mode",
    "edition",
    "shown",
    "record",
];

/// The timeline for spreadsheets.
pub(super) fn sheet(timeline: &Timeline<'_>, furniture: &Furniture) -> Sheet {
    let rows = timeline.rows.iter().map(|row| {
        let mut cells = time_cells(timeline, row);
        cells.extend(who_cells(row));
        cells.extend(what_cells(row));
        cells.extend(page_cells(furniture));
        cells
    });
    Sheet { columns: COLUMNS.to_vec(), rows: rows.collect() }
}

fn time_cells(timeline: &Timeline<'_>, row: &Row<'_>) -> Vec<String> {
    let happened = row.happened;
    vec![
        row.seq().0.to_string(),
        row.recorded().to_seconds_text(),
        happened.at.to_seconds_text(),
        happened.at.in_zone(timeline.options.zone).format("%Y-%m-%dT%H:%M:%S%:z").to_string(),
        happened.claimed.map(with_offset).unwrap_or_default(),
        happened.claimed.map(|claimed| precision(claimed.precision).to_owned()).unwrap_or_default(),
        happened.late.map(|delay| (delay.seconds() / 60).to_string()).unwrap_or_default(),
        row.lane.word().to_owned(),
        row.entry.draft.event.word().to_owned(),
    ]
}

fn who_cells(row: &Row<'_>) -> Vec<String> {
    vec![
        row.who.actor.name.clone(),
        row.who.actor.roles.join("; "),
        row.who.typist.name.clone(),
        row.who.via.map(|via| via.word().to_owned()).unwrap_or_default(),
    ]
}

fn what_cells(row: &Row<'_>) -> Vec<String> {
    let step = row.step.as_ref();
    let details: Vec<String> = row.sentence.details.iter().map(detail).collect();
    let corrections: Vec<String> = row.marks.iter().map(correction).collect();
    let labels: Vec<&str> = row.labels.iter().map(|label| label.word()).collect();
    let scenario = row.entry.stamp.x.map(|x| x.scenario.to_seconds_text());
    vec![
        step.map(|(key, _)| key.to_string()).unwrap_or_default(),
        step.and_then(|(_, title)| title.clone()).unwrap_or_default(),
        row.sentence.text(),
        details.join("; "),
        corrections.join("; "),
        labels.join("; "),
        if row.starred { "yes".to_owned() } else { String::new() },
        scenario.unwrap_or_default(),
    ]
}

fn detail(detail: &Detail) -> String {
    let entry = detail.entry.map(|seq| format!(" ({seq})")).unwrap_or_default();
    format!("{}: {}{entry}", detail.name, detail.value)
}

fn correction(mark: &Mark) -> String {
    let now = mark.now.as_ref().map(|now| format!(": {now}")).unwrap_or_default();
    let why = mark.why.as_ref().map(|why| format!(" (why: {why})")).unwrap_or_default();
    let when = mark.recorded.to_seconds_text();
    format!("{} in {} by {} {when}{now}{why}", mark.kind.word(), mark.entry, mark.by)
}

fn page_cells(furniture: &Furniture) -> Vec<String> {
    vec![
        furniture.incident.clone(),
        furniture.codename.clone(),
        furniture.mode_word().to_owned(),
        format!("{}, withheld: {}", furniture.edition, furniture.withheld_words()),
        furniture.selection.clone(),
        furniture.record_words(),
    ]
}
