//! Why a typed value was refused, and what to type instead. Must not decide anything: only the words are here.

use crate::base::canonical::MAX_INTEGER;
use crate::base::time::typed::{PeriodError, TypedTimeError};
use crate::fact::fact_type::{FactType, Scalar};

use super::form::Form;

/// Why a typed value was refused. Each message names what is accepted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum ValueError {
    #[error("nothing was typed; type {}, for example {}{}", form.what, form.example, if *list { " (several between commas)" } else { "" })]
    Empty { form: Form, list: bool },
    #[error("`{typed}` is not {}; type for example {}", form.what, form.example)]
    Unlike { typed: String, form: Form },
    #[error("{found} cannot stand here; write {}, for example {}", form.what, form.example)]
    Shape { found: &'static str, form: Form },
    #[error("`{typed}` can be read in two ways; type {one} or {other}")]
    Unclear { typed: String, one: String, other: String },
    #[error("`{typed}` has more digits than can be recorded; the largest number is {MAX_INTEGER}")]
    TooLarge { typed: String },
    #[error("`{typed}` runs backwards: type the lower number first")]
    Backwards { typed: String },
    #[error("`{typed}` names no currency; type its three letters, for example 1200.50 EUR")]
    NoCurrency { typed: String },
    #[error("`{typed}` is none of the choices{}; type one of {choices}", meant(suggestion.as_deref()))]
    NoChoice { typed: String, choices: String, suggestion: Option<String> },
    #[error("`{typed}` begins more than one choice; type one of {choices}")]
    ManyChoices { typed: String, choices: String },
    #[error("{typed} is written {instead} here; type {instead}")]
    OtherCode { typed: String, instead: &'static str },
    #[error(transparent)]
    Time(#[from] TypedTimeError),
    #[error(transparent)]
    Period(#[from] PeriodError),
    #[error(
        "this is longer than {limit} KiB; add it as an evidence file and say in a few words what it shows"
    )]
    TooLong { limit: usize },
    #[error("item {n}: {why}")]
    Item { n: u32, why: Box<ValueError> },
}

/// The longest part of what was typed that a message repeats, in characters.
const REPEATED: usize = 60;

/// What was typed, short enough for a message.
pub(super) fn repeat(typed: &str) -> String {
    let mut shown: String = typed.chars().take(REPEATED).collect();
    if shown.len() < typed.len() {
        shown.push('…');
    }
    shown
}

impl ValueError {
    /// Nothing where something of this type must be.
    pub(super) fn empty(fact_type: FactType) -> Self {
        Self::Empty { form: Form::of(fact_type.scalar()), list: matches!(fact_type, FactType::List(_)) }
    }

    /// Something that is not of this type.
    pub(super) fn unlike(typed: &str, scalar: Scalar) -> Self {
        Self::Unlike { typed: repeat(typed), form: Form::of(scalar) }
    }

    /// Something with two meanings.
    pub(super) fn unclear(typed: &str, one: impl Into<String>, other: impl Into<String>) -> Self {
        Self::Unclear { typed: repeat(typed), one: one.into(), other: other.into() }
    }
}

fn meant(suggestion: Option<&str>) -> String {
    suggestion.map(|choice| format!(" (did you mean {choice}?)")).unwrap_or_default()
}
