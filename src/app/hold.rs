//! A legal hold: set, lifted, looked at. What it forbids is decided by the engine.

use super::app_error::AppError;
use super::backdrop::Backdrop;
use super::roster;
use super::session::Session;
use crate::base::id::Seq;
use crate::base::time::Timestamp;
use crate::incident::command::Command;
use crate::incident::event::Event;
use crate::incident::event::proof::HoldSet;
use crate::record::entry::{Entry, entry_at};

/// A hold that stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Standing {
    /// The entry that set it.
    pub(crate) entry: Seq,
    /// Since when.
    pub(crate) since: Timestamp,
    /// Who set it.
    pub(crate) by: String,
    /// On whose word.
    pub(crate) on_word_of: Option<String>,
    /// Why.
    pub(crate) why: String,
}

/// Sets a hold, or lifts the one that stands.
pub(crate) fn put(
    session: &mut Session<'_>,
    on: bool,
    (why, on_word_of): (&str, Option<&str>),
) -> Result<Vec<Entry>, AppError> {
    let on_word_of = roster::maybe_person(session, on_word_of)?;
    let mut wording = session.wording();
    let body = HoldSet { on, why: wording.say(why)?, on_word_of };
    session.act(Command::Write(Box::new(body.into())), wording)
}

/// The hold that stands, if one does.
pub(crate) fn standing(session: &Session<'_>) -> Option<Standing> {
    let seq = (*session.state().hold())?;
    let backdrop = Backdrop::read(session);
    let found = entry_at(backdrop.entries(), seq);
    backdrop.look(session, |scene| {
        let entry = found?;
        let Event::HoldSet(body) = &entry.draft.event else { return None };
        Some(Standing {
            entry: seq,
            since: entry.stamp.t,
            by: scene.person(entry.by()),
            on_word_of: body.on_word_of.map(|person| scene.person(person)),
            why: scene.read(body.why),
        })
    })
}
