//! All regimes that the program knows. Each is read when it is first asked for, so that a playbook that names two duties does not pay for
//! forty. Must not count.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use super::load::load;
use super::model::{Regime, Stage};
use super::shipped::SHIPPED;
use crate::base::id::{RegimeId, StageId};
use crate::base::problem::Source;

/// All regimes that the program knows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct RegimeIndex {
    files: BTreeMap<RegimeId, File>,
}

/// One file, and what it says once it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
struct File {
    text: &'static str,
    regime: OnceLock<Option<Regime>>,
}

impl File {
    fn read(&self, id: &RegimeId) -> Option<&Regime> {
        self.regime.get_or_init(|| load(&source(id, self.text)).0).as_ref()
    }
}

/// The document of a shipped regime.
pub(super) fn source(id: &RegimeId, text: &str) -> Arc<Source> {
    Source::new(format!("{id}.toml"), text)
}

impl RegimeIndex {
    /// The regimes that come with the program. A test asserts that none has a problem.
    pub(crate) fn shipped() -> Self {
        let files = SHIPPED.iter().filter_map(|(id, text)| {
            Some((RegimeId::parse(id).ok()?, File { text, regime: OnceLock::new() }))
        });
        Self { files: files.collect() }
    }

    /// A regime by id.
    pub(crate) fn get(&self, id: &RegimeId) -> Option<&Regime> {
        self.files.get_key_value(id).and_then(|(id, file)| file.read(id))
    }

    /// A stage of a regime.
    pub(crate) fn stage(&self, regime: &RegimeId, stage: &StageId) -> Option<&Stage> {
        self.get(regime)?.stage(stage)
    }

    /// The ids of all regimes; reads no file.
    pub(crate) fn ids(&self) -> impl Iterator<Item = &RegimeId> {
        self.files.keys()
    }

    /// Regimes that are considered when nobody has said who we are; only their files are read.
    pub(crate) fn without_scope(&self) -> impl Iterator<Item = &Regime> {
        let named = self.files.iter().filter(|(_, file)| file.text.contains("without_scope"));
        named.filter_map(|(id, file)| file.read(id)).filter(|regime| regime.applies.without_scope)
    }

    /// All regimes in the order of their ids.
    pub(crate) fn rows(&self) -> impl Iterator<Item = &Regime> {
        self.files.iter().filter_map(|(id, file)| file.read(id))
    }
}

#[cfg(test)]
mod tests;
