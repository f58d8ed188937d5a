//! A small theft of customer data, made by hand: every kind of row that a stranger asks about occurs in it.

use serde_json::{Value, json};

use super::builder::{Builder, claimed};
use crate::record::via::Via;

const HASH: &str = "9f2c61e0a4b7d3586e10f888cf78aeb29f2c61e0a4b7d3586e10f888cf78aeb2";

fn moment(text: &str) -> Value {
    serde_json::to_value(claimed(text)).unwrap()
}

/// The record.
pub(crate) fn kestrel(mode: &str) -> Builder {
    let mut b = Builder::new("2026-11-22T02:41:10Z");
    facts(&mut b);
    opening(&mut b, mode);
    assessment(&mut b);
    containment(&mut b);
    let question = awareness(&mut b);
    handover_and_notice(&mut b, &question);
    b
}

fn facts(b: &mut Builder) {
    b.fact("severity", "choice", "How severe is it?", "command");
    b.fact("attacker_active", "bool", "Is somebody hostile still active in our systems?", "command");
    b.fact("first_signal_at", "datetime", "When was the first sign seen?", "time");
    b.fact("contained_at", "datetime", "When was it contained?", "time");
    b.fact("aware_at", "datetime", "When did we become aware of a personal data breach?", "anchors");
    b.fact("subjects_count", "count", "How many people are concerned?", "people");
    b.fact("exfil_state", "choice", "Did data leave our control?", "scope");
    b.fact("entry_path", "text", "How did they get in?", "happened");
}

