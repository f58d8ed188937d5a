//! What is done to a good bundle. Each leaves the manifests as they were; whether they are made anew is the check's business.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::bag::{Good, copy, sha256};

/// One way to spoil a bundle.
pub(super) struct Harm {
    pub(super) name: &'static str,
    pub(super) spoil: fn(&Path, &Good),
}

macro_rules! harms {
    ($($name:literal => $spoil:expr,)*) => {
        pub(super) const HARMS: &[Harm] = &[$(Harm { name: $name, spoil: $spoil }),*];
    };
}

harms! {
    "nothing" => |_, _| {},
    "a byte of a line changed" => |bag, _| lines(bag, |log| log[5] = other_byte(&log[5])),
    "a byte of the last line changed" => |bag, _| lines(bag, |log| {
        let last = log.len() - 1;
        log[last] = other_byte(&log[last]);
    }),
    "an entry edited" => |bag, _| lines(bag, |log| log[6] = edited(&log[6])),
    "an entry dropped" => |bag, _| lines(bag, |log| drop(log.remove(6))),
    "two entries swapped" => |bag, _| lines(bag, |log| log.swap(6, 7)),
    "an entry inserted" => |bag, _| lines(bag, |log| {
        let forged = tied(&edited(&log[6]), 7, &log[5]);
        log.insert(6, forged);
    }),
    "an entry twice" => |bag, _| lines(bag, |log| log.insert(6, log[6].clone())),
    "an entry of another incident" => |bag, good| {
        let other = fs::read_to_string(good.other.join("data/log.jsonl")).unwrap();
        lines(bag, |log| log[6] = tied(other.lines().nth(5).unwrap(), 7, &log[5]));
    },
    "edited, hashed anew from there on" => |bag, _| lines(bag, |log| {
        log[6] = edited(&log[6]);
        hash_anew(log, 7);
    }),
    "edited after the checkpoint, hashed anew" => |bag, _| lines(bag, |log| {
        let at = log.len() - 2;
        log[at] = edited(&log[at]);
        hash_anew(log, at + 1);
    }),
    "everything written anew" => |bag, _| everything_anew(bag),
    "a signature of another namespace" => |bag, good| put_signature(bag, good, "alice", "git"),
    "all anew, signed by a key of the past" => |bag, good| {
        everything_anew(bag);
        put_signature(bag, good, "old", "breachbook-checkpoint@v1");
    },
    "all anew, signed by a key of a stranger" => |bag, good| {
        everything_anew(bag);
        put_signature(bag, good, "stranger", "breachbook-checkpoint@v1");
    },
    "a signed checkpoint taken out of the log" => taken_out,
    "... and its signature too" => |bag, good| {
        taken_out(bag, good);
        fs::remove_file(bag.join(&good.signature)).unwrap();
    },
    "the tail cut" => |bag, _| lines(bag, |log| drop(log.pop())),
    "the tail cut with its words" => |bag, _| {
        lines(bag, |log| drop(log.pop()));
        edit(&bag.join("data/passages.jsonl"), |words| drop(words.pop()));
    },
    "an older copy" => |bag, good| {
        fs::remove_dir_all(bag).unwrap();
        copy(&good.older, bag);
    },
    "the log of another incident" => |bag, good| {
        fs::copy(good.other.join("data/log.jsonl"), bag.join("data/log.jsonl")).unwrap();
    },
    "the bundle of another incident" => |bag, good| {
        fs::remove_dir_all(bag).unwrap();
        copy(&good.other, bag);
    },
    "a passage changed" => |bag, _| edit(&bag.join("data/passages.jsonl"), |words| {
        let at = words.iter().position(|line| line.contains("40 GB of")).unwrap();
        words[at] = words[at].replace("40", "41");
    }),
    "a passage removed" => |bag, _| edit(&bag.join("data/passages.jsonl"), |words| drop(words.remove(2))),
    "a passage removed and called withheld" => |bag, _| {
        let mut gone = String::new();
        edit(&bag.join("data/passages.jsonl"), |words| gone = words.remove(2));
        edit(&bag.join("data/withheld.jsonl"), |items| items.push(format!(
            "{{\"code\":\"privileged\",\"entry\":7,\"member\":\"text\",\"passage\":\"{}\"}}",
            sha256(gone.as_bytes())
        )));
    },
    "a passage nobody wrote" => |bag, _| edit(&bag.join("data/passages.jsonl"), |words| {
        words.push("{\"salt\":\"00000000000000000000000000000000\",\"text\":\"I admit it.\"}".to_owned());
    }),
    "evidence changed" => |bag, _| fs::write(evidence(bag), "hullo\n").unwrap(),
    "evidence removed" => |bag, _| fs::remove_file(evidence(bag)).unwrap(),
    "evidence replaced by a link" => |bag, good| {
        fs::remove_file(evidence(bag)).unwrap();
        symlink(good.env.home().join("auth.log"), evidence_folder(bag).join(sha256(b"hello\n"))).unwrap();
    },
    "a document changed" => |bag, _| {
        let any = fs::read_dir(bag.join("data/sources")).unwrap().next().unwrap().unwrap().path();
        fs::write(any, "format = \"playbook/1\"\n").unwrap();
    },
    "the checkpoint missing" => |bag, _| fs::remove_file(bag.join("data/checkpoint")).unwrap(),
    "the checkpoint of another size" => |bag, _| edit(&bag.join("data/checkpoint"), |text| text[1] = "3".to_owned()),
    "the timeline rewritten" => |bag, _| {
        let path = bag.join("data/timeline.md");
        let text = fs::read_to_string(&path).unwrap().replace("40 GB of", "41 GB of");
        fs::write(path, text).unwrap();
    },
    "the verifier replaced" => |bag, _| fs::write(bag.join("data/verify_log.py"), "print('good')\n").unwrap(),
    "the manifest edited" => |bag, _| edit(&bag.join("manifest-sha256.txt"), |listed| drop(listed.remove(0))),
    "a file added" => |bag, _| fs::write(bag.join("data/more.html"), "<p>").unwrap(),
}

