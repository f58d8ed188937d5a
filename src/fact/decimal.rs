//! Exact decimal numbers, for money and percentages. No fractions in binary anywhere in the record.

use std::cmp::Ordering;
use std::fmt;

/// A decimal number: `units` times ten to the power of minus `scale`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Decimal {
    units: i64,
    scale: u32,
}

/// The most digits after the point.
const MAX_SCALE: u32 = 9;

impl Decimal {
    /// A whole number.
    pub(crate) fn whole(units: i64) -> Self {
        Self { units, scale: 0 }
    }

    /// Reads `12`, `-0.5`, `1234.50`.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (sign, digits) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let all_digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || !all_digits(whole) || !all_digits(fraction) || digits.ends_with('.') {
            return None;
        }
        let scale = u32::try_from(fraction.len()).ok().filter(|scale| *scale <= MAX_SCALE)?;
        let units: i64 = format!("{whole}{fraction}").parse().ok()?;
        Some(Self { units: units * sign, scale })
    }

    fn scaled(self) -> i128 {
        i128::from(self.units) * 10_i128.pow(MAX_SCALE - self.scale.min(MAX_SCALE))
    }

    fn from_scaled(value: i128) -> Option<Self> {
        let (mut units, mut scale) = (value, MAX_SCALE);
        while scale > 0 && units % 10 == 0 {
            units /= 10;
            scale -= 1;
        }
        i64::try_from(units).ok().map(|units| Self { units, scale })
    }

    /// The sum, unless it cannot be held.
    pub(crate) fn plus(self, other: Self) -> Option<Self> {
        Self::from_scaled(self.scaled().checked_add(other.scaled())?)
    }

    /// The difference, unless it cannot be held.
    pub(crate) fn minus(self, other: Self) -> Option<Self> {
        Self::from_scaled(self.scaled().checked_sub(other.scaled())?)
    }
}

impl PartialEq for Decimal {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Decimal {}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        self.scaled().cmp(&other.scaled())
    }
}

impl std::hash::Hash for Decimal {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.scaled().hash(state);
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.units < 0 { "-" } else { "" };
        let power = 10_u64.pow(self.scale);
        let units = self.units.unsigned_abs();
        let width = usize::try_from(self.scale).unwrap_or(0);
        match self.scale {
            0 => write!(f, "{sign}{units}"),
            _ => write!(f, "{sign}{}.{:0width$}", units / power, units % power),
        }
    }
}

impl serde::Serialize for Decimal {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for Decimal {
    fn deserialize<D: serde::Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        let text = <String as serde::Deserialize>::deserialize(source)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom("not a decimal number"))
    }
}
