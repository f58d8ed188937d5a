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

/// Something that looked like a secret, and what was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Caught {
    /// What it looks like.
    pub(crate) kind: SecretKind,
    /// What was done with it.
    pub(crate) done: Secrets,
}

impl Caught {
    /// For the person who typed it.
    pub(crate) fn text(self) -> String {
        match self.done {
            Secrets::Mask => format!("this looks like {}: stored masked; --verbatim keeps it", self.kind),
            Secrets::Keep => format!("this looks like {}: stored as typed", self.kind),
        }
    }
}

/// The text as it may be written, and what was caught.
pub(crate) fn pass(text: &str, secrets: Secrets) -> (Cow<'_, str>, Vec<Caught>) {
    let Some(masked) = mask(text) else { return (Cow::Borrowed(text), Vec::new()) };
    let caught = masked.found.iter().map(|found| Caught { kind: found.kind, done: secrets }).collect();
    match secrets {
        Secrets::Mask => (Cow::Owned(masked.text), caught),
        Secrets::Keep => (Cow::Borrowed(text), caught),
    }
}
