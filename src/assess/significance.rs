//! Assessors of yes, no or unknown: is an incident significant at an online marketplace (NIS2), major for a financial entity
//! (DORA). The criteria are data, one place each. Must not decide: the classification is a person's.

mod load;

use std::collections::BTreeSet;
use std::sync::OnceLock;

use serde::Serialize;

use super::assessment::{Effect, Reason, VERSION};
use super::attribute::AttributeTable;
use super::attributes::Attributes;
use super::vocabulary::{Vocabulary, Weighed, World};
use crate::base::id::FactId;
use crate::base::text::listing;
use crate::expr::Condition;
use crate::expr::truth::Truth;

const MARKETPLACE: &str = include_str!("data/marketplace.toml");
const DORA: &str = include_str!("data/dora.toml");

/// How a criterion counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Counts {
    /// Enough by itself, once all that is required holds.
    Alone,
    /// Enough with others of its kind, once all that is required holds.
    Together,
    /// Needed by the two above.
    Required,
    /// Enough by itself, whatever is required.
    Apart,
    /// If it holds, the answer is no.
    Excludes,
}

impl Counts {
    /// All, with the word of the document.
    pub(crate) const ALL: [(Self, &str); 5] = [
        (Self::Alone, "alone"),
        (Self::Together, "together"),
        (Self::Required, "required"),
        (Self::Apart, "apart"),
        (Self::Excludes, "excludes"),
    ];
}

/// One criterion.
#[derive(Debug, Clone)]
pub(crate) struct Criterion {
    /// Its id.
    pub(crate) id: String,
    /// How it counts.
    pub(crate) counts: Counts,
    /// When it is met.
    pub(crate) when: Condition,
    /// What it says.
    pub(crate) text: String,
    /// The law.
    pub(crate) citation: String,
    /// How far it was compared with the primary text.
    pub(crate) checked: String,
}

/// The words for what follows.
#[derive(Debug, Clone, Default)]
struct Outcomes {
    yes: String,
    no: String,
    unknown: String,
    citation: String,
}

/// All that one assessor goes by.
#[derive(Debug, Clone, Default)]
pub(crate) struct Criteria {
    id: String,
    asks: String,
    together: usize,
    checked_on: String,
    attributes: AttributeTable,
    vocabulary: Vocabulary,
    rows: Vec<Criterion>,
    outcomes: Outcomes,
}

/// What an assessor found: advice, not a decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Finding {
    /// The version of this layout.
    pub(crate) v: u32,
    /// The assessor, such as `dora-major`.
    pub(crate) assessor: String,
    /// What it asks: `significant` or `major`.
    pub(crate) asks: String,
    /// The answer.
    pub(crate) answer: Verdict,
    /// The criteria that are met or not excluded, and what follows.
    pub(crate) reasons: Vec<Reason>,
    /// Attributes that are not known and could change the answer.
    pub(crate) unknowns: Vec<String>,
}

/// An answer of three.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Verdict {
    /// Yes.
    Yes,
    /// No.
    No,
    /// It cannot be said yet.
    Unknown,
}

/// A criterion that was weighed.
struct Met<'a> {
    criterion: &'a Criterion,
    weighed: Weighed,
}

