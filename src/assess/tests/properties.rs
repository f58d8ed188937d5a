//! What holds for any attributes: people are never told without the authority; what is worse never makes the answer lighter; and
//! neither does forgetting something that speaks for us.

use proptest::prelude::*;
use serde_json::{Map, Value as Json, json};

use super::cases::assess;
use crate::assess::assessment::{Answer, Assessment};
use crate::assess::attribute::{AttributeRow, AttributeType};
use crate::assess::attributes::Attributes;
use crate::assess::breach::BreachRules;
use crate::assess::estimate::estimate;

fn value(row: &AttributeRow) -> BoxedStrategy<Json> {
    let mut words: Vec<String> = row.words.iter().map(|(word, _)| word.clone()).collect();
    if row.open {
        words.push("a-new-word".to_owned());
    }
    match row.kind {
        AttributeType::Bool => any::<bool>().prop_map(Json::from).boxed(),
        AttributeType::Choice => prop::sample::select(words).prop_map(Json::from).boxed(),
        AttributeType::Choices => {
            let most = words.len().min(4);
            prop::sample::subsequence(words, 0..=most).prop_map(Json::from).boxed()
        }
        AttributeType::Count => {
            prop::sample::select(vec![0, 1, 5, 100, 101, 500, 20_000]).prop_map(Json::from).boxed()
        }
        AttributeType::Decimal | AttributeType::Percent => {
            prop::sample::select(vec![0.2, 6.0, 24.0, 29.5, 31.0, 90.0]).prop_map(Json::from).boxed()
        }
        AttributeType::Text => prop::sample::select(vec!["a few dozen", "about 100 000", "many", ""])
            .prop_map(Json::from)
            .boxed(),
    }
}

/// Any attributes, about a third of them not known.
fn attributes() -> impl Strategy<Value = Json> {
    let rows = BreachRules::shipped().attributes().rows();
    let members: Vec<_> =
        rows.map(|row| (Just(row.id.to_string()), prop::option::weighted(0.7, value(row)))).collect();
    members.prop_map(|members| {
        let known = members.into_iter().filter_map(|(key, value)| Some((key, value?)));
        Json::Object(known.collect::<Map<_, _>>())
    })
}

/// The steps from a milder value to a worse one. Many recipients who are known cannot be compared with one of bad faith.
const WORSE: &[(&str, &str, &str)] = &[
    ("special_categories", "false", "true"),
    ("vulnerable_subjects", "false", "true"),
    ("financial_or_credentials", "false", "true"),
    ("national_id", "false", "true"),
    ("encrypted_at_rest_state_of_art", "true", "false"),
    ("key_compromised", "false", "true"),
    ("hashed_salted", "true", "false"),
    ("recipient_confirmed_deletion", "true", "false"),
    ("actual_misuse", "false", "true"),
    ("identification_ease", "\"negligible (ciphertext)\"", "\"negligible\""),
    ("identification_ease", "\"negligible\"", "\"limited\""),
    ("identification_ease", "\"limited\"", "\"significant\""),
    ("identification_ease", "\"significant\"", "\"maximum\""),
    ("backup", "\"available\"", "\"paper_only\""),
    ("backup", "\"paper_only\"", "\"none\""),
    ("backup", "\"paper_only\"", "\"encrypted_by_attacker\""),
    ("availability_impact", "\"none\"", "\"negligible\""),
    ("availability_impact", "\"negligible\"", "\"minor\""),
    ("availability_impact", "\"minor\"", "\"major\""),
    ("integrity_impact", "\"none\"", "\"addresses altered\""),
    ("exfiltration", "\"excluded_with_certainty\"", "\"no\""),
    ("exfiltration", "\"no\"", "\"possible\""),
    ("exfiltration", "\"possible\"", "\"probable_traces_removed\""),
    ("exfiltration", "\"probable_traces_removed\"", "\"confirmed\""),
    ("recipient", "\"trusted_professional\"", "\"known_wrong_recipient\""),
    ("recipient", "\"known_wrong_recipient\"", "\"known_many_uncontrolled\""),
    ("recipient", "\"known_many_uncontrolled\"", "\"public\""),
    ("recipient", "\"known_single_bad_faith\"", "\"unknown_malicious\""),
    ("recipient", "\"unknown_thief\"", "\"unknown_malicious\""),
    ("intent", "\"accidental_internal\"", "\"external_malicious\""),
    ("intent", "\"accidental_external\"", "\"internal_malicious\""),
    ("data_subjects_exact", "1", "5"),
    ("data_subjects_exact", "5", "100"),
    ("data_subjects_exact", "100", "101"),
    ("data_subjects_exact", "101", "500"),
    ("data_subjects_exact", "500", "20000"),
    ("recipient_count", "1", "5"),
    ("recipient_count", "5", "500"),
    ("restore_time_hours", "6.0", "24.0"),
    ("restore_time_hours", "24.0", "31.0"),
    ("dwell_time_days", "6.0", "31.0"),
];

