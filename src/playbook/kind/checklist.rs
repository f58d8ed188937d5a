//! Kind `checklist`: several things to tick.

use std::collections::BTreeSet;

use super::ChecklistItem;
use crate::base::id::OptionId;
use crate::base::problem::{Placed, Problem, Span};
use crate::base::reader::{Item, Table};
use crate::playbook::key::{IdRule, Key, Keys, Rows, Shape};
use crate::playbook::load::known::known_keys;
use crate::playbook::load::reading::StepReading;

/// Its keys.
pub(crate) const KEYS: Keys = Keys {
    what: "a checklist",
    keys: &[Key::required(
        "items",
        Shape::Rows(Rows { keys: &ITEM, text: true }),
        "What to tick, each a text or a table.",
    )],
};

/// One thing to tick.
pub(crate) const ITEM: Keys = Keys {
    what: "an item",
    keys: &[
        Key::new("id", Shape::Id(IdRule::Kebab), "By default `item-1`, `item-2` ..."),
        Key::required("text", Shape::Text, "What to do."),
        Key::new("when", Shape::Condition, "The item counts unless this is false."),
    ],
};

/// Reads the items.
pub(super) fn read(table: &mut Table<'_>, step: &StepReading<'_>) -> Option<Vec<ChecklistItem>> {
    if !table.has("items") {
        table.missing("items");
        return None;
    }
    let rows = table.items("items");
    if rows.is_empty() {
        table.error("playbook::no-items", table.span(), "a checklist has at least one item");
    }
    let items: Vec<(ChecklistItem, Span)> = rows
        .into_iter()
        .enumerate()
        .filter_map(|(at, item)| Some((read_item(table, step, at, item)?, item.span())))
        .collect();
    let mut seen = BTreeSet::new();
    for (item, span) in &items {
        if !seen.insert(&item.id) {
            let message = format!("two items are called `{}`", item.id);
            table.report(Problem::error(table.source(), "playbook::duplicate-id", *span, message));
        }
    }
    Some(items.into_iter().map(|(item, _)| item).collect())
}

fn read_item(
    table: &mut Table<'_>,
    step: &StepReading<'_>,
    at: usize,
    item: Item<'_>,
) -> Option<ChecklistItem> {
    let default = || OptionId::parse(&format!("item-{}", at + 1)).ok();
    if let Some(text) = item.string() {
        return Some(ChecklistItem { id: default()?, text: text.to_owned(), when: None });
    }
    let read = table.in_table(item, "`items`".to_owned(), |inner| {
        known_keys(inner, &ITEM);
        let id = inner.parsed("id", OptionId::parse).map(Placed::into_value);
        let text = inner.required_string("text");
        let when = step.condition(inner, "when");
        Some(ChecklistItem { id: id.or_else(default)?, text: text?.value, when })
    });
    read.flatten()
}
