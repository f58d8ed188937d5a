//! Which step a person means: the whole key, any tail of it, with the text of a list item in place of its number, or without marks
//! where only one step can be meant. Must not guess: what fits several steps is refused with all of them.

use super::app_error::AppError;
use super::session::Session;
use crate::base::text::did_you_mean;
use crate::fact::display::display_value;
use crate::fact::value::Value;
use crate::incident::key::{Mark, RunKey, StepKey};
use crate::incident::plans::marking_containers;
use crate::incident::runs::Run;
use crate::incident::steps::StepState;
use crate::playbook::kind::Kind;
use crate::playbook::model::{Playbook, Step};

/// Which steps an act is for: they win over others of the same name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Meant {
    /// Steps on which somebody can act.
    Open,
    /// Steps with an outcome.
    Settled,
    /// Steps that were not seen yet.
    Unseen,
}

impl Meant {
    fn prefers(self, step: Option<&StepState>) -> bool {
        match (self, step) {
            (Self::Open, Some(step)) => step.is_open_work(),
            (Self::Settled, Some(step)) => step.status.is_settled(),
            (Self::Unseen, step) => step.is_none(),
            (Self::Open | Self::Settled, None) => false,
        }
    }
}

/// Finds the step that was typed.
pub(crate) fn step(session: &Session<'_>, typed: &str, meant: Meant) -> Result<StepKey, AppError> {
    let typed = typed.trim().to_lowercase();
    let seen: Vec<StepKey> = session.state().steps().keys().cloned().collect();
    let unseen = unseen(session);
    let exact = seen.iter().chain(&unseen).find(|key| key.as_str() == typed);
    if let Some(exact) = exact {
        return Ok(exact.clone());
    }
    let named = |keys: &[StepKey]| -> Vec<StepKey> {
        keys.iter().filter(|key| names(session, key).contains(&typed)).cloned().collect()
    };
    let (first, second) = if meant == Meant::Unseen { (&unseen, &seen) } else { (&seen, &unseen) };
    let mut found = named(first);
    if found.is_empty() {
        found = named(second);
    }
    let preferred: Vec<&StepKey> =
        found.iter().filter(|key| meant.prefers(session.state().step(key))).collect();
    match (preferred.as_slice(), found.as_slice()) {
        ([one], _) => Ok((*one).clone()),
        (_, [one]) => Ok(one.clone()),
        (_, []) => Err(nothing(session, typed, seen.iter().chain(&unseen))),
        (_, several) => {
            let candidates = several.iter().map(|key| with_item(session, key)).collect();
            Err(AppError::Ambiguous { what: "step", typed, candidates })
        }
    }
}

fn nothing<'k>(session: &Session<'_>, typed: String, all: impl Iterator<Item = &'k StepKey>) -> AppError {
    let tails: Vec<&str> = all.map(StepKey::as_str).collect();
    let ids = tails.iter().filter_map(|key| key.rsplit('/').next());
    let near = did_you_mean(&typed, ids.chain(tails.iter().copied()));
    let open = session.state().steps().iter().filter(|(_, step)| step.is_open_work());
    let candidates = match near {
        Some(near) => vec![near.to_owned()],
        None => open.map(|(key, _)| key.to_string()).collect(),
    };
    AppError::Nothing { what: "step", typed, candidates }
}

/// The key, and the items that it stands for: `tell@2 (web-1)`.
pub(crate) fn with_item(session: &Session<'_>, key: &StepKey) -> String {
    match item_of(session, key) {
        Some(item) => format!("{key} ({})", crate::base::text::scrub(&item)),
        None => key.to_string(),
    }
}

/// The text of the item that a step is about; of the innermost where there are several.
pub(crate) fn item_of(session: &Session<'_>, key: &StepKey) -> Option<String> {
    segments(session, key)
        .into_iter()
        .rev()
        .find_map(|segment| segment.items.into_iter().rev().flatten().next())
}

