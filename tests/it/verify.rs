//! `verify` on a good record and on one that somebody has worked on with other tools.

use std::fs;

use rusqlite::{Connection, params};

use crate::support::{Env, check_session};

#[test]
fn verify_says_what_it_knows() {
    check_session("verify");
}

/// A record with notes and a piece of evidence.
fn recorded() -> Env {
    let env = Env::new().started("tests/it/playbooks/lost-laptop.toml");
    fs::write(env.home().join("auth.log"), "auth").unwrap();
    for line in ["breachbook note one", "breachbook note two", "breachbook evidence add ~/auth.log"] {
        let said = env.typed(line);
        assert!(!said.contains("exit"), "{said}");
    }
    env
}

/// The file without what guards it against accidents; what is done to it is done by somebody who knows SQLite.
fn by_hand(env: &Env, sql: &str) {
    let db = Connection::open(env.record()).unwrap();
    let triggers: Vec<(String, String)> = {
        let mut all = db.prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").unwrap();
        let rows = all.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
        rows.map(Result::unwrap).collect()
    };
    for (name, _) in &triggers {
        db.execute_batch(&format!("DROP TRIGGER {name}")).unwrap();
    }
    db.execute_batch(sql).unwrap();
    for (_, sql) in &triggers {
        db.execute_batch(sql).unwrap();
    }
}

/// The number and code of the newest entry, as a person would have noted it.
fn code(env: &Env) -> String {
    let ran = env.run(&["verify", "--json"]);
    let found: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    let incident = &found["incidents"][0];
    let head = incident["head"].as_str().unwrap();
    format!("#{} {}", incident["whole_to"], &head[..16])
}

#[track_caller]
fn check(damage: impl FnOnce(&Env), arguments: &[&str], expected: &str) {
    let env = recorded();
    let code = code(&env);
    damage(&env);
    // As on a machine that has never seen the record.
    fs::remove_dir_all(env.home().join(".local/state/breachbook/seen")).unwrap();
    let mut all = vec!["verify"];
    all.extend(arguments.iter().map(|word| if *word == "CODE" { code.as_str() } else { word }));
    let ran = env.run(&all);
    let said = env.shown(&ran);
    let verdict = said.lines().next().unwrap_or_default().to_owned();
    assert_eq!(
        (verdict.as_str(), ran.code),
        (expected, if expected.contains("NO ANCHOR") || expected.contains("good") { 0 } else { 5 }),
        "{said}"
    );
}

const NAME: &str = "INC-YYYY-XXXX KESTREL";

#[test]
fn a_good_record() {
    check(
        |_| {},
        &[],
        &format!("{NAME}: whole in itself up to #8 hhhh-hhhh-hhhh-hhhh; NO ANCHOR: see below"),
    );
    check(
        |_| {},
        &["--code", "CODE", "--evidence"],
        &format!("{NAME}: good; anchored up to its end #8 hhhh-hhhh-hhhh-hhhh"),
    );
}

#[test]
fn a_changed_line() {
    check(
        |env| by_hand(env, "UPDATE entry SET line = replace(line, 'note_taken', 'note_token') WHERE seq = 6"),
        &[],
        &format!("{NAME}: BROKEN AT #6: the line does not have the hash that was kept with it"),
    );
    check(
        |env| by_hand(env, "DELETE FROM entry WHERE seq = 3"),
        &[],
        &format!("{NAME}: BROKEN AT #3: the entry kept next is #4"),
    );
}

const CUT: &str = "DELETE FROM passage WHERE line LIKE '%\"two\"%' OR line LIKE '%auth.log%'; DELETE FROM entry WHERE seq > 6;";

#[test]
fn a_cut_end_shows_only_against_a_code() {
    check(
        |env| by_hand(env, CUT),
        &[],
        &format!("{NAME}: whole in itself up to #6 hhhh-hhhh-hhhh-hhhh; NO ANCHOR: see below"),
    );
    check(
        |env| by_hand(env, CUT),
        &["--code", "CODE"],
        &format!(
            "{NAME}: NOT AS ANCHORED: the record ends at #6, before #8 hhhh-hhhh-hhhh-hhhh as given: its end was cut off, \
             or it is an older copy"
        ),
    );
}

#[test]
fn a_cut_end_shows_where_the_record_was_seen_last() {
    let env = recorded();
    by_hand(&env, CUT);
    let ran = env.run(&["verify"]);
    let said = env.shown(&ran);
    let verdict = format!(
        "{NAME}: NOT AS ANCHORED: the record ends at #6, before #8 hhhh-hhhh-hhhh-hhhh as last seen on this machine: its end was \
         cut off, or it is an older copy\n"
    );
    assert!(said.starts_with(&verdict) && ran.code == 5, "{said}");
}

/// Writes all lines anew from one on, as a forger would, with everything that is kept beside them.
fn write_anew(env: &Env) {
    by_hand(env, "");
    let db = Connection::open(env.record()).unwrap();
    db.execute_batch("DROP TRIGGER entry_not_changed").unwrap();
    let lines: Vec<(i64, String)> = {
        let mut all = db.prepare("SELECT seq, line FROM entry ORDER BY seq").unwrap();
        all.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap().map(Result::unwrap).collect()
    };
    let mut prev = "0".repeat(64);
    for (seq, line) in lines {
        let mut line: serde_json::Value = serde_json::from_str(&line).unwrap();
        line["prev"] = prev.clone().into();
        line["mono"] = (line["mono"].as_u64().unwrap() + 1).into();
        let line = line.to_string();
        prev = sha256(&line);
        let set = "UPDATE entry SET line = ?2, hash = unhex(?3) WHERE seq = ?1";
        db.execute(set, params![seq, line, prev]).unwrap();
    }
    db.execute_batch(
        "CREATE TRIGGER entry_not_changed BEFORE UPDATE ON entry\nBEGIN\n    SELECT raise(ABORT, 'entries are never changed');\nEND",
    )
    .unwrap();
}

