//! Facts that are read before anything can settle them, and facts of a file that nothing uses.

use std::collections::BTreeSet;

use super::order::Order;
use super::settle::{self, Settles};
use crate::base::id::{FactId, StepId};
use crate::base::problem::{Problem, Problems};
use crate::base::text::listing;
use crate::playbook::kind::Kind;
use crate::playbook::library::set::PlaybookSet;
use crate::playbook::model::{Playbook, Step};
use crate::playbook::place::{Piece, pieces};

/// Reads whose facts no step can have settled by then. What a block reads of the catalogue may be known when it is used, so of a
/// block only its own facts are looked at.
pub(super) fn read_before_settled(set: &PlaybookSet, problems: &mut Problems) {
    let playbook = &set.root;
    let order = Order::of(playbook);
    let steps = playbook.steps();
    let settles: Vec<(&StepId, Settles)> =
        steps.iter().map(|step| (&step.id, settle::with_uses(step, set))).collect();
    for step in &steps {
        for ((key, place), before, facts) in read_facts(step) {
            let early: Vec<String> = facts
                .into_iter()
                .filter(|fact| !playbook.block || playbook.facts.contains_key(fact))
                .filter(|fact| !can_be_settled(step, fact, before, &settles, &order))
                .map(|fact| format!("`{fact}`"))
                .collect();
            if !early.is_empty() {
                let names = listing(&early, "and");
                let message =
                    format!("`{key}` of step `{}` reads {names}, which nothing before it settles", step.id);
                let problem = Problem::warning(
                    &playbook.origin.source,
                    "lint::read-before-settled",
                    step.place_of(place),
                    message,
                );
                problems.push(
                    problem
                        .help("let an earlier step settle it with `ask`, `set`, `set_unknown` or `produces`")
                        .of_step(step.id.as_str()),
                );
            }
        }
    }
}

/// The facts that each key of a step reads, and whether it does so before the step opens.
fn read_facts(step: &Step) -> Vec<((&'static str, &'static str), bool, Vec<FactId>)> {
    let reads = settle::reads(step).into_iter();
    let mut found: Vec<_> =
        reads.map(|read| ((read.key, read.place), read.before, read.condition.facts())).collect();
    if let Kind::Each(each) = &step.kind {
        found.push((("over", "over"), true, vec![each.over.clone()]));
    }
    found
}

fn can_be_settled(
    step: &Step,
    fact: &FactId,
    before: bool,
    settles: &[(&StepId, Settles)],
    order: &Order<'_>,
) -> bool {
    settles.iter().any(|(id, settles)| {
        let own = before && contains(step, id);
        !own && settles.may(fact) && !order.strictly_after(id, &step.id)
    })
}

/// Whether a step is this one or stands in it.
fn contains(step: &Step, id: &StepId) -> bool {
    step.id == *id || step.kind.members().iter().any(|member| contains(member, id))
}

/// Facts that a file declares and does not use.
pub(super) fn unused(set: &PlaybookSet, problems: &mut Problems) {
    let playbook = &set.root;
    let mut used = settle::all_reads(playbook);
    used.extend(shown(playbook));
    for step in playbook.steps() {
        used.extend(settle::own(step));
    }
    for id in playbook.facts.keys().filter(|id| !used.contains(*id)) {
        let span = playbook.origin.facts.get(id).copied().unwrap_or_default();
        let message = format!("fact `{id}` is declared and never asked for, settled, read or shown");
        problems.push(Problem::warning(&playbook.origin.source, "lint::unused-fact", span, message));
    }
}

/// Facts in `{fact}` places.
fn shown(playbook: &Playbook) -> BTreeSet<FactId> {
    let mut facts = BTreeSet::new();
    for step in playbook.steps() {
        for text in super::texts::filled(step) {
            for piece in pieces(text) {
                match piece {
                    Piece::Place(name, _) => facts.extend(FactId::parse(name)),
                    Piece::Text(_) | Piece::Unclosed(_) => {}
                }
            }
        }
    }
    facts
}
