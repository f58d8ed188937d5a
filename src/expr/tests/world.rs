//! The names and values that the tests of conditions use: one fact of each type, an item and three steps.

use std::collections::BTreeMap;

use crate::base::digest::Digest;
use crate::base::id::{ChoiceId, FactId, OptionId, Seq, StepId};
use crate::base::outcome::Outcome;
use crate::base::time::{Claimed, Period, Precision, Timestamp};
use crate::expr::Condition;
use crate::expr::names::{Names, StepNames};
use crate::expr::problem::ConditionProblem;
use crate::expr::scope::{Reading, Scope, StepReading};
use crate::fact::catalogue::{Choice, FactRow};
use crate::fact::decimal::Decimal;
use crate::fact::fact_type::FactType;
use crate::fact::value::{Count, ListItem, PassageRef, Value};

/// Facts by name and type; `!` marks a sensitive one.
pub(super) const FACTS: [(&str, &str); 26] = [
    ("a", "bool"),
    ("b", "bool"),
    ("c", "bool"),
    ("n", "int"),
    ("m", "int"),
    ("people", "count"),
    ("records", "count"),
    ("ratio", "decimal"),
    ("share", "percent"),
    ("loss", "money"),
    ("cost", "money"),
    ("severity", "choice"),
    ("kinds", "choices"),
    ("seen_at", "datetime"),
    ("told_at", "datetime"),
    ("outage", "duration"),
    ("home", "country"),
    ("host_country", "country"),
    ("sample", "hash"),
    ("source_ip", "ip"),
    ("story", "text"),
    ("secret", "!bool"),
    ("hosts", "list<host>"),
    ("countries", "list<country>"),
    ("flags", "list<bool>"),
    ("sizes", "list<count>"),
];

/// The `as` name in scope.
pub(super) const ITEM: &str = "victim_country";

pub(super) const NOW: &str = "2026-11-22T12:00:00Z";

pub(super) fn fact_id(name: &str) -> FactId {
    FactId::parse(name).expect("a fact id")
}

pub(super) fn step_id(name: &str) -> StepId {
    StepId::parse(name).expect("a step id")
}

pub(super) fn choice_id(name: &str) -> ChoiceId {
    ChoiceId::parse(name).expect("a choice id")
}

fn row(name: &str, written: &str) -> FactRow {
    let choices: &[&str] = match written {
        "choice" => &["P1", "P2", "P3"],
        "choices" => &["theft", "loss", "fraud"],
        _ => &[],
    };
    let choices = choices.iter().map(|id| Choice { id: choice_id(id), label: format!("Label of {id}") });
    FactRow {
        id: fact_id(name),
        fact_type: FactType::parse(written.trim_start_matches('!')).expect("a type"),
        label: String::new(),
        help: String::new(),
        group: String::new(),
        choices: choices.collect(),
        unit: String::new(),
        sensitive: written.starts_with('!'),
        recheck: None,
        fields: Vec::new(),
        attributes: Vec::new(),
        anchors: Vec::new(),
        anchor_candidate: false,
        anchor_regimes: Vec::new(),
    }
}

/// A document's names.
pub(super) struct Document {
    facts: BTreeMap<&'static str, FactRow>,
    item: FactRow,
    options: Vec<OptionId>,
}

impl Document {
    pub(super) fn new() -> Self {
        Self {
            facts: FACTS.iter().map(|(name, written)| (*name, row(name, written))).collect(),
            item: row(ITEM, "country"),
            options: ["yes", "no", "cannot-tell"].map(|id| OptionId::parse(id).expect("an option")).to_vec(),
        }
    }
}

impl Names for Document {
    fn fact(&self, name: &str) -> Option<&FactRow> {
        self.facts.get(name)
    }

    fn item(&self, name: &str) -> Option<&FactRow> {
        (name == ITEM).then_some(&self.item)
    }

    fn step(&self, id: &str) -> Option<StepNames<'_>> {
        match id {
            "reset" | "re-image" => Some(StepNames { choices: None }),
            "exposed" => Some(StepNames { choices: Some(&self.options) }),
            _ => None,
        }
    }

    fn all_names(&self) -> Vec<&str> {
        let steps = ["step.reset", "step.re-image", "step.exposed"];
        self.facts.keys().copied().chain([ITEM]).chain(steps).collect()
    }
}

