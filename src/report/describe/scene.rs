//! What a sentence needs to name things: people, steps, facts, evidence, as far as the edition lets it. Must not hold entries.

use std::collections::BTreeMap;

use crate::base::id::{ActionId, EvidenceId, FactId, OptionId, PersonId, RoleId, Seq, TaskId};
use crate::base::time::{Claimed, Timestamp, Zone};
use crate::fact::catalogue::{Catalogue, FactRow};
use crate::fact::display::display_value;
use crate::fact::value::{PassageRef, Value};
use crate::incident::key::StepKey;
use crate::incident::state::State;
use crate::playbook::model::DutyId;
use crate::regime::RegimeIndex;
use crate::report::moment;
use crate::report::words::Words;

/// How a role is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RoleWords {
    /// In full.
    pub(crate) label: String,
    /// A few letters for narrow columns; empty where there are none.
    pub(crate) short: String,
}

/// What playbooks and catalogues call things. What has no name is named by its id.
pub(crate) trait Names {
    /// How a role is called.
    fn role(&self, role: &RoleId) -> Option<RoleWords>;

    /// The words of a decision's option or a checklist's item.
    fn option(&self, step: &StepKey, option: &OptionId) -> Option<String>;

    /// Where the law of a duty stands.
    fn law(&self, duty: &DutyId) -> Option<String>;
}

/// Labels of facts, and what else has a name.
#[derive(Clone, Copy)]
pub(crate) struct Vocabulary<'a> {
    /// The catalogue.
    pub(crate) catalogue: &'a Catalogue,
    /// Facts of the playbooks that ran.
    pub(crate) own_facts: &'a BTreeMap<FactId, FactRow>,
    /// The law: whom a duty tells.
    pub(crate) regimes: &'a RegimeIndex,
    /// What else has a name.
    pub(crate) names: &'a dyn Names,
}

impl<'a> Vocabulary<'a> {
    /// The row of a fact.
    pub(crate) fn fact(&self, id: &FactId) -> Option<&'a FactRow> {
        self.catalogue.get(id.as_str()).or_else(|| self.own_facts.get(id))
    }
}

/// The incident as sentences see it.
pub(crate) struct Scene<'a> {
    /// State after the last entry that is looked at.
    pub(crate) state: &'a State,
    /// Passages.
    pub(crate) words: &'a Words<'a>,
    /// Labels.
    pub(crate) vocabulary: Vocabulary<'a>,
    /// Zone of the incident.
    pub(crate) zone: Zone,
    names: BTreeMap<PersonId, String>,
}

impl<'a> Scene<'a> {
    /// Sets the scene.
    pub(crate) fn new(
        state: &'a State,
        words: &'a Words<'a>,
        vocabulary: Vocabulary<'a>,
        zone: Zone,
    ) -> Self {
        let names = state.people().iter().map(|(id, card)| (*id, name_on(words, *card)));
        let names: BTreeMap<_, _> = names.filter_map(|(id, name)| Some((id, name?))).collect();
        Self { state, words, vocabulary, zone, names: told_apart(&names) }
    }

    /// The text of a passage, or the mark in its place.
    pub(crate) fn read(&self, passage: PassageRef) -> String {
        self.words.read(passage)
    }

    /// The text of a passage that may be left out.
    pub(crate) fn maybe(&self, passage: Option<PassageRef>) -> Option<String> {
        passage.map(|passage| self.read(passage))
    }

    /// A person's name, or the number on the roster where the name may not be shown.
    pub(crate) fn person(&self, person: PersonId) -> String {
        self.names.get(&person).cloned().unwrap_or_else(|| person.to_string())
    }

    /// The name on a card.
    pub(crate) fn card(&self, card: PassageRef) -> Option<String> {
        name_on(self.words, card)
    }

    /// A role's label.
    pub(crate) fn role(&self, role: &RoleId) -> String {
        match self.vocabulary.names.role(role) {
            Some(words) => words.label,
            None => role.as_str().replace('-', " "),
        }
    }

    /// A role in a few letters, or its label.
    pub(crate) fn short_role(&self, role: &RoleId) -> String {
        let words = self.vocabulary.names.role(role).filter(|words| !words.short.is_empty());
        words.map_or_else(|| self.role(role), |words| words.short)
    }

