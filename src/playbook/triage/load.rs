//! Reads the questions and rules of the triage. What it reports: facts that nobody knows, rules that name a fact that is not asked, levels
//! that `severity` does not have, a list of levels that may end without one.

use std::collections::BTreeMap;

use super::{Level, Proposal, Triage};
use crate::base::id::{ChoiceId, FactId, PlaybookId};
use crate::base::problem::{Problems, Source};
use crate::base::reader::{self, Table};
use crate::expr::Condition;
use crate::expr::names::Names;
use crate::fact::catalogue::load::read_row;
use crate::fact::catalogue::{Catalogue, FactRow};

/// Reads the shipped document.
pub(super) fn shipped() -> (Option<Triage>, Problems) {
    load(&Source::new("triage.toml", include_str!("triage.toml")), Catalogue::shipped())
}

/// Reads a document; nothing comes out with an error.
pub(super) fn load(source: &std::sync::Arc<Source>, catalogue: &Catalogue) -> (Option<Triage>, Problems) {
    let mut problems = Problems::default();
    let read = reader::read(source, &mut problems, |root| {
        root.format("triage/1");
        let own = own_facts(root);
        let questions = questions(root, &own, catalogue);
        let names = Asked(&questions);
        let proposals = root.tables("proposal", |table| proposal(table, &names));
        let levels = root.tables("severity", |table| level(table, &names, catalogue));
        let up = root.table("up", |table| up(table, &names)).flatten();
        let last = levels.last().and_then(Option::as_ref);
        if last.is_none_or(|level| level.when.text() != "true") {
            root.error(
                "triage::no-last-level",
                (0..1).into(),
                "the last level must always hold: `when = \"true\"`",
            );
        }
        let all: Option<Vec<Proposal>> = proposals.into_iter().collect();
        let levels: Option<Vec<Level>> = levels.into_iter().collect();
        Some(Triage { questions, proposals: all?, levels: levels?, up: up? })
    });
    let triage = read.flatten().filter(|_| !problems.has_errors());
    (triage, problems)
}

fn own_facts(root: &mut Table<'_>) -> BTreeMap<String, FactRow> {
    let mut own = BTreeMap::new();
    root.table("facts", |table| {
        for (key, item) in table.members() {
            let id = table.parse_placed("fact id", &key, FactId::parse);
            let row =
                table.in_table(item, format!("fact `{}`", key.value), |inner| read_row(inner, id?.value));
            own.extend(row.flatten().map(|row| (key.value, row)));
        }
    });
    own
}

fn questions(root: &mut Table<'_>, own: &BTreeMap<String, FactRow>, catalogue: &Catalogue) -> Vec<FactRow> {
    let rows = root.tables("question", |table| {
        let fact = table.required_string("fact")?;
        let row = own.get(&fact.value).or_else(|| catalogue.get(&fact.value)).cloned();
        if row.is_none() {
            table.error("triage::unknown-fact", fact.span, format!("there is no fact `{}`", fact.value));
        }
        row
    });
    rows.into_iter().flatten().collect()
}

fn proposal(table: &mut Table<'_>, names: &Asked<'_>) -> Option<Proposal> {
    let playbook = table.required_id("playbook", PlaybookId::parse);
    let (when, because) = (condition(table, names), table.required_string("because"));
    Some(Proposal { playbook: playbook?.value, because: because?.value, when: when? })
}

fn level(table: &mut Table<'_>, names: &Asked<'_>, catalogue: &Catalogue) -> Option<Level> {
    let level = table.required_id("level", ChoiceId::parse);
    let (when, because) = (condition(table, names), table.required_string("because"));
    let level = level?;
    let known = catalogue.get("severity").is_some_and(|row| row.choices.iter().any(|c| c.id == level.value));
    if !known {
        table.error("triage::unknown-level", level.span, format!("there is no severity `{}`", level.value));
    }
    Some(Level { severity: level.value, because: because?.value, when: when? })
}

/// It names no level: it moves the one that was found.
fn up(table: &mut Table<'_>, names: &Asked<'_>) -> Option<Level> {
    let (when, because) = (condition(table, names), table.required_string("because"));
    let severity = ChoiceId::parse("up").ok()?;
    Some(Level { severity, because: because?.value, when: when? })
}

fn condition(table: &mut Table<'_>, names: &Asked<'_>) -> Option<Condition> {
    let text = table.required_string("when")?;
    Condition::read(table, &text, names)
}

/// Rules may name what is asked and nothing else.
struct Asked<'a>(&'a [FactRow]);

impl Names for Asked<'_> {
    fn fact(&self, name: &str) -> Option<&FactRow> {
        self.0.iter().find(|row| row.id.as_str() == name)
    }

    fn all_names(&self) -> Vec<&str> {
        self.0.iter().map(|row| row.id.as_str()).collect()
    }
}
