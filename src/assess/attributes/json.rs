//! Attributes from a JSON object. Reports every problem at once: unknown keys, keys given twice, wrong types, unknown words of
//! closed lists. Must not guess.

use std::collections::BTreeSet;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::Value as Json;

use super::{AttributeProblem, Attributes, AttributesError};
use crate::assess::attribute::{AttributeRow, AttributeTable, AttributeType};
use crate::base::text::did_you_mean;
use crate::fact::decimal::Decimal;
use crate::fact::value::{Count, Value};

/// The members of a JSON object in their order, also those that come twice.
struct Members(Vec<(String, Json)>);

impl<'de> Deserialize<'de> for Members {
    fn deserialize<D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        struct Walk;
        impl<'de> Visitor<'de> for Walk {
            type Value = Members;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object of attributes")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }
        source.deserialize_map(Walk)
    }
}

impl Attributes {
    /// Reads a JSON object of attributes. `null` and an empty list say that something is not known.
    pub(crate) fn from_json(text: &str, table: &AttributeTable) -> Result<Self, AttributesError> {
        let Members(members) = serde_json::from_str(text).map_err(|error| not_json(&error))?;
        let (mut known, mut problems, mut seen) = (Self::default(), Vec::new(), BTreeSet::new());
        for (key, json) in members {
            let problem = match table.get(&key) {
                None => Some(unknown_key(&key, table)),
                Some(_) if !seen.insert(key.clone()) => Some(problem(&key, "is given twice")),
                Some(row) => known.take(row, &json).err(),
            };
            problems.extend(problem);
        }
        if problems.is_empty() { Ok(known) } else { Err(AttributesError::Problems(problems)) }
    }

    fn take(&mut self, row: &AttributeRow, json: &Json) -> Result<(), AttributeProblem> {
        if json.is_null() {
            return Ok(());
        }
        let value = match row.kind {
            AttributeType::Bool => json.as_bool().map(Value::Bool),
            AttributeType::Count => {
                json.as_u64().map(|n| Value::Count(Count { low: n, high: Some(n), about: false }))
            }
            AttributeType::Decimal => decimal(json).map(Value::Decimal),
            AttributeType::Percent => {
                decimal(json).filter(|share| *share <= Decimal::whole(100)).map(Value::Percent)
            }
            AttributeType::Choice | AttributeType::Choices | AttributeType::Text => {
                return self.take_words(row, json);
            }
        };
        let value = value.ok_or_else(|| wrong_type(row, json))?;
        self.put(row.id.clone(), value);
        Ok(())
    }

    fn take_words(&mut self, row: &AttributeRow, json: &Json) -> Result<(), AttributeProblem> {
        let words: Option<Vec<&str>> = match (json, row.kind) {
            (Json::Array(items), AttributeType::Choices) => items.iter().map(Json::as_str).collect(),
            (Json::String(word), AttributeType::Choice | AttributeType::Text) => Some(vec![word]),
            _ => None,
        };
        let words = words.ok_or_else(|| wrong_type(row, json))?;
        if words.iter().any(|word| word.trim().is_empty()) && row.kind != AttributeType::Text {
            return Err(problem(row.id.as_str(), "holds an empty word; leave it out if it is not known"));
        }
        self.put_words(row, &words).map_err(|word| {
            let known: Vec<&str> = row.words.iter().map(|(word, _)| word.as_str()).collect();
            let suggestion = did_you_mean(&word, known.iter().copied()).map(str::to_owned);
            let why = format!("does not know the word `{word}`; it takes {}", known.join(", "));
            AttributeProblem { suggestion, ..problem(row.id.as_str(), &why) }
        })
    }
}

fn not_json(error: &serde_json::Error) -> AttributesError {
    AttributesError::NotJson { why: error.to_string(), line: error.line(), column: error.column() }
}

/// A number that is not negative, as exactly as it was written if it has few digits.
fn decimal(json: &Json) -> Option<Decimal> {
    let Json::Number(number) = json else { return None };
    let exact = Decimal::parse(&number.to_string());
    exact
        .or_else(|| Decimal::parse(&format!("{:.6}", number.as_f64()?)))
        .filter(|number| *number >= Decimal::whole(0))
}

fn problem(attribute: &str, why: &str) -> AttributeProblem {
    AttributeProblem { attribute: attribute.to_owned(), why: why.to_owned(), suggestion: None }
}

fn unknown_key(key: &str, table: &AttributeTable) -> AttributeProblem {
    let suggestion = did_you_mean(key, table.rows().map(|row| row.id.as_str())).map(str::to_owned);
    AttributeProblem { suggestion, ..problem(key, "is not an attribute") }
}

fn wrong_type(row: &AttributeRow, json: &Json) -> AttributeProblem {
    let wanted = match row.kind {
        AttributeType::Bool => "true or false",
        AttributeType::Count => "a whole number from 0 up",
        AttributeType::Decimal => "a number from 0 up",
        AttributeType::Percent => "a number from 0 to 100",
        AttributeType::Choices => "a list of words",
        AttributeType::Choice => "one word",
        AttributeType::Text => "a text",
    };
    let found = match json {
        Json::Null => "null",
        Json::Bool(_) => "true or false",
        Json::Number(_) => "a number",
        Json::String(_) => "a text",
        Json::Array(_) => "a list",
        Json::Object(_) => "an object",
    };
    let shown = match json {
        Json::Number(_) => format!("`{json}`"),
        Json::Null | Json::Bool(_) | Json::String(_) | Json::Array(_) | Json::Object(_) => found.to_owned(),
    };
    problem(row.id.as_str(), &format!("must be {wanted}, not {shown}"))
}
