//! Sentences about evidence, custody and notices that went out.

use super::Sentence;
use super::scene::Scene;
use crate::base::id::{EvidenceId, StageId};
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

/// The form that was filled in: `edpb-33, initial`; nothing where it only says again which duty was served.
fn form(body: &NoticeSent) -> Option<String> {
    let duty = body.duty.as_ref().map(|duty| (duty.regime.as_str(), duty.stage.as_str()));
    let stage = body.stage.as_ref().map(StageId::as_str);
    match (body.form.as_deref(), stage) {
        (Some(form), Some(stage))
            if duty.is_some_and(|(regime, of)| of == stage && regime.starts_with(form)) =>
        {
            None
        }
        (Some(form), Some(stage)) => Some(format!("{form}, {stage}")),
        (form, stage) => form.or(stage).map(str::to_owned),
    }
}

pub(super) fn sent(body: &NoticeSent, scene: &Scene<'_>) -> Sentence {
    let to = scene.maybe(body.to).map_or_else(String::new, |to| format!(" to {to}"));
    let duty = body.duty.as_ref().map_or_else(String::new, |duty| format!(" ({duty})"));
    let what = if body.withdrawal { "Notice taken back; the withdrawal went" } else { "Sent" };
    Sentence::new(format!("{what}{to}{duty}, {}", scene.claimed(body.sent)))
        .with("law", body.duty.as_ref().and_then(|duty| scene.law(duty)))
        .with("form", form(body))
        .with("channel", scene.maybe(body.channel))
        .with("for the controller", scene.maybe(body.controller))
        .with("version", scene.maybe(body.version))
        .with("text SHA-256", body.sha256.map(|digest| digest.to_string()))
        .with("approved by", body.approver.map(|person| scene.person(person)))
        .with("reference", scene.maybe(body.reference))
        .with("receipt", scene.maybe(body.receipt))
}
