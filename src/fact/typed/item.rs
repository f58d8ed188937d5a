//! Values in TOML documents: TOML's own types where they fit, else the text forms that people type.

use crate::base::reader::Item;
use crate::fact::catalogue::FactRow;
use crate::fact::decimal::Decimal;
use crate::fact::fact_type::{FactType, Scalar};
use crate::fact::value::Value;

use super::error::ValueError;
use super::form::Form;
use super::{TypedValue, Typing, parse_one, parse_value, settle};

/// Reads the value of a fact from a TOML value.
pub(crate) fn value_from_item(
    item: Item<'_>,
    row: &FactRow,
    typing: &Typing,
) -> Result<TypedValue, ValueError> {
    match (row.fact_type, item.list()) {
        (FactType::List(_), Some(items)) => {
            let values = items.into_iter().zip(1..).map(|(item, n)| {
                one(item, row, typing).map_err(|why| ValueError::Item { n, why: Box::new(why) })
            });
            values.collect::<Result<_, _>>().map(TypedValue::List)
        }
        (FactType::List(_), None) => match item.string() {
            Some(text) => parse_value(text, row, typing),
            None => one(item, row, typing).map(|value| TypedValue::List(vec![value])),
        },
        (FactType::One(_), _) => one(item, row, typing),
    }
}

fn one(item: Item<'_>, row: &FactRow, typing: &Typing) -> Result<TypedValue, ValueError> {
    let scalar = row.fact_type.scalar();
    if let Some(text) = text_form(item, scalar) {
        return parse_one(&text, row, typing);
    }
    if let (Scalar::Choices, Some(items)) = (scalar, item.list()) {
        return choices(&items, row, typing);
    }
    let value = native(item, scalar).ok_or_else(|| shape(item, scalar))?;
    Ok(settle(value, row, typing.zone))
}

/// What is read as if it had been typed: texts and times; whole numbers where numbers are wanted, so that the caps hold.
fn text_form(item: Item<'_>, scalar: Scalar) -> Option<String> {
    let wants_number = matches!(scalar, Scalar::Int | Scalar::Count | Scalar::Decimal | Scalar::Percent);
    let number = || item.integer().filter(|_| wants_number).map(|number| number.to_string());
    item.string().map(str::to_owned).or_else(|| item.datetime()).or_else(number)
}

/// A value whose form in TOML leaves nothing to interpret.
fn native(item: Item<'_>, scalar: Scalar) -> Option<Value> {
    let decimal = || item.decimal().and_then(Decimal::parse);
    match scalar {
        Scalar::Bool => item.bool().map(Value::Bool),
        Scalar::Decimal => decimal().map(Value::Decimal),
        Scalar::Percent => decimal().map(Value::Percent),
        Scalar::Int
        | Scalar::Count
        | Scalar::Money
        | Scalar::Choice
        | Scalar::Choices
        | Scalar::DateTime
        | Scalar::Duration
        | Scalar::Country
        | Scalar::Hash
        | Scalar::Ip
        | Scalar::Text
        | Scalar::Person
        | Scalar::Email
        | Scalar::Host
        | Scalar::Url
        | Scalar::File => None,
    }
}

fn shape(item: Item<'_>, scalar: Scalar) -> ValueError {
    ValueError::Shape { found: item.type_name(), form: Form::of(scalar) }
}

/// `["theft", "loss"]`; the empty list says that none of the choices holds.
fn choices(items: &[Item<'_>], row: &FactRow, typing: &Typing) -> Result<TypedValue, ValueError> {
    let words: Vec<&str> = items
        .iter()
        .map(|item| item.string().ok_or_else(|| shape(*item, Scalar::Choices)))
        .collect::<Result<_, _>>()?;
    let chosen = words.into_iter().map(|word| super::choice::one(word, row)).collect::<Result<_, _>>()?;
    Ok(settle(Value::Choices(chosen), row, typing.zone))
}
