//! Kind `wait`: time must pass, or something must come true.

use super::Wait;
use crate::base::reader::Table;
use crate::playbook::key::{Key, Keys, Shape};
use crate::playbook::load::reading::{StepReading, period};

/// Its keys.
pub(crate) const KEYS: Keys = Keys {
    what: "a wait",
    keys: &[
        Key::new(
            "for",
            Shape::Period,
            "How long it must have been quiet; \"seen again\" starts it anew. `for` or `until` must be there.",
        ),
        Key::new("until", Shape::Condition, "What must be true; unknown counts as false."),
        Key::new(
            "poll",
            Shape::Period,
            "How often somebody must look; a longer gap is not quiet time. Needs `for`.",
        ),
    ],
};

/// Reads what is waited for.
pub(super) fn read(table: &mut Table<'_>, step: &StepReading<'_>) -> Option<Wait> {
    let quiet = period(table, "for");
    let until = step.condition(table, "until");
    let poll = period(table, "poll");
    if !table.has("for") && !table.has("until") {
        table.error("playbook::waits-for-nothing", table.span(), "a wait needs `for` or `until`");
        return None;
    }
    if let (false, Some(span)) = (table.has("for"), table.key_span("poll")) {
        table.error(
            "playbook::stray-poll",
            span,
            "`poll` needs `for`: it says how often somebody looks while it is quiet",
        );
    }
    if let (Some(quiet), Some(poll), Some(span)) = (quiet, poll, table.key_span("poll")) {
        if poll > quiet {
            table.error("playbook::stray-poll", span, "`poll` is longer than `for`");
        }
    }
    Some(Wait { quiet, until, poll })
}
