//! What has been kept long enough: words whose period has ended since the incident was closed. They are erased entry by entry, as people
//! erase them; a legal hold beats every period. Must not decide how long anything is kept: the profile does.

use std::collections::BTreeMap;

use super::app_error::AppError;
use super::handed_out::is_anchor;
use super::session::Session;
use crate::base::id::{FactId, Seq};
use crate::base::time::Timestamp;
use crate::fact::value::PassageRef;
use crate::host::organisation::retention::Retention;
use crate::incident::command::Command;
use crate::incident::event::keeping::Erased;
use crate::incident::refusal::Refusal;
use crate::record::entry::{Entry, entry_at};
use crate::record::labelling::{Labelling, Labels};
use crate::record::reviewing::reviewed;

/// Words of one entry whose period ends at the same time, by the same rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Kept {
    /// The entry.
    pub(crate) entry: Seq,
    /// Its passages.
    pub(crate) passages: Vec<PassageRef>,
    /// What they are.
    pub(crate) kind: &'static str,
    /// The rule's key.
    pub(crate) rule: &'static str,
    /// When the period ends.
    pub(crate) due: Timestamp,
}

/// What is kept and until when.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Plan {
    /// When the incident was closed; while it is open nothing is counted.
    pub(crate) closed: Option<(Seq, Timestamp)>,
    /// What is due now.
    pub(crate) due: Vec<Kept>,
    /// What will be.
    pub(crate) later: Vec<Kept>,
}

/// Counts the periods of all words that are still there. The shortest period of the labels of a passage counts; what was written after
/// the close is counted from when it was written.
pub(crate) fn plan(session: &Session<'_>, retention: &Retention) -> Plan {
    let entries = session.entries();
    let Some(seq) = session.state().closed() else { return Plan::default() };
    let at = |seq: Seq| entry_at(&entries, seq).map(|entry| entry.stamp.t);
    let closed = at(seq).unwrap_or(Timestamp::EPOCH);
    let anchors = |fact: &FactId| is_anchor(session, fact);
    let labelling = Labelling::of(&entries, &anchors);
    let mut kept: BTreeMap<(Timestamp, bool, Seq, &'static str), Kept> = BTreeMap::new();
    for row in reviewed(&entries, &labelling, &anchors) {
        // Why words were erased, withheld or handed out has to be answered for longer than the words.
        let is_there = session.words().get(row.passage).is_some();
        if !is_there || !row.kind.is_offered {
            continue;
        }
        let from =
            row.entries.last().and_then(|last| at(*last)).map_or(closed, |written| written.max(closed));
        let Some((rule, due)) = ends(&row.labels, from, retention, session) else { continue };
        let is_card = matches!(row.kind.word, "people" | "sittings");
        let group = kept.entry((due, is_card, row.first(), rule)).or_insert_with(|| Kept {
            entry: row.first(),
            passages: Vec::new(),
            kind: row.kind.name,
            rule,
            due,
        });
        group.passages.push(row.passage);
    }
    let now = session.now();
    let (due, later) = kept.into_values().partition(|kept| kept.due <= now);
    Plan { closed: Some((seq, closed)), due, later }
}

/// The rule by which a passage is due first, and when.
fn ends(
    labels: &Labels,
    from: Timestamp,
    retention: &Retention,
    session: &Session<'_>,
) -> Option<(&'static str, Timestamp)> {
    let rules = retention.of(labels).map(|rule| (rule.key, rule.period.after(from, session.zone())));
    rules.min_by_key(|(_, due)| *due)
}

/// So many entries are erased from in one transaction.
const BATCH: usize = 100;

/// Erases what is due. Each batch is whole on disk before the next begins; what was done is told through `done` even if a later one fails.
pub(crate) fn apply(
    session: &mut Session<'_>,
    due: &[Kept],
    why: &str,
    done: &mut Vec<Entry>,
) -> Result<(), AppError> {
    if let Some(hold) = *session.state().hold() {
        return Err(Refusal::Held(hold).into());
    }
    let mut stored = None;
    // Whoever erases is on the roster too: cards go last, so that nobody is introduced anew for each batch.
    for batch in due.chunks(BATCH) {
        let mut wording = session.wording();
        let why = match stored {
            Some(stored) => stored,
            None => wording.say(why)?,
        };
        let erased = batch.iter().map(|kept| {
            let (entry, passages) = (kept.entry, kept.passages.clone());
            Command::Write(Box::new(Erased { entry, passages, why, on_word_of: None }.into()))
        });
        done.extend(session.act_all(erased.collect(), wording)?);
        stored = Some(why);
    }
    Ok(())
}