    /// Labels of roles, `a, b`.
    pub(crate) fn roles(&self, roles: &[RoleId]) -> String {
        roles.iter().map(|role| self.role(role)).collect::<Vec<_>>().join(", ")
    }

    /// The title of a step in quotation marks; its key where nobody ever saw it open.
    pub(crate) fn step(&self, key: &StepKey) -> String {
        match self.state.step(key) {
            Some(step) => format!("“{}”", step.title),
            None => key.to_string(),
        }
    }

    /// The title of a step that has this id in its playbook, if anybody ever saw one open.
    pub(crate) fn step_called(&self, id: &str) -> Option<String> {
        let (_, step) = self.state.steps().iter().find(|(key, _)| key.id() == id)?;
        Some(format!("“{}”", step.title))
    }

    /// The words of a decision's option or a checklist's item.
    pub(crate) fn option(&self, step: &StepKey, option: &OptionId) -> String {
        let words = self.vocabulary.names.option(step, option);
        words.unwrap_or_else(|| option.as_str().replace('-', " "))
    }

    /// Where the law of a duty stands.
    pub(crate) fn law(&self, duty: &DutyId) -> Option<String> {
        self.vocabulary.names.law(duty)
    }

    /// The label of a fact.
    pub(crate) fn fact(&self, fact: &FactId) -> String {
        match self.vocabulary.fact(fact) {
            Some(row) => row.label.clone(),
            None => fact.as_str().replace('_', " "),
        }
    }

    /// Labels of facts.
    pub(crate) fn facts(&self, facts: &[FactId]) -> Vec<String> {
        facts.iter().map(|fact| self.fact(fact)).collect()
    }

    /// A value in words.
    pub(crate) fn value(&self, fact: &FactId, value: &Value) -> String {
        display_value(value, self.vocabulary.fact(fact), &|passage| self.read(passage), self.zone)
    }

    /// The value that a fact had before an entry, in words.
    pub(crate) fn value_before(&self, fact: &FactId, seq: Seq) -> Option<String> {
        let value = self.state.facts().get(fact)?.before(seq)?;
        Some(self.value(fact, value))
    }

    /// A piece of evidence: its number and, where it may be read, its name.
    pub(crate) fn evidence(&self, id: EvidenceId) -> String {
        match self.state.evidence().get(&id) {
            Some((_, taken)) => format!("{id} ({})", self.read(taken.name)),
            None => id.to_string(),
        }
    }

    /// What a task was about.
    pub(crate) fn task(&self, id: TaskId) -> String {
        match self.state.tasks().get(&id) {
            Some(task) => format!("{id} ({})", self.read(task.added.text)),
            None => id.to_string(),
        }
    }

    /// What a corrective action is about.
    pub(crate) fn action(&self, id: ActionId) -> String {
        match self.state.actions().get(&id) {
            Some(action) => format!("{id} ({})", self.read(action.text)),
            None => id.to_string(),
        }
    }

    /// An instant.
    pub(crate) fn moment(&self, at: Timestamp) -> String {
        moment::moment(at, self.zone)
    }

    /// An instant, the year left out.
    pub(crate) fn brief(&self, at: Timestamp) -> String {
        moment::brief(at, self.zone)
    }

    /// A claimed instant.
    pub(crate) fn claimed(&self, claimed: Claimed) -> String {
        moment::claimed(claimed, self.zone)
    }
}

/// The name on a person's card, which is JSON; a card that is none is taken for the name.
fn name_on(words: &Words<'_>, card: PassageRef) -> Option<String> {
    let text = words.text(card).ok()?;
    let name = serde_json::from_str::<serde_json::Value>(&text)
        .ok()
        .and_then(|card| card.get("name").and_then(|name| name.as_str().map(str::to_owned)));
    Some(name.unwrap_or(text))
}

/// Two people of one name are told apart by their numbers.
fn told_apart(names: &BTreeMap<PersonId, String>) -> BTreeMap<PersonId, String> {
    let same = |name: &str| names.values().filter(|other| *other == name).count();
    names
        .iter()
        .map(|(id, name)| (*id, if same(name) > 1 { format!("{name} ({id})") } else { name.clone() }))
        .collect()
}
