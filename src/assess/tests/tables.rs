//! The documents of the assessors have no problem, and hold together.

use std::collections::{BTreeMap, BTreeSet};

use crate::assess::assessment::{Answer, Effect};
use crate::assess::breach::BreachRules;
use crate::assess::significance::Criteria;
use crate::base::problem::Problems;

#[test]
fn shipped_documents_have_no_problem() {
    let all = [BreachRules::problems(), Criteria::problems(true), Criteria::problems(false)];
    assert_eq!(all, [Problems::default(), Problems::default(), Problems::default()]);
}

#[test]
fn every_kind_of_data_stands_in_one_group() {
    let rules = BreachRules::shipped();
    let row = rules.attributes().get("data_categories").expect("a row");
    let kinds: Vec<_> = rules.weights().iter().flat_map(|weight| &weight.kinds).collect();
    let words: BTreeSet<_> = row.words.iter().map(|(_, choice)| choice).collect();
    assert_eq!(kinds.len(), words.len());
    assert_eq!(kinds.into_iter().collect::<BTreeSet<_>>(), words);
}

#[test]
fn every_rule_has_its_own_name_a_line_and_words_for_what_it_leaves_open() {
    let rules = BreachRules::shipped();
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    let mut wrong = Vec::new();
    for rule in rules.rules() {
        *seen.entry(&rule.id).or_default() += 1;
        let all = [Some(rule.duties), rule.softened.as_ref().map(|softened| softened.duties)];
        let open = |ask: fn(&crate::assess::assessment::Duties) -> Answer| {
            all.iter().flatten().any(|duties| ask(duties) == Answer::Conditional)
        };
        let silent = open(|duties| duties.notify) != rule.condition_notify.is_some()
            || open(|duties| duties.communicate) != rule.condition_communicate.is_some();
        let lines = ["confidentiality", "integrity", "availability"];
        let checks = ["primary", "secondary", "unverified"];
        if silent || !lines.contains(&rule.line.as_str()) || !checks.contains(&rule.checked.as_str()) {
            wrong.push(&rule.id);
        }
        if rule.effect == Effect::Decides {
            wrong.push(&rule.id);
        }
    }
    assert_eq!(wrong, Vec::<&String>::new());
    assert_eq!(seen.into_iter().filter(|(_, times)| *times != 1).collect::<Vec<_>>(), Vec::new());
}

#[test]
fn every_rule_decides_some_case() {
    let rules = BreachRules::shipped();
    let mut fired = BTreeSet::new();
    for file in [
        include_str!("worked_cases.json"),
        include_str!("remembered_cases.json"),
        include_str!("varied_cases.json"),
    ] {
        let file: serde_json::Value = serde_json::from_str(file).expect("JSON");
        for case in file["cases"].as_array().expect("cases") {
            let found = super::cases::assess(&case["attributes"]);
            fired.extend(found.reasons.into_iter().map(|reason| reason.rule));
        }
    }
    let idle: Vec<_> = rules.rules().iter().map(|rule| &rule.id).filter(|id| !fired.contains(*id)).collect();
    assert_eq!(idle, Vec::<&String>::new());
}
