//! The answer to one field. Must not know where it came from.

use chrono::NaiveDate;

use super::Form;
use super::model::{CodeOption, Field, FieldKind};
use super::strings::Strings;
use crate::base::digest::Digest;
use crate::base::id::ChoiceId;
use crate::base::time::{Claimed, Period, Precision, Timestamp};
use crate::fact::country;
use crate::fact::decimal::Decimal;
use crate::fact::value::{Count, ListItem, Money, PassageRef, Value};

/// An answer; its variant is that of the kind of its field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Answer {
    /// Words.
    Text(String),
    /// One code.
    Choice(ChoiceId),
    /// Codes, in the order of the form.
    Choices(Vec<ChoiceId>),
    /// Yes or no.
    Bool(bool),
    /// A whole number.
    Number(u64),
    /// An instant.
    Instant(Timestamp),
    /// A day where the notice is made.
    Date(NaiveDate),
    /// A length of time.
    Duration(Period),
    /// A percentage.
    Percent(Decimal),
    /// An amount.
    Money(Money),
    /// Texts.
    Items(Vec<String>),
    /// Countries, ISO 3166-1 alpha-2.
    Countries(Vec<String>),
}

impl Answer {
    /// As conditions read it. Words have no meaning there: they are only known or not.
    pub(crate) fn value(&self) -> Value {
        let words = || Value::Words(PassageRef(Digest::of(&[])));
        let list =
            |items: Vec<Value>| Value::List((1..).zip(items).map(|(n, v)| ListItem { n, v }).collect());
        let at = |at| Value::Datetime(Claimed { at, offset_minutes: 0, precision: Precision::Second });
        match self {
            Self::Text(_) => words(),
            Self::Choice(code) => Value::Choice(code.clone()),
            Self::Choices(codes) => Value::Choices(codes.iter().cloned().collect()),
            Self::Bool(holds) => Value::Bool(*holds),
            Self::Number(n) => Value::Count(Count { low: *n, high: Some(*n), about: false }),
            Self::Instant(instant) => at(*instant),
            Self::Date(date) => at(midnight(*date)),
            Self::Duration(length) => Value::Duration(*length),
            Self::Percent(share) => Value::Percent(*share),
            Self::Money(money) => Value::Money(money.clone()),
            Self::Items(items) => list(items.iter().map(|_| words()).collect()),
            Self::Countries(codes) => list(codes.iter().cloned().map(Value::Country).collect()),
        }
    }

    /// Reads what a person typed for a field as their own wording, or what stands in a returned paper: a code or its label in English
    /// or the language of the draft, RFC 3339, one item a line.
    pub(crate) fn typed(text: &str, form: &Form, field: &Field, strings: &Strings) -> Option<Self> {
        let text = text.trim();
        if text.is_empty() {
            return None;
        }
        let code = |word: &str| {
            let fits = |option: &&CodeOption| {
                let labels = [option.id.as_str(), &option.label, strings.option(form, field, option)];
                labels.iter().any(|label| label.to_lowercase() == word.to_lowercase())
            };
            field.options.iter().find(fits).map(|option| option.id.clone())
        };
        let lines = || text.lines().map(str::trim).filter(|line| !line.is_empty());
        let words = || text.split([',', ';', ' ', '\n']).map(str::trim).filter(|word| !word.is_empty());
        match field.kind {
            FieldKind::Text => Some(Self::Text(text.to_owned())),
            FieldKind::Choice => code(text).map(Self::Choice),
            FieldKind::Choices => lines()
                .flat_map(|line| line.split(';'))
                .map(|word| code(word.trim()))
                .collect::<Option<_>>()
                .map(Self::Choices),
            FieldKind::Bool => yes_or_no(text, strings).map(Self::Bool),
            FieldKind::Number => text.replace([' ', '\u{a0}'], "").parse().ok().map(Self::Number),
            FieldKind::Instant => Timestamp::parse(text).map(Self::Instant),
            FieldKind::Date => text.parse().ok().map(Self::Date),
            FieldKind::Duration => crate::base::time::typed::parse_period(text).ok().map(Self::Duration),
            FieldKind::Percent => Decimal::parse(text.trim_end_matches('%').trim_end()).map(Self::Percent),
            FieldKind::Money => crate::fact::money::parse(text).map(Self::Money),
            FieldKind::Items => Some(Self::Items(lines().map(str::to_owned).collect())),
            FieldKind::Countries => words()
                .map(|word| country::is_code(word).then(|| word.to_owned()))
                .collect::<Option<_>>()
                .map(Self::Countries),
        }
    }
}

fn yes_or_no(text: &str, strings: &Strings) -> Option<bool> {
    let is = |words: [&str; 3]| words.contains(&text.to_lowercase().as_str());
    if is(["yes", "true", strings.word("yes")]) {
        return Some(true);
    }
    is(["no", "false", strings.word("no")]).then_some(false)
}

fn midnight(date: NaiveDate) -> Timestamp {
    let start = date.and_time(chrono::NaiveTime::MIN).and_utc();
    Timestamp::from_utc(start).unwrap_or(Timestamp::EPOCH)
}
