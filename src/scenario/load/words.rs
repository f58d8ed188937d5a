//! The conditions of a scenario as sentences: facilitators and reports read them, and neither reads the language.

use std::collections::BTreeMap;

use super::Known;
use crate::base::id::{FactId, OptionId, StepId};
use crate::base::time::Zone;
use crate::expr::Condition;
use crate::expr::names::Names as _;
use crate::expr::wording::Vocabulary;
use crate::fact::display::display_value;
use crate::fact::value::Value;
use crate::playbook::kind::Kind;
use crate::playbook::phrase::{about, brief_choice};
use crate::scenario::expectation::{Aim, Expectation};
use crate::scenario::model::{Inject, Module};
use crate::scenario::release::Release;

/// A condition as a sentence, where it has one.
pub(super) fn sentence(condition: &Condition, known: &Known<'_>) -> Option<String> {
    condition.in_words(&Spoken(known))
}

/// All conditions that have a sentence, by their text.
pub(super) fn sentences(
    modules: &[Module],
    injects: &[Inject],
    expectations: &[Expectation],
    known: &Known<'_>,
) -> BTreeMap<String, String> {
    let gates = modules.iter().filter_map(|module| module.gate.as_ref());
    let rules = injects.iter().flat_map(|inject| match &inject.release {
        Release::Rule { when, unless, .. } => [when.as_deref(), unless.as_deref()],
        Release::Manual | Release::OnRequest(_) => [None, None],
    });
    let aims = expectations.iter().filter_map(|aim| {
        let (Aim::Fact(condition) | Aim::Never(condition)) = &aim.aim else { return None };
        Some(condition)
    });
    let all = gates.chain(rules.flatten()).chain(aims);
    all.filter_map(|condition| Some((condition.text().to_owned(), sentence(condition, known)?))).collect()
}

struct Spoken<'k, 'a>(&'k Known<'a>);

impl Vocabulary for Spoken<'_, '_> {
    fn fact(&self, id: &FactId) -> String {
        self.0.names.fact(id.as_str()).map_or_else(|| id.to_string(), |row| row.label.clone())
    }

    fn value(&self, id: &FactId, value: &Value) -> String {
        let row = self.0.names.fact(id.as_str());
        brief_choice(value, display_value(value, row, &|_| String::new(), Zone::UTC))
    }

    fn step(&self, id: &StepId) -> String {
        self.0.names.playbook_step(id.as_str()).map_or_else(|| id.to_string(), about)
    }

    fn option(&self, step: &StepId, option: &OptionId) -> String {
        let step = self.0.names.playbook_step(step.as_str());
        let Some(Kind::Decision(decision)) = step.map(|step| &step.kind) else { return option.to_string() };
        let found = decision.options.iter().find(|known| known.id == *option);
        found.map_or_else(|| option.to_string(), |known| known.label.clone())
    }
}
