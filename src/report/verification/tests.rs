//! Damage of each kind, and all that a report says of it.

mod anchored;

use std::collections::BTreeMap;

use super::{details, verdict_line};
use crate::base::digest::Digest;
use crate::base::id::Seq;
use crate::record::verify::evidence::{self, Instead, PieceState};
use crate::record::verify::outside::Outside;
use crate::record::verify::tests::Memory;
use crate::record::verify::verify;

/// The report of a record in words. Codes and hashes of lines and words stand as `code4`, `line4`, `words2`, from 1 and as they were before
/// the damage.
fn report(before: &Memory, memory: &Memory, outside: &Outside) -> String {
    let mut source = memory.clone();
    let mut report = verify(&mut source, outside, &mut |_| {}).unwrap();
    if memory.evidence != PieceState::Unchanged {
        report.evidence = Some(evidence::check(&report.pieces, &mut source, &mut |_| {}).unwrap());
    }
    let mut text = verdict_line(&report);
    for line in details(&report) {
        text.push('\n');
        text.push_str(&line);
    }
    named(&text, before)
}

fn named(text: &str, memory: &Memory) -> String {
    let mut names = BTreeMap::new();
    for kept in &memory.lines {
        names.insert(kept.hash.short(), format!("code{}", kept.seq.0));
        names.insert(kept.hash.to_string(), format!("line{}", kept.seq.0));
    }
    for (n, (id, _)) in memory.words.iter().enumerate() {
        names.insert(id.0.to_string(), format!("words{}", n + 1));
    }
    for (sha256, bytes) in &memory.documents {
        names.insert(sha256.to_string(), String::from_utf8_lossy(bytes).into_owned());
    }
    names.iter().fold(text.to_owned(), |text, (hash, name)| text.replace(hash, name))
}

/// What is said of the usual record after a damage, without what is good about it.
#[track_caller]
fn check(damage: impl FnOnce(&mut Memory), expected: &str) {
    let before = Memory::usual();
    let mut memory = before.clone();
    damage(&mut memory);
    let said = report(&before, &memory, &Outside::default());
    let good = [
        "texts: 6 here",
        "documents: 2 here",
        "evidence: 1 with a hash, not looked at (--evidence does)",
        "anchored: nothing",
    ];
    let said =
        said.replace(&memory.head().hash.short(), if memory.lines.len() == 7 { "code7" } else { "XXXX" });
    let said: Vec<&str> = said.lines().filter(|line| !good.contains(line)).collect();
    assert_eq!(said.join("\n"), expected);
}

#[test]
fn a_good_record() {
    check(
        |_| {},
        "INC-2026-K7QD KESTREL: whole in itself up to #7 code7; NO ANCHOR: see below\nlines: 7, all hang together",
    );
}

#[test]
fn lines_that_do_not_fit() {
    check(
        |memory| memory.change(2, "note", "Note"),
        "INC-2026-K7QD KESTREL: BROKEN AT #3: the line does not have the hash that was kept with it\n\
         lines: 7; #1 to #2 hang together\n  \
         does not fit at #3: the line does not have the hash that was kept with it\n  \
         behind the break #3 to #7 hang together among themselves",
    );
    check(
        |memory| {
            memory.change(2, "p1", "p2");
            memory.rehash(2);
        },
        "INC-2026-K7QD KESTREL: BROKEN AT #4: the line names another predecessor than the entry before it\n\
         lines: 7; #1 to #3 hang together\n  \
         does not fit at #4: the line names another predecessor than the entry before it\n  \
         behind the break #4 to #7 hang together among themselves",
    );
    check(
        |memory| drop(memory.lines.remove(2)),
        "INC-2026-K7QD KESTREL: BROKEN AT #3: the entry kept next is #4\n\
         lines: 6; #1 to #2 hang together\n  \
         does not fit at #3: the entry kept next is #4\n  \
         behind the break #4 to #7 hang together among themselves\n\
         texts: 5 here\n  text that no entry names: words2",
    );
    check(
        |memory| {
            let (three, four) = (memory.lines[2].line.clone(), memory.lines[3].line.clone());
            (memory.lines[2].line, memory.lines[3].line) = (four, three);
            memory.rehash(2);
            memory.rehash(3);
        },
        "INC-2026-K7QD KESTREL: BROKEN AT #3: the line says that it is #4\n\
         lines: 7; #1 to #2 hang together\n  \
         does not fit at #3: the line says that it is #4\n  \
         does not fit at #4: the line says that it is #3\n  \
         does not fit at #5: the line names another predecessor than the entry before it\n  \
         behind the break #5 to #7 hang together among themselves",
    );
    check(
        |memory| {
            memory.change(4, "0707", "0808");
            memory.rehash(4);
        },
        "INC-2026-K7QD KESTREL: BROKEN AT #5: the line belongs to incident 08080808080808080808080808080808\n\
         lines: 7; #1 to #4 hang together\n  \
         does not fit at #5: the line belongs to incident 08080808080808080808080808080808\n  \
         does not fit at #6: the line names another predecessor than the entry before it\n  \
         behind the break #6 to #7 hang together among themselves",
    );
}

#[test]
fn what_no_chain_notices_is_said_to_be_unknown() {
    check(
        |memory| memory.lines.truncate(6),
        "INC-2026-K7QD KESTREL: DAMAGED: 1 text that no entry names\nlines: 6, all hang together\n\
         texts: 5 here\n  text that no entry names: words6",
    );
    check(
        |memory| {
            memory.lines.truncate(6);
            memory.words.truncate(5);
        },
        "INC-2026-K7QD KESTREL: whole in itself up to #6 code6; NO ANCHOR: see below\nlines: 6, all hang together\n\
         texts: 5 here",
    );
}

