//! `verify` of a bundle where it lies: good ones of every edition, and what is said of each harm.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::support::{Env, check_session_in, not_run, tool};
use crate::tamper::bag::{copy, remake, sha256};
use crate::tamper::harm::{hash_anew, lines};

/// Runs what must go well.
#[track_caller]
fn good(env: &Env, arguments: &[&str]) {
    let ran = env.run(arguments);
    assert_eq!(ran.code, 0, "{arguments:?}: {}", ran.err);
}

fn path(env: &Env, name: &str) -> String {
    env.home().join(name).to_str().unwrap().to_owned()
}

/// A record with evidence and words of several labels.
fn told() -> Env {
    let env = Env::new().started("tests/it/playbooks/lost-laptop.toml");
    fs::write(env.home().join("auth.log"), "auth").unwrap();
    good(&env, &["note", "advice of counsel", "--label", "privileged"]);
    good(&env, &["evidence", "add", &path(&env, "auth.log")]);
    good(&env, &["note", "sent to the wrong people"]);
    good(&env, &["redact", "8", "--why", "wrong people"]);
    env
}

fn export(env: &Env, name: &str, more: &[&str]) {
    let folder = path(env, name);
    good(env, &[&["bundle", "export", "kestrel", "-o", &folder], more].concat());
}

/// A copy of the bundle `team` to which something is done.
fn harmed(env: &Env, name: &str, harm: impl FnOnce(&Path)) {
    let folder = env.home().join(name);
    copy(&env.home().join("team"), &folder);
    harm(&folder);
}

/// Changes the text of a file.
fn change(path: &Path, change: impl FnOnce(&str) -> String) {
    let text = fs::read_to_string(path).unwrap();
    let changed = change(&text);
    assert_ne!(text, changed, "{}", path.display());
    fs::write(path, changed).unwrap();
}

/// The checkpoint of the newest line, as a forger makes it anew.
fn own_checkpoint(bag: &Path) {
    let log = fs::read_to_string(bag.join("data/log.jsonl")).unwrap();
    let (size, head) = (log.lines().count(), sha256(log.lines().last().unwrap().as_bytes()));
    change(&bag.join("data/checkpoint"), |text| {
        format!("{}\n{size}\n{head}\n", text.lines().next().unwrap())
    });
}

/// Said to have been written on another machine.
fn on_another_boot(line: &str) -> String {
    let (before, boot) = line.split_once("\"boot\":\"").unwrap();
    format!("{before}\"boot\":\"{}{}", "0".repeat(16), &boot[16..])
}

fn without_last_line(text: &str) -> String {
    let whole = text.strip_suffix('\n').unwrap();
    text[..=whole.rfind('\n').unwrap()].to_owned()
}

fn log(folder: &Path) -> PathBuf {
    folder.join("data/log.jsonl")
}

/// Harms of which the lists know.
fn damage(env: &Env) {
    harmed(env, "edited", |bag| change(&log(bag), |text| text.replacen("\"seq\":3", "\"seq\":4", 1)));
    harmed(env, "cut", |bag| change(&log(bag), without_last_line));
    harmed(env, "half-a-line", |bag| change(&log(bag), |text| text[..text.len() - 9].to_owned()));
    harmed(env, "words", |bag| change(&bag.join("data/passages.jsonl"), without_last_line));
    harmed(env, "manifest", |bag| {
        change(&bag.join("manifest-sha256.txt"), |text| {
            let zeros = "0".repeat(64);
            zeros + &text[64..]
        });
    });
    harmed(env, "bag-info", |bag| {
        change(&bag.join("bag-info.txt"), |text| text.replacen("team", "tame", 1));
    });
    harmed(env, "newer", |bag| {
        change(&bag.join("bag-info.txt"), |text| {
            text.replace("Breachbook-Format: 1", "Breachbook-Format: 9")
        });
    });
    harmed(env, "link", |bag| {
        fs::remove_file(bag.join("data/checkpoint")).unwrap();
        symlink("/etc/hostname", bag.join("data/checkpoint")).unwrap();
    });
    harmed(env, "linked-log", |bag| {
        fs::remove_file(log(bag)).unwrap();
        symlink(env.home().join("team/data/log.jsonl"), log(bag)).unwrap();
    });
    harmed(env, "out-of-it", |bag| {
        change(&bag.join("manifest-sha256.txt"), |text| {
            format!("{text}{}  data/../../auth.log\n", "0".repeat(64))
        });
    });
    harmed(env, "changed-evidence", |bag| {
        let piece = fs::read_dir(bag.join("data/evidence")).unwrap().next().unwrap().unwrap().path();
        fs::write(piece, "atuh").unwrap();
    });
    harmed(env, "two-harms", |bag| {
        fs::write(bag.join("data/allowed_signers"), "nobody").unwrap();
        change(&bag.join("data/timeline.md"), |text| text.replacen("auth", "other", 1));
    });
    harmed(env, "gone", |bag| fs::remove_file(bag.join("data/timeline.csv")).unwrap());
    harmed(env, "more", |bag| fs::write(bag.join("data/run-me.sh"), "").unwrap());
    harmed(env, "no-log", |bag| fs::remove_file(log(bag)).unwrap());
}

