//! Opening an incident, taking notes, and what is said when none can be found.

use crate::support::{Env, Ran, check_session};

#[test]
fn opens_an_incident_and_takes_notes() {
    check_session("opening");
}

#[test]
fn hostile_text_is_kept_and_shown_harmlessly() {
    check_session("hostile-text");
}

#[test]
fn a_help_page_has_an_example() {
    let ran = Env::new().run(&["note", "--help"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert!(ran.out.contains("Example:"), "{}", ran.out);
}

#[test]
fn words_that_are_no_call_are_not_lost() {
    check_session("no-call");
}

#[test]
fn what_is_seen_leads_to_a_playbook() {
    check_session("triage");
}

#[test]
fn questions_are_asked_where_no_playbook_is_named() {
    let env = Env::new();
    let typed = env.run_with(&["start", "--codename", "kestrel", "--no-run"], "1,2\nperhaps\n?\nup\nyes\n\n");
    let ends = typed.err.find("Proposed:").map_or("", |at| &typed.err[at..]);
    assert_eq!(typed.code, 0, "{}", typed.err);
    let shown = env.shown(&Ran { code: 0, out: String::new(), err: ends.to_owned() });
    assert_eq!(
        shown.lines().take(3).collect::<Vec<_>>(),
        [
            "! Proposed: customer-db-exfiltration, because data of customers is leaving or has left.",
            "! Severity: P1, because customers are hit.",
            "! ",
        ]
    );
    assert!(typed.err.contains("perhaps"), "{}", typed.err);
    let left = env.run_with(&["start"], "1\n");
    assert_eq!((left.code, left.err.ends_with("Nothing was opened.\n")), (130, true), "{}", left.err);
}

#[test]
fn a_text_of_any_length_is_kept_as_typed() {
    let env = Env::new().started("tests/it/playbooks/lost-laptop.toml");
    let text = format!(
        "First line: =cmd|'/C calc'\u{202e}\n{}the end \u{1b}[31m",
        "one line of the log äöü\n".repeat(5000)
    );
    let noted = env.run_with(&["note", "-"], &text);
    assert_eq!(
        env.shown(&noted),
        "#6 HH:MM KESTREL XXXX\n! warning: a text of 135043 bytes is too long for an entry: the entry has its beginning, the whole is kept as evidence\n"
    );
    let whole = env.home().join("whole.txt");
    assert_eq!(env.run(&["evidence", "get", "e1", "-o", &whole.to_string_lossy()]).code, 0);
    assert_eq!(std::fs::read_to_string(&whole).unwrap(), text);
    let found = env.run(&["find", "First line"]);
    assert!(
        found.out.contains("First line") && found.out.contains("135043 bytes, is kept as evidence"),
        "{}",
        found.out
    );
    let verified = env.run(&["verify", "--evidence"]);
    assert_eq!(verified.code, 0, "{}{}", verified.out, verified.err);
}
