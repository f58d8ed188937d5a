//! Checks the structure of a file: unique ids, containers before their members, no circles, sizes. Must not read what steps say.

use std::collections::BTreeMap;

use super::outline::Outline;
use crate::base::problem::{Placed, Problem, Span};
use crate::base::reader::Table;
use crate::base::text::count;
use crate::playbook::kind::KindWord;

/// The most phases of a file.
pub(crate) const MAX_PHASES: usize = 200;

/// The most steps of a file.
pub(crate) const MAX_STEPS: usize = 2000;

/// How deeply containers may stand in one another.
pub(crate) const MAX_DEPTH: usize = 6;

/// Reports everything that is wrong with the structure. Returns whether the file is small enough to be read further.
pub(crate) fn check_structure(root: &mut Table<'_>, outline: &Outline) -> bool {
    if !check_sizes(root, outline) {
        return false;
    }
    check_phase_ids(root, outline);
    check_step_ids(root, outline);
    check_after(root, outline);
    check_containers(root, outline);
    true
}

fn check_sizes(root: &mut Table<'_>, outline: &Outline) -> bool {
    let sizes = [(outline.phases.len(), MAX_PHASES, "phase"), (outline.steps.len(), MAX_STEPS, "step")];
    let mut fits = true;
    for (size, most, noun) in sizes {
        if size > most {
            fits = false;
            let message = format!("{} are too many: a file has at most {most}", count(size, noun));
            let problem = Problem::error(root.source(), "playbook::too-many", root.span(), message);
            root.report(problem.help("split it into blocks that a step of kind `playbook` uses"));
        }
    }
    fits
}

fn check_phase_ids(root: &mut Table<'_>, outline: &Outline) {
    let mut first: BTreeMap<&str, Span> = BTreeMap::new();
    for phase in &outline.phases {
        let Some(id) = &phase.id else { continue };
        report_double(root, &mut first, id.value.as_str(), id.span, "phase");
    }
}

fn check_step_ids(root: &mut Table<'_>, outline: &Outline) {
    let mut first: BTreeMap<&str, Span> = BTreeMap::new();
    for step in &outline.steps {
        let Some(id) = &step.id else { continue };
        report_double(root, &mut first, id.value.as_str(), id.span, "step");
    }
}

fn report_double<'a>(
    root: &mut Table<'_>,
    first: &mut BTreeMap<&'a str, Span>,
    id: &'a str,
    span: Span,
    noun: &str,
) {
    match first.get(id) {
        None => {
            first.insert(id, span);
        }
        Some(other) => {
            let message = format!("two {noun}s are called `{id}`");
            let problem = Problem::error(root.source(), "playbook::duplicate-id", span, message);
            root.report(problem.label("second").also(*other, "first"));
        }
    }
}

fn check_after(root: &mut Table<'_>, outline: &Outline) {
    let ids: Vec<&str> =
        outline.phases.iter().filter_map(|phase| Some(phase.id.as_ref()?.value.as_str())).collect();
    for phase in &outline.phases {
        for after in phase.after.iter().flatten() {
            if !ids.contains(&after.value.as_str()) {
                let message = format!("there is no phase `{}`", after.value);
                let problem = Problem::error(root.source(), "playbook::unknown-phase", after.span, message);
                root.report(problem.suggest(&after.value, ids.iter().copied()));
            }
        }
    }
    for circle in circles(&after_edges(outline)) {
        report_circle(root, outline, &circle);
    }
}

/// For each phase the numbers of the phases that come before it.
pub(crate) fn after_edges(outline: &Outline) -> Vec<Vec<usize>> {
    let number = |id: &Placed<String>| {
        outline
            .phases
            .iter()
            .position(|phase| phase.id.as_ref().is_some_and(|p| p.value.as_str() == id.value))
    };
    outline
        .phases
        .iter()
        .enumerate()
        .map(|(at, phase)| match &phase.after {
            Some(after) => after.iter().filter_map(number).collect(),
            None => at.checked_sub(1).into_iter().collect(),
        })
        .collect()
}

