//! What answers lead to, and that the shipped questions hold together.

use std::collections::BTreeSet;

use super::{Answers, Triage, load};
use crate::base::id::FactId;
use crate::base::problem::Source;
use crate::base::problem::render::render;
use crate::base::time::{Timestamp, Zone};
use crate::fact::catalogue::Catalogue;
use crate::fact::typed::{TypedValue, Typing, parse_value};
use crate::playbook::library::Library;

/// `signs=..; attacker_active=?` and what is proposed.
#[track_caller]
fn check(answers: &str, expected: &str) {
    let triage = Triage::shipped().unwrap();
    let typing = Typing { now: Timestamp::EPOCH, zone: Zone::UTC };
    let mut given = Answers::new();
    for pair in answers.split(';').map(str::trim).filter(|pair| !pair.is_empty()) {
        let (id, typed) = pair.split_once('=').unwrap();
        let row = triage.question(id).unwrap();
        let value = match typed {
            "?" => None,
            typed => {
                let TypedValue::Value(value) = parse_value(typed, row, &typing).unwrap() else {
                    panic!("{typed}")
                };
                Some(value)
            }
        };
        given.insert(FactId::parse(id).unwrap(), value);
    }
    let advice = triage.advise(&given, &|_| true);
    let playbooks: Vec<&str> = advice.playbooks.iter().map(|found| found.playbook.as_str()).collect();
    let shown = format!("{} {}: {}", playbooks.join(" "), advice.severity, advice.reasons.join("; "));
    assert_eq!(shown, expected, "{answers}");
}

#[test]
fn what_is_seen_leads_to_a_playbook_and_a_severity() {
    let up = "one level up: somebody hostile is active, or nobody can tell";
    check(
        "signs=files-encrypted; attacker_active=?",
        "ransomware-double-extortion P1: systems are being encrypted or destroyed",
    );
    check(
        "signs=device-gone; attacker_active=no; service_state=up; personal_data_involved=no",
        "lost-device P4: neither personal data nor the service is touched",
    );
    check(
        "signs=device-gone; attacker_active=no; service_state=up; personal_data_involved=?",
        "lost-device P3: personal data may be involved, or the service is limited",
    );
    check(
        "signs=device-gone; attacker_active=?; service_state=up; personal_data_involved=?",
        &format!("lost-device P2: personal data may be involved, or the service is limited; {up}"),
    );
    check(
        "signs=staff-account,unusual-export; attacker_active=yes; personal_data_involved=no",
        &format!(
            "customer-db-exfiltration phishing-bec P1: accounts or privileged access are misused, or that cannot be excluded; {up}"
        ),
    );
    check(
        "signs=none; service_state=down; attacker_active=no; personal_data_involved=no",
        " P1: production is down",
    );
    check(
        "signs=staff-misuse,unusual-export; attacker_active=yes; personal_data_involved=yes",
        "malicious-insider customer-db-exfiltration P1: personal data may be leaving",
    );
}

#[test]
fn what_nobody_knows_counts_as_the_worse_case() {
    check(
        "signs=?; attacker_active=?; service_state=?; personal_data_involved=?",
        " P1: accounts or privileged access are misused, or that cannot be excluded; one level up: somebody hostile is active, or nobody can tell",
    );
    check(
        "",
        " P1: accounts or privileged access are misused, or that cannot be excluded; one level up: somebody hostile is active, or nobody can tell",
    );
}

#[test]
fn the_shipped_questions_have_no_problem_and_reach_every_playbook() {
    let (triage, problems) = load::shipped();
    assert_eq!(render(&problems, false), "no problems\n");
    let triage = triage.unwrap();
    let proposed: BTreeSet<&str> = triage.proposed().map(AsRef::as_ref).collect();
    let headings = Library::shipped().headings();
    let shipped: BTreeSet<&str> =
        headings.iter().filter(|heading| !heading.block).map(|heading| heading.id.as_str()).collect();
    assert_eq!(proposed, shipped);
}

#[test]
fn mistakes_are_told_with_their_places() {
    let text = "format = \"triage/1\"\n[[question]]\nfact = \"nobody\"\n[[question]]\nfact = \"attacker_active\"\n\
                [[severity]]\nlevel = \"P9\"\nwhen = \"attacker_activ\"\nbecause = \"x\"\n[up]\nwhen = \"attacker_active\"\nbecause = \"y\"\n";
    let (triage, problems) = load::load(&Source::new("t.toml", text), Catalogue::shipped());
    assert_eq!(triage, None);
    assert_eq!(
        render(&problems, false),
        "error[triage::no-last-level]: the last level must always hold: `when = \"true\"`\n --> t.toml:1:1\n  |\n1 | format = \"triage/1\"\n  | ^\n\n\
         error[triage::unknown-fact]: there is no fact `nobody`\n --> t.toml:3:8\n  |\n3 | fact = \"nobody\"\n  |        ^^^^^^^^\n\n\
         error[triage::unknown-level]: there is no severity `P9`\n --> t.toml:7:9\n  |\n7 | level = \"P9\"\n  |         ^^^^\n\n\
         error[condition::unknown-name]: unknown fact `attacker_activ`\n --> t.toml:8:9\n  |\n8 | when = \"attacker_activ\"\n  |         ^^^^^^^^^^^^^^\n  |\n  = help: did you mean `attacker_active`?\n\n\
         4 errors\n"
    );
}
