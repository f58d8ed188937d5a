//! Two copies of one record that went separate ways: what the other one has beyond the common entries comes in as late entries, and its
//! lines are kept as evidence. Must not change what is here, and must not do twice what was done.

mod late;

use std::collections::BTreeMap;

use super::failed;
use super::import::Checked;
use crate::app::app_error::AppError;
use crate::app::guard::Secrets;
use crate::app::pen::Act;
use crate::app::people::{self, Card, Who};
use crate::app::roster;
use crate::app::session::Session;
use crate::app::words::Wording;
use crate::base::digest::{Digest, Hasher};
use crate::base::id::{EvidenceId, PersonId, Seq};
use crate::bundle::layout;
use crate::bundle::lines::{self, MAX_LINE};
use crate::incident::command::Command;
use crate::incident::event::Event;
use crate::incident::event::evidence::{EvidenceTaken, Holding};
use crate::incident::event::proof::CopyMerged;
use crate::record::chain::Head;
use crate::record::entry::Entry;
use crate::store::evidence::{EvidenceFolder, Taken};
use late::Telling;

/// What came of it.
#[derive(Debug, Clone)]
pub(crate) enum Merged {
    /// This very copy was merged before, by that entry.
    Before(Seq),
    /// Entries came in.
    In {
        /// What was written.
        entries: Vec<Entry>,
        /// How far both copies are the same.
        common: Head,
        /// How many of the other's entries came in.
        late: usize,
        /// Its lines, kept as evidence.
        evidence: EvidenceId,
        /// Entries there that change how others are read, such as labels, corrections and erasures: they are told here, not done.
        to_do: Vec<Seq>,
    },
}

/// Takes in what a bundle has beyond the entries that both copies share.
pub(crate) fn merge(session: &mut Session<'_>, checked: &Checked) -> Result<Merged, AppError> {
    session.may_write()?;
    if checked.bag.labels.uid != session.uid() {
        let id = &checked.bag.labels.id;
        return Err(AppError::NotPossible(format!(
            "the bundle is of another incident ({id}); `bundle import` without --into keeps it beside"
        )));
    }
    let common = common(session, checked)?;
    let ours = session.entries();
    let from = match known(&ours, checked, common.seq)? {
        Some((by, until)) if until == checked.head().seq => return Ok(Merged::Before(by)),
        Some((_, until)) => until,
        None => common.seq,
    };
    let beyond: Vec<&Entry> = checked.entries.iter().filter(|entry| entry.seq > from).collect();
    let people = introduce(session, checked, &beyond)?;
    let folder = EvidenceFolder::beside(session.store().path());
    let taken = folder.take(&checked.bag.path(layout::LOG), &mut |_| ())?;
    let mut wording = Wording::with(Secrets::Keep);
    let texts = checked.texts()?;
    let telling = Telling { checked, texts: &texts, people: &people };
    let late = telling.acts(session, &beyond, &mut wording)?;
    let count = late.len();
    let (evidence, entries) = write(session, (checked, common), &taken, (late, wording))?;
    let to_do = beyond.iter().filter(|entry| changes_reading(&entry.draft.event)).map(|entry| entry.seq);
    Ok(Merged::In { entries, common, late: count, evidence, to_do: to_do.collect() })
}

/// How far both copies are the same.
fn common(session: &Session<'_>, checked: &Checked) -> Result<Head, AppError> {
    let mut common = Head::NONE;
    session.store().visit::<AppError>(session.uid(), Seq::NONE, |stored| {
        let at = usize::try_from(common.seq.0).unwrap_or(usize::MAX);
        let theirs = checked.heads.get(at).filter(|theirs| theirs.0 == stored.hash);
        if let Some(hash) = theirs.filter(|_| stored.seq == common.seq.next()) {
            common = Head { seq: stored.seq, hash: *hash };
        }
        Ok(())
    })?;
    if common == Head::NONE {
        return Err(AppError::NotPossible(
            "the two have no entry in common: they are not copies of one record".to_owned(),
        ));
    }
    if common == checked.head() {
        let same = if common == session.head() { "the same" } else { "an older copy" };
        return Err(AppError::NotPossible(format!(
            "the bundle is {same}: it has nothing beyond {common}, which is here"
        )));
    }
    Ok(common)
}

