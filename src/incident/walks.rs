//! Every shipped playbook is driven to its end by the engine, with people who answer on their time boxes: along every option of every
//! decision, with nothing known, with every step failing once, with every gate overridden.

mod answers;
mod crew;
mod plan;
mod walk;

use std::collections::BTreeSet;

use crate::base::id::PlaybookId;
use crate::base::time::Period;
use crate::playbook::library::Library;
use crate::playbook::sample::with_ground;

use plan::{Plan, rows};
use walk::{Ended, walk};

/// The notice whose draft must be there in time (Regulation (EU) 2016/679 Article 33(1)).
const NOTICE: &str = "gdpr-33-1/notify";

/// How many more walks look for an option that no row of pairs has led to.
const TRIES: usize = 60;

/// The duties of the article: a processor tells its controllers (paragraph 2), everything is recorded (paragraph 5).
const DUTIES: &str = "gdpr-33-";

/// Drives a playbook along all plans and says what went wrong.
#[track_caller]
fn check(id: &str) {
    with_ground(|ground| {
        let (set, _) = Library::shipped().load_set(&PlaybookId::parse(id).unwrap(), ground);
        let set = set.unwrap();
        let mut wrong = Vec::new();
        let mut taken: BTreeSet<(String, String)> = BTreeSet::new();
        let plans = [Plan::unknown(), Plan::failing(), Plan::overriding()];
        let plans: Vec<Plan> = plans.into_iter().chain(rows(&set)).collect();
        for plan in &plans {
            let ended = walk(&set, ground.catalogue, plan);
            wrong.extend(ended.wrong.iter().map(|what| format!("{}: {what}", plan.name)));
            wrong.extend(untimely(&ended).map(|what| format!("{}: {what}", plan.name)));
            taken.extend(ended.taken);
        }
        for aim in plan::never_taken(&set, &taken) {
            for number in 0..TRIES {
                if aim.is_in(&set, &taken) {
                    break;
                }
                let plan = aim.plan(&set, number);
                let ended = walk(&set, ground.catalogue, &plan);
                wrong.extend(ended.wrong.iter().map(|what| format!("{}: {what}", plan.name)));
                wrong.extend(untimely(&ended).map(|what| format!("{}: {what}", plan.name)));
                taken.extend(ended.taken);
            }
            wrong.extend((!aim.is_in(&set, &taken)).then(|| aim.missed()));
        }
        assert_eq!(wrong, Vec::<String>::new(), "{id}");
    });
}

/// Where the privacy work is due it comes to a result, and a notice to the authority that went out went out in time.
fn untimely(ended: &Ended) -> Option<String> {
    let notice = ended.notices.iter().find(|(duty, _)| duty == NOTICE);
    match notice {
        Some((_, after)) if *after > Period::from_hours(72) => {
            Some(format!("{NOTICE} went out after {after}"))
        }
        Some(_) => None,
        None if !ended.privacy_is_due || ended.notice_weighed || ended.elsewhere => None,
        None => Some(format!("no duty of {DUTIES} was ever dealt with")),
    }
}

macro_rules! playbooks {
    ($($name:ident => $id:literal,)*) => {
        $(#[test]
        fn $name() {
            check($id);
        })*

        #[test]
        fn every_shipped_playbook_is_walked() {
            let walked = [$($id),*];
            let headings = Library::shipped().headings();
            let shipped: Vec<&str> =
                headings.iter().filter(|heading| !heading.block).map(|heading| heading.id.as_str()).collect();
            assert_eq!(walked.as_slice(), shipped);
        }
    };
}

playbooks! {
    account_takeover => "account-takeover",
    api_authorization_flaw => "api-authorization-flaw",
    customer_db_exfiltration => "customer-db-exfiltration",
    ddos_extortion => "ddos-extortion",
    destructive_wiper => "destructive-wiper",
    insider_error => "insider-error",
    lost_device => "lost-device",
    malicious_insider => "malicious-insider",
    phishing_bec => "phishing-bec",
    ransomware_double_extortion => "ransomware-double-extortion",
    third_party_breach => "third-party-breach",
    web_skimming => "web-skimming",
}
