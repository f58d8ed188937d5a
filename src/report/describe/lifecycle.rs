//! Sentences about the incident as a whole, sittings and the clock.

use super::Sentence;
use super::scene::Scene;
use crate::incident::event::lifecycle::{
    ClockStepped, IncidentClosed, IncidentOpened, IncidentReopened, Pin, SittingBegan, TimeSync,
};

/// `customer-db-exfiltration 1.0.0`.
pub(super) fn pin(pin: &Pin) -> String {
    format!("{} {}", pin.id, pin.version)
}

pub(super) fn opened(body: &IncidentOpened, scene: &Scene<'_>) -> Sentence {
    let library: Vec<String> = body.library.iter().map(pin).collect();
    Sentence::new(format!(
        "Incident {} ({}) opened on the playbook {}",
        body.codename.to_uppercase(),
        body.id,
        pin(&body.playbook)
    ))
    .says("Title", scene.maybe(body.title))
    .with("zone", Some(body.zone.clone()))
    .with_list("fixed with it", &library)
    .with("scenario SHA-256", body.scenario.map(|digest| digest.to_string()))
    .with("seeded", body.seeded.then(|| "ids from a seed, times from the exercise clock".to_owned()))
}

pub(super) fn sitting(body: &SittingBegan, scene: &Scene<'_>) -> Sentence {
    let clock = match body.time_sync {
        TimeSync::Synchronised => "the system says that its clock is synchronised",
        TimeSync::Unsynchronised => "the system says that its clock is NOT synchronised",
        TimeSync::Unknown => "the system does not say whether its clock is synchronised",
    };
    Sentence::new(format!("Sitting {} began; {clock}", body.number))
        .says("Place", Some(place(&scene.read(body.place))))
        .with("program", Some(format!("{}, SQLite {}", body.tool, body.sqlite)))
        .with("key", body.key.clone())
}

/// The account and the host of a sitting, which are kept as JSON.
fn place(text: &str) -> String {
    let read = serde_json::from_str::<serde_json::Value>(text).ok();
    let member = |name: &str| {
        let value = read.as_ref()?.get(name)?;
        value.as_str().map(str::to_owned)
    };
    match (member("account"), member("host")) {
        (Some(account), Some(host)) => format!("{account} on {host}"),
        (Some(one), None) | (None, Some(one)) => one,
        (None, None) => text.to_owned(),
    }
}

pub(super) fn clock(body: &ClockStepped) -> Sentence {
    let tenths = body.gained.unsigned_abs() / 100_000;
    let direction = if body.gained < 0 { "back" } else { "forward" };
    Sentence::new(format!(
        "The clock of the machine was set {direction} by {}.{} s while it ran",
        tenths / 10,
        tenths % 10
    ))
}

pub(super) fn closed(body: &IncidentClosed, scene: &Scene<'_>) -> Sentence {
    let open: Vec<String> = body.open.iter().map(|key| scene.step(key)).collect();
    Sentence::new("Incident closed")
        .says("Reason", scene.maybe(body.why))
        .with_list("not known", &scene.facts(&body.unknown))
        .with_list("steps open or to be looked at again", &open)
}

pub(super) fn reopened(body: &IncidentReopened, scene: &Scene<'_>) -> Sentence {
    Sentence::new(format!("Incident reopened; it was closed in {}", body.closed))
        .says("Reason", Some(scene.read(body.why)))
}
