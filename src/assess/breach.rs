//! The obligation assessor for personal data breaches: from attributes to record, notify, tell the people, with reasons.
//! The rules are in data/breach.toml, one place each. Must not decide: a person does, and may decide otherwise.

mod load;
mod rule;
mod weigh;

use std::collections::BTreeSet;
use std::sync::OnceLock;

pub(crate) use self::rule::{About, Decision, Line, Remark, Rule, Weight};
use super::assessment::Assessment;
use super::attribute::AttributeTable;
use super::attributes::Attributes;
use super::rows::choice_id;
use super::vocabulary::Vocabulary;
use crate::base::id::ChoiceId;
use crate::fact::value::Value;

/// The rules as text.
pub(crate) const SOURCE: &str = include_str!("data/breach.toml");

/// The group of a kind of data that is not named or that the table does not know.
const UNSAID: &str = "unsaid";

/// All that the assessor goes by.
#[derive(Debug, Clone, Default)]
pub(crate) struct BreachRules {
    attributes: AttributeTable,
    weights: Vec<Weight>,
    vocabulary: Vocabulary,
    lines: Vec<Line>,
    rules: Vec<Rule>,
    remarks: Vec<Remark>,
    decisions: Vec<Decision>,
    checked_on: String,
}

impl BreachRules {
    /// The rules that come with the program, read when they are first needed. A test asserts that they have no problem.
    pub(crate) fn shipped() -> &'static Self {
        static SHIPPED: OnceLock<BreachRules> = OnceLock::new();
        SHIPPED.get_or_init(|| load::load(SOURCE).0)
    }

    /// What is wrong with the shipped rules.
    #[cfg(test)]
    pub(crate) fn problems() -> crate::base::problem::Problems {
        load::load(SOURCE).1
    }

    /// What has to be done, by what is known.
    pub(crate) fn assess(&self, attributes: &Attributes) -> Assessment {
        weigh::assess(self, attributes)
    }

    /// The attributes that it takes.
    pub(crate) fn attributes(&self) -> &AttributeTable {
        &self.attributes
    }

    /// The groups of kinds of data.
    #[cfg(test)]
    pub(crate) fn weights(&self) -> &[Weight] {
        &self.weights
    }

    /// Named conditions.
    #[cfg(test)]
    pub(crate) fn terms(&self) -> &[super::vocabulary::Term] {
        self.vocabulary.terms()
    }

    /// The rules that raise or lower, in their order.
    pub(crate) fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// What is said beside an answer.
    pub(crate) fn remarks(&self) -> &[Remark] {
        &self.remarks
    }

    /// What follows.
    pub(crate) fn decisions(&self) -> &[Decision] {
        &self.decisions
    }

    /// The day on which the rules were last checked.
    pub(crate) fn checked_on(&self) -> &str {
        &self.checked_on
    }

    /// The groups that the named kinds of data fall into, with [`UNSAID`] if none is named or one is not known.
    fn weights_of(&self, attributes: &Attributes) -> BTreeSet<ChoiceId> {
        let kinds = attributes.get("data_categories").and_then(Value::as_choices);
        let Some(kinds) = kinds else { return choice_id(UNSAID).into_iter().collect() };
        let group = |kind: &ChoiceId| {
            let weight = self.weights.iter().find(|weight| weight.kinds.contains(kind));
            weight.map_or_else(|| choice_id(UNSAID), |weight| Some(weight.id.clone()))
        };
        kinds.iter().filter_map(group).collect()
    }
}
