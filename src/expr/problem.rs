//! What is wrong with a condition, and where in its text. Must not know the document around it.

use std::ops::Range;

/// One problem of a condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ConditionProblem {
    /// Bytes of the condition's text.
    pub(crate) range: Range<usize>,
    /// Stable code such as `condition::unknown-name`.
    pub(crate) code: &'static str,
    /// One lower-case sentence without a full stop.
    pub(crate) message: String,
    /// What to do.
    pub(crate) help: Vec<String>,
}

impl ConditionProblem {
    /// A problem at a place.
    pub(super) fn new(code: &'static str, range: Range<usize>, message: impl Into<String>) -> Self {
        Self { range, code, message: message.into(), help: Vec::new() }
    }

    /// Adds a remedy.
    pub(super) fn help(mut self, text: impl Into<String>) -> Self {
        self.help.push(text.into());
        self
    }

    /// Adds "did you mean" when a known word is near.
    pub(super) fn suggest<'a>(self, typed: &str, known: impl IntoIterator<Item = &'a str>) -> Self {
        match crate::base::text::did_you_mean(typed, known) {
            Some(word) => self.help(format!("did you mean `{word}`?")),
            None => self,
        }
    }
}
