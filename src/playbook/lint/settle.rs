//! Which facts a step settles and which it reads. Must not decide whether that is a problem.

use std::collections::BTreeSet;

use crate::base::id::{FactId, PlaybookId};
use crate::playbook::kind::Kind;
use crate::playbook::library::set::PlaybookSet;
use crate::playbook::model::{Condition, Playbook, Step};

/// What something settles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Settles {
    /// These facts.
    Facts(BTreeSet<FactId>),
    /// Nobody can say: it uses a playbook that is not there.
    Anything,
}

impl Settles {
    /// Whether a fact may be settled.
    pub(super) fn may(&self, fact: &FactId) -> bool {
        match self {
            Self::Facts(facts) => facts.contains(fact),
            Self::Anything => true,
        }
    }

    fn add(&mut self, other: Self) {
        match (self, other) {
            (Self::Facts(all), Self::Facts(more)) => all.extend(more),
            (Self::Anything, _) => {}
            (this, Self::Anything) => *this = Self::Anything,
        }
    }
}

/// What a step settles itself, its members and used playbooks not counted.
pub(super) fn own(step: &Step) -> BTreeSet<FactId> {
    let mut facts: BTreeSet<FactId> = step.produces.iter().cloned().collect();
    match &step.kind {
        Kind::Question(asked) => facts.extend(asked.iter().cloned()),
        Kind::Decision(decision) => {
            for option in &decision.options {
                facts.extend(option.set.iter().map(|(fact, _)| fact.clone()));
                facts.extend(option.set_unknown.iter().cloned());
            }
        }
        Kind::Playbook(used) => facts.extend(used.with.keys().cloned()),
        Kind::Task
        | Kind::Checklist(_)
        | Kind::Evidence(_)
        | Kind::Notify(_)
        | Kind::Approval(_)
        | Kind::Wait(_)
        | Kind::Group(..)
        | Kind::Each(_)
        | Kind::Repeat(_) => {}
    }
    facts
}

/// What a step settles with all that it uses.
pub(super) fn with_uses(step: &Step, set: &PlaybookSet) -> Settles {
    let mut all = Settles::Facts(own(step));
    if let Some(used) = step.kind.used() {
        all.add(of_playbook(&used.target.value, set, &mut BTreeSet::new()));
    }
    all
}

/// What a playbook settles with all that it uses.
pub(super) fn of_playbook(id: &PlaybookId, set: &PlaybookSet, seen: &mut BTreeSet<PlaybookId>) -> Settles {
    let Some(playbook) = set.playbooks.get(id) else { return Settles::Anything };
    let mut all = Settles::Facts(BTreeSet::new());
    if !seen.insert(id.clone()) {
        return all;
    }
    for step in playbook.steps() {
        all.add(Settles::Facts(own(step)));
        if let Some(used) = step.kind.used() {
            all.add(of_playbook(&used.target.value, set, seen));
        }
    }
    all
}

/// A place in a step that reads facts or the outcomes of steps.
pub(super) struct ReadAt<'a> {
    /// The key.
    pub(super) key: &'static str,
    /// The key of the step that holds it.
    pub(super) place: &'static str,
    /// What is read.
    pub(super) condition: &'a Condition,
    /// Whether it is read before the step opens, so that the step itself cannot settle what it reads.
    pub(super) before: bool,
}

/// The conditions of a step.
pub(super) fn reads(step: &Step) -> Vec<ReadAt<'_>> {
    let at = |key: &'static str, before| move |condition| ReadAt { key, place: key, condition, before };
    let mut found = Vec::new();
    found.extend(step.when.as_ref().map(at("when", true)));
    found.extend(step.requires.as_ref().map(at("requires", false)));
    found.extend(step.standing_authority_if.as_ref().map(at("standing_authority_if", false)));
    match &step.kind {
        Kind::Wait(wait) => found.extend(wait.until.as_ref().map(at("until", false))),
        Kind::Repeat(repeat) => found.push(at("until", false)(&repeat.until)),
        Kind::Checklist(items) => {
            let conditions = items.iter().filter_map(|item| item.when.as_ref());
            found.extend(
                conditions.map(|condition| ReadAt { place: "items", ..at("when", false)(condition) }),
            );
        }
        Kind::Task
        | Kind::Question(_)
        | Kind::Decision(_)
        | Kind::Evidence(_)
        | Kind::Notify(_)
        | Kind::Approval(_)
        | Kind::Group(..)
        | Kind::Each(_)
        | Kind::Playbook(_) => {}
    }
    found
}

/// Every fact that a file reads or shows, for finding facts that nobody uses.
pub(super) fn all_reads(playbook: &Playbook) -> BTreeSet<FactId> {
    let mut facts: BTreeSet<FactId> =
        playbook.phases.iter().filter_map(|phase| phase.when.as_ref()).flat_map(Condition::facts).collect();
    for step in playbook.steps() {
        facts.extend(reads(step).into_iter().flat_map(|read| read.condition.facts()));
        if let Kind::Each(each) = &step.kind {
            facts.insert(each.over.clone());
        }
    }
    facts
}
