//! Rules that look at one step at a time.

use super::order::Order;
use super::settle;
use crate::base::problem::{Problem, Problems};
use crate::playbook::kind::{DecisionOption, Kind};
use crate::playbook::library::set::PlaybookSet;
use crate::playbook::model::Step;

/// Steps that nobody owns. Containers, waits, approvals (which name their people) and uses of playbooks need no role.
pub(super) fn no_owner(set: &PlaybookSet, problems: &mut Problems) {
    for step in set.root.steps().into_iter().filter(|step| step.role.is_none() && needs_owner(&step.kind)) {
        let message = format!("nobody owns step `{}`", step.id);
        problems.push(warning(set, (step, "id"), "lint::no-owner", message).help("add `role`: who does it"));
    }
}

fn needs_owner(kind: &Kind) -> bool {
    match kind {
        Kind::Task
        | Kind::Checklist(_)
        | Kind::Question(_)
        | Kind::Decision(_)
        | Kind::Evidence(_)
        | Kind::Notify(_) => true,
        Kind::Approval(_)
        | Kind::Wait(_)
        | Kind::Group(..)
        | Kind::Each(_)
        | Kind::Repeat(_)
        | Kind::Playbook(_) => false,
    }
}

/// Decisions that cannot be answered "not known yet".
pub(super) fn no_unknown_branch(set: &PlaybookSet, problems: &mut Problems) {
    for step in set.root.steps() {
        let Kind::Decision(decision) = &step.kind else { continue };
        if !decision.options.iter().any(DecisionOption::is_open) {
            let message = format!("decision `{}` has no option for \"not known yet\"", step.id);
            problems.push(
                warning(set, (step, "options"), "lint::no-unknown-branch", message)
                    .help("add an option with `recheck` or `set_unknown`, or leave `options` out for yes, no and unknown"),
            );
        }
    }
}

/// Duties of regimes that the file does not say it serves.
pub(super) fn unserved_duty(set: &PlaybookSet, problems: &mut Problems) {
    for step in set.root.steps() {
        let Some(duty) = step.duty.as_ref().filter(|duty| !set.root.serves.contains(&duty.regime)) else {
            continue;
        };
        let message =
            format!("step `{}` serves a duty of `{}`, which `serves` does not name", step.id, duty.regime);
        let help = format!("add \"{}\" to `serves`", duty.regime);
        problems.push(warning(set, (step, "duty"), "lint::unserved-duty", message).help(help));
    }
}

/// Conditions over steps that cannot have an outcome yet when they are read.
pub(super) fn later_step(set: &PlaybookSet, problems: &mut Problems) {
    let order = Order::of(&set.root);
    for step in set.root.steps() {
        for read in settle::reads(step) {
            let own = |id: &_| step.id == *id && !matches!(step.kind, Kind::Repeat(_));
            let later =
                read.condition.steps().into_iter().filter(|id| own(id) || order.strictly_after(id, &step.id));
            for id in later {
                let message = format!(
                    "`{}` of step `{}` reads step `{id}`, which has no outcome by then",
                    read.key, step.id
                );
                problems.push(
                    warning(set, (step, read.place), "lint::later-step", message)
                        .help("an outcome that is not there yet equals nothing; read an earlier step"),
                );
            }
        }
    }
}

/// Points at a key of the step.
fn warning(set: &PlaybookSet, (step, key): (&Step, &str), code: &'static str, message: String) -> Problem {
    Problem::warning(&set.root.origin.source, code, step.place_of(key), message).of_step(step.id.as_str())
}
