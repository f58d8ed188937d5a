//! Problems in documents that people write: a stable code, the place, the remedy. All problems of a document are collected
//! and shown together. These are not errors of the program. Must not print; rendering gives text.

pub(crate) mod render;

use std::ops::Range;
use std::sync::Arc;

/// A document as it was read: its name for messages and its text.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Source {
    /// Path or built-in name, for messages.
    pub(crate) name: String,
    /// The whole text.
    pub(crate) text: String,
}

impl Source {
    /// Takes a text under a name.
    pub(crate) fn new(name: impl Into<String>, text: impl Into<String>) -> Arc<Self> {
        Arc::new(Self { name: name.into(), text: text.into() })
    }

    /// Line and column of a byte offset, both from 1; columns count characters.
    pub(crate) fn position(&self, offset: usize) -> (usize, usize) {
        let before = self.text.get(..offset).unwrap_or(&self.text);
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
        (line, column)
    }
}

/// A stretch of a document, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub(crate) struct Span {
    /// First byte.
    pub(crate) start: usize,
    /// Byte after the last.
    pub(crate) end: usize,
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Self { start: range.start, end: range.end }
    }
}

/// A value with the place where it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Placed<T> {
    /// The value.
    pub(crate) value: T,
    /// Where it stands.
    pub(crate) span: Span,
}

impl<T> Placed<T> {
    /// Puts a value to its place.
    pub(crate) fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }

    /// The value without its place.
    pub(crate) fn into_value(self) -> T {
        self.value
    }
}

/// Whether a document with this problem can be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Severity {
    /// It does not load.
    Error,
    /// It loads; the author should look.
    Warning,
}

/// A remark beside a stretch of the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Label {
    /// Where.
    pub(crate) span: Span,
    /// What is said there; may be empty.
    pub(crate) text: String,
}

/// One problem.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Problem {
    /// Stable code such as `playbook::unknown-step`.
    pub(crate) code: &'static str,
    /// Error or warning.
    pub(crate) severity: Severity,
    /// One lower-case sentence without a full stop.
    pub(crate) message: String,
    /// The place that the author should look at first.
    pub(crate) primary: Label,
    /// Places that explain, such as "first used here".
    pub(crate) secondary: Vec<Label>,
    /// What to do.
    pub(crate) help: Vec<String>,
    /// The document.
    pub(crate) source: Arc<Source>,
    /// The step that a waiver may name.
    pub(crate) step: Option<String>,
}

impl Problem {
    /// An error at a place.
    pub(crate) fn error(
        source: &Arc<Source>,
        code: &'static str,
        span: Span,
        message: impl Into<String>,
    ) -> Self {
        Self {
            code,
            severity: Severity::Error,
            message: message.into(),
            primary: Label { span, text: String::new() },
            secondary: Vec::new(),
            help: Vec::new(),
            source: Arc::clone(source),
            step: None,
        }
    }

    /// A warning at a place.
    pub(crate) fn warning(
        source: &Arc<Source>,
        code: &'static str,
        span: Span,
        message: impl Into<String>,
    ) -> Self {
        Self { severity: Severity::Warning, ..Self::error(source, code, span, message) }
    }

    /// Says something at the primary place.
    pub(crate) fn label(mut self, text: impl Into<String>) -> Self {
        self.primary.text = text.into();
        self
    }

    /// Points at a second place.
    pub(crate) fn also(mut self, span: Span, text: impl Into<String>) -> Self {
        self.secondary.push(Label { span, text: text.into() });
        self
    }

    /// Adds a remedy.
    pub(crate) fn help(mut self, text: impl Into<String>) -> Self {
        self.help.push(text.into());
        self
    }

    /// Adds "did you mean" when a known word is near.
    pub(crate) fn suggest<'a>(self, typed: &str, known: impl IntoIterator<Item = &'a str>) -> Self {
        match crate::base::text::did_you_mean(typed, known) {
            Some(word) => self.help(format!("did you mean `{word}`?")),
            None => self,
        }
    }

    /// Names the step that it is about.
    pub(crate) fn of_step(mut self, step: impl Into<String>) -> Self {
        self.step = Some(step.into());
        self
    }
}

/// All problems of one or more documents.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Problems(Vec<Problem>);

impl Problems {
    /// Adds one.
    pub(crate) fn push(&mut self, problem: Problem) {
        self.0.push(problem);
    }

    /// Adds those of another document.
    pub(crate) fn extend(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    /// Whether any of them is an error.
    pub(crate) fn has_errors(&self) -> bool {
        self.0.iter().any(|problem| problem.severity == Severity::Error)
    }

    /// Whether there is none.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// In the order of documents and positions, each once.
    pub(crate) fn sorted(&self) -> Vec<&Problem> {
        let mut all: Vec<&Problem> = self.0.iter().collect();
        all.sort_by(|a, b| {
            (&a.source.name, a.primary.span, a.code, &a.message).cmp(&(
                &b.source.name,
                b.primary.span,
                b.code,
                &b.message,
            ))
        });
        all.dedup();
        all
    }

    /// Keeps those that pass.
    pub(crate) fn retain(&mut self, keep: impl FnMut(&Problem) -> bool) {
        self.0.retain(keep);
    }
}
