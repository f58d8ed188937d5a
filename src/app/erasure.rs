//! Taking words out that must not stay, and saying which copies of them cannot be reached. Must not promise more than it does.

use std::collections::BTreeSet;

use super::app_error::AppError;
use super::handed_out::is_anchor;
use super::naming;
use super::roster;
use super::session::Session;
use crate::base::id::{FactId, IncidentUid, Seq};
use crate::fact::value::PassageRef;
use crate::incident::command::Command;
use crate::incident::event::Event;
use crate::incident::event::keeping::Erased;
use crate::record::chain::Head;
use crate::record::entry::{Entry, passages_of};
use crate::record::labelling::NAMED;
use crate::report::productions::shown_in;

/// What became of words that had to go.
#[derive(Debug, Clone)]
pub(crate) struct Redaction {
    /// What was written.
    pub(crate) entries: Vec<Entry>,
    /// What was deleted.
    pub(crate) passages: Vec<PassageRef>,
    /// Where the words still are.
    pub(crate) reach: Reach,
}

/// Where erased words still are, as far as the record knows.
#[derive(Debug, Clone, Default)]
pub(crate) struct Reach {
    /// Entries that correct the erased ones in words of their own.
    pub(crate) corrections: Vec<Seq>,
    /// Other entries that hold the same words.
    pub(crate) same: Vec<Seq>,
    /// Productions that may have shown them: the entry and to whom.
    pub(crate) productions: Vec<(Seq, String)>,
    /// Copies of a note in other incidents of this record: the codename and the entry there.
    pub(crate) moved: Vec<(String, Option<Seq>)>,
    /// Whether traces may lie in unused bytes of the file.
    pub(crate) traces: bool,
}

/// What is about to be erased, and its words, which are needed to look for them elsewhere.
pub(crate) struct Doomed {
    entry: Seq,
    passages: Vec<PassageRef>,
    texts: Vec<String>,
}

impl Doomed {
    /// Takes note of words before they go.
    pub(crate) fn of(session: &Session<'_>, entry: Seq, passages: &[PassageRef]) -> Self {
        let texts = passages.iter().filter_map(|passage| session.words().get(*passage)).map(str::to_owned);
        Self { entry, passages: passages.to_vec(), texts: texts.collect() }
    }
}

/// Deletes the words of an entry. Its line, its time and its place stay.
pub(crate) fn redact(
    session: &mut Session<'_>,
    seq: Seq,
    why: &str,
    on_word_of: Option<&str>,
) -> Result<Redaction, AppError> {
    let entries = session.entries();
    let entry = naming::found(&entries, seq)?;
    let held: Vec<PassageRef> = held(entry).collect();
    let kept: BTreeSet<PassageRef> =
        held.iter().copied().filter(|passage| session.words().get(*passage).is_some()).collect();
    if kept.is_empty() {
        let why = if held.is_empty() { "it holds no words" } else { "its words are erased already" };
        return Err(AppError::Input(format!("nothing to erase in {seq}: {why}")));
    }
    let on_word_of = roster::maybe_person(session, on_word_of)?;
    let passages: Vec<PassageRef> = kept.into_iter().collect();
    let doomed = [Doomed::of(session, seq, &passages)];
    let mut wording = session.wording();
    let body = Erased { entry: seq, passages: passages.clone(), why: wording.say(why)?, on_word_of };
    let written = session.act(Command::Write(Box::new(body.into())), wording)?;
    Ok(Redaction { entries: written, passages, reach: reach(session, &entries, &doomed)? })
}

/// The passages that an entry holds, not those that it only names.
fn held(entry: &Entry) -> impl Iterator<Item = PassageRef> + use<> {
    passages_of(&entry.draft.event)
        .into_iter()
        .filter(|(member, _)| member != NAMED)
        .map(|(_, passage)| passage)
}

