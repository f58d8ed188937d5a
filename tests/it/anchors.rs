//! Checkpoints and anchors: what goes out, what comes home, what is refused.

use std::fs;

use crate::support::{Env, Ran, check_session};

#[track_caller]
pub(crate) fn good(env: &Env, arguments: &[&str]) -> Ran {
    let ran = env.run(arguments);
    assert_eq!(ran.code, 0, "{arguments:?}: {}", ran.err);
    ran
}

/// The short form of a new checkpoint, and its three lines.
#[track_caller]
pub(crate) fn checkpoint(env: &Env) -> (String, String) {
    let made: serde_json::Value = serde_json::from_str(&good(env, &["checkpoint", "--json"]).out).unwrap();
    let text = |name: &str| made[name].as_str().unwrap().to_owned();
    (text("short"), text("text"))
}

/// How many entries the record has.
#[track_caller]
pub(crate) fn size(env: &Env) -> usize {
    let log: serde_json::Value = serde_json::from_str(&good(env, &["log", "--json"]).out).unwrap();
    log["entries"].as_array().unwrap().len()
}

/// Runs something that must be refused and must write nothing.
#[track_caller]
pub(crate) fn check_refused(env: &Env, arguments: &[&str], code: i32, expected: &str) {
    let before = size(env);
    let ran = env.run(arguments);
    let first = env.shown(&Ran { code: 0, out: String::new(), err: ran.err.clone() });
    let first = first.lines().next().unwrap_or_default().trim_start_matches("! ").to_owned();
    assert_eq!((ran.code, first.as_str(), ran.out.as_str()), (code, expected, ""), "{arguments:?}");
    assert_eq!(size(env), before, "nothing is written");
}

#[test]
fn checkpoints_are_made_and_listed() {
    check_session("checkpoints");
}

#[test]
fn a_checkpoint_as_json_says_the_same_three_times() {
    let env = Env::new().started("customer-db-exfiltration");
    let made: serde_json::Value = serde_json::from_str(&good(&env, &["checkpoint", "--json"]).out).unwrap();
    let text = |name: &str| made[name].as_str().unwrap();
    let lines = format!("breachbook/{}\n7\n{}\n", text("incident"), text("head"));
    let digits = text("short").trim_start_matches("#7 ").replace('-', "");
    assert_eq!((text("text"), digits.as_str()), (lines.as_str(), &text("head")[..16]));
    assert_eq!(
        (&made["v"], &made["size"], &made["entry"], made["signature"].is_null(), made["key"].is_null()),
        (&1.into(), &7.into(), &8.into(), true, true)
    );
}

#[test]
fn what_was_seen_comes_home() {
    let env = Env::new().started("customer-db-exfiltration");
    let (short, text) = checkpoint(&env);
    let (number, code) = short.trim_start_matches('#').split_once(' ').unwrap();
    let capitals = code.replace('-', "").to_uppercase();
    env.check(
        &format!("breachbook anchor add --seen \"Signal\" {number} {capitals}"),
        "#9 HH:MM KESTREL XXXX\n! the record up to #7 hhhh-hhhh-hhhh-hhhh is as it was seen elsewhere\n",
    );
    fs::write(env.home().join("kept.txt"), &text).unwrap();
    env.check(
        "breachbook anchor add --file ~/kept.txt --place \"mail to counsel\"",
        "#10 HH:MM KESTREL XXXX\n! the record up to #7 hhhh-hhhh-hhhh-hhhh is as it was seen elsewhere\n",
    );
    env.check(
        "breachbook anchor list",
        "#8 Checkpoint: #7 hhhh-hhhh-hhhh-hhhh.\n\
         #9 Anchor: #7 hhhh-hhhh-hhhh-hhhh was seen elsewhere. Where: Signal\n\
         #10 Anchor: #7 hhhh-hhhh-hhhh-hhhh came back as a checkpoint file. Where: mail to counsel\n",
    );
    env.check(
        "breachbook anchor list --json",
        "{\"v\":1,\"anchors\":[{\"entry\":8,\"kind\":\"checkpoint\",\"size\":7,\"code\":\"hhhh-hhhh-hhhh-hhhh\",\
         \"head\":\"hhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhh\",\"place\":null,\"sha256\":null,\
         \"key\":null,\"signer\":null,\"stamped\":null,\"notice\":null},\
         {\"entry\":9,\"kind\":\"seen\",\"size\":7,\"code\":\"hhhh-hhhh-hhhh-hhhh\",\"head\":null,\
         \"place\":\"Signal\",\"sha256\":null,\"key\":null,\"signer\":null,\"stamped\":null,\"notice\":null},\
         {\"entry\":10,\"kind\":\"file\",\"size\":7,\"code\":\"hhhh-hhhh-hhhh-hhhh\",\
         \"head\":\"hhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhh\",\"place\":\"mail to counsel\",\
         \"sha256\":\"hhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhh\",\"key\":null,\"signer\":null,\
         \"stamped\":null,\"notice\":null}]}\n",
    );
}

