//! Runs: playbooks being executed in an incident. Must not hold the playbooks themselves.

use std::collections::BTreeMap;

use super::event::lifecycle::Pin;
use super::key::RunKey;
use crate::base::id::{FactId, PhaseId, Seq};
use crate::playbook::kind::UseMode;

/// Where a phase stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum PhaseStatus {
    /// Its guard needs facts that nobody was asked for.
    Awaits(Vec<FactId>),
    /// It was entered; permanent.
    Started,
    /// Its guard is false.
    FellAway,
}

/// A phase of a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PhaseState {
    /// Title as the playbook has it.
    pub(crate) title: String,
    /// Where it stands.
    pub(crate) status: PhaseStatus,
    /// The last entry that touched it.
    pub(crate) last: Seq,
}

/// A run.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Run {
    /// How it was started.
    pub(crate) mode: UseMode,
    /// Its playbook, fixed.
    pub(crate) playbook: Pin,
    /// The run whose step started it.
    pub(crate) parent: Option<RunKey>,
    /// The entry that started it.
    pub(crate) started: Seq,
    /// Phases that were seen.
    pub(crate) phases: BTreeMap<PhaseId, PhaseState>,
    /// The run that took over.
    pub(crate) handed_over_to: Option<RunKey>,
}
