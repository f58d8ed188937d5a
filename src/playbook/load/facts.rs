//! The facts that a playbook may name: those of the catalogue and its own. Must not hold values.

use std::collections::{BTreeMap, BTreeSet};

use super::known::known_keys;
use super::reading::period;
use crate::base::id::{ChoiceId, FactId};
use crate::base::problem::{Placed, Problem, Span};
use crate::base::reader::{Item, Table};
use crate::fact::catalogue::{Catalogue, Choice, FactRow};
use crate::fact::fact_type::{FactType, SCALARS, Scalar};
use crate::playbook::key::{CHOICE, FACT};

/// The facts of a file.
pub(crate) struct Facts<'a> {
    /// Its own.
    pub(crate) own: BTreeMap<FactId, FactRow>,
    /// Where each of its own is declared.
    pub(crate) spans: BTreeMap<FactId, Span>,
    catalogue: &'a Catalogue,
}

impl<'a> Facts<'a> {
    /// Reads `[facts]`.
    pub(crate) fn read(root: &mut Table<'_>, catalogue: &'a Catalogue) -> Self {
        let mut facts = Self { own: BTreeMap::new(), spans: BTreeMap::new(), catalogue };
        root.table("facts", |table| {
            for (key, item) in table.members() {
                facts.read_one(table, &key, item);
            }
        });
        facts
    }

    fn read_one(&mut self, table: &mut Table<'_>, key: &Placed<String>, item: Item<'_>) {
        let id = table.parse_placed("fact id", key, FactId::parse);
        if self.catalogue.get(&key.value).is_some() {
            let message = format!("fact `{}` is in the catalogue already", key.value);
            table.report(
                Problem::error(table.source(), "playbook::fact-in-catalogue", key.span, message)
                    .help("facts of the catalogue are used without declaring them; another meaning needs another id"),
            );
        }
        let what = format!("fact `{}`", key.value);
        let row = table.in_table(item, what, |inner| id.and_then(|id| read_row(inner, id.value))).flatten();
        if let Some(row) = row {
            self.spans.insert(row.id.clone(), key.span);
            self.own.insert(row.id.clone(), row);
        }
    }

    /// A fact of the file or of the catalogue.
    pub(crate) fn get(&self, id: &str) -> Option<&FactRow> {
        self.own.get(id).or_else(|| self.catalogue.get(id))
    }

    /// The ids of all facts.
    pub(crate) fn ids(&self) -> impl Iterator<Item = &str> {
        self.own.keys().map(FactId::as_str).chain(self.catalogue.rows().map(|row| row.id.as_str()))
    }
}

fn read_row(table: &mut Table<'_>, id: FactId) -> Option<FactRow> {
    known_keys(table, &FACT);
    table.name(format!("fact `{id}`"));
    let fact_type = table.required_string("type").and_then(|text| read_type(table, &text));
    let label = table.required_string("label");
    let help = table.string("help").map_or_else(String::new, |text| text.value);
    let unit = table.string("unit").map_or_else(String::new, |text| text.value);
    let sensitive = table.bool("sensitive").is_some_and(|flag| flag.value);
    let recheck = period(table, "recheck");
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
        anchor: None,
        anchor_candidate: false,
    })
}

fn read_type(table: &mut Table<'_>, text: &Placed<String>) -> Option<FactType> {
    let found = FactType::parse(&text.value);
    if found.is_none() {
        let inner = text.value.trim_start_matches("list<").trim_end_matches('>');
        let problem = Problem::error(
            table.source(),
            "playbook::unknown-type",
            text.span,
            format!("there is no type `{}`", text.value),
        );
        let words = SCALARS.iter().map(|(_, word)| *word);
        table.report(problem.suggest(inner, words).help("types are the words of the reference, or `list<word>`"));
    }
    found
}

fn read_choices(table: &mut Table<'_>, fact_type: Option<FactType>) -> Vec<Choice> {
    let items = table.items("choices");
    let wants = fact_type.map(|t| matches!(t.scalar(), Scalar::Choice | Scalar::Choices));
    match (wants, items.first()) {
        (Some(true), None) => {
            let message = "a fact of this type needs `choices`";
            table.error("playbook::no-choices", table.span(), message);
        }
        (Some(false), Some(first)) => {
            table.error("playbook::needless-choices", first.span(), "only `choice` and `choices` have `choices`");
        }
        (Some(_) | None, _) => {}
    }
    let mut seen = BTreeSet::new();
    let choices: Vec<(Choice, Span)> = items.into_iter().filter_map(|item| read_choice(table, item)).collect();
    for (choice, span) in &choices {
        if !seen.insert(choice.id.clone()) {
            table.error("playbook::duplicate-id", *span, format!("choice `{}` stands here twice", choice.id));
        }
        if matches!(choice.id.as_str(), "unknown" | "not-known" | "not-known-yet") {
            let message = format!("`{}` cannot be a choice: not known yet is the absence of a value", choice.id);
            table.report(
                Problem::error(table.source(), "playbook::unknown-as-choice", *span, message)
                    .help("leave it out; every question may be answered \"not known yet\""),
            );
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
    let choice = table.in_table(item, "`choices`".to_owned(), |inner| {
        known_keys(inner, &CHOICE);
        let id = inner.required_id("id", ChoiceId::parse);
        let label = inner.required_string("label");
        Some(Choice { id: id?.value, label: label?.value })
    });
    choice.flatten().map(|choice| (choice, item.span()))
}