#[test]
fn what_is_not_true_of_this_record_is_refused() {
    let env = Env::new().started("customer-db-exfiltration");
    let (_, text) = checkpoint(&env);
    let seen = |code: &'static str| ["anchor", "add", "--seen", "chat", code];
    check_refused(
        &env,
        &seen("#7 0000-0000-0000-0000"),
        5,
        "error: #7 hhhh-hhhh-hhhh-hhhh was seen elsewhere, and this record has #7 hhhh-hhhh-hhhh-hhhh: a code was copied \
         wrong, or this is not the record that was seen, or it was written anew since",
    );
    check_refused(
        &env,
        &seen("#700 0000-0000-0000-0000"),
        5,
        "error: #700 hhhh-hhhh-hhhh-hhhh was seen elsewhere, and this record ends at #8: it is an older copy, or its end was cut",
    );
    check_refused(&env, &seen("#7"), 2, "error: `#7`: a short form looks like `#700 hhhh-hhhh-hhhh-hhhh`");
    let file = env.home().join("other.txt");
    let path = file.to_str().unwrap();
    let check_file = |text: &str, code: i32, expected: &str| {
        fs::write(&file, text).unwrap();
        check_refused(&env, &["anchor", "add", "--file", path], code, expected);
    };
    // All but the last digit: a short form alone would not show it.
    let changed = match text.trim_end().strip_suffix('0') {
        Some(rest) => format!("{rest}1\n"),
        None => format!("{}0\n", &text[..text.len() - 2]),
    };
    check_file(
        &changed,
        5,
        "error: #7 hhhh-hhhh-hhhh-hhhh was seen elsewhere, and this record has #7 hhhh-hhhh-hhhh-hhhh: a code was copied \
         wrong, or this is not the record that was seen, or it was written anew since",
    );
    let other = format!("breachbook/{}{}", "0".repeat(32), &text[text.find('\n').unwrap()..]);
    check_file(
        &other,
        5,
        "error: the checkpoint is of incident hhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhh, not of this one",
    );
    check_file(text.trim_end(), 3, "error: ~/other.txt: a checkpoint has three lines");
}

#[test]
fn a_reference_of_a_notice_is_an_anchor() {
    let env = Env::new().started("customer-db-exfiltration");
    let (short, _) = checkpoint(&env);
    env.check(
        &format!("breachbook sent gdpr-33 --stage notify --to DPC --ref \"INC-2026-AAAA ({short})\""),
        "#9 HH:MM KESTREL XXXX\n! meets the duty gdpr-33-1/notify\n\
         ! by what is recorded, 13 answers to gdpr-33 would still be missing\n!   breachbook draft gdpr-33    names them; they follow as soon as they are known\n",
    );
    env.check(
        "breachbook sent gdpr-33 --stage notify --to DPC --ref \"#3 0000-0000-0000-0000\"",
        "#11 HH:MM KESTREL XXXX\n\
         ! warning: the reference is no anchor: #3 hhhh-hhhh-hhhh-hhhh was seen elsewhere, and this record has \
         #3 hhhh-hhhh-hhhh-hhhh: a code was copied wrong, or this is not the record that was seen, or it was written anew since\n\
         ! the duty gdpr-33-1/notify was met before, by #9\n\
         ! by what is recorded, 14 answers to gdpr-33 would still be missing\n!   breachbook draft gdpr-33    names them; they follow as soon as they are known\n",
    );
    env.check(
        "breachbook anchor list",
        "#8 Checkpoint: #7 hhhh-hhhh-hhhh-hhhh.\n\
         #10 Anchor: #7 hhhh-hhhh-hhhh-hhhh stands in a notice as our reference.\n",
    );
}