/// The newest entry that merged an earlier state of this copy, with how far that went.
fn known(ours: &[Entry], checked: &Checked, common: Seq) -> Result<Option<(Seq, Seq)>, AppError> {
    let mut evidence: BTreeMap<EvidenceId, Digest> = BTreeMap::new();
    let mut merged: Vec<(Seq, Seq, Digest)> = Vec::new();
    for entry in ours {
        if let Event::EvidenceTaken(body) = &entry.draft.event {
            evidence.extend(body.sha256.map(|sha256| (body.evidence, sha256)));
        }
        let Event::CopyMerged(body) = &entry.draft.event else { continue };
        let log = evidence.get(&body.evidence).filter(|_| body.other_size > common);
        merged.extend(log.map(|log| (entry.seq, body.other_size, *log)));
    }
    if merged.is_empty() {
        return Ok(None);
    }
    let mut found = None;
    let (mut hasher, mut seq) = (Hasher::default(), Seq::NONE);
    lines::each::<std::io::Error>(&checked.bag.path(layout::LOG), MAX_LINE, |line| {
        hasher.update(line);
        hasher.update(b"\n");
        seq = seq.next();
        let mut now = merged.iter().filter(|(_, size, _)| *size == seq);
        let same = now.find(|(_, _, log)| hasher.clone().finish() == *log);
        found = same.map(|(by, size, _)| (*by, *size)).or(found);
        Ok(())
    })
    .map_err(failed(layout::LOG))?;
    Ok(found)
}

/// The people who acted there, as they are called here: the same number where both knew them before, else the same name.
fn introduce(
    session: &mut Session<'_>,
    checked: &Checked,
    beyond: &[&Entry],
) -> Result<BTreeMap<PersonId, PersonId>, AppError> {
    let texts = checked.texts()?;
    let added: Vec<PersonId> = beyond
        .iter()
        .filter_map(|entry| {
            let Event::PersonAdded(body) = &entry.draft.event else { return None };
            Some(body.person)
        })
        .collect();
    let mut people: BTreeMap<PersonId, PersonId> = BTreeMap::new();
    for (theirs, card) in checked.state.people() {
        if !added.contains(theirs) && session.state().people().contains_key(theirs) {
            people.insert(*theirs, *theirs);
            continue;
        }
        // Without a name, because the edition withholds it, nobody can say who it is.
        let Some(card) = texts.get(card).and_then(|text| Card::from_text(text)) else { continue };
        let ours = match people::find(session.state(), session.words(), &card.name, true)? {
            Who::Known(person) => person,
            Who::New(_) => roster::add_new(session, &card)?,
        };
        people.insert(*theirs, ours);
    }
    Ok(people)
}

/// Labels, corrections, erasures and holds speak of entries by number: what is meant here, somebody has to say.
fn changes_reading(event: &Event) -> bool {
    matches!(
        event,
        Event::Labelled(_)
            | Event::EntryCorrected(_)
            | Event::FactCorrected(_)
            | Event::Erased(_)
            | Event::HoldSet(_)
            | Event::Starred(_)
    )
}

/// Everything in one transaction: the other copy's lines as evidence, that it came home, and what it says.
fn write(
    session: &mut Session<'_>,
    (checked, common): (&Checked, Head),
    taken: &Taken,
    (late, mut wording): (Vec<Act>, Wording),
) -> Result<(EvidenceId, Vec<Entry>), AppError> {
    let head = checked.head();
    let name = wording.say(&format!("log.jsonl of another copy, up to {head}"))?;
    let method = Some(wording.say("bundle import --into")?);
    let (sha256, size) = (Some(taken.sha256), Some(taken.size));
    let mut evidence = EvidenceId(0);
    let entries = session.act_late(wording, |state| {
        evidence = state.next_evidence();
        let piece = EvidenceTaken {
            evidence,
            holding: Holding::Copied,
            name,
            sha256,
            size,
            source: None,
            method,
            place: None,
            collector: None,
            collected: None,
            step: None,
            item: None,
            claimed_hash: false,
        };
        let merged = CopyMerged { size: common.seq, head: common.hash, other_size: head.seq, evidence };
        let mut acts = vec![Act::from(record(piece)), Act::from(record(merged))];
        acts.extend(late);
        Ok(acts)
    })?;
    Ok((evidence, entries))
}

fn record(event: impl Into<Event>) -> Command {
    Command::Write(Box::new(event.into()))
}
