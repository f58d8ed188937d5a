//! A record in memory that can be damaged. What the check says of each kind of damage stands with the reports.

use std::collections::{BTreeMap, BTreeSet};

use super::evidence::{Piece, PieceState};
use super::log_source::{KeptPassage, LogSource};
use super::sorter::{Aside, AsideError};
use crate::base::digest::Digest;
use crate::base::id::{EvidenceId, IncidentUid, PersonId, PlaybookId, Seq};
use crate::base::time::Timestamp;
use crate::fact::value::PassageRef;
use crate::incident::event::Event;
use crate::incident::event::evidence::{EvidenceTaken, Holding};
use crate::incident::event::keeping::Erased;
use crate::incident::event::lifecycle::{ClockStepped, IncidentOpened, Mode, Pin};
use crate::incident::event::note::{Marker, NoteTaken};
use crate::record::chain::{Head, StoredLine};
use crate::record::checkpoint::Checkpoint;
use crate::record::entry::{Draft, Entry, Stamp};
use crate::record::passage::{Passage, Salt};

pub(crate) const UID: IncidentUid = IncidentUid([7; 16]);

/// A line as it is kept.
#[derive(Debug, Clone)]
pub(crate) struct KeptLine {
    pub(crate) seq: Seq,
    pub(crate) hash: Digest,
    pub(crate) line: Vec<u8>,
}

/// A record in memory.
#[derive(Debug, Clone)]
pub(crate) struct Memory {
    pub(crate) lines: Vec<KeptLine>,
    pub(crate) words: Vec<(PassageRef, Vec<u8>)>,
    pub(crate) documents: BTreeMap<Digest, Vec<u8>>,
    pub(crate) evidence: PieceState,
    pub(crate) left_out: BTreeSet<Digest>,
    mono: u64,
    t: i64,
    read: (usize, usize),
}

impl Memory {
    /// Entry 1 alone, with its playbook.
    pub(crate) fn opened() -> Self {
        let mut memory = Self {
            lines: Vec::new(),
            words: Vec::new(),
            documents: BTreeMap::new(),
            evidence: PieceState::Unchanged,
            left_out: BTreeSet::new(),
            mono: 5_000_000,
            t: 1_790_000_000,
            read: (0, 0),
        };
        let playbook = memory.document(b"playbook");
        let catalogue = memory.document(b"catalogue");
        memory.add(IncidentOpened {
            id: "INC-2026-K7QD".to_owned(),
            codename: "kestrel".to_owned(),
            mode: Mode::Live,
            zone: "Europe/Dublin".to_owned(),
            playbook: Pin {
                id: PlaybookId::parse("leak").unwrap(),
                version: "1".to_owned(),
                sha256: playbook,
            },
            catalogue,
            title: None,
            organisation: None,
            scenario: None,
            library: Vec::new(),
            seeded: false,
        });
        memory
    }

    /// Entry 1, notes 2 to 5, evidence 6, note 7.
    pub(crate) fn usual() -> Self {
        let mut memory = Self::opened();
        for text in ["one", "two", "three", "four"] {
            memory.note(text);
        }
        let name = memory.say("auth.log");
        memory.add(EvidenceTaken {
            evidence: EvidenceId(1),
            holding: Holding::Copied,
            name,
            sha256: Some(Digest::of(b"auth")),
            size: Some(4),
            source: None,
            method: None,
            place: None,
            collector: None,
            collected: None,
            step: None,
            item: None,
            claimed_hash: false,
        });
        memory.note("five");
        memory
    }

    pub(crate) fn document(&mut self, bytes: &[u8]) -> Digest {
        let sha256 = Digest::of(bytes);
        self.documents.insert(sha256, bytes.to_vec());
        sha256
    }

    pub(crate) fn say(&mut self, text: &str) -> PassageRef {
        let passage = Passage::write(text, Salt([3; 16])).unwrap();
        self.words.push((passage.id(), passage.line().as_bytes().to_vec()));
        passage.id()
    }

    pub(crate) fn note(&mut self, text: &str) {
        let text = self.say(text);
        self.add(NoteTaken {
            text,
            marker: Marker::Note,
            answers: None,
            step: None,
            from: None,
            labels: Vec::new(),
        });
    }

    /// Erases the words of a note, as the store does.
    pub(crate) fn erase(&mut self, entry: u64, at: usize) {
        let words = self.words.remove(at).0;
        let why = self.say("a name");
        self.add(Erased { entry: Seq(entry), passages: vec![words], why, on_word_of: None });
    }

