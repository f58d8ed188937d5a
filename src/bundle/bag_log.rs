//! A bag as a place where a record lies, for the check: lines in their order, words in the order of their hashes. It is read also where the
//! manifests say that files were changed, so that the report can tell which entry it is. Must not check lines or words itself.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{self, BufRead as _, BufReader, ErrorKind, Read as _, Seek as _};
use std::path::{Path, PathBuf};

use super::bag;
use super::bundle_error::{BundleError, Fault};
use super::layout;
use super::lines::{self, MAX_LINE, MAX_PASSAGE};
use super::manifest::Listing;
use super::withheld::Withheld;
use crate::base::digest::Digest;
use crate::base::id::{IncidentUid, Seq};
use crate::base::time::Timestamp;
use crate::fact::value::PassageRef;
use crate::record::chain::StoredLine;
use crate::record::verify::evidence::{Instead, Piece, PieceState};
use crate::record::verify::log_source::{KeptPassage, LogSource};
use crate::record::verify::sorter::{Aside, AsideError, Sorted, Sorter};

/// The largest document.
const MAX_SOURCE: u64 = 64 * 1024 * 1024;

/// What makes places for hashes that are looked at later.
pub(crate) type MakeAside = fn() -> Option<Box<dyn Aside>>;

impl From<AsideError> for BundleError {
    fn from(error: AsideError) -> Self {
        Self::file(&std::env::temp_dir(), error.0)
    }
}

#[derive(serde::Deserialize)]
struct Inc {
    inc: IncidentUid,
}

#[derive(serde::Deserialize)]
struct Told {
    t: String,
}

/// The record in a bag, being read.
pub(crate) struct BagLog {
    root: PathBuf,
    uid: IncidentUid,
    make_aside: MakeAside,
    log: BufReader<File>,
    /// The newest line that was read, with its number and hash.
    line: Vec<u8>,
    seq: Seq,
    hash: Digest,
    following: Vec<u8>,
    words: Option<Sorted>,
    /// The documents that entries name.
    named: BTreeSet<Digest>,
    /// Hashes of files that were looked at before.
    known: Listing,
}

impl BagLog {
    /// Of a bag's folder. Which incident it is of, its first line says.
    pub(crate) fn open(root: &Path, make_aside: MakeAside) -> Result<Self, BundleError> {
        let path = root.join(layout::LOG);
        let failed = |error| BundleError::file(&path, error);
        let mut log = BufReader::new(lines::open(&path).map_err(failed)?);
        let mut first = Vec::new();
        log.by_ref().take(MAX_LINE + 1).read_until(b'\n', &mut first).map_err(failed)?;
        log.rewind().map_err(failed)?;
        let Ok(Inc { inc: uid }) = serde_json::from_slice(&first) else {
            return Err(wrong("the first line of the log names no incident".to_owned()));
        };
        Ok(Self {
            root: root.to_owned(),
            uid,
            make_aside,
            log,
            line: Vec::new(),
            seq: Seq::NONE,
            hash: Digest::ZERO,
            following: Vec::new(),
            words: None,
            named: BTreeSet::new(),
            known: Listing::new(),
        })
    }

    /// The same where the hashes of some files are known, because a manifest was checked: they are not hashed again.
    pub(super) fn knowing(self, known: &Listing) -> Self {
        Self { known: known.clone(), ..self }
    }

    /// When the newest line that was read says that it was recorded.
    pub(crate) fn newest_time(&self) -> Option<Timestamp> {
        let Told { t } = serde_json::from_slice(&self.line).ok()?;
        Timestamp::parse(&t)
    }

    /// The documents that entries name, once the check has asked for them.
    pub(crate) fn named(&self) -> &BTreeSet<Digest> {
        &self.named
    }

    fn path(&self, name: &str) -> PathBuf {
        self.root.join(name)
    }

