//! Keeping the record: corrections, labels, marks, links between incidents. Nothing here changes an earlier line.

use super::app_error::AppError;
use super::naming;
use super::roster;
use super::session::Session;
use super::words::Wording;
use crate::base::id::{IncidentUid, Seq};
use crate::base::outcome::Outcome;
use crate::base::time::Claimed;
use crate::incident::command::Command;
use crate::incident::event::Event;
use crate::incident::event::keeping::{EntryCorrected, EntryMoved, Labelled, Linked, Relation, Starred};
use crate::incident::event::note::{NoteTaken, Origin};
use crate::incident::key::StepKey;
use crate::record::entry::{Entry, passages_of};
use crate::record::label::Label;
use crate::record::labelling::Labelling;
use crate::record::via::Via;

/// What is right instead.
#[derive(Debug, Clone, Default)]
pub(crate) struct Correction {
    /// The words.
    pub(crate) text: Option<String>,
    /// When it happened.
    pub(crate) at: Option<Claimed>,
    /// Who acted or said it.
    pub(crate) by: Option<String>,
    /// How it came.
    pub(crate) via: Option<Via>,
    /// The outcome of the step.
    pub(crate) outcome: Option<Outcome>,
}

/// Corrects an entry. The old one stays, struck through.
pub(crate) fn correct(
    session: &mut Session<'_>,
    seq: Seq,
    right: &Correction,
    why: &str,
) -> Result<Vec<Entry>, AppError> {
    let entries = session.entries();
    let entry = naming::found(&entries, seq)?;
    if right.text.is_some() && !entry.draft.event.has_words() {
        return Err(AppError::Input(format!(
            "{seq} holds no words that could be corrected; correct at=, by= or via="
        )));
    }
    let by = roster::maybe_person(session, right.by.as_deref())?;
    let mut wording = session.wording();
    let body = EntryCorrected {
        entry: seq,
        why: wording.say(why)?,
        text: wording.say_some(right.text.as_deref())?,
        at: right.at,
        by,
        via: right.via,
        outcome: right.outcome,
        step: right.outcome.and_then(|_| outcome_of(&entry.draft.event).cloned()),
    };
    session.act(write(body), wording)
}

/// The step that an entry gave its outcome.
#[expect(clippy::wildcard_enum_match_arm, reason = "the other kinds have nothing to say here")]
fn outcome_of(event: &Event) -> Option<&StepKey> {
    match event {
        Event::StepCompleted(body) => Some(&body.step),
        Event::StepFailed(body) => Some(&body.step),
        Event::StepSkipped(body) => Some(&body.step),
        Event::StepRefused(body) => Some(&body.step),
        _other => None,
    }
}

impl Event {
    /// Whether a person's words belong to it.
    fn has_words(&self) -> bool {
        !passages_of(self).is_empty()
    }
}

/// Gives entries another set of labels.
pub(crate) fn label(
    session: &mut Session<'_>,
    entries: Vec<Seq>,
    labels: Vec<Label>,
    (why, basis): (&str, Option<&str>),
) -> Result<Vec<Entry>, AppError> {
    let mut wording = session.wording();
    let (why, basis) = (wording.say(why)?, wording.say_some(basis)?);
    let body = Labelled { entries, labels, why, basis, passages: Vec::new(), withdrawn: false };
    session.act(write(body), wording)
}

/// Marks an entry for the key timeline, or no longer.
pub(crate) fn star(session: &mut Session<'_>, entry: Seq, starred: bool) -> Result<Vec<Entry>, AppError> {
    session.act(write(Starred { entry, starred }), Wording::default())
}

/// Says in an incident how another one belongs to it.
pub(crate) fn link(
    session: &mut Session<'_>,
    other: IncidentUid,
    relation: Relation,
    reverse: bool,
) -> Result<Vec<Entry>, AppError> {
    session.act(write(Linked { other, relation, reverse }), Wording::default())
}

/// A note on its way to the incident that it belongs to.
#[derive(Debug, Clone)]
pub(crate) struct Moving {
    text: String,
    labels: Vec<Label>,
    marker: crate::incident::event::note::Marker,
    origin: Origin,
    at: Claimed,
    by: String,
    via: Option<Via>,
}

fn correction_of(entry: &Entry, seq: Seq) -> Option<&EntryCorrected> {
    let Event::EntryCorrected(body) = &entry.draft.event else { return None };
    Some(body).filter(|body| body.entry == seq)
}

/// Picks up a note as it reads after its corrections.
pub(crate) fn pick_up(session: &Session<'_>, seq: Seq) -> Result<Moving, AppError> {
    let entries = session.entries();
    let entry = naming::found(&entries, seq)?;
    let Event::NoteTaken(note) = &entry.draft.event else {
        return Err(AppError::Input(format!("{seq} is no note: only notes can be moved")));
    };
    let corrected = || entries.iter().rev().filter_map(|entry| correction_of(entry, seq));
    let words = corrected().find_map(|right| right.text).unwrap_or(note.text);
    let text = session.words().get(words);
    let text = text.ok_or_else(|| AppError::Input(format!("the words of {seq} are erased")))?.to_owned();
    let labels = Labelling::of(&entries, &|_| false).entry(seq).into_iter().collect();
    let recorded = Claimed::as_recorded(entry.stamp.lived());
    Ok(Moving {
        text,
        labels,
        marker: note.marker,
        origin: Origin { incident: session.uid(), entry: seq },
        at: corrected().find_map(|right| right.at).or(entry.draft.at).unwrap_or(recorded),
        by: session.name(corrected().find_map(|right| right.by).unwrap_or_else(|| entry.by())),
        via: corrected().find_map(|right| right.via).or(entry.draft.via),
    })
}

/// Writes the note into the incident that it belongs to.
pub(crate) fn put_down(session: &mut Session<'_>, moving: &Moving) -> Result<Vec<Entry>, AppError> {
    let typist = session.identity().actor.clone();
    session.act_as(|identity| {
        identity.at = Some(moving.at);
        identity.by = Some(moving.by.clone()).filter(|by| *by != typist);
        identity.via = moving.via;
    });
    let mut wording = session.wording();
    let text = wording.say(&moving.text)?;
    let (marker, from, labels) = (moving.marker, Some(moving.origin.clone()), moving.labels.clone());
    session.act(write(NoteTaken { text, marker, answers: None, step: None, from, labels }), wording)
}

/// Marks the original as moved.
pub(crate) fn mark_moved(
    session: &mut Session<'_>,
    entry: Seq,
    to: IncidentUid,
    why: &str,
) -> Result<Vec<Entry>, AppError> {
    let mut wording = session.wording();
    let why = wording.say(why)?;
    session.act(write(EntryMoved { entry, to, why }), wording)
}

fn write(event: impl Into<Event>) -> Command {
    Command::Write(Box::new(event.into()))
}
