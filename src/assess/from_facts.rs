//! Attributes from the facts of an incident, by the derivations that stand beside the fact catalogue (derive.toml) and, for the
//! assessors of other laws, by the `from` of their attributes. Must not read passages: free text never steers.

mod derivation;

use std::sync::OnceLock;

use self::derivation::{Derivation, Derivations};
use super::attribute::{AttributeRow, AttributeTable, AttributeType};
use super::attributes::Attributes;
use super::breach::BreachRules;
use super::rows::choice_id;
use crate::base::id::{FactId, Seq};
use crate::base::time::{Period, Timestamp};
use crate::expr::Condition;
use crate::expr::names::Names;
use crate::expr::scope::{Reading, Scope};
use crate::expr::truth::Truth;
use crate::fact::catalogue::{Catalogue, FactRow};
use crate::fact::decimal::Decimal;
use crate::fact::value::Value;

/// What an incident knows: the value of a fact by id.
pub(crate) type Facts<'a> = &'a dyn Fn(&FactId) -> Option<Value>;

/// The names of the shipped catalogue, to conditions.
struct OfCatalogue;

impl Names for OfCatalogue {
    fn fact(&self, name: &str) -> Option<&FactRow> {
        Catalogue::shipped().get(name)
    }

    fn all_names(&self) -> Vec<&str> {
        Catalogue::shipped().rows().map(|row| row.id.as_str()).collect()
    }
}

/// The facts of an incident, to conditions.
struct Known<'a>(Facts<'a>);

impl Scope for Known<'_> {
    fn fact(&self, id: &FactId) -> Reading {
        Reading { value: (self.0)(id), seq: Seq::NONE }
    }

    fn now(&self) -> Timestamp {
        // No derivation asks for the time.
        Timestamp::EPOCH
    }
}

impl Known<'_> {
    fn get(&self, id: &str) -> Option<Value> {
        (self.0)(&FactId::parse(id).ok()?)
    }

    fn truth(&self, condition: &Condition) -> Option<bool> {
        match condition.evaluate(self).truth {
            Truth::True => Some(true),
            Truth::False => Some(false),
            Truth::Unknown => None,
        }
    }

    /// The choices of a fact as words.
    fn words(&self, id: &FactId) -> Option<Vec<String>> {
        let value = (self.0)(id)?;
        if let Value::Choice(choice) = &value {
            return Some(vec![choice.to_string()]);
        }
        value.as_choices().map(|choices| choices.iter().map(ToString::to_string).collect())
    }
}

/// The attributes of the breach assessor, from facts and the sector of the organisation profile.
pub(crate) fn breach(facts: Facts<'_>, sector: Option<&str>) -> Attributes {
    static DERIVATIONS: OnceLock<Derivations> = OnceLock::new();
    let (known, table) = (Known(facts), BreachRules::shipped().attributes());
    let mut attributes = Attributes::default();
    for (to, derivation) in DERIVATIONS.get_or_init(|| Derivations::shipped().0).all() {
        let Some(row) = table.get(to) else { continue };
        derive(&known, derivation, row, &mut attributes);
    }
    if let (Some(sector), Some(row)) = (sector, table.get("sector")) {
        put_words(&mut attributes, row, &[sector]);
    }
    compute(&known, table, &mut attributes);
    attributes
}

fn derive(known: &Known<'_>, derivation: &Derivation, row: &AttributeRow, to: &mut Attributes) {
    match derivation {
        Derivation::Words { fact, map } => {
            let Some(found) = known.words(fact) else { return };
            let words = found.iter().filter_map(|word| map.get(word)).flatten().map(String::as_str);
            put_words(to, row, &words.collect::<Vec<_>>());
        }
        Derivation::Cases(cases) => {
            // The first that holds; one that is not known does not stop those after it, as each stands for itself.
            let found = cases.iter().find(|(_, when)| known.truth(when) == Some(true));
            match (found, row.kind == AttributeType::Bool) {
                (Some((word, _)), true) => to.put(row.id.clone(), Value::Bool(word == "true")),
                (Some((word, _)), false) => put_words(to, row, &[word]),
                (None, _) => {}
            }
        }
        Derivation::Flag { fact, any, complete } => {
            let Some(found) = known.words(fact) else { return };
            let named = found.iter().any(|word| any.contains(word));
            let whole = (known.0)(complete).as_ref().and_then(Value::as_bool) == Some(true);
            if named || whole {
                to.put(row.id.clone(), Value::Bool(named));
            }
        }
        Derivation::Same(fact) => {
            if let Some(value) = (known.0)(fact).filter(|value| value.fits(row.kind.scalar(), false)) {
                to.put(row.id.clone(), value);
            }
        }
    }
}

/// Words that derivations name are words of the table; a test asserts it.
fn put_words(to: &mut Attributes, row: &AttributeRow, words: &[&str]) {
    if let Err(word) = to.put_words(row, words) {
        debug_assert!(false, "{} does not know {word}", row.id);
    }
}

