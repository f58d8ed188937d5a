//! Anchors: what holds the record to the world outside its file. Each is held against the line that it names; how much it proves depends on
//! where it lay. Must not take what the record says of itself for proof.

use std::collections::{BTreeMap, BTreeSet};

use super::lines::Lines;
use super::log_source::LogSource;
use super::outside::{Kept, Outside};
use super::proof::{self, Proof};
use crate::base::digest::Digest;
use crate::base::id::Seq;
use crate::base::time::Timestamp;
use crate::incident::event::Event;
use crate::incident::event::proof::{AnchorKind, Occasion};
use crate::record::chain::Head;
use crate::record::checkpoint::{Checkpoint, ShortForm};

/// What an entry is that names a size and a head.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum What {
    /// A checkpoint was made.
    Made(Occasion),
    /// Something came home.
    Added(AnchorKind),
    /// A paper was given away; it bears the short form.
    Given,
    /// Another copy was merged.
    Merged,
}

/// What an entry says about an earlier line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Claim {
    entry: Seq,
    at: Option<Timestamp>,
    what: What,
    size: Seq,
    head: Option<Digest>,
    code: String,
    /// The document with its proof.
    pub(super) sha256: Option<Digest>,
    /// Whether that is a signature.
    signed: bool,
}

impl Claim {
    /// Reads it from the entry.
    #[expect(clippy::wildcard_enum_match_arm, reason = "the other kinds name no head")]
    pub(super) fn of(entry: Seq, t: &str, event: &Event) -> Option<Self> {
        let (what, size, head, sha256) = match event {
            Event::CheckpointMade(made) => {
                (What::Made(made.occasion), made.size, Some(made.head), made.sha256)
            }
            Event::AnchorAdded(added) => (What::Added(added.kind), added.size, added.head, added.sha256),
            Event::Produced(given) => (What::Given, given.size, Some(given.head), None),
            Event::CopyMerged(merged) => (What::Merged, merged.size, Some(merged.head), None),
            _other => return None,
        };
        let code = match (event, head) {
            (Event::AnchorAdded(added), _) => added.code.clone(),
            (_, head) => head.map(|head| head.short()).unwrap_or_default(),
        };
        let signed = match event {
            Event::AnchorAdded(added) => added.key.is_some(),
            _other => sha256.is_some(),
        };
        Some(Self { entry, at: Timestamp::parse(t), what, size, head, code, sha256, signed })
    }

    fn fit(&self, hashes: &BTreeMap<Seq, Digest>) -> Fit {
        let Some(found) = hashes.get(&self.size).filter(|_| self.size < self.entry) else {
            return Fit::Differs;
        };
        let whole = self.head.is_none_or(|head| head == *found);
        if whole && found.short() == self.code { Fit::Fits } else { Fit::Differs }
    }
}

/// Where an anchor lay.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Origin {
    /// Outside the record.
    Outside(Kept),
    /// A short form that somebody gave.
    Code,
    /// In an entry of the record itself.
    Entry(Seq, What),
}

/// Whether the record is as the anchor says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fit {
    /// It is.
    Fits,
    /// The line of this number is another one, or not there.
    Differs,
    /// The record ends before it.
    Beyond,
}

/// An anchor, judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Anchor {
    /// Where it lay.
    pub(crate) origin: Origin,
    /// Up to which entry it speaks.
    pub(crate) size: Seq,
    /// The first 64 bits of the head that it names.
    pub(crate) code: String,
    /// Whether the record is as it says.
    pub(crate) fit: Fit,
    /// What stands behind it.
    pub(crate) proof: Proof,
    /// Whether an entry tells of it. A checkpoint that was made has one, unless the record could not be written.
    pub(crate) told: bool,
}

