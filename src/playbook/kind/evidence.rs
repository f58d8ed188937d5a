//! Kind `evidence`: evidence to take.

use super::EvidenceIntake;
use crate::base::reader::Table;
use crate::playbook::key::{Key, Keys, Shape};
use crate::playbook::load::reading::{number, texts};

/// Its keys.
pub(crate) const KEYS: Keys = Keys {
    what: "an evidence step",
    keys: &[
        Key::new("accept", Shape::Texts, "What is wanted, in words."),
        Key::new("min", Shape::Number(MOST as i64), "At least this many pieces; by default 1."),
        Key::new("custody", Shape::Bool, "`true`: each piece needs its place and method."),
    ],
};

const MOST: u32 = 1000;

/// Reads what it accepts.
pub(super) fn read(table: &mut Table<'_>) -> EvidenceIntake {
    EvidenceIntake {
        accept: texts(table, "accept"),
        min: number(table, "min", MOST).unwrap_or(1),
        custody: table.bool("custody").is_some_and(|flag| flag.value),
    }
}
