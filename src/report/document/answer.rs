//! An answer of a form: what stands beside its question, and what may stand there. Formats that people edit mark it, so that it can
//! be read back. Must not know a form.

use super::{Cell, Line, literal};
use crate::base::digest::Digest;

/// One of the answers that a question allows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Choice {
    /// The form's code for it.
    pub(crate) code: String,
    /// What people read.
    pub(crate) text: String,
}

#[cfg_attr(not(test), expect(dead_code, reason = "the drafts of notifications use it"))]
/// What may be answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum AnswerKind {
    /// Any text.
    Text,
    /// One of these.
    One(Vec<Choice>),
    /// Any of these, each on a line of its own.
    Several(Vec<Choice>),
}

impl AnswerKind {
    #[cfg_attr(not(test), expect(dead_code, reason = "the drafts of notifications use it"))]
    /// The code of a choice by what people read, case and blanks at its ends aside.
    pub(crate) fn code_of(&self, text: &str) -> Option<&str> {
        let wanted = text.trim().to_lowercase();
        self.choices().iter().find(|c| c.text.trim().to_lowercase() == wanted).map(|c| c.code.as_str())
    }

    /// The choices, if there are any.
    pub(crate) fn choices(&self) -> &[Choice] {
        match self {
            Self::Text => &[],
            Self::One(choices) | Self::Several(choices) => choices,
        }
    }
}

/// A question with its answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Answer {
    /// Id of the field.
    pub(crate) field: String,
    /// The question.
    pub(crate) question: String,
    /// What may be answered.
    pub(crate) kind: AnswerKind,
    /// What is answered; empty when nothing is.
    pub(crate) value: Cell,
    /// What is said about the answer and is no part of it: sources, gaps.
    pub(crate) remark: Line,
}

/// The longest name of a bookmark that word processors keep.
const LONGEST_MARK: usize = 40;

impl Answer {
    #[cfg_attr(not(test), expect(dead_code, reason = "the drafts of notifications use it"))]
    /// A question and its answer.
    pub(crate) fn new(field: &str, question: &str, kind: AnswerKind, value: Cell, remark: Line) -> Self {
        Self { field: field.to_owned(), question: literal::one_line(question), kind, value, remark }
    }

    /// The name that marks the answer in a file: `f_` and the field, as far as the name of a bookmark can say it. A name that had
    /// to be changed ends in a digest of the field, so that no two fields share one.
    pub(crate) fn mark(&self) -> String {
        let plain = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let safe: String = self.field.chars().map(|c| if plain(c) { c } else { '_' }).collect();
        let name = format!("f_{safe}");
        if safe == self.field && name.len() <= LONGEST_MARK {
            return name;
        }
        let digest: String = Digest::of(self.field.as_bytes()).to_string().chars().take(8).collect();
        let start: String = name.chars().take(LONGEST_MARK - 9).collect();
        format!("{start}_{digest}")
    }
}
