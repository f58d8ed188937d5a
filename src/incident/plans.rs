//! The playbooks of an incident, fixed by hash, and the facts they may name. Needed to decide, never to replay.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::runs::Run;
use crate::base::digest::Digest;
use crate::base::id::{FactId, StepId};
use crate::fact::catalogue::{Catalogue, FactRow};
use crate::playbook::model::{Playbook, Step};

/// Playbooks by the hash of their bytes.
#[derive(Debug, Clone)]
pub(crate) struct Plans<'a> {
    playbooks: BTreeMap<Digest, Arc<Playbook>>,
    catalogue: &'a Catalogue,
}

impl<'a> Plans<'a> {
    /// Takes the playbooks that an incident has fixed.
    pub(crate) fn new(playbooks: impl IntoIterator<Item = Arc<Playbook>>, catalogue: &'a Catalogue) -> Self {
        let playbooks = playbooks.into_iter().map(|playbook| (playbook.digest, playbook)).collect();
        Self { playbooks, catalogue }
    }

    /// Adds a playbook that was joined.
    pub(crate) fn add(&mut self, playbook: Arc<Playbook>) {
        self.playbooks.insert(playbook.digest, playbook);
    }

    /// The playbook of a run, if it is at hand.
    pub(crate) fn of(&self, run: &Run) -> Option<&Arc<Playbook>> {
        self.playbooks.get(&run.playbook.sha256)
    }

    /// A playbook by hash.
    pub(crate) fn get(&self, digest: &Digest) -> Option<&Arc<Playbook>> {
        self.playbooks.get(digest)
    }

    /// Every step of every playbook, as each has it; nothing about whether it will ever open.
    pub(crate) fn steps(&self) -> impl Iterator<Item = &Step> {
        self.playbooks.values().flat_map(|playbook| playbook.steps())
    }

    /// A fact that the catalogue or one of the playbooks declares.
    pub(crate) fn fact(&self, id: &str) -> Option<&FactRow> {
        self.catalogue.get(id).or_else(|| self.playbooks.values().find_map(|playbook| playbook.facts.get(id)))
    }

    /// Every fact that can be named in this incident.
    pub(crate) fn facts(&self) -> impl Iterator<Item = &FactRow> {
        self.catalogue.rows().chain(self.playbooks.values().flat_map(|playbook| playbook.facts.values()))
    }

    /// Every fact's id.
    pub(crate) fn fact_ids(&self) -> impl Iterator<Item = &FactId> {
        self.facts().map(|row| &row.id)
    }
}

/// The containers around a step, outermost first.
pub(crate) fn containers<'a>(playbook: &'a Playbook, id: &StepId) -> Vec<&'a Step> {
    let mut around = Vec::new();
    let phase = playbook.phases.iter().find(|phase| phase.steps.iter().any(|step| step.holds(id)));
    let mut inside = phase.map_or(&[] as &[Step], |phase| &phase.steps);
    while let Some(step) = inside.iter().find(|step| step.holds(id) && step.id != *id) {
        around.push(step);
        inside = step.kind.members();
    }
    around
}

/// The `each` and `repeat` steps around a step, outermost first: as many as its key has marks. Nothing if there is no such step.
pub(crate) fn marking_containers<'a>(playbook: &'a Playbook, id: &StepId) -> Option<Vec<&'a Step>> {
    playbook.step(id)?;
    Some(containers(playbook, id).into_iter().filter(|step| step.kind.word().repeats()).collect())
}
