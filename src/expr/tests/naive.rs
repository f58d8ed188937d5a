//! A second evaluator, written from the language document alone: truth as `Option<bool>` with written-out tables, numbers as pairs
//! of floats with real infinities. It shares no code with the one it is compared with.

use crate::fact::value::Value;

use super::world::{World, fact_id, step_id};

/// A condition that is well typed by construction.
#[derive(Debug, Clone)]
pub(super) enum Form {
    Constant(bool),
    Flag(&'static str),
    /// The item of the nth enclosing `any` or `all`, counted from outside; only over a list of bools.
    Item(usize),
    Not(Box<Form>),
    And(Vec<Form>),
    Or(Vec<Form>),
    Maybe(Box<Form>),
    Known(&'static str),
    Same(Box<(Form, Form)>, bool),
    Severity(Vec<&'static str>, bool),
    Kinds(&'static str),
    Home(Vec<&'static str>, bool),
    Neighbours,
    Countries(&'static str),
    Outcome(&'static str, Vec<&'static str>, bool),
    Choice(Vec<&'static str>, bool),
    Compare(&'static str, Box<(Number, Number)>),
    CompareSpans(&'static str, Box<(Number, Number)>),
    Items(&'static str, Box<Form>),
}

/// A number; in spans, hours.
#[derive(Debug, Clone)]
pub(super) enum Number {
    Halves(i32),
    Fact(&'static str),
    Count(&'static str),
    Hours(i32),
    Elapsed(&'static str),
    Between(&'static str, &'static str),
    Sum(Box<Number>, Vec<(bool, Number)>),
}

impl Form {
    /// As an author writes it.
    pub(super) fn print(&self, depth: usize) -> String {
        let inner = |form: &Form| format!("({})", form.print(depth));
        let joined = |forms: &[Form], word: &str| forms.iter().map(inner).collect::<Vec<_>>().join(word);
        match self {
            Self::Constant(holds) => holds.to_string(),
            Self::Flag(name) => (*name).to_owned(),
            Self::Item(n) => format!("x{n}"),
            Self::Not(form) => format!("not {}", inner(form)),
            Self::And(forms) => joined(forms, " and "),
            Self::Or(forms) => joined(forms, " or "),
            Self::Maybe(form) => format!("maybe({})", form.print(depth)),
            Self::Known(name) => format!("known({name})"),
            Self::Same(sides, equal) => format!("{} {} {}", inner(&sides.0), sign(*equal), inner(&sides.1)),
            Self::Severity(words, equal) => among("severity", words, *equal),
            Self::Kinds(word) => format!("kinds contains \"{word}\""),
            Self::Home(words, equal) => among("home", words, *equal),
            Self::Neighbours => "home != host_country".to_owned(),
            Self::Countries(word) => format!("countries contains '{word}'"),
            Self::Outcome(step, words, equal) => among(&format!("step.{step}.outcome"), words, *equal),
            Self::Choice(words, equal) => among("step.exposed.choice", words, *equal),
            Self::Compare(sign, sides) | Self::CompareSpans(sign, sides) => {
                format!("{} {sign} {}", sides.0.print(), sides.1.print())
            }
            Self::Items(word, body) => format!("{word}(flags, x{depth}, {})", body.print(depth + 1)),
        }
    }

    /// What it comes to; nothing stands for unknown.
    pub(super) fn truth(&self, world: &World, items: &mut Vec<bool>) -> Option<bool> {
        match self {
            Self::Constant(holds) => Some(*holds),
            Self::Flag(name) => flag(world.facts.get(&fact_id(name))?),
            Self::Item(n) => items.get(*n).copied(),
            Self::Not(form) => form.truth(world, items).map(|holds| !holds),
            Self::And(forms) => conjunction(&truths(forms, world, items)),
            Self::Or(forms) => disjunction(&truths(forms, world, items)),
            Self::Maybe(form) => Some(form.truth(world, items) != Some(false)),
            Self::Known(name) => Some(world.facts.contains_key(&fact_id(name))),
            Self::Same(sides, equal) => {
                let (left, right) = (sides.0.truth(world, items), sides.1.truth(world, items));
                Some((left? == right?) == *equal)
            }
            Self::Severity(words, equal) => {
                let Value::Choice(choice) = world.facts.get(&fact_id("severity"))? else { return None };
                Some(words.contains(&choice.as_str()) == *equal)
            }
            Self::Kinds(wanted) => {
                let Value::Choices(kinds) = world.facts.get(&fact_id("kinds"))? else { return None };
                Some(kinds.iter().any(|kind| kind.as_str() == *wanted))
            }
            Self::Home(words, equal) => Some(words.contains(&country(world, "home")?) == *equal),
            Self::Neighbours => Some(country(world, "home")? != country(world, "host_country")?),
            Self::Countries(wanted) => {
                let items = list(world, "countries")?;
                Some(items.iter().any(|item| matches!(item, Value::Country(code) if code == wanted)))
            }
            Self::Outcome(step, words, equal) => {
                let outcome = world.steps.get(&step_id(step)).map(|(outcome, _)| outcome.word());
                Some(outcome.is_some_and(|outcome| words.contains(&outcome)) == *equal)
            }
            Self::Choice(words, equal) => {
                let choice = world.steps.get(&step_id("exposed")).and_then(|(_, choice)| choice.as_ref());
                Some(choice.is_some_and(|choice| words.contains(&choice.as_str())) == *equal)
            }
            Self::Compare(sign, sides) | Self::CompareSpans(sign, sides) => {
                compare(sign, sides.0.range(world)?, sides.1.range(world)?)
            }
            Self::Items(quantifier, body) => {
                let flags = list(world, "flags")?;
                let mut truths = Vec::new();
                for item in flags {
                    items.push(flag(item)?);
                    truths.push(body.truth(world, items));
                    items.pop();
                }
                if *quantifier == "any" { disjunction(&truths) } else { conjunction(&truths) }
            }
        }
    }

    /// Every name that is read from the world.
    pub(super) fn names(&self) -> Vec<String> {
        let one = |name: &str| vec![name.to_owned()];
        match self {
            Self::Constant(_) | Self::Item(_) => Vec::new(),
            Self::Flag(name) | Self::Known(name) => one(name),
            Self::Not(form) | Self::Maybe(form) => form.names(),
            Self::And(forms) | Self::Or(forms) => forms.iter().flat_map(Self::names).collect(),
            Self::Same(sides, _) => [sides.0.names(), sides.1.names()].concat(),
            Self::Severity(..) => one("severity"),
            Self::Kinds(_) => one("kinds"),
            Self::Home(..) => one("home"),
            Self::Neighbours => [one("home"), one("host_country")].concat(),
            Self::Countries(_) => one("countries"),
            Self::Outcome(step, ..) => vec![format!("step.{step}")],
            Self::Choice(..) => one("step.exposed"),
            Self::Compare(_, sides) | Self::CompareSpans(_, sides) => {
                [sides.0.names(), sides.1.names()].concat()
            }
            Self::Items(_, body) => [one("flags"), body.names()].concat(),
        }
    }
}

impl Number {
    fn print(&self) -> String {
        match self {
            Self::Halves(n) if n % 2 == 0 => (n / 2).to_string(),
            Self::Halves(n) => format!("{}{}.5", if *n < 0 { "-" } else { "" }, n.abs() / 2),
            Self::Fact(name) => (*name).to_owned(),
            Self::Count(name) => format!("count({name})"),
            Self::Hours(n) => format!("{n}h"),
            Self::Elapsed(name) => format!("elapsed({name})"),
            Self::Between(from, to) => format!("({to} - {from})"),
            Self::Sum(first, rest) => {
                let signed = |(plus, number): &(bool, Number)| {
                    format!(" {} {}", if *plus { "+" } else { "-" }, number.print())
                };
                format!("({}{})", first.print(), rest.iter().map(signed).collect::<String>())
            }
        }
    }

    /// The least and the greatest number that is possible.
    fn range(&self, world: &World) -> Option<(f64, f64)> {
        let point = |number: f64| Some((number, number));
        match self {
            Self::Halves(n) => point(f64::from(*n) / 2.0),
            Self::Hours(n) => point(f64::from(*n)),
            Self::Count(name) => point(f64::from(u32::try_from(list(world, name)?.len()).ok()?)),
            Self::Elapsed(name) => {
                point(hour(&Value::Datetime(super::world::claimed(super::world::NOW)))? - hours(world, name)?)
            }
            Self::Between(from, to) => point(hours(world, to)? - hours(world, from)?),
            Self::Fact(name) => match world.facts.get(&fact_id(name))? {
                Value::Int(n) => point(n.to_string().parse().ok()?),
                Value::Decimal(n) | Value::Percent(n) => point(n.to_string().parse().ok()?),
                Value::Duration(length) => point(length.seconds().to_string().parse::<f64>().ok()? / 3600.0),
                Value::Count(count) => {
                    let whole = |n: u64| n.to_string().parse::<f64>().ok();
                    Some((whole(count.low)?, count.high.map_or(Some(f64::INFINITY), whole)?))
                }
                Value::Bool(_)
                | Value::Money(_)
                | Value::Choice(_)
                | Value::Choices(_)
                | Value::Datetime(_)
                | Value::Country(_)
                | Value::Hash(_)
                | Value::Ip(_)
                | Value::Words(_)
                | Value::List(_) => None,
            },
            Self::Sum(first, rest) => {
                let (mut low, mut high) = first.range(world)?;
                for (plus, number) in rest {
                    let (least, most) = number.range(world)?;
                    (low, high) = if *plus { (low + least, high + most) } else { (low - most, high - least) };
                }
                Some((low, high))
            }
        }
    }

    fn names(&self) -> Vec<String> {
        match self {
            Self::Halves(_) | Self::Hours(_) => Vec::new(),
            Self::Fact(name) | Self::Count(name) | Self::Elapsed(name) => vec![(*name).to_owned()],
            Self::Between(from, to) => vec![(*from).to_owned(), (*to).to_owned()],
            Self::Sum(first, rest) => {
                first.names().into_iter().chain(rest.iter().flat_map(|(_, number)| number.names())).collect()
            }
        }
    }
}

fn truths(forms: &[Form], world: &World, items: &mut Vec<bool>) -> Vec<Option<bool>> {
    forms.iter().map(|form| form.truth(world, items)).collect()
}

fn sign(equal: bool) -> &'static str {
    if equal { "==" } else { "!=" }
}

fn among(name: &str, words: &[&str], equal: bool) -> String {
    if let [word] = words {
        return format!("{name} {} '{word}'", sign(equal));
    }
    let listed = format!("{name} in ['{}']", words.join("', '"));
    if equal { listed } else { format!("not ({listed})") }
}

fn conjunction(truths: &[Option<bool>]) -> Option<bool> {
    let (no, open) = (truths.contains(&Some(false)), truths.contains(&None));
    if no { Some(false) } else { (!open).then_some(true) }
}

fn disjunction(truths: &[Option<bool>]) -> Option<bool> {
    let (yes, open) = (truths.contains(&Some(true)), truths.contains(&None));
    if yes { Some(true) } else { (!open).then_some(false) }
}

fn compare(sign: &str, (low, high): (f64, f64), (least, most): (f64, f64)) -> Option<bool> {
    let decided = |always: bool, never: bool| if always { Some(true) } else { never.then_some(false) };
    let same =
        decided(low >= high && least >= most && low >= least && least >= low, high < least || most < low);
    match sign {
        "<" => decided(high < least, low >= most),
        "<=" => decided(high <= least, low > most),
        ">" => decided(low > most, high <= least),
        ">=" => decided(low >= most, high < least),
        "==" => same,
        _ => same.map(|same| !same),
    }
}

fn flag(value: &Value) -> Option<bool> {
    if let Value::Bool(holds) = value { Some(*holds) } else { None }
}

fn country<'w>(world: &'w World, name: &str) -> Option<&'w str> {
    if let Value::Country(code) = world.facts.get(&fact_id(name))? { Some(code) } else { None }
}

fn list<'w>(world: &'w World, name: &str) -> Option<Vec<&'w Value>> {
    if let Value::List(items) = world.facts.get(&fact_id(name))? {
        Some(items.iter().map(|item| &item.v).collect())
    } else {
        None
    }
}

fn hours(world: &World, name: &str) -> Option<f64> {
    hour(world.facts.get(&fact_id(name))?)
}

fn hour(value: &Value) -> Option<f64> {
    let Value::Datetime(claimed) = value else { return None };
    let seconds: f64 = claimed.at.utc().timestamp().to_string().parse().ok()?;
    Some(seconds / 3600.0)
}
