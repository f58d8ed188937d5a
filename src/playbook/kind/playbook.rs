//! Kind `playbook`: another playbook is used.

use super::{Use, UseMode};
use crate::base::id::PlaybookId;
use crate::base::reader::Table;
use crate::playbook::key::{IdRule, Key, Keys, Shape};
use crate::playbook::load::literal::values;
use crate::playbook::load::reading::{StepReading, word};

/// Its keys.
pub(crate) const KEYS: Keys = Keys {
    what: "a playbook step",
    keys: &[
        Key::required("use", Shape::Id(IdRule::Kebab), "The id of the playbook or block."),
        Key::required(
            "mode",
            Shape::Word(&["inline", "track", "pivot"]),
            "`inline`: run it, then go on; `track`: run it beside this one; `pivot`: hand over to it.",
        ),
        Key::new("with", Shape::Values, "Facts that are stated on entry unless they are known."),
        Key::new("again", Shape::Bool, "`true`: it runs again though it ran before."),
    ],
};

/// The modes that an author may write.
pub(crate) const MODES: [(UseMode, &str); 3] =
    [(UseMode::Inline, "inline"), (UseMode::Track, "track"), (UseMode::Pivot, "pivot")];

/// Reads the use.
pub(super) fn read(table: &mut Table<'_>, step: &StepReading<'_>) -> Option<Use> {
    let target = table.required_id("use", PlaybookId::parse);
    if !table.has("mode") {
        table.missing("mode");
    }
    let mode = word(table, "mode", &MODES);
    let with = values(table, "with", step.file).into_iter().collect();
    let again = table.bool("again").is_some_and(|flag| flag.value);
    if let Some(target) = target.as_ref().filter(|target| step.file.id.as_ref() == Some(&target.value)) {
        let message = "a playbook cannot use itself: it runs already";
        table.error("playbook::uses-itself", target.span, message);
    }
    Some(Use { target: target?, mode: mode?, with, again })
}
