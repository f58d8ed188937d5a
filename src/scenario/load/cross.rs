//! What has to fit together across a scenario: ids that differ, names of things that exist, injects that do not wait for each other.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::id::{CriticalTaskId, InjectId, ModuleId};
use crate::base::problem::{Problem, Span};
use crate::base::reader::Table;
use crate::scenario::model::{Inject, Scenario};
use crate::scenario::release::{Release, Start};

/// Checks a scenario as a whole.
pub(super) fn check(table: &mut Table<'_>, scenario: &Scenario) {
    let objectives = scenario.objectives.iter();
    doubled(table, "objective", objectives.map(|objective| (objective.id.as_str(), objective.span)));
    doubled(table, "task", scenario.tasks().map(|task| (task.id.as_str(), task.span)));
    doubled(table, "module", scenario.modules.iter().map(|module| (module.id.as_str(), module.span)));
    doubled(table, "inject", scenario.injects.iter().map(|inject| (inject.id.as_str(), inject.span)));
    let whole = table.span();
    doubled(table, "expectation", scenario.expectations.iter().map(|aim| (aim.id.as_str(), whole)));
    for inject in &scenario.injects {
        module_of(table, scenario, inject);
        follows(table, scenario, inject);
    }
    for assumed in &scenario.assumes {
        known_module(table, scenario, (&assumed.module, whole));
    }
    let tasks: BTreeSet<&CriticalTaskId> = scenario.tasks().map(|task| &task.id).collect();
    for aim in &scenario.expectations {
        let Some(task) = aim.task.as_ref().filter(|task| !tasks.contains(task)) else { continue };
        let span = aim.inject.as_ref().and_then(|id| scenario.inject(id)).map_or(whole, |inject| inject.span);
        let message = format!("expectation `{}` is for a task `{task}` that no objective has", aim.id);
        let problem = Problem::error(table.source(), "scenario::unknown-task", span, message)
            .suggest(task.as_str(), tasks.iter().map(|task| task.as_str()));
        table.report(problem);
    }
}

fn doubled<'a>(table: &mut Table<'_>, what: &str, ids: impl Iterator<Item = (&'a str, Span)>) {
    let mut seen: BTreeMap<&str, Span> = BTreeMap::new();
    for (id, span) in ids {
        if let Some(first) = seen.insert(id, span) {
            let message = format!("two of kind {what} are called `{id}`");
            let problem = Problem::error(table.source(), "scenario::double-id", span, message);
            table.report(problem.also(first, "first here"));
        }
    }
}

fn module_of(table: &mut Table<'_>, scenario: &Scenario, inject: &Inject) {
    match &inject.module {
        Some(module) => known_module(table, scenario, (module, inject.span)),
        None if scenario.modules.is_empty() || !is_by_rule(inject) => {}
        None => {
            let message = format!("inject `{}` belongs to no module", inject.id);
            let problem = Problem::error(table.source(), "scenario::no-module", inject.span, message);
            table.report(problem.help("the scenario has modules: say `module = \"..\"`"));
        }
    }
}

fn known_module(table: &mut Table<'_>, scenario: &Scenario, (module, span): (&ModuleId, Span)) {
    if scenario.module(module).is_some() {
        return;
    }
    let problem = Problem::error(
        table.source(),
        "scenario::unknown-module",
        span,
        format!("there is no module `{module}`"),
    );
    let known = scenario.modules.iter().map(|module| module.id.as_str());
    table.report(problem.suggest(module.as_str(), known));
}

/// Injects come one after the other, never in a circle.
fn follows(table: &mut Table<'_>, scenario: &Scenario, inject: &Inject) {
    let mut seen: BTreeSet<&InjectId> = BTreeSet::from([&inject.id]);
    let mut before = inject;
    while let Some(id) = start(before) {
        let Some(found) = scenario.inject(id) else {
            if before.id == inject.id {
                let message = format!("inject `{}` waits for `{id}`, which does not exist", inject.id);
                let known = scenario.injects.iter().map(|inject| inject.id.as_str());
                let problem =
                    Problem::error(table.source(), "scenario::unknown-inject", inject.span, message);
                table.report(problem.suggest(id.as_str(), known));
            }
            return;
        };
        if !seen.insert(&found.id) {
            let message = format!("inject `{}` waits for itself", inject.id);
            table.error("scenario::circle", inject.span, message);
            return;
        }
        before = found;
    }
}

fn start(inject: &Inject) -> Option<&InjectId> {
    match &inject.release {
        Release::Rule { start: Start::Inject(id, _), .. } => Some(id),
        Release::Rule { start: Start::Module(_), .. } | Release::Manual | Release::OnRequest(_) => None,
    }
}

/// What people release needs no module.
fn is_by_rule(inject: &Inject) -> bool {
    match inject.release {
        Release::Rule { .. } => true,
        Release::Manual | Release::OnRequest(_) => false,
    }
}