pub(crate) fn edit(path: &Path, change: impl FnOnce(&mut Vec<String>)) {
    let mut text: Vec<String> = fs::read_to_string(path).unwrap().lines().map(str::to_owned).collect();
    change(&mut text);
    fs::write(path, crate::support::lines(text)).unwrap();
}

pub(crate) fn lines(bag: &Path, change: impl FnOnce(&mut Vec<String>)) {
    edit(&bag.join("data/log.jsonl"), change);
}

fn evidence_folder(bag: &Path) -> PathBuf {
    bag.join("data/evidence")
}

fn evidence(bag: &Path) -> PathBuf {
    fs::read_dir(evidence_folder(bag)).unwrap().next().unwrap().unwrap().path()
}

fn with(line: &str, change: impl FnOnce(&mut Value)) -> String {
    let mut entry: Value = serde_json::from_str(line).unwrap();
    change(&mut entry);
    entry.to_string()
}

/// The same entry, said to be recorded on another day.
pub(crate) fn edited(line: &str) -> String {
    with(line, |entry| entry["t"] = "2026-11-01T00:00:00.000000Z".into())
}

fn tied(line: &str, seq: usize, before: &str) -> String {
    with(line, |entry| {
        entry["seq"] = seq.into();
        entry["prev"] = sha256(before.as_bytes()).into();
    })
}

/// Another digit of the time, which stays one.
fn other_byte(line: &str) -> String {
    let at = line.find("\"t\":\"").unwrap() + "\"t\":\"2026-11-22T18:05:17.07206".len();
    let other = if &line[at..=at] == "1" { "2" } else { "1" };
    format!("{}{other}{}", &line[..at], &line[at + 1..])
}

/// Hashes all lines anew from one on.
pub(crate) fn hash_anew(log: &mut [String], from: usize) {
    for at in from..log.len() {
        log[at] = tied(&log[at], at + 1, &log[at - 1]);
    }
}

/// What a patient forger does: every hash that follows from a change is made anew, those inside entries and the checkpoints too.
/// `gone` is the number of an entry that was taken out.
fn follow(bag: &Path, log: &mut [String], gone: Option<u64>) {
    let mut heads: Vec<String> = Vec::new();
    for (at, line) in log.iter_mut().enumerate() {
        *line = with(line, |entry| {
            entry["seq"] = (at + 1).into();
            entry["prev"] = heads.last().cloned().unwrap_or_else(|| "0".repeat(64)).into();
            let body = &mut entry["body"];
            let Some(size) = body["size"].as_u64() else { return };
            if !body["head"].is_string() && !body["code"].is_string() {
                return;
            }
            let size = size - u64::from(gone.is_some_and(|gone| size >= gone));
            let head = &heads[usize::try_from(size).unwrap() - 1];
            body["size"] = size.into();
            if body["head"].is_string() {
                body["head"] = head.clone().into();
            }
            if body["code"].is_string() {
                body["code"] = [0, 4, 8, 12].map(|at| &head[at..at + 4]).join("-").into();
            }
        });
        heads.push(sha256(line.as_bytes()));
    }
    let below = fs::read_dir(bag.join("data/checkpoints")).unwrap().map(|item| item.unwrap().path());
    for path in below.chain([bag.join("data/checkpoint")]).collect::<Vec<_>>() {
        edit(&path, |text| {
            let size: u64 = text[1].parse().unwrap();
            let size = size - u64::from(gone.is_some_and(|gone| size >= gone));
            text[1] = size.to_string();
            text[2].clone_from(&heads[usize::try_from(size).unwrap() - 1]);
        });
    }
}

fn everything_anew(bag: &Path) {
    lines(bag, |log| {
        log[2] = edited(&log[2]);
        follow(bag, log, None);
    });
}

/// Puts another signature in the place of that over the signed checkpoint, and has the record tell of it.
fn put_signature(bag: &Path, good: &Good, key: &str, namespace: &str) {
    let place = bag.join(&good.signature);
    let old = sha256(&fs::read(&place).unwrap());
    let text = fs::read(bag.join(good.checkpoint_of_signature())).unwrap();
    let signature = good.keygen.sign(&good.env, key, namespace, &text);
    let new = sha256(&signature);
    fs::write(&place, &signature).unwrap();
    fs::remove_file(bag.join("data/sources").join(&old)).unwrap();
    fs::write(bag.join("data/sources").join(&new), &signature).unwrap();
    lines(bag, |log| {
        let at = good.signed_by - 1;
        log[at] = log[at].replace(&old, &new);
        follow(bag, log, None);
    });
}

/// Takes the entry of the signed checkpoint out, and the document that it names.
fn taken_out(bag: &Path, good: &Good) {
    let signature = sha256(&fs::read(bag.join(&good.signature)).unwrap());
    fs::remove_file(bag.join("data/sources").join(signature)).unwrap();
    lines(bag, |log| {
        log.remove(good.signed_by - 1);
        follow(bag, log, Some(u64::try_from(good.signed_by).unwrap()));
    });
}
