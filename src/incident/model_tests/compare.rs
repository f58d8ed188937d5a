//! Puts what the engine says beside what the model says. Must not judge who is right.

use std::collections::{BTreeMap, BTreeSet};

use super::reference::{Model, RunM, St, View};
use super::world::{FACTS, fact};
use crate::incident::key::StepKey;
use crate::incident::runs::{PhaseStatus, Run};
use crate::incident::state::State;
use crate::incident::steps::Status;

/// Each thing that is said of an incident, with what one side says.
type Said = BTreeMap<String, String>;

/// Where the two differ: thing, engine, model.
pub(super) fn differences(state: &State, model: &Model<'_>) -> Vec<String> {
    let view = model.view();
    let (engine, model) = (engine_says(state, &view), model_says(&view));
    let things: BTreeSet<&String> = engine.keys().chain(model.keys()).collect();
    let none = "-".to_owned();
    let sides = things.into_iter().map(|thing| {
        (thing, engine.get(thing).unwrap_or(&none), model.get(thing).unwrap_or(&none))
    });
    let differ = sides.filter(|(_, engine, model)| engine != model);
    differ.map(|(thing, engine, model)| format!("{thing}: engine {engine}, model {model}")).collect()
}

fn engine_says(state: &State, view: &View<'_>) -> Said {
    let mut said = Said::new();
    for (key, step) in state.steps() {
        put(&mut said, "step", key.as_str(), status(&step.status));
        if step.is_open_work() {
            put(&mut said, "open", key.as_str(), "yes".to_owned());
        }
        if !step.review.is_empty() {
            put(&mut said, "review", key.as_str(), "yes".to_owned());
        }
        for (n, listed) in &step.instances {
            put(&mut said, "item", &format!("{key}@{n}"), listed.to_string());
        }
    }
    for (key, run) in state.runs() {
        let parent = run.parent.as_ref().map(|run| run.0.clone());
        let to = run.handed_over_to.as_ref().map(|run| run.0.clone());
        let text = format!("{:?} {} in {parent:?} handed to {to:?}", run.mode, run.playbook.id);
        put(&mut said, "run", &key.0, text);
        if view.is_alive(&key.0) {
            phases(&mut said, &key.0, run);
        }
    }
    for (name, _) in FACTS {
        if let Some(known) = state.facts().get(&fact(name)) {
            put(&mut said, "fact", name, format!("{:?}", known.known.as_ref().map(|known| &known.value)));
        }
    }
    silence(said, view, state)
}

/// What only shares the fate of what it belongs to may be written or not.
fn silence(mut said: Said, view: &View<'_>, state: &State) -> Said {
    for spot in view.spots() {
        let unwritten = StepKey::parse(&spot.key).is_none_or(|key| state.step(&key).is_none());
        if unwritten && (view.is_untouched(&spot.key) || view.is_lost(spot)) {
            put(&mut said, "step", &spot.key, status_of(&view.status(&spot.key)));
        }
    }
    said
}

fn phases(said: &mut Said, key: &str, run: &Run) {
    for (phase, state) in &run.phases {
        let text = match &state.status {
            PhaseStatus::Awaits(facts) => format!("awaits {}", sorted(facts.iter().map(ToString::to_string))),
            PhaseStatus::Started => "open".to_owned(),
            PhaseStatus::FellAway => "not-applicable".to_owned(),
        };
        put(said, "phase", &format!("{key}:{phase}"), text);
    }
}

fn status(status: &Status) -> String {
    match status {
        Status::Awaits(facts) => format!("awaits {}", sorted(facts.iter().map(ToString::to_string))),
        Status::Open => "open".to_owned(),
        Status::Failing(then) => format!("failing {then:?}"),
        Status::Settled(outcome) => outcome.word().to_owned(),
    }
}

fn model_says(view: &View<'_>) -> Said {
    let mut said = Said::new();
    for spot in view.spots() {
        put(&mut said, "step", &spot.key, status_of(&view.status(&spot.key)));
        if view.is_open_work(spot) {
            put(&mut said, "open", &spot.key, "yes".to_owned());
        }
        if view.is_listed_for_review(&spot.key) {
            put(&mut said, "review", &spot.key, "yes".to_owned());
        }
        for (n, listed) in view.items(&spot.key) {
            put(&mut said, "item", &format!("{}@{n}", spot.key), listed.to_string());
        }
    }
    for run in view.runs() {
        let text = format!("{:?} {} in {:?} handed to {:?}", run.mode, run.file, run.parent, run.handed_to);
        put(&mut said, "run", &run.key, text);
        if view.is_alive(&run.key) {
            model_phases(&mut said, view, run);
        }
    }
    for (name, _) in FACTS {
        if view.was_said(&fact(name)) {
            put(&mut said, "fact", name, format!("{:?}", view.value(&fact(name))));
        }
    }
    said
}

fn model_phases(said: &mut Said, view: &View<'_>, run: &RunM) {
    for phase in view.phases(run) {
        let status = view.phase_status(run, phase);
        if status != St::Unseen {
            put(said, "phase", &format!("{}:{}", run.key, phase.id), status_of(&status));
        }
    }
}

fn status_of(status: &St) -> String {
    match status {
        St::Unseen => "unseen".to_owned(),
        St::Awaits(facts) => format!("awaits {}", sorted(facts.iter().cloned())),
        St::Open => "open".to_owned(),
        St::Failing(then) => format!("failing {then:?}"),
        St::Out(outcome) => outcome.word().to_owned(),
    }
}

fn sorted(names: impl Iterator<Item = String>) -> String {
    names.collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>().join(" ")
}

fn put(said: &mut Said, what: &str, key: &str, text: String) {
    said.insert(format!("{what} {key}"), text);
}
