//! Amounts of money as people type them: `1200.50 EUR`, `EUR 1,200`, `€ 1.200,50`.

use crate::fact::fact_type::Scalar;
use crate::fact::value::Money;

use super::digits::Three;
use super::error::{ValueError, repeat};
use super::number::exact;

/// Signs that stand for one currency; `$` does not.
const SIGNS: [(&str, &str); 2] = [("€", "EUR"), ("£", "GBP")];

/// Reads an amount and its currency, in either order.
pub(super) fn parse(text: &str) -> Result<Money, ValueError> {
    let (currency, number) = signed(text).or_else(|| lettered(text)).ok_or_else(|| no_currency(text))?;
    let amount = exact(text, number, Three::Group, Scalar::Money)?;
    Ok(Money { amount, currency })
}

fn signed(text: &str) -> Option<(String, &str)> {
    SIGNS.iter().find_map(|(sign, code)| {
        let number = text.strip_prefix(sign).or_else(|| text.strip_suffix(sign))?;
        Some(((*code).to_owned(), number))
    })
}

/// Three letters before or behind the number.
fn lettered(text: &str) -> Option<(String, &str)> {
    let is_code = |code: &str| code.chars().all(|c| c.is_ascii_alphabetic());
    let before = text.split_at_checked(3).filter(|(code, _)| is_code(code));
    let behind = || {
        let (number, code) = text.split_at_checked(text.len().checked_sub(3)?)?;
        is_code(code).then_some((code, number))
    };
    before.or_else(behind).map(|(code, number)| (code.to_ascii_uppercase(), number))
}

fn no_currency(text: &str) -> ValueError {
    if text.contains(|c: char| c.is_ascii_digit()) {
        return ValueError::NoCurrency { typed: repeat(text) };
    }
    ValueError::unlike(text, Scalar::Money)
}
