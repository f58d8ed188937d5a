//! How steps and values are named within a sentence.

use super::kind::Kind;
use super::model::Step;
use crate::fact::value::Value;

/// What a step is about: what it asks, where it asks.
pub(crate) fn about(step: &Step) -> String {
    if let Kind::Decision(decision) = &step.kind
        && !decision.question.is_empty()
    {
        return decision.question.clone();
    }
    step.title.clone()
}

/// A value that is shown within a sentence: the explanation behind a choice stands with its question.
pub(crate) fn brief_choice(value: &Value, shown: String) -> String {
    let end = shown.find([':', '(']).filter(|_| matches!(value, Value::Choice(_)));
    match end.and_then(|end| shown.get(..end)) {
        Some(short) => short.trim_end().to_owned(),
        None => shown,
    }
}
