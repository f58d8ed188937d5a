//! The derivations of derive.toml that lead to attributes of the breach assessor. Must not evaluate them.

use std::collections::BTreeMap;

use super::OfCatalogue;
use crate::assess::rows::{text, texts};
use crate::base::id::FactId;
use crate::base::problem::{Problems, Source};
use crate::base::reader::{self, Table};
use crate::expr::Condition;

/// How one attribute comes from facts.
#[derive(Debug, Clone)]
pub(super) enum Derivation {
    /// Each choice of a fact stands for words.
    Words {
        /// The fact.
        fact: FactId,
        /// Choice to words.
        map: BTreeMap<String, Vec<String>>,
    },
    /// The first condition that holds gives the value.
    Cases(Vec<(String, Condition)>),
    /// True if the fact names one of some choices; false only if it names none and is complete.
    Flag {
        /// The fact.
        fact: FactId,
        /// The choices.
        any: Vec<String>,
        /// The fact that says whether the list is complete.
        complete: FactId,
    },
    /// The same value.
    Same(FactId),
}

/// All of them, by attribute.
#[derive(Debug, Clone, Default)]
pub(super) struct Derivations(Vec<(String, Derivation)>);

impl Derivations {
    /// From the table that stands beside the fact catalogue. A test asserts that it has no problem.
    pub(super) fn shipped() -> (Self, Problems) {
        let mut problems = Problems::default();
        let source = Source::new("derive.toml", include_str!("../../fact/derive.toml"));
        let all = reader::read(&source, &mut problems, |root| {
            root.format("derive/1");
            root.members();
            let mut all = Self::default();
            for (key, read) in READERS {
                let rows = root.tables(key, |table| read_row(table, read));
                all.0.extend(rows.into_iter().flatten());
            }
            root.table("same", |table| all.read_same(table));
            all
        });
        (all.unwrap_or_default(), problems)
    }

    fn read_same(&mut self, table: &mut Table<'_>) {
        for (key, item) in table.members() {
            let to = key.value.strip_prefix(PREFIX);
            let fact = item.string().and_then(|fact| FactId::parse(fact).ok());
            if let (Some(to), Some(fact)) = (to, fact) {
                self.0.push((to.to_owned(), Derivation::Same(fact)));
            }
        }
    }

    /// Attribute and derivation, in the order of the document.
    pub(super) fn all(&self) -> impl Iterator<Item = (&str, &Derivation)> {
        self.0.iter().map(|(to, derivation)| (to.as_str(), derivation))
    }
}

/// Before the names of attributes.
const PREFIX: &str = "assessor.";

type Reader = fn(&mut Table<'_>) -> Option<Derivation>;

const READERS: [(&str, Reader); 3] = [("table", read_words), ("rule", read_cases), ("flag", read_flag)];

/// A row that leads to an attribute; the others belong to forms.
fn read_row(table: &mut Table<'_>, read: Reader) -> Option<(String, Derivation)> {
    let to = text(table, "to");
    let Some(to) = to.strip_prefix(PREFIX) else {
        table.members();
        return None;
    };
    texts(table, "note");
    read(table).map(|derivation| (to.to_owned(), derivation))
}

fn read_words(table: &mut Table<'_>) -> Option<Derivation> {
    let fact = table.required_id("fact", FactId::parse);
    let map = table.table("map", |map| {
        let members = map.members().into_iter();
        let words = members.map(|(key, item)| {
            let words = item.list_or_one().into_iter().filter_map(|word| word.string().map(str::to_owned));
            (key.value, words.collect())
        });
        words.collect()
    });
    Some(Derivation::Words { fact: fact?.value, map: map? })
}

fn read_cases(table: &mut Table<'_>) -> Option<Derivation> {
    let cases = table.tables("cases", |case| {
        let (value, when) = (text(case, "value"), text(case, "when"));
        Some((value, Condition::check(&when, &OfCatalogue).ok()?))
    });
    let all: Option<Vec<_>> = cases.into_iter().collect();
    all.map(Derivation::Cases)
}

fn read_flag(table: &mut Table<'_>) -> Option<Derivation> {
    let fact = table.required_id("fact", FactId::parse);
    let complete = table.required_id("complete", FactId::parse);
    let any = texts(table, "any");
    Some(Derivation::Flag { fact: fact?.value, any, complete: complete?.value })
}
