//! Bags from elsewhere: what is refused, and why.

use std::os::unix::fs::symlink;

use super::*;
use crate::bundle::bag::Bag;
use crate::bundle::bag_writer::BagWriter;
use crate::bundle::bundle_error::{BundleError, Fault};
use crate::bundle::instructions::Instructions;
use crate::bundle::label_file::LabelFile;
use crate::bundle::layout;

fn written(folder: &Folder) -> PathBuf {
    let (target, sample) = (folder.path().join("bag"), super::vectors::small());
    let mut writer = BagWriter::begin(&target).unwrap();
    let mut put = |name: &str, bytes: &[u8]| {
        writer.put(name, bytes).unwrap();
    };
    let lines = |lines: &[String]| lines.iter().fold(String::new(), |text, line| text + line + "\n");
    put(layout::LOG, lines(&sample.lines).as_bytes());
    put(layout::WORDS, b"");
    put(layout::WITHHELD, b"");
    put(layout::CHECKPOINT, b"");
    put(layout::VERIFIER, layout::VERIFIER_TEXT.as_bytes());
    let labels = LabelFile {
        agent: "breachbook 0".to_owned(),
        id: "INC-2026-K7QD".to_owned(),
        uid: UID,
        mode: "live".to_owned(),
        edition: "team".to_owned(),
        head: sample.head(),
        withheld: "nothing".to_owned(),
        evidence: "none".to_owned(),
        broken_at: None,
        oxum: writer.oxum(),
    };
    let text = Instructions {
        labels: &labels,
        broken: None,
        seals: &[],
        held: &[],
        signers: false,
        signed: false,
        newest: Timestamp::EPOCH,
    }
    .to_string();
    writer.finish(&labels, &text).unwrap()
}

#[track_caller]
fn check(spoil: impl FnOnce(&Path), expected: &str) {
    let folder = Folder::new();
    let bag = written(&folder);
    spoil(&bag);
    let said = match Bag::open(&bag, &mut |_| ()) {
        Ok(_) => "good".to_owned(),
        Err(BundleError::Faulty(faults)) => faults.iter().map(said_of).collect::<Vec<_>>().join("; "),
        Err(other) => other.to_string(),
    };
    assert_eq!(said.replace(&*folder.path().to_string_lossy(), "~"), expected);
}

#[expect(clippy::wildcard_enum_match_arm, reason = "the others say all in their words")]
/// Sizes and hashes change with the verifier's text.
fn said_of(fault: &Fault) -> String {
    match fault {
        Fault::Size { .. } => "SIZE".to_owned(),
        Fault::Changed { name, .. } => format!("{name} was changed"),
        _other => fault.to_string(),
    }
}

fn edit(path: &Path, from: &str, to: &str) {
    let text = std::fs::read_to_string(path).unwrap();
    assert!(text.contains(from), "{text}");
    std::fs::write(path, text.replace(from, to)).unwrap();
}

fn line(bag: &Path, text: &str) {
    let path = bag.join(layout::MANIFEST);
    let manifest = std::fs::read_to_string(&path).unwrap();
    std::fs::write(path, format!("{manifest}{text}\n")).unwrap();
}

#[test]
fn a_bag_is_read_as_it_was_written() {
    check(|_| (), "good");
}

#[test]
fn names_that_lead_astray_are_refused() {
    let hash = Digest::of(b"");
    let named = |name: &str| {
        let line_text = format!("{hash}  {name}");
        check(
            |bag| line(bag, &line_text),
            &format!("the name `{name}` cannot stand in a bundle; manifest-sha256.txt was changed"),
        );
    };
    named("../evil");
    named("data/../../evil");
    named("/etc/passwd");
    named("data/sources/../log.jsonl");
    named("data\\log.jsonl");
    named("bagit.txt");
    check(
        |bag| std::fs::write(bag.join("data/run-me.sh"), "").unwrap(),
        "the name `data/run-me.sh` cannot stand in a bundle",
    );
    check(
        |bag| std::fs::write(bag.join("fetch.txt"), "").unwrap(),
        "the name `fetch.txt` cannot stand in a bundle",
    );
}

