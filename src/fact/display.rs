//! Values in plain words, for screens and papers. Must not read passages by itself.

use super::catalogue::FactRow;
use super::decimal::Decimal;
use super::value::{Count, ListItem, PassageRef, Value};
use crate::base::id::ChoiceId;
use crate::base::time::Zone;
use crate::base::time::typed::echo;

/// A value as a person reads it: choices by their labels, numbers in groups, times with zone and UTC, items with their numbers.
/// `words` gives the text of a passage, or what stands in its place.
pub(crate) fn display_value(
    value: &Value,
    row: Option<&FactRow>,
    words: &dyn Fn(PassageRef) -> String,
    zone: Zone,
) -> String {
    match value {
        Value::Bool(true) => "yes".to_owned(),
        Value::Bool(false) => "no".to_owned(),
        Value::Int(number) => with_unit(grouped(&number.to_string()), row),
        Value::Count(count) => with_unit(display_count(count), row),
        Value::Decimal(number) => with_unit(display_decimal(*number), row),
        Value::Percent(number) => format!("{} %", display_decimal(*number)),
        Value::Money(money) => format!("{} {}", display_decimal(money.amount), money.currency),
        Value::Choice(choice) => label(choice, row),
        Value::Choices(choices) if choices.is_empty() => "none".to_owned(),
        Value::Choices(choices) => {
            choices.iter().map(|choice| label(choice, row)).collect::<Vec<_>>().join("; ")
        }
        Value::Datetime(claimed) => echo(*claimed, zone),
        Value::Duration(length) => length.to_string(),
        Value::Country(text) | Value::Hash(text) => text.clone(),
        Value::Ip(address) => address.to_string(),
        Value::Words(passage) => words(*passage),
        Value::List(items) if items.is_empty() => "none".to_owned(),
        Value::List(items) => {
            let item = |item: &ListItem| format!("{}. {}", item.n, display_value(&item.v, row, words, zone));
            items.iter().map(item).collect::<Vec<_>>().join("; ")
        }
    }
}

/// A value as a query or a shell reads it: choices by their ids, bare numbers, times in UTC (RFC 3339), items with commas between them. Of a
/// count the lower end.
pub(crate) fn machine_value(value: &Value, words: &dyn Fn(PassageRef) -> String) -> String {
    match value {
        Value::Bool(truth) => truth.to_string(),
        Value::Int(number) => number.to_string(),
        Value::Count(count) => count.low.to_string(),
        Value::Decimal(number) | Value::Percent(number) => number.to_string(),
        Value::Money(money) => money.amount.to_string(),
        Value::Choice(choice) => choice.to_string(),
        Value::Choices(choices) => choices.iter().map(ToString::to_string).collect::<Vec<_>>().join(","),
        Value::Datetime(claimed) => claimed.at.to_seconds_text(),
        Value::Duration(length) => length.to_string(),
        Value::Country(text) | Value::Hash(text) => text.clone(),
        Value::Ip(address) => address.to_string(),
        Value::Words(passage) => words(*passage),
        Value::List(items) => {
            items.iter().map(|item| machine_value(&item.v, words)).collect::<Vec<_>>().join(",")
        }
    }
}

/// `about 40 000`, `10 000 to 400 000`, `at least 10 000`, `at most 500`.
pub(crate) fn display_count(count: &Count) -> String {
    let about = if count.about { "about " } else { "" };
    let number = |n: u64| grouped(&n.to_string());
    match count.high {
        Some(high) if high == count.low => format!("{about}{}", number(high)),
        Some(high) if count.low == 0 => format!("{about}at most {}", number(high)),
        Some(high) => format!("{about}{} to {}", number(count.low), number(high)),
        None => format!("{about}at least {}", number(count.low)),
    }
}

fn display_decimal(number: Decimal) -> String {
    let text = number.to_string();
    match text.split_once('.') {
        Some((whole, fraction)) => format!("{}.{fraction}", grouped(whole)),
        None => grouped(&text),
    }
}

fn with_unit(number: String, row: Option<&FactRow>) -> String {
    match row.map(|row| row.unit.as_str()) {
        Some(unit) if !unit.is_empty() => format!("{number} {unit}"),
        Some(_) | None => number,
    }
}

fn label(choice: &ChoiceId, row: Option<&FactRow>) -> String {
    let known = row.and_then(|row| row.choices.iter().find(|known| known.id == *choice));
    known.map_or_else(|| choice.to_string(), |known| known.label.clone())
}

/// Digits in groups of three from five digits on, as ISO 80000-1 has it.
fn grouped(number: &str) -> String {
    let (sign, digits) = number.strip_prefix('-').map_or(("", number), |digits| ("-", digits));
    if digits.len() < 5 {
        return number.to_owned();
    }
    let mut shown = sign.to_owned();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at) % 3 == 0 {
            shown.push(' ');
        }
        shown.push(digit);
    }
    shown
}

#[cfg(test)]
mod tests;
