//! Values as people type them at a prompt or on a command line, and as they stand in TOML documents, read by the type of a fact.
//! Must not guess: what can be read in two ways is refused, or handed back for the person to choose. Must not ask any clock.

mod amount;
mod choice;
mod digits;
mod error;
mod form;
mod item;
mod number;
mod words;

#[cfg(test)]
mod tests;

use super::catalogue::FactRow;
use super::display::display_value;
use super::fact_type::{FactType, Scalar};
use super::value::Value;
use super::{country, hash};
use crate::base::time::typed::{TypedTime, echo, parse_period, parse_typed_time};
use crate::base::time::{Claimed, Timestamp, Zone};

pub(crate) use self::error::ValueError;
pub(crate) use self::form::Form;
pub(crate) use self::item::value_from_item;

/// When and where somebody types.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Typing {
    /// The present.
    pub(crate) now: Timestamp,
    /// The zone of the incident.
    pub(crate) zone: Zone,
}

/// What a typed value turned out to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum TypedValue {
    /// A value that the engine may hold.
    Value(Value),
    /// Free text, or the text of a sensitive value: it becomes a passage.
    Words(String),
    /// The items of a list, in the order typed; none for a list that is known to be empty.
    List(Vec<TypedValue>),
    /// A local time that happened twice, because the clocks went back: the person must choose.
    Ambiguous(Box<[Reading; 2]>),
    /// A time later than now: a claim about the past must be asked again.
    Future(Box<Reading>),
}

/// One way to understand what was typed, with how it is read back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Reading {
    /// A value, or words where the fact is sensitive.
    pub(crate) value: TypedValue,
    /// For the person.
    pub(crate) echo: String,
}

/// Reads what a person typed for a fact.
pub(crate) fn parse_value(text: &str, row: &FactRow, typing: &Typing) -> Result<TypedValue, ValueError> {
    match row.fact_type {
        FactType::One(_) => parse_one(text, row, typing),
        FactType::List(_) => parse_list(text, row, typing),
    }
}

/// Items stand between semicolons or lines if there are any, else between commas. `none` is the empty list.
fn parse_list(text: &str, row: &FactRow, typing: &Typing) -> Result<TypedValue, ValueError> {
    if is_none(text) {
        return Ok(TypedValue::List(Vec::new()));
    }
    let parted = text.contains([';', '\n']);
    let parts = text.split(|c| if parted { matches!(c, ';' | '\n') } else { c == ',' });
    let parts: Vec<&str> = parts.map(str::trim).filter(|part| !part.is_empty()).collect();
    if parts.is_empty() {
        return Err(ValueError::empty(row.fact_type));
    }
    let items = parts.into_iter().zip(1..).map(|(part, n)| {
        parse_one(part, row, typing).map_err(|why| ValueError::Item { n, why: Box::new(why) })
    });
    items.collect::<Result<_, _>>().map(TypedValue::List)
}

fn is_none(text: &str) -> bool {
    text.trim().eq_ignore_ascii_case("none")
}

/// Reads one value of the type of the fact or of its items.
fn parse_one(text: &str, row: &FactRow, typing: &Typing) -> Result<TypedValue, ValueError> {
    let text = text.trim();
    let scalar = row.fact_type.scalar();
    if text.is_empty() {
        return Err(ValueError::empty(FactType::One(scalar)));
    }
    if scalar.is_free_text() {
        return words::parse(text, scalar).map(TypedValue::Words);
    }
    if scalar == Scalar::DateTime {
        return parse_time(text, row, typing);
    }
    parse_scalar(text, row).map(|value| settle(value, row, typing.zone))
}

fn parse_scalar(text: &str, row: &FactRow) -> Result<Value, ValueError> {
    let scalar = row.fact_type.scalar();
    let unlike = || ValueError::unlike(text, scalar);
    match scalar {
        Scalar::Bool => parse_bool(text).map(Value::Bool).ok_or_else(unlike),
        Scalar::Int => number::whole(text, row).map(Value::Int),
        Scalar::Count => number::count(text, row).map(Value::Count),
        Scalar::Decimal => number::decimal(text, row).map(Value::Decimal),
        Scalar::Percent => number::percent(text, row).map(Value::Percent),
        Scalar::Money => amount::parse(text).map(Value::Money),
        Scalar::Choice => choice::one(text, row).map(Value::Choice),
        Scalar::Choices => choice::several(text, row).map(Value::Choices),
        Scalar::Duration => Ok(Value::Duration(parse_period(text)?)),
        Scalar::Country => parse_country(text).map(Value::Country),
        Scalar::Hash => hash::parse(after_label(text)).map(Value::Hash).ok_or_else(unlike),
        Scalar::Ip => bare_address(text).parse().map(Value::Ip).map_err(|_| unlike()),
        Scalar::DateTime
        | Scalar::Text
        | Scalar::Person
        | Scalar::Email
        | Scalar::Host
        | Scalar::Url
        | Scalar::File => Err(unlike()),
    }
}

/// A value as it may be held: that of a sensitive fact only as words, written out so that they need no "now".
fn settle(value: Value, row: &FactRow, zone: Zone) -> TypedValue {
    if row.sensitive {
        return TypedValue::Words(display_value(&value, Some(row), &|_| String::new(), zone));
    }
    TypedValue::Value(value)
}

fn parse_time(text: &str, row: &FactRow, typing: &Typing) -> Result<TypedValue, ValueError> {
    let reading = |at: Claimed| Reading {
        value: settle(Value::Datetime(at), row, typing.zone),
        echo: echo(at, typing.zone),
    };
    Ok(match parse_typed_time(text, typing.now, typing.zone)? {
        TypedTime::At(at) => reading(at).value,
        TypedTime::Ambiguous { earlier, later } => {
            TypedValue::Ambiguous(Box::new([reading(earlier), reading(later)]))
        }
        TypedTime::Future(at) => TypedValue::Future(Box::new(reading(at))),
    })
}

fn parse_bool(text: &str) -> Option<bool> {
    match text.to_ascii_lowercase().as_str() {
        "yes" | "y" | "true" => Some(true),
        "no" | "n" | "false" => Some(false),
        _ => None,
    }
}

/// Codes that people use and ISO 3166-1 does not assign.
const OTHER_CODES: [(&str, &str); 2] = [("UK", "GB"), ("EL", "GR")];

fn parse_country(text: &str) -> Result<String, ValueError> {
    let code = text.to_ascii_uppercase();
    if country::is_code(&code) {
        return Ok(code);
    }
    match OTHER_CODES.iter().find(|(other, _)| *other == code) {
        Some((_, instead)) => Err(ValueError::OtherCode { typed: code, instead }),
        None => Err(ValueError::unlike(text, Scalar::Country)),
    }
}

/// `sha256:9f86...` is how many tools print a digest.
fn after_label(text: &str) -> &str {
    let labels = ["md5:", "sha1:", "sha-1:", "sha256:", "sha-256:"];
    let label = labels
        .iter()
        .find(|label| text.get(..label.len()).is_some_and(|start| start.eq_ignore_ascii_case(label)));
    label.and_then(|label| text.get(label.len()..)).unwrap_or(text).trim()
}

/// `[2001:db8::1]` is how addresses stand in links.
fn bare_address(text: &str) -> &str {
    text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(text)
}