/// What is worked out from values. A number of people is taken as it is known, also as a range.
fn compute(known: &Known<'_>, table: &AttributeTable, to: &mut Attributes) {
    let mut put = |id: &str, value: Option<Value>| {
        if let (Some(row), Some(value)) = (table.get(id), value) {
            to.put(row.id.clone(), value);
        }
    };
    put("data_subjects_exact", known.get("subjects_count").filter(|value| matches!(value, Value::Count(_))));
    put("dwell_time_days", dwell(known).map(|time| decimal(time.seconds() / 86_400)));
    put("restore_time_hours", hours(known.get("restore_time")));
    let altered = integrity(known).and_then(choice_id);
    put("integrity_impact", altered.map(Value::Choice));
}

fn decimal(number: i64) -> Value {
    Value::Decimal(Decimal::whole(number))
}

/// Whole hours, rounded up: a limit that is passed by minutes is passed.
fn hours(value: Option<Value>) -> Option<Value> {
    let Value::Duration(length) = value? else { return None };
    Some(decimal(length.seconds().saturating_add(3599) / 3600))
}

fn dwell(known: &Known<'_>) -> Option<Period> {
    match (known.get("occurred_at")?, known.get("contained_at")?) {
        (Value::Datetime(from), Value::Datetime(to)) => Some(to.at.since(from.at)),
        (_, _) => None,
    }
}

fn integrity(known: &Known<'_>) -> Option<&'static str> {
    let kinds = known.get("breach_types");
    let kinds = kinds.as_ref().and_then(Value::as_choices);
    let spared = kinds.is_some_and(|kinds| kinds.iter().all(|kind| kind.as_str() != "integrity"));
    let told = known.get("integrity_outcome").is_some() || known.get("altered_what").is_some();
    match (spared, told) {
        (true, _) => Some("none"),
        (false, true) => Some(super::attribute::OTHER),
        (false, false) => None,
    }
}

/// The attributes of another assessor, from facts.
pub(crate) fn by_table(facts: Facts<'_>, table: &AttributeTable) -> Attributes {
    let (known, mut attributes) = (Known(facts), Attributes::default());
    for row in table.rows() {
        let Some(from) = &row.from else { continue };
        let value = match row.kind {
            AttributeType::Bool => {
                let condition = Condition::check(from, &OfCatalogue).ok();
                condition.and_then(|condition| known.truth(&condition)).map(Value::Bool)
            }
            AttributeType::Decimal => known.get(from).as_ref().and_then(euros),
            AttributeType::Choice
            | AttributeType::Choices
            | AttributeType::Count
            | AttributeType::Percent
            | AttributeType::Text => known.get(from).filter(|value| value.fits(row.kind.scalar(), false)),
        };
        if let Some(value) = value {
            attributes.put(row.id.clone(), value);
        }
    }
    attributes
}

/// The facts that an attribute comes from, for those who want to know what it rests on, or what is missing.
pub(crate) fn facts_of(row: &AttributeRow) -> Vec<&'static FactRow> {
    let catalogue = Catalogue::shipped();
    let Some(from) = &row.from else {
        let feeds = |fact: &&FactRow| {
            let named = fact.attributes.iter().any(|attribute| attribute == row.id.as_str());
            // Where integrity was spared, nothing was altered.
            named || (row.id.as_str() == "integrity_impact" && fact.id.as_str() == "breach_types")
        };
        return catalogue.rows().filter(feeds).collect();
    };
    match (row.kind, Condition::check(from, &OfCatalogue)) {
        (AttributeType::Bool, Ok(condition)) => {
            condition.facts().iter().filter_map(|fact| catalogue.get(fact.as_str())).collect()
        }
        (_, _) => catalogue.get(from).into_iter().collect(),
    }
}

/// An amount in euro; amounts in other currencies are not converted, so they are not known.
fn euros(value: &Value) -> Option<Value> {
    let money = value.as_money().filter(|money| money.currency == "EUR")?;
    Some(Value::Decimal(money.amount))
}

/// What is wrong with the shipped derivations, in sentences.
#[cfg(test)]
pub(crate) fn problems() -> Vec<String> {
    let (derivations, found) = Derivations::shipped();
    let mut wrong: Vec<String> = found.sorted().into_iter().map(|problem| problem.message.clone()).collect();
    let table = BreachRules::shipped().attributes();
    for (to, derivation) in derivations.all() {
        let Some(row) = table.get(to) else {
            wrong.push(format!("no attribute {to}"));
            continue;
        };
        let words: Vec<&String> = match derivation {
            Derivation::Words { map, .. } => map.values().flatten().collect(),
            Derivation::Cases(cases) => cases.iter().map(|(word, _)| word).collect(),
            Derivation::Flag { .. } | Derivation::Same(_) => Vec::new(),
        };
        let known = |word: &str| row.kind == AttributeType::Bool || row.choice(word).is_some();
        let strays = words.into_iter().filter(|word| !known(word) && *word != super::attribute::OTHER);
        wrong.extend(strays.map(|word| format!("{to} does not know {word}")));
    }
    for table in [super::significance::Criteria::marketplace(), super::significance::Criteria::dora()] {
        let rows = table.attributes().rows().filter_map(|row| Some((row, row.from.as_ref()?)));
        for (row, from) in rows {
            let condition = row.kind == AttributeType::Bool;
            let read = if condition {
                Condition::check(from, &OfCatalogue).is_ok()
            } else {
                Catalogue::shipped().get(from).is_some()
            };
            if !read {
                wrong.push(format!("{}: {from} cannot be read", row.id));
            }
        }
    }
    wrong
}