/// Circles of a graph that is given as predecessors: each circle once, by its members in order.
fn circles(edges: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let mut found: Vec<Vec<usize>> = Vec::new();
    let mut done = vec![false; edges.len()];
    for start in 0..edges.len() {
        let mut path = Vec::new();
        walk(edges, start, &mut path, &mut done, &mut found);
    }
    found
}

fn walk(
    edges: &[Vec<usize>],
    at: usize,
    path: &mut Vec<usize>,
    done: &mut [bool],
    found: &mut Vec<Vec<usize>>,
) {
    if let Some(start) = path.iter().position(|seen| *seen == at) {
        found.push(path.get(start..).unwrap_or_default().to_vec());
        return;
    }
    if done.get(at).copied().unwrap_or(true) {
        return;
    }
    path.push(at);
    for before in edges.get(at).into_iter().flatten() {
        walk(edges, *before, path, done, found);
    }
    path.pop();
    if let Some(flag) = done.get_mut(at) {
        *flag = true;
    }
}

fn report_circle(root: &mut Table<'_>, outline: &Outline, circle: &[usize]) {
    let phases: Vec<_> =
        circle.iter().filter_map(|number| outline.phases.get(*number)?.id.as_ref()).collect();
    let Some(first) = phases.first() else { return };
    let chain: Vec<String> =
        phases.iter().chain(std::iter::once(first)).map(|id| format!("`{}`", id.value)).collect();
    let message = format!("phases wait for one another: {}", chain.join(" after "));
    let mut problem = Problem::error(root.source(), "playbook::phase-cycle", first.span, message);
    for other in phases.iter().skip(1) {
        problem = problem.also(other.span, "");
    }
    root.report(
        problem.help("take one of them out of `after`; without `after` a phase waits for the one before it"),
    );
}

fn check_containers(root: &mut Table<'_>, outline: &Outline) {
    let mut has_members = vec![false; outline.steps.len()];
    for (number, step) in outline.steps.iter().enumerate() {
        let Some(inside) = &step.inside else { continue };
        match step.parent {
            Some(parent) => {
                if let Some(flag) = has_members.get_mut(parent) {
                    *flag = true;
                }
                check_member(root, outline, number, parent, inside);
            }
            None => {
                let message = format!("there is no step `{}`", inside.value);
                let problem = Problem::error(root.source(), "playbook::unknown-step", inside.span, message);
                root.report(problem.suggest(&inside.value, outline.step_ids()));
            }
        }
    }
    for (step, has) in outline.steps.iter().zip(has_members) {
        if let (Some(id), Some(kind), false) = (&step.id, step.kind.filter(|kind| kind.is_container()), has) {
            let message = format!("`{}` has no members", id.value);
            let problem = Problem::error(root.source(), "playbook::no-members", id.span, message);
            root.report(problem.help(format!(
                "steps join this {} with `in = \"{}\"`",
                kind.word(),
                id.value
            )));
        }
    }
}

fn check_member(
    root: &mut Table<'_>,
    outline: &Outline,
    number: usize,
    parent: usize,
    inside: &Placed<String>,
) {
    let (Some(step), Some(container)) = (outline.step(number), outline.step(parent)) else { return };
    let name = &inside.value;
    let place = container.id.as_ref().map_or(inside.span, |id| id.span);
    let around = outline.around(number);
    if around.contains(&number) {
        let message = format!("`{name}` and this step stand in one another");
        root.error("playbook::container-cycle", inside.span, message);
        return;
    }
    let trouble = if !container.kind.is_none_or(KindWord::is_container) {
        Some((
            "playbook::not-a-container",
            format!("`{name}` is no `group`, `each` or `repeat`, so nothing stands in it"),
        ))
    } else if container.phase != step.phase {
        Some(("playbook::other-phase", format!("`{name}` stands in another phase")))
    } else if parent > number {
        Some((
            "playbook::member-before-container",
            format!("`{name}` comes later in the file: members come after their container"),
        ))
    } else {
        None
    };
    if let Some((code, message)) = trouble {
        root.report(Problem::error(root.source(), code, inside.span, message).also(place, "declared here"));
    }
    if around.len() > MAX_DEPTH {
        let message = format!("containers stand in one another more than {MAX_DEPTH} deep");
        root.error("playbook::too-deep", inside.span, message);
    }
}
