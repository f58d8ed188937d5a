//! What people type to name a step, an entry, a role or a piece of evidence. Must not guess: what fits several things is refused.

use super::app_error::AppError;
use super::ground::roles;
use crate::base::id::{EvidenceId, RoleId, Seq, TaskId};
use crate::incident::key::StepKey;
use crate::incident::plans::Plans;
use crate::incident::state::State;
use crate::record::entry::Entry;

/// A role by its id, by a word of everyday speech, or as a playbook of the incident declares it.
pub(crate) fn role(state: &State, plans: &Plans<'_>, typed: &str) -> Result<RoleId, AppError> {
    let word = typed.trim().to_lowercase().replace([' ', '_'], "-");
    let id = RoleId::parse(&word).ok();
    if let Some(id) = id.filter(|id| roles().get(id).is_some() || declared(state, plans).any(|own| own == id)) {
        return Ok(id);
    }
    let short = |role: &&crate::playbook::role::Role| role.short.to_lowercase() == word;
    let meant = roles().meant_by(&word).or_else(|| roles().rows().find(short));
    if let Some(role) = meant {
        return Ok(role.id.clone());
    }
    let known = roles().rows().map(|role| &role.id).chain(declared(state, plans));
    let mut candidates: Vec<String> = known.map(ToString::to_string).collect();
    candidates.dedup();
    Err(AppError::Nothing { what: "role", typed: typed.to_owned(), candidates })
}

/// Roles that the playbooks of the incident name.
pub(crate) fn declared<'a>(state: &'a State, plans: &'a Plans<'_>) -> impl Iterator<Item = &'a RoleId> {
    state.runs().values().filter_map(|run| plans.of(run)).flat_map(|playbook| playbook.roles.keys())
}

/// The label of a role.
pub(crate) fn role_label(state: &State, plans: &Plans<'_>, role: &RoleId) -> Option<String> {
    let own = || {
        let mut playbooks = state.runs().values().filter_map(|run| plans.of(run));
        playbooks.find_map(|playbook| playbook.roles.get(role).cloned())
    };
    roles().get(role).map(|role| role.label.clone()).or_else(own)
}

/// An entry's number, with or without `#`.
pub(crate) fn entry(typed: &str) -> Result<Seq, AppError> {
    let number = typed.trim().trim_start_matches('#').parse().ok().filter(|number| *number > 0);
    number.map(Seq).ok_or_else(|| AppError::Input(format!("`{typed}` is no number of an entry, such as 41")))
}

/// Entries as numbers and ranges: `41`, `40..55`.
pub(crate) fn entries(typed: &[String]) -> Result<Vec<Seq>, AppError> {
    let mut all = Vec::new();
    for text in typed {
        match text.split_once("..") {
            None => all.push(entry(text)?),
            Some((first, last)) => {
                let (Seq(first), Seq(last)) = (entry(first)?, entry(last.trim_start_matches('='))?);
                if first > last || last - first >= MAX_RANGE {
                    return Err(AppError::Input(format!("`{text}` is no range of at most {MAX_RANGE} entries")));
                }
                all.extend((first..=last).map(Seq));
            }
        }
    }
    all.sort_unstable();
    all.dedup();
    Ok(all)
}

/// So many numbers fit into one entry of the record.
const MAX_RANGE: u64 = 2000;

/// An entry of the record.
pub(crate) fn found(entries: &[Entry], seq: Seq) -> Result<&Entry, AppError> {
    let place = usize::try_from(seq.0).ok().and_then(|n| n.checked_sub(1));
    let entry = place.and_then(|place| entries.get(place));
    entry.ok_or(AppError::Refused(crate::incident::refusal::Refusal::NoEntry(seq)))
}

/// A piece of evidence: `e3`, or `3`.
pub(crate) fn evidence(state: &State, typed: &str) -> Result<EvidenceId, AppError> {
    let id = EvidenceId::parse(typed).or_else(|| EvidenceId::parse(&format!("e{typed}")));
    id.filter(|id| state.evidence().contains_key(id)).ok_or_else(|| AppError::Nothing {
        what: "evidence",
        typed: typed.to_owned(),
        candidates: state.evidence().keys().map(ToString::to_string).collect(),
    })
}

/// A task: `t3`, or `3`.
pub(crate) fn task(state: &State, typed: &str) -> Result<TaskId, AppError> {
    let id = TaskId::parse(typed).or_else(|| TaskId::parse(&format!("t{typed}")));
    id.filter(|id| state.tasks().contains_key(id)).ok_or_else(|| AppError::Nothing {
        what: "task",
        typed: typed.to_owned(),
        candidates: state.tasks().keys().map(ToString::to_string).collect(),
    })
}

/// A step by its key or an unambiguous tail of it.
pub(crate) fn step(state: &State, typed: &str) -> Result<StepKey, AppError> {
    let named: Vec<&StepKey> = state.steps().keys().filter(|key| key.is_named_by(typed)).collect();
    match named.as_slice() {
        [one] => Ok((*one).clone()),
        several => match several.iter().find(|key| key.as_str() == typed) {
            Some(exact) => Ok((*exact).clone()),
            None => Err(no_step(state, typed, several)),
        },
    }
}

fn no_step(state: &State, typed: &str, several: &[&StepKey]) -> AppError {
    let typed = typed.to_owned();
    if !several.is_empty() {
        let candidates = several.iter().map(ToString::to_string).collect();
        return AppError::Ambiguous { what: "step", typed, candidates };
    }
    let open = state.steps().iter().filter(|(_, step)| step.is_open_work());
    AppError::Nothing { what: "step", typed, candidates: open.map(|(key, _)| key.to_string()).collect() }
}
