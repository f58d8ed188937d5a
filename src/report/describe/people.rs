//! Sentences about people, roles and command.

use super::Sentence;
use super::scene::Scene;
use crate::incident::event::people::{
    HandoverAccepted, HandoverOffered, PersonAdded, PersonChanged, RoleSet,
};

pub(super) fn added(body: &PersonAdded, scene: &Scene<'_>) -> Sentence {
    let name = scene.card(body.card);
    Sentence::new(match name {
        Some(name) => format!("On the roster: {name}, as {}", body.person),
        None => format!("On the roster: {}", body.person),
    })
}

pub(super) fn changed(body: &PersonChanged, scene: &Scene<'_>) -> Sentence {
    let name = scene.card(body.card).unwrap_or_else(|| body.person.to_string());
    Sentence::new(format!("Card of {} changed: {name}", body.person))
}

pub(super) fn role(body: &RoleSet, scene: &Scene<'_>) -> Sentence {
    let holder = body.person.map_or_else(|| "nobody".to_owned(), |person| scene.person(person));
    Sentence::new(format!("{}: {holder}", scene.role(&body.role)))
}

pub(super) fn offered(body: &HandoverOffered, scene: &Scene<'_>) -> Sentence {
    let roles = if body.roles.is_empty() { String::new() } else { format!(": {}", scene.roles(&body.roles)) };
    Sentence::new(format!("Handover offered to {}{roles}", scene.person(body.to)))
        .says("Brief", scene.maybe(body.brief))
}

pub(super) fn accepted(body: &HandoverAccepted, scene: &Scene<'_>) -> Sentence {
    let roles = if body.roles.is_empty() { String::new() } else { format!(": {}", scene.roles(&body.roles)) };
    Sentence::new(format!("Handover accepted, offered in {}{roles}", body.offer))
}