/// Where erased words still are. `entries` are those from before the erasure.
pub(crate) fn reach(session: &Session<'_>, entries: &[Entry], doomed: &[Doomed]) -> Result<Reach, AppError> {
    let gone: BTreeSet<Seq> = doomed.iter().map(|doomed| doomed.entry).collect();
    Ok(Reach {
        corrections: corrections(session, entries, &gone),
        same: same_words(session, entries, doomed),
        productions: productions(session, entries, doomed),
        moved: moved(session, entries, &gone)?,
        traces: session.left_traces(),
    })
}

#[expect(clippy::wildcard_enum_match_arm, reason = "the other kinds have nothing to say here")]
fn corrections(session: &Session<'_>, entries: &[Entry], gone: &BTreeSet<Seq>) -> Vec<Seq> {
    let corrects = |entry: &&Entry| match &entry.draft.event {
        Event::EntryCorrected(body) => gone.contains(&body.entry),
        Event::FactCorrected(body) => gone.contains(&body.corrects),
        _other => false,
    };
    let has_words = |entry: &&Entry| held(entry).any(|passage| session.words().get(passage).is_some());
    entries.iter().filter(corrects).filter(has_words).map(|entry| entry.seq).collect()
}

/// Shorter texts stand in others by chance.
const SHORTEST: usize = 6;

fn same_words(session: &Session<'_>, entries: &[Entry], doomed: &[Doomed]) -> Vec<Seq> {
    let texts: BTreeSet<&str> = doomed.iter().flat_map(|doomed| &doomed.texts).map(String::as_str).collect();
    let texts: Vec<&str> = texts.into_iter().filter(|text| text.chars().count() >= SHORTEST).collect();
    let holds = |entry: &&Entry| {
        held(entry)
            .filter_map(|passage| session.words().get(passage))
            .any(|words| texts.iter().any(|text| words.contains(text)))
    };
    entries.iter().filter(holds).map(|entry| entry.seq).collect()
}

#[expect(clippy::wildcard_enum_match_arm, reason = "the other kinds have nothing to say here")]
fn productions(session: &Session<'_>, entries: &[Entry], doomed: &[Doomed]) -> Vec<(Seq, String)> {
    let anchors = |fact: &FactId| is_anchor(session, fact);
    let produced = |entry: &Entry| match &entry.draft.event {
        Event::Produced(body) => {
            let had = doomed
                .iter()
                .any(|gone| gone.entry <= body.size && shown_in(entries, body, &gone.passages, &anchors));
            had.then(|| (entry.seq, session.words().text(body.to).to_owned()))
        }
        _other => None,
    };
    entries.iter().filter_map(produced).collect()
}

/// Notes that went to another incident or came from one: their words stand there once more.
fn moved(
    session: &Session<'_>,
    entries: &[Entry],
    gone: &BTreeSet<Seq>,
) -> Result<Vec<(String, Option<Seq>)>, AppError> {
    let incidents = session.store().incidents()?;
    let name = |uid: IncidentUid| {
        let known = incidents.iter().find(|row| row.uid == uid);
        known.map_or_else(|| uid.to_string(), |row| row.codename.clone())
    };
    let mut copies = Vec::new();
    for entry in entries {
        if let Event::EntryMoved(body) = &entry.draft.event
            && gone.contains(&body.entry)
        {
            copies.push((name(body.to), copy_in(session, body.to, body.entry)?));
        }
        if let Event::NoteTaken(body) = &entry.draft.event
            && let Some(from) = body.from.as_ref().filter(|_| gone.contains(&entry.seq))
        {
            copies.push((name(from.incident), Some(from.entry)));
        }
    }
    Ok(copies)
}

/// The entry of another incident into which a note of this one was copied.
fn copy_in(session: &Session<'_>, other: IncidentUid, moved: Seq) -> Result<Option<Seq>, AppError> {
    let own = session.uid();
    let mut found = None;
    session.store().entries::<AppError>(other, Head::NONE, |entry| {
        if let Event::NoteTaken(body) = &entry.draft.event
            && body.from.as_ref().is_some_and(|from| from.incident == own && from.entry == moved)
        {
            found = Some(entry.seq);
        }
        Ok(())
    })?;
    Ok(found)
}
