//! The record in a bundle: chain, words, documents, evidence, checkpoints, judged by docs/record-format.md alone. The verifier that
//! travels with the bundle judges the same in another language, and a test holds the two together.
//! Must not know kinds of entries beyond what the format document says of hashes.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use super::bundle_error::Fault;
use super::lines::{self, MAX_LINE, MAX_PASSAGE};
use crate::base::digest::Digest;
use crate::base::id::{IncidentUid, Seq};
use crate::record::chain::{Chain, Head, StoredLine};
use crate::record::checkpoint::Checkpoint;
use crate::record::entry::{digests_of, is_passage_member};
use crate::record::labelling::NAMED;

/// Members that hold the hash of a document, in entries of these kinds.
const DOCUMENTS: [&str; 4] = ["sha256", "catalogue", "organisation", "scenario"];
const NAMES_DOCUMENTS: [&str; 5] =
    ["incident_opened", "playbook_joined", "progressed", "checkpoint_made", "anchor_added"];
/// Kinds of entries that say which size and head the record had.
const NAMES_HEADS: [&str; 4] = ["checkpoint_made", "anchor_added", "produced", "copy_merged"];

/// How much of the record is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Tally {
    /// Passages that are there.
    pub(crate) here: usize,
    /// Passages that the edition may not read.
    pub(crate) withheld: usize,
    /// Passages that were erased.
    pub(crate) erased: usize,
    /// Passages that ought to be there.
    pub(crate) missing: usize,
}

/// As the verifier prints it.
impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { here, withheld, erased, missing } = self;
        write!(f, "passages: {here} here, {withheld} withheld, {erased} erased, {missing} missing")
    }
}

/// What was found in a `data` folder.
#[derive(Debug, Default)]
pub(crate) struct Contents {
    folder: PathBuf,
    /// The incident.
    pub(crate) uid: Option<IncidentUid>,
    /// The hash of each line that fits.
    pub(crate) heads: Vec<Digest>,
    words: BTreeMap<Digest, Seq>,
    erased: BTreeSet<Digest>,
    documents: BTreeMap<Digest, Seq>,
    evidence: BTreeMap<Digest, Seq>,
    points: Vec<Point>,
    /// How much of the words is there; nothing when the log itself is broken.
    pub(crate) tally: Option<Tally>,
    /// Everything that does not fit.
    pub(crate) faults: Vec<Fault>,
}

/// What an entry says of an earlier size.
#[derive(Debug)]
struct Point {
    by: Seq,
    size: Option<u64>,
    /// As text, like `code`: what is no hash at all cannot be ours either.
    head: Option<String>,
    code: Option<String>,
}

#[derive(serde::Deserialize)]
struct Named {
    kind: String,
    #[serde(deserialize_with = "members")]
    body: serde_json::Value,
}

fn members<'de, D: serde::Deserializer<'de>>(from: D) -> Result<serde_json::Value, D::Error> {
    <serde_json::Map<_, _> as serde::Deserialize>::deserialize(from).map(serde_json::Value::Object)
}

#[derive(serde::Deserialize)]
struct Inc {
    inc: IncidentUid,
}

/// A line of `withheld.jsonl`.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub(crate) struct Withheld {
    /// Why.
    pub(crate) code: String,
    /// The entry that names it.
    pub(crate) entry: Seq,
    /// The member that holds its hash.
    pub(crate) member: String,
    /// The hash of a passage.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) passage: Option<Digest>,
    /// The hash of a document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) document: Option<Digest>,
}

fn wrong(why: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, why)
}

impl Contents {
    /// Reads and checks a `data` folder.
    pub(crate) fn check(folder: &Path) -> Self {
        let mut contents = Self { folder: folder.to_owned(), ..Self::default() };
        if let Err(why) = contents.read_log().and_then(|()| contents.check_rest()) {
            let after = contents.heads.len();
            contents.fault(format!("after entry {after}: {why}"));
        }
        contents
    }

    /// How far the lines reach that fit.
    pub(crate) fn head(&self) -> Head {
        let size = u64::try_from(self.heads.len()).unwrap_or(u64::MAX);
        self.heads.last().map_or(Head::NONE, |hash| Head { seq: Seq(size), hash: *hash })
    }

