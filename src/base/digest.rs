//! SHA-256 and hexadecimal.

use std::fmt;

use sha2::Digest as _;

use super::text_form::read_text;

/// A SHA-256 digest, written as 64 lower-case hex digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Digest(pub(crate) [u8; 32]);

impl Digest {
    /// What the first entry names as its predecessor.
    pub(crate) const ZERO: Self = Self([0; 32]);

    /// Hashes bytes.
    pub(crate) fn of(bytes: &[u8]) -> Self {
        Self(sha2::Sha256::digest(bytes).into())
    }

    /// Reads 64 lower-case hex digits.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        unhex(text).map(Self)
    }

    /// The form for a phone: `c4d8-23dc-acdd-4e45`, the first 64 bits.
    pub(crate) fn short(&self) -> String {
        let hex: String = self.to_string().chars().take(16).collect();
        hex.as_bytes()
            .chunks(4)
            .map(|four| String::from_utf8_lossy(four).into_owned())
            .collect::<Vec<_>>()
            .join("-")
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_hex(f, &self.0)
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_hex(f, &self.0)
    }
}

impl serde::Serialize for Digest {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for Digest {
    fn deserialize<D: serde::Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        read_text(source, |text| Self::parse(text).ok_or("a digest is 64 lower-case hex digits"))
    }
}

/// A digest that is fed piece by piece, for files that do not fit into memory.
#[derive(Clone, Default)]
pub(crate) struct Hasher(sha2::Sha256);

impl Hasher {
    /// Adds bytes.
    pub(crate) fn update(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// The digest of all that was added.
    pub(crate) fn finish(self) -> Digest {
        Digest(self.0.finalize().into())
    }
}

/// Writes bytes as lower-case hex.
pub(crate) fn write_hex(f: &mut fmt::Formatter<'_>, bytes: &[u8]) -> fmt::Result {
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    let hex: String = digits.filter_map(|digit| char::from_digit(digit.into(), 16)).collect();
    f.write_str(&hex)
}

/// What is no digit.
const NONE: u8 = 0xff;

/// The value of a byte as a digit. Nothing is decided early: nobody can guess which branch a hash takes next.
fn digit(letter: u8) -> u8 {
    let (number, small) = (letter.wrapping_sub(b'0'), letter.wrapping_sub(b'a'));
    let of_letter = if small < 6 { small + 10 } else { NONE };
    if number < 10 { number } else { of_letter }
}

/// Reads exactly `N` bytes of lower-case hex.
pub(crate) fn unhex<const N: usize>(text: &str) -> Option<[u8; N]> {
    let (pairs, []) = text.as_bytes().as_chunks::<2>() else { return None };
    let (mut bytes, mut all) = ([0; N], 0);
    if pairs.len() != N {
        return None;
    }
    for (slot, [high, low]) in bytes.iter_mut().zip(pairs) {
        let (high, low) = (digit(*high), digit(*low));
        all |= high | low;
        *slot = high << 4 | low & 15;
    }
    (all < 16).then_some(bytes)
}