impl Criteria {
    /// Significance at an online marketplace, Implementing Regulation (EU) 2024/2690 Articles 3, 4 and 11.
    pub(crate) fn marketplace() -> &'static Self {
        static SHIPPED: OnceLock<Criteria> = OnceLock::new();
        SHIPPED.get_or_init(|| load::load("marketplace.toml", MARKETPLACE).0)
    }

    /// Classification of a financial entity's incident, Delegated Regulation (EU) 2024/1772 Articles 8 and 9.
    pub(crate) fn dora() -> &'static Self {
        static SHIPPED: OnceLock<Criteria> = OnceLock::new();
        SHIPPED.get_or_init(|| load::load("dora.toml", DORA).0)
    }

    /// What is wrong with the shipped criteria: of the marketplace, or of DORA.
    #[cfg(test)]
    pub(crate) fn problems(marketplace: bool) -> crate::base::problem::Problems {
        let source = if marketplace { MARKETPLACE } else { DORA };
        load::load("criteria", source).1
    }

    /// The attributes that it takes.
    pub(crate) fn attributes(&self) -> &AttributeTable {
        &self.attributes
    }

    /// The criteria in their order.
    pub(crate) fn criteria(&self) -> &[Criterion] {
        &self.rows
    }

    /// The day on which the criteria were last checked.
    pub(crate) fn checked_on(&self) -> &str {
        &self.checked_on
    }

    /// What is to be said, by what is known.
    pub(crate) fn assess(&self, attributes: &Attributes) -> Finding {
        let world = World::new(&self.vocabulary, attributes.values().clone(), &[]);
        let met = self.rows.iter().map(|criterion| Met { criterion, weighed: world.weigh(&criterion.when) });
        let met: Vec<Met<'_>> = met.collect();
        let answer = match self.holds(&met) {
            Truth::True => Verdict::Yes,
            Truth::False => Verdict::No,
            Truth::Unknown => Verdict::Unknown,
        };
        Finding {
            v: VERSION,
            assessor: self.id.clone(),
            asks: self.asks.clone(),
            answer,
            reasons: self.reasons(&met, answer),
            unknowns: unknowns(&met, answer),
        }
    }

    fn holds(&self, met: &[Met<'_>]) -> Truth {
        let of = |counts| {
            let some = met.iter().filter(move |met| met.criterion.counts == counts);
            some.map(|met| met.weighed.truth)
        };
        let any = |counts| of(counts).fold(Truth::False, Truth::or);
        let enough = any(Counts::Alone).or(self.together(of(Counts::Together)));
        let required = of(Counts::Required).fold(Truth::True, Truth::and);
        required.and(enough).or(any(Counts::Apart)).and(any(Counts::Excludes).negate())
    }

    fn together(&self, truths: impl Iterator<Item = Truth>) -> Truth {
        let truths: Vec<Truth> = truths.collect();
        let at_least = |least: Truth| truths.iter().filter(|truth| **truth >= least).count() >= self.together;
        match (truths.is_empty(), at_least(Truth::True), at_least(Truth::Unknown)) {
            (true, _, _) | (false, false, false) => Truth::False,
            (false, true, _) => Truth::True,
            (false, false, true) => Truth::Unknown,
        }
    }

    /// What is met, what is not excluded unless the answer is yes anyhow, and what follows.
    fn reasons(&self, met: &[Met<'_>], answer: Verdict) -> Vec<Reason> {
        let told = met.iter().filter(|met| match met.weighed.truth {
            Truth::True => true,
            Truth::Unknown => answer == Verdict::Unknown,
            Truth::False => false,
        });
        let mut reasons: Vec<Reason> = told.map(|met| self.reason(met)).collect();
        let text = match answer {
            Verdict::Yes => &self.outcomes.yes,
            Verdict::No => &self.outcomes.no,
            Verdict::Unknown => &self.outcomes.unknown,
        };
        reasons.push(Reason {
            rule: self.asks.clone(),
            effect: Effect::Decides,
            text: text.clone(),
            citation: self.outcomes.citation.clone(),
        });
        reasons
    }

    fn reason(&self, met: &Met<'_>) -> Reason {
        let criterion = met.criterion;
        let says = |id: &FactId| Some(self.attributes.get(id.as_str())?.says.as_str());
        let missing: Vec<&str> = met.weighed.missing.iter().filter_map(says).collect();
        let text = if missing.is_empty() {
            criterion.text.clone()
        } else {
            format!("{} Not known, so not excluded: {}.", criterion.text, listing(&missing, "and"))
        };
        let effect = if criterion.counts == Counts::Excludes { Effect::Lowers } else { Effect::Raises };
        Reason { rule: criterion.id.clone(), effect, text, citation: criterion.citation.clone() }
    }
}

fn unknowns(met: &[Met<'_>], answer: Verdict) -> Vec<String> {
    if answer != Verdict::Unknown {
        return Vec::new();
    }
    let all: BTreeSet<&FactId> = met.iter().flat_map(|met| &met.weighed.missing).collect();
    all.into_iter().map(ToString::to_string).collect()
}
