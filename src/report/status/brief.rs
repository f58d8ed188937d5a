//! The brief: at most twelve plain lines to paste into a chat or to read aloud. Must not use glyphs that chats mangle.

use super::Status;
use super::duty::{DutyLine, spoken};
use super::work::StepLine;
use crate::base::text::{count, fit, scrub};
use crate::base::time::Zone;
use crate::report::facts::FactLine;

/// For whom it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reader {
    /// Those who work on it.
    Team,
    /// Those who decide about money, people and words.
    Executive,
}

/// Facts that come first, because everybody asks for them.
const FIRST: [&str; 12] = [
    "incident_type",
    "personal_data_involved",
    "subjects_count",
    "breach_types",
    "data_left",
    "attacker_active",
    "contained_at",
    "affected_hosts",
    "countries",
    "aware_at",
    "first_signal_at",
    "public_at",
];

/// How many things one line names.
const MOST: usize = 5;

/// The longest line.
const WIDTH: usize = 400;

/// The brief.
pub(crate) fn brief(status: &Status, facts: &[FactLine], reader: Reader, zone: Zone) -> Vec<String> {
    let local = status.now.in_zone(zone).format("%a %-d %b %Y %H:%M");
    let utc = status.now.utc().format("%H:%M UTC");
    let severity = status.severity.as_deref().unwrap_or("severity not decided");
    let title = status.title.as_ref().map(|title| format!(", {title}")).unwrap_or_default();
    let mode = status.mode.to_uppercase();
    let mut lines = vec![format!(
        "{} {} ({mode}){title}: {severity}, {local} {} ({utc})",
        status.codename.to_uppercase(),
        status.incident,
        zone.name()
    )];
    lines.push(format!("Know: {}", known(facts)));
    lines.push(format!("Do not know: {}", unknown(status)));
    lines.push(format!("Doing: {}", doing(status, reader)));
    lines.push(format!("Need: {}", need(status)));
    lines.extend(status.duties.iter().take(3).map(|duty: &DutyLine| format!("Duty: {}", duty.text(zone))));
    lines.push(format!("Command: {}", command(status)));
    lines.push(format!("Next update: {}", next_update(status, zone)));
    lines.push(format!("Checkpoint: {}", status.head));
    lines.iter().map(|line| fit(&scrub(line), WIDTH)).collect()
}

fn known(facts: &[FactLine]) -> String {
    let rank = |fact: &&FactLine| FIRST.iter().position(|first| *first == fact.id).unwrap_or(FIRST.len());
    let mut known: Vec<&FactLine> =
        facts.iter().filter(|fact| fact.value.is_some() && fact.id != "severity").collect();
    known.sort_by_key(rank);
    let named =
        |fact: &&FactLine| format!("{}: {}", spoken(&fact.id), fact.value.as_deref().unwrap_or_default());
    some(known.iter().map(named).collect(), "nothing yet")
}

fn unknown(status: &Status) -> String {
    some(status.gaps.iter().map(|gap| spoken(&gap.id)).collect(), "nothing that was asked")
}

fn doing(status: &Status, reader: Reader) -> String {
    if reader == Reader::Executive {
        let late = status.steps().filter(|step| step.overdue).count();
        let late = if late > 0 { format!(", {late} over time") } else { String::new() };
        return format!("{} open{late}", count(status.steps().count(), "step"));
    }
    let mut steps: Vec<&StepLine> = status.steps().collect();
    steps.sort_by_key(|step| step.holder.is_none());
    let named = |step: &&StepLine| match &step.holder {
        Some(holder) => format!("{} ({holder})", step.title),
        None => step.title.clone(),
    };
    some(steps.iter().map(named).collect(), "nothing is open")
}

/// What waits for a person: decisions, approvals, failures, people who did not answer.
fn need(status: &Status) -> String {
    let mut needs: Vec<String> = Vec::new();
    if !status.command.iter().any(|line| line.role == "incident-commander") {
        needs.push("an incident commander".to_owned());
    }
    needs.extend(status.not_reached.iter().map(|line| format!("{} to call back", line.who)));
    let waits = |step: &&StepLine| {
        matches!(step.work, "after-failure" | "go-on" | "by-hand")
            || (step.work == "do" && matches!(step.kind, "decision" | "approval"))
    };
    needs.extend(status.steps().filter(waits).map(|step| {
        let what = if step.work == "after-failure" { "failed" } else { step.kind };
        format!("{what}: {}", step.title)
    }));
    needs.extend(
        status
            .disputed
            .iter()
            .map(|fact| format!("to settle: {}: {}", fact.label.trim_end_matches('?'), fact.sides())),
    );
    needs.extend(status.questions.iter().map(|question| question.text.clone()));
    some(needs, "nothing")
}

fn command(status: &Status) -> String {
    let named = status.command.iter().map(|line| format!("{} {}", line.role.replace('-', " "), line.person));
    some(named.collect(), "nobody holds a role")
}

/// The next moment at which something is promised: a task, a time box, a re-check.
fn next_update(status: &Status, zone: Zone) -> String {
    let tasks = status.tasks.iter().filter_map(|task| Some((task.due?, task.text.clone())));
    let steps = status.steps().filter_map(|step| Some((step.due?, step.title.clone())));
    let rechecks = status.rechecks.iter().map(|line| (line.at, line.label.clone()));
    let coming = tasks.chain(steps).chain(rechecks).filter(|(at, _)| *at > status.now);
    match coming.min_by_key(|(at, _)| *at) {
        Some((at, what)) => format!("{} {} ({what})", at.in_zone(zone).format("%a %H:%M"), zone.name()),
        None => "not set".to_owned(),
    }
}

fn some(items: Vec<String>, none: &str) -> String {
    if items.is_empty() {
        return none.to_owned();
    }
    let more = items.len().saturating_sub(MOST);
    let more = if more > 0 { format!("; and {more} more") } else { String::new() };
    let shown: Vec<String> = items.into_iter().take(MOST).collect();
    format!("{}{more}", shown.join("; "))
}