impl Anchor {
    /// Whether it proves that nothing up to it was altered since it was made. What is kept beside the record on the same machine betrays an
    /// older copy, and proves nothing against somebody who can write to both.
    pub(crate) fn proves(&self) -> bool {
        let strong = match &self.origin {
            Origin::Outside(Kept::File(_)) | Origin::Code => true,
            Origin::Outside(Kept::LastSeen | Kept::Mirror | Kept::Bundle(_)) => false,
            Origin::Entry(..) => matches!(self.proof, Proof::Signed { .. }),
        };
        strong && self.fit == Fit::Fits
    }

    /// Whether the record is not as it says, or it is not what it says.
    pub(crate) fn contradicts(&self) -> bool {
        self.fit != Fit::Fits || matches!(self.proof, Proof::Wrong(_))
    }
}

/// Holds every anchor against the lines.
pub(super) fn judge<S: LogSource>(
    lines: &Lines,
    claims: &[Claim],
    outside: &Outside,
    source: &mut S,
) -> Result<Vec<Anchor>, S::Error> {
    let uid = source.uid();
    let given = outside.of(uid).map(|given| given.checkpoint.head.seq);
    let codes = outside.codes.iter().map(|code| code.seq);
    let wanted: BTreeSet<Seq> = given.chain(codes).chain(claims.iter().map(|claim| claim.size)).collect();
    let hashes = source.hashes_at(&wanted)?;
    let fit = |size: Seq, fits: &dyn Fn(&Digest) -> bool| match hashes.get(&size) {
        Some(found) if fits(found) => Fit::Fits,
        None if size > lines.last => Fit::Beyond,
        Some(_) | None => Fit::Differs,
    };
    let told =
        |head: &Head| claims.iter().any(|claim| claim.size == head.seq && claim.code == head.hash.short());
    let mut anchors = Vec::new();
    for given in outside.of(uid) {
        let head = given.checkpoint.head;
        anchors.push(Anchor {
            origin: Origin::Outside(given.kept.clone()),
            size: head.seq,
            code: head.hash.short(),
            fit: fit(head.seq, &|found| *found == head.hash),
            proof: Proof::None,
            told: told(&head) || !matches!(given.kept, Kept::File(_)),
        });
    }
    anchors.extend(outside.codes.iter().map(|code| of_code(code, fit(code.seq, &|found| code.fits(found)))));
    for claim in claims {
        anchors.push(Anchor {
            origin: Origin::Entry(claim.entry, claim.what),
            size: claim.size,
            code: claim.code.clone(),
            fit: claim.fit(&hashes),
            proof: proof_of(claim, outside, source)?,
            told: true,
        });
    }
    Ok(anchors)
}

fn of_code(code: &ShortForm, fit: Fit) -> Anchor {
    let code_text = code.code.clone();
    Anchor { origin: Origin::Code, size: code.seq, code: code_text, fit, proof: Proof::None, told: true }
}

/// The checkpoint that was signed or stamped is the one that the entry names; where it names only a code, nothing can be held against it.
fn proof_of<S: LogSource>(claim: &Claim, outside: &Outside, source: &mut S) -> Result<Proof, S::Error> {
    let (Some(sha256), Some(hash)) = (claim.sha256, claim.head) else { return Ok(Proof::None) };
    let checkpoint = Checkpoint { uid: source.uid(), head: Head { seq: claim.size, hash } };
    let bytes = source.document(sha256)?.filter(|bytes| Digest::of(bytes) == sha256);
    let bytes = bytes.as_deref();
    if claim.signed {
        let at = claim.at.unwrap_or(Timestamp::EPOCH);
        return Ok(proof::of_signature(bytes, &checkpoint, (outside.signers.as_ref(), at)));
    }
    Ok(match claim.what {
        What::Added(AnchorKind::Timestamped) => proof::of_stamp(bytes, &checkpoint),
        What::Made(_)
        | What::Added(
            AnchorKind::Seen | AnchorKind::Reference | AnchorKind::File | AnchorKind::Countersigned,
        )
        | What::Given
        | What::Merged => Proof::None,
    })
}
