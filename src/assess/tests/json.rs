//! Attributes and assessments as JSON.

use serde_json::json;

use super::cases::assess;
use crate::assess::attributes::{Attributes, AttributesError};
use crate::assess::breach::BreachRules;

/// Every problem of a text, as a person reads it.
#[track_caller]
fn check(text: &str, expected: &[&str]) {
    let found = match Attributes::from_json(text, BreachRules::shipped().attributes()) {
        Ok(_) => Vec::new(),
        Err(AttributesError::NotJson { why, .. }) => vec![why],
        Err(AttributesError::Problems(problems)) => problems
            .into_iter()
            .map(|problem| match &problem.suggestion {
                Some(word) => format!("{problem} ({word}?)"),
                None => problem.to_string(),
            })
            .collect(),
    };
    assert_eq!(found, expected, "{text}");
}

#[test]
fn every_problem_is_told_at_once() {
    let text = json!({
        "exfiltratoin": "no", "exfiltration": "perhaps", "breach_types": "confidentiality", "special_categories": "yes",
        "data_subjects_exact": -1, "recipient_count": 1.5, "restore_time_hours": -2, "dwell_time_days": [],
        "data_categories": ["identity", 7], "cause": " ", "mitigation_before_assessment": 3, "backup": {},
    });
    check(
        &text.to_string(),
        &[
            "`backup`: must be one word, not an object",
            "`breach_types`: must be a list of words, not a text",
            "`cause`: holds an empty word; leave it out if it is not known",
            "`data_categories`: must be a list of words, not a list",
            "`data_subjects_exact`: must be a whole number from 0 up, not `-1`",
            "`dwell_time_days`: must be a number from 0 up, not a list",
            "`exfiltration`: does not know the word `perhaps`; it takes excluded_with_certainty, no, possible, \
             probable_traces_removed, confirmed",
            "`exfiltratoin`: is not an attribute (exfiltration?)",
            "`mitigation_before_assessment`: must be a text, not `3`",
            "`recipient_count`: must be a whole number from 0 up, not `1.5`",
            "`restore_time_hours`: must be a number from 0 up, not `-2`",
            "`special_categories`: must be true or false, not a text",
        ],
    );
}

#[test]
fn numbers_with_many_digits_are_taken() {
    check(r#"{"restore_time_hours": 0.3333333333333333, "dwell_time_days": 1e2}"#, &[]);
    check(
        r#"{"restore_time_hours": 1e300}"#,
        &["`restore_time_hours`: must be a number from 0 up, not `1e+300`"],
    );
}

#[test]
fn a_processor_is_told_whom_to_tell() {
    let found = assess(&json!({"sector": "processor"}));
    assert!(found.reasons.iter().any(|reason| reason.rule == "processor-tells-controllers"));
    let found = assess(&json!({"sector": null}));
    assert!(found.reasons.iter().all(|reason| reason.rule != "processor-tells-controllers"));
}

#[test]
fn what_is_no_object_is_refused() {
    check("[]", &["invalid type: sequence, expected an object of attributes at line 1 column 0"]);
    check("{", &["EOF while parsing an object at line 1 column 1"]);
    check(r#"{"backup": "none", "backup": "available"}"#, &["`backup`: is given twice"]);
}

#[test]
fn null_and_an_empty_list_say_that_something_is_not_known() {
    let read = |text: &str| Attributes::from_json(text, BreachRules::shipped().attributes());
    assert_eq!(
        read(r#"{"backup": null, "breach_types": [], "data_categories": []}"#),
        Ok(Attributes::default())
    );
}

#[test]
fn a_new_word_of_an_open_list_is_mentioned() {
    let found =
        assess(&json!({"cause": "meteorite", "sector": "zoo", "data_categories": ["shoe_size", "identity"]}));
    let mentioned: Vec<&str> = found
        .reasons
        .iter()
        .filter(|reason| reason.rule == "word-not-known")
        .map(|reason| reason.text.as_str())
        .collect();
    assert_eq!(
        mentioned,
        [
            "`meteorite` is no word of cause that the rules know. It lowers nothing.",
            "`shoe_size` is no word of data_categories that the rules know. It lowers nothing.",
            "`zoo` is no word of sector that the rules know. It lowers nothing.",
        ]
    );
}

#[test]
fn the_layout_is_the_documented_one() {
    let found = assess(&json!({
        "breach_types": ["confidentiality"], "cause": "email_open_list", "intent": "accidental_internal",
        "data_categories": ["contact"], "special_categories": false, "vulnerable_subjects": false,
        "financial_or_credentials": false, "national_id": false, "recipient": "known_many_uncontrolled",
        "identification_ease": "significant", "actual_misuse": false, "availability_impact": "none",
        "integrity_impact": "none", "exfiltration": "no",
    }));
    let expected = include_str!("open_list.json");
    let written = serde_json::to_string_pretty(&found).expect("JSON");
    assert_eq!(written.trim(), expected.trim());
}
