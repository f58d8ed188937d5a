//! What the tests of bundles share: a small record of every kind of thing that a verifier looks at, and the folder it lies in.

mod bags;
mod second;
mod vectors;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::bag_check::{self, BagCheck};
use crate::base::digest::Digest;
use crate::base::id::{EvidenceId, IncidentUid, PersonId, PlaybookId, Seq};
use crate::base::time::Timestamp;
use crate::incident::event::Event;
use crate::incident::event::evidence::{EvidenceTaken, Holding};
use crate::incident::event::keeping::Erased;
use crate::incident::event::lifecycle::{IncidentOpened, Mode, Pin};
use crate::incident::event::note::{Marker, NoteTaken};
use crate::incident::event::people::PersonAdded;
use crate::incident::event::proof::{AnchorAdded, AnchorKind, CheckpointMade, Occasion};
use crate::record::chain::Head;
use crate::record::checkpoint::{Checkpoint, NAMESPACE};
use crate::record::entry::{Draft, Entry, Stamp};
use crate::record::label::Label;
use crate::record::passage::{Passage, Salt};
use crate::record::stamp::Reply;
use crate::record::verify::outside::Outside;

/// A folder that goes with the test.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        let mut random = [0_u8; 8];
        getrandom::fill(&mut random).unwrap();
        let path = std::env::temp_dir().join(format!("bundle-{:016x}", u64::from_le_bytes(random)));
        std::fs::create_dir(&path).unwrap();
        Self(path)
    }

    fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.0).unwrap();
    }
}

/// What the check of a bag finds in a `data` folder that has no bag around it.
fn looked(data: &Path) -> BagCheck {
    let bag = Folder::new();
    copy(data, &bag.path().join("data"));
    let none = BTreeMap::new();
    bag_check::check(bag.path(), (Outside::default(), || None), &none, &mut |_| ()).unwrap()
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir(to).unwrap();
    for item in std::fs::read_dir(from).unwrap() {
        let path = item.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            std::fs::copy(&path, &target).unwrap();
        }
    }
}

const UID: IncidentUid =
    IncidentUid([0x9f, 0x2c, 0x61, 0xe0, 0xa4, 0xb7, 0xd3, 0x58, 1, 2, 3, 4, 5, 6, 7, 8]);

/// What a `data` folder holds, before it is written.
#[derive(Debug, Clone, Default)]
struct Sample {
    lines: Vec<String>,
    passages: Vec<Passage>,
    withheld: Vec<String>,
    sources: Vec<Vec<u8>>,
    evidence: Vec<Vec<u8>>,
    /// Checkpoints, signatures and stamps, by their names.
    proofs: Vec<(String, Vec<u8>)>,
    salts: u8,
}

impl Sample {
    /// A record of one entry.
    fn opened() -> Self {
        let mut sample = Self::default();
        let (playbook, catalogue) = (b"playbook\n".to_vec(), b"catalogue\n".to_vec());
        sample.add(IncidentOpened {
            id: "INC-2026-K7QD".to_owned(),
            codename: "kestrel".to_owned(),
            mode: Mode::Live,
            zone: "Europe/Dublin".to_owned(),
            playbook: Pin {
                id: PlaybookId::parse("leak").unwrap(),
                version: "1".to_owned(),
                sha256: Digest::of(&playbook),
            },
            catalogue: Digest::of(&catalogue),
            title: None,
            organisation: None,
            scenario: None,
            library: Vec::new(),
            seeded: false,
        });
        sample.sources = vec![playbook, catalogue];
        sample
    }

    fn head(&self) -> Head {
        let size = u64::try_from(self.lines.len()).unwrap();
        self.lines
            .last()
            .map_or(Head::NONE, |line| Head { seq: Seq(size), hash: Digest::of(line.as_bytes()) })
    }

    fn add(&mut self, event: impl Into<Event>) {
        let head = self.head();
        let seconds = i64::try_from(head.seq.0).unwrap();
        let stamp = Stamp {
            t: Timestamp::from_micros((1_794_000_000 + 60 * seconds) * 1_000_000).unwrap(),
            mono: 60_000_000 * (head.seq.0 + 1),
            boot: "0011223344556677".to_owned(),
            sit: 1,
            x: None,
        };
        let draft = Draft { at: None, actor: PersonId(1), by: None, via: None, event: event.into() };
        let entry = Entry { inc: UID, seq: head.seq.next(), prev: head.hash, stamp, draft };
        self.lines.push(entry.to_line().unwrap());
    }

    fn say(&mut self, text: &str) -> Passage {
        self.salts += 1;
        let passage = Passage::write(text, Salt([self.salts; 16])).unwrap();
        self.passages.push(passage.clone());
        passage
    }

