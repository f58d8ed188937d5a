//! Free text: kept as typed. The shapes of addresses and links are looked at mildly, because indicators are often written
//! so that nobody can click on them (`hxxps://evil[.]example`).

use crate::fact::fact_type::Scalar;

use super::error::ValueError;

/// The longest text of a passage, in bytes.
const LONGEST: usize = 32 * 1024;

/// Takes a text that has the shape of its type.
pub(super) fn parse(text: &str, scalar: Scalar) -> Result<String, ValueError> {
    if text.len() > LONGEST {
        return Err(ValueError::TooLong { limit: LONGEST / 1024 });
    }
    if has_shape(text, scalar) { Ok(text.to_owned()) } else { Err(ValueError::unlike(text, scalar)) }
}

fn has_shape(text: &str, scalar: Scalar) -> bool {
    let one_word = !text.contains(char::is_whitespace);
    match scalar {
        Scalar::Email => one_word && is_address(text),
        Scalar::Url => one_word && (text.contains("://") || text.contains('.')),
        Scalar::Host => one_word && !text.contains(['@', '/']),
        Scalar::Person | Scalar::File => !text.contains('\n'),
        Scalar::Text
        | Scalar::Bool
        | Scalar::Int
        | Scalar::Count
        | Scalar::Decimal
        | Scalar::Percent
        | Scalar::Money
        | Scalar::Choice
        | Scalar::Choices
        | Scalar::DateTime
        | Scalar::Duration
        | Scalar::Country
        | Scalar::Hash
        | Scalar::Ip => true,
    }
}

fn is_address(text: &str) -> bool {
    let parts = text.rsplit_once('@').or_else(|| text.rsplit_once("[at]"));
    parts.is_some_and(|(name, host)| !name.is_empty() && !host.is_empty())
}
