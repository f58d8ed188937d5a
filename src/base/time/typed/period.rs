//! Lengths of time as people and playbooks write them: `30m`, `72h`, `14d`, `2w`, `1h30m`, `90s`, `2 hours`.
//! Must not know months or years: their length depends on the calendar.

use super::cursor::Cursor;
use crate::base::time::Period;

/// Longest length that is read, in seconds: a hundred years of 365 days.
const LONGEST: i64 = 36_500 * 86_400;

/// Why a length of time was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum PeriodError {
    #[error("a length of time is missing; type for example 30m, 72h, 14d or 1h30m")]
    Empty,
    #[error("`{number}` has no unit; type {number}s, {number}m, {number}h, {number}d or {number}w")]
    NoUnit { number: String },
    #[error("`{word}` is no unit of time; the units are s, m, h, d and w (a month is 30d or 31d)")]
    UnknownUnit { word: String },
    #[error("parts of numbers are not read; type 1h30m, not 1.5h")]
    Fraction,
    #[error("the units must go from the longest to the shortest, each once, as in 1h30m")]
    Disordered,
    #[error("no length above 36500d is read")]
    TooLong,
    #[error("`{typed}` is not a length of time; type for example 30m, 72h, 14d or 1h30m")]
    NotALength { typed: String },
}

/// Reads a length of time. Whole numbers only; days are 24 hours, weeks 7 days.
pub(crate) fn parse_period(text: &str) -> Result<Period, PeriodError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(PeriodError::Empty);
    }
    let mut cursor = Cursor::new(text);
    let span = if cursor.at_digit() { Span::read(&mut cursor)? } else { return Err(not_a_length(text)) };
    if cursor.rest().is_empty() { Ok(Period::from_seconds(span.seconds)) } else { Err(not_a_length(text)) }
}

fn not_a_length(text: &str) -> PeriodError {
    PeriodError::NotALength { typed: text.chars().take(super::LONGEST).collect() }
}

/// The units, from the longest to the shortest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Unit {
    Week,
    Day,
    Hour,
    Minute,
    Second,
}

impl Unit {
    fn named(word: &str) -> Option<Self> {
        match word {
            "w" | "wk" | "wks" | "week" | "weeks" => Some(Self::Week),
            "d" | "day" | "days" => Some(Self::Day),
            "h" | "hr" | "hrs" | "hour" | "hours" => Some(Self::Hour),
            "m" | "min" | "mins" | "minute" | "minutes" => Some(Self::Minute),
            "s" | "sec" | "secs" | "second" | "seconds" => Some(Self::Second),
            _ => None,
        }
    }

    fn seconds(self) -> i64 {
        match self {
            Self::Week => 7 * 86_400,
            Self::Day => 86_400,
            Self::Hour => 3600,
            Self::Minute => 60,
            Self::Second => 1,
        }
    }
}

/// A length of time and the shortest unit that was typed, which tells how exactly it is meant.
#[derive(Debug, Clone, Copy)]
pub(super) struct Span {
    pub(super) seconds: i64,
    pub(super) finest: Unit,
}

impl Span {
    /// Reads `number unit` pairs up to the first thing that is not a number.
    pub(super) fn read(cursor: &mut Cursor<'_>) -> Result<Self, PeriodError> {
        let mut span = Self::part(cursor)?;
        loop {
            let mut ahead = *cursor;
            ahead.skip_blanks();
            if !ahead.at_digit() {
                return Ok(span);
            }
            *cursor = ahead;
            span = span.followed_by(Self::part(cursor)?)?;
        }
    }

    fn part(cursor: &mut Cursor<'_>) -> Result<Self, PeriodError> {
        let number = cursor.digits().ok_or(PeriodError::Empty)?;
        if cursor.rest().starts_with(['.', ',']) {
            return Err(PeriodError::Fraction);
        }
        cursor.skip_blanks();
        let word = cursor
            .word()
            .filter(|word| word != "ago")
            .ok_or_else(|| PeriodError::NoUnit { number: number.to_owned() })?;
        let unit = Unit::named(&word).ok_or(PeriodError::UnknownUnit { word })?;
        let seconds = number.parse::<i64>().ok().and_then(|number| number.checked_mul(unit.seconds()));
        Self { seconds: seconds.ok_or(PeriodError::TooLong)?, finest: unit }.capped()
    }

    fn followed_by(self, next: Self) -> Result<Self, PeriodError> {
        if next.finest <= self.finest {
            return Err(PeriodError::Disordered);
        }
        Self { seconds: self.seconds + next.seconds, finest: next.finest }.capped()
    }

    fn capped(self) -> Result<Self, PeriodError> {
        if self.seconds <= LONGEST { Ok(self) } else { Err(PeriodError::TooLong) }
    }
}
