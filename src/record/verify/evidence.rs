//! Evidence as the record has it, and what became of its files. Must not open files.

use super::log_source::LogSource;
use crate::base::digest::Digest;
use crate::base::id::{EvidenceId, Seq};
use crate::fact::value::PassageRef;
use crate::incident::event::evidence::{EvidenceTaken, Holding};

/// A piece of evidence as its entry says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Piece {
    /// The entry.
    pub(crate) entry: Seq,
    /// Its number.
    pub(crate) id: EvidenceId,
    /// Where the thing itself is.
    pub(crate) holding: Holding,
    /// Its hash, unless there is none or only a custodian claims it.
    pub(crate) sha256: Option<Digest>,
    /// Bytes.
    pub(crate) size: Option<u64>,
    /// Where it lies, for what was hashed in place.
    pub(crate) place: Option<PassageRef>,
}

impl Piece {
    /// Reads the entry of a piece.
    pub(crate) fn of(entry: Seq, taken: &EvidenceTaken) -> Self {
        Self {
            entry,
            id: taken.evidence,
            holding: taken.holding,
            sha256: taken.sha256.filter(|_| !taken.claimed_hash),
            size: taken.size,
            place: taken.place,
        }
    }

    /// Whether its file can be looked at here.
    pub(crate) fn is_held(&self) -> bool {
        self.sha256.is_some() && matches!(self.holding, Holding::Copied | Holding::InPlace)
    }
}

/// What stands where a file was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Instead {
    /// A symbolic link.
    Link,
    /// A folder.
    Folder,
    /// A device, pipe or socket.
    Special,
}

/// What became of a piece.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum PieceState {
    /// Its hash is the recorded one.
    Unchanged,
    /// It is there with another hash.
    Altered(Digest),
    /// It is not there.
    Missing,
    /// Something other than a file is in its place.
    Replaced(Instead),
    /// It cannot be read.
    Unreadable(String),
    /// It is not held here, or its place is not known.
    NotHeld,
}

impl PieceState {
    /// Whether something is wrong with it.
    pub(crate) fn is_bad(&self) -> bool {
        match self {
            Self::Unchanged | Self::NotHeld => false,
            Self::Altered(_) | Self::Missing | Self::Replaced(_) | Self::Unreadable(_) => true,
        }
    }
}

/// A piece with what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CheckedPiece {
    /// The piece.
    pub(crate) piece: Piece,
    /// What became of it.
    pub(crate) state: PieceState,
}

/// Hashes all pieces again. `progress` is told the number of bytes read of all of them.
pub(crate) fn check<S: LogSource>(
    pieces: &[Piece],
    source: &mut S,
    progress: &mut dyn FnMut(u64),
) -> Result<Vec<CheckedPiece>, S::Error> {
    let mut checked = Vec::new();
    let mut before = 0_u64;
    for piece in pieces {
        let mut last = 0;
        let state = if piece.is_held() {
            source.evidence(piece, &mut |read| {
                last = read;
                progress(before.saturating_add(read));
            })?
        } else {
            PieceState::NotHeld
        };
        before = before.saturating_add(last);
        checked.push(CheckedPiece { piece: piece.clone(), state });
    }
    Ok(checked)
}
