//! Sentences about what people do with steps.

use super::Sentence;
use super::condition::verdict;
use super::lifecycle::pin;
use super::scene::Scene;
use crate::incident::event::progress::Verdict;
use crate::incident::event::step::{
    DecisionTaken, FailureSettled, Gate, GateOverridden, ItemTicked, IterationSettled, PlaybookJoined,
    ReviewCleared, StepApproved, StepAssigned, StepCompleted, StepFailed, StepOpenedEarly, StepRefused,
    StepReopened, StepSkipped, StepUndone, WaitPolled,
};
use crate::incident::key::StepKey;
use crate::playbook::kind::UseMode;
use crate::playbook::model::OnFailure;

fn with_checks(sentence: Sentence, checks: &[Verdict], scene: &Scene<'_>) -> Sentence {
    let checks: Vec<String> = checks.iter().map(|check| verdict(check, scene)).collect();
    sentence.with_list("checked", &checks)
}

/// What nobody knew when the step opened.
fn with_unknown(sentence: Sentence, key: &StepKey, scene: &Scene<'_>) -> Sentence {
    let opened = scene.state.step(key).and_then(|step| step.opened.as_ref());
    let unknown = opened.map(|opened| scene.facts(&opened.unknown)).unwrap_or_default();
    sentence.with_list("on unknown", &unknown)
}

pub(super) fn completed(body: &StepCompleted, scene: &Scene<'_>) -> Sentence {
    let (note, why) = (scene.maybe(body.note), scene.maybe(body.why));
    let lead = Sentence::new(format!("Done: {}", scene.step(&body.step)));
    let sentence = match (note, why) {
        (Some(note), why) => lead.says("Note", Some(note)).with("why", why),
        (None, why) => lead.says("Reason", why),
    };
    let unticked: Vec<String> = body.unticked.iter().map(|item| scene.option(&body.step, item)).collect();
    let sentence = with_unknown(sentence, &body.step, scene)
        .with_list("left out", &unticked)
        .with("approved by", body.approved_by.map(|person| scene.person(person)));
    with_checks(sentence, &body.checks, scene)
}

pub(super) fn failed(body: &StepFailed, scene: &Scene<'_>) -> Sentence {
    let then = match body.then {
        OnFailure::Ask => "a person is asked",
        OnFailure::Continue => "the playbook goes on",
        OnFailure::Stop => "nothing after it opens until a person settles it",
    };
    Sentence::new(format!("Failed: {}", scene.step(&body.step)))
        .says("Reason", Some(scene.read(body.why)))
        .with("then", Some(then.to_owned()))
}

pub(super) fn failure_settled(body: &FailureSettled, scene: &Scene<'_>) -> Sentence {
    let then = match body.then {
        OnFailure::Ask => "ask again",
        OnFailure::Continue => "go on",
        OnFailure::Stop => "stop here",
    };
    Sentence::new(format!("After the failure of {}: {then}", scene.step(&body.step)))
        .says("Reason", scene.maybe(body.why))
}

pub(super) fn skipped(body: &StepSkipped, scene: &Scene<'_>) -> Sentence {
    let sentence = Sentence::new(format!("Skipped: {}", scene.step(&body.step)));
    with_unknown(sentence.says("Reason", Some(scene.read(body.why))), &body.step, scene)
}

pub(super) fn refused(body: &StepRefused, scene: &Scene<'_>) -> Sentence {
    let sentence = Sentence::new(format!("Refused: {}", scene.step(&body.step)));
    with_unknown(sentence.says("Reason", Some(scene.read(body.why))), &body.step, scene)
}

pub(super) fn undone(body: &StepUndone, scene: &Scene<'_>) -> Sentence {
    let review: Vec<String> = body.review.iter().map(|key| scene.step(key)).collect();
    Sentence::new(format!("Undone: {}", scene.step(&body.step)))
        .says("Reason", Some(scene.read(body.why)))
        .beside("withdraws", "the outcome".to_owned(), Some(body.entry))
        .with_list("to be looked at again", &review)
}

pub(super) fn reopened(body: &StepReopened, scene: &Scene<'_>) -> Sentence {
    Sentence::new(format!("Opened again: {}", scene.step(&body.step))).says("Reason", scene.maybe(body.why))
}

pub(super) fn opened_early(body: &StepOpenedEarly, scene: &Scene<'_>) -> Sentence {
    Sentence::new(format!("Opened before its turn: {}", scene.step(&body.opened.step)))
        .says("Reason", Some(scene.read(body.why)))
}

