//! Which content tests what the rules ask for. A table of elements, each with its source and how far it was checked. Must not know what was
//! held when.

use std::sync::Arc;

use crate::base::problem::{Placed, Problems, Source};
use crate::base::reader::{self, Table};

/// Something that a rule asks to be trained or tested.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Element {
    /// `PCI DSS 4.0.1`
    pub(crate) rule: String,
    /// `12.10.1`
    pub(crate) number: String,
    /// What it asks for.
    pub(crate) text: String,
    /// Ids of scenarios and micro-exercises that test it.
    pub(crate) by: Vec<String>,
    /// Only people of this employment count, such as `management-body`.
    pub(crate) of: Option<String>,
}

/// The elements with where they come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Coverage {
    /// How far the elements were checked against their sources.
    pub(crate) checked: String,
    /// The elements.
    pub(crate) elements: Vec<Element>,
}

const SHIPPED: &str = include_str!("data/coverage.toml");

impl Coverage {
    /// The table that comes with the program; nothing when it does not load, which a test rules out.
    pub(crate) fn shipped() -> Option<Self> {
        Self::load(&Source::new("shipped coverage", SHIPPED)).0
    }

    fn load(source: &Arc<Source>) -> (Option<Self>, Problems) {
        let mut problems = Problems::default();
        let read = reader::read(source, &mut problems, |table| {
            table.format("coverage/1");
            let checked = table.required_string("checked").map(Placed::into_value);
            let elements = table.tables("element", element).into_iter().flatten().collect();
            Some(Self { checked: checked?, elements })
        });
        (read.flatten().filter(|_| !problems.has_errors()), problems)
    }
}

fn element(table: &mut Table<'_>) -> Option<Element> {
    let [rule, number, text] = ["rule", "number", "text"].map(|key| table.required_string(key));
    let by = table.strings("by").into_iter().map(Placed::into_value).collect();
    let of = table.string("of").map(Placed::into_value);
    Some(Element { rule: rule?.value, number: number?.value, text: text?.value, by, of })
}

#[cfg(test)]
mod tests {
    //! The shipped table names only what there is, and leaves no element of PCI DSS 12.10.1 without a test.

    use super::Coverage;
    use crate::scenario::shipped::shipped as scenarios;
    use crate::training::shipped::shipped as lessons;

    #[test]
    fn every_element_is_tested_by_something_that_exists() {
        let known: Vec<String> = scenarios()
            .map(|(id, _)| id.to_string())
            .chain(lessons().map(|(id, _)| id.to_string()))
            .collect();
        let coverage = Coverage::shipped().unwrap();
        for element in &coverage.elements {
            let unknown: Vec<&String> = element.by.iter().filter(|by| !known.contains(by)).collect();
            assert_eq!(unknown, Vec::<&String>::new(), "{} {}", element.rule, element.number);
        }
        let bare = coverage.elements.iter().filter(|element| element.by.is_empty());
        assert_eq!(bare.map(|element| element.number.as_str()).collect::<Vec<_>>(), Vec::<&str>::new());
        assert_eq!(
            coverage.elements.iter().filter(|element| element.number.starts_with("12.10.1 ")).count(),
            7
        );
    }
}
