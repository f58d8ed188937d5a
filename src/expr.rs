//! The condition language: small, total, typed and three-valued. Unknown is a truth value; free text never steers.
//! Must not read passages, clocks or files.

pub(crate) mod read;
pub(crate) mod truth;

/// A checked condition.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Condition {
    text: String,
}