#[test]
fn links_and_devices_are_refused() {
    check(
        |bag| {
            std::fs::rename(bag.join(layout::LOG), bag.with_extension("log")).unwrap();
            symlink(bag.with_extension("log"), bag.join(layout::LOG)).unwrap();
        },
        "data/log.jsonl is a link; data/log.jsonl is missing; SIZE",
    );
    check(
        |bag| {
            std::fs::remove_file(bag.join(layout::WORDS)).unwrap();
            let status = std::process::Command::new("mkfifo").arg(bag.join(layout::WORDS)).status();
            assert!(status.unwrap().success());
        },
        "data/passages.jsonl is a device, pipe or socket; data/passages.jsonl is missing; SIZE",
    );
}

#[test]
fn files_must_be_those_that_were_listed() {
    check(|bag| edit(&bag.join(layout::LOG), "kestrel", "falcons"), "data/log.jsonl was changed");
    check(|bag| edit(&bag.join(layout::LOG), "kestrel", "owl"), "SIZE; data/log.jsonl was changed");
    check(
        |bag| {
            std::fs::write(bag.join(layout::SIGNERS), "x").unwrap();
            edit(&bag.join(layout::LOG), "kestrel", "falcons");
        },
        "data/allowed_signers is in no manifest; SIZE; data/log.jsonl was changed",
    );
    check(
        |bag| std::fs::remove_file(bag.join(layout::VERIFIER)).unwrap(),
        "data/verify_log.py is missing; SIZE",
    );
    check(
        |bag| std::fs::write(bag.join(layout::SIGNERS), "x").unwrap(),
        "data/allowed_signers is in no manifest; SIZE",
    );
    check(
        |bag| edit(&bag.join(layout::MANIFEST), "  data/log", " data/log"),
        "manifest-sha256.txt line 2 is no hash with a name, or its name stands twice; data/log.jsonl is in no manifest; manifest-sha256.txt was changed",
    );
    check(|bag| edit(&bag.join(layout::INSTRUCTIONS), "Entries", "Enteries"), "VERIFY.txt was changed");
}

#[test]
fn two_names_that_are_one_elsewhere_are_refused() {
    check(
        |bag| std::fs::write(bag.join("data/LOG.jsonl"), "").unwrap(),
        "the name `data/LOG.jsonl` cannot stand in a bundle; data/LOG.jsonl and data/log.jsonl differ in upper and lower case only",
    );
}

#[test]
fn what_a_newer_program_wrote_is_not_guessed_at() {
    check(
        |bag| edit(&bag.join(layout::BAG_INFO), "Breachbook-Format: 1", "Breachbook-Format: 2"),
        "the bundle has format 2; this program reads format 1",
    );
    check(
        |bag| edit(&bag.join(layout::BAGIT), "1.0", "1.1"),
        "the bundle has BagIt version 1.1; this program reads BagIt version 1.0",
    );
    check(
        |bag| std::fs::remove_file(bag.join(layout::BAGIT)).unwrap(),
        "~/bag is no bundle: it has no `bagit.txt`",
    );
    check(
        |bag| edit(&bag.join(layout::BAG_INFO), "Breachbook-Mode: live\n", ""),
        "bag-info.txt does not have the labels of a bundle, each once and in their order; bag-info.txt was changed",
    );
}

#[test]
fn a_folder_with_something_in_it_is_left_alone() {
    let folder = Folder::new();
    std::fs::write(folder.path().join("mine"), "").unwrap();
    let said = BagWriter::begin(folder.path()).map(|_| ()).map_err(|why| why.to_string());
    let path = folder.path().display();
    assert_eq!(said, Err(format!("{path} is there already; a bundle is never written over anything")));
}

#[test]
fn what_was_begun_and_not_finished_goes_away() {
    let folder = Folder::new();
    let mut writer = BagWriter::begin(&folder.path().join("bag")).unwrap();
    writer.put(layout::LOG, b"line\n").unwrap();
    drop(writer);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}