#[test]
fn an_entry_that_says_nothing_readable() {
    check(
        |memory| {
            memory.change(5, "\"holding\":\"copied\"", "\"holding\":\"eaten\"");
            memory.rehash_from(5);
        },
        "INC-2026-K7QD KESTREL: BROKEN AT #6: body of `evidence_taken` does not fit: unknown variant `eaten`, expected \
         one of `copied`, `in_place`, `referenced`, `physical` at line 1 column 34\n\
         lines: 7; #1 to #5 hang together\n  \
         does not fit at #6: body of `evidence_taken` does not fit: unknown variant `eaten`, expected \
         one of `copied`, `in_place`, `referenced`, `physical` at line 1 column 34",
    );
}

#[test]
fn words() {
    let good = "lines: 7, all hang together";
    check(
        |memory| drop(memory.words.remove(1)),
        &format!(
            "INC-2026-K7QD KESTREL: DAMAGED: 1 text missing without an erasure\n{good}\n\
             texts: 5 here\n  text missing, and no entry erased it: of #3, words2"
        ),
    );
    check(
        |memory| memory.words[1].1.push(b' '),
        &format!(
            "INC-2026-K7QD KESTREL: DAMAGED: 1 text altered\n{good}\n\
             texts: 5 here\n  text altered: of #3, words2"
        ),
    );
    check(
        |memory| memory.words.reverse(),
        &format!("INC-2026-K7QD KESTREL: whole in itself up to #7 code7; NO ANCHOR: see below\n{good}"),
    );
    check(
        |memory| memory.erase(3, 1),
        "INC-2026-K7QD KESTREL: whole in itself up to #8 XXXX; NO ANCHOR: see below\nlines: 8, all hang together\n\
         texts: 6 here, 1 erased by entries",
    );
    check(
        |memory| {
            let kept = memory.words[1].clone();
            memory.erase(3, 1);
            memory.words.push(kept);
        },
        "INC-2026-K7QD KESTREL: DAMAGED: 1 text still here though erased\nlines: 8, all hang together\n\
         texts: 7 here\n  text still here, though an entry says that it was erased: words2",
    );
}

#[test]
fn what_an_edition_leaves_out() {
    check(
        |memory| {
            let words = memory.words.remove(1).0;
            let playbook = Digest::of(b"playbook");
            memory.documents.remove(&playbook);
            memory.left_out.extend([words.0, playbook]);
        },
        "INC-2026-K7QD KESTREL: whole in itself up to #7 code7; NO ANCHOR: see below\nlines: 7, all hang together\n\
         texts: 5 here, 1 not in this edition\ndocuments: 1 here, 1 not in this edition",
    );
}

#[test]
fn documents_and_evidence() {
    let good = "lines: 7, all hang together";
    check(
        |memory| drop(memory.documents.remove(&Digest::of(b"playbook"))),
        &format!(
            "INC-2026-K7QD KESTREL: DAMAGED: 1 document missing\n{good}\ndocuments: 1 here\n  \
             document missing: of #1, playbook"
        ),
    );
    check(
        |memory| drop(memory.documents.insert(Digest::of(b"playbook"), b"other".to_vec())),
        &format!(
            "INC-2026-K7QD KESTREL: DAMAGED: 1 document altered\n{good}\ndocuments: 1 here\n  \
             document altered: of #1, playbook"
        ),
    );
    let states = [
        (PieceState::Missing, "MISSING: it is not where it was".to_owned()),
        (PieceState::Altered(Digest::ZERO), format!("ALTERED: its hash is now {}", Digest::ZERO)),
        (PieceState::Replaced(Instead::Link), "REPLACED by a symbolic link".to_owned()),
        (PieceState::Replaced(Instead::Folder), "REPLACED by a folder".to_owned()),
        (PieceState::Replaced(Instead::Special), "REPLACED by a device, pipe or socket".to_owned()),
        (PieceState::Unreadable("no".to_owned()), "UNREADABLE: no".to_owned()),
    ];
    for (state, words) in states {
        check(
            |memory| memory.evidence = state,
            &format!(
                "INC-2026-K7QD KESTREL: DAMAGED: 1 piece not as taken\n{good}\n\
                 evidence: 0 unchanged, 0 not held here or without a hash\n  e1 of #6 {words}"
            ),
        );
    }
}

#[test]
fn clocks() {
    let good = |n: u64| {
        format!(
            "INC-2026-K7QD KESTREL: whole in itself up to #{n} XXXX; NO ANCHOR: see below\nlines: {n}, all hang together\n"
        )
    };
    let jumped = |seconds: i64, said: bool| {
        move |memory: &mut Memory| {
            memory.jump(seconds, said);
            memory.note("six");
        }
    };
    let texts = "texts: 7 here\n";
    check(jumped(3600, true), &format!("{}{texts}clock: went ahead by 3600 s; #8 says so", good(9)));
    check(
        jumped(-60, false),
        &format!(
            "{}{texts}clock: went back by 60 s before #8 against the machine's own counter, and no entry says so",
            good(8)
        ),
    );
    check(jumped(2, false), format!("{}{texts}", good(8)).trim_end());
    assert_eq!(Memory::usual().head().seq, Seq(7));
}
