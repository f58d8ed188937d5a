//! Bundles: what is in them, for whom, and what comes back.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::support::{Env, check_session_in};

/// All files below a folder with their bytes.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let (mut all, mut folders) = (BTreeMap::new(), vec![folder.to_owned()]);
    while let Some(next) = folders.pop() {
        for item in fs::read_dir(next).unwrap() {
            let path = item.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().display().to_string();
                all.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    all
}

fn with_files() -> Env {
    let env = Env::new();
    fs::write(env.home().join("auth.log"), "hello\n").unwrap();
    fs::create_dir(env.home().join("mirror")).unwrap();
    env
}

/// A record with names, numbers and words of every label.
fn told() -> Env {
    let env = with_files();
    let config = env.home().join(".config/breachbook");
    fs::create_dir_all(&config).unwrap();
    let profile = "format = \"organisation/1\"\nzone = \"Europe/Berlin\"\n\n[entity]\nlegal_name = \"Aurora Outdoor GmbH\"\n\n\
         [dpo]\nname = \"Walburga Quandt\"\nphone = \"+49 30 7654321\"\n";
    fs::write(config.join("organisation.toml"), profile).unwrap();
    let env = env.started("tests/it/playbooks/lost-laptop.toml");
    let log = env.home().join("auth.log");
    for line in [
        &["people", "add", "Ottilie Xanten", "--phone", "+49 30 1234567"][..],
        &["note", "words of the team", "--as", "Ottilie Xanten"],
        &["note", "words of counsel", "--label", "privileged"],
        &["note", "words for the authority", "--label", "released"],
        &["note", "words that went"],
        &["evidence", "add", log.to_str().unwrap(), "--source", "web-02"],
    ] {
        assert_eq!(env.run(line).code, 0, "{line:?} {}", env.run(line).err);
    }
    let found = env.run(&["find", "words that went"]).out;
    let seq = found.split_whitespace().next().unwrap().trim_start_matches('#').to_owned();
    assert_eq!(env.run(&["redact", &seq, "--why", "must not stay"]).code, 0);
    env
}

#[track_caller]
fn export(env: &Env, folder: &str, more: &[&str]) -> BTreeMap<String, Vec<u8>> {
    let target = env.home().join(folder);
    let mut line = vec!["bundle", "export", "kestrel", "-o", target.to_str().unwrap()];
    line.extend(more);
    let ran = env.run(&line);
    assert_eq!(ran.code, 0, "{}", ran.err);
    files(&target)
}

/// Where a text stands in a bundle.
fn places(files: &BTreeMap<String, Vec<u8>>, text: &str) -> Vec<String> {
    let holds = |bytes: &[u8]| bytes.windows(text.len()).any(|window| window == text.as_bytes());
    files.iter().filter(|(_, bytes)| holds(bytes)).map(|(name, _)| name.clone()).collect()
}

#[test]
fn bundles_go_out_and_come_in() {
    check_session_in(&with_files(), "bundles");
}

#[test]
fn the_same_record_gives_the_same_bytes() {
    let env = told();
    for edition in ["team", "counsel", "regulator", "disclosure"] {
        let one = export(&env, &format!("{edition}-1"), &["--edition", edition, "--evidence", "all"]);
        let two = export(&env, &format!("{edition}-2"), &["--edition", edition, "--evidence", "all"]);
        assert_eq!(one, two);
    }
}

#[test]
fn a_bundle_that_came_in_goes_out_with_the_same_bytes() {
    let env = told();
    for edition in ["team", "counsel", "regulator"] {
        let first = export(&env, edition, &["--edition", edition, "--evidence", "all"]);
        let (db, folder) = (env.home().join(format!("{edition}.db")), env.home().join(edition));
        let ran = env.run(&["bundle", "import", folder.to_str().unwrap(), "--db", db.to_str().unwrap()]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        let again = export(&env, &format!("{edition}-again"), &["--db", db.to_str().unwrap()]);
        assert_eq!(first, again);
    }
}

#[test]
fn an_edition_holds_no_word_that_it_may_not_read() {
    let env = told();
    let hidden = [
        "words of the team",
        "words of counsel",
        "words that went",
        "Ottilie",
        "1234567",
        "Walburga",
        "7654321",
    ];
    for edition in ["regulator", "disclosure"] {
        let bundle = export(&env, edition, &["--edition", edition]);
        for text in hidden {
            assert_eq!(places(&bundle, text), Vec::<String>::new(), "{edition}: {text}");
        }
        assert!(places(&bundle, "words for the authority").contains(&"data/passages.jsonl".to_owned()));
    }
    let team = export(&env, "team", &[]);
    assert_eq!(places(&team, "words of counsel"), Vec::<String>::new());
    assert_eq!(places(&team, "words that went"), Vec::<String>::new());
    assert!(!places(&team, "words of the team").is_empty());
    let counsel = export(&env, "counsel", &["--edition", "counsel"]);
    assert!(places(&counsel, "words of counsel").contains(&"data/passages.jsonl".to_owned()));
    assert_eq!(places(&counsel, "hello\n").len(), 0);
}

#[test]
fn what_is_withheld_is_counted() {
    let env = told();
    let bundle = export(&env, "dpc", &["--edition", "regulator"]);
    let info = String::from_utf8(bundle["bag-info.txt"].clone()).unwrap();
    let label = |name: &str| {
        let line = info.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
        line.unwrap_or_else(|| panic!("{name}: {info}")).to_owned()
    };
    let lines = String::from_utf8(bundle["data/withheld.jsonl"].clone()).unwrap();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for line in lines.lines() {
        let item: serde_json::Value = serde_json::from_str(line).unwrap();
        *counts.entry(item["code"].as_str().unwrap().to_owned()).or_default() += 1;
    }
    let words: Vec<String> = counts.iter().map(|(code, count)| format!("{code} {count}")).collect();
    assert_eq!(label("Breachbook-Withheld"), words.join(", "));
    assert_eq!(counts.keys().collect::<Vec<_>>(), ["internal", "personal", "privileged", "unreleased"]);
    let payload: Vec<&Vec<u8>> =
        bundle.iter().filter(|(name, _)| name.starts_with("data/")).map(|(_, bytes)| bytes).collect();
    let bytes: usize = payload.iter().map(|bytes| bytes.len()).sum();
    assert_eq!(label("Payload-Oxum"), format!("{bytes}.{}", payload.len()));
}

#[test]
fn a_broken_record_goes_out_up_to_the_break_and_says_so() {
    let env = told();
    let conn = rusqlite::Connection::open(env.record()).unwrap();
    conn.execute_batch(
        "DROP TRIGGER entry_not_changed; UPDATE entry SET line = replace(line, 'note', 'nota') WHERE seq = 8",
    )
    .unwrap();
    drop(conn);
    let target = env.home().join("out");
    let ran = env.run(&["bundle", "export", "kestrel", "-o", target.to_str().unwrap()]);
    assert_eq!(ran.code, 5, "{}", ran.err);
    let bundle = files(&env.home().join("out-BROKEN"));
    let lines = String::from_utf8(bundle["data/log.jsonl"].clone()).unwrap().lines().count();
    assert_eq!(lines, 7);
    assert!(!target.exists());
    for name in ["data/BROKEN.txt", "data/BROKEN-timeline.html", "data/BROKEN-timeline.csv"] {
        assert!(bundle.contains_key(name), "{name}");
    }
    for name in ["VERIFY.txt", "data/BROKEN.txt", "data/BROKEN-timeline.html", "data/BROKEN-timeline.md"] {
        let said =
            places(&bundle, "the line does not have the hash that was kept with it. Nothing from there on");
        assert!(said.contains(&name.to_owned()), "{name}");
    }
    let info = String::from_utf8(bundle["bag-info.txt"].clone()).unwrap();
    assert!(info.contains("\nBreachbook-Broken-At: 8\n"), "{info}");
    let folder = env.home().join("out-BROKEN");
    let db = env.home().join("new.db");
    let back = env.run(&["bundle", "import", folder.to_str().unwrap(), "--db", db.to_str().unwrap()]);
    assert_eq!((back.code, db.exists()), (5, false), "{}", back.err);
}

#[test]
fn a_record_with_an_altered_text_goes_out_without_it_and_says_so() {
    let env = told();
    let conn = rusqlite::Connection::open(env.record()).unwrap();
    conn.execute_batch(
        "DROP TRIGGER passage_not_changed;
         UPDATE passage SET line = replace(line, 'words of the team', 'words of a forger')",
    )
    .unwrap();
    drop(conn);
    let target = env.home().join("out");
    let ran = env.run(&["bundle", "export", "kestrel", "-o", target.to_str().unwrap()]);
    assert_eq!(ran.code, 5, "{}", ran.err);
    let bundle = files(&env.home().join("out-BROKEN"));
    assert_eq!(places(&bundle, "words of a forger"), Vec::<String>::new());
    for name in ["VERIFY.txt", "data/BROKEN.txt", "data/BROKEN-timeline.html", "data/BROKEN-timeline.md"] {
        let said =
            places(&bundle, "a text of it is not the one that was recorded. Such a text is not shown.");
        assert!(said.contains(&name.to_owned()), "{name}");
    }
    let paper = env.run(&["timeline"]);
    assert_eq!((paper.code, paper.out.contains("words of a forger")), (5, false), "{}", paper.out);
    assert!(paper.out.contains("BROKEN AT #"), "{}", paper.out);
    let given = env.run(&["timeline", "--to", "DPC"]);
    assert_eq!((given.code, given.out.as_str()), (5, ""), "{}", given.err);
}

#[test]
fn nothing_is_written_for_a_bundle_that_is_refused() {
    let env = told();
    export(&env, "good", &[]);
    let (folder, db) = (env.home().join("good"), env.home().join("new.db"));
    fs::write(folder.join("data/timeline.md"), "other").unwrap();
    let ran = env.run(&["bundle", "import", folder.to_str().unwrap(), "--db", db.to_str().unwrap()]);
    assert_eq!((ran.code, db.exists()), (5, false));
    assert!(ran.err.contains("the files come to"), "{}", ran.err);
    assert!(ran.err.contains("data/timeline.md was changed"), "{}", ran.err);
}
