//! The test vectors of docs/record-format.md: made anew by each run and compared byte for byte, so that the format cannot change unseen.

use std::path::{Path, PathBuf};

use super::*;
use crate::bundle::bag_check::BagCheck;

pub(super) const NAMES: [&str; 2] = ["small", "sealed"];

pub(super) fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors").join(name)
}

/// Five entries: one that opens, a person, a note that was erased, a note that is withheld, and the erasure.
pub(super) fn small() -> Sample {
    let mut sample = Sample::opened();
    sample.person("Aoife Byrne");
    sample.note("The export went to the wrong address.", &[]);
    let wrong = sample.passages.last().unwrap().clone();
    sample.note("Advice of counsel.", &[Label::Privileged]);
    let advice = sample.passages.last().unwrap().clone();
    sample.erase(Seq(3), &wrong);
    sample.withhold(4, &advice, "privileged");
    sample.checkpoint();
    sample
}

/// Six entries: one that opens, a person, a note, a piece of evidence, a checkpoint that was signed, and the stamp that it got.
fn sealed() -> Sample {
    let mut sample = Sample::opened();
    sample.person("Aoife Byrne");
    sample.note("The export went to the wrong address.", &[]);
    sample.take(b"hello\n");
    let head = sample.head();
    let pair = ssh_key::private::Ed25519Keypair::from_seed(&[7; 32]);
    sample.signed_checkpoint(&ssh_key::PrivateKey::from(pair));
    // What an authority of one's own gave; see tests/vectors/keys.
    let reply = std::fs::read(folder("sealed").join("signatures/4.6.tsr")).unwrap_or_default();
    sample.stamped(head, reply);
    sample
}

fn sample(name: &str) -> Sample {
    if name == "small" { small() } else { sealed() }
}

fn files(folder: &Path, below: &str) -> BTreeMap<String, Vec<u8>> {
    let mut all = BTreeMap::new();
    for item in std::fs::read_dir(folder.join(below)).unwrap() {
        let item = item.unwrap();
        let name = Path::new(below).join(item.file_name()).display().to_string();
        if item.path().is_dir() {
            all.extend(files(folder, &name));
        } else {
            all.insert(name, std::fs::read(item.path()).unwrap());
        }
    }
    all
}

/// `BREACHBOOK_BLESS=1 cargo test` writes them anew.
#[expect(clippy::disallowed_methods, reason = "tests read their own switch")]
fn blesses() -> bool {
    std::env::var_os("BREACHBOOK_BLESS").is_some()
}

#[test]
fn the_vectors_are_what_this_program_writes() {
    for name in NAMES {
        let made = Folder::new();
        sample(name).write(made.path());
        if blesses() {
            sample(name).write(&folder(name));
        }
        assert_eq!(files(made.path(), ""), files(&folder(name), ""), "{name}");
    }
}

#[test]
fn the_vectors_fit() {
    let expected = [
        "#6 dc37-1eea-89d5-f3d7 passages: 2 here, 1 withheld, 1 erased, 0 missing",
        "#6 67c3-5e04-7c7e-750a passages: 3 here, 0 withheld, 0 erased, 0 missing",
    ];
    for (name, expected) in NAMES.iter().zip(expected) {
        let BagCheck { report, faults, .. } = looked(&folder(name));
        assert_eq!(faults, [], "{name}");
        let report = report.unwrap();
        assert!(report.verdict().is_good(), "{name}");
        let (head, words) = (report.lines.whole, &report.words);
        let said = format!(
            "{head} passages: {} here, {} withheld, {} erased, {} missing",
            words.whole,
            words.left_out,
            words.erased,
            words.missing.count()
        );
        assert_eq!(said, expected, "{name}");
    }
}

/// The format document shows the checkpoint of the vectors.
#[test]
fn the_document_shows_these_vectors() {
    let document =
        std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/record-format.md"));
    let checkpoint = std::fs::read_to_string(folder("small").join("checkpoint")).unwrap();
    assert!(document.unwrap().contains(&format!("```\n{checkpoint}```\n")));
}