    fn person(&mut self, name: &str) {
        let card = self.say(&format!("{{\"name\":\"{name}\"}}")).id();
        self.add(PersonAdded { person: PersonId(1), card });
    }

    fn note(&mut self, text: &str, labels: &[Label]) {
        let text = self.say(text).id();
        let labels = labels.to_vec();
        self.add(NoteTaken { text, marker: Marker::Note, answers: None, step: None, from: None, labels });
    }

    fn take(&mut self, bytes: &[u8]) {
        let name = self.say("auth.log").id();
        self.add(EvidenceTaken {
            evidence: EvidenceId(1),
            holding: Holding::Copied,
            name,
            sha256: Some(Digest::of(bytes)),
            size: Some(u64::try_from(bytes.len()).unwrap()),
            source: None,
            method: None,
            place: None,
            collector: None,
            collected: None,
            step: None,
            item: None,
            claimed_hash: false,
        });
        self.evidence.push(bytes.to_vec());
    }

    fn checkpoint(&mut self) {
        let head = self.head();
        self.add(CheckpointMade {
            size: head.seq,
            head: head.hash,
            occasion: Occasion::Demand,
            sha256: None,
            key: None,
            signer: None,
        });
    }

    /// A checkpoint that the first person signed; the same key gives the same bytes each time.
    fn signed_checkpoint(&mut self, key: &ssh_key::PrivateKey) {
        let head = self.head();
        let text = Checkpoint { uid: UID, head }.to_string();
        let signature = key.sign(NAMESPACE, ssh_key::HashAlg::Sha512, text.as_bytes()).unwrap();
        let signature = signature.to_pem(ssh_key::LineEnding::LF).unwrap().into_bytes();
        self.proofs.push((format!("checkpoints/{}", head.seq.0), text.into_bytes()));
        self.proofs.push((format!("signatures/{}.{}.sig", head.seq.0, head.seq.0 + 1), signature.clone()));
        self.add(CheckpointMade {
            size: head.seq,
            head: head.hash,
            occasion: Occasion::Demand,
            sha256: Some(Digest::of(&signature)),
            key: Some(key.fingerprint(ssh_key::HashAlg::Sha256).to_string()),
            signer: Some(PersonId(1)),
        });
        self.sources.push(signature);
    }

    /// The reply of an authority over the checkpoint of `over` that came home.
    fn stamped(&mut self, over: Head, reply: Vec<u8>) {
        let by = self.head().seq.0 + 1;
        self.proofs.push((format!("signatures/{}.{by}.tsr", over.seq.0), reply.clone()));
        self.add(AnchorAdded {
            kind: AnchorKind::Timestamped,
            size: over.seq,
            code: over.hash.short(),
            head: Some(over.hash),
            place: None,
            sha256: Some(Digest::of(&reply)),
            key: None,
            signer: None,
            stamped: Reply::parse(&reply).ok().map(|reply| reply.gen_time),
            notice: None,
        });
        self.sources.push(reply);
    }

    /// Erases the words of an entry.
    fn erase(&mut self, entry: Seq, words: &Passage) {
        let why = self.say("sent to the wrong people").id();
        self.add(Erased { entry, passages: vec![words.id()], why, on_word_of: None });
        self.passages.retain(|passage| passage != words);
    }

    /// Withholds words.
    fn withhold(&mut self, entry: u64, words: &Passage, code: &str) {
        let passage = words.id().0;
        self.withheld.push(format!(
            "{{\"code\":\"{code}\",\"entry\":{entry},\"member\":\"text\",\"passage\":\"{passage}\"}}"
        ));
        self.passages.retain(|passage| passage != words);
    }

    /// Writes the folder.
    fn write(&self, folder: &Path) {
        let lines = |lines: Vec<&str>| lines.iter().fold(String::new(), |text, line| text + line + "\n");
        let put = |name: &str, bytes: &[u8]| {
            let path = folder.join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, bytes).unwrap();
        };
        put("log.jsonl", lines(self.lines.iter().map(String::as_str).collect()).as_bytes());
        put("passages.jsonl", lines(self.passages.iter().map(Passage::line).collect()).as_bytes());
        put("withheld.jsonl", lines(self.withheld.iter().map(String::as_str).collect()).as_bytes());
        for bytes in &self.sources {
            put(&format!("sources/{}", Digest::of(bytes)), bytes);
        }
        for bytes in &self.evidence {
            put(&format!("evidence/{}", Digest::of(bytes)), bytes);
        }
        for (name, bytes) in &self.proofs {
            put(name, bytes);
        }
        put("checkpoint", Checkpoint { uid: UID, head: self.head() }.to_string().as_bytes());
    }
}