fn opening(b: &mut Builder, mode: &str) {
    let title = b.say("Customer rows offered on a forum");
    b.add(
        "incident_opened",
        &json!({ "id": if mode == "live" { "INC-2026-K7QD" } else { "EX-2026-K7QD" }, "codename": "kestrel",
            "mode": mode, "zone": "Europe/Berlin",
            "playbook": { "id": "customer-db-exfiltration", "version": "1.0.0", "sha256": HASH },
            "catalogue": HASH, "title": title,
            "library": [{ "id": "privacy-track", "version": "1.0.0", "sha256": HASH }] }),
    );
    let place = b.say(r#"{"account":"aoife","host":"ws12"}"#);
    b.add(
        "sitting_began",
        &json!({ "number": 1, "place": place, "tool": "breachbook 0.1.0", "sqlite": "3.51.3", "time_sync": "synchronised" }),
    );
    for (n, name) in [(1, "Aoife Byrne"), (2, "Jonas Weber"), (3, "Ana Alvarez")] {
        let card = b.say(&format!(r#"{{"name":"{name}","phone":"+353 1 555 01{n}"}}"#));
        b.add("person_added", &json!({ "person": format!("p{n}"), "card": card }));
    }
    b.add("role_set", &json!({ "role": "incident-commander", "person": "p1" }));
    b.add("role_set", &json!({ "role": "dpo", "person": "p3" }));
    b.add(
        "progressed",
        &json!({ "changes": [
            { "run_started": { "run": "", "mode": "root", "playbook": { "id": "customer-db-exfiltration", "version": "1.0.0", "sha256": HASH } } },
            { "phase_started": { "run": "", "phase": "assess", "title": "Detect and assess" } },
            { "step_opened": { "step": "genuine", "title": "Verify the sample", "kind": "decision", "phase": "assess", "role": "security-lead", "evidence": [{ "what": "the sample" }] } } ] }),
    );
}

fn assessment(b: &mut Builder) {
    let alert = b.say("Egress alert: 41 GB to 203.0.113.9 from db-replica-2");
    let triage = b.say("Taken for the nightly export");
    b.now("2026-11-22T02:44:00Z").add(
        "signal_recorded",
        &json!({ "source": "monitoring", "received": moment("2026-11-21T17:40:00+01:00"), "text": alert,
            "triage": triage, "dismissed": true }),
    );
    b.add("fact_stated", &json!({ "fact": "severity", "value": { "choice": "P1" } }));
    b.add(
        "fact_stated",
        &json!({ "fact": "first_signal_at", "value": { "datetime": moment("2026-11-21T17:40:00+01:00") } }),
    );
    let name = b.say("sample-20-rows.csv");
    let source = b.say("Forum post, screenshot and download by counsel's order");
    b.now("2026-11-22T02:49:00Z").add(
        "evidence_taken",
        &json!({ "evidence": "e1", "holding": "copied", "name": name, "sha256": HASH, "size": 2048, "source": source, "step": "genuine", "item": 0 }),
    );
    let reason = b.say("18 of 20 rows match production, newest order is from 20 November");
    let text = b.say("Two rows do not match; it could be an old partner export");
    b.now("2026-11-22T02:52:00Z").add(
        "decision_taken",
        &json!({ "step": "genuine", "option": "yes", "offered": ["yes", "no", "cannot-tell"], "label": "Yes, treat it as ours",
            "question": "Is the sample genuine?", "reason": reason, "dissent": { "person": "p2", "text": text } }),
    );
    b.add(
        "fact_unknown",
        &json!({ "fact": "attacker_active", "recheck": "2026-11-22T03:52:00.000000Z", "step": "genuine" }),
    );
    b.add(
        "progressed",
        &json!({ "changes": [
            { "phase_started": { "run": "", "phase": "contain", "title": "Contain" } },
            { "step_opened": { "step": "cut-path", "title": "Cut the path, smallest cut first", "kind": "task", "phase": "contain", "role": "network", "unknown": ["attacker_active"],
                "because": { "text": "maybe(attacker_active)", "result": "unknown", "reads": [{ "name": "attacker_active", "seq": 14 }] } } },
            { "step_opened": { "step": "rotate", "title": "Rotate secrets", "kind": "task", "phase": "contain", "role": "identity" } } ] }),
    );
}

fn containment(b: &mut Builder) {
    let said = b.say("Killed 3 sessions of svc_report, egress to 203.0.113.9 blokced");
    b.now("2026-11-22T03:20:00Z").by(2, Some(Via::Phone)).at("2026-11-22T03:58:00+01:00");
    b.add("note_taken", &json!({ "text": said, "marker": "note", "step": "cut-path" }));
    let note = b.say("Blocked on both firewalls");
    b.by(2, Some(Via::Voice)).at("2026-11-22T03:59:00+01:00");
    b.add("step_completed", &json!({ "step": "cut-path", "note": note }));
    b.add(
        "fact_stated",
        &json!({ "fact": "contained_at", "value": { "datetime": moment("2026-11-22T03:58:00+01:00") } }),
    );
    b.add("fact_stated", &json!({ "fact": "subjects_count", "value": { "count": { "low": 1200, "high": 1200, "about": true } } }));
    let (who, text) =
        (b.say("the managing director"), b.say("What we know, and that the authority may have to be told"));
    b.now("2026-11-22T03:24:00Z").add("told", &json!({ "who": who, "answered": true, "text": text }));
    let who = b.say("the insurer's hotline");
    b.add("told", &json!({ "who": who, "answered": false }));
    let why = b.say("The key store cannot be read before 06:00; waiting is worse");
    b.now("2026-11-22T03:30:00Z").add(
        "gate_overridden",
        &json!({ "step": "rotate", "gate": "requires", "why": why,
            "check": { "text": "secrets_listed == true", "result": "unknown" } }),
    );
    b.add("step_completed", &json!({ "step": "rotate" }));
}

fn awareness(b: &mut Builder) -> Value {
    let basis = b.say("From the match of the sample on we are reasonably certain");
    b.now("2026-11-22T03:40:00Z").typist(3).add(
        "fact_stated",
        &json!({ "fact": "aware_at", "value": { "datetime": moment("2026-11-22T03:52:00+01:00") }, "basis": basis }),
    );
    let why = b.say("The query counted accounts of one shop only");
    b.add(
        "fact_corrected",
        &json!({ "fact": "subjects_count", "corrects": 19, "why": why, "value": { "count": { "low": 38000, "high": 41000 } } }),
    );
    let advice = b.say("Counsel thinks that the partner contract matters more");
    b.add("note_taken", &json!({ "text": advice, "marker": "note", "labels": ["privileged"] }));
    let (why, text) = (
        b.say("Typing error; Jonas read the log again"),
        b.say("Killed 3 sessions of svc_report, egress to 203.0.113.9 blocked"),
    );
    b.typist(1).add(
        "entry_corrected",
        &json!({ "entry": 16, "why": why, "text": text, "at": moment("2026-11-22T03:56:00+01:00") }),
    );
    b.add("starred", &json!({ "entry": 16, "starred": true }));
    let question = b.say("Did Erika Mustermann's account use that password too?");
    b.add("note_taken", &json!({ "text": question, "marker": "question" }));
    let path = b.say("Password of a service account in a public repository");
    b.add("fact_stated", &json!({ "fact": "entry_path", "value": { "words": path } }));
    question
}

fn handover_and_notice(b: &mut Builder, question: &Value) {
    let brief = b.say("Path cut, secrets rotating, numbers open");
    b.now("2026-11-22T08:00:00Z")
        .add("handover_offered", &json!({ "to": "p2", "roles": ["incident-commander"], "brief": brief }));
    b.typist(2).add("handover_accepted", &json!({ "offer": 31, "roles": ["incident-commander"] }));
    let (to, reference) = (b.say("Data Protection Commission"), b.say("IN-26-11-4711"));
    b.now("2026-11-24T10:05:00Z").typist(3).add(
        "notice_sent",
        &json!({ "sent": moment("2026-11-24T10:58:00+01:00"), "duty": "gdpr-33-1/notify", "form": "edpb-33",
            "stage": "initial", "to": to, "reference": reference, "sha256": HASH, "approver": "p2" }),
    );
    let (to, place) = (b.say("State police, cyber crime unit"), b.say("sealed bag 0815"));
    b.add("custody_transferred", &json!({ "evidence": "e1", "to": to, "place": place }));
    let why = b.say("Named a customer");
    b.erase(question);
    b.add("erased", &json!({ "entry": 29, "passages": [question], "why": why, "on_word_of": "p3" }));
}
