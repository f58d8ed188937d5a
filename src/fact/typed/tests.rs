//! What people type, and what is made of it.

mod documents;
mod numbers;
mod refusals;
mod values;

use super::{TypedValue, Typing, ValueError, parse_value};
use crate::base::id::{ChoiceId, FactId};
use crate::base::time::Timestamp;
use crate::base::time::zone::tests::zone;
use crate::fact::catalogue::{Choice, FactRow};
use crate::fact::fact_type::FactType;

/// Sunday, 15:40 in Berlin.
fn typing() -> Typing {
    Typing { now: Timestamp::parse("2026-11-22T14:40:25Z").expect("a time"), zone: zone("Europe/Berlin") }
}

/// A fact; `!` before the type marks a sensitive one.
fn row(written: &str) -> FactRow {
    let choices =
        [("theft", "Theft of data"), ("loss", "Loss of a device"), ("lost-mail", "Lost in the post")];
    let choice = |(id, label): (&str, &str)| Choice {
        id: ChoiceId::parse(id).expect("a choice"),
        label: label.to_owned(),
    };
    FactRow {
        id: FactId::parse("f").expect("an id"),
        fact_type: FactType::parse(written.trim_start_matches('!')).expect("a type"),
        label: String::new(),
        help: String::new(),
        group: String::new(),
        choices: if written.contains("choice") { choices.map(choice).to_vec() } else { Vec::new() },
        unit: if written == "count" { "people".to_owned() } else { String::new() },
        sensitive: written.starts_with('!'),
        recheck: None,
        fields: Vec::new(),
        attributes: Vec::new(),
        anchors: Vec::new(),
        anchor_candidate: false,
        anchor_regimes: Vec::new(),
    }
}

/// A result in one line: the value as the record holds it, words, items, readings, or the refusal.
fn shown(result: &Result<TypedValue, ValueError>) -> String {
    match result {
        Ok(value) => shown_value(value),
        Err(why) => format!("refused: {why}"),
    }
}

fn shown_value(value: &TypedValue) -> String {
    match value {
        TypedValue::Value(value) => serde_json::to_string(value).expect("JSON").replace('"', ""),
        TypedValue::Words(words) => format!("words <{words}>"),
        TypedValue::List(items) => {
            format!("[{}]", items.iter().map(shown_value).collect::<Vec<_>>().join(", "))
        }
        TypedValue::Ambiguous(readings) => {
            let [one, other] = readings.as_ref();
            format!(
                "either {} {} or {} {}",
                shown_value(&one.value),
                one.echo,
                shown_value(&other.value),
                other.echo
            )
        }
        TypedValue::Future(reading) => format!("future {} {}", shown_value(&reading.value), reading.echo),
    }
}

/// Compares what is made of each typed text with what is expected.
#[track_caller]
fn check(written_type: &str, cases: &[(&str, &str)]) {
    let (row, typing) = (row(written_type), typing());
    for (text, expected) in cases {
        assert_eq!(shown(&parse_value(text, &row, &typing)), *expected, "{written_type} `{text}`");
    }
}
