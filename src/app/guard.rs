//! Card numbers and secrets on their way into the record. What a person typed by mistake is masked before it is written, unless they say
//! that it has to stand; either way they are told. Must not keep or print what it found.

use std::borrow::Cow;

use crate::record::secret::{SecretKind, mask};

/// What is done with what looks like a secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Secrets {
    /// It is written masked.
    #[default]
    Mask,
    /// It is written as typed.
    Keep,
}

/// Something about words that whoever typed them has to know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Caught {
    /// Something looked like a secret.
    Secret {
        /// What it looks like.
        kind: SecretKind,
        /// What was done with it.
        done: Secrets,
    },
    /// A text was too long for an entry.
    Long {
        /// Its size.
        bytes: usize,
    },
}

impl Caught {
    /// For the person who typed it.
    pub(crate) fn text(self) -> String {
        match self {
            Self::Secret { kind, done: Secrets::Mask } => {
                format!("this looks like {kind}: stored masked; --verbatim keeps it")
            }
            Self::Secret { kind, done: Secrets::Keep } => format!("this looks like {kind}: stored as typed"),
            Self::Long { bytes } => format!(
                "a text of {bytes} bytes is too long for an entry: the entry has its beginning, the whole is kept as evidence"
            ),
        }
    }
}

/// The text as it may be written, and what was caught.
pub(crate) fn pass(text: &str, secrets: Secrets) -> (Cow<'_, str>, Vec<Caught>) {
    let Some(masked) = mask(text) else { return (Cow::Borrowed(text), Vec::new()) };
    let caught =
        masked.found.iter().map(|found| Caught::Secret { kind: found.kind, done: secrets }).collect();
    match secrets {
        Secrets::Mask => (Cow::Owned(masked.text), caught),
        Secrets::Keep => (Cow::Borrowed(text), caught),
    }
}
