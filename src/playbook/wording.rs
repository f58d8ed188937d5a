//! How parts of a step read wherever a playbook is shown: on screen, on paper. Must not lay out.

use super::kind::{UseMode, Wait};
use super::model::{Playbook, Step};
use super::role::RoleCatalogue;
use crate::base::id::{RoleId, StageId};

/// A role by its label: the playbook's own, else the usual one.
pub(crate) fn role(playbook: &Playbook, roles: &RoleCatalogue, role: &RoleId) -> String {
    let own = playbook.roles.get(role).cloned();
    own.or_else(|| roles.get(role).map(|role| role.label.clone())).unwrap_or_else(|| role.to_string())
}

/// Owner, time box, who hears when it is late, who is asked.
pub(crate) fn people(step: &Step, name: impl Fn(&RoleId) -> String) -> Vec<String> {
    let mut parts: Vec<String> = step.role.iter().map(&name).collect();
    parts.extend(step.timebox.map(|period| format!("within {period}")));
    parts.extend(step.escalate_to.iter().map(|role| format!("late: tell {}", name(role))));
    let asked: Vec<String> = step.consult.iter().map(name).collect();
    if !asked.is_empty() {
        parts.push(format!("ask {}", asked.join(", ")));
    }
    parts
}

/// What ends a wait.
pub(crate) fn wait(wait: &Wait) -> String {
    let quiet = wait.quiet.map(|period| format!("{period} of quiet"));
    let until = wait.until.as_ref().map(|condition| format!("until {}", condition.text()));
    let poll = wait.poll.map(|period| format!("look every {period}"));
    quiet.into_iter().chain(until).chain(poll).collect::<Vec<_>>().join(", ")
}

/// The form that a notice is filled from.
pub(crate) fn form(form: &str, stage: Option<&StageId>) -> String {
    let stage = stage.map_or_else(String::new, |stage| format!(", stage {stage}"));
    format!("form {form}{stage}")
}

/// What becomes of this playbook where another one is used.
pub(crate) fn used(mode: UseMode) -> &'static str {
    match mode {
        UseMode::Inline | UseMode::Root => "runs, then this one goes on",
        UseMode::Track => "runs beside this one",
        UseMode::Pivot => "takes over",
    }
}
