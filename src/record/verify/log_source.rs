//! Where a record lies: a database, a folder that somebody sent. What a check needs of it, and nothing else.
//! Must not check anything itself.

use std::collections::{BTreeMap, BTreeSet};

use super::evidence::{Piece, PieceState};
use super::sorter::{Aside, AsideError};
use crate::base::digest::Digest;
use crate::base::id::{IncidentUid, Seq};
use crate::fact::value::PassageRef;
use crate::record::chain::StoredLine;

/// A passage as it lies, unchecked.
#[derive(Debug, Clone, Copy)]
pub(crate) struct KeptPassage {
    /// The hash that it is kept under.
    pub(crate) hash: PassageRef,
    /// SHA-256 of its bytes.
    pub(crate) found: Digest,
}

/// One incident's record, to be read once from the first line to the last.
pub(crate) trait LogSource {
    /// Why it cannot be read.
    type Error: From<AsideError>;

    /// The incident.
    fn uid(&self) -> IncidentUid;

    /// A place for hashes that are looked at later, empty; nothing where there is none, and they are held in memory.
    fn aside(&mut self) -> Option<Box<dyn Aside>>;

    /// What an edition leaves out by its own list: hashes of passages and documents. Nothing for a whole record.
    fn left_out(&mut self) -> Result<BTreeSet<Digest>, Self::Error>;

    /// The next line.
    fn next_line(&mut self) -> Result<Option<StoredLine<'_>>, Self::Error>;

    /// The next passage, in the order of the hashes that they are kept under. Asked for after the last line.
    fn next_passage(&mut self) -> Result<Option<KeptPassage>, Self::Error>;

    /// SHA-256 of the bytes of these lines, as far as they are there. Asked for once, after the last line.
    fn hashes_at(&mut self, lines: &BTreeSet<Seq>) -> Result<BTreeMap<Seq, Digest>, Self::Error>;

    /// The document that is kept under a hash.
    fn document(&mut self, sha256: Digest) -> Result<Option<Vec<u8>>, Self::Error>;

    /// Hashes a piece of evidence again. `progress` is told the number of bytes read so far.
    fn evidence(&mut self, piece: &Piece, progress: &mut dyn FnMut(u64)) -> Result<PieceState, Self::Error>;
}
