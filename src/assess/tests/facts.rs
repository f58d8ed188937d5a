//! Attributes from facts.

use std::collections::{BTreeMap, BTreeSet};

use crate::assess::assessment::Answer;
use crate::assess::attributes::Attributes;
use crate::assess::breach::BreachRules;
use crate::assess::from_facts;
use crate::assess::significance::{Criteria, Verdict};
use crate::base::id::{ChoiceId, FactId};
use crate::base::time::{Claimed, Period, Precision, Timestamp};
use crate::fact::catalogue::Catalogue;
use crate::fact::decimal::Decimal;
use crate::fact::value::{Count, Money, Value};

fn choice(word: &str) -> Value {
    Value::Choice(ChoiceId::parse(word).expect("a choice"))
}

fn choices(words: &[&str]) -> Value {
    Value::Choices(words.iter().map(|word| ChoiceId::parse(word).expect("a choice")).collect())
}

fn count(low: u64, high: Option<u64>) -> Value {
    Value::Count(Count { low, high, about: false })
}

type Known = BTreeMap<&'static str, Value>;

fn attributes(facts: &Known) -> Attributes {
    from_facts::breach(&|id: &FactId| facts.get(id.as_str()).cloned(), Some("retail"))
}

/// What is known of an attribute after these facts.
#[track_caller]
fn check(facts: &[(&'static str, Value)], attribute: &str, expected: impl Into<Option<Value>>) {
    let facts: Known = facts.iter().cloned().collect();
    for id in facts.keys() {
        assert!(Catalogue::shipped().get(id).is_some(), "no fact {id}");
    }
    assert_eq!(attributes(&facts).get(attribute).cloned(), expected.into(), "{facts:?}");
}

#[test]
fn facts_give_attributes() {
    let yes = || Value::Bool(true);
    check(
        &[("breach_types", choices(&["confidentiality"]))],
        "breach_types",
        Some(choices(&["confidentiality"])),
    );
    check(&[("incident_type", choice("paper-stolen"))], "cause", Some(choice("theft-paper")));
    check(&[("incident_type", choice("other"))], "cause", None);
    check(&[], "sector", Some(choice("retail")));
    check(&[("intent", choice("external-malicious"))], "intent", Some(choice("external-malicious")));
    check(&[("exfil_state", choice("excluded"))], "exfiltration", Some(choice("excluded-with-certainty")));
    check(
        &[("data_categories", choices(&["name", "tax-number"]))],
        "data_categories",
        Some(choices(&["identity", "national-id"])),
    );
    check(&[("recipient_kind", choice("thief"))], "recipient", Some(choice("unknown-thief")));
    check(&[("backup_state", choice("paper-only"))], "backup", Some(choice("paper-only")));
    check(&[("recipient_count", count(3, Some(3)))], "recipient_count", Some(count(3, Some(3))));
    check(&[("recipient_deleted", yes())], "recipient_confirmed_deletion", Some(yes()));
    check(&[("misuse_seen", yes())], "actual_misuse", Some(yes()));
    check(&[("passwords_hashed_strong", yes())], "hashed_salted", Some(yes()));
    check(&[("subjects_count", count(10, None))], "data_subjects_exact", Some(count(10, None)));
    check(
        &[("encrypted_strong", yes()), ("key_compromised", Value::Bool(false))],
        "identification_ease",
        Some(choice("negligible-ciphertext")),
    );
}

#[test]
fn a_kind_that_is_not_listed_is_excluded_only_by_a_complete_list() {
    let kinds = ("data_categories", choices(&["name"]));
    check(std::slice::from_ref(&kinds), "special_categories", None);
    check(
        &[kinds.clone(), ("data_categories_complete", Value::Bool(true))],
        "special_categories",
        Some(Value::Bool(false)),
    );
    check(&[("data_categories", choices(&["health"]))], "special_categories", Some(Value::Bool(true)));
    check(&[("subject_categories", choices(&["minors"]))], "vulnerable_subjects", Some(Value::Bool(true)));
}

#[test]
fn times_and_lengths_become_numbers() {
    let at = |text: &str| {
        let at = Timestamp::parse(text).expect("a time");
        Value::Datetime(Claimed { at, offset_minutes: 0, precision: Precision::Minute })
    };
    let number = |number| Some(Value::Decimal(Decimal::whole(number)));
    let stay = [("occurred_at", at("2026-11-01T00:00:00Z")), ("contained_at", at("2026-11-20T12:00:00Z"))];
    check(&stay, "dwell_time_days", number(19));
    check(&stay[..1], "dwell_time_days", None);
    let day = Period::from_seconds(86_401);
    check(&[("restore_time", Value::Duration(day))], "restore_time_hours", number(25));
}

#[test]
fn data_is_unaltered_if_integrity_is_known_not_to_be_hurt() {
    check(&[("breach_types", choices(&["availability"]))], "integrity_impact", Some(choice("none")));
    check(&[("breach_types", choices(&["integrity"]))], "integrity_impact", None);
    check(&[("integrity_outcome", choice("altered-unused"))], "integrity_impact", Some(choice("other")));
}

#[test]
fn every_attribute_comes_from_facts_or_the_profile() {
    let facts: BTreeSet<&String> = Catalogue::shipped().rows().flat_map(|row| &row.attributes).collect();
    let rules = BreachRules::shipped();
    let lost: Vec<_> =
        rules.attributes().rows().map(|row| row.id.to_string()).filter(|id| !facts.contains(id)).collect();
    assert_eq!(lost, ["sector"]);
    assert_eq!(from_facts::problems(), Vec::<String>::new());
}

#[test]
fn an_incident_of_which_nothing_is_known_is_taken_for_the_worst() {
    let found = BreachRules::shipped().assess(&attributes(&Known::new()));
    assert_eq!((found.notify_sa, found.communicate_data_subjects), (Answer::Yes, Answer::Yes));
}

#[test]
fn other_laws_take_facts_as_well() {
    let money = |currency: &str| {
        Value::Money(Money { amount: Decimal::whole(600_000), currency: currency.to_owned() })
    };
    let verdict = |criteria: &Criteria, facts: &[(&'static str, Value)]| {
        let facts: Known = facts.iter().cloned().collect();
        let attributes =
            from_facts::by_table(&|id: &FactId| facts.get(id.as_str()).cloned(), criteria.attributes());
        criteria.assess(&attributes).answer
    };
    let market = Criteria::marketplace();
    assert_eq!(verdict(market, &[]), Verdict::Unknown);
    assert_eq!(
        verdict(market, &[("loss_direct", money("EUR"))]),
        Verdict::Unknown,
        "it may have been scheduled"
    );
    let attack = [("breach_types", choices(&["confidentiality"])), ("intent", choice("external-malicious"))];
    assert_eq!(verdict(market, &attack), Verdict::Yes);
    assert_eq!(verdict(Criteria::dora(), &[("loss_direct", money("CHF"))]), Verdict::Unknown);
}