fn sha256(text: &str) -> String {
    use std::io::Write as _;
    use std::process::{Command, Stdio};
    let mut child = Command::new("sha256sum").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap()[..64].to_owned()
}

#[test]
fn a_record_written_anew_shows_only_against_a_code() {
    check(
        write_anew,
        &[],
        &format!("{NAME}: whole in itself up to #8 hhhh-hhhh-hhhh-hhhh; NO ANCHOR: see below"),
    );
    check(
        write_anew,
        &["--code", "CODE"],
        &format!(
            "{NAME}: NOT AS ANCHORED: line #8 is not the one of #8 hhhh-hhhh-hhhh-hhhh as given: it was written anew, or is \
             another record"
        ),
    );
}

#[test]
fn words_and_documents() {
    check(
        |env| by_hand(env, "DELETE FROM passage WHERE line LIKE '%\"one\"%'"),
        &[],
        &format!("{NAME}: DAMAGED: 1 text missing without an erasure"),
    );
    check(
        |env| by_hand(env, "UPDATE passage SET line = replace(line, '\"one\"', '\"two\"')"),
        &[],
        &format!("{NAME}: DAMAGED: 1 text altered"),
    );
    check(|env| by_hand(env, "DELETE FROM source"), &[], &format!("{NAME}: DAMAGED: 2 documents missing"));
}

#[test]
fn evidence() {
    let file = |env: &Env| {
        let folder = env.home().join("evidence/sha256");
        let sub = fs::read_dir(folder).unwrap().next().unwrap().unwrap().path();
        fs::read_dir(sub).unwrap().next().unwrap().unwrap().path()
    };
    let damaged = format!("{NAME}: DAMAGED: 1 piece not as taken");
    let good = format!("{NAME}: whole in itself up to #8 hhhh-hhhh-hhhh-hhhh; NO ANCHOR: see below");
    check(|env| fs::remove_file(file(env)).unwrap(), &["--evidence"], &damaged);
    check(|env| fs::remove_file(file(env)).unwrap(), &[], &good);
    check(
        |env| {
            let path = file(env);
            fs::remove_file(&path).unwrap();
            std::os::unix::fs::symlink(env.home().join("auth.log"), path).unwrap();
        },
        &["--evidence"],
        &damaged,
    );
    check(
        |env| {
            let path = file(env);
            fs::remove_file(&path).unwrap();
            fs::write(path, "other").unwrap();
        },
        &["--evidence"],
        &damaged,
    );
}

#[test]
fn guards_that_were_taken_out_are_missed() {
    let env = recorded();
    Connection::open(env.record()).unwrap().execute_batch("DROP TRIGGER entry_not_changed").unwrap();
    let ran = env.run(&["verify"]);
    assert!(
        ran.out.contains("the trigger `entry_not_changed` is missing: somebody took it out of the file"),
        "{}",
        ran.out
    );
    assert_eq!(ran.code, 5);
}

#[test]
fn a_broken_record_is_shown_up_to_its_break_with_a_watermark() {
    let env = recorded();
    by_hand(&env, "UPDATE entry SET line = replace(line, 'note_taken', 'note_token') WHERE seq = 7");
    let watermark = "BROKEN AT #7: the line does not have the hash that was kept with it";
    for arguments in [
        vec!["timeline"],
        vec!["timeline", "--format", "md"],
        vec!["timeline", "--format", "html"],
        vec!["timeline", "--format", "csv"],
        vec!["log"],
    ] {
        let ran = env.run(&arguments);
        let text = ran.out.replace(['\n', '\\'], " ").replace("  ", " ");
        assert!(text.contains(&watermark.replace('\\', " ")), "{arguments:?}: {}", ran.out);
        assert!(!ran.out.contains("two") && ran.code == 5, "{arguments:?}: {}", ran.out);
    }
    for arguments in [
        vec!["timeline", "--format", "json"],
        vec!["timeline", "--format", "jsonl"],
        vec!["log", "--json"],
        vec!["log", "--format", "jsonl"],
    ] {
        let ran = env.run(&arguments);
        let packed = ran.out.replace([' ', '\n'], "");
        assert!(packed.contains("\"broken\":{\"at\":7,"), "{arguments:?}: {}", ran.out);
        assert_eq!(ran.code, 5, "{arguments:?}");
    }
    let said = env.typed("breachbook note three");
    assert!(said.ends_with("exit 5\n") && said.contains("broken at #7"), "{said}");
}

#[test]
fn the_lines_themselves_can_be_checked_with_stock_tools() {
    let env = recorded();
    let ran = env.run(&["log", "--format", "jsonl"]);
    let lines: Vec<&str> = ran.out.lines().collect();
    assert_eq!(lines.len(), 8);
    for (line, next) in lines.iter().zip(lines.iter().skip(1)) {
        assert!(next.contains(&format!("\"prev\":\"{}\"", sha256(line))), "{next}");
    }
}
