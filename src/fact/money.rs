//! Amounts as people write them: `1200.50 EUR`, `EUR 1200`, `1 200.50 EUR`.

use super::decimal::Decimal;
use super::value::Money;

/// Reads an amount with a currency of three letters (ISO 4217) before or behind it.
pub(crate) fn parse(text: &str) -> Option<Money> {
    let text = text.trim();
    let letters = |c: char| c.is_ascii_alphabetic();
    let (currency, amount) = if text.starts_with(letters) {
        text.split_at_checked(3)?
    } else {
        let at = text.len().checked_sub(3)?;
        let (amount, currency) = text.split_at_checked(at)?;
        (currency, amount)
    };
    if !currency.chars().all(letters) {
        return None;
    }
    let digits: String = amount.chars().filter(|c| !c.is_whitespace()).collect();
    Some(Money { amount: Decimal::parse(&digits)?, currency: currency.to_ascii_uppercase() })
}

/// Whether a text has the form of a currency code (ISO 4217).
pub(crate) fn is_code(text: &str) -> bool {
    text.len() == 3 && text.bytes().all(|letter| letter.is_ascii_uppercase())
}
