//! A record that cannot be used as it is: read-only, newer, damaged, foreign, held by somebody else. What was acknowledged stays.

use std::fs;
use std::io::{Read as _, Seek as _, SeekFrom, Write as _};
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Command, Stdio};

use rusqlite::Connection;

use crate::support::{Env, not_run, tool};

fn opened() -> Env {
    Env::new().started("tests/it/playbooks/lost-laptop.toml")
}

#[test]
fn a_newer_record_can_be_read_and_not_written() {
    let env = opened();
    Connection::open(env.record()).unwrap().pragma_update(None, "user_version", 99).unwrap();
    env.check(
        "breachbook note x",
        "! warning: the record has format 99, this program writes format 2: it is opened for reading only\n\
         ! error: the record has format 99; this program writes format 2\n\
         !   hint: use the version of breachbook that wrote it; reading works with this one\n\
         !   hint: not recorded: x\nexit 7\n",
    );
    assert_eq!(env.run(&["timeline"]).code, 0);
}

#[test]
fn a_file_of_something_else_is_not_touched() {
    let env = Env::new();
    fs::write(env.record(), "shopping list, long enough to be looked at by a program").unwrap();
    let said = env.typed("breachbook note x");
    assert!(said.ends_with("exit 7\n"), "{said}");
    assert_eq!(
        fs::read_to_string(env.record()).unwrap(),
        "shopping list, long enough to be looked at by a program"
    );
}

/// Root may write everywhere, so that somebody else has to try then.
#[test]
fn a_read_only_record_can_be_read() {
    let env = opened();
    let as_others = std::env::temp_dir().join(format!("breachbook-others-{}", std::process::id()));
    let (record, program) = (as_others.join("record.db"), as_others.join("breachbook"));
    fs::create_dir_all(&as_others).unwrap();
    fs::copy(env.record(), &record).unwrap();
    fs::copy(env!("CARGO_BIN_EXE_breachbook"), &program).unwrap();
    let set = |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    set(&record, 0o444);
    set(&as_others, 0o555);
    let is_root = fs::OpenOptions::new().append(true).open(&record).is_ok();
    let run = |arguments: &[&str]| {
        let mut command = if is_root { Command::new("setpriv") } else { Command::new(&program) };
        if is_root {
            command.args(["--reuid=65534", "--regid=65534", "--clear-groups"]).arg(&program);
        }
        command.args(arguments).env("HOME", &as_others).env("BREACHBOOK_DB", &record);
        let output = command.stdin(Stdio::null()).output().unwrap();
        (output.status.code(), String::from_utf8(output.stderr).unwrap(), output.stdout)
    };
    let noted = run(&["note", "x"]);
    let printed = run(&["timeline"]);
    set(&as_others, 0o755);
    fs::remove_dir_all(&as_others).unwrap();
    assert_eq!((noted.0, noted.2), (Some(7), Vec::new()), "{}", noted.1);
    assert!(noted.1.contains("reading only"), "{}", noted.1);
    assert_eq!(printed.0, Some(0), "{}", printed.1);
}

#[test]
fn a_damaged_page_is_said_and_kept() {
    let env = opened();
    let mut file = fs::OpenOptions::new().read(true).write(true).open(env.record()).unwrap();
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes).unwrap();
    let line = b"\"kind\":\"incident_opened\"";
    let at = bytes.windows(line.len()).position(|window| window == line).unwrap();
    file.seek(SeekFrom::Start(u64::try_from(at).unwrap() + 8)).unwrap();
    file.write_all(b"X").unwrap();
    drop(file);
    for command in ["breachbook verify", "breachbook timeline", "breachbook note x"] {
        let said = env.typed(command);
        assert!(
            said.ends_with("exit 5\n") && said.to_lowercase().contains("broken at #1"),
            "{command}: {said}"
        );
    }
}

#[test]
fn a_record_that_was_cut_is_broken() {
    let env = opened();
    let bytes = fs::read(env.record()).unwrap();
    fs::write(env.record(), &bytes[..5000]).unwrap();
    for command in ["breachbook status", "breachbook note x"] {
        let said = env.typed(command);
        assert!(said.contains("damaged") && said.ends_with("exit 5\n"), "{command}: {said}");
    }
}