    fn fault(&mut self, text: String) {
        self.faults.push(Fault::Record(text));
    }

    fn read_log(&mut self) -> io::Result<()> {
        let mut chain: Option<Chain> = None;
        lines::each(&self.folder.join("log.jsonl"), MAX_LINE, |line| {
            if chain.is_none() {
                let Inc { inc } = serde_json::from_slice(line).map_err(wrong)?;
                self.uid = Some(inc);
                chain = Some(Chain::new(inc));
            }
            let Some(chain) = &mut chain else { return Ok(()) };
            let (seq, hash) = (chain.head().seq.next(), Digest::of(line));
            let text =
                chain.link(&StoredLine { seq, hash: &hash.0, line }).map_err(|why| wrong(why.to_string()))?;
            self.note(seq, text).map_err(wrong)?;
            self.heads.push(hash);
            Ok::<(), io::Error>(())
        })?;
        if self.heads.is_empty() { Err(wrong("the log is empty")) } else { Ok(()) }
    }

    fn note(&mut self, seq: Seq, line: &str) -> Result<(), serde_json::Error> {
        let Named { kind, body } = serde_json::from_str(line)?;
        for (member, digest) in digests_of(&body) {
            let named = if is_passage_member(&member) && member != NAMED {
                &mut self.words
            } else if NAMES_DOCUMENTS.contains(&kind.as_str()) && DOCUMENTS.contains(&member.as_str()) {
                &mut self.documents
            } else if kind == "evidence_taken" {
                &mut self.evidence
            } else {
                continue;
            };
            named.entry(digest).or_insert(seq);
        }
        if kind == "erased" {
            let named = digests_of(&body).into_iter().filter(|(member, _)| member == NAMED);
            self.erased.extend(named.map(|(_, digest)| digest));
        }
        if NAMES_HEADS.contains(&kind.as_str()) {
            let size = body.get("size").and_then(serde_json::Value::as_u64);
            let text = |member| match body.get(member) {
                None | Some(serde_json::Value::Null) => None,
                Some(serde_json::Value::String(text)) => Some(text.clone()),
                Some(other) => Some(other.to_string()),
            };
            self.points.push(Point { by: seq, size, head: text("head"), code: text("code") });
        }
        Ok(())
    }

    fn check_rest(&mut self) -> io::Result<()> {
        let withheld = self.check_words()?;
        let sources = self.check_files("sources")?;
        let gone: Vec<(Digest, Seq)> = self
            .documents
            .iter()
            .filter(|(digest, _)| !sources.contains(digest) && !withheld.contains(digest))
            .map(|(digest, seq)| (*digest, *seq))
            .collect();
        for (digest, seq) in gone {
            self.fault(format!("entry {}: document {digest} is missing and not withheld", seq.0));
        }
        self.check_files("evidence")?;
        self.check_proofs()?;
        self.check_checkpoint("checkpoint")?;
        for name in names(&self.folder.join("checkpoints"))? {
            self.check_checkpoint(&format!("checkpoints/{name}"))?;
        }
        for point in std::mem::take(&mut self.points) {
            let before = usize::try_from(point.by.0).unwrap_or(usize::MAX);
            self.check_point(&format!("entry {}", point.by.0), &point, before);
        }
        Ok(())
    }

    /// Gives what is withheld.
    fn check_words(&mut self) -> io::Result<BTreeSet<Digest>> {
        let (mut withheld, mut here) = (BTreeSet::new(), BTreeSet::new());
        lines::each(&self.folder.join("withheld.jsonl"), MAX_LINE, |line| {
            let item: Withheld = serde_json::from_slice(line).map_err(wrong)?;
            withheld.extend(item.passage.or(item.document));
            Ok::<(), io::Error>(())
        })?;
        lines::each(&self.folder.join("passages.jsonl"), MAX_PASSAGE, |line| {
            let digest = Digest::of(line);
            let may_be_here = self.words.contains_key(&digest)
                && !here.contains(&digest)
                && !self.erased.contains(&digest)
                && !withheld.contains(&digest);
            if !may_be_here {
                self.fault(format!(
                    "passage {digest}: no entry has it, it stands here twice, or it was erased or withheld"
                ));
            }
            here.insert(digest);
            Ok::<(), io::Error>(())
        })?;
        let mut tally = Tally::default();
        let mut missing = Vec::new();
        for (digest, seq) in &self.words {
            if here.contains(digest) {
                tally.here += 1;
            } else if self.erased.contains(digest) {
                tally.erased += 1;
            } else if withheld.contains(digest) {
                tally.withheld += 1;
            } else {
                tally.missing += 1;
                missing.push((*digest, *seq));
            }
        }
        self.tally = Some(tally);
        for (digest, seq) in missing {
            self.fault(format!("entry {}: passage {digest} is missing, neither withheld nor erased", seq.0));
        }
        Ok(withheld)
    }

