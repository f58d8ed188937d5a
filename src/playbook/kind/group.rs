//! Kind `group`: members that are open together.

use super::GroupMode;
use crate::base::reader::Table;
use crate::playbook::key::{Key, Keys, Shape};
use crate::playbook::load::reading::word;

/// Its keys.
pub(crate) const KEYS: Keys = Keys {
    what: "a group",
    keys: &[Key::new(
        "mode",
        Shape::Word(&["parallel", "any_order"]),
        "`parallel` (default): by several people at once; `any_order`: one by one, in an order of the responder's choice.",
    )],
};

/// The modes with their words.
pub(crate) const MODES: [(GroupMode, &str); 2] =
    [(GroupMode::Parallel, "parallel"), (GroupMode::AnyOrder, "any_order")];

/// Reads the mode.
pub(super) fn read(table: &mut Table<'_>) -> GroupMode {
    word(table, "mode", &MODES).unwrap_or(GroupMode::Parallel)
}
