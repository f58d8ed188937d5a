//! The verifier that travels with bundles, held against ours: random records, whole and spoiled, are judged the same by both.

use std::process::Command;

use proptest::prelude::*;

use super::*;
use crate::bundle::bag_check::BagCheck;
use crate::record::chain::Break;
use crate::record::verify::report::Report;
use crate::record::verify::words::WordsFound;

const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src/bundle/verify_log.py");

/// What both say: whether everything fits, how far the chain reaches, what is there of the words.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Verdict {
    fits: bool,
    reach: Reach,
    /// Of a record whose lines fit: what is there of the words, and how many faults there are.
    rest: Option<(String, usize)>,
}

/// How far the lines hang together.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Reach {
    /// To the end: `#6 6f2c-..`.
    End(String),
    /// To this line. We know the kinds of entries, and find one that says what its kind cannot say a line before its place tells: `sooner`.
    Break { after: u64, sooner: bool },
}

fn ours(folder: &Path) -> Verdict {
    let BagCheck { report, faults, .. } = looked(folder);
    let Some(report) = report.filter(|report| report.lines.count > 0) else {
        return Verdict { fits: false, reach: Reach::Break { after: 0, sooner: false }, rest: None };
    };
    let unread = faults.iter().any(|fault| fault.to_string().starts_with("the line after "));
    let reach = match report.lines.broken() {
        Some(broken) => {
            Reach::Break { after: report.lines.whole.seq.0, sooner: matches!(broken.why, Break::Form(_)) }
        }
        None if unread => Reach::Break { after: report.lines.whole.seq.0, sooner: false },
        None => Reach::End(report.lines.whole.to_string()),
    };
    let whole = matches!(reach, Reach::End(_));
    Verdict {
        fits: faults.is_empty() && report.verdict().is_good(),
        rest: whole.then(|| (tally(&report), faults.len() + counted(&report))),
        reach,
    }
}

/// As the verifier prints it.
fn tally(report: &Report) -> String {
    let WordsFound { whole, left_out, erased, missing, .. } = &report.words;
    let missing = missing.count();
    format!("passages: {whole} here, {left_out} withheld, {erased} erased, {missing} missing")
}

/// Every fault, not only the first of each kind.
fn counted(report: &Report) -> usize {
    let (words, documents) = (&report.words, &report.documents);
    let listed = words.missing.count()
        + words.altered.count()
        + words.kept.count()
        + words.shown.count()
        + words.strange.count()
        + documents.missing.count()
        + documents.altered.count();
    let anchors = report.anchors.iter().filter(|anchor| anchor.contradicts()).count();
    usize::try_from(listed).unwrap() + anchors + report.evidence_counts().1
}

/// Theirs, as far as ours says the same: what we find sooner they find at the next line, or at the checkpoint.
fn agree(theirs: &Verdict, ours: &Verdict) -> bool {
    match (&theirs.reach, &ours.reach) {
        (Reach::Break { after: theirs, .. }, Reach::Break { after, sooner }) => {
            theirs == after || *sooner && after < theirs
        }
        (Reach::End(_), Reach::Break { sooner, .. }) => *sooner,
        (Reach::Break { .. }, Reach::End(_)) => false,
        (Reach::End(_), Reach::End(_)) => theirs == ours,
    }
}

/// Nothing where there is no Python.
fn theirs(folder: &Path) -> Option<Verdict> {
    let output = Command::new("python3").arg("-B").arg(SCRIPT).arg(folder).output().ok()?;
    let said = String::from_utf8(output.stdout).unwrap();
    let faults: Vec<&str> = said.lines().filter_map(|line| line.strip_prefix("DOES NOT FIT: ")).collect();
    let broken = faults.iter().find(|fault| fault.starts_with("after entry "));
    let head = said.lines().find_map(|line| line.split_once("head ")).map(|(_, head)| head.to_owned());
    let last = if faults.is_empty() { "everything here fits together" } else { "something does not fit" };
    assert!(
        said.ends_with(&format!("result: {last}\n")),
        "{said}{}",
        String::from_utf8_lossy(&output.stderr)
    );
    assert_eq!(output.status.code(), Some(i32::from(!faults.is_empty())), "{said}");
    let after = |fault: &&str| fault.strip_prefix("after entry ")?.split(':').next()?.parse().ok();
    let words = said.lines().find(|line| line.starts_with("passages: ")).map(str::to_owned);
    Some(Verdict {
        fits: faults.is_empty(),
        reach: match broken.and_then(after) {
            Some(after) => Reach::Break { after, sooner: false },
            None => Reach::End(head.unwrap_or_default()),
        },
        rest: broken.is_none().then(|| (words.unwrap_or_default(), faults.len())),
    })
}

