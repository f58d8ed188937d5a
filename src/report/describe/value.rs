//! Values of facts in words. Must not read passages by itself.

use crate::base::time::Zone;
use crate::fact::catalogue::FactRow;
use crate::fact::value::{Count, PassageRef, Value};
use crate::report::moment;

/// A value as a person reads it.
pub(super) fn display_value(
    value: &Value,
    row: Option<&FactRow>,
    words: &dyn Fn(PassageRef) -> String,
    zone: Zone,
) -> String {
    let choice = |id: &str| {
        let row = row.and_then(|row| row.choices.iter().find(|choice| choice.id.as_str() == id));
        row.map_or_else(|| id.to_owned(), |choice| choice.label.clone())
    };
    match value {
        Value::Bool(true) => "yes".to_owned(),
        Value::Bool(false) => "no".to_owned(),
        Value::Int(n) => n.to_string(),
        Value::Count(count) => counted(count),
        Value::Decimal(number) => number.to_string(),
        Value::Percent(number) => format!("{number} %"),
        Value::Money(money) => format!("{} {}", money.amount, money.currency),
        Value::Choice(id) => choice(id.as_str()),
        Value::Choices(ids) => ids.iter().map(|id| choice(id.as_str())).collect::<Vec<_>>().join(", "),
        Value::Datetime(at) => moment::claimed(*at, zone),
        Value::Duration(period) => period.to_string(),
        Value::Country(text) | Value::Hash(text) => text.clone(),
        Value::Ip(ip) => ip.to_string(),
        Value::Words(passage) => words(*passage),
        Value::List(items) => {
            let items = items.iter().map(|item| display_value(&item.v, row, words, zone));
            items.collect::<Vec<_>>().join(", ")
        }
    }
}

fn counted(count: &Count) -> String {
    let about = if count.about { "about " } else { "" };
    match count.high {
        Some(high) if high == count.low => format!("{about}{high}"),
        Some(high) => format!("{about}{} to {high}", count.low),
        None => format!("{about}at least {}", count.low),
    }
}
