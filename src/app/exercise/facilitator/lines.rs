//! The lines of the facilitator's screen.

use crate::app::app_error::AppError;
use crate::app::exercise::casting::is_unplayed;
use crate::app::exercise::inbox::Delivered;
use crate::app::exercise::play::times;
use crate::app::guide::text;
use crate::app::header::short_role;
use crate::app::session::Session;
use crate::base::id::RoleId;
use crate::base::text::{fit, listing, scrub, wrap};
use crate::base::time::Period;
use crate::exercise::schedule::{Schedule, Waiting, Waits};
use crate::incident::state::State;
use crate::incident::story::{Exercise, Play};
use crate::scenario::model::{Inject, Scenario};

/// How many of those that came are shown.
const LATEST: usize = 3;

/// Where the clock and the modules stand.
pub(super) fn clock(
    session: &Session<'_>,
    (scenario, schedule): (&Scenario, &Schedule<'_>),
    columns: usize,
) -> Result<Vec<String>, AppError> {
    let now = times(session)?;
    let exercise = session.state().exercise();
    let began = exercise.and_then(Exercise::started);
    let played = began.map_or(Period::from_seconds(0), |began| now.exercise.since(began.exercise));
    let rate = exercise.map_or(1, |exercise| exercise.clock().rate());
    let word = exercise.map_or("", |exercise| play_word(exercise.clock().play()));
    let story = now.scenario.in_zone(session.zone()).format("%a %-d %b %H:%M");
    let module = schedule.module.map_or("no module", |module| module.title.as_str());
    let next = match schedule.next {
        None => "no further module".to_owned(),
        Some(next) if schedule.gate_is_open => format!("next: {} (may begin)", next.title),
        Some(next) => {
            let gate = next.gate.as_ref().map(|gate| scenario.say(gate)).unwrap_or_default();
            format!("next: {}, waits for {gate}", next.title)
        }
    };
    let lines = [
        format!("FACILITATOR · {word} · played {played} · story {story} · x{rate}"),
        format!("{module} · {next}"),
    ];
    Ok(lines.iter().map(|line| fit(&scrub(line), columns)).collect())
}

/// Where play stands, in a word.
pub(crate) fn play_word(play: Play) -> &'static str {
    match play {
        Play::Lobby => "NOT BEGUN",
        Play::Running => "PLAYING",
        Play::Paused => "RESTING",
        Play::Stopped => "STOPPED",
        Play::Ended => "OVER",
    }
}

/// An inject that waits.
pub(super) fn waiting(n: usize, waiting: &Waiting<'_>, columns: usize) -> String {
    let waits = fit(&waits_in_words(&waiting.waits), (columns / 2).max(22));
    let title = scrub(&waiting.inject.title).into_owned();
    fit(&format!(" {n} {waits:<22} {title}"), columns)
}

/// What an inject waits for, in words.
pub(crate) fn waits_in_words(waits: &Waits) -> String {
    match waits {
        Waits::Due => "due".to_owned(),
        Waits::NotNeeded(unless) => format!("not needed: {unless}"),
        Waits::Minutes(left) => format!("in {left}"),
        Waits::Play => "when play begins".to_owned(),
        Waits::Rest => "when play goes on".to_owned(),
        Waits::Module(module) => format!("with module {module}"),
        Waits::Inject(inject) => format!("after {inject}"),
        Waits::Past => "its module is over".to_owned(),
        Waits::Condition(when) => format!("when {when}"),
        Waits::Facilitator => "by you".to_owned(),
        Waits::Request => "when players ask".to_owned(),
        Waits::Held => "KEPT BACK".to_owned(),
    }
}

/// What came last, with how many have read it.
pub(super) fn came(delivered: &[Delivered], state: &State, columns: usize) -> Vec<String> {
    let latest = delivered.iter().rev().take(LATEST);
    let line = |one: &Delivered| {
        let whose = || listing(&one.to.iter().map(short_role).collect::<Vec<_>>(), "and");
        let read = match one.readers {
            0 if is_unplayed(state, &one.to) => format!("NOT READ, nobody plays {}", whose()),
            0 if !one.to.is_empty() => format!("NOT READ, for {}", whose()),
            0 => "NOT READ".to_owned(),
            readers => format!("read by {readers}"),
        };
        fit(&scrub(&format!(" {} {read}: {}", one.seq, one.card.title)), columns)
    };
    latest.map(line).collect()
}

/// All of an inject, for the facilitator alone.
pub(crate) fn inject(scenario: &Scenario, inject: &Inject, columns: usize) -> Vec<String> {
    let mut lines = wrap(&format!("{}: {}", inject.id, scrub(&inject.title)), columns);
    let to: Vec<&str> = inject.to.iter().map(RoleId::as_str).collect();
    let to = if to.is_empty() { "everybody".to_owned() } else { to.join(", ") };
    lines
        .extend(wrap(&scrub(&format!("From: {} · By: {} · To: {to}", inject.from, inject.channel)), columns));
    lines.extend(wrap(
        &format!("Comes {}", inject.release.in_words(&|condition| scenario.say(condition))),
        columns,
    ));
    let blocks = [("", &inject.body), ("HIDDEN: ", &inject.hidden), ("LOOK FOR: ", &inject.observe)];
    for (name, text) in blocks.into_iter().filter(|(_, text)| !text.trim().is_empty()) {
        lines.push(String::new());
        lines.extend(text::lines(&format!("{name}{}", text.trim()), columns));
    }
    for (name, list) in [("Expected", &inject.expected), ("To discuss", &inject.questions)] {
        if !list.is_empty() {
            lines.push(String::new());
            lines.push(format!("{name}:"));
            lines.extend(list.iter().flat_map(|text| wrap(&format!("- {}", scrub(text)), columns)));
        }
    }
    for file in &inject.attachments {
        lines.push(String::new());
        lines.extend(wrap(&format!("Hand out: {} (sha256 {})", scrub(&file.file), file.sha256), columns));
    }
    lines
}
