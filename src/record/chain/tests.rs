//! What a chain notices, and what it cannot.

use proptest::prelude::*;

use super::*;
use crate::base::id::PersonId;
use crate::base::time::Timestamp;
use crate::incident::event::lifecycle::ClockStepped;
use crate::record::entry::{Draft, Stamp, entry_at};

const UID: IncidentUid = IncidentUid([7; 16]);

/// A line with the number and hash that it is kept under.
#[derive(Debug, Clone, PartialEq)]
struct Kept {
    seq: Seq,
    hash: Digest,
    line: Vec<u8>,
}

fn entry(head: Head, gained: i64) -> Entry {
    Entry {
        inc: UID,
        seq: head.seq.next(),
        prev: head.hash,
        stamp: Stamp {
            t: Timestamp::from_micros(gained * 1_000_000).unwrap(),
            mono: 5,
            boot: "0011223344556677".to_owned(),
            sit: 1,
            x: None,
        },
        draft: Draft {
            at: None,
            actor: PersonId(1),
            by: None,
            via: None,
            event: ClockStepped { gained }.into(),
        },
    }
}

fn keep(seq: Seq, line: Vec<u8>) -> Kept {
    Kept { seq, hash: Digest::of(&line), line }
}

fn record(length: i64) -> Vec<Kept> {
    let mut head = Head::NONE;
    let mut lines = Vec::new();
    for gained in 0..length {
        let kept = keep(head.seq.next(), entry(head, gained).to_line().unwrap().into_bytes());
        head = Head { seq: kept.seq, hash: kept.hash };
        lines.push(kept);
    }
    lines
}

fn read(uid: IncidentUid, lines: &[Kept]) -> Result<Head, String> {
    let mut chain = Chain::new(uid);
    for kept in lines {
        let stored = StoredLine { seq: kept.seq, hash: &kept.hash.0, line: &kept.line };
        chain.push(&stored).map_err(|broken| broken.to_string())?;
    }
    Ok(chain.head())
}

#[track_caller]
fn check(change: impl FnOnce(&mut Vec<Kept>), said: &str) {
    let mut lines = record(5);
    change(&mut lines);
    assert_eq!(read(UID, &lines).map_or_else(|broken| broken, |head| head.to_string()), said);
}

fn edit(kept: &mut Kept, from: &str, to: &str) {
    let line = String::from_utf8(kept.line.clone()).unwrap();
    assert!(line.contains(from), "{line}");
    *kept = keep(kept.seq, line.replace(from, to).into_bytes());
}

#[test]
fn a_chain_names_the_first_bad_entry_and_why() {
    let at = |n: u64, why: &str| format!("the record is broken at #{n}: {why}");
    check(|_| (), "#5 7ab4-c6fd-e3a8-14d6");
    check(|lines| drop(lines.remove(2)), &at(3, "the entry kept next is #4"));
    check(|lines| lines.insert(2, lines[1].clone()), &at(3, "the entry kept next is #2"));
    check(|lines| lines[2].line.push(b' '), &at(3, "the line does not have the hash that was kept with it"));
    check(
        |lines| lines[2].hash = Digest::ZERO,
        &at(3, "the line does not have the hash that was kept with it"),
    );
    check(
        |lines| edit(&mut lines[2], "\"gained\":2", "\"gained\":9"),
        &at(4, "the line names another predecessor than the entry before it"),
    );
    check(|lines| edit(&mut lines[2], "\"seq\":3", "\"seq\":4"), &at(3, "the line says that it is #4"));
    check(
        |lines| edit(&mut lines[2], &UID.to_string(), &IncidentUid([8; 16]).to_string()),
        &at(3, "the line belongs to incident 08080808080808080808080808080808"),
    );
    check(|lines| lines[2] = keep(Seq(3), vec![0xff, 0xfe]), &at(3, "the line is not text"));
    check(
        |lines| edit(&mut lines[2], "\"v\":1", "\"v\":2"),
        &at(3, "line has format version 2; this program reads version 1"),
    );
    check(
        |lines| edit(&mut lines[2], "clock_stepped", "clock_melted"),
        &at(3, "entry kind `clock_melted` is not known to this version"),
    );
}

