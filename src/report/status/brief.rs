//! The brief: at most twelve plain lines to paste into a chat or to read aloud. Must not use glyphs that chats mangle.

use super::duty::{DutyLine, spoken};
use super::work::StepLine;
use super::{Named, SignalLine, Status, TaskLine};
use crate::base::text::{count, fit, scrub};
use crate::base::time::Zone;
use crate::report::facts::FactLine;
use crate::report::moment;

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
    let closed = status.closed_at.map(|at| format!(", CLOSED {}", moment::moment(at, zone)));
    let mode = format!("{}{}", status.mode.to_uppercase(), closed.unwrap_or_default());
    let mut lines = vec![format!(
        "{} {} ({mode}){title}: {severity}, {local} {} ({utc})",
        status.codename.to_uppercase(),
        status.incident,
        zone.name()
    )];
    lines.push(format!("Know: {}", known(status, facts, zone)));
    lines.push(format!("Do not know: {}", unknown(status, zone)));
    if status.is_played_out() {
        lines.push(format!("Left open in play: {}", doing(status, reader)));
    } else if status.closed {
        lines.push(format!("Left open: {}", doing(status, reader)));
    } else {
        lines.push(format!("Doing: {}", doing(status, reader)));
        lines.push(format!("Need: {}", need(status)));
    }
    lines.extend(status.duties.iter().take(3).map(|duty: &DutyLine| format!("Duty: {}", duty.text(zone))));
    if !status.outdated.is_empty() {
        let sent: Vec<String> = status.outdated.iter().map(|one| one.text(zone)).collect();
        lines.push(format!("Sent, and changed since: {}", sent.join(" / ")));
    }
    lines.push(format!("Command: {}", command(status)));
    if !status.closed {
        lines.push(format!("Next update: {}", next_update(status, zone)));
    }
    lines.push(format!("Checkpoint: {}", status.head));
    lines.iter().map(|line| fit(&scrub(line), WIDTH)).collect()
}

fn known(status: &Status, facts: &[FactLine], zone: Zone) -> String {
    let rank = |id: &str| FIRST.iter().position(|first| *first == id).unwrap_or(FIRST.len());
    let signal = status.signals.first();
    // A recorded signal says more than the moment alone.
    let is_said = |fact: &FactLine| {
        fact.id == "severity" || (fact.id == FIRST_SIGNAL && signal.is_some() && !fact.disputed)
    };
    let facts = facts.iter().filter(|fact| !is_said(fact)).filter_map(|fact| {
        Some((rank(&fact.id), format!("{}: {}", spoken(&fact.id), fact.value.as_deref()?)))
    });
    let signal = signal.map(|signal| (rank(FIRST_SIGNAL), signal_text(signal, zone)));
    let mut known: Vec<(usize, String)> = facts.chain(signal).collect();
    known.sort_by_key(|(rank, _)| *rank);
    some(known.into_iter().map(|(_, text)| text).collect(), "nothing yet")
}

/// The fact that a signal stands for.
const FIRST_SIGNAL: &str = "first_signal_at";

/// How much of a signal's text is said.
const SIGNAL: usize = 80;

fn signal_text(signal: &SignalLine, zone: Zone) -> String {
    let when = moment::moment(signal.received, zone);
    let dismissed = if signal.dismissed { ", dismissed then" } else { "" };
    format!("first signal ({}{dismissed}): {when}, {}", signal.from, fit(&signal.text, SIGNAL))
}

/// The questions themselves: an id is no question, and not every reader knows it.
fn unknown(status: &Status, zone: Zone) -> String {
    let asked = |gap: &Named| {
        let again = status.rechecks.iter().find(|line| line.of == "fact" && line.id == gap.id);
        let again = again.map(|line| format!(" (asked again {})", line.at.in_zone(zone).format("%a %H:%M")));
        format!("{}{}", gap.label, again.unwrap_or_default())
    };
    some(status.gaps.iter().map(asked).collect(), "nothing that was asked")
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

/// Only what somebody set: a task with a time whose words speak of an update. Time boxes and re-checks promise nobody anything.
fn next_update(status: &Status, zone: Zone) -> String {
    let is_update = |task: &&TaskLine| task.text.to_lowercase().contains("update");
    let set = status.tasks.iter().filter(is_update).filter_map(|task| Some((task.due?, &task.text)));
    match set.filter(|(at, _)| *at > status.now).min_by_key(|(at, _)| *at) {
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
