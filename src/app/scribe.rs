//! Scribe mode: every line is an entry. `@jonas 02:58 egress stopped` says who, when and what; a leading `!` is a decision, `?` an open
//! question, `>ceo` somebody who was told. Must not ask anything: who writes for five people has no time.

use super::app_error::AppError;
use super::pen::{Pen, Remark};
use crate::base::time::typed::{TypedTime, parse_typed_time};
use crate::base::time::{Claimed, Precision, Timestamp, Zone};
use crate::incident::event::note::{Marker, NoteTaken, Told};
use crate::record::entry::Entry;
use crate::record::via::Via;

/// What a line is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum What {
    /// A note, a decision or a question.
    Note(Marker),
    /// Somebody was told.
    Told(String),
}

/// A line as it was understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Line {
    /// What it is.
    pub(crate) what: What,
    /// Who said or did it.
    pub(crate) who: Option<String>,
    /// `@!name`: somebody new, whose name is like a known one.
    pub(crate) is_new: bool,
    /// When.
    pub(crate) at: Option<Claimed>,
    /// The text.
    pub(crate) text: String,
    /// What looked like a time and is none, or lies in the future: it stays text.
    pub(crate) doubt: Option<String>,
}

/// Understands a line. Anything that is no mark is text: nothing that was typed is lost.
pub(crate) fn read(line: &str, now: Timestamp, zone: Zone) -> Line {
    let mut rest = line.trim();
    let (what, text) = (What::Note(Marker::Note), String::new());
    let mut read = Line { what, who: None, is_new: false, at: None, text, doubt: None };
    if let Some((at, who, text)) = chat_line(rest, now, zone) {
        (read.at, read.who, rest) = (Some(at), who, text);
    }
    loop {
        let (word, after) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
        let first = word.chars().next();
        let name = word.get(1..).unwrap_or("");
        match first {
            Some('!') if read.what == What::Note(Marker::Note) => {
                read.what = What::Note(Marker::Decision);
                rest = rest.get(1..).unwrap_or("").trim_start();
            }
            Some('?') if read.what == What::Note(Marker::Note) => {
                read.what = What::Note(Marker::Question);
                rest = rest.get(1..).unwrap_or("").trim_start();
            }
            Some('>') if read.what == What::Note(Marker::Note) && !name.is_empty() => {
                read.what = What::Told(name.to_owned());
                rest = after.trim_start();
            }
            Some('@') if read.who.is_none() && !name.is_empty() => {
                let known = name.strip_prefix('!').filter(|name| !name.is_empty());
                read.is_new = known.is_some();
                read.who = Some(known.unwrap_or(name).replace('_', " "));
                rest = after.trim_start();
            }
            Some(_)
                if read.at.is_none() && clock_time(word, now, zone).is_some() && !after.trim().is_empty() =>
            {
                read.at = clock_time(word, now, zone);
                rest = after.trim_start();
            }
            Some(_) | None => break,
        }
    }
    let first = rest.split_whitespace().next().unwrap_or_default();
    read.doubt = (read.at.is_none() && looks_like_time(first)).then(|| first.to_owned());
    rest.clone_into(&mut read.text);
    read
}

/// `[02:58] Jonas Berg: text`, as chats are copied: when, who, what.
fn chat_line(line: &str, now: Timestamp, zone: Zone) -> Option<(Claimed, Option<String>, &str)> {
    let (time, rest) = line.strip_prefix('[')?.split_once(']')?;
    let at = clock_time(time.trim(), now, zone)?;
    let rest = rest.trim_start();
    let named = rest.split_once(": ").filter(|(name, _)| is_name(name));
    Some(match named {
        Some((name, text)) => (at, Some(name.trim().to_owned()), text.trim_start()),
        None => (at, None, rest),
    })
}

/// Up to four words without digits or marks of a sentence.
fn is_name(text: &str) -> bool {
    let letters = text.chars().all(|c| c.is_alphabetic() || " .'-@_".contains(c));
    letters && (1..=4).contains(&text.split_whitespace().count())
}

/// Digits, a colon, two digits: whoever wrote it meant a time.
fn looks_like_time(word: &str) -> bool {
    let digits = |text: &str| (1..=2).contains(&text.len()) && text.chars().all(|c| c.is_ascii_digit());
    word.split_once(':')
        .is_some_and(|(hours, minutes)| digits(hours) && digits(minutes) && minutes.len() == 2)
}

/// A time of day or an instant; a plain number or a word is text.
fn clock_time(word: &str, now: Timestamp, zone: Zone) -> Option<Claimed> {
    let looks = word.chars().next().is_some_and(|c| c.is_ascii_digit()) && word.contains([':', 'h', 'T']);
    if !looks {
        return None;
    }
    match parse_typed_time(word, now, zone) {
        Ok(TypedTime::At(claimed)) if claimed.precision != Precision::Day => Some(claimed),
        Ok(TypedTime::At(_) | TypedTime::Future(_) | TypedTime::Ambiguous { .. }) | Err(_) => None,
    }
}

/// Writes a line.
pub(crate) fn write(pen: &mut Pen<'_>, line: &Line) -> Result<Vec<Entry>, AppError> {
    let mut wording = pen.wording();
    let remark = match &line.what {
        What::Note(marker) => {
            let text = wording.say(&line.text)?;
            let labels = Vec::new();
            Remark::Note(NoteTaken { text, marker: *marker, answers: None, step: None, from: None, labels })
        }
        What::Told(who) => {
            let who = wording.say(who)?;
            let text = wording.say_some(Some(line.text.as_str()).filter(|text| !text.is_empty()))?;
            Remark::Told(Told { who, answered: text.is_some(), text })
        }
    };
    let before = pen.identity().clone();
    pen.act_as(|identity| {
        identity.by = line.who.clone().or_else(|| before.by.clone());
        identity.via = line.who.as_ref().map(|_| Via::Voice).or(before.via);
        identity.at = line.at.or(before.at);
        identity.new_people = line.is_new || before.new_people;
    });
    let written = pen.remark(remark, wording);
    pen.act_as(|identity| *identity = before);
    written
}

#[cfg(test)]
mod tests;
