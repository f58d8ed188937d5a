//! Reads where the answer of a field comes from. Every fact must exist and give what the field takes; every choice of a fact must have
//! its row in a map of codes, if only an empty one. Must not look at values.

use std::collections::BTreeMap;

use super::field::check_code;
use crate::base::id::{ChoiceId, FactId};
use crate::base::problem::{Placed, Problem, Span};
use crate::base::reader::Table;
use crate::fact::catalogue::FactRow;
use crate::fact::fact_type::{FactType, Scalar};
use crate::form::model::{CodeOption, FieldKind, Fill, Part};
use crate::form::names::FormNames;

/// Reads `from`, `join` and `map`.
pub(super) fn fill(
    table: &mut Table<'_>,
    names: &FormNames<'_>,
    kind: FieldKind,
    options: &[CodeOption],
) -> Option<Fill> {
    let from = from(table, names);
    let join = join(table, names);
    let map = table.has("map").then(|| map(table, options));
    if let (false, Some(span)) = (from.is_empty(), table.key_span("join")) {
        table.error("form::two-sources", span, "a field has `from` or `join`, not both");
    }
    if let Some(rows) = map {
        for (row, span) in &from {
            check_rows(table, row, &rows, *span);
        }
        let rows = rows.into_iter().map(|(word, codes)| (word.value, codes)).collect();
        return Some(Fill::Map(ids(&from), rows));
    }
    if !join.is_empty() {
        return Some(Fill::Join(join)).filter(|_| fits_join(table, kind));
    }
    if from.is_empty() {
        return Some(Fill::Hand);
    }
    for (row, span) in &from {
        check_type(table, (kind, options), row, *span);
    }
    Some(Fill::First(ids(&from)))
}

fn ids(from: &[(&FactRow, Span)]) -> Vec<FactId> {
    from.iter().map(|(row, _)| row.id.clone()).collect()
}

fn from<'a>(table: &mut Table<'_>, names: &FormNames<'a>) -> Vec<(&'a FactRow, Span)> {
    let texts = table.strings("from");
    texts.iter().filter_map(|text| source(table, names, text)).collect()
}

fn source<'a>(
    table: &mut Table<'_>,
    names: &FormNames<'a>,
    text: &Placed<String>,
) -> Option<(&'a FactRow, Span)> {
    let row = names.source(&text.value);
    if row.is_none() {
        let message = format!("there is no fact `{}`", text.value);
        let problem = Problem::error(table.source(), "form::unknown-fact", text.span, message);
        table.report(problem.suggest(&text.value, names.sources()));
    }
    row.map(|row| (row, text.span))
}

fn join(table: &mut Table<'_>, names: &FormNames<'_>) -> Vec<Part> {
    let items = table.items("join");
    let mut parts = Vec::new();
    for item in items {
        let read = if item.string().is_some() {
            table.as_string(item, "join").map(|from| (from, String::new()))
        } else {
            let read = table.in_table_or_text(item, "join", |part| {
                let from = part.required_string("from");
                let prefix = part.required_string("prefix").map(Placed::into_value);
                Some((from?, prefix?))
            });
            read.flatten()
        };
        let Some((from, prefix)) = read else { continue };
        let found = source(table, names, &from);
        parts.extend(found.map(|(row, _)| Part { from: row.id.clone(), prefix }));
    }
    parts
}

fn fits_join(table: &mut Table<'_>, kind: FieldKind) -> bool {
    let fits = kind == FieldKind::Text;
    if !fits {
        table.error("form::wrong-type", table.span(), "only a text can be joined from several facts");
    }
    fits
}

type Rows = Vec<(Placed<String>, Vec<ChoiceId>)>;

fn map(table: &mut Table<'_>, options: &[CodeOption]) -> Rows {
    let members = table.table("map", |map| {
        let mut rows = Rows::new();
        for (word, item) in map.members() {
            let mut codes = Vec::new();
            for code in item.list_or_one() {
                let Some(code) = map.as_string(code, "map") else { continue };
                check_code(map, options, &code);
                codes.extend(ChoiceId::parse(&code.value));
            }
            rows.push((word, codes));
        }
        rows
    });
    members.unwrap_or_default()
}

/// The words that values of a fact have in a map of codes.
pub(crate) fn words(row: &FactRow) -> Vec<&str> {
    match row.fact_type {
        FactType::List(_) => vec!["some", "none"],
        FactType::One(Scalar::Choice | Scalar::Choices) => {
            row.choices.iter().map(|choice| choice.id.as_str()).collect()
        }
        FactType::One(Scalar::Bool) => vec!["yes", "no"],
        FactType::One(Scalar::Count) => vec!["exact", "approximate"],
        FactType::One(_) => vec!["some"],
    }
}

fn check_rows(table: &mut Table<'_>, row: &FactRow, rows: &Rows, span: Span) {
    let written: BTreeMap<&str, Span> =
        rows.iter().map(|(word, _)| (word.value.as_str(), word.span)).collect();
    let lost: Vec<&str> = words(row).into_iter().filter(|word| !written.contains_key(word)).collect();
    if !lost.is_empty() {
        let message = format!("`map` has no row for {} of `{}`", lost.join(", "), row.id);
        let problem = Problem::error(table.source(), "form::choice-without-code", span, message);
        table.report(problem.help("write an empty list where no code fits: the field stays open"));
    }
}

fn check_type(table: &mut Table<'_>, (kind, options): (FieldKind, &[CodeOption]), row: &FactRow, span: Span) {
    if !fits(kind, options, row) {
        let message = format!("`{}` is of type {}, which such a field does not take", row.id, row.fact_type);
        table.error("form::wrong-type", span, message);
    }
}

fn fits(kind: FieldKind, options: &[CodeOption], row: &FactRow) -> bool {
    let scalar = row.fact_type.scalar();
    let same = row.fact_type == kind.fact_type();
    match kind {
        FieldKind::Text | FieldKind::Items => true,
        FieldKind::Choice | FieldKind::Choices => {
            let has = |id: &ChoiceId| options.iter().any(|option| option.id == *id);
            same && row.choices.iter().all(|choice| has(&choice.id))
        }
        FieldKind::Number => same || row.fact_type == FactType::One(Scalar::Int),
        FieldKind::Countries => scalar == Scalar::Country,
        FieldKind::Bool
        | FieldKind::Instant
        | FieldKind::Date
        | FieldKind::Duration
        | FieldKind::Percent
        | FieldKind::Money => same,
    }
}
