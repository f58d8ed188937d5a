//! Where a step stands in the files: what opens at one moment is read from above, and the author wrote the first job first.
//! Must not know times.

use crate::incident::key::{Mark, StepKey};
use crate::incident::plans::Plans;
use crate::incident::state::State;
use crate::playbook::model::Playbook;

/// The places of the steps on the way to a step, from the root on, each with its instances; what no file has comes last.
pub(super) fn file_order(state: &State, plans: &Plans<'_>, key: &StepKey) -> Vec<(usize, Vec<Mark>)> {
    let run = key.run();
    let parent = StepKey::parse(&run.0);
    let mut path = parent.map(|parent| file_order(state, plans, &parent)).unwrap_or_default();
    let (id, marks) = key.tail();
    let playbook = state.runs().get(&run).and_then(|run| plans.of(run));
    let place = playbook.and_then(|playbook| place(playbook, id));
    path.push((place.unwrap_or(usize::MAX), marks));
    path
}

/// A phase that asks for facts stands where its first step does.
fn place(playbook: &Playbook, id: &str) -> Option<usize> {
    let steps = playbook.steps();
    let of = |id: &str| steps.iter().position(|step| step.id.as_str() == id);
    let first = || playbook.phases.iter().find(|phase| phase.id.as_str() == id)?.steps.first();
    of(id).or_else(|| of(first()?.id.as_str()))
}