/// One act of a random record.
#[derive(Debug, Clone)]
enum Act {
    Note(String),
    Erase(usize),
    Withhold(usize),
    Lose(usize),
    Evidence(Vec<u8>),
    Checkpoint,
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        4 => any::<String>().prop_map(Act::Note),
        1 => any::<usize>().prop_map(Act::Erase),
        1 => any::<usize>().prop_map(Act::Withhold),
        1 => any::<usize>().prop_map(Act::Lose),
        1 => any::<Vec<u8>>().prop_map(Act::Evidence),
        1 => Just(Act::Checkpoint),
    ]
}

/// What is done to a record afterwards.
#[derive(Debug, Clone)]
enum Harm {
    None,
    Byte {
        at: usize,
        bit: u8,
    },
    Drop(usize),
    Twice(usize),
    Swap(usize),
    Cut,
    /// A line is edited and everything behind it is hashed anew.
    Rehash(usize),
    Passage {
        at: usize,
        bit: u8,
    },
}

fn harm() -> impl Strategy<Value = Harm> {
    prop_oneof![
        2 => Just(Harm::None),
        3 => (any::<usize>(), 0..8_u8).prop_map(|(at, bit)| Harm::Byte { at, bit }),
        1 => any::<usize>().prop_map(Harm::Drop),
        1 => any::<usize>().prop_map(Harm::Twice),
        1 => any::<usize>().prop_map(Harm::Swap),
        1 => Just(Harm::Cut),
        2 => any::<usize>().prop_map(Harm::Rehash),
        1 => (any::<usize>(), 0..8_u8).prop_map(|(at, bit)| Harm::Passage { at, bit }),
    ]
}

fn record(acts: &[Act]) -> Sample {
    let mut sample = Sample::opened();
    sample.person("Aoife Byrne");
    for act in acts {
        let pick = |at: usize| sample.passages.get(at % sample.passages.len().max(1)).cloned();
        match act {
            Act::Note(text) => sample.note(text, &[]),
            Act::Erase(at) => {
                if let Some(words) = pick(*at) {
                    sample.erase(Seq(1), &words);
                }
            }
            Act::Withhold(at) => {
                if let Some(words) = pick(*at) {
                    sample.withhold(1, &words, "unreleased");
                }
            }
            Act::Lose(at) => {
                if let Some(words) = pick(*at) {
                    sample.passages.retain(|passage| *passage != words);
                }
            }
            Act::Evidence(bytes) => sample.take(bytes),
            Act::Checkpoint => sample.checkpoint(),
        }
    }
    sample
}

/// Hashes all lines anew from one on.
fn rehash(lines: &mut [String], from: usize) {
    for at in from.max(1)..lines.len() {
        let mut entry = Entry::from_line(&lines[at]).unwrap();
        entry.prev = Digest::of(lines[at - 1].as_bytes());
        lines[at] = entry.to_line().unwrap();
    }
}

fn flip(path: &Path, at: usize, bit: u8) {
    let mut bytes = std::fs::read(path).unwrap();
    if let Some(place) = at.checked_rem(bytes.len()) {
        bytes[place] ^= 1 << bit;
        std::fs::write(path, bytes).unwrap();
    }
}

