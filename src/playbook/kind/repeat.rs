//! Kind `repeat`: members again until something is true.

use super::Repeat;
use crate::base::reader::Table;
use crate::playbook::key::{Key, Keys, Shape};
use crate::playbook::load::reading::{StepReading, condition, number};
use crate::playbook::load::scope::Scope;

/// Its keys.
pub(crate) const KEYS: Keys = Keys {
    what: "a repeat",
    keys: &[
        Key::required(
            "until",
            Shape::Condition,
            "Read after each iteration, with the members of that iteration; unknown counts as false.",
        ),
        Key::required("max", Shape::Number(MOST as i64), "After so many iterations a person is asked."),
    ],
};

const MOST: u32 = 1000;

/// Reads when it ends.
pub(super) fn read(table: &mut Table<'_>, step: &StepReading<'_>) -> Option<Repeat> {
    for key in ["until", "max"] {
        if !table.has(key) {
            table.missing(key);
        }
    }
    let scope = Scope::inside(step.file.facts, step.file.outline, step.number);
    let until = condition(table, "until", &scope);
    let max = number(table, "max", MOST);
    Some(Repeat { until: until?, max: max?, members: Vec::new() })
}
