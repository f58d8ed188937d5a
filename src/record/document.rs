//! Documents that entries name by their hash: playbooks, catalogue, profile, proofs. Their bytes are in the table of sources.
//! Must not decide who gets them.

use super::entry::digests_of;
use crate::base::digest::Digest;
use crate::incident::event::Event;

/// What kind of document it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Document {
    /// A playbook or a block.
    Playbook,
    /// The fact catalogue.
    Catalogue,
    /// The organisation profile: names, phones, insurers.
    Organisation,
    /// The scenario of an exercise.
    Scenario,
    /// A signature, a reply of an authority, a checkpoint file.
    Proof,
}

/// The documents that an entry names, each with the member that holds its hash.
pub(crate) fn documents_of(event: &Event) -> Vec<(String, Digest, Document)> {
    let proof = matches!(event, Event::CheckpointMade(_) | Event::AnchorAdded(_));
    let pins = matches!(
        event,
        Event::IncidentOpened(_)
            | Event::PlaybookJoined(_)
            | Event::Progressed(_)
            | Event::ExerciseClockSet(_)
    );
    if !proof && !pins {
        return Vec::new();
    }
    let kind = |member: &str| match member {
        "sha256" if proof => Some(Document::Proof),
        "sha256" => Some(Document::Playbook),
        "catalogue" => Some(Document::Catalogue),
        "organisation" => Some(Document::Organisation),
        // The script of an exercise comes into the record when play is over; entry 1 only says which it will be.
        "scenario" if matches!(event, Event::ExerciseClockSet(_)) => Some(Document::Scenario),
        _other => None,
    };
    let digests = event.body().map(|body| digests_of(&body)).unwrap_or_default();
    let found = digests.into_iter().map(|(member, digest)| (kind(&member), member, digest));
    found.filter_map(|(kind, member, digest)| Some((member, digest, kind?))).collect()
}
