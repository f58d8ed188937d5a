//! What a condition may name, as the document that is being checked offers it. Must not hold values.

use crate::base::id::OptionId;
use crate::fact::catalogue::FactRow;

/// The names that stand open to a condition at its place in a document.
pub(crate) trait Names {
    /// A fact of the catalogue or of the document.
    fn fact(&self, name: &str) -> Option<&FactRow>;
    /// The `as` name of an enclosing `each`; the row describes one item. Outside playbooks there is none.
    fn item(&self, _name: &str) -> Option<&FactRow> {
        None
    }
    /// A step of the same file. Outside playbooks there is none.
    fn step(&self, _id: &str) -> Option<StepNames<'_>> {
        None
    }
    /// Every name, for "did you mean": facts and items as written, steps as `step.<id>`.
    fn all_names(&self) -> Vec<&str>;
}

/// What a condition may ask of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct StepNames<'a> {
    /// The options of a decision; nothing for other kinds.
    pub(crate) choices: Option<&'a [OptionId]>,
}
