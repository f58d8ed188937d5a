//! An entry: one canonical line of structure. The line is kept as the exact text that was hashed; nothing ever writes it anew.
//! Must not hold words: those are passages.

use serde_json::value::RawValue;

use super::via::Via;
use crate::base::canonical::{self, CanonicalError};
use crate::base::digest::Digest;
use crate::base::id::{IncidentUid, PersonId, Seq};
use crate::base::time::{Claimed, Timestamp};
use crate::fact::value::PassageRef;
use crate::incident::event::note::NoteTaken;
use crate::incident::event::{Event, EventError};

/// The format version of lines.
pub(crate) const FORMAT: u64 = 1;

/// The longest line, in bytes.
pub(crate) const MAX_LINE: usize = 32 * 1024;

/// Times of an exercise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ExerciseTimes {
    /// Time on the exercise clock.
    pub(crate) exercise: Timestamp,
    /// Time in the story.
    pub(crate) scenario: Timestamp,
}

/// What is known of an entry before it has a place in the record.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Draft {
    /// When it happened, as somebody claims.
    pub(crate) at: Option<Claimed>,
    /// Who typed.
    pub(crate) actor: PersonId,
    /// Who acted or said it; the typist when left out.
    pub(crate) by: Option<PersonId>,
    /// How it came to the typist.
    pub(crate) via: Option<Via>,
    /// What happened.
    pub(crate) event: Event,
}

/// The tool's own clock at the moment of writing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Stamp {
    /// Wall clock, UTC.
    pub(crate) t: Timestamp,
    /// Microseconds of CLOCK_BOOTTIME: microseconds, because nanoseconds leave the exact integers of JSON after 104 days.
    pub(crate) mono: u64,
    /// SHA-256 over the incident's uid and the boot id, first 16 hex digits: tells boots apart without telling machines apart.
    pub(crate) boot: String,
    /// Number of the sitting.
    pub(crate) sit: u32,
    /// Exercises only.
    pub(crate) x: Option<ExerciseTimes>,
}

impl Stamp {
    /// When it was for the incident: in an exercise the time of the story, else that of the wall clock. Everything that is counted is
    /// counted from it.
    pub(crate) fn lived(&self) -> Timestamp {
        self.x.map_or(self.t, |times| times.scenario)
    }
}

/// An entry.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Entry {
    /// The incident.
    pub(crate) inc: IncidentUid,
    /// Its number.
    pub(crate) seq: Seq,
    /// Hash of the line before.
    pub(crate) prev: Digest,
    /// When it was recorded.
    pub(crate) stamp: Stamp,
    /// What was recorded, by whom.
    pub(crate) draft: Draft,
}

