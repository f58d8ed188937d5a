//! Papers about who was taught what: the record or one person's copy of it, what is asked of whom and when it is due, which rule is tested by
//! what. Must not read a store.

mod coverage;
mod matrix;
mod parts;

pub(crate) use coverage::coverage;
pub(crate) use matrix::matrix;
pub(crate) use parts::parts;

use std::collections::BTreeMap;

use serde::Serialize;

use super::describe::scene::Scene;
use super::document::furniture::Furniture;
use super::document::{Block, Document};
use super::format::{Paper, Sheet, Tree};
use super::timeline::ReportError;
use crate::base::id::{PersonId, Seq};
use crate::base::time::Timestamp;
use crate::incident::event::Event;
use crate::incident::event::training::{SessionHeld, TookPart};
use crate::record::entry::Entry;
use crate::record::verified::VerifiedEntries;

/// Where papers on training are read from.
#[derive(Clone, Copy)]
pub(crate) struct Source<'a> {
    /// The record.
    pub(crate) log: &'a VerifiedEntries,
    /// Names, as the edition may read them.
    pub(crate) scene: &'a Scene<'a>,
    /// The word of the edition.
    pub(crate) edition: &'static str,
    /// The wall clock.
    pub(crate) now: Timestamp,
}

/// A session with who took part.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Session<'e> {
    /// The entry.
    pub(crate) seq: Seq,
    /// What it was.
    pub(crate) held: &'e SessionHeld,
    /// The latest that was said of each person.
    pub(crate) parts: BTreeMap<PersonId, (Seq, &'e TookPart)>,
}

/// All sessions in the order in which they were recorded.
#[expect(clippy::wildcard_enum_match_arm, reason = "the other kinds teach nobody")]
pub(crate) fn sessions(entries: &[Entry]) -> Vec<Session<'_>> {
    let mut sessions: Vec<Session<'_>> = Vec::new();
    for entry in entries {
        match &entry.draft.event {
            Event::SessionHeld(held) => {
                sessions.push(Session { seq: entry.seq, held, parts: BTreeMap::new() });
            }
            Event::TookPart(part) => {
                if let Some(session) = sessions.iter_mut().find(|session| session.seq == part.session) {
                    session.parts.insert(part.person, (entry.seq, part));
                }
            }
            _other => {}
        }
    }
    sessions
}

#[derive(Serialize)]
struct HeaderV1<'f> {
    v: u32,
    document: &'static str,
    record: &'f str,
    as_of: Timestamp,
    size: u64,
    head: String,
}

/// What a paper says, before it is dressed.
struct Draft<'d, R> {
    document: &'static str,
    title: String,
    selection: String,
    body: Vec<Block>,
    member: &'static str,
    rows: &'d [R],
    sheet: Sheet,
}

impl Source<'_> {
    fn paper<R: Serialize>(&self, draft: Draft<'_, R>) -> Result<Paper, ReportError> {
        let furniture = Furniture::of_record(self.log, self.scene, self.edition, draft.selection)?;
        let header = HeaderV1 {
            v: 1,
            document: draft.document,
            record: &furniture.incident,
            as_of: self.now,
            size: furniture.size.0,
            head: furniture.head.to_string(),
        };
        let tree = Tree::new(&header, draft.member, draft.rows)?;
        Ok(Paper { document: Document::new(&draft.title, furniture, draft.body), sheet: draft.sheet, tree })
    }

    /// A person's name, or the number that stays when the card is erased.
    fn name(&self, person: PersonId) -> String {
        self.scene.person(person)
    }

    fn day(&self, at: Timestamp) -> String {
        super::actions::day(at, self.scene.zone)
    }
}
