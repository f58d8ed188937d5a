//! Answers that people might give, of every type.

use super::crew::words;
use crate::base::id::FactId;
use crate::base::time::{Timestamp, Zone};
use crate::fact::catalogue::FactRow;
use crate::fact::fact_type::Scalar;
use crate::fact::typed::{TypedValue, Typing, parse_value};
use crate::fact::value::{ListItem, Value};

/// An answer; a different number gives another one where the type has several.
pub(super) fn answer(row: &FactRow, number: usize, start: Timestamp) -> Value {
    let typing = Typing { now: start, zone: Zone::UTC };
    let spread = number + row.id.as_str().len() + row.id.as_str().bytes().map(usize::from).sum::<usize>();
    let choice = |n: usize| row.choices.get(n % row.choices.len().max(1)).map(|c| c.id.to_string());
    let text = match row.fact_type.scalar() {
        Scalar::Bool => if spread.is_multiple_of(2) { "yes" } else { "no" }.to_owned(),
        Scalar::Choice => choice(spread).unwrap(),
        Scalar::Choices => several(row, spread),
        Scalar::Int | Scalar::Count => "1200".to_owned(),
        Scalar::Decimal | Scalar::Percent => "12".to_owned(),
        Scalar::Money => "1200 EUR".to_owned(),
        Scalar::DateTime => "2026-11-20T00:30:00Z".to_owned(),
        Scalar::Duration => "2h".to_owned(),
        Scalar::Country => "DE".to_owned(),
        Scalar::Hash => "ab".repeat(32),
        Scalar::Ip => "192.0.2.7".to_owned(),
        Scalar::Email => "a@example.org".to_owned(),
        Scalar::Host => "db-1".to_owned(),
        Scalar::Url => "https://example.org/x".to_owned(),
        Scalar::Text | Scalar::Person | Scalar::File => "something".to_owned(),
    };
    value(parse_value(&text, row, &typing).unwrap(), &row.id)
}

/// Every second choice, so that what depends on one of them is met by every second number.
fn several(row: &FactRow, spread: usize) -> String {
    let chosen = row
        .choices
        .iter()
        .enumerate()
        .filter(|(at, _)| (at + spread).is_multiple_of(2) || row.choices.len() == 1);
    let ids: Vec<String> = chosen.map(|(_, choice)| choice.id.to_string()).collect();
    ids.join(",")
}

fn value(typed: TypedValue, fact: &FactId) -> Value {
    match typed {
        TypedValue::Value(value) => value,
        TypedValue::Words(_) => Value::Words(words()),
        TypedValue::List(items) => {
            Value::List(items.into_iter().map(|item| ListItem { n: 0, v: value(item, fact) }).collect())
        }
        TypedValue::Ambiguous(_) | TypedValue::Future(_) => {
            panic!("{fact}: the sample is no time of the past")
        }
    }
}
