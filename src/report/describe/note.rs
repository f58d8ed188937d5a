//! Sentences about notes, who was told, signals and tasks.

use super::Sentence;
use super::scene::Scene;
use crate::incident::event::note::{
    Marker, NoteTaken, SignalRecorded, TaskAdded, TaskEnd, TaskSettled, Told,
};

pub(super) fn note(body: &NoteTaken, scene: &Scene<'_>) -> Sentence {
    let lead = match (body.marker, body.answers) {
        (Marker::Note, None) => "",
        (Marker::Note, Some(_)) => "Answer",
        (Marker::Decision, _) => "Decision outside the playbook",
        (Marker::Question, _) => "Open question",
    };
    let sentence = Sentence::new(lead).says("", Some(scene.read(body.text)));
    let sentence = match body.answers {
        Some(asked) => sentence.beside("answers", "an open question".to_owned(), Some(asked)),
        None => sentence,
    };
    let from = body.from.as_ref();
    sentence
        .with("copied from", from.map(|from| format!("entry {} of incident {}", from.entry, from.incident)))
}

pub(super) fn told(body: &Told, scene: &Scene<'_>) -> Sentence {
    let who = scene.read(body.who);
    let lead = if body.answered { format!("Told {who}") } else { format!("Could not reach {who}") };
    Sentence::new(lead).says("", scene.maybe(body.text))
}

pub(super) fn signal(body: &SignalRecorded, scene: &Scene<'_>) -> Sentence {
    let what = if body.dismissed { "Signal (dismissed then)" } else { "Signal" };
    Sentence::new(format!("{what} from {}, received {}", body.source.word(), scene.claimed(body.received)))
        .says("", Some(scene.read(body.text)))
        .with("read by", body.read_by.map(|person| scene.person(person)))
        .with("read at", body.read_at.map(|at| scene.claimed(at)))
        .with("triage", scene.maybe(body.triage))
}

pub(super) fn task_added(body: &TaskAdded, scene: &Scene<'_>) -> Sentence {
    let owner = match (&body.person, &body.role) {
        (Some(person), _) => format!(" for {}", scene.person(*person)),
        (None, Some(role)) => format!(" for {}", scene.role(role)),
        (None, None) => String::new(),
    };
    Sentence::new(format!("Task {}{owner}", body.task))
        .says("", Some(scene.read(body.text)))
        .with("due", body.due.map(|due| scene.moment(due)))
}

pub(super) fn task_settled(body: &TaskSettled, scene: &Scene<'_>) -> Sentence {
    let end = match body.end {
        TaskEnd::Done => "done",
        TaskEnd::Dropped => "dropped",
    };
    Sentence::new(format!("Task {} {end}", scene.task(body.task))).says("Note", scene.maybe(body.note))
}
