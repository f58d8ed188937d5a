//! Puts what the engine says beside what the model says. Must not judge who is right.

use std::collections::{BTreeMap, BTreeSet};

use super::reference::{Model, RunM, St, View};
use super::world::{FACTS, fact};
use crate::base::time::Timestamp;
use crate::incident::board::{Board, BoardLine, Work};
use crate::incident::key::StepKey;
use crate::incident::plans::Plans;
use crate::incident::runs::{PhaseStatus, Run};
use crate::incident::settle::run_has_ended;
use crate::incident::state::State;
use crate::incident::steps::{Status, StepState};

/// Each thing that is said of an incident, with what one side says.
type Said = BTreeMap<String, String>;

/// Where the two differ: thing, engine, model.
pub(super) fn differences(
    state: &State,
    plans: &Plans<'_>,
    now: Timestamp,
    model: &Model<'_>,
) -> Vec<String> {
    let model = model.seen_at(now);
    let view = model.view();
    let board = Board::read(state, plans, now);
    let (engine, model) = (engine_says(state, plans, &board, &view), model_says(&view));
    let things: BTreeSet<&String> = engine.keys().chain(model.keys()).collect();
    let none = "-".to_owned();
    let sides = things
        .into_iter()
        .map(|thing| (thing, engine.get(thing).unwrap_or(&none), model.get(thing).unwrap_or(&none)));
    let differ = sides.filter(|(_, engine, model)| engine != model);
    differ.map(|(thing, engine, model)| format!("{thing}: engine {engine}, model {model}")).collect()
}

fn engine_says(state: &State, plans: &Plans<'_>, board: &Board, view: &View<'_>) -> Said {
    let mut said = Said::new();
    put(&mut said, "incident", "closed", state.closed().is_some().to_string());
    put(&mut said, "incident", "tasks", format!("{:?}", board.tasks.iter().collect::<BTreeSet<_>>()));
    for line in board.lines.iter().filter(|line| state.step(&line.step).is_some_and(is_on_board)) {
        put(&mut said, "board", line.step.as_str(), reason(line));
    }
    for name in &board.disputed {
        put(&mut said, "disputed", name.as_str(), "yes".to_owned());
    }
    for (key, step) in state.steps() {
        put(&mut said, "step", key.as_str(), status(&step.status));
        if step.is_open_work() {
            put(&mut said, "open", key.as_str(), "yes".to_owned());
        }
        if let Some(choice) = &step.choice {
            put(&mut said, "choice", key.as_str(), choice.to_string());
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
        let ended = run_has_ended(state, plans, key);
        let text = format!("{:?} {} in {parent:?} handed to {to:?} ended {ended}", run.mode, run.playbook.id);
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

/// Phases stand on the board like steps; a container that nobody has to act on does not.
fn is_on_board(step: &StepState) -> bool {
    step.is_open_work() || matches!(step.status, Status::Awaits(_))
}

fn reason(line: &BoardLine) -> String {
    let reason = match &line.work {
        Work::Ask(facts) => return format!("ask {}", sorted(facts.iter().map(ToString::to_string))),
        Work::Do => "do".to_owned(),
        Work::AfterFailure => return "after failure".to_owned(),
        Work::GoOn => "go on".to_owned(),
        Work::ByHand => "by hand".to_owned(),
        Work::Wait(left) => format!("wait {}", left.seconds()),
        Work::Until => "until".to_owned(),
        Work::Confirm => "confirm".to_owned(),
    };
    format!("{reason} on unknown {}", sorted(line.unknown.iter().map(ToString::to_string)))
}

pub(super) fn status(status: &Status) -> String {
    match status {
        Status::Awaits(facts) => format!("awaits {}", sorted(facts.iter().map(ToString::to_string))),
        Status::Open => "open".to_owned(),
        Status::Failing(then) => format!("failing {then:?}"),
        Status::Settled(outcome) => outcome.word().to_owned(),
    }
}

fn model_says(view: &View<'_>) -> Said {
    let mut said = Said::new();
    put(&mut said, "incident", "closed", view.is_closed().to_string());
    put(&mut said, "incident", "tasks", view.tasks());
    for spot in view.spots() {
        put(&mut said, "step", &spot.key, status_of(&view.status(&spot.key)));
        if view.is_open_work(spot) {
            put(&mut said, "open", &spot.key, "yes".to_owned());
        }
        if let Some(reason) = view.reason(spot) {
            put(&mut said, "board", &spot.key, reason);
        }
        if let Some(choice) = view.choice(&spot.key) {
            put(&mut said, "choice", &spot.key, choice);
        }
        if view.is_listed_for_review(&spot.key) {
            put(&mut said, "review", &spot.key, "yes".to_owned());
        }
        for (n, listed) in view.items(&spot.key) {
            put(&mut said, "item", &format!("{}@{n}", spot.key), listed.to_string());
        }
    }
    for run in view.runs() {
        let (parent, to, ended) = (&run.parent, &run.handed_to, view.has_ended(run));
        let text = format!("{:?} {} in {parent:?} handed to {to:?} ended {ended}", run.mode, run.file);
        put(&mut said, "run", &run.key, text);
        if view.is_alive(&run.key) {
            model_phases(&mut said, view, run);
        }
    }
    for (name, _) in FACTS {
        if view.was_said(&fact(name)) {
            put(&mut said, "fact", name, format!("{:?}", view.value(&fact(name))));
        }
        if view.is_disputed(&fact(name)) {
            put(&mut said, "disputed", name, "yes".to_owned());
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
