//! Every kind of entry says one plain sentence.

mod draft;
mod duty;
mod exercise;
mod improvement;
mod keeping;
mod progress;
mod proof;
mod training;

use std::cell::RefCell;
use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::incident::event::EVENT_WORDS;
use crate::report::tests::builder::Builder;

const HASH: &str = "9f2c61e0a4b7d3586e10f888cf78aeb29f2c61e0a4b7d3586e10f888cf78aeb2";
const OTHER: &str = "07070707070707070707070707070707";

thread_local! {
    static SEEN: RefCell<BTreeSet<String>> = const { RefCell::new(BTreeSet::new()) };
}

/// Two people, a step that opened on an unknown fact, a piece of evidence, a task, a fact.
fn before() -> Builder {
    let mut b = Builder::new("2026-11-22T02:00:00Z");
    b.fact("severity", "choice", "How severe is it?", "command");
    b.fact("attacker_active", "bool", "Is somebody still inside?", "command");
    b.fact("subjects_count", "count", "People concerned", "people");
    let (ana, tom) = (b.say(r#"{"name":"Ana Alvarez"}"#), b.say(r#"{"name":"Tom Berg"}"#));
    let pin = json!({ "id": "data-theft", "version": "1.2.0", "sha256": HASH });
    b.add(
        "incident_opened",
        &json!({ "id": "INC-2026-K7QD", "codename": "kestrel", "mode": "live", "zone": "Europe/Berlin",
        "playbook": pin, "catalogue": HASH }),
    );
    b.add("person_added", &json!({ "person": "p1", "card": ana }));
    b.add("person_added", &json!({ "person": "p2", "card": tom }));
    b.add(
        "progressed",
        &json!({ "changes": [
        { "run_started": { "run": "", "mode": "root", "playbook": pin } },
        { "step_opened": { "step": "cut", "title": "Cut the path", "kind": "task", "phase": "contain",
            "unknown": ["attacker_active"], "evidence": [{ "what": "session list" }] } }] }),
    );
    let log = b.say("auth.log");
    b.add(
        "evidence_taken",
        &json!({ "evidence": "e1", "holding": "copied", "name": log, "sha256": HASH, "size": 10 }),
    );
    let ask = b.say("Ask the hoster");
    b.add("task_added", &json!({ "task": "t1", "text": ask }));
    b.add(
        "fact_stated",
        &json!({ "fact": "subjects_count", "value": { "count": { "low": 500, "high": 500 } } }),
    );
    b
}

/// `text` in a body becomes a passage: every value that begins with `'`.
fn spoken(b: &mut Builder, body: &Value) -> Value {
    match body {
        Value::String(text) => match text.strip_prefix('\'') {
            Some(words) => b.say(words),
            None => body.clone(),
        },
        Value::Array(items) => items.iter().map(|item| spoken(b, item)).collect(),
        Value::Object(members) => {
            members.iter().map(|(key, member)| (key.clone(), spoken(b, member))).collect()
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => body.clone(),
    }
}

#[track_caller]
fn check(kind: &str, body: &Value, expected: &str) {
    let mut b = before();
    let body = spoken(&mut b, body);
    b.add(kind, &body);
    assert_eq!(b.last(), expected, "{kind}");
    SEEN.with(|seen| seen.borrow_mut().insert(kind.to_owned()));
}

fn at(text: &str) -> Value {
    json!({ "t": text, "offset": 60, "precision": "minute" })
}

#[test]
fn every_kind_says_a_sentence() {
    incident();
    people();
    notes();
    facts();
    steps();
    outcomes_taken_back();
    decisions();
    gates_and_waits();
    evidence();
    keeping::keeping();
    progress::progress();
    proof::proof();
    draft::draft();
    duty::duty();
    exercise::exercise();
    improvement::improvement();
    training::training();
    let missing: Vec<&str> = SEEN
        .with(|seen| EVENT_WORDS.iter().filter(|word| !seen.borrow().contains(**word)).copied().collect());
    assert_eq!(missing, Vec::<&str>::new());
}

fn incident() {
    check(
        "incident_opened",
        &json!({ "id": "EX-2026-AAAA", "codename": "heron", "mode": "exercise", "zone": "UTC", "title": "'Drill",
            "playbook": { "id": "ddos", "version": "2", "sha256": HASH }, "catalogue": HASH, "scenario": HASH, "seeded": true }),
        &format!(
            "Incident HERON (EX-2026-AAAA) opened on the playbook ddos 2. Title: Drill | zone: UTC; \
            scenario SHA-256: {HASH}; seeded: ids from a seed, times from the exercise clock"
        ),
    );
    check(
        "sitting_began",
        &json!({ "number": 2, "place": "'{\"account\":\"ana\",\"host\":\"ws7\"}", "tool": "breachbook 0.1.0",
            "sqlite": "3.51.3", "time_sync": "unsynchronised", "key": "SHA256:abc" }),
        "Sitting 2 began; the system says that its clock is NOT synchronised. Place: ana on ws7 | \
         program: breachbook 0.1.0, SQLite 3.51.3; key: SHA256:abc",
    );
    check(
        "clock_stepped",
        &json!({ "gained": -3_250_000 }),
        "The clock of the machine was set back by 3.2 s while it ran.",
    );
    check(
        "incident_closed",
        &json!({ "why": "'All threads ended", "unknown": ["attacker_active"], "open": ["cut"] }),
        "Incident closed. Reason: All threads ended | not known: Is somebody still inside?; steps open or to be looked at again: “Cut the path”",
    );
    check(
        "incident_reopened",
        &json!({ "why": "'New rows for sale", "closed": 7 }),
        "Incident reopened; it was closed in #7. Reason: New rows for sale",
    );
}

fn people() {
    check(
        "person_added",
        &json!({ "person": "p3", "card": "'{\"name\":\"Ana Alvarez\"}" }),
        "On the roster: Ana Alvarez, as p3.",
    );
    check(
        "person_changed",
        &json!({ "person": "p2", "card": "'{\"name\":\"Tom Bergmann\"}" }),
        "Card of p2 changed: Tom Bergmann.",
    );
    check("role_set", &json!({ "role": "dpo", "person": "p1" }), "Data protection officer: Ana Alvarez.");
    check("role_set", &json!({ "role": "night-watch" }), "night watch: nobody.");
    check(
        "handover_offered",
        &json!({ "to": "p2", "roles": ["incident-commander", "dpo"], "brief": "'All quiet" }),
        "Handover offered to Tom Berg: Incident commander, Data protection officer. Brief: All quiet",
    );
    check(
        "handover_accepted",
        &json!({ "offer": 8, "roles": ["dpo"] }),
        "Handover accepted, offered in #8: Data protection officer.",
    );
}

fn notes() {
    check("note_taken", &json!({ "text": "'It rains", "marker": "note" }), "It rains");
    check(
        "note_taken",
        &json!({ "text": "'Shop stays up", "marker": "decision" }),
        "Decision outside the playbook: Shop stays up",
    );
    check("note_taken", &json!({ "text": "'Who knew?", "marker": "question" }), "Open question: Who knew?");
    check(
        "note_taken",
        &json!({ "text": "'Nobody", "marker": "note", "answers": 3, "from": { "incident": OTHER, "entry": 4 } }),
        &format!(
            "Answer: Nobody | answers: an open question (#3); copied from: entry #4 of incident {OTHER}"
        ),
    );
    check(
        "told",
        &json!({ "who": "'the board", "answered": true, "text": "'Facts so far" }),
        "Told the board: Facts so far",
    );
    check("told", &json!({ "who": "'the board", "answered": false }), "Could not reach the board.");
    check(
        "signal_recorded",
        &json!({ "source": "customer", "received": at("2026-11-21T10:00:00Z"), "text": "'My address is for sale", "read_by": "p2",
            "read_at": at("2026-11-21T11:00:00Z"), "triage": "'Not ours", "dismissed": true }),
        "Signal (dismissed then) from customer, received 21 Nov 2026 11:00 (10:00 UTC): My address is for sale | \
         read by: Tom Berg; read at: 21 Nov 2026 12:00 (11:00 UTC); triage: Not ours",
    );
    check(
        "task_added",
        &json!({ "task": "t2", "text": "'Buy food", "role": "scribe", "due": "2026-11-22T12:00:00Z" }),
        "Task t2 for scribe: Buy food | due: 22 Nov 2026 13:00 (12:00 UTC)",
    );
    check(
        "task_settled",
        &json!({ "task": "t1", "end": "dropped", "note": "'They called" }),
        "Task t1 (Ask the hoster) dropped. Note: They called",
    );
}

fn facts() {
    check(
        "fact_stated",
        &json!({ "fact": "subjects_count", "value": { "count": { "low": 38_000, "about": true } }, "replaces": 7,
            "basis": "'Query 4", "why": "'First query missed a shop", "second": "p2", "disputed": true }),
        "People concerned: about at least 38 000 | before: 500 (#7); basis: Query 4; why: First query missed a shop; \
         second person: Tom Berg; disputed: stands against another person's value",
    );
    check("fact_stated", &json!({ "fact": "severity", "value": { "choice": "P1" } }), "How severe is it? P1");
    check("fact_stated", &json!({ "fact": "own_fact", "value": { "bool": true } }), "own fact: yes");
    check(
        "fact_unknown",
        &json!({ "fact": "attacker_active", "recheck": "2026-11-22T05:00:00Z", "why": "'Logs late" }),
        "Not known yet: Is somebody still inside? Reason: Logs late | ask again: 22 Nov 2026 06:00 (05:00 UTC)",
    );
    check(
        "fact_corrected",
        &json!({ "fact": "subjects_count", "corrects": 7, "why": "'Counted twice", "value": { "count": { "low": 250, "high": 250 } } }),
        "Corrected: People concerned: 250 | was wrong: 500 (#7); why: Counted twice",
    );
    check(
        "fact_confirmed",
        &json!({ "fact": "subjects_count", "entry": 7 }),
        "Confirmed: People concerned. | confirms: the value (#7)",
    );
}

fn steps() {
    let unknown = "on unknown: Is somebody still inside?";
    check(
        "step_completed",
        &json!({ "step": "cut", "note": "'Both firewalls", "why": "'No way back", "approved_by": "p1", "unticked": ["item-1", "item-2"],
            "checks": [{ "text": "known(entry_path)", "result": "true" }, { "text": "attacker_active", "result": "unknown" }] }),
        &format!(
            "Done: “Cut the path”. Note: Both firewalls | why: No way back; {unknown}; left out: Block it at both edges / item 2; \
            approved by: Ana Alvarez; checked: known(entry_path): yes / “Is somebody still inside?”: not known"
        ),
    );
    check(
        "step_failed",
        &json!({ "step": "cut", "why": "'No access", "then": "stop" }),
        "Failed: “Cut the path”. Reason: No access | then: nothing after it opens until a person settles it",
    );
    check(
        "failure_settled",
        &json!({ "step": "cut", "then": "continue" }),
        "After the failure of “Cut the path”: go on.",
    );
    check(
        "step_skipped",
        &json!({ "step": "cut", "why": "'Already cut" }),
        &format!("Skipped: “Cut the path”. Reason: Already cut | {unknown}"),
    );
    check(
        "step_refused",
        &json!({ "step": "cut", "why": "'Shop dies" }),
        &format!("Refused: “Cut the path”. Reason: Shop dies | {unknown}"),
    );
}

fn outcomes_taken_back() {
    check(
        "step_undone",
        &json!({ "step": "cut", "entry": 7, "why": "'Wrong host", "review": ["later"] }),
        "Undone: “Cut the path”. Reason: Wrong host | withdraws: the outcome (#7); to be looked at again: later",
    );
    check("step_reopened", &json!({ "step": "cut" }), "Opened again: “Cut the path”.");
    check(
        "step_opened_early",
        &json!({ "opened": { "step": "tell", "title": "Tell people", "kind": "notify", "phase": "x" }, "why": "'Press calls" }),
        "Opened before its turn: “Tell people”. Reason: Press calls",
    );
    check(
        "step_assigned",
        &json!({ "step": "cut", "person": "p2", "by_time": "2026-11-22T03:00:00Z" }),
        "“Cut the path” given to Tom Berg. | by: 22 Nov 2026 04:00 (03:00 UTC)",
    );
    check("step_claimed", &json!({ "step": "cut" }), "Works on “Cut the path”.");
    check("step_released", &json!({ "step": "cut" }), "No longer works on “Cut the path”.");
    check(
        "item_ticked",
        &json!({ "step": "cut", "item": "item-1", "ticked": true }),
        "Ticked in “Cut the path”: Block it at both edges",
    );
    check(
        "item_ticked",
        &json!({ "step": "cut", "item": "item-2", "ticked": false }),
        "Tick taken back in “Cut the path”: item 2",
    );
}

fn decisions() {
    let unknown = "on unknown: Is somebody still inside?";
    check(
        "decision_taken",
        &json!({ "step": "cut", "option": "cannot-tell", "offered": ["yes", "no", "cannot-tell"], "label": "Cannot tell yet",
            "question": "Is it ours?", "reason": "'Logs cover a week", "dissent": { "person": "p2", "text": "'It is ours" },
            "recheck": "2026-11-22T06:00:00Z", "replaces": 7, "approved_by": "p1", "unknown": ["attacker_active"] }),
        &format!(
            "Decided “Is it ours?”: Cannot tell yet. Reason: Logs cover a week | instead of: yes / No, somebody else's data; \
            replaces: an earlier decision (#7); {unknown}; leaves open: Is somebody still inside?; \
            decide again: 22 Nov 2026 07:00 (06:00 UTC); approved by: Ana Alvarez; dissent: Tom Berg: It is ours"
        ),
    );
    check(
        "playbook_joined",
        &json!({ "run": "ddos", "mode": "track", "why": "'Also flooded", "playbook": { "id": "ddos", "version": "2", "sha256": HASH } }),
        &format!(
            "Playbook ddos 2 joined, beside the others. Reason: Also flooded | playbook SHA-256: {HASH}"
        ),
    );
}

fn gates_and_waits() {
    check(
        "step_approved",
        &json!({ "step": "cut", "role": "dpo", "why": "'By phone", "relayed": true, "same_account": true }),
        "Approved as Data protection officer: “Cut the path”. Reason: By phone | relayed: typed by somebody else; \
         same account: typed where the request or another approval was",
    );
    check(
        "gate_overridden",
        &json!({ "step": "cut", "gate": "requires", "why": "'Waiting is worse", "check": {
            "text": "(step.cut.choice != 'now' or severity == \"P1\") and not step.later.outcome == 'done' and ready == true", "result": "false" } }),
        "OVERRIDDEN: the stop gate of “Cut the path”. Reason: Waiting is worse | not met: (“Cut the path” is not 'now' or \
         “How severe is it?” is \"P1\") and not step.later.outcome is 'done' and ready is yes: no",
    );
    check(
        "gate_overridden",
        &json!({ "step": "cut", "gate": "wait", "why": "'Quiet for days", "check": { "text": "step.cut.outcome == 'done", "result": "true" } }),
        "OVERRIDDEN: the waiting time of “Cut the path”. Reason: Quiet for days | met: outcome of “Cut the path” is 'done: yes",
    );
    check(
        "wait_polled",
        &json!({ "step": "cut", "seen": true, "note": "'Same address" }),
        "“Cut the path”: seen again, the quiet time begins anew. Note: Same address",
    );
    check(
        "iteration_settled",
        &json!({ "step": "cut", "go_on": false, "why": "'Nothing new" }),
        "“Cut the path”: no further. Reason: Nothing new",
    );
    check("review_cleared", &json!({ "step": "cut" }), "Looked at again and stands: “Cut the path”.");
}

fn evidence() {
    check(
        "evidence_taken",
        &json!({ "evidence": "e2", "holding": "physical", "name": "'Laptop 12", "source": "'Desk 4", "method": "'Sealed", "place": "'Safe",
            "collector": "p2", "collected": at("2026-11-22T01:30:00Z"), "sha256": HASH, "claimed_hash": true }),
        &format!(
            "Evidence e2, a thing, put away: Laptop 12 | SHA-256 as claimed by the custodian: {HASH}; source: Desk 4; method: Sealed; \
            place: Safe; collected by: Tom Berg; collected at: 22 Nov 2026 02:30 (01:30 UTC)"
        ),
    );
    check(
        "evidence_settled",
        &json!({ "step": "cut", "item": 0, "end": "unavailable", "why": "'Rotated away" }),
        "Evidence cannot be had: session list, asked for by “Cut the path”. Reason: Rotated away",
    );
    check(
        "custody_transferred",
        &json!({ "evidence": "e1", "to": "'Police", "from": "'Tom", "place": "'Station 3", "why": "'Seized" }),
        "Evidence e1 (auth.log) handed to Police. Reason: Seized | from: Tom; place: Station 3",
    );
    check(
        "evidence_checked",
        &json!({ "pieces": [{ "evidence": "e1", "result": "changed" }, { "evidence": "e2", "result": "unchanged" }] }),
        "Evidence checked: 1 unchanged (e2); 1 CHANGED (e1).",
    );
    check(
        "notice_sent",
        &json!({ "sent": at("2026-11-22T01:00:00Z"), "duty": "gdpr-33-1/notify", "form": "edpb-33", "stage": "initial", "to": "'DPC",
            "channel": "'Portal", "controller": "'Shop GmbH", "version": "'v2", "approver": "p1", "reference": "'A-1", "receipt": "'R-2" }),
        "Sent to DPC (gdpr-33-1/notify), 22 Nov 2026 02:00 (01:00 UTC). | law: Regulation (EU) 2016/679 Art. 33(1),(3),(4); \
         form: edpb-33, initial; channel: Portal; \
         for the controller: Shop GmbH; version: v2; approved by: Ana Alvarez; reference: A-1; receipt: R-2",
    );
}
