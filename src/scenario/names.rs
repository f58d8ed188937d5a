//! What the conditions of a scenario may name: facts of the catalogue and of the playbooks that are played, and all their steps.
//! A step of that id in any of the playbooks is meant.

use std::collections::BTreeMap;

use crate::base::id::OptionId;
use crate::expr::names::{Names, StepNames};
use crate::fact::catalogue::{Catalogue, FactRow};
use crate::playbook::kind::Kind;
use crate::playbook::library::set::PlaybookSet;
use crate::playbook::model::Step;

/// The names of a scenario.
pub(super) struct ScenarioNames<'a> {
    catalogue: &'a Catalogue,
    own: BTreeMap<&'a str, &'a FactRow>,
    steps: BTreeMap<&'a str, &'a Step>,
    options: BTreeMap<&'a str, Vec<OptionId>>,
    step_names: Vec<String>,
}

impl<'a> ScenarioNames<'a> {
    /// Those of the playbooks that are played.
    pub(super) fn new(set: &'a PlaybookSet, catalogue: &'a Catalogue) -> Self {
        // Where several playbooks have a step of that id, the one that is played lends its title; options are those of all.
        let others = set.playbooks.values().filter(|playbook| playbook.id != set.root.id);
        let playbooks = || others.clone().chain(std::iter::once(&set.root));
        let own = playbooks().flat_map(|playbook| &playbook.facts).map(|(id, row)| (id.as_str(), row));
        let steps: BTreeMap<&str, &Step> =
            playbooks().flat_map(|playbook| playbook.steps()).map(|step| (step.id.as_str(), step)).collect();
        let mut options: BTreeMap<&str, Vec<OptionId>> = BTreeMap::new();
        for step in playbooks().flat_map(|playbook| playbook.steps()) {
            if let Kind::Decision(decision) = &step.kind {
                let offered = decision.options.iter().map(|option| option.id.clone());
                options.entry(step.id.as_str()).or_default().extend(offered);
            }
        }
        let step_names = steps.keys().map(|id| format!("step.{id}")).collect();
        Self { catalogue, own: own.collect(), steps, options, step_names }
    }

    /// A step of any of the playbooks.
    pub(super) fn playbook_step(&self, id: &str) -> Option<&'a Step> {
        self.steps.get(id).copied()
    }

    /// The ids of all steps.
    pub(super) fn step_ids(&self) -> impl Iterator<Item = &str> {
        self.steps.keys().copied()
    }
}

impl Names for ScenarioNames<'_> {
    fn fact(&self, name: &str) -> Option<&FactRow> {
        self.catalogue.get(name).or_else(|| self.own.get(name).copied())
    }

    fn item(&self, _name: &str) -> Option<&FactRow> {
        None
    }

    fn step(&self, id: &str) -> Option<StepNames<'_>> {
        self.steps.get(id)?;
        Some(StepNames { choices: self.options.get(id).map(Vec::as_slice) })
    }

    fn all_names(&self) -> Vec<&str> {
        let facts = self.catalogue.rows().map(|row| row.id.as_str()).chain(self.own.keys().copied());
        facts.chain(self.step_names.iter().map(String::as_str)).collect()
    }
}
