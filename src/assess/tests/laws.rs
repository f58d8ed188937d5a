//! The assessors of NIS2 at online marketplaces and of DORA.

use serde_json::{Value as Json, json};

use crate::assess::attributes::Attributes;
use crate::assess::significance::{Criteria, Verdict};

/// The answer and the criteria that it rests on.
#[track_caller]
fn check(criteria: &Criteria, attributes: &Json, verdict: Verdict, expected: &[&str]) {
    let read = Attributes::from_json(&attributes.to_string(), criteria.attributes()).expect("attributes");
    let found = criteria.assess(&read);
    let rules: Vec<&str> = found.reasons.iter().map(|reason| reason.rule.as_str()).collect();
    assert_eq!((found.answer, rules), (verdict, expected.to_vec()), "{attributes}");
    assert_eq!(found.unknowns.is_empty(), verdict != Verdict::Unknown);
}

/// Attributes of a marketplace on which no criterion is met, changed in some.
fn marketplace(changes: &Json) -> Json {
    let mut quiet = json!({
        "scheduled": false, "direct_loss_eur": 500_000, "direct_loss_share": 5, "trade_secrets_taken": false, "death": false,
        "health_damage": false, "malicious_access": false, "can_disrupt_severely": false, "like_incidents": 1,
        "like_incidents_loss_eur": 0, "like_incidents_loss_share": 0, "outage": "none", "users_hit": 1_000_000,
        "users_hit_share": 5, "data_compromised": false, "suspectedly_malicious": false, "data_users": 0,
        "data_users_share": 0,
    });
    for (key, value) in changes.as_object().expect("an object") {
        quiet[key] = value.clone();
    }
    quiet
}

#[test]
fn one_criterion_makes_an_incident_at_a_marketplace_significant() {
    let check = |changes: Json, verdict, rules: &[&str]| {
        let expected: Vec<&str> = rules.iter().copied().chain(["significant"]).collect();
        check(Criteria::marketplace(), &marketplace(&changes), verdict, &expected);
    };
    check(json!({}), Verdict::No, &[]);
    check(json!({"direct_loss_eur": 500_000.01}), Verdict::Yes, &["direct-loss"]);
    check(json!({"direct_loss_share": 5.1}), Verdict::Yes, &["direct-loss"]);
    check(json!({"trade_secrets_taken": true}), Verdict::Yes, &["trade-secret"]);
    check(json!({"death": true}), Verdict::Yes, &["death"]);
    check(json!({"health_damage": true}), Verdict::Yes, &["health"]);
    check(json!({"malicious_access": true}), Verdict::No, &[]);
    check(
        json!({"malicious_access": true, "can_disrupt_severely": true}),
        Verdict::Yes,
        &["malicious-access"],
    );
    check(json!({"like_incidents": 2, "like_incidents_loss_eur": 600_000}), Verdict::Yes, &["recurring"]);
    check(json!({"like_incidents": 1, "like_incidents_loss_eur": 600_000}), Verdict::No, &[]);
    check(json!({"outage": "complete", "users_hit_share": 5.1}), Verdict::Yes, &["unavailable", "limited"]);
    check(json!({"outage": "limited", "users_hit": 1_000_001}), Verdict::Yes, &["limited"]);
    check(json!({"outage": "complete"}), Verdict::No, &[]);
    check(
        json!({"data_compromised": true, "data_users": 1, "suspectedly_malicious": true}),
        Verdict::Yes,
        &["malicious-data"],
    );
    check(json!({"data_compromised": true, "data_users": 1}), Verdict::No, &[]);
    check(json!({"data_compromised": true, "data_users_share": 6}), Verdict::Yes, &["data-many-users"]);
}

#[test]
fn a_scheduled_interruption_is_not_significant() {
    let outage = |scheduled: Json| {
        marketplace(&json!({"outage": "complete", "users_hit_share": 90, "scheduled": scheduled}))
    };
    let told = ["scheduled-interruption", "unavailable", "limited", "significant"];
    check(Criteria::marketplace(), &outage(json!(true)), Verdict::No, &told);
    check(Criteria::marketplace(), &outage(json!(null)), Verdict::Unknown, &told);
}

#[test]
fn what_is_not_known_leaves_significance_open_only_if_it_matters() {
    let attributes = marketplace(
        &json!({"data_compromised": true, "suspectedly_malicious": null, "trade_secrets_taken": null}),
    );
    check(
        Criteria::marketplace(),
        &attributes,
        Verdict::Unknown,
        &["trade-secret", "malicious-data", "significant"],
    );
    let attributes = marketplace(&json!({"death": true, "trade_secrets_taken": null}));
    check(Criteria::marketplace(), &attributes, Verdict::Yes, &["death", "significant"]);
}

/// Attributes of a financial entity on which no threshold is met, changed in some.
fn entity(changes: &Json) -> Json {
    let mut quiet = json!({
        "critical_functions_affected": true, "supervised_services_affected": false, "malicious_access": false,
        "access_may_cost_data": false, "clients_share": 10, "clients": 100_000, "counterparts_share": 30,
        "transactions_share": 10, "amount_share": 10, "relevant_clients_affected": false, "in_the_media": false,
        "repeated_complaints": false, "rules_cannot_be_met": false, "clients_lost": false, "duration_hours": 24,
        "downtime_hours": 2, "member_states": 1, "data_loss_hurts_business": false, "cost_eur": 100_000,
        "like_incidents": 1, "like_incidents_together_major": false, "microenterprise_or_simplified": false,
    });
    for (key, value) in changes.as_object().expect("an object") {
        quiet[key] = value.clone();
    }
    quiet
}

#[test]
fn two_thresholds_or_malicious_access_make_an_incident_major() {
    let check = |changes: Json, verdict, rules: &[&str]| {
        let expected: Vec<&str> = rules.iter().copied().chain(["major"]).collect();
        check(Criteria::dora(), &entity(&changes), verdict, &expected);
    };
    let critical = "critical-services";
    check(json!({}), Verdict::No, &[critical]);
    check(json!({"clients": 100_001}), Verdict::No, &[critical, "clients"]);
    check(json!({"clients": 100_001, "cost_eur": 100_001}), Verdict::Yes, &[critical, "clients", "economic"]);
    check(
        json!({"downtime_hours": 2.1, "member_states": 2}),
        Verdict::Yes,
        &[critical, "duration", "geography"],
    );
    check(
        json!({"data_loss_hurts_business": true, "in_the_media": true}),
        Verdict::Yes,
        &[critical, "reputation", "data-losses"],
    );
    check(
        json!({"malicious_access": true, "access_may_cost_data": true}),
        Verdict::Yes,
        &[critical, "malicious-access-data"],
    );
    check(
        json!({"critical_functions_affected": false, "malicious_access": true, "access_may_cost_data": true}),
        Verdict::Yes,
        &[critical, "malicious-access-data"],
    );
    check(
        json!({"critical_functions_affected": false, "clients": 100_001, "cost_eur": 100_001}),
        Verdict::No,
        &["clients", "economic"],
    );
    check(
        json!({"clients": 100_001, "cost_eur": null}),
        Verdict::Unknown,
        &[critical, "clients", "economic"],
    );
    check(json!({"cost_eur": null}), Verdict::No, &[critical]);
    check(
        json!({"like_incidents": 2, "like_incidents_together_major": true, "critical_functions_affected": false}),
        Verdict::Yes,
        &["recurring"],
    );
    check(
        json!({"like_incidents": 2, "like_incidents_together_major": true, "microenterprise_or_simplified": true}),
        Verdict::No,
        &[critical],
    );
}
