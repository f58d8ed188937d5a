//! The drafts of two incidents as wholes: what an authority and the people concerned would read.

use std::path::Path;

use crate::support::{Env, blesses};
use crate::to_the_end::command;

/// Plays an incident to its end in the organisation of the answers files, and compares drafts with the files that were looked at.
#[track_caller]
fn check(answers: &str, drafts: &[(&str, &str)]) {
    let env = Env::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = env.home().join(".config/breachbook");
    std::fs::create_dir_all(&folder).unwrap();
    let profile = "tests/answers/lindenhof.organisation.toml";
    std::fs::copy(root.join(profile), folder.join("organisation.toml")).unwrap();
    let said = env.typed(&command(&format!("tests/answers/{answers}.toml")));
    assert!(said.contains("All steps have an outcome"), "{said}");
    for (form, file) in drafts {
        let golden = root.join("tests/golden/drafts").join(file);
        let made = env.typed(&format!("breachbook draft {form} --format md"));
        if blesses() {
            std::fs::write(&golden, &made).unwrap();
        }
        assert_eq!(made, std::fs::read_to_string(&golden).unwrap(), "{}", golden.display());
    }
}

#[test]
fn a_stolen_customer_database() {
    check(
        "customer-db-exfiltration",
        &[
            ("gdpr-33", "customer-db-gdpr-33.md"),
            ("gdpr-34", "customer-db-gdpr-34.md"),
            ("\"gdpr-34\" --language de", "customer-db-gdpr-34.de.md"),
        ],
    );
}

#[test]
fn a_breach_at_a_processor() {
    check(
        "third-party-breach",
        &[
            ("gdpr-33", "processor-gdpr-33.md"),
            ("gdpr-33-3", "processor-gdpr-33-3.md"),
            ("gdpr-34", "processor-gdpr-34.md"),
        ],
    );
}
