//! Conditions over fields as JSON Schema. Only what a payload can show is said: conditions that name anything but fields are left out.
//! Must not evaluate.

use serde_json::{Map, Value as Json, json};

use crate::form::model::{Field, FieldKind};

/// A condition that names only fields: comparisons with codes, joined by `and` and `or` without brackets around them.
pub(super) fn of(text: &str, fields: &[&Field]) -> Option<Json> {
    let alternatives = text.split(" or ").map(|part| {
        let all: Vec<Json> =
            part.split(" and ").map(|atom| atom_of(atom.trim(), fields)).collect::<Option<_>>()?;
        Some(json!({ "allOf": all }))
    });
    let any: Vec<Json> = alternatives.collect::<Option<_>>()?;
    Some(json!({ "anyOf": any }))
}

/// That a field has a code.
pub(super) fn is(field: &Field, code: &str) -> Json {
    has(field, json!({ "const": code }))
}

/// That a field is there and its value is like this.
fn has(field: &Field, value: Json) -> Json {
    let mut properties = Map::new();
    properties.insert(field.id.to_string(), value);
    json!({ "required": [field.id], "properties": properties })
}

fn atom_of(atom: &str, fields: &[&Field]) -> Option<Json> {
    let field = |name: &str| fields.iter().find(|field| field.id.as_str() == name.trim()).copied();
    let quoted = |word: &str| {
        let inner = word.trim().strip_prefix('\'')?.strip_suffix('\'')?;
        Some(inner.to_owned())
    };
    if let Some((name, word)) = atom.split_once(" == ") {
        return Some(is(field(name)?, &quoted(word)?));
    }
    if let Some((name, word)) = atom.split_once(" != ") {
        return Some(has(field(name)?, json!({ "not": { "const": quoted(word)? } })));
    }
    if let Some((name, word)) = atom.split_once(" contains ") {
        return Some(has(field(name)?, json!({ "contains": { "const": quoted(word)? } })));
    }
    if let Some((name, words)) = atom.split_once(" in ") {
        let inner = words.trim().strip_prefix('[')?.strip_suffix(']')?;
        let codes: Vec<String> = inner.split(',').map(quoted).collect::<Option<_>>()?;
        return Some(has(field(name)?, json!({ "enum": codes })));
    }
    if let Some(name) = atom.strip_prefix("known(").and_then(|rest| rest.strip_suffix(')')) {
        return Some(json!({ "required": [field(name)?.id] }));
    }
    let flag = field(atom).filter(|field| field.kind == FieldKind::Bool)?;
    Some(has(flag, json!({ "const": true })))
}
