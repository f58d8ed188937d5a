//! Numbers as people group them: `40 000`, `40,000`, `40.000`, `1 200,50`. Must not know types of facts.

use crate::fact::decimal::Decimal;

/// A number that was taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Digits {
    negative: bool,
    whole: String,
    fraction: String,
}

/// What a single separator with exactly three digits behind it means: nobody can tell from `1.200` alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Three {
    /// Thousands: what is counted has no fractions.
    Group,
    /// A fraction: the number is small.
    Fraction,
    /// Not decided.
    Unclear,
}

/// Why a text is not one number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum NotDigits {
    /// It is no number.
    No,
    /// It is one of these two.
    Unclear(String, String),
}

impl Digits {
    /// Takes a number apart.
    pub(super) fn parse(text: &str, three: Three) -> Result<Self, NotDigits> {
        let text = text.trim().replace('\u{2212}', "-");
        let (negative, body) = match text.strip_prefix('-') {
            Some(rest) => (true, rest.trim_start()),
            None => (false, text.as_str()),
        };
        let (whole, fraction) = split(body, three)?;
        Ok(Self { negative, whole: ungroup(whole)?, fraction: only_digits(fraction)? })
    }

    /// As an exact decimal, unless it has too many digits.
    pub(super) fn decimal(&self) -> Option<Decimal> {
        let point = if self.fraction.is_empty() { "" } else { "." };
        Decimal::parse(&format!("{}{}{point}{}", self.sign(), self.whole, self.fraction))
    }

    /// Times `factor` as a whole number; nothing if it is too large, an error if a fraction is left.
    pub(super) fn times(&self, factor: u64) -> Result<Option<i64>, NotDigits> {
        let shift =
            u32::try_from(self.fraction.len()).ok().filter(|shift| *shift <= 18).ok_or(NotDigits::No)?;
        let Ok(units) = format!("{}{}", self.whole, self.fraction).parse::<u64>() else { return Ok(None) };
        let (product, scale) = (u128::from(units) * u128::from(factor), 10_u128.pow(shift));
        if product % scale != 0 {
            return Err(NotDigits::No);
        }
        let signed = i64::try_from(product / scale).ok().map(|n| if self.negative { -n } else { n });
        Ok(signed)
    }

    fn sign(&self) -> &'static str {
        if self.negative { "-" } else { "" }
    }
}

/// Splits at the decimal separator, whichever of point and comma it is.
fn split(body: &str, three: Three) -> Result<(&str, &str), NotDigits> {
    let at_last = |separator: char| body.rsplit_once(separator).ok_or(NotDigits::No);
    match (body.matches('.').count(), body.matches(',').count()) {
        (1, 0) => single(body, '.', three),
        (0, 1) => single(body, ',', three),
        (_, 0) | (0, _) => Ok((body, "")),
        (1, _) if body.rfind('.') > body.rfind(',') => at_last('.'),
        (_, 1) if body.rfind(',') > body.rfind('.') => at_last(','),
        _ => Err(NotDigits::No),
    }
}

fn single(body: &str, separator: char, three: Three) -> Result<(&str, &str), NotDigits> {
    let (whole, fraction) = body.split_once(separator).ok_or(NotDigits::No)?;
    let could_group = fraction.len() == 3 && matches!(whole.len(), 1..=3) && whole != "0";
    match three {
        Three::Group if could_group => Ok((body, "")),
        Three::Unclear if could_group => {
            Err(NotDigits::Unclear(format!("{whole}{fraction}"), format!("{whole}.{fraction}0")))
        }
        Three::Group | Three::Fraction | Three::Unclear if fraction.is_empty() => Err(NotDigits::No),
        Three::Group | Three::Fraction | Three::Unclear => Ok((whole, fraction)),
    }
}

/// Takes the separators out of `1 234 567`, if every group behind the first has three digits.
fn ungroup(whole: &str) -> Result<String, NotDigits> {
    let is_separator =
        |c: char| matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\'' | '\u{2019}' | '_' | '.' | ',');
    let groups: Vec<&str> = whole.split(is_separator).collect();
    let Some((first, rest)) = groups.split_first() else { return Err(NotDigits::No) };
    let grouped = rest.is_empty() || (first.len() <= 3 && rest.iter().all(|group| group.len() == 3));
    if !grouped || first.is_empty() {
        return Err(NotDigits::No);
    }
    only_digits(&groups.concat())
}

fn only_digits(text: &str) -> Result<String, NotDigits> {
    if text.bytes().all(|b| b.is_ascii_digit()) { Ok(text.to_owned()) } else { Err(NotDigits::No) }
}
