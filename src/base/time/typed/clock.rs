//! The time of day in a typed time: `14:32`, `14h32`, `14:32:05.250`, `9am`, `9:30 pm`. Must not know dates or zones.

use chrono::NaiveTime;

use super::cursor::Cursor;
use super::error::TypedTimeError;
use crate::base::time::Precision;

/// A time of day and how exactly it was typed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Clock {
    pub(super) time: NaiveTime,
    pub(super) precision: Precision,
}

#[derive(Debug, Clone, Copy)]
enum Half {
    Am,
    Pm,
}

struct Shape {
    hour: u32,
    minute: Option<u32>,
    second: Option<u32>,
    micros: u32,
    half: Option<Half>,
}

impl Clock {
    /// The time of day that stands here, if any; an error when its numbers are not on a clock.
    pub(super) fn read(cursor: &mut Cursor<'_>) -> Result<Option<Self>, TypedTimeError> {
        let start = *cursor;
        let Some(shape) = cursor.attempt(Shape::read) else { return Ok(None) };
        let time = shape
            .time()
            .ok_or_else(|| TypedTimeError::NotOnTheClock { typed: cursor.read_since(start).to_owned() })?;
        Ok(Some(Self { time, precision: shape.precision() }))
    }
}

impl Shape {
    fn read(cursor: &mut Cursor<'_>) -> Option<Self> {
        let mut shape =
            Self { hour: cursor.number(1..=2)?, minute: None, second: None, micros: 0, half: None };
        if cursor.eat(':') {
            shape.minute = Some(cursor.number(2..=2)?);
            if cursor.eat(':') {
                shape.second = Some(cursor.number(2..=2)?);
                shape.micros = cursor.attempt(micros).unwrap_or(0);
            }
        } else {
            shape.minute = cursor.attempt(minute_after_h);
        }
        shape.half = cursor.attempt(half);
        (shape.minute.is_some() || shape.half.is_some()).then_some(shape)
    }

    fn time(&self) -> Option<NaiveTime> {
        let hour = match (self.half, self.hour) {
            (None, hour) => hour,
            (Some(Half::Am), hour @ 1..=12) => hour % 12,
            (Some(Half::Pm), hour @ 1..=12) => hour % 12 + 12,
            (Some(_), _) => return None,
        };
        NaiveTime::from_hms_micro_opt(hour, self.minute.unwrap_or(0), self.second.unwrap_or(0), self.micros)
    }

    fn precision(&self) -> Precision {
        match (self.minute, self.second) {
            (_, Some(_)) => Precision::Second,
            (Some(_), None) => Precision::Minute,
            (None, None) => Precision::Hour,
        }
    }
}

fn minute_after_h(cursor: &mut Cursor<'_>) -> Option<u32> {
    cursor.word_of(|word| (word == "h").then_some(()))?;
    cursor.number(2..=2)
}

fn half(cursor: &mut Cursor<'_>) -> Option<Half> {
    cursor.skip_blanks();
    cursor.word_of(|word| match word {
        "am" => Some(Half::Am),
        "pm" => Some(Half::Pm),
        _ => None,
    })
}

/// Digits below the microsecond are dropped: the record keeps none.
fn micros(cursor: &mut Cursor<'_>) -> Option<u32> {
    let point = cursor.eat('.') || cursor.eat(',');
    let digits = cursor.digits().filter(|_| point)?;
    format!("{digits:0<6}").get(..6)?.parse().ok()
}