/// All that a step can be called, in lower case.
fn names(session: &Session<'_>, key: &StepKey) -> Vec<String> {
    let segments = segments(session, key);
    let forms: [fn(&Segment) -> String; 3] = [Segment::bare, Segment::numbered, Segment::spoken];
    let mut names = Vec::new();
    for from in 0..segments.len() {
        for form in forms {
            let tail: Vec<String> = segments.iter().skip(from).map(form).collect();
            names.push(tail.join("/"));
        }
    }
    names
}

/// One part of a key.
struct Segment {
    id: String,
    marks: Vec<Mark>,
    items: Vec<Option<String>>,
}

impl Segment {
    fn bare(&self) -> String {
        self.id.clone()
    }

    fn numbered(&self) -> String {
        self.marks.iter().fold(self.id.clone(), |name, mark| format!("{name}{mark}"))
    }

    fn spoken(&self) -> String {
        let marks = self.marks.iter().zip(&self.items);
        marks.fold(self.id.clone(), |name, (mark, item)| match item {
            Some(item) => format!("{name}@{}", item.to_lowercase()),
            None => format!("{name}{mark}"),
        })
    }
}

fn segments(session: &Session<'_>, key: &StepKey) -> Vec<Segment> {
    let parts: Vec<&str> = key.as_str().split('/').collect();
    let keys =
        (1..=parts.len()).filter_map(|length| parts.get(..length).and_then(|p| StepKey::parse(&p.join("/"))));
    keys.map(|key| segment(session, &key)).collect()
}

fn segment(session: &Session<'_>, key: &StepKey) -> Segment {
    let (id, marks) = key.tail();
    let items = marks.iter().enumerate().map(|(at, mark)| item_text(session, key, at, *mark)).collect();
    Segment { id: id.to_owned(), marks, items }
}

fn item_text(session: &Session<'_>, key: &StepKey, at: usize, mark: Mark) -> Option<String> {
    let Mark::Item(n) = mark else { return None };
    let run = session.state().runs().get(&key.run())?;
    let playbook = session.plans().of(run)?;
    let id = crate::base::id::StepId::parse(key.id()).ok()?;
    let containers = marking_containers(playbook, &id)?;
    let Kind::Each(each) = &containers.get(at)?.kind else { return None };
    let row = session.plans().fact(each.over.as_str());
    let Value::List(items) = session.state().facts().value(&each.over)? else { return None };
    let item = items.iter().find(|item| item.n == n)?;
    if let Value::Words(words) = &item.v {
        return session.shown(*words);
    }
    let words = |passage| session.words().text(passage).to_owned();
    Some(display_value(&item.v, row, &words, session.zone()))
}

/// Steps of the playbooks that run that were not seen yet.
fn unseen(session: &Session<'_>) -> Vec<StepKey> {
    let mut keys = Vec::new();
    for (run, state) in session.state().runs() {
        let Some(playbook) = session.plans().of(state) else { continue };
        for step in playbook.steps() {
            keys.extend(instances(session, (run, state), playbook, step));
        }
    }
    keys.retain(|key| session.state().step(key).is_none());
    keys
}

/// The keys that a step can have now. Inside two containers or more it is named once it was seen.
fn instances(
    session: &Session<'_>,
    (run, _state): (&RunKey, &Run),
    playbook: &Playbook,
    step: &Step,
) -> Vec<StepKey> {
    let containers = marking_containers(playbook, &step.id).unwrap_or_default();
    match containers.as_slice() {
        [] => vec![StepKey::new(run, &step.id, &[])],
        [one] => {
            let Some(around) = session.state().step(&StepKey::new(run, &one.id, &[])) else {
                return Vec::new();
            };
            let items = around.instances.iter().filter(|(_, stands)| **stands).map(|(n, _)| Mark::Item(*n));
            let rounds = (around.iteration > 0).then_some(Mark::Iteration(around.iteration));
            items.chain(rounds).map(|mark| StepKey::new(run, &step.id, &[mark])).collect()
        }
        _several => Vec::new(),
    }
}
