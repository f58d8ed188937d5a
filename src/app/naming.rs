//! Steps by what people type: a key, an unambiguous tail of it, or the text of an item instead of its number.

use super::app_error::AppError;
use super::session::Session;
use crate::base::id::StepId;
use crate::fact::value::Value;
use crate::incident::key::{Mark, StepKey};
use crate::incident::plans::marking_containers;
use crate::playbook::kind::Kind;

/// The key of the step that is meant.
pub(crate) fn step(session: &Session<'_>, typed: &str) -> Result<StepKey, AppError> {
    let steps = session.state().steps();
    if let Some(key) = StepKey::parse(typed).filter(|key| steps.contains_key(key)) {
        return Ok(key);
    }
    let named: Vec<&StepKey> = steps
        .keys()
        .filter(|key| key.is_named_by(typed) || item_name(session, key).as_deref() == Some(typed))
        .collect();
    match named.as_slice() {
        [one] => return Ok((*one).clone()),
        [] => {}
        several => return one_that_is_open(session, several, typed),
    }
    if let Some(key) = StepKey::parse(typed).filter(|key| exists(session, key)) {
        return Ok(key);
    }
    let known: Vec<&str> = steps.keys().map(StepKey::as_str).collect();
    let near = crate::base::text::did_you_mean(typed, known.iter().copied());
    let candidates = near.map(str::to_owned).into_iter().collect();
    Err(AppError::Nothing { what: "step", typed: typed.to_owned(), candidates })
}

/// Of several steps with the same tail the only one that is open is meant.
fn one_that_is_open(session: &Session<'_>, keys: &[&StepKey], typed: &str) -> Result<StepKey, AppError> {
    let open = |key: &&&StepKey| session.state().step(key).is_some_and(|step| !step.status.is_settled());
    let open: Vec<&&StepKey> = keys.iter().filter(open).collect();
    if let [one] = open.as_slice() {
        return Ok((**one).clone());
    }
    let candidates = keys.iter().map(ToString::to_string).collect();
    Err(AppError::Ambiguous { what: "step", typed: typed.to_owned(), candidates })
}

/// Whether a playbook of the incident has the step, though it was not seen yet.
fn exists(session: &Session<'_>, key: &StepKey) -> bool {
    let run = session.state().runs().get(&key.run());
    let playbook = run.and_then(|run| session.plans().of(run));
    let id = StepId::parse(key.id()).ok();
    playbook.zip(id).is_some_and(|(playbook, id)| playbook.step(&id).is_some())
}

/// `tell@web-1` for `tell@2`, where the second item is a text or a word.
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