/// Values that speak for a light answer.
const MILD: &[(&str, &str)] = &[
    ("special_categories", "false"),
    ("vulnerable_subjects", "false"),
    ("financial_or_credentials", "false"),
    ("national_id", "false"),
    ("encrypted_at_rest_state_of_art", "true"),
    ("key_compromised", "false"),
    ("hashed_salted", "true"),
    ("recipient_confirmed_deletion", "true"),
    ("actual_misuse", "false"),
    ("identification_ease", "\"negligible (ciphertext)\""),
    ("backup", "\"available\""),
    ("availability_impact", "\"none\""),
    ("integrity_impact", "\"none\""),
    ("exfiltration", "\"excluded_with_certainty\""),
    ("exfiltration", "\"no\""),
    ("recipient", "\"trusted_professional\""),
    ("intent", "\"accidental_internal\""),
    ("data_subjects_exact", "1"),
    ("recipient_count", "1"),
    ("restore_time_hours", "0.2"),
    ("dwell_time_days", "0.2"),
    ("breach_types", "[\"availability\"]"),
    ("breach_types", "[\"integrity\"]"),
    ("data_categories", "[\"identity\"]"),
    ("data_categories", "[\"pseudonym\"]"),
    ("cause", "\"theft_device\""),
    ("cause", "\"misdelivery\""),
];

fn answers(found: &Assessment) -> (Answer, Answer) {
    (found.notify_sa, found.communicate_data_subjects)
}

/// Compares two sets of attributes: the second must not come out lighter.
fn not_lighter(from: &Json, to: &Json) -> Result<(), TestCaseError> {
    let (before, after) = (assess(from), assess(to));
    let ((notify, tell), (notify_after, tell_after)) = (answers(&before), answers(&after));
    prop_assert!(
        notify_after >= notify && tell_after >= tell && after.risk >= before.risk,
        "{from}\n{before:#?}\n{to}\n{after:#?}"
    );
    Ok(())
}

fn with(attributes: &Json, key: &str, value: &str) -> Json {
    let mut changed = attributes.clone();
    changed[key] = serde_json::from_str(value).expect("JSON");
    changed
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn people_are_never_told_without_the_authority(attributes in attributes()) {
        let found = assess(&attributes);
        let (notify, tell) = answers(&found);
        prop_assert!(tell <= notify);
        prop_assert_eq!(found.internal_documentation, Answer::Yes);
        let hangs = notify == Answer::Conditional || tell == Answer::Conditional;
        prop_assert_eq!(hangs, !found.conditions.is_empty());
        prop_assert!(serde_json::to_string(&found).is_ok());
    }

    #[test]
    fn any_text_is_read_or_refused(text in r#"\{?"?[a-z_]{0,12}"?:?[\[\]{}",0-9a-z\-. ]{0,40}\}?"#) {
        let _ = Attributes::from_json(&text, BreachRules::shipped().attributes()).is_ok();
        let _ = estimate(&text).is_some();
    }

    #[test]
    fn worse_is_never_lighter(attributes in attributes()) {
        for (key, from, to) in WORSE {
            not_lighter(&with(&attributes, key, from), &with(&attributes, key, to))?;
        }
    }

    #[test]
    fn forgetting_what_is_mild_is_never_lighter(attributes in attributes()) {
        for (key, mild) in MILD {
            not_lighter(&with(&attributes, key, mild), &with(&attributes, key, "null"))?;
        }
    }

    #[test]
    fn one_more_kind_of_harm_is_never_lighter(attributes in attributes()) {
        for (from, to) in [(json!(["availability"]), json!(["availability", "confidentiality"])),
                           (json!(["availability"]), json!(["availability", "integrity"])),
                           (json!(["confidentiality"]), json!(["availability", "confidentiality", "integrity"]))] {
            not_lighter(&with(&attributes, "breach_types", &from.to_string()), &with(&attributes, "breach_types", &to.to_string()))?;
        }
    }

    #[test]
    fn one_more_kind_of_data_is_never_lighter(attributes in attributes(), more in 0..BreachRules::shipped().weights().len()) {
        // Said kinds explain flags: which financial data it is, where the special data stands. Those words say more, not worse.
        let explains = ["salary", "billing", "credentials_hashed", "food_preference"];
        let rows = BreachRules::shipped().attributes();
        let words = &rows.get("data_categories").expect("a row").words;
        let kinds = attributes["data_categories"].as_array().cloned().unwrap_or_default();
        for (word, _) in words.iter().skip(more).step_by(4).filter(|(word, _)| !explains.contains(&word.as_str())) {
            let mut longer = kinds.clone();
            longer.push(json!(word));
            if !kinds.is_empty() {
                not_lighter(&attributes, &with(&attributes, "data_categories", &json!(longer).to_string()))?;
            }
        }
    }
}
