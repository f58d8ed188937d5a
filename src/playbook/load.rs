//! Reads a playbook file. A first look finds its structure, then every key is read against the facts, roles and steps that exist.
//! All problems are collected; a playbook comes out only when none of them is an error. Must not read other files.

pub(crate) mod cast;
pub(crate) mod facts;
pub(crate) mod known;
pub(crate) mod literal;
pub(crate) mod outline;
pub(crate) mod reading;
pub(crate) mod scope;
pub(crate) mod step;
pub(crate) mod structure;
pub(crate) mod tree;

use std::collections::BTreeMap;
use std::sync::Arc;

use cast::Cast;
use facts::Facts;
use known::known_keys;
use outline::Outline;
use reading::{Reading, text, texts};

use crate::base::digest::Digest;
use crate::base::id::{PlaybookId, RegimeId, StepId};
use crate::base::problem::{Placed, Problem, Problems, Source, Span};
use crate::base::reader::{self, Table};
use crate::fact::catalogue::Catalogue;
use crate::form::FormIndex;
use crate::playbook::key::{PLAYBOOK, WAIVE};
use crate::playbook::model::{Origin, Playbook, Waiver};
use crate::playbook::role::RoleCatalogue;
use crate::regime::RegimeIndex;

/// What a playbook may refer to.
pub(crate) struct Ground<'a> {
    /// Facts.
    pub(crate) catalogue: &'a Catalogue,
    /// Roles.
    pub(crate) roles: &'a RoleCatalogue,
    /// Regimes.
    pub(crate) regimes: &'a RegimeIndex,
    /// Forms.
    pub(crate) forms: &'a FormIndex,
}

/// Reads a playbook; it comes out only if no problem is an error.
pub(crate) fn load(source: &Arc<Source>, ground: &Ground<'_>) -> (Option<Playbook>, Problems) {
    let (playbook, problems) = load_readable(source, ground);
    if problems.has_errors() { (None, problems) } else { (playbook, problems) }
}

/// Reads a playbook, also one with errors: then it holds what could be read of it, good for finding more problems and nothing else.
pub(crate) fn load_readable(source: &Arc<Source>, ground: &Ground<'_>) -> (Option<Playbook>, Problems) {
    let mut problems = Problems::default();
    let playbook = reader::read(source, &mut problems, |root| read_playbook(root, ground)).flatten();
    (playbook, problems)
}

fn read_playbook(root: &mut Table<'_>, ground: &Ground<'_>) -> Option<Playbook> {
    known_keys(root, &PLAYBOOK);
    root.name("the playbook");
    root.format("playbook/1");
    let id = root.required_id("id", PlaybookId::parse);
    let title = root.required_string("title");
    let version = root.required_string("version");
    let outline = Outline::of(&root.items("phase"));
    let facts = Facts::read(root, ground.catalogue);
    let cast = Cast::read(root, ground.roles);
    let serves = serves(root, ground);
    let waivers = waivers(root, &outline);
    let fits = structure::check_structure(root, &outline);
    let own_id = id.as_ref().map(|id| id.value.clone());
    let file = Reading { id: own_id, ground, facts: &facts, cast: &cast, outline: &outline };
    let phases = if fits { tree::read_phases(root, &file) } else { Vec::new() };
    let id = id?;
    let origin = Origin {
        source: Arc::clone(root.source()),
        id: id.span,
        facts: facts.spans,
        phases: outline
            .phases
            .into_iter()
            .filter_map(|phase| phase.id)
            .map(|id| (id.value, id.span))
            .collect(),
        serves: serves.iter().cloned().collect(),
        waivers,
    };
    Some(Playbook {
        id: id.value,
        title: title?.value,
        version: version?.value,
        summary: text(root, "summary"),
        block: root.bool("block").is_some_and(|flag| flag.value),
        own_record: root.bool("own_record").is_some_and(|flag| flag.value),
        entry: texts(root, "entry"),
        serves: serves.into_iter().map(|(regime, _)| regime).collect(),
        tags: texts(root, "tags"),
        roles: cast.into_named(),
        facts: facts.own,
        phases,
        digest: Digest::of(root.source().text.as_bytes()),
        origin,
    })
}

fn serves(root: &mut Table<'_>, ground: &Ground<'_>) -> Vec<(RegimeId, Span)> {
    let texts = root.strings("serves");
    let mut found: BTreeMap<RegimeId, Span> = BTreeMap::new();
    let mut order = Vec::new();
    for text in &texts {
        let Some(id) = reading::regime(root, ground, text) else { continue };
        if found.insert(id.clone(), text.span).is_none() {
            order.push((id, text.span));
        } else {
            root.error("playbook::duplicate-id", text.span, format!("`{id}` stands in `serves` twice"));
        }
    }
    order
}

fn waivers(root: &mut Table<'_>, outline: &Outline) -> Vec<Waiver> {
    let waivers = root.tables("waive", |table| {
        known_keys(table, &WAIVE);
        let code = table.required_string("code");
        let step = waived_step(table, outline);
        let reason = table.required_string("reason");
        let code = code?;
        Some(Waiver { span: code.span, code: code.value, step, reason: reason?.value })
    });
    waivers.into_iter().flatten().collect()
}

fn waived_step(table: &mut Table<'_>, outline: &Outline) -> Option<StepId> {
    let text: Placed<String> = table.string("step")?;
    if outline.number(&text.value).is_none() {
        let message = format!("there is no step `{}`", text.value);
        let problem = Problem::error(table.source(), "playbook::unknown-step", text.span, message);
        table.report(problem.suggest(&text.value, outline.step_ids()));
    }
    StepId::parse(&text.value).ok()
}

#[cfg(test)]
mod tests;
