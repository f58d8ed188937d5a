//! What a condition or a text may name at its place in a file. Must not hold values.

use std::collections::BTreeMap;

use super::facts::Facts;
use super::outline::Outline;
use crate::base::id::FactId;
use crate::expr::names::{Names, StepNames};
use crate::fact::catalogue::FactRow;
use crate::fact::fact_type::FactType;
use crate::playbook::kind::KindWord;

/// The names that stand open at one place of a file.
pub(crate) struct Scope<'a> {
    facts: &'a Facts<'a>,
    outline: &'a Outline,
    items: BTreeMap<FactId, FactRow>,
    /// The containers around the place.
    around: Vec<usize>,
    step_names: Vec<String>,
}

impl<'a> Scope<'a> {
    /// The place of a phase guard: no item is open there.
    pub(crate) fn of_phase(facts: &'a Facts<'a>, outline: &'a Outline) -> Self {
        Self::new(facts, outline, Vec::new(), &[])
    }

    /// The place of a step's own keys.
    pub(crate) fn of_step(facts: &'a Facts<'a>, outline: &'a Outline, step: usize) -> Self {
        let around = outline.around(step);
        Self::new(facts, outline, around.clone(), &around)
    }

    /// The place of the `until` of a `repeat`, which is read inside it.
    pub(crate) fn inside(facts: &'a Facts<'a>, outline: &'a Outline, step: usize) -> Self {
        let around = outline.around(step);
        let items = around.clone();
        Self::new(facts, outline, std::iter::once(step).chain(around).collect(), &items)
    }

    fn new(facts: &'a Facts<'a>, outline: &'a Outline, around: Vec<usize>, each: &[usize]) -> Self {
        let items = each.iter().filter_map(|number| item_row(facts, outline, *number)).collect();
        let mut scope = Self { facts, outline, items, around, step_names: Vec::new() };
        scope.step_names = outline
            .step_ids()
            .filter(|id| outline.number(id).is_some_and(|number| scope.reaches(number)))
            .map(|id| format!("step.{id}"))
            .collect();
        scope
    }

    /// Whether a step's outcome has one meaning here: the containers that repeat it also stand around this place.
    pub(crate) fn reaches(&self, step: usize) -> bool {
        self.outline.around(step).iter().all(|number| {
            self.around.contains(number)
                || !self.outline.step(*number).and_then(|step| step.kind).is_some_and(KindWord::repeats)
        })
    }

    /// What is wrong with `step.<id>..` when the step exists and has no single outcome here.
    pub(crate) fn other_instance(&self, named: &str) -> Option<String> {
        let id = named.strip_prefix("step.")?.split('.').next()?;
        let number = self.outline.number(id).filter(|number| !self.reaches(*number))?;
        let around = self.outline.around(number).into_iter();
        let container = around
            .filter_map(|number| self.outline.step(number))
            .find(|step| step.kind.is_some_and(KindWord::repeats))?;
        let kind = container.kind.map_or("", KindWord::word);
        let name = container.id.as_ref().map_or("", |id| id.value.as_str());
        Some(format!("step `{id}` may run several times (in {kind} `{name}`) and has no single outcome here"))
    }

    /// Whether a text may show this name.
    pub(crate) fn shows(&self, name: &str) -> bool {
        self.facts.get(name).is_some() || self.items.contains_key(name)
    }

    /// Every fact and item.
    pub(crate) fn shown_names(&self) -> impl Iterator<Item = &str> {
        self.items.keys().map(FactId::as_str).chain(self.facts.ids())
    }
}

/// The row of one item of an `each`.
fn item_row(facts: &Facts<'_>, outline: &Outline, number: usize) -> Option<(FactId, FactRow)> {
    let each = outline.step(number)?.each.as_ref()?;
    let list = facts.get(&each.over.as_ref()?.value)?;
    let id = each.name.as_ref()?.value.clone();
    let row = FactRow { id: id.clone(), fact_type: FactType::One(list.fact_type.scalar()), ..list.clone() };
    Some((id, row))
}

impl Names for Scope<'_> {
    fn fact(&self, name: &str) -> Option<&FactRow> {
        self.facts.get(name)
    }

    fn item(&self, name: &str) -> Option<&FactRow> {
        self.items.get(name)
    }

    fn step(&self, id: &str) -> Option<StepNames<'_>> {
        let number = self.outline.number(id).filter(|number| self.reaches(*number))?;
        Some(StepNames { choices: self.outline.step(number)?.options.as_deref() })
    }

    fn all_names(&self) -> Vec<&str> {
        self.shown_names().chain(self.step_names.iter().map(String::as_str)).collect()
    }
}
