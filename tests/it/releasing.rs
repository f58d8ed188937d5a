//! What goes out: the review, papers that were handed over, the privilege log, holds, retention, erasure.

use std::fs;

use crate::support::{Env, check_session, check_session_in};

#[test]
fn an_authority_reads_what_was_released() {
    check_session("releasing");
}

#[test]
fn erased_words_are_named_wherever_they_still_are() {
    let env = Env::new();
    fs::create_dir(env.home().join("mirror")).unwrap();
    check_session_in(&env, "keeping-words");
}

#[test]
fn words_go_when_their_period_has_ended() {
    let env = Env::new();
    let folder = env.home().join(".config/breachbook");
    fs::create_dir_all(&folder).unwrap();
    let profile = "format = \"organisation/1\"\n[retention]\npersonal = \"0 days\"\n";
    fs::write(folder.join("organisation.toml"), profile).unwrap();
    check_session_in(&env, "retention");
}

/// Every byte below a folder.
fn bytes_below(folder: &std::path::Path) -> Vec<u8> {
    let mut bytes = Vec::new();
    for item in fs::read_dir(folder).unwrap() {
        let path = item.unwrap().path();
        bytes.extend(if path.is_dir() { bytes_below(&path) } else { fs::read(&path).unwrap() });
    }
    bytes
}

#[test]
fn erased_words_are_in_no_file_of_the_record_and_not_on_the_mirror() {
    let env = Env::new();
    let (home, mirror) = (env.home().to_owned(), env.home().join("mirror"));
    fs::create_dir(&mirror).unwrap();
    let mirror = mirror.to_string_lossy().into_owned();
    let run = |arguments: &[&str]| {
        let ran = env.run(&[&["--mirror", &mirror], arguments].concat());
        assert_eq!(ran.code, 0, "{arguments:?}: {}", ran.err);
    };
    run(&[
        "start",
        "tests/it/playbooks/lost-laptop.toml",
        "--codename",
        "kestrel",
        "--zone",
        "UTC",
        "--no-run",
    ]);
    run(&["note", "The word is zqsecret"]);
    run(&["label", "6", "personal", "--why", "health"]);
    let holds = |word: &str| bytes_below(&home).windows(word.len()).any(|window| window == word.as_bytes());
    assert!(holds("zqsecret"));
    run(&["redact", "6", "--why", "health"]);
    assert!(!holds("zqsecret"));
    run(&["note", "the mirror follows on"]);
    run(&["verify"]);
    let from = ["restore", "--from-mirror", &mirror, "--db", "back.db"].map(str::to_owned);
    let back = home.join("back.db").to_string_lossy().into_owned();
    let from = from.map(|word| if word == "back.db" { back.clone() } else { word });
    let ran = env.run(&from);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(env.run(&["verify", "--db", &back]).code, 0);
}
