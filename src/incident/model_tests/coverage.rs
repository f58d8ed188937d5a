//! What the random incidents reached, so that agreement is never agreement about nothing. Must not judge anything.

use std::collections::BTreeSet;

use super::compare::status;
use crate::incident::event::progress::Change;
use crate::incident::event::{EVENT_WORDS, Event};
use crate::incident::state::State;
use crate::playbook::kind::{GroupMode, Kind, UseMode, WORDS};
use crate::playbook::model::Playbook;
use crate::record::entry::Draft;

/// Events of which the language says nothing: they are about the paper, the store, the clock or the roster, and move no step. The
/// outcome that `entry_corrected` may set right is a matter of the record.
const OF_THE_RECORD: [&str; 34] = [
    "exercise_clock_set",
    "inject_released",
    "inject_settled",
    "observation_made",
    "question_answered",
    "task_rated",
    "feedback_given",
    "session_held",
    "took_part",
    "action_added",
    "action_changed",
    "action_ended",
    "action_retested",
    "duty_decided",
    "clock_stepped",
    "person_changed",
    "told",
    "signal_recorded",
    "custody_transferred",
    "evidence_checked",
    "entry_corrected",
    "labelled",
    "starred",
    "checkpoint_made",
    "anchor_added",
    "hold_set",
    "copy_merged",
    "wording_set",
    "draft_signed",
    "erased",
    "linked",
    "entry_moved",
    "produced",
    "restored",
];

/// Changes, as the record words them.
const CHANGES: [&str; 15] = [
    "run_started",
    "phase_started",
    "phase_fell_away",
    "phase_awaits",
    "step_opened",
    "step_awaits",
    "step_fell_away",
    "step_joined",
    "step_resumed",
    "instance_opened",
    "instance_dropped",
    "iteration_began",
    "iterations_used_up",
    "run_handed_over",
    "target_missing",
];

/// Where steps stood.
const STATUSES: [&str; 9] = [
    "open",
    "failing Ask",
    "failing Stop",
    "done",
    "failed",
    "skipped",
    "refused",
    "not-applicable",
    "superseded",
];

const MODES: [UseMode; 3] = [UseMode::Inline, UseMode::Track, UseMode::Pivot];

/// How a `playbook` step came to its run.
const USES: [&str; 4] =
    ["started", "met a run that was there", "was brought its playbook", "was done by hand"];

/// What was reached.
#[derive(Debug, Default)]
pub(super) struct Coverage(BTreeSet<String>);

impl Coverage {
    pub(super) fn add(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    fn note(&mut self, what: &str, which: impl std::fmt::Display) {
        self.0.insert(format!("{what} {which}"));
    }

    /// Notes what an entry did.
    pub(super) fn entry(&mut self, draft: &Draft) {
        self.note("event", draft.event.word());
        if let Event::Progressed(body) = &draft.event {
            body.changes.iter().for_each(|change| self.change(change));
        }
        if let Event::GateOverridden(body) = &draft.event {
            self.note("override", format!("{:?}", body.gate));
        }
        if let Event::PlaybookJoined(body) = &draft.event {
            self.note("by hand", format!("{:?}", body.mode));
        }
    }

    fn change(&mut self, change: &Change) {
        let written = serde_json::to_value(change).expect("a change");
        let word = written.as_object().and_then(|object| object.keys().next()).expect("a word");
        self.note("change", word);
        if let Change::StepOpened(body) = change {
            self.note("kind", body.kind.word());
            if body.again {
                self.note("step", "opened again");
            }
            if !body.unknown.is_empty() {
                self.note("step", "opened on unknown");
            }
        }
    }

    /// Notes where everything stands at the end.
    pub(super) fn end(&mut self, state: &State, file: impl Fn(&str) -> Option<Playbook>) {
        for run in state.runs().values() {
            self.note("run", format!("{:?}", run.mode));
        }
        for (key, step) in state.steps() {
            self.note("status", status(&step.status));
            let playbook = state.runs().get(&key.run()).and_then(|run| file(run.playbook.id.as_str()));
            let steps = playbook.iter().flat_map(Playbook::steps);
            for model in steps.filter(|model| model.id.as_str() == key.id()) {
                match &model.kind {
                    Kind::Group(mode, _) => self.note("group", format!("{mode:?}")),
                    Kind::Playbook(used) => {
                        let by = if step.see.is_some() {
                            USES[1]
                        } else if step.joined.is_some() {
                            USES[2]
                        } else if state.runs().contains_key(&key.as_run()) {
                            USES[0]
                        } else if step.was_settled_by_a_person() {
                            USES[3]
                        } else {
                            continue;
                        };
                        self.note("use", format!("{:?} {by}", used.mode));
                    }
                    _ => {}
                }
            }
        }
    }

    /// What nothing reached.
    pub(super) fn missing(&self) -> Vec<String> {
        let mut wanted: Vec<String> = Vec::new();
        let mut want =
            |what: &str, which: &[&str]| wanted.extend(which.iter().map(|word| format!("{what} {word}")));
        let events: Vec<&str> =
            EVENT_WORDS.iter().copied().filter(|word| !OF_THE_RECORD.contains(word)).collect();
        want("event", &events);
        want("change", &CHANGES);
        want("kind", WORDS);
        want("status", &STATUSES);
        want("step", &["opened again", "opened on unknown"]);
        want("run", &["Root", "Inline", "Track", "Pivot"]);
        want("by hand", &["Inline", "Track", "Pivot"]);
        want("override", &["Requires", "Authority", "Evidence", "Wait"]);
        want(
            "group",
            &[GroupMode::Parallel, GroupMode::AnyOrder]
                .map(|mode| format!("{mode:?}"))
                .each_ref()
                .map(String::as_str),
        );
        for mode in MODES {
            want(&format!("use {mode:?}"), &USES);
        }
        wanted.retain(|thing| !self.0.contains(thing));
        wanted
    }
}
