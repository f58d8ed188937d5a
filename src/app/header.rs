//! The header of screens: incident, nearest duty, command, what is open. Four lines at most, legible at 40 columns; above them stands
//! what everybody in an exercise has to know when it is not played.

mod rest;

use crate::regime::FIRST_DUTY;
use unicode_width::UnicodeWidthStr as _;

use super::duties::{duties, nearest};
use super::ground::roles;
use super::session::Session;
use crate::base::id::{PersonId, RoleId};
use crate::base::text::{count, fit, scrub};
use crate::base::time::Timestamp;
use crate::fact::value::Value;
use crate::incident::board::{Board, BoardLine};
use crate::report::status::duty::spoken;
use crate::store::mirror::follower::MirrorState;

/// A piece of a line: in full, and in few letters for narrow screens.
struct Part {
    long: String,
    short: String,
}

impl Part {
    fn new(long: impl Into<String>, short: impl Into<String>) -> Self {
        Self { long: long.into(), short: short.into() }
    }

    fn plain(text: impl Into<String>) -> Self {
        let text = text.into();
        Self { short: text.clone(), long: text }
    }
}

pub(crate) use rest::lines as rest_lines;

/// The header of an incident now.
pub(crate) fn header(session: &Session<'_>, columns: usize) -> Vec<String> {
    let mut board = Board::read(session.state(), session.plans(), session.now());
    let rest = rest_lines(session, columns);
    if !rest.is_empty() || session.state().closed().is_some() {
        // While nothing is played, and once it is closed, no time box runs.
        board.rechecks.clear();
        for line in &mut board.lines {
            line.due = None;
        }
    }
    let lines =
        [identity(session), duty_part(session), command_parts(session, &board), open_parts(session, &board)];
    let lines = lines.iter().filter(|parts| !parts.is_empty()).map(|parts| fitted(parts, columns));
    rest.into_iter().chain(lines).collect()
}

/// As many parts in full as fit; then the last ones short, then the last ones not at all.
fn fitted(parts: &[Part], columns: usize) -> String {
    let line = |full: usize, shown: usize| {
        let words = parts.iter().take(shown).enumerate();
        let words: Vec<&str> = words
            .map(|(at, part)| if at < full { part.long.as_str() } else { part.short.as_str() })
            .collect();
        scrub(&words.join(" · ")).into_owned()
    };
    let all = parts.len();
    let tries = (0..=all).rev().map(|full| (full, all)).chain((1..all).rev().map(|shown| (0, shown)));
    let found = tries.map(|(full, shown)| line(full, shown)).find(|line| line.width() <= columns);
    found.unwrap_or_else(|| fit(&line(0, 1), columns))
}

/// The short form of a role.
pub(crate) fn short_role(role: &RoleId) -> String {
    roles().get(role).map_or_else(|| role.to_string(), |role| role.short.clone())
}

fn identity(session: &Session<'_>) -> Vec<Part> {
    let Some((opening, _)) = session.state().opening() else { return Vec::new() };
    let id = opening.id.rsplit('-').next().unwrap_or(&opening.id);
    // What is over must not look as if somebody were needed now.
    let mode = match session.closed_at() {
        Some(at) => {
            let day = at.in_zone(session.zone()).format("%a %-d %b %H:%M");
            Part::new(format!("{} CLOSED {day}", opening.mode.mark()), "CLOSED")
        }
        None => Part::plain(opening.mode.mark()),
    };
    let severity = match session.state().facts().value_of("severity") {
        Some(Value::Choice(choice)) => choice.to_string(),
        Some(_) | None => "severity ?".to_owned(),
    };
    let now = session.now();
    let local = now.in_zone(session.zone()).format("%H:%M");
    let zone = session.zone().name();
    let city = zone.rsplit('/').next().unwrap_or(zone).replace('_', " ");
    let utc = now.utc().format("%H:%M");
    let imported = session.imported().map(|_| Part::new("IMPORTED, only read", "IMPORTED"));
    let name = Part::plain(format!("{} {id}", opening.codename.to_uppercase()));
    let others = [
        mode,
        Part::plain(severity),
        if city == "UTC" {
            Part::plain(format!("{utc} UTC"))
        } else {
            Part::new(format!("{local} {city} {utc} UTC"), local.to_string())
        },
    ];
    [Some(name), imported].into_iter().flatten().chain(others).collect()
}

/// In seconds, less a day: a weekday and a time name one moment.
const WEEK: u64 = 6 * 24 * 60 * 60;

