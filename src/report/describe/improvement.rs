//! Sentences about corrective actions.

use super::Sentence;
use super::scene::Scene;
use crate::incident::event::improvement::{
    ActionAdded, ActionChanged, ActionEnd, ActionEnded, ActionRetested,
};

pub(super) fn added(body: &ActionAdded, scene: &Scene<'_>) -> Sentence {
    let owner = body.owner.map(|owner| format!(" for {}", scene.person(owner))).unwrap_or_default();
    let sentence = Sentence::new(format!("Corrective action {}{owner}", body.action))
        .says("", Some(scene.read(body.text)))
        .with("priority", Some(body.priority.word().to_owned()))
        .with("due", body.due.map(|due| scene.moment(due)))
        .with("changes", body.element.map(|element| element.word().to_owned()))
        .with("to be tried with", body.retest.as_ref().map(ToString::to_string));
    match body.about {
        Some(seq) => sentence.beside("answers", "an entry".to_owned(), Some(seq)),
        None => sentence,
    }
}

pub(super) fn changed(body: &ActionChanged, scene: &Scene<'_>) -> Sentence {
    let action = scene.action(body.action);
    let lead = if body.reopened {
        format!("Corrective action {action} is open again")
    } else {
        format!("Corrective action {action} changed")
    };
    Sentence::new(lead)
        .says("Reason", scene.maybe(body.why))
        .with("now", scene.maybe(body.text))
        .with("owner", body.owner.map(|owner| scene.person(owner)))
        .with("due", body.due.map(|due| scene.moment(due)))
        .with("priority", body.priority.map(|priority| priority.word().to_owned()))
        .with("changes", body.element.map(|element| element.word().to_owned()))
        .with("to be tried with", body.retest.as_ref().map(ToString::to_string))
}

pub(super) fn ended(body: &ActionEnded, scene: &Scene<'_>) -> Sentence {
    let evidence: Vec<String> = body.evidence.iter().map(|id| scene.evidence(*id)).collect();
    let label = match body.end {
        ActionEnd::Closed => "Shown by",
        ActionEnd::Dropped => "Reason",
    };
    Sentence::new(format!("Corrective action {} {}", scene.action(body.action), body.end.word()))
        .says(label, Some(scene.read(body.text)))
        .with_list("evidence", &evidence)
}

pub(super) fn retested(body: &ActionRetested, scene: &Scene<'_>) -> Sentence {
    let action = scene.action(body.action);
    let lead = if body.held {
        format!("Corrective action {action} held in exercise {}", body.exercise)
    } else {
        format!("Corrective action {action} did not hold in exercise {} and is open again", body.exercise)
    };
    Sentence::new(lead).says("Note", scene.maybe(body.text))
}