    /// Words in the order of their hashes.
    fn sorted(&self) -> Result<Sorted, BundleError> {
        let mut sorter = Sorter::new((self.make_aside)());
        let path = self.path(layout::WORDS);
        lines::each(&path, MAX_PASSAGE, |line| {
            sorter.push((Digest::of(line), 0));
            Ok::<(), io::Error>(())
        })
        .map_err(|error| BundleError::file(&path, error))?;
        Ok(sorter.end()?)
    }
}

fn wrong(text: String) -> BundleError {
    BundleError::Faulty(vec![Fault::Record(text)])
}

impl LogSource for BagLog {
    type Error = BundleError;

    fn uid(&self) -> IncidentUid {
        self.uid
    }

    fn aside(&mut self) -> Option<Box<dyn Aside>> {
        (self.make_aside)()
    }

    fn left_out(&mut self) -> Result<BTreeSet<Digest>, BundleError> {
        let (path, mut left_out) = (self.path(layout::WITHHELD), BTreeSet::new());
        lines::each(&path, MAX_LINE, |line| {
            let item: Withheld = serde_json::from_slice(line).map_err(io::Error::from)?;
            left_out.extend(item.passage.or(item.document));
            Ok::<(), io::Error>(())
        })
        .map_err(|error| BundleError::file(&path, error))?;
        Ok(left_out)
    }

    fn next_line(&mut self) -> Result<Option<StoredLine<'_>>, BundleError> {
        self.following.clear();
        let read = self.log.by_ref().take(MAX_LINE + 1).read_until(b'\n', &mut self.following);
        if read.map_err(|error| BundleError::file(&self.root.join(layout::LOG), error))? == 0 {
            return Ok(None);
        }
        if self.following.pop() != Some(b'\n') {
            return Err(wrong(format!("the line after {} is too long or has no end", self.seq)));
        }
        std::mem::swap(&mut self.line, &mut self.following);
        (self.seq, self.hash) = (self.seq.next(), Digest::of(&self.line));
        Ok(Some(StoredLine { seq: self.seq, hash: &self.hash.0, line: &self.line }))
    }

    fn next_passage(&mut self) -> Result<Option<KeptPassage>, BundleError> {
        let mut words = match self.words.take() {
            Some(words) => words,
            None => self.sorted()?,
        };
        let next = words.next()?;
        self.words = Some(words);
        Ok(next.map(|(found, _)| KeptPassage { hash: PassageRef(found), found }))
    }

    fn hashes_at(&mut self, wanted: &BTreeSet<Seq>) -> Result<BTreeMap<Seq, Digest>, BundleError> {
        let (mut seq, mut found) = (Seq::NONE, BTreeMap::new());
        let path = self.path(layout::LOG);
        lines::each(&path, MAX_LINE, |line| {
            seq = seq.next();
            found.extend(wanted.contains(&seq).then(|| (seq, Digest::of(line))));
            Ok::<(), io::Error>(())
        })
        .map_err(|error| BundleError::file(&path, error))?;
        Ok(found)
    }

    fn document(&mut self, sha256: Digest) -> Result<Option<Vec<u8>>, BundleError> {
        self.named.insert(sha256);
        let path = self.path(&layout::hashed(layout::SOURCES, sha256));
        match lines::small(&path, MAX_SOURCE) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(BundleError::file(&path, error)),
        }
    }

    fn evidence(&mut self, piece: &Piece, progress: &mut dyn FnMut(u64)) -> Result<PieceState, BundleError> {
        let Some(sha256) = piece.sha256 else { return Ok(PieceState::NotHeld) };
        let name = layout::hashed(layout::EVIDENCE, sha256);
        let path = self.path(&name);
        let Ok(meta) = path.symlink_metadata() else { return Ok(PieceState::NotHeld) };
        if meta.is_symlink() {
            return Ok(PieceState::Replaced(Instead::Link));
        }
        if self.known.get(&name) == Some(&sha256) {
            return Ok(PieceState::Unchanged);
        }
        Ok(match bag::hash(&path, meta.len(), progress) {
            Ok((found, _)) if found == sha256 => PieceState::Unchanged,
            Ok((found, _)) => PieceState::Altered(found),
            Err(error) => PieceState::Unreadable(error.to_string()),
        })
    }
}
