//! Corrective actions, and what people saw who look back.

use super::*;

pub(super) fn improvement() {
    check(
        "observation_made",
        &json!({ "kind": "cause", "text": "'The key was in the repository", "entry": 3 }),
        "Cause: The key was in the repository | shown by: an entry (#3)",
    );
    check(
        "observation_made",
        &json!({ "kind": "improvement", "text": "'Nobody looked", "labels": ["privileged"] }),
        "Observed, to improve: [withheld: privileged]",
    );
    check(
        "action_added",
        &json!({ "action": "a1", "text": "'Name two deputies", "priority": "high", "element": "organisation", "owner": "p2",
            "due": "2026-12-20T11:00:00.000000Z", "about": 3, "retest": "shrinking-numbers" }),
        "Corrective action a1 for Tom Berg: Name two deputies | priority: high; due: 20 Dec 2026 12:00 (11:00 UTC); \
         changes: organisation; to be tried with: shrinking-numbers; answers: an entry (#3)",
    );
    check(
        "action_changed",
        &json!({ "action": "a7", "due": "2026-12-20T11:00:00.000000Z", "why": "'The budget came late", "text": "'Name three",
            "owner": "p2", "priority": "low", "element": "planning", "retest": "silent-processor" }),
        "Corrective action a7 changed. Reason: The budget came late | now: Name three; owner: Tom Berg; \
         due: 20 Dec 2026 12:00 (11:00 UTC); priority: low; changes: planning; to be tried with: silent-processor",
    );
    check(
        "action_changed",
        &json!({ "action": "a7", "reopened": true }),
        "Corrective action a7 is open again.",
    );
    check(
        "action_ended",
        &json!({ "action": "a7", "end": "closed", "text": "'Roster of December", "evidence": ["e9"] }),
        "Corrective action a7 closed. Shown by: Roster of December | evidence: e9",
    );
    check(
        "action_ended",
        &json!({ "action": "a7", "end": "dropped", "text": "'The shop was sold" }),
        "Corrective action a7 dropped. Reason: The shop was sold",
    );
    check(
        "action_retested",
        &json!({ "action": "a7", "exercise": "EX-2026-AB12", "held": false, "text": "'Nobody knew the number" }),
        "Corrective action a7 did not hold in exercise EX-2026-AB12 and is open again. Note: Nobody knew the number",
    );
    check(
        "action_retested",
        &json!({ "action": "a7", "exercise": "EX-2026-AB12", "held": true }),
        "Corrective action a7 held in exercise EX-2026-AB12.",
    );
}