/// Harms for which whoever did them made the lists anew.
fn forge(env: &Env) {
    let forged = |name: &str, harm: &dyn Fn(&Path)| {
        harmed(env, name, |bag| {
            harm(bag);
            remake(bag);
        });
    };
    forged("edited-remade", &|bag| lines(bag, |log| log[5] = on_another_boot(&log[5])));
    forged("cut-remade", &|bag| lines(bag, |log| drop(log.pop())));
    forged("anew", &|bag| {
        lines(bag, |log| {
            log[5] = on_another_boot(&log[5]);
            hash_anew(log, 6);
        });
        own_checkpoint(bag);
    });
    forged("other-checkpoint", &|bag| {
        change(&bag.join("data/checkpoint"), |text| text.replacen("breachbook/", "breachbook/00", 1));
    });
    forged("withheld-and-here", &|bag| {
        let words = fs::read_to_string(bag.join("data/passages.jsonl")).unwrap();
        let hash = sha256(words.lines().next().unwrap().as_bytes());
        let item =
            format!("{{\"code\":\"personal\",\"entry\":2,\"member\":\"card\",\"passage\":\"{hash}\"}}\n");
        fs::write(bag.join("data/withheld.jsonl"), item).unwrap();
    });
}

#[test]
fn a_bundle_is_checked_where_it_lies() {
    let env = told();
    good(&env, &["checkpoint", "-o", &path(&env, "checkpoint")]);
    export(&env, "team", &["--evidence", "e1"]);
    export(&env, "regulator", &["--edition", "regulator"]);
    damage(&env);
    forge(&env);
    fs::create_dir(env.home().join("empty")).unwrap();
    // As on a machine that has never seen the record.
    fs::remove_file(env.record()).unwrap();
    check_session_in(&env, "checking-bundles");
}

#[test]
fn who_signed_a_bundle_is_said() {
    let Some(keygen) = tool("ssh-keygen") else {
        return not_run("who_signed_a_bundle_is_said", "ssh-keygen");
    };
    let env = told();
    for name in ["key", "other"] {
        let mut command = Command::new(&keygen);
        command.current_dir(env.home()).args(["-q", "-t", "ed25519", "-N", "", "-C", name, "-f", name]);
        assert!(command.status().unwrap().success());
    }
    let public = |name: &str| fs::read_to_string(path(&env, &format!("{name}.pub"))).unwrap();
    let list = |name: &str, line: String| fs::write(path(&env, name), line).unwrap();
    list("signers", format!("tess@example.org {}", public("key")));
    list("others", format!("jonas@example.org {}", public("other")));
    list(
        "checkpoints-only",
        format!("tess@example.org namespaces=\"breachbook-checkpoint@v1\" {}", public("key")),
    );
    list("expired", format!("tess@example.org valid-before=\"20200101\" {}", public("key")));
    list("not-yet", format!("tess@example.org valid-after=\"20990101\" {}", public("key")));
    export(&env, "team", &["--sign", &path(&env, "key"), "--signers", &path(&env, "signers")]);
    harmed(&env, "edited", |bag| change(&bag.join("manifest-sha256.txt"), without_last_line));
    let signed = |name: &str, key: &str, namespace: &str| {
        harmed(&env, name, |bag| {
            let (list, file) = (bag.join("manifest-sha256.txt"), bag.join("manifest-sha256.txt.sig"));
            let mut command = Command::new(&keygen);
            command.current_dir(env.home()).args(["-q", "-Y", "sign", "-f", key, "-n", namespace]);
            command.stdin(fs::File::open(list).unwrap());
            fs::write(file, command.output().unwrap().stdout).unwrap();
            remake(bag);
        });
    };
    signed("foreign", "other", "breachbook-manifest@v1");
    signed("git", "key", "git");
    check_session_in(&env, "signed-bundles");
}
