//! Time stamps (RFC 3161): the query over a checkpoint, written by hand, and what a reply says: which hash was stamped, and when.
//! Whether an authority signed the reply is checked with `openssl ts`: that needs certificates and trust that are not ours to judge.
//! Must not fetch anything.

mod der;

use chrono::NaiveDateTime;

use crate::base::digest::Digest;
use crate::base::time::Timestamp;
use der::{Element, Tag};

/// 2.16.840.1.101.3.4.2.1: SHA-256.
const SHA256: [u8; 9] = [0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01];
/// 1.2.840.113549.1.7.2: signed data (RFC 5652).
const SIGNED_DATA: [u8; 9] = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x02];
/// 1.2.840.113549.1.9.16.1.4: what a time stamp says (RFC 3161 2.4.2).
const TST_INFO: [u8; 11] = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x10, 0x01, 0x04];

/// Why bytes are no time stamp that helps.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum StampError {
    /// Not DER, or not of the form of a reply.
    #[error("not a reply of a time-stamping authority (RFC 3161, DER)")]
    Form,
    /// The authority said no.
    #[error("the authority refused: status {0} (RFC 3161, 2.4.2)")]
    Refused(u8),
    /// Something other than a SHA-256 was stamped.
    #[error("the reply stamps no SHA-256")]
    Algorithm,
    /// The time cannot be read.
    #[error("the time of the stamp cannot be read")]
    Time,
}

/// What an authority is sent: the hash, a number that the reply has to repeat, and the wish for its certificate. 69 bytes at most.
pub(crate) fn query(imprint: Digest, nonce: u64) -> Vec<u8> {
    let algorithm = der::sequence(&[der::element(Tag::Oid, &SHA256), der::element(Tag::Null, &[])]);
    let imprint = der::sequence(&[algorithm, der::element(Tag::Octets, &imprint.0)]);
    let version = der::integer(1);
    let wants_certificate = der::element(Tag::Boolean, &[0xff]);
    der::sequence(&[version, imprint, der::integer(nonce), wants_certificate])
}

/// What a reply says; its signature was not looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Reply {
    /// The hash that was stamped.
    pub(crate) imprint: Digest,
    /// When, by the authority's clock.
    pub(crate) gen_time: Timestamp,
}

impl Reply {
    /// Reads a reply.
    pub(crate) fn parse(bytes: &[u8]) -> Result<Self, StampError> {
        let mut outer =
            Element::only(bytes).and_then(|reply| reply.open(Tag::Sequence)).ok_or(StampError::Form)?;
        let status = outer.enter(Tag::Sequence).and_then(|mut status| status.take(Tag::Integer));
        // 0 granted, 1 granted with changes; all else is a refusal without a stamp.
        match status.and_then(Element::small).ok_or(StampError::Form)? {
            0 | 1 => {}
            refused => return Err(StampError::Refused(refused)),
        }
        let said = outer.enter(Tag::Sequence).and_then(said).ok_or(StampError::Form)?;
        Self::said(said)
    }

    /// Reads the authority's words.
    fn said(mut said: der::Elements<'_>) -> Result<Self, StampError> {
        let skipped = said.take(Tag::Integer).and_then(|_version| said.take(Tag::Oid));
        let mut stamped = skipped.and_then(|_policy| said.enter(Tag::Sequence)).ok_or(StampError::Form)?;
        let algorithm = stamped.enter(Tag::Sequence).and_then(|mut algorithm| algorithm.take(Tag::Oid));
        let hash = stamped.take(Tag::Octets).ok_or(StampError::Form)?;
        if algorithm.ok_or(StampError::Form)?.content != SHA256 {
            return Err(StampError::Algorithm);
        }
        let imprint = hash.content.try_into().map(Digest).map_err(|_long| StampError::Algorithm)?;
        let time =
            said.take(Tag::Integer).and_then(|_serial| said.take(Tag::Time)).ok_or(StampError::Form)?;
        let gen_time = time_of(time.content).ok_or(StampError::Time)?;
        Ok(Self { imprint, gen_time })
    }
}

/// Finds what the authority said inside the signed envelope.
fn said(mut envelope: der::Elements<'_>) -> Option<der::Elements<'_>> {
    let is_signed = envelope.take(Tag::Oid)?.content == SIGNED_DATA;
    let mut signed = envelope.enter(Tag::Zero)?.enter(Tag::Sequence).filter(|_| is_signed)?;
    signed.take(Tag::Integer)?;
    signed.take(Tag::Set)?;
    let mut content = signed.enter(Tag::Sequence)?;
    let is_stamp = content.take(Tag::Oid)?.content == TST_INFO;
    let octets = content.enter(Tag::Zero)?.take(Tag::Octets).filter(|_| is_stamp)?;
    Element::only(octets.content)?.open(Tag::Sequence)
}

/// `20261122031500Z` or `20261122031500.25Z`.
fn time_of(text: &[u8]) -> Option<Timestamp> {
    let text = std::str::from_utf8(text).ok()?.strip_suffix('Z')?;
    let time = NaiveDateTime::parse_from_str(text, "%Y%m%d%H%M%S%.f").ok()?;
    Timestamp::from_utc(time.and_utc())
}

#[cfg(test)]
mod tests;
