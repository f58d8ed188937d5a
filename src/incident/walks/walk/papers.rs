//! A piece of evidence and a notice, as people would take and send them.

use crate::base::digest::Digest;
use crate::base::id::EvidenceId;
use crate::base::time::Claimed;
use crate::incident::event::evidence::{EvidenceTaken, Holding};
use crate::incident::event::step::NoticeSent;
use crate::incident::key::StepKey;
use crate::incident::walks::crew::words;

/// A copied file for a step.
pub(super) fn piece(evidence: EvidenceId, step: &StepKey, n: u32) -> EvidenceTaken {
    EvidenceTaken {
        evidence,
        holding: Holding::Copied,
        name: words(),
        sha256: Some(Digest::of(format!("{step} {n}").as_bytes())),
        size: Some(1),
        source: Some(words()),
        method: Some(words()),
        place: Some(words()),
        collector: None,
        collected: None,
        step: Some(step.clone()),
        item: None,
        claimed_hash: false,
    }
}

/// A notice that went out at a moment.
pub(super) fn notice(sent: Claimed, step: &StepKey) -> NoticeSent {
    NoticeSent {
        sent,
        step: Some(step.clone()),
        duty: None,
        form: None,
        stage: None,
        to: None,
        channel: None,
        controller: None,
        sha256: None,
        version: None,
        approver: None,
        reference: None,
        receipt: None,
        withdrawal: false,
    }
}