    /// Lets the wall clock gain on the other one, with an entry that says so or without.
    pub(crate) fn jump(&mut self, seconds: i64, said: bool) {
        self.t += seconds;
        if said {
            self.add(ClockStepped { gained: seconds * 1_000_000 });
        }
    }

    /// Adds an entry, a second after the one before.
    pub(crate) fn add(&mut self, event: impl Into<Event>) {
        let (head, t, mono) = (self.head(), self.t, self.mono);
        let entry = Entry {
            inc: UID,
            seq: head.seq.next(),
            prev: head.hash,
            stamp: Stamp {
                t: Timestamp::from_micros(t * 1_000_000).unwrap(),
                mono,
                boot: "0011223344556677".to_owned(),
                sit: 1,
                x: None,
            },
            draft: Draft { at: None, actor: PersonId(1), by: None, via: None, event: event.into() },
        };
        let line = entry.to_line().unwrap().into_bytes();
        self.lines.push(KeptLine { seq: entry.seq, hash: Digest::of(&line), line });
        self.t += 1;
        self.mono += 1_000_000;
    }

    pub(crate) fn head(&self) -> Head {
        self.lines.last().map_or(Head::NONE, |kept| Head { seq: kept.seq, hash: kept.hash })
    }

    /// The checkpoint of the first entries.
    pub(crate) fn checkpoint(&self, size: usize) -> Checkpoint {
        let kept = &self.lines[size - 1];
        Checkpoint { uid: UID, head: Head { seq: kept.seq, hash: kept.hash } }
    }

    /// Changes bytes of a line and nothing else.
    pub(crate) fn change(&mut self, at: usize, from: &str, to: &str) {
        let line = String::from_utf8(self.lines[at].line.clone()).unwrap();
        assert!(line.contains(from), "{line}");
        self.lines[at].line = line.replace(from, to).into_bytes();
    }

    /// Makes the hash of a line fit its bytes again.
    pub(crate) fn rehash(&mut self, at: usize) {
        self.lines[at].hash = Digest::of(&self.lines[at].line);
    }

    /// Makes numbers, predecessors and hashes fit again from a line on, as a forger would.
    pub(crate) fn rehash_from(&mut self, from: usize) {
        for at in from..self.lines.len() {
            let prev = if at == 0 { Digest::ZERO } else { self.lines[at - 1].hash };
            let seq = Seq(u64::try_from(at).unwrap() + 1);
            let mut line: serde_json::Value = serde_json::from_slice(&self.lines[at].line).unwrap();
            line["prev"] = serde_json::to_value(prev).unwrap();
            line["seq"] = serde_json::to_value(seq).unwrap();
            let line = line.to_string().into_bytes();
            self.lines[at] = KeptLine { seq, hash: Digest::of(&line), line };
        }
    }
}

impl LogSource for Memory {
    type Error = AsideError;

    fn uid(&self) -> IncidentUid {
        UID
    }

    fn aside(&mut self) -> Option<Box<dyn Aside>> {
        None
    }

    fn left_out(&mut self) -> Result<BTreeSet<Digest>, AsideError> {
        Ok(self.left_out.clone())
    }

    fn next_line(&mut self) -> Result<Option<StoredLine<'_>>, AsideError> {
        let kept = self.lines.get(self.read.0);
        self.read.0 += 1;
        Ok(kept.map(|kept| StoredLine { seq: kept.seq, hash: &kept.hash.0, line: &kept.line }))
    }

    fn next_passage(&mut self) -> Result<Option<KeptPassage>, AsideError> {
        if self.read.1 == 0 {
            self.words.sort_by_key(|(hash, _)| *hash);
        }
        let next = self.words.get(self.read.1);
        self.read.1 += 1;
        Ok(next.map(|(hash, line)| KeptPassage { hash: *hash, found: Digest::of(line) }))
    }

    fn hashes_at(&mut self, lines: &BTreeSet<Seq>) -> Result<BTreeMap<Seq, Digest>, AsideError> {
        let wanted = self.lines.iter().filter(|kept| lines.contains(&kept.seq));
        Ok(wanted.map(|kept| (kept.seq, Digest::of(&kept.line))).collect())
    }

    fn document(&mut self, sha256: Digest) -> Result<Option<Vec<u8>>, AsideError> {
        Ok(self.documents.get(&sha256).cloned())
    }

    fn evidence(&mut self, _piece: &Piece, progress: &mut dyn FnMut(u64)) -> Result<PieceState, AsideError> {
        progress(4);
        Ok(self.evidence.clone())
    }
}
