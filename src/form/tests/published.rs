//! The generated schema of the common template against the published extraction: they differ where the extraction is known to be
//! wrong, and nowhere else.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value as Json;

use super::sample::{layout, stage};
use crate::base::problem::{Problems, Source};
use crate::base::reader;
use crate::form::model::{Field, Required};
use crate::form::schema::schema;

/// One field of the extraction.
struct Published {
    value: String,
    rule: bool,
}

fn published() -> (BTreeSet<String>, BTreeMap<String, Published>) {
    let source = Source::new("edpb-published.toml", include_str!("edpb-published.toml"));
    let mut problems = Problems::default();
    let read = reader::read(&source, &mut problems, |root| {
        root.format("published/1");
        let required = root.strings("required").into_iter().map(|text| text.value).collect();
        let fields = root.table("fields", |fields| {
            let members = fields.members();
            let row = |(key, item): (crate::base::problem::Placed<String>, _)| {
                let row = fields.in_table(item, key.value.clone(), |row| {
                    let mut text = |key| row.string(key).map_or_else(String::new, |text| text.value);
                    let value = format!("{} {} {}", text("type"), text("codes"), text("format"));
                    let mut flag = |key| row.bool(key).is_some_and(|flag| flag.value);
                    let (visible, needed) = (flag("visible"), flag("needed"));
                    Published { value, rule: visible || needed }
                });
                (key.value, row.expect("a row"))
            };
            members.into_iter().map(row).collect()
        });
        (required, fields.expect("fields"))
    });
    assert_eq!(problems, Problems::default());
    read.expect("a table")
}

fn text(value: Option<&Json>) -> &str {
    value.and_then(Json::as_str).unwrap_or("")
}

/// Type, codes and format of a generated property, as [`Published`] writes them.
fn generated(property: &Json) -> String {
    let items = property.get("items").unwrap_or(property);
    let codes = items.get("enum").and_then(Json::as_array).into_iter().flatten();
    let codes: String = codes.map(|code| code.as_str().expect("a code")).collect();
    let format = text(property.get("format"));
    format!("{} {codes} {format}", text(property.get("type")))
}

fn ours() -> Json {
    schema(layout("gdpr-33"), &stage("notify"))
}

/// Each difference in type, codes or format, with its reason: first those that the notice to the extraction names.
const DIFFERENCES: [(&str, &str, &str); 14] = [
    ("field_40", "several names", "array  "),
    ("field_55", "several codes", "array abc "),
    ("field_65", "several codes", "array abcdefghijk "),
    ("field_70", "several codes", "array abcdefghijklmnopqrstu "),
    ("field_75", "several codes", "array abcdefghijkl "),
    ("field_79", "several codes", "array abcde "),
    ("field_81", "several codes", "array abcd "),
    ("field_83", "several codes", "array abcd "),
    ("field_85", "several codes", "array abcdefghijklmno "),
    ("field_89", "the third and the fourth outcome were merged into one", "string abcd "),
    ("field_94", "several codes", "array abcdefghijklmno "),
    // Not in the notice: found by this comparison.
    ("field_95", "a description, which cannot have the format of a date", "string  "),
    ("field_118", "the names of all authorities were merged into one code", "string  "),
    ("field_123", "the names of all authorities were merged into one code", "string  "),
];

#[test]
fn types_differ_only_where_the_extraction_is_wrong() {
    let (_, published) = published();
    let schema = ours();
    let properties = schema.get("properties").and_then(Json::as_object).expect("properties");
    assert_eq!(properties.keys().collect::<BTreeSet<_>>(), published.keys().collect());
    let mut found = BTreeMap::new();
    for (id, property) in properties {
        let value = generated(property);
        if published.get(id).expect("a field").value != value {
            found.insert(id.as_str(), value);
        }
    }
    let expected: BTreeMap<&str, String> =
        DIFFERENCES.iter().map(|(id, _, value)| (*id, (*value).to_owned())).collect();
    assert_eq!(found, expected);
}

#[test]
fn what_is_not_always_shown_is_not_always_required() {
    let (published, rules) = published();
    let schema = ours();
    let required = schema.get("required").and_then(Json::as_array).expect("a list");
    let required: BTreeSet<String> =
        required.iter().map(|id| id.as_str().expect("an id").to_owned()).collect();
    let dropped: Vec<&str> = published.difference(&required).map(String::as_str).collect();
    let shown_under_a_rule =
        ["field_113", "field_120", "field_29", "field_30", "field_31", "field_39", "field_40", "field_73"];
    assert_eq!(dropped, shown_under_a_rule);
    assert!(dropped.iter().all(|id| rules.get(*id).expect("a field").rule));
    assert_eq!(required.difference(&published).collect::<Vec<_>>(), Vec::<&String>::new());
}

fn has_a_rule(field: &Field) -> bool {
    !field.visible.is_empty()
        || matches!(field.required, Required::When(_))
        || field.reminder.is_some()
        || field.options.iter().any(|option| option.when.is_some())
}

#[test]
fn each_of_the_67_rules_is_a_condition() {
    let (_, published) = published();
    let layout = layout("gdpr-33");
    let ruled: Vec<&String> = published.iter().filter(|(_, field)| field.rule).map(|(id, _)| id).collect();
    assert_eq!(ruled.len(), 67);
    let without: Vec<&str> = ruled
        .into_iter()
        .filter(|id| !has_a_rule(layout.field(id).expect("a field")))
        .map(String::as_str)
        .collect();
    assert_eq!(without, Vec::<&str>::new());
}

/// The two conditions that the extraction has wrong.
#[test]
fn the_wrong_conditions_are_corrected() {
    let layout = layout("gdpr-33");
    let visible = |id: &str| {
        let conditions = &layout.field(id).expect("a field").visible;
        conditions.iter().map(|condition| condition.text().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(visible("field_49"), ["field_3 == 'a' and elapsed(field_48) > 72h"]);
    assert_eq!(visible("field_83"), ["field_55 contains 'c'"]);
}
