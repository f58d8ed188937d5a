//! Own words for drafts, and approvals of files.

use super::Sentence;
use super::scene::Scene;
use crate::incident::event::draft::{DraftSigned, WordingSet};

pub(super) fn wording(body: &WordingSet, scene: &Scene<'_>) -> Sentence {
    let place = format!("field {} of {}", body.field, body.form);
    let lead = match body.text {
        Some(_) => format!("Own wording for {place}"),
        None => format!("No own wording any more for {place}"),
    };
    Sentence::new(lead)
        .says("Words", body.text.map(|text| scene.read(text)))
        .with("language", body.language.clone())
        .with("for", body.to.map(|to| scene.read(to)))
}

pub(super) fn signed(body: &DraftSigned, scene: &Scene<'_>) -> Sentence {
    let code = body.sha256.short();
    let lead =
        format!("Signed off: {} for {}, stage {}, {code}", scene.read(body.name), body.form, body.stage);
    let made = body.size.zip(body.head).map(|(size, head)| format!("{size} {}", head.short()));
    Sentence::new(lead).with("made from", made).with("SHA-256", Some(body.sha256.to_string()))
}