#[test]
fn a_cut_tail_shows_only_against_an_anchor() {
    check(|lines| lines.truncate(3), "#3 ddc3-1b5b-7793-77ec");
}

#[test]
fn a_link_can_be_checked_where_the_kind_is_not_known() {
    let mut lines = record(2);
    edit(&mut lines[1], "clock_stepped", "clock_melted");
    let mut chain = Chain::new(UID);
    for kept in &lines {
        chain.link(&StoredLine { seq: kept.seq, hash: &kept.hash.0, line: &kept.line }).unwrap();
    }
    assert_eq!(chain.head(), Head { seq: Seq(2), hash: lines[1].hash });
}

#[test]
fn bare_lines_of_a_file_are_checked_like_stored_ones() {
    let mut chain = Chain::new(UID);
    let lines = record(3);
    for kept in &lines {
        chain.push_bare(&kept.line).unwrap();
    }
    assert_eq!(chain.head(), Head { seq: Seq(3), hash: lines[2].hash });
    let said = chain.push_bare(&lines[2].line).unwrap_err().to_string();
    assert_eq!(said, "the record is broken at #4: the line says that it is #3");
}

#[derive(Debug, Clone)]
enum Tampering {
    Flip(usize, usize, u8),
    Delete(usize),
    Swap(usize, usize),
    Repeat(usize, usize),
}

fn tampering() -> impl Strategy<Value = Tampering> {
    // The last line stays, as its hash stands for an anchor.
    prop_oneof![
        (0..11_usize, any::<prop::sample::Index>(), 0..8_u32).prop_map(|(n, byte, bit)| Tampering::Flip(
            n,
            byte.index(350),
            1 << bit
        )),
        (0..10_usize).prop_map(Tampering::Delete),
        (0..10_usize, 0..10_usize)
            .prop_filter("two", |(a, b)| a != b)
            .prop_map(|(a, b)| Tampering::Swap(a, b)),
        (0..10_usize, 0..11_usize).prop_map(|(a, b)| Tampering::Repeat(a, b)),
    ]
}

proptest! {
    /// Whatever is done to lines, and however well numbers and hashes beside them are made to fit, the chain or the anchor notices.
    #[test]
    fn tampering_is_noticed(what in tampering(), refit in any::<bool>()) {
        let mut lines = record(11);
        let anchor = Head { seq: Seq(11), hash: lines[10].hash };
        match what {
            Tampering::Flip(n, byte, bit) => {
                let byte = byte % lines[n].line.len();
                lines[n].line[byte] ^= bit;
            }
            Tampering::Delete(n) => drop(lines.remove(n)),
            Tampering::Swap(a, b) => lines.swap(a, b),
            Tampering::Repeat(n, to) => lines.insert(to, lines[n].clone()),
        }
        if refit {
            lines = lines.into_iter().zip(1..).map(|(kept, n)| keep(Seq(n), kept.line)).collect();
        }
        prop_assert_ne!(read(UID, &lines), Ok(anchor));
    }
}

#[test]
fn an_entry_is_found_by_its_number_wherever_the_entries_begin() {
    let mut head = Head::NONE;
    let entries: Vec<Entry> = (0..5)
        .map(|gained| {
            let entry = entry(head, gained);
            head = Head { seq: entry.seq, hash: Digest::of(b"x") };
            entry
        })
        .collect();
    let found = |entries: &[Entry], seq| entry_at(entries, Seq(seq)).map(|entry| entry.seq.0);
    let numbers = |entries: &[Entry]| (0..7).map(|seq| found(entries, seq)).collect::<Vec<_>>();
    assert_eq!(numbers(&entries), [None, Some(1), Some(2), Some(3), Some(4), Some(5), None]);
    assert_eq!(numbers(&entries[2..]), [None, None, None, Some(3), Some(4), Some(5), None]);
}
