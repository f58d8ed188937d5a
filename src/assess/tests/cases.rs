//! Worked cases of the guidelines, and variations of them.

use serde_json::Value as Json;

use crate::assess::assessment::Assessment;
use crate::assess::attributes::Attributes;
use crate::assess::breach::BreachRules;

/// The assessment of attributes that are written as JSON.
pub(super) fn assess(attributes: &Json) -> Assessment {
    let rules = BreachRules::shipped();
    let attributes = Attributes::from_json(&attributes.to_string(), rules.attributes());
    rules.assess(&attributes.expect("attributes"))
}

/// Every case of a file whose outcome is another one.
#[track_caller]
fn check(file: &str, least: usize) {
    let file: Json = serde_json::from_str(file).expect("JSON");
    let cases = file["cases"].as_array().expect("cases");
    let mut wrong = Vec::new();
    for case in cases {
        let found = assess(&case["attributes"]);
        let json = serde_json::to_value(&found).expect("JSON");
        let risk = if case["outcome"][2].is_null() { Json::Null } else { json["risk"].clone() };
        let outcome =
            Json::from(vec![json["notify_sa"].clone(), json["communicate_data_subjects"].clone(), risk]);
        let told = found.conditions.is_empty()
            != [&outcome[0], &outcome[1]].iter().any(|answer| *answer == "conditional");
        if outcome != case["outcome"] || !told {
            let rules: Vec<&String> = found.reasons.iter().map(|reason| &reason.rule).collect();
            wrong.push(format!(
                "{}: {outcome} instead of {} by {rules:?}, {:?}",
                case["id"], case["outcome"], found.conditions
            ));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
    assert_eq!(cases.len(), least);
}

#[test]
fn worked_cases_of_the_guidelines_come_out_as_published() {
    check(include_str!("worked_cases.json"), 18);
}

#[test]
fn cases_that_are_only_remembered_come_out_as_remembered() {
    check(include_str!("remembered_cases.json"), 17);
}

#[test]
fn what_should_change_the_outcome_does() {
    check(include_str!("varied_cases.json"), 33);
}
