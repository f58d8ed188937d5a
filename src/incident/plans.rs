//! The playbooks of an incident, fixed by hash, and the facts they may name. Needed to decide, never to replay.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use super::runs::Run;
use crate::base::digest::Digest;
use crate::base::id::{FactId, RoleId, StepId};
use crate::base::problem::Source;
use crate::fact::catalogue::{Catalogue, FactRow};
use crate::playbook::model::{Playbook, Step};

/// A playbook that no run needs yet: it is read when one begins. Most runs never pivot, and reading is what takes time.
#[derive(Debug)]
pub(crate) struct Late {
    source: Arc<Source>,
    read: fn(&Arc<Source>) -> Option<Playbook>,
    playbook: OnceLock<Option<Arc<Playbook>>>,
}

impl Late {
    /// A text and how to read it.
    pub(crate) fn new(source: Arc<Source>, read: fn(&Arc<Source>) -> Option<Playbook>) -> Self {
        Self { source, read, playbook: OnceLock::new() }
    }

    fn get(&self) -> Option<&Arc<Playbook>> {
        self.playbook.get_or_init(|| (self.read)(&self.source).map(Arc::new)).as_ref()
    }
}

/// Playbooks by the hash of their bytes.
#[derive(Debug, Clone)]
pub(crate) struct Plans<'a> {
    playbooks: BTreeMap<Digest, Arc<Playbook>>,
    late: BTreeMap<Digest, Arc<Late>>,
    catalogue: &'a Catalogue,
}

impl<'a> Plans<'a> {
    /// Takes the playbooks that an incident has fixed.
    pub(crate) fn new(playbooks: impl IntoIterator<Item = Arc<Playbook>>, catalogue: &'a Catalogue) -> Self {
        let playbooks = playbooks.into_iter().map(|playbook| (playbook.digest, playbook)).collect();
        Self { playbooks, late: BTreeMap::new(), catalogue }
    }

    /// With playbooks that are fixed too and that nothing runs yet.
    pub(crate) fn with_late(self, late: BTreeMap<Digest, Arc<Late>>) -> Self {
        Self { late, ..self }
    }

    /// Those that were needed so far.
    fn read(&self) -> impl Iterator<Item = &Arc<Playbook>> {
        let late = self.late.values().filter_map(|late| late.playbook.get()?.as_ref());
        self.playbooks.values().chain(late)
    }

    /// Adds a playbook that was joined.
    pub(crate) fn add(&mut self, playbook: Arc<Playbook>) {
        self.playbooks.insert(playbook.digest, playbook);
    }

    /// The playbook of a run, if it is at hand.
    pub(crate) fn of(&self, run: &Run) -> Option<&Arc<Playbook>> {
        self.get(&run.playbook.sha256)
    }

    /// A playbook by hash.
    pub(crate) fn get(&self, digest: &Digest) -> Option<&Arc<Playbook>> {
        self.playbooks.get(digest).or_else(|| self.late.get(digest)?.get())
    }

    /// Every step of every playbook, also of those that nothing runs yet, as each has it; nothing about whether it will ever open.
    pub(crate) fn steps(&self) -> impl Iterator<Item = &Step> {
        let late = self.late.values().filter_map(|late| late.get());
        self.playbooks.values().chain(late).flat_map(|playbook| playbook.steps())
    }

    /// Whether one of the playbooks declares a role.
    pub(crate) fn has_role(&self, role: &RoleId) -> bool {
        let late = self.late.values().filter_map(|late| late.get());
        self.playbooks.values().chain(late).any(|playbook| playbook.roles.contains_key(role))
    }

    /// A fact that the catalogue or one of the playbooks declares.
    pub(crate) fn fact(&self, id: &str) -> Option<&FactRow> {
        self.catalogue.get(id).or_else(|| self.read().find_map(|playbook| playbook.facts.get(id)))
    }

    /// Every fact that can be named in this incident.
    pub(crate) fn facts(&self) -> impl Iterator<Item = &FactRow> {
        self.catalogue.rows().chain(self.read().flat_map(|playbook| playbook.facts.values()))
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
