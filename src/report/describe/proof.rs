//! Checkpoints, anchors, a legal hold and copies that came home, as sentences.

use super::Sentence;
use super::scene::Scene;
use crate::base::text::count;
use crate::incident::event::proof::{AnchorAdded, AnchorKind, CheckpointMade, CopyMerged, HoldSet, Occasion};

pub(super) fn checkpoint(body: &CheckpointMade, scene: &Scene<'_>) -> Sentence {
    let occasion = match body.occasion {
        Occasion::Demand => "",
        Occasion::Production => " for what was given away",
        Occasion::Handover => " at the handover",
        Occasion::Close => " at the close",
    };
    let signed = if body.sha256.is_some() { ", signed" } else { "" };
    Sentence::new(format!("Checkpoint{occasion}: {} {}{signed}", body.size, body.head.short()))
        .with("by the key of", body.signer.map(|person| scene.person(person)))
        .with("key", body.key.clone())
}

pub(super) fn anchor(body: &AnchorAdded, scene: &Scene<'_>) -> Sentence {
    let what = match body.kind {
        AnchorKind::Seen => "was seen elsewhere",
        AnchorKind::Reference => "stands in a notice as our reference",
        AnchorKind::File => "came back as a checkpoint file",
        AnchorKind::Countersigned => "was signed by a second person",
        AnchorKind::Timestamped => "was stamped by a time-stamping authority",
    };
    Sentence::new(format!("Anchor: {} {} {what}", body.size, body.code))
        .says("Where", scene.maybe(body.place))
        .with("notice", body.notice.map(|seq| seq.to_string()))
        .with("by the key of", body.signer.map(|person| scene.person(person)))
        .with("stamped", body.stamped.map(|at| scene.moment(at)))
        .with("key", body.key.clone())
        .with("SHA-256 of the proof", body.sha256.map(|sha256| sha256.to_string()))
}

pub(super) fn hold(body: &HoldSet, scene: &Scene<'_>) -> Sentence {
    let lead = if body.on { "Legal hold: nothing may be erased" } else { "The legal hold has ended" };
    Sentence::new(lead)
        .says("Reason", Some(scene.read(body.why)))
        .with("on the word of", body.on_word_of.map(|person| scene.person(person)))
}

pub(super) fn merged(body: &CopyMerged) -> Sentence {
    let beyond = usize::try_from(body.other_size.0.saturating_sub(body.size.0)).unwrap_or(usize::MAX);
    Sentence::new(format!(
        "Another copy of this record came home, with {} beyond {}; what of them was not here came in late",
        count(beyond, "entry"),
        body.size
    ))
    .with("common up to", Some(format!("{} {}", body.size, body.head.short())))
    .with("its lines are", Some(body.evidence.to_string()))
}
