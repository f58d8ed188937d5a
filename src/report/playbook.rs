//! Papers about a playbook, made beforehand: a kit for when no machine works, and a page that tells what the playbook is for. Must not
//! know an incident.

pub(crate) mod kit;
pub(crate) mod page;
mod wording;

use serde::Serialize;

use crate::fact::catalogue::{Catalogue, FactRow};
use crate::playbook::library::set::PlaybookSet;
use crate::playbook::lint::path::DutyPath;
use crate::playbook::model::Playbook;
use crate::playbook::role::RoleCatalogue;
use crate::regime::RegimeIndex;
use crate::report::document::dress::OfDocument;

/// A playbook with what its papers are made from.
pub(crate) struct Subject<'a> {
    /// The playbook and all that it uses.
    pub(crate) set: &'a PlaybookSet,
    /// The roles that need not be declared.
    pub(crate) roles: &'a RoleCatalogue,
    /// The facts that need not be declared.
    pub(crate) facts: &'a Catalogue,
    /// The laws.
    pub(crate) regimes: &'a RegimeIndex,
    /// How each duty is reached.
    pub(crate) paths: &'a [DutyPath],
}

/// What stands before the steps in JSON.
#[derive(Debug, Serialize)]
struct Header<'a> {
    v: u8,
    playbook: &'a str,
    title: &'a str,
    version: &'a str,
    sha256: String,
}

impl Subject<'_> {
    fn header(&self) -> Header<'_> {
        let root = &self.set.root;
        Header {
            v: 1,
            playbook: root.id.as_str(),
            title: &root.title,
            version: &root.version,
            sha256: root.digest.to_string(),
        }
    }

    fn dress(&self) -> OfDocument {
        let root = &self.set.root;
        OfDocument {
            kind: if root.block { "Block" } else { "Playbook" },
            id: root.id.to_string(),
            version: root.version.clone(),
            sha256: root.digest,
            banners: Vec::new(),
        }
    }

    /// A fact that the playbook may name.
    fn fact<'s>(&'s self, playbook: &'s Playbook, id: &str) -> Option<&'s FactRow> {
        playbook.facts.get(id).or_else(|| self.facts.get(id))
    }
}

#[cfg(test)]
mod tests;
