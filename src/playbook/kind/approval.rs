//! Kind `approval`: somebody must agree.

use super::Approval;
use crate::base::reader::Table;
use crate::playbook::key::{IdRule, Key, Keys, Shape};
use crate::playbook::load::reading::{StepReading, number};

/// Its keys.
pub(crate) const KEYS: Keys = Keys {
    what: "an approval",
    keys: &[
        Key::required("by", Shape::Ids(IdRule::Kebab), "Roles that may approve."),
        Key::new("quorum", Shape::Number(MOST as i64), "How many different people; by default 1."),
        Key::new(
            "not_actor",
            Shape::Bool,
            "Whether the person whose act opened the step is excluded; by default `true`.",
        ),
    ],
};

const MOST: u32 = 20;

/// Reads who may approve.
pub(super) fn read(table: &mut Table<'_>, step: &StepReading<'_>) -> Option<Approval> {
    let named = table.has("by");
    let by = step.file.roles(table, "by");
    if !named {
        table.missing("by");
    } else if table.items("by").is_empty() {
        table.error("playbook::no-approver", table.span(), "an approval names at least one role in `by`");
    }
    let quorum = number(table, "quorum", MOST).unwrap_or(1);
    let not_actor = table.bool("not_actor").is_none_or(|flag| flag.value);
    named.then_some(Approval { by, quorum, not_actor })
}
