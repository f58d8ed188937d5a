//! The facts, people and files of the random incidents. Must not run anything.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::digest::Digest;
use crate::base::id::{ChoiceId, FactId, OptionId, PersonId, PlaybookId, RoleId};
use crate::base::time::{Claimed, Precision, Timestamp};
use crate::expr::Condition;
use crate::expr::names::{Names, StepNames};
use crate::fact::catalogue::{Catalogue, Choice, FactRow};
use crate::fact::fact_type::FactType;
use crate::fact::value::PassageRef;
use crate::incident::event::lifecycle::Pin;
use crate::playbook::model::Playbook;

/// Facts by name and type.
pub(super) const FACTS: [(&str, &str); 8] = [
    ("a", "bool"),
    ("b", "bool"),
    ("c", "bool"),
    ("level", "choice"),
    ("hosts", "list<host>"),
    ("flags", "list<bool>"),
    ("seen_at", "datetime"),
    ("aware_at", "datetime"),
];

/// The lists, each with the name that an `each` gives to an item.
pub(super) const LISTS: [(&str, &str); 2] = [("hosts", "this_host"), ("flags", "this_flag")];

/// The choices of `level`.
pub(super) const LEVELS: [&str; 3] = ["low", "mid", "high"];

/// The anchor that a person decides.
pub(super) const ANCHOR: &str = "aware_at";

/// Playbooks by id. The last one is not in the library of the incident.
pub(super) const FILES: [&str; 5] = ["root", "alpha", "beta", "gamma", "late"];

/// The people; each but the last holds the role of the same place.
pub(super) const PEOPLE: [PersonId; 3] = [PersonId(1), PersonId(2), PersonId(3)];

/// The roles that somebody may hold.
pub(super) const ROLES: [&str; 2] = ["lead", "dpo"];

/// The first instant.
pub(super) const START: &str = "2026-11-22T12:00:00Z";

pub(super) fn fact(name: &str) -> FactId {
    FactId::parse(name).expect("a fact id")
}

pub(super) fn option(name: &str) -> OptionId {
    OptionId::parse(name).expect("an option id")
}

pub(super) fn role(name: &str) -> RoleId {
    RoleId::parse(name).expect("a role id")
}

pub(super) fn choice(name: &str) -> ChoiceId {
    ChoiceId::parse(name).expect("a choice id")
}

pub(super) fn playbook(name: &str) -> PlaybookId {
    PlaybookId::parse(name).expect("a playbook id")
}

/// A passage. Its words begin with a mark that can be looked for.
pub(super) fn words(text: &str) -> PassageRef {
    PassageRef(Digest::of(format!("{MARK}{text}").as_bytes()))
}

/// What all words of people begin with here.
pub(super) const MARK: &str = "spoken: ";

pub(super) fn claimed(at: Timestamp) -> Claimed {
    Claimed { at, offset_minutes: 0, precision: Precision::Minute }
}

pub(super) fn row(name: &str, written: &str) -> FactRow {
    let choices = if written == "choice" { &LEVELS[..] } else { &[] };
    FactRow {
        id: fact(name),
        fact_type: FactType::parse(written).expect("a type"),
        label: String::new(),
        help: String::new(),
        group: String::new(),
        choices: choices.iter().map(|id| Choice { id: choice(id), label: String::new() }).collect(),
        unit: String::new(),
        sensitive: false,
        recheck: None,
        fields: Vec::new(),
        attributes: Vec::new(),
        anchors: if name == ANCHOR { vec!["aware_at".to_owned()] } else { Vec::new() },
        anchor_candidate: false,
        anchor_regimes: Vec::new(),
    }
}

pub(super) fn catalogue() -> Catalogue {
    Catalogue::of(FACTS.iter().map(|(name, written)| row(name, written)))
}

/// What a condition may name at one place of a file.
#[derive(Debug, Clone)]
pub(super) struct Sight {
    facts: Arc<BTreeMap<&'static str, FactRow>>,
    items: BTreeMap<&'static str, FactRow>,
    /// Steps with their choices.
    pub(super) steps: BTreeMap<String, Option<Vec<OptionId>>>,
}

impl Sight {
    pub(super) fn new() -> Self {
        let facts = FACTS.iter().map(|(name, written)| (*name, row(name, written))).collect();
        Self { facts: Arc::new(facts), items: BTreeMap::new(), steps: BTreeMap::new() }
    }

    /// Inside an `each` over this list.
    pub(super) fn with_item(mut self, list: &str) -> Self {
        if let Some((_, name)) = LISTS.iter().find(|(over, _)| *over == list) {
            let item = if list == "flags" { "bool" } else { "host" };
            self.items.insert(name, row(name, item));
        }
        self
    }

    pub(super) fn item_names(&self) -> Vec<&'static str> {
        self.items.keys().copied().collect()
    }

    pub(super) fn condition(&self, text: &str) -> Condition {
        Condition::check(text, self).unwrap_or_else(|problems| panic!("`{text}`: {problems:?}"))
    }
}

impl Names for Sight {
    fn fact(&self, name: &str) -> Option<&FactRow> {
        self.facts.get(name)
    }

    fn item(&self, name: &str) -> Option<&FactRow> {
        self.items.get(name)
    }

    fn step(&self, id: &str) -> Option<StepNames<'_>> {
        self.steps.get(id).map(|choices| StepNames { choices: choices.as_deref() })
    }

    fn all_names(&self) -> Vec<&str> {
        Vec::new()
    }
}

/// The files of one case.
#[derive(Debug)]
pub(super) struct Files(pub(super) BTreeMap<String, Arc<Playbook>>);

impl Files {
    pub(super) fn get(&self, id: &str) -> Option<&Arc<Playbook>> {
        self.0.get(id)
    }

    pub(super) fn pin(&self, id: &str) -> Pin {
        let file = &self.0[id];
        Pin { id: file.id.clone(), version: file.version.clone(), sha256: file.digest }
    }
}
