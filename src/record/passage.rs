//! Passages: the words of the record, each kept apart from its entry and bound to it only by a hash, so that it can be withheld or
//! erased. The salt keeps short texts from being guessed from the hash. Must not decide who may read.

use crate::base::canonical::{self, CanonicalError};
use crate::base::digest::{Digest, write_hex};
use crate::fact::value::PassageRef;

/// The longest text, in bytes; longer texts become evidence files.
pub(crate) const MAX_TEXT: usize = 32 * 1024;

/// 128 random bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Salt(pub(crate) [u8; 16]);

impl std::fmt::Display for Salt {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write_hex(f, &self.0)
    }
}

#[derive(serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Stored {
    salt: String,
    text: String,
}

/// A passage as it is stored: the canonical line that was hashed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Passage {
    line: String,
    id: PassageRef,
}

impl Passage {
    /// Writes a text as a passage.
    pub(crate) fn write(text: &str, salt: Salt) -> Result<Self, CanonicalError> {
        let line = canonical::to_line(&Stored { salt: salt.to_string(), text: text.to_owned() })?;
        let id = PassageRef(Digest::of(line.as_bytes()));
        Ok(Self { line, id })
    }

    /// Its hash, which entries refer to.
    pub(crate) fn id(&self) -> PassageRef {
        self.id
    }

    /// The bytes that were hashed.
    pub(crate) fn line(&self) -> &str {
        &self.line
    }

    /// The text of a stored line.
    pub(crate) fn text_of(line: &str) -> Option<String> {
        serde_json::from_str::<Stored>(line).ok().map(|stored| stored.text)
    }
}
