//! Sentences about decisions on legal duties.

use super::Sentence;
use super::scene::Scene;
use crate::incident::event::duty::{DutyChoice, DutyDecided};

pub(super) fn decided(body: &DutyDecided, scene: &Scene<'_>) -> Sentence {
    let what = match body.choice {
        DutyChoice::Owed => "is to be served",
        DutyChoice::Waived => "is not served",
        DutyChoice::Delayed => "is served later; its deadline stays",
    };
    let dissent = body.dissent.as_ref().map(|objection| {
        let words = scene.maybe(objection.text).map_or_else(String::new, |text| format!(": {text}"));
        format!("{}{words}", scene.person(objection.person))
    });
    let sentence = Sentence::new(format!("Decided: the duty {} {what}", body.duty))
        .says("Reason", Some(scene.read(body.why)))
        .with("law", scene.law(&body.duty))
        .with("for the controller", scene.maybe(body.controller))
        .with("with regard to", scene.maybe(body.to))
        .with("until", body.until.map(|at| scene.moment(at)));
    let sentence = match body.replaces {
        Some(seq) => sentence.beside("replaces", "an earlier decision".to_owned(), Some(seq)),
        None => sentence,
    };
    sentence.with("dissent", dissent)
}
