//! Counts, whole numbers, decimals and percentages as people type them.

use crate::base::canonical::MAX_INTEGER;
use crate::fact::catalogue::FactRow;
use crate::fact::decimal::Decimal;
use crate::fact::fact_type::Scalar;
use crate::fact::value::Count;

use super::digits::{Digits, NotDigits, Three};
use super::error::{ValueError, repeat};

/// `12`, `40 000`, `-3`.
pub(super) fn whole(text: &str, row: &FactRow) -> Result<i64, ValueError> {
    let source = Typed { text, scalar: Scalar::Int };
    let digits = Digits::parse(without_unit(text, row), Three::Group).map_err(|why| source.refuse(why))?;
    source.capped(digits.times(1).map_err(|why| source.refuse(why))?)
}

/// `12.5`, `12,5`.
pub(super) fn decimal(text: &str, row: &FactRow) -> Result<Decimal, ValueError> {
    exact(text, without_unit(text, row), Three::Unclear, Scalar::Decimal)
}

/// `12.5%`, `12.5`.
pub(super) fn percent(text: &str, row: &FactRow) -> Result<Decimal, ValueError> {
    let bare = text.strip_suffix('%').unwrap_or_else(|| without_unit(text, row));
    exact(text, bare, Three::Fraction, Scalar::Percent)
}

/// An exact number of a type.
pub(super) fn exact(text: &str, bare: &str, three: Three, scalar: Scalar) -> Result<Decimal, ValueError> {
    let source = Typed { text, scalar };
    let digits = Digits::parse(bare, three).map_err(|why| source.refuse(why))?;
    digits.decimal().ok_or_else(|| ValueError::TooLarge { typed: repeat(text) })
}

/// Leaves out the unit of the fact, if it was typed too.
fn without_unit<'t>(text: &'t str, row: &FactRow) -> &'t str {
    let start = text.len().saturating_sub(row.unit.len());
    match text.split_at_checked(start) {
        Some((number, unit)) if !row.unit.is_empty() && unit.eq_ignore_ascii_case(&row.unit) => {
            number.trim_end()
        }
        Some(_) | None => text,
    }
}

/// What was typed, for refusals.
#[derive(Clone, Copy)]
struct Typed<'t> {
    text: &'t str,
    scalar: Scalar,
}

impl Typed<'_> {
    fn refuse(self, why: NotDigits) -> ValueError {
        match why {
            NotDigits::No => ValueError::unlike(self.text, self.scalar),
            NotDigits::Unclear(one, other) => ValueError::unclear(self.text, one, other),
        }
    }

    fn capped(self, number: Option<i64>) -> Result<i64, ValueError> {
        let held = number.filter(|n| (-MAX_INTEGER..=MAX_INTEGER).contains(n));
        held.ok_or_else(|| ValueError::TooLarge { typed: repeat(self.text) })
    }
}

/// `40000`, `40 000`, `~40k`, `1.2m`, `10k..400k`, `>=10k`, `10k+`, `about 40k`, `at least 10k`, `up to 400`.
pub(super) fn count(text: &str, row: &FactRow) -> Result<Count, ValueError> {
    let source = Typed { text, scalar: Scalar::Count };
    let bare = without_unit(text, row).to_lowercase();
    let (about, bare) = match after(&bare, &ABOUT) {
        Some(rest) => (true, rest),
        None => (false, bare.as_str()),
    };
    let (low, high) = source.bounds(bare)?;
    if high.is_some_and(|high| high < low) {
        return Err(ValueError::Backwards { typed: repeat(text) });
    }
    Ok(Count { low, high, about })
}

const ABOUT: [&str; 9] = ["~", "≈", "about ", "around ", "roughly ", "approx. ", "approx ", "circa ", "ca. "];
const AT_LEAST: [&str; 3] = [">=", "≥", "at least "];
const MORE_THAN: [&str; 3] = [">", "more than ", "over "];
const AT_MOST: [&str; 4] = ["<=", "≤", "at most ", "up to "];
const LESS_THAN: [&str; 3] = ["<", "less than ", "under "];