#[test]
fn a_record_without_its_beginning_may_come_back_from_a_copy() {
    let env = opened();
    let mut file = fs::OpenOptions::new().write(true).open(env.record()).unwrap();
    file.write_all(&[0xA5; 4096]).unwrap();
    drop(file);
    for command in ["breachbook status", "breachbook timeline", "breachbook verify"] {
        env.check(
            command,
            "! error: ~/record.db is not a breachbook record\n\
             !   hint: give another file with --db; this one was not touched. If it was a record its beginning is damaged: keep it, and \
             bring a mirror or a backup back with `breachbook restore`\nexit 7\n",
        );
    }
}

/// As under `ulimit -f`: the system then sends a signal that ends a program unless it is expected.
#[test]
fn a_limit_for_files_is_said_and_the_words_come_back() {
    let env = opened();
    let Some(prlimit) = tool("prlimit") else {
        return not_run("a limit for files", "prlimit");
    };
    let text = "y".repeat(20_000);
    let run = env.command(&["note", &text]);
    let mut command = Command::new(prlimit);
    command.arg("--fsize=4096").arg(run.get_program()).args(run.get_args()).env_clear();
    command.envs(run.get_envs().filter_map(|(name, value)| Some((name, value?))));
    let output = command.current_dir(env!("CARGO_MANIFEST_DIR")).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(
        (output.status.code(), said),
        (
            Some(7),
            format!(
                "error: a file would grow past the limit that is set for files (`ulimit -f`); nothing was written, everything \
                 acknowledged before is kept\n  hint: lift the limit in this shell with `ulimit -f unlimited` and try again\n  \
                 hint: not recorded: {text}\n"
            )
        )
    );
    assert_eq!(env.run(&["note", &text]).code, 0);
}

#[test]
fn a_lock_that_stays_is_said() {
    let env = opened();
    let other = Connection::open(env.record()).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    env.check(
        "breachbook note x",
        "! error: another program is writing to the record and did not finish in time; nothing was written\n\
         !   hint: try again; `lsof` on the file shows who has it open\n!   hint: not recorded: x\nexit 7\n",
    );
    other.execute_batch("ROLLBACK").unwrap();
    assert_eq!(env.run(&["note", "x"]).code, 0);
}

#[test]
fn completion_makes_nothing_and_knows_what_is_there() {
    let ask = |env: &Env, words: &[&str]| {
        let mut all = vec!["--", "breachbook"];
        all.extend(words);
        let index = (words.len()).to_string();
        let output = env
            .command(&all)
            .env("BREACHBOOK_COMPLETE", "fish")
            .env("_CLAP_COMPLETE_INDEX", index)
            .output()
            .unwrap();
        (
            output.status.code(),
            String::from_utf8(output.stdout).unwrap(),
            String::from_utf8(output.stderr).unwrap(),
        )
    };
    let empty = Env::new();
    assert_eq!(ask(&empty, &["note", "--incident", "k"]), (Some(0), String::new(), String::new()));
    assert!(!empty.record().exists());
    let env = opened();
    let (code, out, err) = ask(&env, &["note", "--incident", "k"]);
    assert_eq!((code, out.split('\t').next(), err.as_str()), (Some(0), Some("kestrel"), ""), "{out}");
}

#[test]
fn doctor_says_what_it_looked_at() {
    let env = opened();
    let said = env.typed("breachbook doctor");
    for line in [
        "good record: ~/record.db: 1 incident, each whole in itself",
        "look profile: there is no organisation profile",
    ] {
        assert!(said.contains(line), "{said}");
    }
    let ran = env.run(&["doctor", "--json"]);
    assert!(
        ran.out.starts_with("{\"v\":1,\"findings\":[{\"what\":\"record\",\"verdict\":\"good\""),
        "{}",
        ran.out
    );
}

#[test]
fn every_command_has_an_example_and_a_manual() {
    let env = Env::new();
    let groups = [
        "signal", "role", "people", "task", "evidence", "fact", "playbook", "bundle", "hold", "anchor",
        "config", "handover",
    ];
    for group in groups {
        let help = env.run(&[group, "--help"]);
        assert!(help.out.contains("Example"), "{group}: {}", help.out);
    }
    let man = env.run(&["man"]);
    assert_eq!((man.code, man.err.as_str()), (0, ""));
    assert!(man.out.contains(".TH breachbook 1"), "{}", man.out);
    for shell in ["bash", "zsh", "fish"] {
        let script = env.run(&["completions", shell]);
        assert!(script.code == 0 && script.out.contains("BREACHBOOK_COMPLETE"), "{}", script.out);
    }
}
