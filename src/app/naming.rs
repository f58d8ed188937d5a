//! What people type to name a step, an entry, a role or a piece of evidence. Must not guess: what fits several things is refused.

use super::app_error::AppError;
use super::ground::roles;
use super::session::Session;
use crate::base::id::{EvidenceId, PersonId, RoleId, Seq, StepId, TaskId};
use crate::base::text::scrub;
use crate::fact::value::Value;
use crate::incident::key::{Mark, StepKey};
use crate::incident::plans::{Plans, marking_containers};
use crate::incident::state::State;
use crate::playbook::kind::Kind;
use crate::record::entry::{Entry, entry_at};

/// The key of the step that is meant; one that is open wins over others of its name.
pub(crate) fn step(session: &Session<'_>, typed: &str) -> Result<StepKey, AppError> {
    super::step_name::step(session, typed, super::step_name::Meant::Open)
}

/// `tell@web-1` for `tell@2`, where the second item is a text or a word.
#[expect(clippy::wildcard_enum_match_arm, reason = "the other kinds have nothing to say here")]
pub(crate) fn item_name(session: &Session<'_>, key: &StepKey) -> Option<String> {
    let (id, marks) = key.tail();
    let n = marks.iter().rev().find_map(|mark| match mark {
        Mark::Item(n) => Some(*n),
        Mark::Iteration(_) => None,
    })?;
    let run = session.state().runs().get(&key.run())?;
    let playbook = session.plans().of(run)?;
    let around = marking_containers(playbook, &StepId::parse(id).ok()?)?;
    let each = around.iter().rev().find_map(|step| match &step.kind {
        Kind::Each(each) => Some(each),
        _other => None,
    })?;
    let items = session.state().facts().value(&each.over)?.as_list()?;
    let text = match &items.iter().find(|item| item.n == n)?.v {
        Value::Words(passage) => session.words().get(*passage)?.to_owned(),
        Value::Choice(choice) => choice.to_string(),
        Value::Country(text) | Value::Hash(text) => text.clone(),
        Value::Ip(address) => address.to_string(),
        _other => return None,
    };
    Some(format!("{id}@{text}"))
}

/// A role by its id or by a word of everyday speech, before there is an incident that could declare others.
pub(crate) fn any_role(typed: &str) -> Result<RoleId, AppError> {
    let known = roles().meant_by(typed).map(|role| role.id.clone());
    known.map_or_else(
        || RoleId::parse(typed).map_err(|why| AppError::Input(format!("`{typed}` is no role: {why}"))),
        Ok,
    )
}

/// A role by its id, by a word of everyday speech, or as a playbook of the incident declares it.
pub(crate) fn role(state: &State, plans: &Plans<'_>, typed: &str) -> Result<RoleId, AppError> {
    let own: Vec<&RoleId> = declared(state, plans).collect();
    role_among(typed, &own)
}

/// A role by its id, by a word of everyday speech, or as one of those that playbooks declare.
pub(crate) fn role_among(typed: &str, declared: &[&RoleId]) -> Result<RoleId, AppError> {
    let word = typed.trim().to_lowercase().replace([' ', '_'], "-");
    let id = RoleId::parse(&word).ok();
    if let Some(id) = id.filter(|id| roles().get(id).is_some() || declared.contains(&id)) {
        return Ok(id);
    }
    let short = |role: &&crate::playbook::role::Role| role.short.to_lowercase() == word;
    let meant = roles().meant_by(&word).or_else(|| roles().rows().find(short));
    if let Some(role) = meant {
        return Ok(role.id.clone());
    }
    let known = roles().rows().map(|role| &role.id).chain(declared.iter().copied());
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

/// A sentence in which people are called by their names, not by their numbers on the roster.
pub(crate) fn people_by_name(session: &Session<'_>, text: &str) -> String {
    let word = |word: &str| person_word(session, word).unwrap_or_else(|| word.to_owned());
    text.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

/// The name of a person whose number this is; of who acts, where nobody has that number yet.
fn person_word(session: &Session<'_>, word: &str) -> Option<String> {
    let person = PersonId::parse(word)?;
    let identity = session.identity();
    let acting = identity.by.as_ref().unwrap_or(&identity.actor);
    let known = session.state().people().contains_key(&person);
    Some(scrub(&if known { session.name(person) } else { acting.clone() }).into_owned())
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
                    return Err(AppError::Input(format!(
                        "`{text}` is no range of at most {MAX_RANGE} entries"
                    )));
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
    entry_at(entries, seq).ok_or(AppError::Refused(crate::incident::refusal::Refusal::NoEntry(seq)))
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
