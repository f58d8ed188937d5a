//! The JSON Schema (draft 2020-12) of a playbook file, for editors: made from the same tables as the loader. It cannot say
//! everything that the loader checks; what the loader accepts, it accepts. Must not know any playbook.

use serde_json::{Map, Value, json};

use super::key::{IdRule, Key, Keys, PLAYBOOK, Rows, STEP, Shape};
use super::kind::KIND_WORDS;
use crate::base::id::MAX_ID;
use crate::fact::fact_type::SCALARS;

/// The schema as text, ending in a line break.
pub(crate) fn schema() -> String {
    let mut definitions = Map::new();
    let mut root = object(&PLAYBOOK, &mut definitions);
    root.insert("$schema".to_owned(), json!("https://json-schema.org/draft/2020-12/schema"));
    root.insert("title".to_owned(), json!("breachbook playbook, format playbook/1"));
    let kinds: Vec<Value> =
        KIND_WORDS.iter().map(|(kind, word)| kind_rule(word, kind.keys(), &mut definitions)).collect();
    if let Some(Value::Object(step)) = definitions.get_mut(&name(&STEP)) {
        step.remove("additionalProperties");
        step.insert("unevaluatedProperties".to_owned(), json!(false));
        step.insert("allOf".to_owned(), Value::Array(kinds));
    }
    root.insert("$defs".to_owned(), Value::Object(definitions));
    format!("{:#}\n", Value::Object(root))
}

/// What a step of one kind may say beside the keys that every step has. A step without a kind is a task.
fn kind_rule(word: &str, keys: &'static Keys, definitions: &mut Map<String, Value>) -> Value {
    let mut rule = object(keys, definitions);
    rule.remove("additionalProperties");
    rule.remove("type");
    let condition = if word == "task" {
        json!({ "properties": { "kind": { "const": word } } })
    } else {
        json!({ "properties": { "kind": { "const": word } }, "required": ["kind"] })
    };
    json!({ "if": condition, "then": rule })
}

fn object(keys: &'static Keys, definitions: &mut Map<String, Value>) -> Map<String, Value> {
    let mut properties = Map::new();
    for key in keys.keys {
        properties.insert(key.name.to_owned(), property(key, definitions));
    }
    let required: Vec<&str> = keys.keys.iter().filter(|key| key.required).map(|key| key.name).collect();
    let mut object = Map::new();
    object.insert("type".to_owned(), json!("object"));
    object.insert("properties".to_owned(), Value::Object(properties));
    object.insert("additionalProperties".to_owned(), json!(false));
    if !required.is_empty() {
        object.insert("required".to_owned(), json!(required));
    }
    object
}

fn property(key: &Key, definitions: &mut Map<String, Value>) -> Value {
    let mut value = shape(key.shape, definitions);
    if let Value::Object(object) = &mut value {
        object.insert("description".to_owned(), json!(key.text));
    }
    value
}

fn shape(shape: Shape, definitions: &mut Map<String, Value>) -> Value {
    match shape {
        Shape::Text | Shape::Markdown | Shape::Places | Shape::Condition => json!({ "type": "string" }),
        Shape::Id(rule) => id(rule),
        Shape::Word(words) => json!({ "enum": words }),
        Shape::Bool => json!({ "type": "boolean" }),
        Shape::Number(most) => json!({ "type": "integer", "minimum": 1, "maximum": most }),
        Shape::Period => {
            json!({ "type": "string", "pattern": "^\\s*[0-9]+\\s*[a-z]+", "examples": ["30m", "72h", "14d"] })
        }
        Shape::Texts => one_or_many(&json!({ "type": "string" })),
        Shape::Ids(rule) => one_or_many(&id(rule)),
        Shape::Values => json!({
            "type": "object",
            "propertyNames": id(IdRule::Snake),
            "additionalProperties": { "type": ["boolean", "number", "string", "array"] },
        }),
        Shape::Rows(Rows { keys, text }) => {
            let row = define(keys, definitions);
            one_or_many(&if text { json!({ "anyOf": [{ "type": "string" }, row] }) } else { row })
        }
        Shape::Named(rule, keys) => {
            let row = define(keys, definitions);
            json!({ "type": "object", "propertyNames": id(rule), "additionalProperties": row })
        }
    }
}

fn one_or_many(one: &Value) -> Value {
    json!({ "anyOf": [one, { "type": "array", "items": one }] })
}

/// Puts a table among the definitions and refers to it.
fn define(keys: &'static Keys, definitions: &mut Map<String, Value>) -> Value {
    let name = name(keys);
    if !definitions.contains_key(&name) {
        let table = object(keys, definitions);
        definitions.insert(name.clone(), Value::Object(table));
    }
    json!({ "$ref": format!("#/$defs/{name}") })
}

/// `a piece of evidence` is called `piece-of-evidence`.
fn name(keys: &Keys) -> String {
    let words = keys.what.trim_start_matches("a ").trim_start_matches("an ");
    words.replace(' ', "-")
}

fn id(rule: IdRule) -> Value {
    let pattern = match rule {
        IdRule::Kebab => "^[a-z][a-z0-9-]*$".to_owned(),
        IdRule::KebabOrDigit => "^[a-z0-9][a-z0-9-]*$".to_owned(),
        IdRule::Snake => "^[a-z][a-z0-9_]*$".to_owned(),
        IdRule::Choice => "^[A-Za-z][A-Za-z0-9-]*$".to_owned(),
        IdRule::Duty => return json!({ "type": "string", "pattern": "^[a-z][a-z0-9-]*/[a-z0-9][a-z0-9-]*$" }),
        IdRule::FactType => {
            let words: Vec<&str> = SCALARS.iter().map(|(_, word)| *word).collect();
            let any = words.join("|");
            format!("^({any}|list<({any})>)$")
        }
    };
    json!({ "type": "string", "pattern": pattern, "maxLength": MAX_ID })
}

#[cfg(test)]
mod tests;
