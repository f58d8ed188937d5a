//! `draft`: what a data protection officer gets from what the responders wrote down.

use serde_json::Value as Json;

use crate::support::{Env, check_session_in};

const PROFILE: &str = r#"format = "organisation/1"
zone = "Europe/Berlin"

[entity]
legal_name = "Example Trading plc"
id_type = "vat"
id = "IE6388047V"
address = "1 Quay, Dublin"
mail = "privacy@example.org"
country = "IE"
ownership = "private"
size = "large"
sector = "retail"

[[establishment]]
country = "DE"
name = "Example GmbH, Berlin"

[dpo]
designated = true
name = "Dana Doyle"
mail = "dpo@example.org"

[contact_point]
name = "Privacy desk"
mail = "privacy@example.org"
phone = "+353 1 555 0100"

[[authority]]
name = "Data Protection Commission"
country = "IE"
regimes = ["gdpr-33-1"]
"#;

/// A home with a profile of the organisation.
fn with_profile() -> Env {
    let env = Env::new();
    let folder = env.home().join(".config/breachbook");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("organisation.toml"), PROFILE).unwrap();
    env
}

#[test]
fn a_notice_is_drafted_sent_and_followed_up() {
    check_session_in(&with_profile(), "drafts");
}

#[test]
fn the_payload_of_a_draft_is_valid_under_its_schema() {
    let env = with_profile().started("customer-db-exfiltration");
    let facts =
        ["aware_at=2020-11-20 10:00", "description=Somebody read orders", "breach_types=confidentiality"];
    assert_eq!(env.run(&[["fact", "set"].as_slice(), &facts].concat()).code, 0);
    for form in ["gdpr-33", "gdpr-33-3", "gdpr-34", "nis2-final", "dora-final", "uk-ico"] {
        let json = |arguments: &[&str]| -> Json {
            let ran = env.run(arguments);
            assert_eq!(ran.code, 0, "{}", ran.err);
            serde_json::from_str(&ran.out).unwrap()
        };
        let draft = json(&["draft", form, "--json"]);
        let stage = draft["stage"].as_str().unwrap();
        let schema = json(&["draft", "schema", form, "--stage", stage]);
        let errors = jsonschema::validator_for(&schema).unwrap();
        let lacking: Vec<&str> = draft["gaps"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|gap| gap["blocks"] == true)
            .map(|gap| gap["field"].as_str().unwrap())
            .collect();
        let mut wrong: Vec<String> =
            errors.iter_errors(&draft["payload"]).map(|error| error.to_string()).collect();
        wrong.retain(|error| {
            !lacking.iter().any(|field| error.contains(&format!("\"{field}\" is a required property")))
        });
        assert_eq!(wrong, Vec::<String>::new(), "{form}");
    }
}
