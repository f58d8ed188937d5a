//! Reads the criteria of an assessor. Must not weigh them.

use super::{Counts, Criteria, Criterion, Outcomes};
use crate::assess::attribute::AttributeTable;
use crate::assess::rows::text;
use crate::assess::vocabulary::Vocabulary;
use crate::base::problem::{Problems, Source};
use crate::base::reader::{self, Table};

/// Reads the criteria and tells what is wrong with them.
pub(super) fn load(name: &str, source: &str) -> (Criteria, Problems) {
    let mut problems = Problems::default();
    let source = Source::new(name, source);
    let criteria = reader::read(&source, &mut problems, |root| {
        root.format("significance/1");
        let (id, asks, checked_on) = (text(root, "id"), text(root, "asks"), text(root, "checked_on"));
        let together = root.integer("together").and_then(|number| usize::try_from(number.value).ok());
        let attributes = AttributeTable::read(root);
        let vocabulary = Vocabulary::read(root, &attributes, &[]);
        let criteria = root.tables("criterion", |table| read_criterion(table, &vocabulary));
        Criteria {
            id,
            asks,
            together: together.unwrap_or(0),
            checked_on,
            attributes,
            vocabulary,
            rows: criteria.into_iter().flatten().collect(),
            outcomes: Outcomes {
                yes: text(root, "yes"),
                no: text(root, "no"),
                unknown: text(root, "unknown"),
                citation: text(root, "citation"),
            },
        }
    });
    (criteria.unwrap_or_default(), problems)
}

fn read_criterion(table: &mut Table<'_>, names: &Vocabulary) -> Option<Criterion> {
    let id = text(table, "id");
    table.name(format!("criterion `{id}`"));
    let counts = table.parsed("counts", |word| {
        let found = Counts::ALL.into_iter().find(|(_, known)| *known == word);
        found.map(|(counts, _)| counts).ok_or("no way to count a criterion")
    });
    let when = names.condition(table, "when");
    let (text, citation, checked) = (text(table, "text"), text(table, "citation"), text(table, "checked"));
    Some(Criterion { id, counts: counts?.value, when: when?, text, citation, checked })
}