pub(super) fn assigned(body: &StepAssigned, scene: &Scene<'_>) -> Sentence {
    Sentence::new(format!("{} given to {}", scene.step(&body.step), scene.person(body.person)))
        .with("by", body.by_time.map(|at| scene.moment(at)))
}

pub(super) fn claimed(key: &StepKey, scene: &Scene<'_>) -> Sentence {
    Sentence::new(format!("Works on {}", scene.step(key)))
}

pub(super) fn released(key: &StepKey, scene: &Scene<'_>) -> Sentence {
    Sentence::new(format!("No longer works on {}", scene.step(key)))
}

pub(super) fn ticked(body: &ItemTicked, scene: &Scene<'_>) -> Sentence {
    let what = if body.ticked { "Ticked in" } else { "Tick taken back in" };
    Sentence::new(format!("{what} {}", scene.step(&body.step)))
        .says("", Some(scene.option(&body.step, &body.item)))
}

pub(super) fn decided(body: &DecisionTaken, scene: &Scene<'_>) -> Sentence {
    let others = body.offered.iter().filter(|option| **option != body.option);
    let others: Vec<String> = others.map(|option| scene.option(&body.step, option)).collect();
    let dissent = body.dissent.as_ref();
    let sentence = Sentence::new(format!("Decided “{}”: {}", body.question, body.label))
        .says("Reason", scene.maybe(body.reason))
        .with_list("instead of", &others);
    let sentence = match body.replaces {
        Some(seq) => sentence.beside("replaces", "an earlier decision".to_owned(), Some(seq)),
        None => sentence,
    };
    let sentence = with_unknown(sentence, &body.step, scene)
        .with_list("leaves open", &scene.facts(&body.unknown))
        .with("decide again", body.recheck.map(|at| scene.moment(at)))
        .with("approved by", body.approved_by.map(|person| scene.person(person)))
        .with("dissent", dissent.map(|d| format!("{}: {}", scene.person(d.person), scene.read(d.text))));
    with_checks(sentence, &body.checks, scene)
}

pub(super) fn approved(body: &StepApproved, scene: &Scene<'_>) -> Sentence {
    Sentence::new(format!("Approved as {}: {}", scene.role(&body.role), scene.step(&body.step)))
        .says("Reason", scene.maybe(body.why))
        .with("relayed", body.relayed.then(|| "typed by somebody else".to_owned()))
        .with(
            "same account",
            body.same_account.then(|| "typed where the request or another approval was".to_owned()),
        )
}

/// What a gate asks for, in words.
pub(crate) fn gate(gate: Gate) -> &'static str {
    match gate {
        Gate::Requires => "the stop gate",
        Gate::Authority => "the approval",
        Gate::Evidence => "the evidence asked for",
        Gate::Wait => "the waiting time",
    }
}

pub(super) fn overridden(body: &GateOverridden, scene: &Scene<'_>) -> Sentence {
    let met = body.check.as_ref().is_some_and(|check| check.result.is_true());
    Sentence::new(format!("OVERRIDDEN: {} of {}", gate(body.gate), scene.step(&body.step)))
        .says("Reason", Some(scene.read(body.why)))
        .with(if met { "met" } else { "not met" }, body.check.as_ref().map(|check| verdict(check, scene)))
}

pub(super) fn polled(body: &WaitPolled, scene: &Scene<'_>) -> Sentence {
    let what = if body.seen { "seen again, the quiet time begins anew" } else { "looked, quiet" };
    Sentence::new(format!("{}: {what}", scene.step(&body.step))).says("Note", scene.maybe(body.note))
}

pub(super) fn iteration(body: &IterationSettled, scene: &Scene<'_>) -> Sentence {
    let what = if body.go_on { "once more" } else { "no further" };
    Sentence::new(format!("{}: {what}", scene.step(&body.step))).says("Reason", Some(scene.read(body.why)))
}

pub(super) fn review_cleared(body: &ReviewCleared, scene: &Scene<'_>) -> Sentence {
    Sentence::new(format!("Looked at again and stands: {}", scene.step(&body.step)))
        .says("Note", scene.maybe(body.note))
}

pub(super) fn joined(body: &PlaybookJoined, scene: &Scene<'_>) -> Sentence {
    let how = match body.mode {
        UseMode::Root => "as the incident's own",
        UseMode::Inline => "in between",
        UseMode::Track => "beside the others",
        UseMode::Pivot => "taking over",
    };
    Sentence::new(format!("Playbook {} joined, {how}", pin(&body.playbook)))
        .says("Reason", Some(scene.read(body.why)))
        .with("playbook SHA-256", Some(body.playbook.sha256.to_string()))
}
