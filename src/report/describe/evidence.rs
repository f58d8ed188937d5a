//! Sentences about evidence, custody and notices that went out.

use super::Sentence;
use super::scene::Scene;
use crate::base::id::EvidenceId;
use crate::incident::event::evidence::{
    CheckResult, CustodyTransferred, EvidenceChecked, EvidenceSettled, EvidenceTaken, Holding, WantedEnd,
};
use crate::incident::event::step::NoticeSent;

/// How a piece is held, in words.
pub(crate) fn holding(holding: Holding) -> &'static str {
    match holding {
        Holding::Copied => "copied beside the record",
        Holding::InPlace => "hashed where it lies",
        Holding::Referenced => "held by somebody else",
        Holding::Physical => "a thing, put away",
    }
}

pub(super) fn taken(body: &EvidenceTaken, scene: &Scene<'_>) -> Sentence {
    let hash = if body.claimed_hash { "SHA-256 as claimed by the custodian" } else { "SHA-256" };
    Sentence::new(format!("Evidence {}, {}", body.evidence, holding(body.holding)))
        .says("", Some(scene.read(body.name)))
        .with(hash, body.sha256.map(|digest| digest.to_string()))
        .with("size", body.size.map(|size| format!("{size} bytes")))
        .with("source", scene.maybe(body.source))
        .with("method", scene.maybe(body.method))
        .with("place", scene.maybe(body.place))
        .with("collected by", body.collector.map(|person| scene.person(person)))
        .with("collected at", body.collected.map(|at| scene.claimed(at)))
}

pub(super) fn settled(body: &EvidenceSettled, scene: &Scene<'_>) -> Sentence {
    let end = match body.end {
        WantedEnd::Unavailable => "Evidence cannot be had",
        WantedEnd::Later => "Evidence is taken later",
    };
    let wanted =
        scene.state.step(&body.step).and_then(|step| step.wanted.get(usize::try_from(body.item).ok()?));
    let what = wanted.map_or_else(|| format!("item {}", body.item), |wanted| wanted.what.clone());
    Sentence::new(format!("{end}: {what}, asked for by {}", scene.step(&body.step)))
        .says("Reason", scene.maybe(body.why))
}

pub(super) fn transferred(body: &CustodyTransferred, scene: &Scene<'_>) -> Sentence {
    Sentence::new(format!("Evidence {} handed to {}", scene.evidence(body.evidence), scene.read(body.to)))
        .says("Reason", scene.maybe(body.why))
        .with("from", scene.maybe(body.from))
        .with("place", scene.maybe(body.place))
        .with("at", body.at.map(|at| scene.claimed(at)))
}

pub(super) fn checked(body: &EvidenceChecked) -> Sentence {
    let of = |wanted: CheckResult| -> Vec<EvidenceId> {
        body.pieces.iter().filter(|piece| piece.result == wanted).map(|piece| piece.evidence).collect()
    };
    let results = [
        (CheckResult::Unchanged, "unchanged"),
        (CheckResult::Changed, "CHANGED"),
        (CheckResult::Missing, "MISSING"),
        (CheckResult::NotCheckable, "not checkable"),
    ];
    let parts: Vec<String> = results
        .iter()
        .map(|(result, word)| (of(*result), word))
        .filter(|(ids, _)| !ids.is_empty())
        .map(|(ids, word)| {
            let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
            format!("{} {word} ({})", ids.len(), ids.join(", "))
        })
        .collect();
    let parts = if parts.is_empty() { "there is none".to_owned() } else { parts.join("; ") };
    Sentence::new(format!("Evidence checked: {parts}"))
}

/// What went out, as far as it has a name: `gdpr-33-1/notify`, `edpb-33 initial`.
fn notice_name(body: &NoticeSent) -> String {
    let form = match (&body.form, &body.stage) {
        (Some(form), Some(stage)) => Some(format!("{form}, {stage}")),
        (Some(form), None) => Some(form.clone()),
        (None, Some(stage)) => Some(stage.to_string()),
        (None, None) => None,
    };
    let parts: Vec<String> = body.duty.iter().map(ToString::to_string).chain(form).collect();
    parts.join("; ")
}

pub(super) fn sent(body: &NoticeSent, scene: &Scene<'_>) -> Sentence {
    let to = scene.maybe(body.to).map_or_else(String::new, |to| format!(" to {to}"));
    let name = notice_name(body);
    let name = if name.is_empty() { String::new() } else { format!(" ({name})") };
    Sentence::new(format!("Sent{to}{name}, {}", scene.claimed(body.sent)))
        .with("channel", scene.maybe(body.channel))
        .with("for the controller", scene.maybe(body.controller))
        .with("version", scene.maybe(body.version))
        .with("text SHA-256", body.sha256.map(|digest| digest.to_string()))
        .with("approved by", body.approver.map(|person| scene.person(person)))
        .with("reference", scene.maybe(body.reference))
        .with("receipt", scene.maybe(body.receipt))
}
