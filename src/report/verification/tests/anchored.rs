//! Anchors of each strength against a good record, a cut one and one that was written anew.

use ssh_key::private::Ed25519Keypair;

use super::report;
use crate::base::digest::Digest;
use crate::base::id::{IncidentUid, Seq};
use crate::base::time::Zone;
use crate::incident::event::proof::{AnchorAdded, AnchorKind, CheckpointMade, Occasion};
use crate::record::checkpoint::{Checkpoint, NAMESPACE, ShortForm};
use crate::record::signers::AllowedSigners;
use crate::record::sshsig::PrivateKey;
use crate::record::verify::outside::{Given, Kept, Outside};
use crate::record::verify::tests::Memory;

/// What is said of anchors: the verdict and all from the first anchor on.
#[track_caller]
fn check(before: &Memory, damage: impl FnOnce(&mut Memory), outside: &Outside, expected: &[&str]) {
    let mut memory = before.clone();
    damage(&mut memory);
    let said = report(before, &memory, outside);
    let verdict = said.lines().next().unwrap().trim_start_matches("INC-2026-K7QD KESTREL: ");
    let rest = said.lines().skip_while(|line| !(line.starts_with("anchor") || line.starts_with("NOT AS")));
    let got: Vec<&str> = std::iter::once(verdict).chain(rest).collect();
    assert_eq!(got, expected);
}

fn code(memory: &Memory, size: usize) -> Outside {
    let head = memory.checkpoint(size).head;
    Outside { codes: vec![ShortForm { seq: head.seq, code: head.hash.short() }], ..Outside::default() }
}

fn file(checkpoint: Checkpoint) -> Outside {
    let given = Given { checkpoint, kept: Kept::File("kept.txt".to_owned()) };
    Outside { checkpoints: vec![given], ..Outside::default() }
}

fn cut(size: usize, words: usize) -> impl FnOnce(&mut Memory) {
    move |memory| {
        memory.lines.truncate(size);
        memory.words.truncate(words);
    }
}

fn anew(memory: &mut Memory) {
    memory.change(3, "p1", "p2");
    memory.rehash_from(3);
}

#[test]
fn a_code_from_outside() {
    let memory = Memory::usual();
    check(
        &memory,
        |_| {},
        &code(&memory, 7),
        &[
            "good; anchored up to its end #7 code7",
            "anchors, given from outside:",
            "  #7 code7 as given",
            "anchored: #1 to #7: not altered since then",
        ],
    );
    check(
        &memory,
        |_| {},
        &code(&memory, 5),
        &[
            "good up to #7 code7; anchored up to #5, not behind it",
            "anchors, given from outside:",
            "  #5 code5 as given",
            "anchored: #1 to #5: not altered since then",
            "not anchored: #6 to #7: entries behind #5 may have been altered, or cut off the end",
        ],
    );
    let why = "the record ends at #6, before #7 code7 as given: its end was cut off, or it is an older copy";
    check(
        &memory,
        cut(6, 5),
        &code(&memory, 7),
        &[&format!("NOT AS ANCHORED: {why}"), &format!("NOT AS ANCHORED: {why}"), "anchored: nothing"],
    );
    let why = "line #7 is not the one of #7 code7 as given: it was written anew, or is another record";
    check(
        &memory,
        anew,
        &code(&memory, 7),
        &[&format!("NOT AS ANCHORED: {why}"), &format!("NOT AS ANCHORED: {why}"), "anchored: nothing"],
    );
}

#[test]
fn what_is_kept_beside_the_record_betrays_and_does_not_prove() {
    let memory = Memory::usual();
    let given = Given { checkpoint: memory.checkpoint(7), kept: Kept::LastSeen };
    let beside = Outside { checkpoints: vec![given], ..Outside::default() };
    check(
        &memory,
        |_| {},
        &beside,
        &[
            "whole in itself up to #7 code7; NO ANCHOR: see below",
            "anchors, kept beside the record: no older copy, and no proof against who can write to both:",
            "  #7 code7 as last seen on this machine",
            "anchored: nothing",
        ],
    );
    let why = "the record ends at #6, before #7 code7 as last seen on this machine: its end was cut off, or it is an \
               older copy";
    check(
        &memory,
        cut(6, 5),
        &beside,
        &[&format!("NOT AS ANCHORED: {why}"), &format!("NOT AS ANCHORED: {why}"), "anchored: nothing"],
    );
}

#[test]
fn a_checkpoint_file_from_outside() {
    let mut memory = Memory::usual();
    let checkpoint = memory.checkpoint(7);
    check(
        &memory,
        |_| {},
        &file(checkpoint),
        &[
            "good; anchored up to its end #7 code7",
            "anchors, given from outside:",
            "  #7 code7 from kept.txt; no entry says that it was made: was the end cut off?",
            "anchored: #1 to #7: not altered since then",
        ],
    );
    memory.add(made(checkpoint, None));
    check(
        &memory,
        |_| {},
        &file(checkpoint),
        &[
            "good up to #8 code8; anchored up to #7, not behind it",
            "anchors, given from outside:",
            "  #7 code7 from kept.txt",
            "anchors, only claimed by the record itself: compare there:",
            "  #7 code7 (checkpoint, #8)",
            "anchored: #1 to #7: not altered since then",
            "not anchored: #8 to #8: entries behind #7 may have been altered, or cut off the end",
        ],
    );
    let other = Checkpoint { uid: IncidentUid([9; 16]), ..checkpoint };
    check(
        &memory,
        |_| {},
        &file(other),
        &[
            "whole in itself up to #8 code8; NO ANCHOR: see below",
            "anchors, only claimed by the record itself: compare there:",
            "  #7 code7 (checkpoint, #8)",
            "anchored: nothing",
        ],
    );
}

