//! The header of screens: incident, nearest duty, command, what is open. Four lines at most, legible at 40 columns.

use super::ground::{regimes, roles};
use super::session::Session;
use crate::base::id::{PersonId, RoleId};
use crate::base::text::{count, fit, scrub};
use crate::base::time::Timestamp;
use crate::fact::value::Value;
use crate::incident::board::Board;
use crate::incident::deadline::{Deadline, deadline};
use crate::incident::event::lifecycle::Mode;
use crate::playbook::model::DutyId;
use crate::store::mirror::follower::MirrorState;

/// The duty that is counted in every incident until more law is at hand.
pub(crate) const FIRST_DUTY: &str = "gdpr-33-1/notify";

/// The header of an incident now.
pub(crate) fn header(session: &Session<'_>, columns: usize) -> Vec<String> {
    let lines =
        [Some(identity(session)), duty_line(session), Some(command_line(session)), Some(open_line(session))];
    lines.into_iter().flatten().map(|line| fit(&scrub(&line), columns)).collect()
}

/// The deadline of the first duty, unless no personal data is involved.
pub(crate) fn first_deadline(session: &Session<'_>) -> Option<Deadline> {
    let incident = session.state();
    if incident.facts().value_of("personal_data_involved") == Some(&Value::Bool(false)) {
        return None;
    }
    let duty = DutyId::parse(FIRST_DUTY)?;
    let stage = regimes().get(&duty.regime)?.stage(&duty.stage)?;
    deadline(incident, session.plans(), &duty, stage)
}

/// The short form of a role.
pub(crate) fn short_role(role: &RoleId) -> String {
    roles().get(role).map_or_else(|| role.to_string(), |role| role.short.clone())
}

fn identity(session: &Session<'_>) -> String {
    let Some((opening, _)) = session.state().opening() else { return String::new() };
    let id = opening.id.rsplit('-').next().unwrap_or(&opening.id);
    let mode = match opening.mode {
        Mode::Live => "LIVE",
        Mode::Exercise => "EXERCISE",
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
    format!("{} {id} · {mode} · {severity} · {local} {city} {utc} UTC", opening.codename.to_uppercase())
}

fn duty_line(session: &Session<'_>) -> Option<String> {
    let zone = session.zone();
    let show = |at: Timestamp| at.in_zone(zone).format("%a %H:%M").to_string();
    let left = |strict: Timestamp| {
        let left = strict.since(session.now());
        if left.is_negative() {
            format!("OVERDUE by {}", session.now().since(strict))
        } else {
            left.to_string()
        }
    };
    Some(match first_deadline(session)? {
        Deadline::NotStarted { .. } => "GDPR 72 h: awareness NOT DECIDED; no signal recorded".to_owned(),
        Deadline::Provisional { strict, candidate } => format!(
            "GDPR 72 h: awareness NOT DECIDED; from {} {} ({})",
            if candidate.name == "signal" {
                "first signal".to_owned()
            } else {
                candidate.name.replace('_', " ")
            },
            show(strict),
            left(strict)
        ),
        Deadline::Running { strict, .. } => format!("GDPR 72 h: due {} ({})", show(strict), left(strict)),
        Deadline::Met { at, late: None, .. } => format!("GDPR 72 h: sent {}", show(at)),
        Deadline::Met { at, late: Some(late), .. } => format!("GDPR 72 h: sent {}, {late} LATE", show(at)),
    })
}

fn command_line(session: &Session<'_>) -> String {
    let holder = |role: &str| {
        let holder = session.state().roles().get(role).map(|person: &PersonId| session.name(*person));
        let role = RoleId::parse(role).map(|role| short_role(&role)).unwrap_or_default();
        format!("{role} {}", holder.unwrap_or_else(|| "NOBODY".to_owned()))
    };
    let last = session.state().told().last().map(|told| {
        let reached = if told.answered { "told" } else { "NOT reached" };
        let time = told.at.in_zone(session.zone()).format("%H:%M");
        format!(" · {} {reached} {time}", session.words().text(told.who))
    });
    format!("{} · {}{}", holder("incident-commander"), holder("dpo"), last.unwrap_or_default())
}

fn open_line(session: &Session<'_>) -> String {
    let board = Board::read(session.state(), session.plans(), session.now());
    let late = board.lines.iter().filter(|line| line.due.is_some_and(|due| due < session.now())).count();
    let mut parts = vec![format!("{} open", board.lines.len())];
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
    parts.join(" · ")
}
