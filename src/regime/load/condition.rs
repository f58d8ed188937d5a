//! Reading to whom a regime applies.

use super::{text, texts};
use crate::base::problem::Placed;
use crate::base::reader::Table;
use crate::regime::area::Area;
use crate::regime::condition::{Alternative, Condition, Feature};

/// Reads the condition.
pub(super) fn read(table: &mut Table<'_>) -> Condition {
    Condition {
        any: table.tables("any", alternative),
        only_if: text(table, "only_if"),
        personal_data: table.bool("personal_data").is_some_and(|flag| flag.value),
        card_data: table.bool("card_data").is_some_and(|flag| flag.value),
        without_scope: table.bool("without_scope").is_some_and(|flag| flag.value),
    }
}

/// What an alternative can ask for.
const KEYS: [&str; 4] = ["established", "customers", "is", "sectors"];

fn alternative(table: &mut Table<'_>) -> Alternative {
    let found = Alternative {
        established: parsed(table, "established", Area::parse),
        customers: parsed(table, "customers", Area::parse),
        is: parsed(table, "is", Feature::parse),
        sectors: texts(table, "sectors"),
    };
    if !KEYS.iter().any(|key| table.has(key)) {
        table.error("regime::empty-condition", table.span(), "this alternative asks for nothing");
    }
    found
}

fn parsed<T, E: std::fmt::Display>(
    table: &mut Table<'_>,
    key: &'static str,
    parse: impl Fn(&str) -> Result<T, E>,
) -> Vec<T> {
    let texts = table.strings(key);
    let found = texts.iter().filter_map(|text| table.parse_placed(key, text, &parse));
    found.map(Placed::into_value).collect()
}
