//! Whether the playbooks have what an answer names: its step, the option that it chooses, the items that it ticks. Must not know how
//! far the incident is.

use crate::base::id::OptionId;
use crate::base::problem::{Placed, Problem};
use crate::base::reader::Table;
use crate::base::text::listing;
use crate::incident::key::StepKey;
use crate::incident::plans::Plans;
use crate::playbook::kind::Kind;
use crate::playbook::model::Step;

/// Reports a step, an option or an item that no playbook of the incident has.
pub(super) fn check(table: &mut Table<'_>, plans: &Plans<'_>, typed: &Placed<String>) {
    let ids = ids(&typed.value);
    let unknown = ids.iter().find(|id| !plans.steps().any(|step| step.id.as_str() == **id));
    if let Some(id) = unknown {
        let message = format!("there is no step `{id}` in the playbooks of the incident");
        let problem = Problem::error(table.source(), "answers::unknown-step", typed.span, message)
            .suggest(id, plans.steps().map(|step| step.id.as_str()))
            .help("`breachbook playbook show` names the steps of a playbook and of the blocks that it uses");
        table.report(problem);
        return;
    }
    let Some(id) = ids.last() else { return };
    let meant: Vec<&Step> = plans.steps().filter(|step| step.id.as_str() == *id).collect();
    if let Some(options) = options(&meant) {
        check_words(table, "choose", &options);
    }
    if let Some(items) = items(&meant) {
        check_words(table, "tick", &items);
    }
}

/// The ids in `privacy/tell@2`; the item of an `each` may also be named by its text, which may hold anything.
fn ids(typed: &str) -> Vec<&str> {
    let key = match StepKey::parse(typed) {
        Some(_) => typed,
        None => typed.split('@').next().unwrap_or(typed),
    };
    key.split('/').map(|segment| segment.split(['@', '#']).next().unwrap_or(segment)).collect()
}

/// What can be chosen at the steps; nothing where one of them is no decision, which the engine will say.
fn options<'a>(steps: &[&'a Step]) -> Option<Vec<&'a str>> {
    let mut all = Vec::new();
    for step in steps {
        let Kind::Decision(decision) = &step.kind else { return None };
        all.extend(decision.options.iter().map(|option| option.id.as_str()));
    }
    Some(all)
}

/// What can be ticked at the steps; nothing where one of them is no checklist.
fn items<'a>(steps: &[&'a Step]) -> Option<Vec<&'a str>> {
    let mut all = Vec::new();
    for step in steps {
        let Kind::Checklist(items) = &step.kind else { return None };
        all.extend(items.iter().map(|item| item.id.as_str()));
    }
    Some(all)
}

/// Reports words of a key that the step does not know. What is no id at all is reported where the key is read.
fn check_words(table: &mut Table<'_>, key: &'static str, known: &[&str]) {
    for word in table.strings(key) {
        if known.contains(&word.value.as_str()) || OptionId::parse(&word.value).is_err() {
            continue;
        }
        let message = format!("the step has no `{}` for `{key}`", word.value);
        let problem = Problem::error(table.source(), "answers::unknown-option", word.span, message)
            .suggest(&word.value, known.iter().copied())
            .help(format!("it has {}", listing(known, "and")));
        table.report(problem);
    }
}
