//! What applies to whom, and why.

use super::*;
use crate::base::id::RegimeId;
use crate::regime::RegimeIndex;

/// A marketplace in Ireland and Germany with customers in Europe and the United States.
fn marketplace() -> Scope {
    let features = [
        (Feature::Marketplace, true),
        (Feature::Listed, true),
        (Feature::PaymentInstitution, false),
        (Feature::CardData, true),
        (Feature::Telecommunications, false),
        (Feature::Processor, false),
    ];
    Scope {
        established: vec!["IE".to_owned(), "DE".to_owned()],
        customers: ["IE", "DE", "GB", "US"].map(str::to_owned).into(),
        features: features.into(),
        sector: Some("retail".to_owned()),
    }
}

#[track_caller]
fn check(scope: Option<&Scope>, regime: &str, verdict: Verdict, reasons: &[&str]) {
    let index = RegimeIndex::shipped();
    let regime = index.get(&RegimeId::parse(regime).unwrap()).expect("a regime");
    let found = judge([regime], scope, "2026-11-22".parse().unwrap()).remove(0);
    let expected: Vec<String> = reasons.iter().map(|reason| (*reason).to_owned()).collect();
    assert_eq!((found.verdict, found.reasons), (verdict, expected), "{}", regime.id);
}

#[test]
fn without_a_scope_only_gdpr_is_considered() {
    let index = RegimeIndex::shipped();
    let all = judge(index.rows(), None, "2026-11-22".parse().unwrap());
    let considered: Vec<_> = all
        .iter()
        .filter(|judged| judged.verdict != Verdict::NotConsidered)
        .map(|judged| (judged.regime.id.as_str(), judged.verdict))
        .collect();
    assert_eq!(
        considered,
        [
            ("gdpr-33-1", Verdict::Applies),
            ("gdpr-33-2", Verdict::Perhaps),
            ("gdpr-33-5", Verdict::Applies),
            ("gdpr-34", Verdict::Applies),
        ]
    );
}

#[test]
fn what_is_known_decides() {
    let scope = marketplace();
    check(Some(&scope), "gdpr-33-1", Verdict::Applies, &["established in IE and DE, which counts as EEA"]);
    check(
        Some(&scope),
        "nis2-23",
        Verdict::Applies,
        &["established in IE and DE, which counts as EU", "an online marketplace"],
    );
    check(Some(&scope), "uk-gdpr-33-1", Verdict::Applies, &["holds data of people in GB"]);
    check(
        Some(&scope),
        "pci-visa",
        Verdict::Applies,
        &["a holder of card data", "binds by contract and not by law"],
    );
    check(
        Some(&scope),
        "br-lgpd-48",
        Verdict::DoesNot,
        &["not established in BR", "holds no data of people in BR"],
    );
    check(Some(&scope), "gdpr-33-2", Verdict::DoesNot, &["not a processor for others"]);
}

#[test]
fn what_is_not_known_is_perhaps() {
    let scope = marketplace();
    check(
        Some(&scope),
        "dora-19",
        Verdict::Perhaps,
        &["established in IE and DE, which counts as EU", "not known whether a financial entity"],
    );
    check(
        Some(&scope),
        "us-ca",
        Verdict::Perhaps,
        &["holds data of people in US, not known whether in US-CA"],
    );
    check(
        Some(&scope),
        "sec-8k-105",
        Verdict::Perhaps,
        &["listed on a stock exchange", "only if its securities are registered with the SEC"],
    );
    check(Some(&Scope::default()), "gdpr-33-1", Verdict::Perhaps, &["not known whether established in EEA"]);
}

#[test]
fn a_part_of_a_country_can_be_named() {
    let mut scope = marketplace();
    scope.customers = vec!["US-CA".to_owned()];
    check(Some(&scope), "us-ca", Verdict::Applies, &["holds data of people in US-CA"]);
    check(Some(&scope), "us-ny", Verdict::DoesNot, &["holds no data of people in US-NY"]);
}

#[test]
fn what_is_no_law_yet_or_no_longer_says_so() {
    let mut scope = marketplace();
    scope.features.insert(Feature::PaymentInstitution, true);
    scope.customers.push("IN".to_owned());
    check(
        Some(&scope),
        "digital-omnibus-96h",
        Verdict::Proposed,
        &["established in IE and DE, which counts as EEA"],
    );
    check(
        Some(&scope),
        "psd2-96",
        Verdict::Superseded,
        &[
            "established in IE and DE, which counts as EU",
            "a payment or e-money institution",
            "replaced by dora-19 for entities under DORA",
        ],
    );
    check(
        Some(&scope),
        "in-dpdp-8-6",
        Verdict::NotYet,
        &[
            "holds data of people in IN",
            "published; the duties apply from the date given",
            "applies from 2027-05-13 on",
        ],
    );
}

#[test]
fn a_law_whose_day_has_come_is_not_left_out() {
    check(
        Some(&marketplace()),
        "ai-act-73",
        Verdict::Perhaps,
        &[
            "established in IE and DE, which counts as EU",
            "only if it is the provider of a high-risk AI system",
            "the date of application may have been postponed: check before use",
        ],
    );
}

#[test]
fn before_a_law_applies_it_does_not_bind() {
    let index = RegimeIndex::shipped();
    let regime = index.get(&RegimeId::parse("gdpr-33-1").unwrap()).unwrap();
    let found = judge([regime], Some(&marketplace()), "2018-05-24".parse().unwrap());
    let reasons = found.first().map(|judged| (judged.verdict, judged.reasons.last().cloned()));
    assert_eq!(reasons, Some((Verdict::NotYet, Some("applies from 2018-05-25 on".to_owned()))));
}
