//! What of a call is words.

use super::*;

#[track_caller]
fn check(call: &[&str], expected: &[&str]) {
    let words: Vec<OsString> = std::iter::once(&"breachbook").chain(call).map(OsString::from).collect();
    assert_eq!(typed_words(&words), expected);
}

#[test]
fn words_are_told_from_ids_names_and_times() {
    check(
        &["signal", "add", "--from", "press", "--received", "20 Nov 2020 16:40", "a journalist called"],
        &["a journalist called"],
    );
    check(&["signal", "add", "--from", "press", "--received", "02:10", "leak?"], &["leak?"]);
    check(&["note", "--as", "Ana Alvarez", "egress stopped"], &["egress stopped"]);
    check(&["fact", "set", "severity=P1", "--why", "data leaves"], &["data leaves"]);
    check(&["fact", "set", "risk_rationale=Orders were read."], &["risk_rationale=Orders were read."]);
    check(&["duty", "waive", "gdpr-33-1/notify", "--why", "encrypted"], &["encrypted"]);
    check(&["skip", "command/bridge", "--why", "nobody here"], &["nobody here"]);
    check(
        &["correct", "41", "at=02:58", "web-02", "--why", "wrong window"],
        &["at=02:58", "web-02", "wrong window"],
    );
    check(&["status"], &[]);
    check(&["no-such-command", "some words"], &[]);
}