/// The record alone, put aside and put back as it lies at rest.
fn put_aside(env: &Env, name: &str) {
    fs::copy(env.record(), env.home().join(name)).unwrap();
}

fn put_back(env: &Env, name: &str) {
    fs::copy(env.home().join(name), env.record()).unwrap();
}

const NOTE: &str = "breachbook note text";

#[test]
fn an_older_copy_is_noticed_until_the_newer_one_is_back() {
    let env = Env::new().started("customer-db-exfiltration");
    put_aside(&env, "old.db");
    env.check(NOTE, "#8 HH:MM KESTREL XXXX\n");
    put_aside(&env, "new.db");
    put_back(&env, "old.db");
    let status = env.typed("breachbook status");
    assert!(status.contains("\nOLDER COPY · 3 open\n"), "{status}");
    let file =
        fs::read_dir(env.home().join(".local/state/breachbook/seen")).unwrap().next().unwrap().unwrap();
    let file = format!("~/.local/state/breachbook/seen/{}", "h".repeat(file.file_name().len()));
    env.check(
        NOTE,
        &format!(
            "#8 HH:MM KESTREL XXXX\n! warning: an older copy: it ends at #7, but #8 hhhh-hhhh-hhhh-hhhh was seen here\n\
             !   look for the newer file; if this one counts, remove {file}\n"
        ),
    );
    env.check(
        NOTE,
        &format!(
            "#9 HH:MM KESTREL XXXX\n! warning: another copy: it has #8 hhhh-hhhh-hhhh-hhhh, but #8 hhhh-hhhh-hhhh-hhhh \
             was seen here\n!   look for the newer file; if this one counts, remove {file}\n"
        ),
    );
    put_back(&env, "new.db");
    env.check(NOTE, "#9 HH:MM KESTREL XXXX\n");
}

#[test]
fn the_mirror_counts_as_well() {
    let env = Env::new().with("XDG_STATE_HOME", "/proc/nowhere").started("customer-db-exfiltration");
    fs::create_dir(env.home().join("mirror")).unwrap();
    put_aside(&env, "old.db");
    let unnoted = "! warning: where the copy went could not be noted in /proc/nowhere/breachbook: No such file or directory \
                   (os error 2); an erasure will not name it\n";
    env.check("breachbook note text --mirror ~/mirror", &format!("#8 HH:MM KESTREL XXXX\n{unnoted}"));
    put_back(&env, "old.db");
    env.check(
        "breachbook status --mirror ~/mirror --brief --json",
        &format!(
            "{}{unnoted}! warning: an older copy: it ends at #7, but #8 hhhh-hhhh-hhhh-hhhh is on the mirror\n\
             !   compare it with the mirror ~/mirror\n",
            env.typed("breachbook status --brief --json")
        ),
    );
}

#[test]
fn a_restored_copy_is_the_new_baseline() {
    let env = Env::new().started("customer-db-exfiltration");
    let backup = env.home().join("backup");
    good(&env, &["backup", backup.to_str().unwrap()]);
    good(&env, &["note", "text"]);
    good(&env, &["note", "text"]);
    fs::remove_file(env.record()).unwrap();
    let restored = env.typed("breachbook restore ~/backup");
    let lines: Vec<&str> = restored.lines().collect();
    assert_eq!(
        lines,
        [
            "#8 HH:MM KESTREL XXXX",
            "  came back up to #7 hhhh-hhhh-hhhh-hhhh",
            "  #9 hhhh-hhhh-hhhh-hhhh was seen here before: what came after #7 is not in this copy",
            "! restored to ~/record.db, with its evidence",
        ]
    );
    env.check(NOTE, "#9 HH:MM KESTREL XXXX\n");
}
