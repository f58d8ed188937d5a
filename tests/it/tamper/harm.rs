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
    "a byte of a line changed" => |bag, _| lines(bag, |log| log[5] = log[5].replacen("\"sit\":1", "\"sit\":2", 1)),
    "a byte of the last line changed" => |bag, _| lines(bag, |log| {
        let last = log.len() - 1;
        log[last] = log[last].replacen("\"sit\":1", "\"sit\":2", 1);
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
        rehash(log, 7);
    }),
    "edited after the checkpoint, hashed anew" => |bag, _| lines(bag, |log| {
        let at = log.len() - 2;
        log[at] = edited(&log[at]);
        rehash(log, at + 1);
    }),
    "everything written anew" => |bag, _| everything_anew(bag),
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
        let at = words.iter().position(|line| line.contains("red bag")).unwrap();
        words[at] = words[at].replace("red", "blue");
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
        let text = fs::read_to_string(&path).unwrap().replace("red bag", "blue bag");
        fs::write(path, text).unwrap();
    },
    "the verifier replaced" => |bag, _| fs::write(bag.join("data/verify_log.py"), "print('good')\n").unwrap(),
    "the manifest edited" => |bag, _| edit(&bag.join("manifest-sha256.txt"), |listed| drop(listed.remove(0))),
    "a file added" => |bag, _| fs::write(bag.join("data/more.html"), "<p>").unwrap(),
}

fn edit(path: &Path, change: impl FnOnce(&mut Vec<String>)) {
    let mut text: Vec<String> = fs::read_to_string(path).unwrap().lines().map(str::to_owned).collect();
    change(&mut text);
    fs::write(path, crate::support::lines(text)).unwrap();
}

fn lines(bag: &Path, change: impl FnOnce(&mut Vec<String>)) {
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
fn edited(line: &str) -> String {
    with(line, |entry| entry["t"] = "2026-11-01T00:00:00.000000Z".into())
}

fn tied(line: &str, seq: usize, before: &str) -> String {
    with(line, |entry| {
        entry["seq"] = seq.into();
        entry["prev"] = sha256(before.as_bytes()).into();
    })
}

/// Hashes all lines anew from one on.
fn rehash(log: &mut [String], from: usize) {
    for at in from..log.len() {
        log[at] = tied(&log[at].clone(), at + 1, &log[at - 1].clone());
    }
}

/// What a patient forger does: an entry is edited, and every hash that follows from it is made anew, those inside entries and the
/// checkpoint too.
fn everything_anew(bag: &Path) {
    lines(bag, |log| {
        log[2] = edited(&log[2]);
        for at in 3..log.len() {
            let heads: Vec<String> = log[..at].iter().map(|line| sha256(line.as_bytes())).collect();
            log[at] = with(&log[at].clone(), |entry| {
                entry["prev"] = heads[at - 1].clone().into();
                let size = entry["body"]["size"].as_u64().and_then(|size| usize::try_from(size).ok());
                if let (Some(size), true) = (size, entry["body"]["head"].is_string()) {
                    entry["body"]["head"] = heads[size - 1].clone().into();
                }
            });
        }
    });
    let log = fs::read_to_string(bag.join("data/log.jsonl")).unwrap();
    edit(&bag.join("data/checkpoint"), |text| {
        let size: usize = text[1].parse().unwrap();
        text[2] = sha256(log.lines().nth(size - 1).unwrap().as_bytes());
    });
}