fn after<'t>(text: &'t str, starts: &[&str]) -> Option<&'t str> {
    starts.iter().find_map(|start| text.strip_prefix(start)).map(str::trim_start)
}

/// A number and what it was multiplied with.
#[derive(Clone, Copy)]
struct Factored {
    number: u64,
    factor: u64,
}

impl Typed<'_> {
    fn bounds(self, text: &str) -> Result<(u64, Option<u64>), ValueError> {
        let one = |part: &str| self.factored(part).map(|factored| factored.number);
        if let Some(rest) = after(text, &AT_LEAST).or_else(|| text.strip_suffix('+')) {
            return Ok((one(rest)?, None));
        }
        if let Some(rest) = after(text, &AT_MOST) {
            return Ok((0, Some(one(rest)?)));
        }
        if let Some(rest) = after(text, &MORE_THAN) {
            return Ok((one(rest)? + 1, None));
        }
        if let Some(rest) = after(text, &LESS_THAN) {
            let above = one(rest)?;
            return above
                .checked_sub(1)
                .map(|most| (0, Some(most)))
                .ok_or_else(|| self.refuse(NotDigits::No));
        }
        self.range(text)
    }

    fn range(self, text: &str) -> Result<(u64, Option<u64>), ValueError> {
        if let Some((low, high)) = text.split_once("..") {
            return match (low.trim(), high.trim()) {
                ("", high) => Ok((0, Some(self.factored(high)?.number))),
                (low, "") => Ok((self.factored(low)?.number, None)),
                (low, high) => Ok((self.factored(low)?.number, Some(self.factored(high)?.number))),
            };
        }
        let parts = [" to ", "–", "-"].iter().find_map(|joint| text.split_once(joint));
        let Some((low, high)) = parts else {
            let number = self.factored(text)?.number;
            return Ok((number, Some(number)));
        };
        let (low, high) = (self.factored(low)?, self.factored(high)?);
        self.spoken(low, high)
    }

    /// `10-20k` may mean ten, or ten thousand, to twenty thousand.
    fn spoken(self, low: Factored, high: Factored) -> Result<(u64, Option<u64>), ValueError> {
        let shared = low.factor == 1 && high.factor > 1 && low.number < high.number / high.factor;
        if shared {
            let one = format!("{}..{}", low.number.saturating_mul(high.factor), high.number);
            return Err(ValueError::unclear(self.text, one, format!("{}..{}", low.number, high.number)));
        }
        Ok((low.number, Some(high.number)))
    }

    fn factored(self, text: &str) -> Result<Factored, ValueError> {
        let (bare, factor) = FACTORS
            .iter()
            .find_map(|(word, factor)| text.trim().strip_suffix(word).map(|bare| (bare, *factor)))
            .unwrap_or((text, 1));
        let three = if factor == 1 { Three::Group } else { Three::Unclear };
        let refuse = |why| match why {
            NotDigits::Unclear(..) => {
                let product = |three| Some(Digits::parse(bare, three).ok()?.times(factor).ok()??.to_string());
                let (one, other) = (product(Three::Group), product(Three::Fraction));
                match one.zip(other) {
                    Some((one, other)) => ValueError::unclear(self.text, one, other),
                    None => self.refuse(NotDigits::No),
                }
            }
            NotDigits::No => self.refuse(NotDigits::No),
        };
        let digits = Digits::parse(bare, three).map_err(refuse)?;
        let number = self.capped(digits.times(factor).map_err(refuse)?)?;
        let number = u64::try_from(number).map_err(|_| self.refuse(NotDigits::No))?;
        Ok(Factored { number, factor })
    }
}

/// Words behind a number, longer ones first.
const FACTORS: [(&str, u64); 10] = [
    ("thousand", 1_000),
    ("k", 1_000),
    ("millions", 1_000_000),
    ("million", 1_000_000),
    ("mio", 1_000_000),
    ("mn", 1_000_000),
    ("m", 1_000_000),
    ("billion", 1_000_000_000),
    ("bn", 1_000_000_000),
    ("b", 1_000_000_000),
];