/// The duty that presses most, and how many others are overdue.
fn duty_part(session: &Session<'_>) -> Vec<Part> {
    let duties = duties(session);
    let Some(line) = nearest(&duties) else { return Vec::new() };
    let zone = session.zone();
    let now = session.now();
    let show = |at: Timestamp| {
        // Beyond a week a weekday names no day.
        let is_near = at.since(now).seconds().unsigned_abs() < WEEK;
        at.in_zone(zone).format(if is_near { "%a %H:%M" } else { "%-d %b %H:%M" }).to_string()
    };
    let short = &line.short;
    let (label, left) = (&line.label, line.left());
    let first = match (line.status, line.alarm, line.met) {
        ("provisional", Some(alarm), _) => {
            let (open, at) = (spoken(&line.counts_from), show(alarm));
            let from = line.anchor.as_ref().map_or_else(String::new, |anchor| spoken(&anchor.name));
            Part::new(
                format!("{label}: {open} NOT DECIDED; from {from} {at} ({left})"),
                format!("{short} UNDECIDED {at} ({left})"),
            )
        }
        (_, Some(alarm), _) => {
            let at = show(alarm);
            let back = line.undone(show);
            Part::new(format!("{label}: due {at} ({left}){back}"), format!("{short} due {at} ({left})"))
        }
        (_, _, Some(met)) => Part::plain(format!("{label}: {}", line.went_out(met, show))),
        (_, _, None) if line.status == "not_started" && line.duty == FIRST_DUTY => {
            Part::new(line.text(zone), format!("{label} UNDECIDED, no signal"))
        }
        (_, _, None) => Part::new(line.text(zone), label.clone()),
    };
    let others =
        duties.shown().filter(|other| other.overdue).count().saturating_sub(usize::from(line.overdue));
    let others = (others > 0).then(|| Part::plain(format!("{others} more OVERDUE")));
    std::iter::once(first).chain(others).collect()
}

fn command_parts(session: &Session<'_>, board: &Board) -> Vec<Part> {
    let unreached = unreached(session);
    let mut parts =
        vec![holder(session, "incident-commander", &unreached), holder(session, "dpo", &unreached)];
    let named = |who: &str| parts.iter().any(|part| part.long.contains(who));
    let others: Vec<Part> = unreached
        .iter()
        .filter(|(who, _)| !named(who) && !["dpo", "ic"].contains(&who.to_lowercase().as_str()))
        .map(|(who, times)| Part::new(format!("{who} not reached ({times})"), format!("{who} not reached")))
        .collect();
    parts.extend(others);
    let coming = |line: &&BoardLine| line.due.is_some_and(|due| due >= session.now());
    if let Some(line) = board.lines.iter().filter(coming).min_by_key(|line| line.due) {
        let left = line.due.map(|due| due.since(session.now()).to_string()).unwrap_or_default();
        parts.push(Part::new(format!("{} in {left}", fit(&line.title, TITLE)), format!("next in {left}")));
    }
    parts
}

/// The longest title in a header.
const TITLE: usize = 28;

fn holder(session: &Session<'_>, role: &str, unreached: &[(String, String)]) -> Part {
    let holder = session.state().roles().get(role).map(|person: &PersonId| session.name(*person));
    let short = RoleId::parse(role).map(|role| short_role(&role)).unwrap_or_default();
    let is_meant = |who: &str| who.eq_ignore_ascii_case(&short) || holder.as_deref() == Some(who);
    if let Some((_, times)) = unreached.iter().find(|(who, _)| is_meant(who)) {
        let who = holder.as_ref().map(|name| format!(" {name}")).unwrap_or_default();
        return Part::new(format!("{short}{who} not reached ({times})"), format!("{short} not reached"));
    }
    let name = holder.unwrap_or_else(|| "NOBODY".to_owned());
    let first = name.split_whitespace().next().unwrap_or_default().to_owned();
    Part::new(format!("{short} {name}"), format!("{short} {first}"))
}

/// Who could not be reached since they last answered, with the times of the tries.
fn unreached(session: &Session<'_>) -> Vec<(String, String)> {
    let mut missing: Vec<(String, String)> = Vec::new();
    for told in session.state().told() {
        // Whom only counsel may know of is on no screen.
        let Some(who) = session.shown(told.who) else { continue };
        let time = told.at.in_zone(session.zone()).format("%H:%M").to_string();
        let known = missing.iter_mut().find(|(known, _)| *known == who);
        match (told.answered, known) {
            (true, _) => missing.retain(|(known, _)| *known != who),
            (false, Some((_, times))) => *times = format!("{times}, {time}"),
            (false, None) => missing.push((who, time)),
        }
    }
    missing
}

fn open_parts(session: &Session<'_>, board: &Board) -> Vec<Part> {
    let late = board.lines.iter().filter(|line| line.due.is_some_and(|due| due < session.now())).count();
    let mut parts: Vec<String> = session.standing().word().map(str::to_owned).into_iter().collect();
    parts.push(format!("{} open", board.lines.len()));
    if late > 0 {
        parts.push(format!("{late} over time"));
    }
    if !board.rechecks.is_empty() {
        parts.push(count(board.rechecks.len(), "re-check"));
    }
    if !session.state().questions().is_empty() {
        parts.push(count(session.state().questions().len(), "question"));
    }
    parts.extend(session.mirror_state().map(|state| match state {
        MirrorState::Good => "mirror ok".to_owned(),
        MirrorState::Behind => "mirror being written".to_owned(),
        MirrorState::Failed(_) => "MIRROR BEHIND".to_owned(),
    }));
    parts.into_iter().map(Part::plain).collect()
}

#[cfg(test)]
mod tests;