fn made(checkpoint: Checkpoint, sha256: Option<Digest>) -> CheckpointMade {
    let (size, head) = (checkpoint.head.seq, checkpoint.head.hash);
    CheckpointMade { size, head, occasion: Occasion::Demand, sha256, key: None, signer: None }
}

fn added(checkpoint: Checkpoint, kind: AnchorKind) -> AnchorAdded {
    let head = checkpoint.head;
    let code = head.hash.short();
    AnchorAdded {
        kind,
        size: head.seq,
        code,
        head: None,
        place: None,
        sha256: None,
        key: None,
        signer: None,
        stamped: None,
        notice: None,
    }
}

#[test]
fn what_only_the_record_claims_proves_nothing_and_may_betray() {
    let mut memory = Memory::usual();
    let checkpoint = memory.checkpoint(5);
    memory.add(added(checkpoint, AnchorKind::Seen));
    check(
        &memory,
        |_| {},
        &Outside::default(),
        &[
            "whole in itself up to #8 code8; NO ANCHOR: see below",
            "anchors, only claimed by the record itself: compare there:",
            "  #5 code5 (seen elsewhere, #8)",
            "anchored: nothing",
        ],
    );
    let why =
        "line #5 is not the one of #5 code5 (seen elsewhere, #8): it was written anew, or is another record";
    check(
        &memory,
        anew,
        &Outside::default(),
        &[&format!("NOT AS ANCHORED: {why}"), &format!("NOT AS ANCHORED: {why}"), "anchored: nothing"],
    );
}

/// A key for this test alone: itself, and the line of its public half.
fn key() -> (PrivateKey, String) {
    let key = ssh_key::PrivateKey::from(Ed25519Keypair::from_seed(&[5; 32]));
    let text = key.to_openssh(ssh_key::LineEnding::LF).unwrap();
    (PrivateKey::parse(&text).unwrap(), key.public_key().to_openssh().unwrap())
}

fn signed(namespace: &str) -> Memory {
    let mut memory = Memory::usual();
    let checkpoint = memory.checkpoint(7);
    let signature = key().0.sign(checkpoint.to_string().as_bytes(), namespace).unwrap();
    let sha256 = memory.document(signature.as_bytes());
    memory.add(made(checkpoint, Some(sha256)));
    memory
}

fn list(options: &str) -> Outside {
    let signers =
        AllowedSigners::parse(&format!("alice@example.org {options} {}", key().1), Zone::UTC).unwrap();
    Outside { signers: Some(signers), ..Outside::default() }
}

const FINGERPRINT: &str = "SHA256:";

#[track_caller]
fn check_signed(memory: &Memory, outside: &Outside, expected: &[&str]) {
    let said = report(memory, memory, outside);
    let key = said.split_once(FINGERPRINT).map(|(_, rest)| rest.chars().take(43).collect::<String>());
    let said = key.map_or(said.clone(), |key| said.replace(&format!("{FINGERPRINT}{key}"), "KEY"));
    let verdict = said.lines().next().unwrap().trim_start_matches("INC-2026-K7QD KESTREL: ");
    let rest = said.lines().skip_while(|line| !(line.starts_with("anchor") || line.starts_with("NOT AS")));
    let got: Vec<&str> = std::iter::once(verdict).chain(rest).collect();
    assert_eq!(got, expected);
}

#[test]
fn signatures() {
    let good = signed(NAMESPACE);
    check_signed(
        &good,
        &Outside::default(),
        &[
            "whole in itself up to #8 code8; NO ANCHOR: see below",
            "anchors, signed:",
            "  #7 code7 (checkpoint, #8); signed by KEY: whose key that is, a list of allowed signers tells (--signers)",
            "anchored: nothing",
        ],
    );
    check_signed(
        &good,
        &list("namespaces=\"breachbook-checkpoint@v1\""),
        &[
            "good up to #8 code8; anchored up to #7, not behind it",
            "anchors, signed:",
            "  #7 code7 (checkpoint, #8); signed by alice@example.org (KEY)",
            "anchored: #1 to #7: not altered since then",
            "not anchored: #8 to #8: entries behind #7 may have been altered, or cut off the end",
        ],
    );
    let other = AllowedSigners::parse("", Zone::UTC).unwrap();
    check_signed(
        &good,
        &Outside { signers: Some(other), ..Outside::default() },
        &[
            "whole in itself up to #8 code8; NO ANCHOR: see below",
            "anchors, signed:",
            "  #7 code7 (checkpoint, #8); signed by KEY, which is not in the list of allowed signers",
            "anchored: nothing",
        ],
    );
    let wrong = |memory: &Memory, outside: &Outside, why: &str| {
        let said = format!("NOT AS ANCHORED: #7 code7 (checkpoint, #8): {why}");
        check_signed(memory, outside, &[&said, &said, "anchored: nothing"]);
    };
    wrong(
        &good,
        &list("valid-before=\"20200101000000Z\""),
        "the key of alice@example.org (KEY) was no longer valid then: only until 2020-01-01T00:00:00Z",
    );
    wrong(
        &good,
        &list("valid-after=\"20990101000000Z\""),
        "the key of alice@example.org (KEY) was not valid then: only from 2099-01-01T00:00:00Z on",
    );
    wrong(
        &good,
        &list("namespaces=\"git\""),
        "the key of alice@example.org (KEY) is not allowed to sign checkpoints",
    );
    wrong(
        &signed("git"),
        &Outside::default(),
        "the signature was made for the namespace `git`, not for `breachbook-checkpoint@v1`",
    );
    assert_eq!(good.head().seq, Seq(8));
}
