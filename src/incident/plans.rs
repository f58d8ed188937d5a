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

/// The `each` and `repeat` steps around a step, outermost first: as many as its key has marks.
pub(crate) fn marking_containers<'a>(playbook: &'a Playbook, id: &StepId) -> Option<Vec<&'a Step>> {
    playbook.phases.iter().find_map(|phase| chain(&phase.steps, id))
}

fn chain<'a>(steps: &'a [Step], id: &StepId) -> Option<Vec<&'a Step>> {
    use crate::playbook::kind::Kind;
    for step in steps {
        if step.id == *id {
            return Some(Vec::new());
        }
        if let Some(mut inner) = chain(step.kind.members(), id) {
            if matches!(step.kind, Kind::Each(_) | Kind::Repeat(_)) {
                inner.insert(0, step);
            }
            return Some(inner);
        }
    }
    None
}
