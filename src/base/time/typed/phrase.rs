//! The grammar of a typed time: which words name the day, which the time of day, and what is left over as the name of a place.
//! Must not know the calendar or the zones: it says what was typed, not when that was.

use super::clock::Clock;
use super::cursor::Cursor;
use super::day::Day;
use super::error::TypedTimeError;
use super::period::Span;
use crate::base::time::Precision;

/// What was typed, before it is tied to a calendar.
#[derive(Debug, Clone, Copy)]
pub(super) enum Phrase {
    /// `now`.
    Now,
    /// `-20m`, `20m ago`, `now -20m`; `+20m`, `in 20m` lie ahead.
    Shifted { span: Span, ahead: bool },
    /// A time of day alone.
    Clock(Clock),
    /// A day alone.
    Day(Day),
    /// A day and a time of day, in either order.
    Moment(Day, Clock),
}

/// Reads a phrase and hands back the rest of the text, which should name a place or an offset; it may be empty.
pub(super) fn read(text: &str) -> Result<(Phrase, &str), TypedTimeError> {
    let mut cursor = Cursor::new(text);
    let now = cursor.eat_word("now").then_some(Phrase::Now);
    cursor.skip_blanks();
    if let Some(phrase) = shifted(&mut cursor)?.or(now) {
        return Ok((phrase, cursor.rest().trim()));
    }
    let parts = Parts::read(&mut cursor)?;
    let rest = parts.place(cursor, text)?;
    match (parts.day, parts.clock) {
        (Some(day), Some(clock)) => Ok((Phrase::Moment(day, clock), rest)),
        (Some(day), None) => Ok((Phrase::Day(day), rest)),
        (None, Some(clock)) => Ok((Phrase::Clock(clock), rest)),
        (None, None) => Err(unreadable(text)),
    }
}

fn shifted(cursor: &mut Cursor<'_>) -> Result<Option<Phrase>, TypedTimeError> {
    let back = cursor.eat('-');
    if !back && !cursor.eat('+') && !cursor.eat_word("in") {
        return ago(cursor);
    }
    cursor.skip_blanks();
    let span = Span::read(cursor)?;
    if back {
        cursor.eat_word("ago");
    }
    Ok(Some(Phrase::Shifted { span, ahead: !back }))
}

/// A length followed by `ago`. One that is not tells nothing about past or future; what is no length may still be a time.
fn ago(cursor: &mut Cursor<'_>) -> Result<Option<Phrase>, TypedTimeError> {
    let start = *cursor;
    let mut ahead = start;
    let span = match Span::read(&mut ahead) {
        Ok(span) => span,
        Err(refusal) if start.rest().ends_with(" ago") => return Err(refusal.into()),
        Err(_) => return Ok(None),
    };
    let typed = ahead.read_since(start);
    if !ahead.eat_word("ago") {
        return Err(TypedTimeError::NoDirection { typed: typed.to_owned() });
    }
    *cursor = ahead;
    Ok(Some(Phrase::Shifted { span, ahead: false }))
}

#[derive(Default)]
struct Parts {
    day: Option<Day>,
    clock: Option<Clock>,
    /// Whether a `T` joined the date to the time, as in RFC 3339.
    joined: bool,
}

impl Parts {
    fn read(cursor: &mut Cursor<'_>) -> Result<Self, TypedTimeError> {
        let mut parts = Self::default();
        while parts.read_one(cursor)? {}
        Ok(parts)
    }

    /// Reads a day or a time of day, when one is still wanted and stands here.
    fn read_one(&mut self, cursor: &mut Cursor<'_>) -> Result<bool, TypedTimeError> {
        let mut ahead = *cursor;
        skip_joints(&mut ahead);
        if self.clock.is_none() {
            self.clock = Clock::read(&mut ahead)?;
            if self.clock.is_some() {
                *cursor = ahead;
                return Ok(true);
            }
        }
        if self.day.is_none() {
            self.day = Day::read(&mut ahead)?;
            if self.day.is_some() {
                self.joined = ahead.attempt(letter_t).is_some();
                *cursor = ahead;
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The rest as the name of a place, unless it looks like a second time.
    fn place<'a>(&self, cursor: Cursor<'a>, text: &str) -> Result<&'a str, TypedTimeError> {
        let rest = cursor.rest().trim();
        if self.ends_in_range(cursor.rest()) {
            return Err(TypedTimeError::TwoTimes { typed: text.to_owned() });
        }
        match (self.clock, Cursor::new(rest).at_digit()) {
            (_, false) => Ok(rest),
            (Some(_), true) => Err(TypedTimeError::TwoTimes { typed: text.to_owned() }),
            (None, true) => Err(unreadable(rest)),
        }
    }

    /// `10:00-11:00` is more often a range than an offset; after a full date or seconds it is an offset.
    fn ends_in_range(&self, rest: &str) -> bool {
        let exact = self.joined || self.clock.is_some_and(|clock| clock.precision == Precision::Second);
        let dangling = rest.trim_start().strip_prefix('-').is_some_and(|after| after.starts_with(' '));
        dangling || (rest.starts_with('-') && !exact)
    }
}

/// `yesterday at 9am`, `on Monday, 14:32`.
fn skip_joints(cursor: &mut Cursor<'_>) {
    cursor.skip_blanks();
    while cursor.eat(',') || cursor.eat_word("at") || cursor.eat_word("on") {
        cursor.skip_blanks();
    }
}

fn letter_t(cursor: &mut Cursor<'_>) -> Option<()> {
    cursor.word_of(|word| (word == "t").then_some(()))?;
    cursor.at_digit().then_some(())
}

fn unreadable(text: &str) -> TypedTimeError {
    if text.chars().all(|c| c.is_ascii_digit()) {
        return TypedTimeError::BareNumber { typed: text.to_owned() };
    }
    TypedTimeError::NotUnderstood { typed: text.to_owned() }
}