    fn check_files(&mut self, folder: &str) -> io::Result<BTreeSet<Digest>> {
        let path = self.folder.join(folder);
        let mut found = BTreeSet::new();
        for name in names(&path)? {
            let named = if folder == "sources" { &self.documents } else { &self.evidence };
            let digest = Digest::parse(&name).filter(|digest| named.contains_key(digest));
            let fits = digest.is_some() && hash(&path.join(&name))? == digest;
            if !fits {
                self.fault(format!("{folder}/{name}: no entry names it, or it is not what was named"));
            }
            found.extend(digest);
        }
        Ok(found)
    }

    /// A signature or stamp must be one that an entry tells of.
    fn check_proofs(&mut self) -> io::Result<()> {
        for name in names(&self.folder.join("signatures"))? {
            let digest = hash(&self.folder.join("signatures").join(&name))?;
            if !digest.is_some_and(|digest| self.documents.contains_key(&digest)) {
                self.fault(format!("signatures/{name}: no entry names it"));
            }
        }
        Ok(())
    }

    fn check_checkpoint(&mut self, name: &str) -> io::Result<()> {
        let text = lines::small(&self.folder.join(name), 256)?;
        let read = String::from_utf8(text).ok().and_then(|text| Checkpoint::parse(&text).ok());
        let Some(read) = read.filter(|read| Some(read.uid) == self.uid) else {
            return Err(wrong(format!("{name} is no checkpoint of this incident")));
        };
        let point = Point {
            by: Seq::NONE,
            size: Some(read.head.seq.0),
            head: Some(read.head.hash.to_string()),
            code: None,
        };
        self.check_point(name, &point, self.heads.len() + 1);
        Ok(())
    }

    fn check_point(&mut self, place: &str, point: &Point, before: usize) {
        let size = point.size.and_then(|size| usize::try_from(size).ok()).filter(|size| *size < before);
        let ours = size.and_then(|size| self.heads.get(size.checked_sub(1)?));
        let fits = ours.is_some_and(|ours| {
            point.head.as_ref().is_none_or(|head| *head == ours.to_string())
                && point.code.as_ref().is_none_or(|code| *code == ours.short())
        });
        if !fits {
            let end = point.code.as_ref().or(point.head.as_ref()).map_or("", String::as_str);
            let size = point.size.unwrap_or_default();
            self.fault(format!("{place}: this is not the record that had {size} entries and ended in {end}"));
        }
    }
}

/// What is in a folder, sorted; nothing when there is none.
fn names(path: &Path) -> io::Result<Vec<String>> {
    if !path.is_dir() {
        return Ok(Vec::new());
    }
    let read = std::fs::read_dir(path)?.map(|item| Ok(item?.file_name().to_string_lossy().into_owned()));
    let mut names = read.collect::<io::Result<Vec<String>>>()?;
    names.sort();
    Ok(names)
}

fn hash(path: &Path) -> io::Result<Option<Digest>> {
    use std::io::Read as _;
    let (mut file, mut hasher) = (lines::open(path)?, crate::base::digest::Hasher::default());
    let mut buffer = vec![0_u8; 1 << 20];
    loop {
        let taken = file.read(&mut buffer)?;
        if taken == 0 {
            return Ok(Some(hasher.finish()));
        }
        hasher.update(buffer.get(..taken).unwrap_or_default());
    }
}
