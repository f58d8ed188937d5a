//! What the comparison and the choice of commands look at. Must not work anything out.

use std::collections::BTreeMap;

use super::RunM;
use super::view::{St, View};
use crate::base::id::FactId;
use crate::base::outcome::Outcome;
use crate::fact::value::Value;
use crate::playbook::model::Phase;

impl<'a> View<'a> {
    pub(in super::super) fn value(&self, fact: &FactId) -> Option<&Value> {
        self.model.value(fact)
    }

    pub(in super::super) fn was_said(&self, fact: &FactId) -> bool {
        self.model.said(fact) > 0
    }

    pub(in super::super) fn is_disputed(&self, fact: &FactId) -> bool {
        self.model.is_disputed(fact)
    }

    /// Where every step stands.
    pub(super) fn standing_now(&self) -> BTreeMap<String, St> {
        self.spots().map(|spot| (spot.key.clone(), self.status(&spot.key))).collect()
    }

    /// The option that a decision took.
    pub(in super::super) fn choice(&self, key: &str) -> Option<String> {
        self.model.given.get(key)?.choice.as_ref().map(ToString::to_string)
    }

    pub(in super::super) fn is_closed(&self) -> bool {
        self.model.closed
    }

    /// Open tasks of nobody's playbook.
    pub(in super::super) fn tasks(&self) -> String {
        format!("{:?}", self.model.tasks)
    }

    pub(in super::super) fn was_given(&self, key: &str) -> bool {
        self.model.given.contains_key(key)
    }

    pub(in super::super) fn is_missing(&self, key: &str) -> bool {
        self.model.missing.contains(key) && self.status(key) == St::Open
    }

    pub(in super::super) fn is_listed_for_review(&self, key: &str) -> bool {
        self.model.review.contains(key)
    }

    pub(in super::super) fn runs(&self) -> &'a [RunM] {
        &self.model.runs
    }

    pub(in super::super) fn phases(&self, run: &RunM) -> &'a [Phase] {
        self.model.files.get(&run.file).map_or(&[], |file| &file.phases)
    }

    pub(in super::super) fn items(&self, key: &str) -> BTreeMap<u32, bool> {
        self.model.instances.get(key).cloned().unwrap_or_default()
    }

    /// Whether something may still happen in a run: it was not handed over, and what holds it did not fall away.
    pub(in super::super) fn is_alive(&self, key: &str) -> bool {
        let Some(run) = self.model.run(key) else { return true };
        let fell = run.holder.as_ref().is_some_and(|holder| {
            let gone = matches!(self.status(holder), St::Out(Outcome::NotApplicable | Outcome::Superseded));
            gone || self.spot(holder).is_none_or(|spot| !self.is_alive(&spot.run.key))
        });
        run.handed_to.is_none() && !fell
    }

    /// Every fact that a guard or a list asks for.
    pub(in super::super) fn awaited(&self) -> Vec<String> {
        let steps = self.spots().map(|spot| self.status(&spot.key));
        let phases =
            self.runs().iter().flat_map(|run| self.phases(run).iter().map(move |phase| (run, phase)));
        let phases = phases.map(|(run, phase)| self.phase_status(run, phase));
        let asked = steps
            .chain(phases)
            .filter_map(|status| if let St::Awaits(facts) = status { Some(facts) } else { None });
        asked.flatten().collect()
    }
}
