//! Advice about playbooks that load: what an author should look at before somebody needs the playbook at night. Everything here is
//! a warning that can be waived with a reason. Must not refuse anything; what cannot run does not load.

mod facts;
mod forms;
mod order;
pub(crate) mod path;
mod reach;
mod settle;
mod steps;
mod texts;

#[cfg(test)]
use std::sync::Arc;

use path::DutyPath;

#[cfg(test)]
use super::library::Library;
use super::library::set::PlaybookSet;
use super::load::Ground;
use super::model::Waiver;
use crate::base::id::StepId;
#[cfg(test)]
use crate::base::problem::Source;
use crate::base::problem::{Problem, Problems, Severity};

/// Every code of a warning with what it says; the reference has this table.
pub(crate) const CODES: [(&str, &str); 15] = [
    ("library::missing-target", "A track or pivot names a playbook that is not there."),
    (
        "lint::doubled-brace",
        "A text that is filled in closes a brace twice: `{{` is one brace, and so is `}`.",
    ),
    ("lint::duty-too-late", "When every time box is used up, a duty is reached after its period has ended."),
    (
        "lint::form-field-unsettled",
        "A form of a served regime needs something that no fact of the playbook can fill.",
    ),
    ("lint::later-step", "A condition reads the outcome of a step that cannot have one by then."),
    ("lint::no-owner", "Nobody owns a step."),
    ("lint::no-unknown-branch", "A decision cannot be answered \"not known yet\"."),
    ("lint::place-not-filled", "A `{fact}` stands in a text that is shown as it is."),
    ("lint::read-before-settled", "A fact is read before any step can settle it."),
    ("lint::unknown-lang", "A command shows facts in a language whose quoting is not known."),
    ("lint::unknown-waiver", "A waiver names a code that no warning has."),
    ("lint::unreachable-step", "No run reaches a step, or only after somebody skips a pivot."),
    ("lint::unserved-duty", "A step serves a duty of a regime that `serves` does not name."),
    ("lint::unused-fact", "A declared fact is never used."),
    ("lint::unused-waiver", "A waiver waives nothing."),
];

/// What lint found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Report {
    /// Warnings that were not waived.
    pub(crate) problems: Problems,
    /// How each duty is reached.
    pub(crate) paths: Vec<DutyPath>,
}

#[cfg(test)]
/// Loads a file with all that it uses and looks at it; when it does not load, the report holds why.
pub(crate) fn check(library: &Library, file: &Arc<Source>, ground: &Ground<'_>) -> Report {
    match library.load_set_of(file, ground) {
        (Some(set), problems) => lint(&set, problems, ground),
        (None, problems) => Report { problems, paths: Vec::new() },
    }
}

/// Looks at the root of a set. `loaded` are the warnings with which the set loaded; those about the root can be waived, too.
pub(crate) fn lint(set: &PlaybookSet, loaded: Problems, ground: &Ground<'_>) -> Report {
    let mut problems = loaded;
    reach::unreachable(set, &mut problems);
    facts::read_before_settled(set, &mut problems);
    facts::unused(set, &mut problems);
    steps::no_owner(set, &mut problems);
    steps::no_unknown_branch(set, &mut problems);
    steps::unserved_duty(set, &mut problems);
    steps::later_step(set, &mut problems);
    texts::places_not_filled(set, ground.catalogue, &mut problems);
    texts::unknown_langs(set, &mut problems);
    texts::doubled_braces(set, &mut problems);
    if !set.root.block {
        forms::unsettled_fields(set, ground.catalogue, ground.forms, &mut problems);
    }
    let paths = path::duty_paths(set, ground.regimes);
    path::too_late(set, &paths, &mut problems);
    waive(set, &mut problems);
    Report { problems, paths }
}

/// Each file waives what is said of it; of a playbook that another one uses, only the waivers count, not whether they are needed.
fn waive(set: &PlaybookSet, problems: &mut Problems) {
    let origin = &set.root.origin;
    let mut used = vec![false; origin.waivers.len()];
    problems.retain(|problem| {
        if problem.severity != Severity::Warning {
            return true;
        }
        if problem.source != origin.source {
            let of = set.playbooks.values().find(|playbook| playbook.origin.source == problem.source);
            return !of.is_some_and(|of| of.origin.waivers.iter().any(|waiver| covers(waiver, problem)));
        }
        let waiver = origin.waivers.iter().position(|waiver| covers(waiver, problem));
        if let Some(flag) = waiver.and_then(|at| used.get_mut(at)) {
            *flag = true;
        }
        waiver.is_none()
    });
    for (waiver, used) in origin.waivers.iter().zip(used) {
        if !CODES.iter().any(|(code, _)| *code == waiver.code) {
            let message = format!("no warning has the code `{}`", waiver.code);
            let problem = Problem::warning(&origin.source, "lint::unknown-waiver", waiver.span, message);
            problems.push(problem.suggest(&waiver.code, CODES.iter().map(|(code, _)| *code)));
        } else if !used {
            let message = format!("nothing here warns of `{}`", waiver.code);
            let problem = Problem::warning(&origin.source, "lint::unused-waiver", waiver.span, message);
            problems.push(problem.help("take the waiver out, so that it does not hide a later warning"));
        }
    }
}

fn covers(waiver: &Waiver, problem: &Problem) -> bool {
    waiver.code == problem.code && waiver.step.as_ref().map(StepId::as_str) == problem.step.as_deref()
}

#[cfg(test)]
mod tests;
