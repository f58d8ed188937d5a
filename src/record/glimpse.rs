//! A line at a glance: what ties it to its place, its kind, its clock, and the passages that it names, without reading the rest. Lines as
//! this program writes them go through a scanner that is strict and fast; whatever it does not take is left to the JSON reader, which has
//! the last word. Must not judge what a line says.

mod scan;

use std::borrow::Cow;
use std::collections::BTreeSet;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

use super::entry::{EntryError, FORMAT, is_passage_member};
use crate::base::digest::Digest;
use crate::base::id::{IncidentUid, Seq};
use crate::fact::value::PassageRef;

/// What a line shows at a glance.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
pub(crate) struct Glimpse<'a> {
    v: u64,
    /// The incident that it belongs to.
    pub(crate) inc: IncidentUid,
    /// Its number.
    pub(crate) seq: Seq,
    /// Hash of the line before.
    pub(crate) prev: Digest,
    /// What happened.
    #[serde(borrow)]
    pub(crate) kind: Cow<'a, str>,
    /// When it was recorded, as written.
    #[serde(borrow)]
    pub(crate) t: Cow<'a, str>,
    /// Microseconds since the machine was started.
    pub(crate) mono: u64,
    /// Which start of which machine.
    #[serde(borrow)]
    pub(crate) boot: Cow<'a, str>,
}

#[derive(serde::Deserialize)]
struct Versioned {
    v: u64,
}

/// A line says something: without a body it is none, whatever ties it to its place.
#[derive(serde::Deserialize)]
struct WithBody {
    #[serde(rename = "body")]
    _body: serde_json::Map<String, serde_json::Value>,
}

/// JSON in which no member stands twice: readers disagree on which of the two counts.
struct Unequivocal;

impl<'de> Deserialize<'de> for Unequivocal {
    fn deserialize<D: Deserializer<'de>>(json: D) -> Result<Self, D::Error> {
        json.deserialize_any(Self)
    }
}

impl<'de> Visitor<'de> for Unequivocal {
    type Value = Self;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("JSON")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Self, A::Error> {
        let mut names = BTreeSet::new();
        while let Some((name, Self)) = members.next_entry::<String, Self>()? {
            if let Some(name) = names.replace(name) {
                return Err(serde::de::Error::custom(format!("the member `{name}` stands twice")));
            }
        }
        Ok(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self, A::Error> {
        while items.next_element::<Self>()?.is_some() {}
        Ok(self)
    }

    fn visit_str<E>(self, _text: &str) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_bool<E>(self, _truth: bool) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_u64<E>(self, _number: u64) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_i64<E>(self, _number: i64) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_f64<E>(self, _number: f64) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_unit<E>(self) -> Result<Self, E> {
        Ok(self)
    }
}

impl<'a> Glimpse<'a> {
    /// Looks at a line, if it is as this program writes them.
    pub(crate) fn quick(line: &'a str) -> Option<Self> {
        scan::scan(line, &mut Vec::new())
    }

    /// Looks at a line. The passages that it names are added to `named`, in their order.
    pub(crate) fn of(line: &'a str, named: &mut Vec<PassageRef>) -> Result<Self, EntryError> {
        let before = named.len();
        if let Some(found) = scan::scan(line, named) {
            return Ok(found);
        }
        named.truncate(before);
        let read = read(line)?;
        name_all("", &serde_json::from_str(line)?, named);
        Ok(read)
    }
}

/// The slow way. A line of a newer format may lack anything but its version.
fn read(line: &str) -> Result<Glimpse<'_>, EntryError> {
    let read: Result<Glimpse<'_>, _> = serde_json::from_str(line);
    if let Ok(Versioned { v }) = serde_json::from_str(line)
        && v != FORMAT
    {
        return Err(EntryError::Version(v));
    }
    serde_json::from_str::<WithBody>(line)?;
    let read = read?;
    serde_json::from_str::<Unequivocal>(line)?;
    Ok(read)
}

fn name_all(member: &str, value: &serde_json::Value, named: &mut Vec<PassageRef>) {
    use serde_json::Value;
    match value {
        Value::String(text) => named.extend(passage_in(member, text)),
        Value::Array(items) => items.iter().for_each(|item| name_all(member, item, named)),
        Value::Object(members) => members.iter().for_each(|(key, value)| name_all(key, value, named)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// The passage that a member's text names, unless such members hold hashes of other things.
fn passage_in(member: &str, text: &str) -> Option<PassageRef> {
    if text.len() != 64 || !is_passage_member(member) {
        return None;
    }
    Digest::parse(text).map(PassageRef)
}

#[cfg(test)]
mod tests;
