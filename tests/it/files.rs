//! Commands that read and write files: evidence, papers, copies, playbooks, the profile.

use std::fs;
use std::os::unix::fs::symlink;

use crate::support::{Env, check_session, check_session_in};

/// A home with a file, an empty one, a link, a folder and a place for a mirror.
fn with_files() -> Env {
    let env = Env::new();
    fs::write(env.home().join("auth.log"), "hello\n").unwrap();
    fs::write(env.home().join("empty.log"), "").unwrap();
    fs::write(env.home().join("link-target.log"), "received\n").unwrap();
    symlink("auth.log", env.home().join("link.log")).unwrap();
    fs::create_dir(env.home().join("folder")).unwrap();
    fs::create_dir(env.home().join("mirror")).unwrap();
    env
}

#[test]
fn people_roles_and_command() {
    check_session("people");
}

#[test]
fn evidence_is_taken_kept_and_handed_out() {
    check_session_in(&with_files(), "evidence");
}

#[test]
fn the_record_is_corrected_labelled_and_redacted() {
    check_session("keeping");
}

#[test]
fn notices_and_second_playbooks() {
    check_session_in(&with_files(), "notices");
}

#[test]
fn timelines_are_made_and_given_away() {
    check_session_in(&with_files(), "papers");
}

#[test]
fn authors_check_and_begin_playbooks() {
    check_session("authors");
}

#[test]
fn copies_are_made_and_brought_back() {
    check_session_in(&with_files(), "copies");
}

#[test]
fn the_profile_is_made_and_read() {
    check_session("profile");
}

/// All files of the record, evidence left out.
fn bytes_of(env: &Env) -> Vec<u8> {
    let files = fs::read_dir(env.home()).unwrap().map(|entry| entry.unwrap().path());
    let of_record = files.filter(|path| path.file_name().unwrap().to_string_lossy().starts_with("record.db"));
    of_record.flat_map(|path| fs::read(path).unwrap()).collect()
}

fn holds(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}

#[test]
fn redacted_words_are_gone_from_the_file() {
    let env = Env::new().started("tests/it/playbooks/lost-laptop.toml");
    assert_eq!(env.run(&["note", "the word is xylophone-4711"]).code, 0);
    assert!(holds(&bytes_of(&env), "xylophone-4711"));
    assert_eq!(env.run(&["redact", "6", "--why", "must not stay"]).code, 0);
    assert!(!holds(&bytes_of(&env), "xylophone-4711"));
    assert_eq!(env.run(&["verify"]).code, 0);
}

#[test]
fn formulas_are_harmless_in_spreadsheets() {
    let env = Env::new().started("tests/it/playbooks/lost-laptop.toml");
    assert_eq!(env.run(&["note", "=cmd|' /C calc'!A0"]).code, 0);
    let csv = env.run(&["timeline", "--format", "csv"]).out;
    let cells: Vec<&str> = csv.split(['\n', ',']).filter(|cell| cell.contains("cmd|")).collect();
    assert_eq!(cells, ["'=cmd|' /C calc'!A0"]);
}

#[test]
fn every_format_gives_the_same_bytes_twice() {
    let env = Env::new().started("tests/it/playbooks/lost-laptop.toml");
    for format in ["md", "txt", "html", "csv", "json", "jsonl"] {
        let (one, two) =
            (env.run(&["timeline", "--format", format]), env.run(&["timeline", "--format", format]));
        assert_eq!((one.code, &one.out), (0, &two.out));
        assert!(one.out.contains("kestrel") || one.out.contains("KESTREL"), "{format}");
    }
}

/// A full disk behind a pipe or a file is a failure; a reader that has read enough is none.
#[test]
#[cfg(target_os = "linux")]
fn results_that_do_not_come_out_are_a_failure() {
    use std::process::Stdio;
    let env = Env::new().started("customer-db-exfiltration");
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let said = env.command(&["log"]).stdout(Stdio::from(full)).output().unwrap();
    let text = String::from_utf8(said.stderr).unwrap();
    assert_eq!(said.status.code(), Some(7), "{text}");
    assert!(text.contains("error: the result could not be written: No space left on device"), "{text}");
    let mut child = env.command(&["log"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    assert_eq!(child.wait().unwrap().code(), Some(0));
}