/// What is known. Each fact is stated by the entry of its place in [`FACTS`], counted from 1.
#[derive(Debug, Clone, Default)]
pub(super) struct World {
    pub(super) facts: BTreeMap<FactId, Value>,
    pub(super) item: Option<Value>,
    pub(super) steps: BTreeMap<StepId, (Outcome, Option<OptionId>)>,
}

impl Scope for World {
    fn fact(&self, id: &FactId) -> Reading {
        let value = self.facts.get(id).cloned();
        let place = FACTS.iter().position(|(name, _)| *name == id.as_str()).expect("a known fact") + 1;
        let seq = if value.is_some() { Seq(u64::try_from(place).expect("small")) } else { Seq::NONE };
        Reading { value, seq }
    }

    fn item(&self, _: &FactId) -> Reading {
        Reading { value: self.item.clone(), seq: Seq(100) }
    }

    fn step(&self, id: &StepId) -> StepReading {
        match self.steps.get(id).cloned() {
            Some((outcome, choice)) => StepReading { outcome: Some(outcome), choice, seq: Seq(200) },
            None => StepReading { outcome: None, choice: None, seq: Seq::NONE },
        }
    }

    fn now(&self) -> Timestamp {
        Timestamp::parse(NOW).expect("a time")
    }
}

/// Checks a condition against the shared names.
pub(super) fn checked(text: &str) -> Result<Condition, Vec<ConditionProblem>> {
    Condition::check(text, &Document::new())
}

/// A world from `a=true; people=10..20; step.reset=done`.
pub(super) fn world(known: &str) -> World {
    let mut world = World::default();
    for (name, written) in known.split("; ").filter_map(|statement| statement.split_once('=')) {
        if let Some(step) = name.strip_prefix("step.") {
            let (outcome, choice) = written.split_once(':').unwrap_or((written, ""));
            let outcome = Outcome::parse(outcome).expect("an outcome");
            world.steps.insert(step_id(step), (outcome, OptionId::parse(choice).ok()));
        } else if name == "item" {
            world.item = Some(value("country", written));
        } else {
            let (_, written_type) = FACTS.iter().find(|(fact, _)| *fact == name).expect("a known fact");
            world.facts.insert(fact_id(name), value(written_type, written));
        }
    }
    world
}

fn value(written_type: &str, text: &str) -> Value {
    if let Some(item_type) = written_type.strip_prefix("list<").and_then(|rest| rest.strip_suffix('>')) {
        let parts = text.split(',').filter(|part| !part.is_empty());
        let items = parts.zip(1..).map(|(part, n)| ListItem { n, v: value(item_type, part) });
        return Value::List(items.collect());
    }
    match written_type {
        "bool" => Value::Bool(text == "true"),
        "int" => Value::Int(text.parse().expect("a number")),
        "count" => Value::Count(count(text)),
        "decimal" => Value::Decimal(Decimal::parse(text).expect("a number")),
        "percent" => Value::Percent(Decimal::parse(text).expect("a number")),
        "money" => Value::Money(crate::fact::money::parse(text).expect("an amount")),
        "choice" => Value::Choice(choice_id(text)),
        "choices" => Value::Choices(text.split(',').map(choice_id).collect()),
        "datetime" => Value::Datetime(claimed(text)),
        "duration" => Value::Duration(match text.strip_suffix('m') {
            Some(minutes) => Period::from_seconds(60 * minutes.parse::<i64>().expect("minutes")),
            None => Period::from_seconds(text.parse().expect("seconds")),
        }),
        "country" => Value::Country(text.to_owned()),
        "hash" => Value::Hash(text.to_owned()),
        "ip" => Value::Ip(text.parse().expect("an address")),
        _ => Value::Words(PassageRef(Digest::of(text.as_bytes()))),
    }
}

/// `10..20`, `10..`, `10` or `~10`.
fn count(text: &str) -> Count {
    let number = |digits: &str| digits.parse().expect("a number");
    if let Some(about) = text.strip_prefix('~') {
        return Count { low: number(about), high: Some(number(about)), about: true };
    }
    match text.split_once("..") {
        Some((low, "")) => Count { low: number(low), high: None, about: false },
        Some((low, high)) => Count { low: number(low), high: Some(number(high)), about: false },
        None => Count { low: number(text), high: Some(number(text)), about: false },
    }
}

fn claimed(text: &str) -> Claimed {
    let at = Timestamp::parse(text).expect("a time");
    Claimed { at, offset_minutes: 0, precision: Precision::Minute }
}
