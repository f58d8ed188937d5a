//! Which steps of a file come strictly after which. Must not know what steps do.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::id::{PhaseId, StepId};
use crate::playbook::kind::Kind;
use crate::playbook::model::{Playbook, Step};

/// The order of a file.
pub(super) struct Order<'a> {
    places: BTreeMap<&'a StepId, Place<'a>>,
    /// For each phase those that must have ended before it starts, directly or through others.
    before: BTreeMap<&'a PhaseId, BTreeSet<&'a PhaseId>>,
}

/// Where a step stands: its phase, and from the outside in the sequence or group and the number in it.
struct Place<'a> {
    phase: &'a PhaseId,
    way: Vec<Turn>,
}

/// One level of containment.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Turn {
    number: usize,
    side_by_side: bool,
}

impl<'a> Order<'a> {
    /// The order of a file.
    pub(super) fn of(playbook: &'a Playbook) -> Self {
        let mut order = Self { places: BTreeMap::new(), before: BTreeMap::new() };
        for phase in &playbook.phases {
            order.enter(&phase.id, &phase.steps, &[], false);
            order.before.insert(&phase.id, ancestors(playbook, &phase.id));
        }
        order
    }

    fn enter(&mut self, phase: &'a PhaseId, steps: &'a [Step], way: &[Turn], side_by_side: bool) {
        for (number, step) in steps.iter().enumerate() {
            let way: Vec<Turn> = way.iter().copied().chain([Turn { number, side_by_side }]).collect();
            self.enter(phase, step.kind.members(), &way, matches!(step.kind, Kind::Group(..)));
            self.places.insert(&step.id, Place { phase, way });
        }
    }

    /// Whether `later` can only open once `earlier` is settled. False for a step and its own container.
    pub(super) fn strictly_after(&self, later: &StepId, earlier: &StepId) -> bool {
        let (Some(l), Some(e)) = (self.places.get(later), self.places.get(earlier)) else { return false };
        if l.phase != e.phase {
            return self.before.get(l.phase).is_some_and(|before| before.contains(e.phase));
        }
        let parting = l.way.iter().zip(&e.way).find(|(l, e)| l != e);
        parting.is_some_and(|(l, e)| !l.side_by_side && l.number > e.number)
    }
}

fn ancestors<'a>(playbook: &'a Playbook, phase: &PhaseId) -> BTreeSet<&'a PhaseId> {
    let direct =
        |id: &PhaseId| playbook.phases.iter().find(|phase| phase.id == *id).map_or(&[][..], |p| &p.after);
    let mut found = BTreeSet::new();
    let mut open: Vec<&PhaseId> = direct(phase).iter().collect();
    while let Some(next) = open.pop() {
        if found.insert(next) {
            open.extend(direct(next));
        }
    }
    found
}
