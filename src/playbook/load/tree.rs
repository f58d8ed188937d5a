//! Reads the phases and puts the members of containers into them. Must not check the structure; that is done before.

use std::collections::BTreeMap;

use super::known::known_keys;
use super::reading::{Reading, condition};
use super::scope::Scope;
use super::step::{read_step, title};
use super::structure::after_edges;
use crate::base::id::PhaseId;
use crate::base::reader::Table;
use crate::playbook::key::PHASE;
use crate::playbook::model::{Phase, Step};

/// Reads all phases in file order.
pub(crate) fn read_phases(root: &mut Table<'_>, file: &Reading<'_>) -> Vec<Phase> {
    if !root.has("phase") {
        root.missing("phase");
    }
    let after = after_ids(file);
    let mut number = 0;
    let phases = root.tables("phase", |table| {
        let phase = read_phase(table, file, number, after.get(number).cloned().unwrap_or_default());
        number += 1;
        phase
    });
    phases.into_iter().flatten().collect()
}

fn after_ids(file: &Reading<'_>) -> Vec<Vec<PhaseId>> {
    let id = |number: &usize| Some(file.outline.phases.get(*number)?.id.as_ref()?.value.clone());
    after_edges(file.outline).iter().map(|before| before.iter().filter_map(id).collect()).collect()
}

fn read_phase(
    table: &mut Table<'_>,
    file: &Reading<'_>,
    number: usize,
    after: Vec<PhaseId>,
) -> Option<Phase> {
    known_keys(table, &PHASE);
    let id = table.required_id("id", PhaseId::parse);
    if let Some(id) = &id {
        table.name(format!("phase `{}`", id.value));
    }
    let title = title(table, id.as_ref().map_or("", |id| id.value.as_str()));
    // Read for its type only; the outline has resolved it.
    table.strings("after");
    let when = condition(table, "when", &Scope::of_phase(file.facts, file.outline));
    let steps = read_steps(table, file, number);
    Some(Phase { id: id?.value, title, after, when, steps })
}

fn read_steps(table: &mut Table<'_>, file: &Reading<'_>, phase: usize) -> Vec<Step> {
    let outline = file.outline.phases.get(phase);
    let (first, count) = outline.map_or((0, 0), |phase| (phase.first, phase.count));
    if table.items("step").is_empty() {
        table.error("playbook::no-steps", table.span(), "a phase has at least one step");
    }
    let mut number = first;
    let steps = table.tables("step", |inner| {
        let step = read_step(inner, file, number);
        number += 1;
        step
    });
    if steps.len() == count { grow(steps, file, first) } else { Vec::new() }
}

/// Puts steps, which stand in file order, into the containers that they name. Members come after their container, so going
/// backwards every container finds its members complete.
fn grow(steps: Vec<Option<Step>>, file: &Reading<'_>, first: usize) -> Vec<Step> {
    let mut members: BTreeMap<Option<usize>, Vec<Step>> = BTreeMap::new();
    for (offset, step) in steps.into_iter().enumerate().rev() {
        let number = first + offset;
        let Some(mut step) = step else { continue };
        if let Some(mut inside) = members.remove(&Some(number)) {
            inside.reverse();
            step.kind = step.kind.with_members(inside);
        }
        let parent = file.outline.step(number).and_then(|step| step.parent);
        members.entry(parent).or_default().push(step);
    }
    let mut top = members.remove(&None).unwrap_or_default();
    top.reverse();
    top
}