/// Why an entry cannot be written or read.
#[derive(Debug, thiserror::Error)]
pub(crate) enum EntryError {
    /// A value without an exact form.
    #[error(transparent)]
    Canonical(#[from] CanonicalError),
    /// The line is not JSON of the expected shape.
    #[error("line is not an entry: {0}")]
    Json(#[from] serde_json::Error),
    /// Kind or body.
    #[error(transparent)]
    Event(#[from] EventError),
    /// Longer than [`MAX_LINE`].
    #[error("entry would be {0} bytes long; {MAX_LINE} are allowed")]
    TooLong(usize),
    /// Another format version.
    #[error("line has format version {0}; this program reads version {FORMAT}")]
    Version(u64),
}

/// The entry with a number. Entries stand in the order of their numbers; a slice need not begin at 1.
pub(crate) fn entry_at(entries: &[Entry], seq: Seq) -> Option<&Entry> {
    let place = entries.binary_search_by_key(&seq, |entry| entry.seq).ok()?;
    entries.get(place)
}

#[derive(serde::Serialize)]
struct LineOut<'a> {
    v: u64,
    inc: IncidentUid,
    seq: Seq,
    prev: Digest,
    t: Timestamp,
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<Claimed>,
    mono: u64,
    boot: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    x: Option<ExerciseTimes>,
    actor: PersonId,
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<PersonId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    via: Option<Via>,
    sit: u32,
    kind: &'a str,
    body: serde_json::Value,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct LineIn<'a> {
    v: u64,
    inc: IncidentUid,
    seq: Seq,
    prev: Digest,
    t: Timestamp,
    #[serde(default)]
    at: Option<Claimed>,
    mono: u64,
    boot: String,
    #[serde(default)]
    x: Option<ExerciseTimes>,
    actor: PersonId,
    #[serde(default)]
    by: Option<PersonId>,
    #[serde(default)]
    via: Option<Via>,
    sit: u32,
    kind: String,
    #[serde(borrow)]
    body: &'a RawValue,
}

impl Entry {
    /// Writes the canonical line.
    pub(crate) fn to_line(&self) -> Result<String, EntryError> {
        let line = canonical::to_line(&LineOut {
            v: FORMAT,
            inc: self.inc,
            seq: self.seq,
            prev: self.prev,
            t: self.stamp.t,
            at: self.draft.at,
            mono: self.stamp.mono,
            boot: &self.stamp.boot,
            x: self.stamp.x,
            actor: self.draft.actor,
            by: self.draft.by,
            via: self.draft.via,
            sit: self.stamp.sit,
            kind: self.draft.event.word(),
            body: self.draft.event.body()?,
        })?;
        if line.len() > MAX_LINE { Err(EntryError::TooLong(line.len())) } else { Ok(line) }
    }

    /// Reads a stored line. Only for meaning: hashes are taken over the stored bytes.
    pub(crate) fn from_line(line: &str) -> Result<Self, EntryError> {
        let read: LineIn<'_> = serde_json::from_str(line)?;
        if read.v != FORMAT {
            return Err(EntryError::Version(read.v));
        }
        let event = Event::read(&read.kind, read.body.get())?;
        Ok(Self {
            inc: read.inc,
            seq: read.seq,
            prev: read.prev,
            stamp: Stamp { t: read.t, mono: read.mono, boot: read.boot, sit: read.sit, x: read.x },
            draft: Draft { at: read.at, actor: read.actor, by: read.by, via: read.via, event },
        })
    }

    /// Who acted or said it.
    pub(crate) fn by(&self) -> PersonId {
        self.draft.by.unwrap_or(self.draft.actor)
    }

    /// When it happened: as claimed, else when it was recorded; in an exercise in the time of the story.
    pub(crate) fn happened(&self) -> Timestamp {
        self.draft.at.map_or(self.stamp.lived(), |claimed| claimed.at)
    }
}

/// Members of bodies that hold a digest of something other than a passage.
const DIGEST_MEMBERS: [&str; 7] = ["sha256", "catalogue", "organisation", "scenario", "head", "prev", "hash"];

/// The passages that a body refers to, each with the name of the member that holds it.
pub(crate) fn passages_of(event: &Event) -> Vec<(String, PassageRef)> {
    // Most entries of a long incident are notes.
    if let Event::NoteTaken(NoteTaken { text, .. }) = event {
        return vec![("text".to_owned(), *text)];
    }
    let digests = event.body().map(|body| digests_of(&body)).unwrap_or_default();
    digests.into_iter().filter(|(name, _)| is_passage_member(name)).map(|(n, d)| (n, PassageRef(d))).collect()
}

/// Whether a digest in a member of this name is that of a passage.
pub(crate) fn is_passage_member(name: &str) -> bool {
    !DIGEST_MEMBERS.contains(&name)
}

/// Every digest in a body, each with the name of the member that holds it.
pub(crate) fn digests_of(body: &serde_json::Value) -> Vec<(String, Digest)> {
    let mut found = Vec::new();
    collect("", body, &mut found);
    found
}

fn collect(name: &str, value: &serde_json::Value, found: &mut Vec<(String, Digest)>) {
    use serde_json::Value;
    match value {
        Value::String(text) => found.extend(Digest::parse(text).map(|digest| (name.to_owned(), digest))),
        Value::Array(items) => items.iter().for_each(|item| collect(name, item, found)),
        Value::Object(members) => members.iter().for_each(|(key, member)| collect(key, member, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}