fn do_harm(sample: &mut Sample, harm: &Harm, folder: &Path) {
    // The checkpoint stays that of the record before the harm was done.
    let before = Checkpoint { uid: UID, head: sample.head() }.to_string();
    let count = sample.lines.len();
    match harm {
        Harm::None | Harm::Byte { .. } | Harm::Passage { .. } => {}
        Harm::Drop(at) => drop(sample.lines.remove(at % count)),
        Harm::Twice(at) => sample.lines.insert(at % count, sample.lines[at % count].clone()),
        Harm::Swap(at) => sample.lines.swap(at % count, (at + 1) % count),
        Harm::Cut => sample.lines.truncate(count - 1),
        Harm::Rehash(at) => {
            let at = at % count;
            let mut entry = Entry::from_line(&sample.lines[at]).unwrap();
            entry.stamp.mono += 1;
            sample.lines[at] = entry.to_line().unwrap();
            rehash(&mut sample.lines, at + 1);
        }
    }
    sample.write(folder);
    std::fs::write(folder.join("checkpoint"), before).unwrap();
    match harm {
        Harm::Byte { at, bit } => flip(&folder.join("log.jsonl"), *at, *bit),
        Harm::Passage { at, bit } => flip(&folder.join("passages.jsonl"), *at, *bit),
        Harm::None | Harm::Drop(_) | Harm::Twice(_) | Harm::Swap(_) | Harm::Cut | Harm::Rehash(_) => {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn both_judge_every_record_the_same(acts in prop::collection::vec(act(), 0..12), harm in harm()) {
        let folder = Folder::new();
        let mut sample = record(&acts);
        do_harm(&mut sample, &harm, folder.path());
        if let Some(theirs) = theirs(folder.path()) {
            let ours = ours(folder.path());
            prop_assert!(agree(&theirs, &ours), "{theirs:?} {ours:?}");
        }
    }

    #[test]
    fn whatever_is_done_is_found_given_the_checkpoint(acts in prop::collection::vec(act(), 0..12), harm in harm()) {
        let acts: Vec<Act> = acts.into_iter().filter(|act| !matches!(act, Act::Lose(_))).collect();
        let folder = Folder::new();
        let mut sample = record(&acts);
        do_harm(&mut sample, &harm, folder.path());
        let harmless = matches!(harm, Harm::None)
            || matches!(harm, Harm::Passage { .. }) && sample.passages.is_empty();
        prop_assert_eq!(ours(folder.path()).fits, harmless);
    }
}

/// One letter of each member that is only read of some kinds: to the verifier the next line no longer fits, to us the line itself.
#[test]
fn both_name_the_same_line_when_a_member_lost_its_name() {
    let folder = Folder::new();
    let acts = [
        Act::Note("who is it".to_owned()),
        Act::Erase(0),
        Act::Checkpoint,
        Act::Checkpoint,
        Act::Note("end".to_owned()),
    ];
    for (member, after) in
        [("\"size\"", 4), ("\"head\"", 4), ("\"passages\"", 3), ("\"body\"", 4), ("\"kind\"", 4)]
    {
        let mut sample = record(&acts);
        let line = sample.lines.iter().position(|line| line.contains("checkpoint_made")).unwrap();
        let line = if member == "\"passages\"" { line - 1 } else { line };
        let harmed = sample.lines[line].replacen(member, &member.replacen(&member[1..2], "q", 1), 1);
        assert_ne!(harmed, sample.lines[line], "{member}");
        sample.lines[line] = harmed;
        sample.write(folder.path());
        let ours = ours(folder.path());
        assert_eq!(ours.reach, Reach::Break { after, sooner: true }, "{member}");
        if let Some(theirs) = theirs(folder.path()) {
            assert!(agree(&theirs, &ours), "{member}: {theirs:?} {ours:?}");
        }
    }
}

#[test]
fn both_judge_the_vectors_the_same() {
    for name in super::vectors::NAMES {
        let folder = super::vectors::folder(name);
        if let Some(theirs) = theirs(&folder) {
            assert_eq!(theirs, ours(&folder), "{name}");
        }
    }
}

#[test]
fn the_verifier_is_short() {
    let lines = crate::bundle::layout::VERIFIER_TEXT.lines().count();
    assert!(lines <= 165, "{lines}");
}
