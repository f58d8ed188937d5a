//! Which incident is meant: the one given, else the terminal's current one, else the only open one.

use super::app_error::AppError;
use crate::incident::event::lifecycle::Mode;
use crate::store::read::IncidentRow;

/// Chooses an incident. `named` comes from the command line, `current` from the terminal or the environment.
pub(crate) fn choose<'a>(
    incidents: &'a [IncidentRow],
    named: Option<&str>,
    current: Option<&str>,
) -> Result<&'a IncidentRow, AppError> {
    if let Some(typed) = named {
        return find(incidents, typed);
    }
    if let Some(row) = current.and_then(|typed| find(incidents, typed).ok()) {
        return Ok(row);
    }
    let open = open(incidents);
    match open.as_slice() {
        [only] => Ok(only),
        [] => Err(AppError::NoIncident {
            message: "no incident is open".to_owned(),
            candidates: incidents.iter().map(label).collect(),
        }),
        several => Err(AppError::SeveralIncidents(several.iter().map(|row| label(row)).collect())),
    }
}

/// The incidents that are meant where none is named: open and live; all exercises in a record that holds nothing real.
pub(crate) fn open(incidents: &[IncidentRow]) -> Vec<&IncidentRow> {
    // In a record that holds nothing real there is nothing that one could be mistaken for.
    let of_one_kind = |mode: &Mode| !incidents.is_empty() && incidents.iter().all(|row| row.mode == *mode);
    let other = [Mode::Exercise, Mode::Training].into_iter().find(of_one_kind);
    let (plays, meant) = (other.is_some(), other.unwrap_or(Mode::Live));
    incidents
        .iter()
        .filter(|row| (row.closed.is_none() || plays) && row.mode == meant && row.imported.is_none())
        .collect()
}

/// Finds an incident by its public id, the last part of it, or its codename.
pub(crate) fn find<'a>(incidents: &'a [IncidentRow], typed: &str) -> Result<&'a IncidentRow, AppError> {
    let typed = typed.trim().to_lowercase();
    let named = |row: &&IncidentRow| {
        let id = row.id.to_lowercase();
        id == typed || row.codename == typed || id.rsplit('-').next() == Some(typed.as_str())
    };
    let found: Vec<&IncidentRow> = incidents.iter().filter(named).collect();
    match found.as_slice() {
        [one] => Ok(one),
        [] => Err(AppError::Nothing {
            what: "incident",
            typed,
            candidates: incidents.iter().map(label).collect(),
        }),
        several => Err(AppError::Ambiguous {
            what: "incident",
            typed,
            candidates: several.iter().map(|row| label(row)).collect(),
        }),
    }
}

fn label(row: &IncidentRow) -> String {
    format!("{} {}", row.id, row.codename)
}
