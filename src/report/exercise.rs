//! Papers about exercises: cards to hand out, sheets for feedback, and the report after it. Must not judge: ratings are those of evaluators, and what the
//! record suggests is called a proposal.

pub(crate) mod after_action;
pub(crate) mod cards;
pub(crate) mod comparison;
pub(crate) mod feedback;

use super::document::dress::OfDocument;
use super::document::furniture::EXERCISE_BANNER;
use crate::scenario::model::Scenario;

/// What opens the JSON of a paper about a scenario.
#[derive(serde::Serialize)]
struct OfScenarioV1<'s> {
    v: u32,
    document: &'static str,
    scenario: &'s str,
    version: &'s str,
    sha256: String,
}

impl<'s> OfScenarioV1<'s> {
    fn new(document: &'static str, scenario: &'s Scenario) -> Self {
        Self {
            v: 1,
            document,
            scenario: scenario.id.as_str(),
            version: &scenario.version,
            sha256: scenario.digest.to_string(),
        }
    }
}

/// What a paper carries that belongs to no single exercise.
fn dress(scenario: &Scenario) -> OfDocument {
    OfDocument {
        kind: "Scenario",
        id: scenario.id.to_string(),
        version: scenario.version.clone(),
        sha256: scenario.digest,
        banners: vec![EXERCISE_BANNER.to_owned()],
    }
}
