//! Checkpoints: the incident, how many entries it had and the hash of the last. Three lines that can be kept, signed and stamped
//! elsewhere; no words are in them. Must not sign or fetch anything.

use std::fmt;

use super::chain::Head;
use crate::base::digest::Digest;
use crate::base::id::{IncidentUid, Seq};

/// The first line begins with it, so that a checkpoint cannot be taken for one of another program.
const ORIGIN: &str = "breachbook/";

/// What a signature over a checkpoint is made for: OpenSSH's namespace.
pub(crate) const NAMESPACE: &str = "breachbook-checkpoint@v1";

/// A size and head of an incident's record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Checkpoint {
    /// The incident.
    pub(crate) uid: IncidentUid,
    /// Number of entries and hash of the last.
    pub(crate) head: Head,
}

/// Why a text is no checkpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum CheckpointError {
    /// Not three lines, each ended.
    #[error("a checkpoint has three lines")]
    Lines,
    /// Another program's.
    #[error("the first line is not `breachbook/` and the incident's 32 hex digits")]
    Origin,
    /// No number of entries.
    #[error("the second line is no number of entries")]
    Size,
    /// No hash.
    #[error("the third line is no SHA-256 in 64 lower-case hex digits")]
    Hash,
    /// No short form.
    #[error("a short form looks like `#700 c4d8-23dc-acdd-4e45`")]
    Short,
}

/// The bytes that are signed and stamped.
impl fmt::Display for Checkpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{ORIGIN}{}\n{}\n{}\n", self.uid, self.head.seq.0, self.head.hash)
    }
}

impl Checkpoint {
    /// Reads a checkpoint. What would be written otherwise is refused: the bytes are what was signed.
    pub(crate) fn parse(text: &str) -> Result<Self, CheckpointError> {
        let mut lines = text.split('\n');
        let (Some(origin), Some(size), Some(hash), Some(""), None) =
            (lines.next(), lines.next(), lines.next(), lines.next(), lines.next())
        else {
            return Err(CheckpointError::Lines);
        };
        let uid = origin.strip_prefix(ORIGIN).and_then(IncidentUid::parse).ok_or(CheckpointError::Origin)?;
        let number = size.parse().map_err(|_bad| CheckpointError::Size)?;
        let hash = Digest::parse(hash).ok_or(CheckpointError::Hash)?;
        let read = Self { uid, head: Head { seq: Seq(number), hash } };
        if number > 0 && read.to_string() == text { Ok(read) } else { Err(CheckpointError::Size) }
    }
}

/// The short form for phones, chats and papers: a number and the first 64 bits of the hash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ShortForm {
    /// Number of entries.
    pub(crate) seq: Seq,
    /// `c4d8-23dc-acdd-4e45`.
    pub(crate) code: String,
}

impl fmt::Display for ShortForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.seq, self.code)
    }
}

impl ShortForm {
    /// Reads what somebody copied: `#700 c4d8-23dc-acdd-4e45`, also without `#`, without hyphens, in capitals.
    pub(crate) fn parse(text: &str) -> Result<Self, CheckpointError> {
        let text = text.trim().trim_start_matches('#');
        let (number, code) = text.split_once(char::is_whitespace).ok_or(CheckpointError::Short)?;
        let seq = number.parse().map(Seq).map_err(|_bad| CheckpointError::Short)?;
        let digits: String = code.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
        let digits = digits.to_ascii_lowercase();
        if digits.len() != 16 || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(CheckpointError::Short);
        }
        let groups: Vec<&str> = [0, 4, 8, 12].iter().filter_map(|at| digits.get(*at..at + 4)).collect();
        Ok(Self { seq, code: groups.join("-") })
    }

    /// Of a head.
    pub(crate) fn of(head: Head) -> Self {
        Self { seq: head.seq, code: head.hash.short() }
    }

    /// The first short form in a text such as a reference: `INC-2026-K7QD (#700 c4d8-23dc-acdd-4e45)`.
    pub(crate) fn find(text: &str) -> Option<Self> {
        text.match_indices('#').find_map(|(at, _)| {
            let mut words = text.get(at..)?.split_whitespace();
            let (number, code) = (words.next()?, words.next()?);
            let code = code.trim_end_matches(|c: char| !c.is_ascii_alphanumeric());
            Self::parse(&format!("{number} {code}")).ok()
        })
    }

    /// Whether a hash begins so.
    pub(crate) fn fits(&self, hash: &Digest) -> bool {
        hash.short() == self.code
    }
}

#[cfg(test)]
mod tests;
