//! Sentences about facts: learned more, not known yet, was wrong.

use super::Sentence;
use super::scene::Scene;
use crate::base::id::{FactId, Seq};
use crate::incident::event::fact::{FactConfirmed, FactCorrected, FactStated, FactUnknown};

fn before(sentence: Sentence, fact: &FactId, seq: Seq, scene: &Scene<'_>) -> Sentence {
    let change = scene.state.facts().get(fact).and_then(|state| {
        let earlier = state.history.iter().rev().filter(|change| change.seq < seq);
        earlier.map(|change| change.seq).next()
    });
    match (change, scene.value_before(fact, seq)) {
        (Some(entry), Some(value)) => sentence.beside("before", value, Some(entry)),
        (Some(entry), None) => sentence.beside("before", "not known".to_owned(), Some(entry)),
        (None, _) => sentence,
    }
}

pub(super) fn stated(body: &FactStated, seq: Seq, scene: &Scene<'_>) -> Sentence {
    let value = scene.value(&body.fact, &body.value);
    let sentence = Sentence::new(scene.fact(&body.fact)).says("", Some(value));
    before(sentence, &body.fact, seq, scene)
        .with("basis", scene.maybe(body.basis))
        .with("why", scene.maybe(body.why))
        .with("second person", body.second.map(|person| scene.person(person)))
        .with("disputed", body.disputed.then(|| "stands against another person's value".to_owned()))
}

pub(super) fn unknown(body: &FactUnknown, seq: Seq, scene: &Scene<'_>) -> Sentence {
    let sentence = Sentence::new(format!("Not known yet: {}", scene.fact(&body.fact)))
        .says("Reason", scene.maybe(body.why));
    before(sentence, &body.fact, seq, scene).with("ask again", body.recheck.map(|at| scene.moment(at)))
}

pub(super) fn corrected(body: &FactCorrected, seq: Seq, scene: &Scene<'_>) -> Sentence {
    let right = body.value.as_ref().map(|value| scene.value(&body.fact, value));
    let wrong = scene.value_before(&body.fact, seq).unwrap_or_else(|| "the value".to_owned());
    Sentence::new(format!("Corrected: {}", scene.fact(&body.fact)))
        .says("", right.or_else(|| Some("not known".to_owned())))
        .beside("was wrong", wrong, Some(body.corrects))
        .with("why", scene.maybe(body.why))
        .with("second person", body.second.map(|person| scene.person(person)))
        .with("by the undo of", body.step.as_ref().map(|key| scene.step(key)))
}

pub(super) fn confirmed(body: &FactConfirmed, scene: &Scene<'_>) -> Sentence {
    Sentence::new(format!("Confirmed: {}", scene.fact(&body.fact))).beside(
        "confirms",
        "the value".to_owned(),
        Some(body.entry),
    )
}
