//! Steps that no run reaches. Only what can be decided for certain is reported.

use std::collections::BTreeSet;

use crate::base::id::{FactId, PhaseId, StepId};
use crate::base::problem::{Problem, Problems, Span};
use crate::base::time::Timestamp;
use crate::expr::scope::{Reading, Scope};
use crate::expr::truth::Truth;
use crate::playbook::kind::UseMode;
use crate::playbook::library::set::PlaybookSet;
use crate::playbook::model::{Condition, Phase, Playbook, Step};

const CODE: &str = "lint::unreachable-step";

/// Guards that are false whatever the facts, and steps behind a pivot that is always taken.
pub(super) fn unreachable(set: &PlaybookSet, problems: &mut Problems) {
    let playbook = &set.root;
    let mut dead: BTreeSet<&PhaseId> = BTreeSet::new();
    for phase in &playbook.phases {
        if phase.when.as_ref().is_some_and(never_true) {
            let span = playbook.origin.phases.get(&phase.id).copied().unwrap_or_default();
            let message = format!("the guard of phase `{}` is false whatever the facts", phase.id);
            problems.push(Problem::warning(&playbook.origin.source, CODE, span, message));
        }
        if let Some(mut behind) = behind_pivot(phase, &dead) {
            dead.insert(&phase.id);
            if let Some(step) = behind.next() {
                let message = format!(
                    "step `{}` and what follows open only if somebody skips the pivot before them",
                    step.id
                );
                let problem = warning(playbook, step.span, message, &step.id);
                problems.push(problem.help("give the pivot a guard, or move it to the end"));
            }
        }
    }
    for step in playbook.steps() {
        if step.when.as_ref().is_some_and(never_true) {
            let message = format!("the guard of step `{}` is false whatever the facts", step.id);
            problems.push(warning(playbook, step.place_of("when"), message, &step.id));
        }
    }
}

/// The steps of a phase that stand behind a pivot which is always taken: one in no container, where neither it nor its phase has
/// a guard. Of a phase that waits for such a phase these are all steps. Nothing when the phase is not concerned.
fn behind_pivot<'a>(
    phase: &'a Phase,
    dead: &BTreeSet<&PhaseId>,
) -> Option<impl Iterator<Item = &'a Step> + use<'a>> {
    let waits = phase.after.iter().any(|before| dead.contains(before));
    let pivots =
        |step: &Step| step.when.is_none() && step.kind.used().is_some_and(|used| used.mode == UseMode::Pivot);
    let at = phase.steps.iter().position(pivots).filter(|_| phase.when.is_none());
    let behind = if waits { 0 } else { at? + 1 };
    Some(phase.steps.iter().skip(behind))
}

fn warning(playbook: &Playbook, span: Span, message: String, step: &StepId) -> Problem {
    Problem::warning(&playbook.origin.source, CODE, span, message).of_step(step.as_str())
}

/// Whether a condition is false in every world. `known` and `maybe` turn around when more becomes known, and steps get outcomes;
/// without them a condition that is false while nothing is known stays false.
fn never_true(condition: &Condition) -> bool {
    let text = condition.text();
    let turns = text.contains("known") || text.contains("maybe") || !condition.steps().is_empty();
    let false_while_unknown = |now| condition.evaluate(&Nothing { now }).truth == Truth::False;
    !turns && Timestamp::from_micros(0).is_some_and(false_while_unknown)
}

/// A world in which nothing is known.
struct Nothing {
    now: Timestamp,
}

impl Scope for Nothing {
    fn fact(&self, _: &FactId) -> Reading {
        Reading::UNKNOWN
    }

    fn now(&self) -> Timestamp {
        self.now
    }
}
