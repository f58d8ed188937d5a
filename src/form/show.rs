//! Answers and facts in the words of a language, for papers and joined texts. Must not escape for an output format.

use super::answer::Answer;
use super::facts::Facts;
use super::model::{Field, Layout};
use super::strings::Strings;
use crate::base::id::ChoiceId;
use crate::base::time::{Claimed, Precision, Timestamp, Zone};
use crate::fact::catalogue::FactRow;
use crate::fact::display::display_value;
use crate::fact::value::{Count, PassageRef, Value};

/// The language and the zone of a draft.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Manner<'a> {
    /// The language.
    pub(crate) strings: &'a Strings,
    /// The zone of the incident.
    pub(crate) zone: Zone,
}

impl Manner<'_> {
    /// An answer in words.
    pub(crate) fn answer(self, layout: &Layout, field: &Field, answer: &Answer) -> String {
        let code = |code: &ChoiceId| {
            let option = field.option(code.as_str());
            option.map_or(code.as_str(), |option| self.strings.option(&layout.form, field, option)).to_owned()
        };
        match answer {
            Answer::Text(text) => text.clone(),
            Answer::Choice(chosen) => code(chosen),
            Answer::Choices(codes) => self.list(&codes.iter().map(code).collect::<Vec<_>>()),
            Answer::Bool(holds) => self.strings.word(if *holds { "yes" } else { "no" }).to_owned(),
            Answer::Number(n) => grouped(*n),
            Answer::Instant(at) => self.instant(*at, Precision::Second),
            Answer::Date(date) => date.format(&self.strings.date).to_string(),
            Answer::Duration(length) => length.to_string(),
            Answer::Percent(share) => format!("{share} %"),
            Answer::Money(money) => format!("{} {}", money.amount, money.currency),
            Answer::Items(items) => self.list(items),
            Answer::Countries(codes) => self.list(codes),
        }
    }

    fn list(self, items: &[String]) -> String {
        if items.is_empty() { self.strings.word("none").to_owned() } else { items.join("; ") }
    }

    /// An instant in the zone and in UTC. A claim that names only a day stays a day.
    pub(crate) fn instant(self, at: Timestamp, precision: Precision) -> String {
        let local = at.in_zone(self.zone);
        let date = local.format(&self.strings.date);
        if precision == Precision::Day {
            return date.to_string();
        }
        let time = local.format(&self.strings.time);
        let utc = at.utc().format("%Y-%m-%d %H:%M UTC");
        format!("{date}, {time} {} ({utc})", self.zone)
    }

    /// A fact in words; nothing if its words were erased or withheld.
    pub(crate) fn fact(self, value: &Value, row: &FactRow, facts: &Facts) -> Option<String> {
        let one = |value: &Value| self.fact(value, row, facts);
        Some(match value {
            Value::Bool(holds) => self.strings.word(if *holds { "yes" } else { "no" }).to_owned(),
            Value::Choice(choice) => self.strings.choice(row, choice).to_owned(),
            Value::Choices(choices) => {
                let label = |choice| self.strings.choice(row, choice).to_owned();
                self.list(&choices.iter().map(label).collect::<Vec<_>>())
            }
            Value::Count(count) => self.count(*count),
            Value::Datetime(Claimed { at, precision, .. }) => self.instant(*at, *precision),
            Value::Words(passage) => facts.passage(*passage)?.to_owned(),
            Value::List(items) if items.iter().any(|item| matches!(item.v, Value::Words(_))) => {
                items.iter().map(|item| one(&item.v)).collect::<Option<Vec<_>>>()?.join("\n")
            }
            Value::List(items) => {
                self.list(&items.iter().map(|item| one(&item.v)).collect::<Option<Vec<_>>>()?)
            }

            Value::Int(_)
            | Value::Decimal(_)
            | Value::Percent(_)
            | Value::Money(_)
            | Value::Duration(_)
            | Value::Country(_)
            | Value::Hash(_)
            | Value::Ip(_) => display_value(value, Some(row), &no_words, self.zone),
        })
    }

    /// A number as exactly as it is known.
    pub(crate) fn count(self, count: Count) -> String {
        let word = |key| self.strings.word(key);
        let about = if count.about { format!("{} ", word("about")) } else { String::new() };
        let low = grouped(count.low);
        match count.high {
            Some(high) if high == count.low => format!("{about}{low}"),
            Some(high) if count.low == 0 => format!("{about}{} {}", word("at_most"), grouped(high)),
            Some(high) => format!("{about}{low} {} {}", word("to"), grouped(high)),
            None => format!("{about}{} {low}", word("at_least")),
        }
    }
}

fn no_words(_: PassageRef) -> String {
    String::new()
}

/// Digits in groups of three, as the standards write them in every language.
fn grouped(n: u64) -> String {
    let digits = n.to_string();
    let first = digits.len() % 3;
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && place % 3 == first {
            text.push(' ');
        }
        text.push(digit);
    }
    text
}
