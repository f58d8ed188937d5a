//! The subset of canonical JSON (RFC 8785) that the record uses: sorted ASCII keys, no spaces, integers only.
//! Must not be used to re-create bytes that were hashed before: stored lines are kept as they are.

use serde::Serialize;
use serde_json::Value;

/// The largest integer that every JSON reader keeps exactly (RFC 7493 section 2.2).
pub(crate) const MAX_INTEGER: i64 = (1 << 53) - 1;

/// Why a value has no canonical form here.
#[derive(Debug, thiserror::Error)]
pub(crate) enum CanonicalError {
    /// A type whose serialisation failed; a defect of the program.
    #[error("value cannot be written as JSON: {0}")]
    Json(#[from] serde_json::Error),
    /// A fraction or an integer that JSON readers would round.
    #[error("number {0} has no exact form in JSON")]
    Number(String),
    /// RFC 8785 sorts keys by UTF-16 units; for ASCII that is byte order.
    #[error("key `{0}` is not ASCII")]
    Key(String),
}

/// Writes a value as one canonical line without a line break.
pub(crate) fn to_line<T: Serialize>(value: &T) -> Result<String, CanonicalError> {
    let value = serde_json::to_value(value)?;
    check(&value)?;
    Ok(value.to_string())
}

fn check(value: &Value) -> Result<(), CanonicalError> {
    match value {
        Value::Number(number) => match number.as_i64() {
            Some(whole) if (-MAX_INTEGER..=MAX_INTEGER).contains(&whole) => Ok(()),
            Some(_) | None => Err(CanonicalError::Number(number.to_string())),
        },
        Value::Array(items) => items.iter().try_for_each(check),
        Value::Object(members) => members.iter().try_for_each(|(key, member)| {
            if key.is_ascii() { check(member) } else { Err(CanonicalError::Key(key.clone())) }
        }),
        Value::Null | Value::Bool(_) | Value::String(_) => Ok(()),
    }
}
