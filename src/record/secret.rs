//! Card numbers and secrets in what people type or paste: found before they are written, because what is in the record stays there.
//! A guess, made to be asked about, never applied in silence. Must not keep or print what it found.

mod card;
mod token;

use std::fmt;
use std::ops::Range;

/// What something looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum SecretKind {
    /// A payment card number.
    Card,
    /// A private key.
    PrivateKey,
    /// A key or token of a service.
    Token,
    /// A password.
    Password,
}

/// In a sentence such as "this looks like a card number".
impl fmt::Display for SecretKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Card => "a card number",
            Self::PrivateKey => "a private key",
            Self::Token => "an access key or token",
            Self::Password => "a password",
        })
    }
}

/// Something that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Secret {
    /// What it looks like.
    pub(crate) kind: SecretKind,
    /// How it is written when it is masked.
    pub(crate) shown: String,
}

/// A text without its secrets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Masked {
    /// The text to keep.
    pub(crate) text: String,
    /// What was taken out, in its order.
    pub(crate) found: Vec<Secret>,
}

/// A stretch of the text, in bytes, with what stands there afterwards.
struct Hit {
    range: Range<usize>,
    secret: Secret,
}

impl Hit {
    fn new(kind: SecretKind, range: Range<usize>, shown: impl Into<String>) -> Self {
        Self { range, secret: Secret { kind, shown: shown.into() } }
    }
}

/// Takes out what looks like card numbers and secrets. Nothing, when there is none.
pub(crate) fn mask(text: &str) -> Option<Masked> {
    let mut hits = token::find(text);
    hits.extend(card::find(text));
    // The earliest first; of two that begin together, the longer.
    hits.sort_by_key(|hit| (hit.range.start, std::cmp::Reverse(hit.range.end)));
    let mut masked = Masked { text: String::with_capacity(text.len()), found: Vec::new() };
    let mut done = 0;
    for Hit { range, secret } in hits {
        if range.start < done {
            // Two that overlap: what sticks out of the first goes too.
            done = done.max(range.end);
            continue;
        }
        masked.text.push_str(text.get(done..range.start).unwrap_or_default());
        masked.text.push_str(&secret.shown);
        masked.found.push(secret);
        done = range.end;
    }
    masked.text.push_str(text.get(done..).unwrap_or_default());
    (!masked.found.is_empty()).then_some(masked)
}

#[cfg(test)]
mod tests;
