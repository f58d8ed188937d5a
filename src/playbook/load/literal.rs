//! Values of facts as an author writes them in TOML. Must not accept words: a playbook cannot say what only a person can.

use std::collections::BTreeSet;
use std::net::IpAddr;

use super::reading::Reading;
use crate::base::id::{ChoiceId, FactId};
use crate::base::problem::{Placed, Problem, Span};
use crate::base::reader::{Item, Table};
use crate::base::time::typed::parse_period;
use crate::base::time::{Claimed, Precision, Timestamp};
use crate::fact::catalogue::FactRow;
use crate::fact::decimal::Decimal;
use crate::fact::fact_type::{FactType, Scalar};
use crate::fact::value::{Count, Value};
use crate::fact::{country, hash, money};

/// Reads a table from facts to values.
pub(crate) fn values(
    table: &mut Table<'_>,
    key: &'static str,
    reading: &Reading<'_>,
) -> Vec<(FactId, Value)> {
    let read = table.table(key, |inner| {
        let members = inner.members();
        members.into_iter().filter_map(|(name, item)| value(inner, reading, &name, item)).collect()
    });
    read.unwrap_or_default()
}

fn value(
    table: &mut Table<'_>,
    reading: &Reading<'_>,
    name: &Placed<String>,
    item: Item<'_>,
) -> Option<(FactId, Value)> {
    let id = reading.fact(table, name)?;
    let row = reading.facts.get(id.as_str())?;
    if let Some(why) = unsettable(row) {
        let message = format!("a playbook cannot set `{id}`: {why}");
        let problem = Problem::error(table.source(), "playbook::cannot-set", name.span, message);
        table.report(problem.help("ask for it with a step of kind `question`"));
        return None;
    }
    match literal(item, row) {
        Some(value) => Some((id, value)),
        None => {
            table.report(mismatch(table, row, item));
            None
        }
    }
}

fn unsettable(row: &FactRow) -> Option<&'static str> {
    match row.fact_type {
        FactType::List(_) => Some("it is a list, and only people know its items"),
        FactType::One(_) if row.sensitive => Some("it is sensitive"),
        FactType::One(scalar) if scalar.is_free_text() => Some("it is free text"),
        FactType::One(_) => None,
    }
}

fn mismatch(table: &Table<'_>, row: &FactRow, item: Item<'_>) -> Problem {
    let span: Span = item.span();
    let scalar = row.fact_type.scalar();
    let typed = item.string().unwrap_or("");
    if matches!(scalar, Scalar::Choice | Scalar::Choices) && !typed.is_empty() {
        let ids: Vec<&str> = row.choices.iter().map(|choice| choice.id.as_str()).collect();
        let message = format!("`{typed}` is no choice of `{}`", row.id);
        let listed = ids.join(", ");
        return Problem::error(table.source(), "playbook::unknown-choice", span, message)
            .suggest(typed, ids)
            .help(format!("its choices are {listed}"));
    }
    let message = format!("`{}` is a `{}` and cannot be {}", row.id, row.fact_type, item.type_name());
    Problem::error(table.source(), "playbook::wrong-value", span, message).help(form(scalar))
}

fn form(scalar: Scalar) -> &'static str {
    match scalar {
        Scalar::Bool => "write `true` or `false`",
        Scalar::Int => "write a whole number",
        Scalar::Count => "write a whole number from 0",
        Scalar::Decimal | Scalar::Percent => "write a number",
        Scalar::Money => "write `\"1200.50 EUR\"`",
        Scalar::Choice => "write the id of a choice in quotes",
        Scalar::Choices => "write a list of ids of choices",
        Scalar::DateTime => "write `2026-11-20T16:40:00Z`",
        Scalar::Duration => "write `\"72h\"`",
        Scalar::Country => "write two capital letters in quotes, such as `\"DE\"`",
        Scalar::Hash => "write hex digits in quotes",
        Scalar::Ip => "write an address in quotes, such as `\"192.0.2.7\"`",
        Scalar::Text | Scalar::Person | Scalar::Email | Scalar::Host | Scalar::Url | Scalar::File => {
            "write a text in quotes"
        }
    }
}

fn literal(item: Item<'_>, row: &FactRow) -> Option<Value> {
    match row.fact_type.scalar() {
        Scalar::Bool => item.bool().map(Value::Bool),
        Scalar::Int => item.integer().map(Value::Int),
        Scalar::Count => {
            let number = u64::try_from(item.integer()?).ok()?;
            Some(Value::Count(Count { low: number, high: Some(number), about: false }))
        }
        Scalar::Decimal => decimal(item).map(Value::Decimal),
        Scalar::Percent => decimal(item).map(Value::Percent),
        Scalar::Money => money::parse(item.string()?).map(Value::Money),
        Scalar::Choice => choice(item, row).map(Value::Choice),
        Scalar::Choices => {
            let ids: Option<BTreeSet<ChoiceId>> =
                item.list()?.into_iter().map(|one| choice(one, row)).collect();
            ids.map(Value::Choices)
        }
        Scalar::DateTime => moment(item).map(Value::Datetime),
        Scalar::Duration => parse_period(item.string()?).ok().map(Value::Duration),
        Scalar::Country => {
            item.string().filter(|code| country::is_code(code)).map(|code| Value::Country(code.to_owned()))
        }
        Scalar::Hash => hash::parse(item.string()?).map(Value::Hash),
        Scalar::Ip => item.string()?.parse::<IpAddr>().ok().map(Value::Ip),
        Scalar::Text | Scalar::Person | Scalar::Email | Scalar::Host | Scalar::Url | Scalar::File => None,
    }
}

fn decimal(item: Item<'_>) -> Option<Decimal> {
    match item.decimal() {
        Some(written) => Decimal::parse(written),
        None => item.integer().map(Decimal::whole),
    }
}

fn choice(item: Item<'_>, row: &FactRow) -> Option<ChoiceId> {
    let typed = item.string()?;
    row.choices.iter().find(|choice| choice.id.as_str() == typed).map(|choice| choice.id.clone())
}

/// A date and time with its offset; a TOML time without one is refused, because it names no instant.
fn moment(item: Item<'_>) -> Option<Claimed> {
    let written = item.datetime().or_else(|| item.string().map(str::to_owned))?;
    let at = Timestamp::parse(&written)?;
    let offset = chrono::DateTime::parse_from_rfc3339(&written).ok()?.offset().local_minus_utc();
    Some(Claimed { at, offset_minutes: offset / 60, precision: Precision::Second })
}
