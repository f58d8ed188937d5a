//! Reads rows of facts: those of the shipped catalogue and, for their common keys, those that a playbook declares.
//! Must not know playbooks.

use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

use super::{Catalogue, Choice, FactRow};
use crate::base::id::{ChoiceId, FactId, RegimeId};
use crate::base::problem::{Placed, Problem, Problems, Source, Span};
use crate::base::reader::{self, Item, Table};
use crate::base::time::Period;
use crate::base::time::typed::parse_period;
use crate::fact::fact_type::{FactType, SCALARS, Scalar};

impl Catalogue {
    /// The catalogue that comes with the program, read when it is first needed. A test asserts that it has no problem.
    pub(crate) fn shipped() -> &'static Self {
        static SHIPPED: OnceLock<Catalogue> = OnceLock::new();
        SHIPPED.get_or_init(|| Self::load(&shipped_source()).0)
    }

    /// Reads a catalogue.
    pub(crate) fn load(source: &Arc<Source>) -> (Self, Problems) {
        let mut problems = Problems::default();
        let rows = reader::read(source, &mut problems, |root| {
            root.format("catalogue/1");
            let mut seen = BTreeSet::new();
            root.tables("fact", |table| read_catalogue_row(table, &mut seen))
        });
        (Self::of(rows.into_iter().flatten().flatten()), problems)
    }
}

fn shipped_source() -> Arc<Source> {
    Source::new("catalogue.toml", super::SOURCE)
}

fn read_catalogue_row(table: &mut Table<'_>, seen: &mut BTreeSet<FactId>) -> Option<FactRow> {
    let Some(id) = table.required_id("id", FactId::parse) else {
        table.members();
        return None;
    };
    if !seen.insert(id.value.clone()) {
        table.error("fact::duplicate-id", id.span, format!("two facts are called `{}`", id.value));
    }
    let row = read_row(table, id.value);
    let group = table.required_string("group");
    let (fields, attributes) = (texts(table, "field"), texts(table, "attribute"));
    let (anchors, anchor_regimes) = (texts(table, "anchor"), regimes(table));
    let anchor_candidate = table.bool("anchor_candidate").is_some_and(|flag| flag.value);
    Some(FactRow {
        group: group?.value,
        fields,
        attributes,
        anchors,
        anchor_candidate,
        anchor_regimes,
        ..row?
    })
}

fn regimes(table: &mut Table<'_>) -> Vec<RegimeId> {
    let written = table.strings("anchor_regimes");
    let read = written.iter().filter_map(|text| table.parse_placed("anchor_regimes", text, RegimeId::parse));
    read.map(Placed::into_value).collect()
}

fn texts(table: &mut Table<'_>, key: &'static str) -> Vec<String> {
    table.strings(key).into_iter().map(Placed::into_value).collect()
}

/// Reads the keys that every declared fact has: `type`, `label`, `help`, `choices`, `unit`, `sensitive`, `recheck`.
pub(crate) fn read_row(table: &mut Table<'_>, id: FactId) -> Option<FactRow> {
    table.name(format!("fact `{id}`"));
    let fact_type = table.required_string("type").and_then(|text| read_type(table, &text));
    let label = table.required_string("label");
    let help = table.string("help").map_or_else(String::new, Placed::into_value);
    let unit = table.string("unit").map_or_else(String::new, Placed::into_value);
    let sensitive = table.bool("sensitive").is_some_and(|flag| flag.value);
    let recheck = table.parsed("recheck", read_recheck).map(Placed::into_value);
    let choices = read_choices(table, fact_type);
    Some(FactRow {
        id,
        fact_type: fact_type?,
        label: label?.value,
        help,
        group: String::new(),
        choices,
        unit,
        sensitive,
        recheck,
        fields: Vec::new(),
        attributes: Vec::new(),
        anchors: Vec::new(),
        anchor_candidate: false,
        anchor_regimes: Vec::new(),
    })
}

fn read_recheck(text: &str) -> Result<Period, String> {
    let period = parse_period(text).map_err(|why| why.to_string())?;
    if period.seconds() == 0 { Err("a period is longer than zero".to_owned()) } else { Ok(period) }
}

fn read_type(table: &mut Table<'_>, text: &Placed<String>) -> Option<FactType> {
    let found = FactType::parse(&text.value);
    if found.is_none() {
        let inner = text.value.trim_start_matches("list<").trim_end_matches('>');
        let message = format!("there is no type `{}`", text.value);
        let words: Vec<&str> = SCALARS.iter().map(|(_, word)| *word).collect();
        let listed = words.join(", ");
        let problem = Problem::error(table.source(), "fact::unknown-type", text.span, message);
        table.report(
            problem.suggest(inner, words).help(format!("types are {listed}, and `list<..>` of one of them")),
        );
    }
    found
}

fn read_choices(table: &mut Table<'_>, fact_type: Option<FactType>) -> Vec<Choice> {
    let items = table.items("choices");
    let wants = fact_type.map(|t| matches!(t.scalar(), Scalar::Choice | Scalar::Choices));
    match (wants, items.first()) {
        (Some(true), None) => {
            table.error("fact::no-choices", table.span(), "a fact of this type needs `choices`");
        }
        (Some(false), Some(first)) => {
            table.error("fact::needless-choices", first.span(), "only `choice` and `choices` have `choices`");
        }
        (Some(_) | None, _) => {}
    }
    let choices: Vec<(Choice, Span)> =
        items.into_iter().filter_map(|item| read_choice(table, item)).collect();
    let mut seen = BTreeSet::new();
    for (choice, span) in &choices {
        if !seen.insert(&choice.id) {
            table.error("fact::duplicate-id", *span, format!("two choices are called `{}`", choice.id));
        }
        if matches!(choice.id.as_str(), "unknown" | "not-known" | "not-known-yet") {
            let message =
                format!("`{}` cannot be a choice: not known yet is the absence of a value", choice.id);
            let problem = Problem::error(table.source(), "fact::unknown-as-choice", *span, message);
            table.report(problem.help("leave it out; every question may be answered \"not known yet\""));
        }
    }
    choices.into_iter().map(|(choice, _)| choice).collect()
}

fn read_choice(table: &mut Table<'_>, item: Item<'_>) -> Option<(Choice, Span)> {
    if let Some(text) = item.string() {
        let text = Placed::new(text.to_owned(), item.span());
        let id = table.parse_placed("choices", &text, ChoiceId::parse)?.value;
        return Some((Choice { id, label: text.value }, text.span));
    }
    let choice = table.in_table_or_text(item, "choices", |inner| {
        let id = inner.required_id("id", ChoiceId::parse);
        let label = inner.required_string("label");
        Some((id?, label?.value))
    });
    choice.flatten().map(|(id, label)| (Choice { id: id.value, label }, id.span))
}

#[cfg(test)]
mod tests;
