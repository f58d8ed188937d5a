//! The tables that derive coarser words from facts name only facts, choices, attributes and fields that exist.

use std::collections::BTreeSet;

use super::read;
use crate::base::reader::Table;
use crate::expr::Condition;
use crate::expr::names::Names;
use crate::fact::catalogue::{Catalogue, FactRow};
use crate::fact::fact_type::{FactType, Scalar};

/// The facts of the catalogue, to conditions.
struct Shipped(&'static Catalogue);

impl Names for Shipped {
    fn fact(&self, name: &str) -> Option<&FactRow> {
        self.0.get(name)
    }

    fn all_names(&self) -> Vec<&str> {
        self.0.rows().map(|row| row.id.as_str()).collect()
    }
}

fn text(table: &mut Table<'_>, key: &'static str) -> String {
    table.required_string(key).map_or_else(String::new, |text| text.value)
}

fn texts(table: &mut Table<'_>, key: &'static str) -> Vec<String> {
    table.strings(key).into_iter().map(|text| text.value).collect()
}

/// What is wrong with the derivations, in sentences.
#[derive(Default)]
struct Faults(Vec<String>);

impl Faults {
    fn fact(&mut self, id: &str, place: &str) -> Option<&'static FactRow> {
        let row = Catalogue::shipped().get(id);
        if row.is_none() {
            self.0.push(format!("{place}: no fact {id}"));
        }
        row
    }

    fn choices(&mut self, id: &str, named: &BTreeSet<String>, place: &str) -> BTreeSet<String> {
        let Some(row) = self.fact(id, place) else { return BTreeSet::new() };
        let choices: BTreeSet<String> = row.choices.iter().map(|choice| choice.id.to_string()).collect();
        let strays: Vec<&String> = named.difference(&choices).collect();
        if !strays.is_empty() || choices.is_empty() {
            self.0.push(format!("{place}: {id} has no choices {strays:?}"));
        }
        choices
    }

    fn table(&mut self, table: &mut Table<'_>) {
        let (fact, to) = (text(table, "fact"), text(table, "to"));
        for key in ["note", "open_preliminary", "open_complete"] {
            texts(table, key);
        }
        let rows = table.table("map", |map| map.members().into_iter().map(|(key, _)| key.value).collect());
        let rows: BTreeSet<String> = rows.unwrap_or_default();
        let choices = self.choices(&fact, &rows, &to);
        let lost: Vec<&String> = choices.difference(&rows).collect();
        if !lost.is_empty() {
            self.0.push(format!("{to}: choices of {fact} without a row: {lost:?}"));
        }
    }

    fn rule(&mut self, table: &mut Table<'_>) {
        let to = text(table, "to");
        for key in ["note", "open_preliminary", "open_complete"] {
            texts(table, key);
        }
        let cases = table.tables("cases", |case| (text(case, "value"), text(case, "when")));
        for (_, when) in cases {
            if let Err(problems) = Condition::check(&when, &Shipped(Catalogue::shipped())) {
                self.0
                    .extend(problems.into_iter().map(|problem| format!("{to}: {when}: {}", problem.message)));
            }
        }
    }

    fn flag(&mut self, table: &mut Table<'_>) {
        let (to, fact, complete) = (text(table, "to"), text(table, "fact"), text(table, "complete"));
        self.choices(&fact, &texts(table, "any").into_iter().collect(), &to);
        let row = self.fact(&complete, &to);
        if row.is_some_and(|row| row.fact_type != FactType::One(Scalar::Bool)) {
            self.0.push(format!("{to}: {complete} is not true or false"));
        }
    }

    fn facts(&mut self, place: &str, ids: &[String]) {
        for id in ids {
            self.fact(id, place);
        }
    }
}

#[test]
fn derivations_name_only_what_exists() {
    let mut faults = Faults::default();
    read("derive.toml", include_str!("../derive.toml"), |root| {
        root.format("derive/1");
        root.tables("table", |table| faults.table(table));
        root.tables("rule", |table| faults.rule(table));
        root.tables("flag", |table| faults.flag(table));
        root.tables("compute", |table| {
            let (to, from) = (text(table, "to"), texts(table, "from"));
            faults.facts(&to, &from);
            text(table, "how");
        });
        root.table("same", |table| {
            for (to, fact) in table.members() {
                faults.facts(&to.value, &[fact.string().expect("a fact").to_owned()]);
            }
        });
        root.table("prefer", |table| {
            for (to, facts) in table.members() {
                let ids = facts.list_or_one().into_iter().map(|id| id.string().expect("a fact").to_owned());
                faults.facts(&to.value, &ids.collect::<Vec<_>>());
            }
        });
    });
    assert_eq!(faults.0, Vec::<String>::new());
}
