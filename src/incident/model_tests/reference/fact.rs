//! What is known of facts in the model. Must not look at steps, but for the list of those to review.

use super::{FactM, Model, Said};
use crate::base::id::FactId;
use crate::base::outcome::Outcome;
use crate::fact::value::{ListItem, Value};

impl Model<'_> {
    pub(super) fn value(&self, fact: &FactId) -> Option<&Value> {
        self.facts.get(fact.as_str())?.value.as_ref()
    }

    /// How often anything was said of a fact; 0 = nobody was asked.
    pub(super) fn said(&self, fact: &FactId) -> usize {
        self.facts.get(fact.as_str()).map_or(0, |fact| fact.said)
    }

    /// Says something of a fact: a value, or that it is not known. Done steps that rest on it are listed when it is news.
    pub(super) fn say(&mut self, fact: &FactId, value: Option<Value>, by_step: Option<&str>) {
        let known = self.facts.entry(fact.to_string()).or_default();
        let before = known.value.clone();
        let value = value.map(|value| numbered(value, &mut known.highest));
        known.said += 1;
        known.disputed &= value.is_some();
        known.by = Some(self.person);
        known.withdrawn = None;
        known.value.clone_from(&value);
        let count = known.said;
        if let Some(opening) = by_step.and_then(|step| self.openings.get_mut(step)) {
            opening.said.push(Said { fact: fact.to_string(), before: before.clone(), count });
        }
        if before != value {
            self.list_for_review(fact, by_step);
        }
    }

    /// Says that it is not known. What stood before is remembered: an anchor must not move later by this way.
    pub(super) fn leave_open(&mut self, fact: &FactId, by_step: Option<&str>) {
        let stood = self.decided(fact).cloned();
        self.say(fact, None, by_step);
        self.facts.entry(fact.to_string()).or_default().withdrawn = stood;
    }

    /// The value, or the one that stood until somebody said that it is not known.
    pub(super) fn decided(&self, fact: &FactId) -> Option<&Value> {
        let known = self.facts.get(fact.as_str())?;
        known.value.as_ref().or(known.withdrawn.as_ref())
    }

    /// A step states a fact, unless it is known so already.
    pub(super) fn say_at(&mut self, step: &str, fact: &FactId, value: Option<Value>) {
        match value {
            None => self.leave_open(fact, Some(step)),
            Some(value) if self.value(fact) == Some(&value) => {}
            Some(value) => self.say_against(fact, &value, Some(step)),
        }
    }

    /// Lists the steps with an outcome of a person that rest on a fact, but for the one that speaks.
    fn list_for_review(&mut self, fact: &FactId, speaks: Option<&str>) {
        let view = self.view();
        let rests = view.spots().filter(|spot| {
            let given = self.given.get(&spot.key).filter(|_| speaks != Some(spot.key.as_str()));
            given.is_some_and(|given| view.rests_on(spot, given.outcome == Outcome::Done).contains(fact))
        });
        let listed: Vec<String> = rests.map(|spot| spot.key.clone()).collect();
        self.review.extend(listed);
    }

    /// Says what contradicts somebody, or says once more what is disputed.
    pub(super) fn say_against(&mut self, fact: &FactId, value: &Value, by_step: Option<&str>) {
        let against = self.contradicts(fact, value) || self.is_disputed(fact);
        self.say(fact, Some(value.clone()), by_step);
        self.settle_dispute(fact, against);
    }

    pub(super) fn is_disputed(&self, fact: &FactId) -> bool {
        self.facts.get(fact.as_str()).is_some_and(|fact| fact.disputed)
    }

    pub(super) fn settle_dispute(&mut self, fact: &FactId, disputed: bool) {
        self.facts.entry(fact.to_string()).or_default().disputed = disputed;
    }

    /// Whether another person holds another value, so that contradicting needs a reason. A list that only grows contradicts
    /// nobody.
    pub(super) fn contradicts(&self, fact: &FactId, value: &Value) -> bool {
        let Some(FactM { value: Some(known), by, .. }) = self.facts.get(fact.as_str()) else { return false };
        if by.is_none_or(|by| by == self.person) {
            return false;
        }
        let value = numbered(value.clone(), &mut self.highest(fact));
        if let (Value::List(known), Value::List(value)) = (known, &value) {
            return !known.iter().all(|item| value.contains(item));
        }
        *known != value
    }

    fn highest(&self, fact: &FactId) -> u32 {
        self.facts.get(fact.as_str()).map_or(0, |fact| fact.highest)
    }

    /// Whether the numbers of a list's items were all given before, but for new ones.
    pub(super) fn items_exist(&self, fact: &FactId, value: &Value) -> bool {
        value.as_list().is_none_or(|items| items.iter().all(|item| item.n <= self.highest(fact)))
    }
}

/// Gives numbers to new items: the next that was never given.
fn numbered(value: Value, highest: &mut u32) -> Value {
    let Value::List(items) = value else { return value };
    let mut number = |item: ListItem| {
        if item.n == 0 {
            *highest += 1;
            return ListItem { n: *highest, ..item };
        }
        *highest = (*highest).max(item.n);
        item
    };
    Value::List(items.into_iter().map(&mut number).collect())
}
