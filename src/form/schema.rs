//! The JSON Schema (draft 2020-12) of a form's payload, generated from the form. A field that is not shown is not required: what hangs
//! on other fields is required only under its condition; what hangs on facts, profile or time is written down and left to the filling.
//! Must not know any form.

mod rule;

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json, json};

use super::model::{CodeOption, Field, FieldKind, Fill, Layout, OpenAnswer, Required};
use crate::base::id::StageId;
use crate::expr::Condition;

/// The schema of a form at one of its stages.
pub(crate) fn schema(layout: &Layout, stage: &StageId) -> Json {
    let fields: Vec<&Field> = layout.at(stage).collect();
    let properties: Map<String, Json> =
        fields.iter().map(|field| (field.id.to_string(), property(layout, field))).collect();
    let always = |field: &&&Field| field.visible.is_empty() && field.required == Required::Always;
    let required: Vec<&str> = fields.iter().filter(always).map(|field| field.id.as_str()).collect();
    let complete = complete(&fields);
    let conditions: Vec<Json> =
        fields.iter().filter_map(|field| conditional(field, &fields, complete.as_ref())).collect();
    let mut schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": format!("urn:breachbook:form:{}:{stage}", layout.form.id),
        "title": layout.form.title,
        "$comment": format!("{}. {}.", layout.form.version, layout.form.source),
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    });
    if let (false, Some(object)) = (conditions.is_empty(), schema.as_object_mut()) {
        object.insert("allOf".to_owned(), Json::from(conditions));
    }
    schema
}

/// One field: its type, and its rules in the words of the form as `x-` keys.
fn property(layout: &Layout, field: &Field) -> Json {
    let mut property = value_type(field);
    property.insert("title".to_owned(), json!(field.label));
    let section = layout.sections.get(field.section).map(|section| &section.title);
    property.insert("x-section".to_owned(), json!(section));
    property.insert("x-citation".to_owned(), json!(field.citation));
    let texts = |conditions: &[Condition]| {
        conditions.iter().map(|condition| condition.text().to_owned()).collect::<Vec<_>>()
    };
    let notes = [
        ("x-number", json!(field.number), field.number.is_empty()),
        ("description", json!(field.help), field.help.is_empty()),
        ("x-visible-if", json!(texts(&field.visible)), field.visible.is_empty()),
        ("x-options", json!(options(&field.options)), field.options.is_empty()),
    ];
    for (key, note, empty) in notes {
        if !empty {
            property.insert(key.to_owned(), note);
        }
    }
    if let Required::When(condition) = &field.required {
        property.insert("x-required-if".to_owned(), json!(condition.text()));
    }
    Json::Object(property)
}

fn options(options: &[CodeOption]) -> BTreeMap<&str, &str> {
    options.iter().map(|option| (option.id.as_str(), option.label.as_str())).collect()
}

fn value_type(field: &Field) -> Map<String, Json> {
    let codes: Vec<&str> = field.options.iter().map(|option| option.id.as_str()).collect();
    let value = match field.kind {
        FieldKind::Text => json!({ "type": "string" }),
        FieldKind::Choice => json!({ "type": "string", "enum": codes }),
        FieldKind::Choices => {
            json!({ "type": "array", "items": { "type": "string", "enum": codes }, "uniqueItems": true })
        }
        FieldKind::Bool => json!({ "type": "boolean" }),
        FieldKind::Number => json!({ "type": "integer", "minimum": 0 }),
        FieldKind::Instant => json!({ "type": "string", "format": "date-time" }),
        FieldKind::Date => json!({ "type": "string", "format": "date" }),
        FieldKind::Duration => json!({ "type": "string", "pattern": "^[0-9]{2,}:[0-2][0-9]:[0-5][0-9]$" }),
        FieldKind::Percent => json!({ "type": "string", "pattern": "^-?[0-9]+([.][0-9]+)?$" }),
        FieldKind::Money => json!({
            "type": "object",
            "properties": { "amount": { "type": "string" }, "currency": { "type": "string" } },
            "required": ["amount", "currency"],
            "additionalProperties": false,
        }),
        FieldKind::Items => json!({ "type": "array", "items": { "type": "string" } }),
        FieldKind::Countries => {
            json!({ "type": "array", "items": { "type": "string", "pattern": "^[A-Z]{2}$" } })
        }
    };
    if let Json::Object(object) = value { object } else { Map::new() }
}

/// What the payload of a complete notice is told by, if the form has a field for that.
fn complete(fields: &[&Field]) -> Option<Json> {
    let code = |field: &Field| match &field.fill {
        Fill::Map(from, codes) if from.iter().any(|id| id.as_str() == "notice_completeness") => {
            let code = codes.get("complete")?.first()?;
            Some(rule::is(field, code.as_str()))
        }
        Fill::Hand | Fill::First(_) | Fill::Join(_) | Fill::Map(..) => None,
    };
    fields.iter().find_map(|field| code(field))
}

/// "Required if shown", where what it hangs on stands in the payload. A field for which an incomplete notice has no word is required
/// of a complete one only.
fn conditional(field: &Field, fields: &[&Field], complete: Option<&Json>) -> Option<Json> {
    let mut conditions: Vec<&Condition> = field.visible.iter().collect();
    match &field.required {
        Required::Never => return None,
        Required::Always if field.visible.is_empty() => return None,
        Required::Always => {}
        Required::When(condition) => conditions.push(condition),
    }
    let mut all: Vec<Json> =
        conditions.into_iter().map(|condition| rule::of(condition.text(), fields)).collect::<Option<_>>()?;
    if field.open.incomplete == OpenAnswer::Empty {
        all.extend(complete.cloned());
    }
    Some(json!({ "if": { "allOf": all }, "then": { "required": [field.id] } }))
}
