//! Reading a regime. Every problem is reported at once, at its place. Must not count; a test counts the examples.

mod condition;
pub(super) mod example;
mod stage;

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::NaiveDate;

use super::calendar::CalendarId;
use super::condition::Condition;
use super::model::{Declined, Holidays, Regime, Stage, Status, Verification};
use crate::base::id::{FactId, RegimeId};
use crate::base::problem::{Placed, Problems, Source};
use crate::base::reader::{self, Table};
use crate::base::time::Zone;

/// What the first key must say.
const FORMAT: &str = "regime/1";

/// Reads a regime. There is none when any problem is an error.
pub(crate) fn load(source: &Arc<Source>) -> (Option<Regime>, Problems) {
    let mut problems = Problems::default();
    let read = reader::read(source, &mut problems, read_regime);
    (read.flatten().filter(|_| !problems.has_errors()), problems)
}

/// Everything is read before anything is required, so that one problem does not make keys look unknown.
fn read_regime(table: &mut Table<'_>) -> Option<Regime> {
    table.format(FORMAT);
    let id = table.required_id("id", RegimeId::parse);
    let words = Words::read(table);
    let status = required(table, "status", Status::parse);
    let in_force_since = table.parsed("in_force_since", date).map(Placed::into_value);
    let checked = required(table, "checked", date);
    let verification = required(table, "verification", Verification::parse);
    let (status_note, note) = (text(table, "status_note"), text(table, "note"));
    let (exemptions, delay_grounds) = (texts(table, "exemptions"), texts(table, "delay_grounds"));
    let zone = table.parsed("zone", str::parse::<Zone>).map(Placed::into_value);
    let holidays = table.parsed("holidays", read_holidays).map(Placed::into_value);
    let applies = table.table("applies", condition::read).unwrap_or_else(|| missing_condition(table));
    let declined = table.tables("declined", read_declined).into_iter().flatten().collect();
    let stages: Vec<Stage> = table.tables("stage", stage::read).into_iter().flatten().collect();
    check_stages(table, &stages, holidays);
    let examples = table.tables("example", example::read);
    Some(Regime {
        id: id?.value,
        title: words.title?,
        short: words.short?,
        citation: words.citation?,
        jurisdiction: words.jurisdiction?,
        status: status?,
        status_note,
        in_force_since,
        checked: checked?,
        verification: verification?,
        duty: words.duty?,
        notifier: words.notifier?,
        authority: words.authority?,
        trigger: words.trigger?,
        threshold: words.threshold?,
        exemptions,
        delay_grounds,
        note,
        zone,
        holidays,
        applies,
        declined,
        stages,
        examples: examples.into_iter().flatten().collect(),
    })
}

/// The sentences that every regime has.
struct Words {
    title: Option<String>,
    short: Option<String>,
    citation: Option<String>,
    jurisdiction: Option<String>,
    duty: Option<String>,
    notifier: Option<String>,
    authority: Option<String>,
    trigger: Option<String>,
    threshold: Option<String>,
}

impl Words {
    fn read(table: &mut Table<'_>) -> Self {
        let mut read = |key| table.required_string(key).map(Placed::into_value);
        Self {
            title: read("title"),
            short: read("short"),
            citation: read("citation"),
            jurisdiction: read("jurisdiction"),
            duty: read("duty"),
            notifier: read("notifier"),
            authority: read("authority"),
            trigger: read("trigger"),
            threshold: read("threshold"),
        }
    }
}

fn read_declined(table: &mut Table<'_>) -> Option<Declined> {
    let fact = table.required_id("fact", FactId::parse).map(Placed::into_value);
    let values = texts(table, "is");
    if values.is_empty() {
        table.missing("is");
    }
    Some(Declined { fact: fact?, values })
}

fn missing_condition(table: &mut Table<'_>) -> Condition {
    if !table.has("applies") {
        table.missing("applies");
    }
    Condition::default()
}

/// The ids of stages differ, stages that wait for another wait for one that there is, and free days are known where they count.
fn check_stages(table: &mut Table<'_>, stages: &[Stage], holidays: Option<Holidays>) {
    let span = table.span();
    let ids: BTreeSet<_> = stages.iter().map(|stage| &stage.id).collect();
    if !table.has("stage") {
        table.error("regime::no-stage", span, "the regime has no stage");
    }
    if ids.len() < stages.len() {
        table.error("regime::double-stage", span, "two stages have the same id");
    }
    for stage in stages {
        let begins = super::anchor::Begins::of(stage);
        if begins.sending().is_some_and(|earlier| !ids.contains(earlier)) {
            let message = format!("stage `{}` waits for a stage that there is not", stage.id);
            table.error("regime::unknown-stage", span, message);
        }
        if stage.rule.needs_holidays() && holidays.is_none() {
            let message = format!("stage `{}` needs `holidays`: whose free days count", stage.id);
            table.error("regime::no-holidays", span, message);
        }
    }
}

fn read_holidays(text: &str) -> Result<Holidays, String> {
    match text {
        "member-state" => Ok(Holidays::MemberState),
        "place" => Ok(Holidays::Place),
        id => CalendarId::parse(id).map(Holidays::Of).map_err(|why| format!("`{id}`: {why}")),
    }
}

/// A word that must be there.
fn required<T>(
    table: &mut Table<'_>,
    key: &'static str,
    parse: impl FnOnce(&str) -> Result<T, String>,
) -> Option<T> {
    let text = table.required_string(key)?;
    table.parse_placed(key, &text, parse).map(Placed::into_value)
}

fn text(table: &mut Table<'_>, key: &'static str) -> Option<String> {
    table.string(key).map(Placed::into_value).filter(|text| !text.trim().is_empty())
}

fn texts(table: &mut Table<'_>, key: &'static str) -> Vec<String> {
    table.strings(key).into_iter().map(Placed::into_value).collect()
}

fn date(text: &str) -> Result<NaiveDate, String> {
    NaiveDate::parse_from_str(text, "%Y-%m-%d").map_err(|_| format!("`{text}` is no date such as 2026-11-22"))
}

#[cfg(test)]
mod tests;
