//! Decisions on legal duties.

use super::*;

pub(super) fn duty() {
    check(
        "duty_decided",
        &json!({ "duty": "gdpr-34/communicate", "choice": "waived", "why": "'Keys are safe", "controller": "'Shop GmbH",
            "to": "'Customers", "dissent": { "person": "p2", "text": "'Not proven" }, "replaces": 4 }),
        "Decided: the duty gdpr-34/communicate is not served. Reason: Keys are safe | law: Regulation (EU) 2016/679 Art. 34; \
         for the controller: Shop GmbH; with regard to: Customers; replaces: an earlier decision (#4); dissent: Tom Berg: Not proven",
    );
    check(
        "duty_decided",
        &json!({ "duty": "gdpr-33-1/notify", "choice": "owed", "why": "'Risk cannot be excluded", "dissent": { "person": "p2" } }),
        "Decided: the duty gdpr-33-1/notify is to be served. Reason: Risk cannot be excluded | \
         law: Regulation (EU) 2016/679 Art. 33(1),(3),(4); dissent: Tom Berg",
    );
    check(
        "duty_decided",
        &json!({ "duty": "gdpr-33-1/notify", "choice": "delayed", "why": "'Police asked", "until": "2026-11-22T01:00:00.000000Z" }),
        "Decided: the duty gdpr-33-1/notify is served later; its deadline stays. Reason: Police asked | \
         law: Regulation (EU) 2016/679 Art. 33(1),(3),(4); until: 22 Nov 2026 02:00 (01:00 UTC)",
    );
}
