//! Kind `question`: facts to ask for.

use crate::base::id::FactId;
use crate::base::reader::Table;
use crate::playbook::key::{IdRule, Key, Keys, Shape};
use crate::playbook::load::reading::StepReading;

/// Its keys.
pub(crate) const KEYS: Keys = Keys {
    what: "a question",
    keys: &[Key::required(
        "ask",
        Shape::Ids(IdRule::Snake),
        "The facts to ask for, in this order; each may be answered \"not known yet\".",
    )],
};

/// Reads the facts.
pub(super) fn read(table: &mut Table<'_>, step: &StepReading<'_>) -> Option<Vec<FactId>> {
    if !table.has("ask") {
        table.missing("ask");
        return None;
    }
    let asked = step.file.facts(table, "ask");
    if table.items("ask").is_empty() {
        table.error("playbook::no-facts", table.span(), "a question asks for at least one fact");
    }
    Some(asked)
}
