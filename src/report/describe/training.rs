//! Sentences about who was taught what.

use super::Sentence;
use super::scene::Scene;
use crate::incident::event::training::{SessionHeld, TookPart};

pub(super) fn held(body: &SessionHeld, scene: &Scene<'_>) -> Sentence {
    Sentence::new(format!("Held, {}", body.teaching.word()))
        .says("", Some(body.title.clone()))
        .with("content", Some(format!("{} {}", body.content, body.version)))
        .with("sha256", Some(body.sha256.to_string()))
        .with("began", Some(scene.claimed(body.began)))
        .with("minutes", Some(body.minutes.to_string()))
        .with("led by", scene.maybe(body.led_by))
        .with("place", scene.maybe(body.place))
        .with("language", body.language.clone())
        .with_list("asked for by", &body.tags)
}

pub(super) fn part(body: &TookPart, scene: &Scene<'_>) -> Sentence {
    let person = scene.person(body.person);
    let came = match (body.score, body.passed) {
        (Some(score), true) => format!(": {score} %, passed"),
        (Some(score), false) => format!(": {score} %, not passed"),
        (None, _) => String::new(),
    };
    Sentence::new(format!("{person} took part as {}{came}", body.part.word()))
        .beside("in", "a session".to_owned(), Some(body.session))
        .with("employment", Some(body.employment.word().to_owned()))
        .with("role", body.role.as_ref().map(|role| scene.role(role)))
        .with("it takes", body.pass.map(|pass| format!("{pass} %")))
        .with("attempt", body.attempt.map(|attempt| attempt.to_string()))
        .with("acknowledged", body.acknowledged.then(|| "yes".to_owned()))
        .with("due again", body.due.map(|due| scene.moment(due)))
        .with("by the rule", body.rule.clone())
        .with("shown by", scene.maybe(body.proof))
        .with("follow-up", scene.maybe(body.follow_up))
}
