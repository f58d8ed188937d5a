//! Who was given what, and what became of it since: corrections and erasures of entries that stood in it. Must not decide who is told.

use super::describe::describe;
use super::describe::scene::Scene;
use super::edition::Edition;
use crate::base::id::{FactId, Seq};
use crate::base::time::Timestamp;
use crate::fact::value::PassageRef;
use crate::incident::event::Event;
use crate::incident::event::keeping::Produced;
use crate::record::entry::Entry;
use crate::record::labelling::Labelling;

/// Something that was given to somebody.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub(crate) struct ProductionLine {
    /// The entry that says so.
    pub(crate) entry: Seq,
    /// When it was recorded.
    pub(crate) recorded: Timestamp,
    /// To whom.
    pub(crate) to: String,
    /// What it was.
    pub(crate) what: String,
    /// The edition.
    pub(crate) edition: String,
    /// The format.
    pub(crate) format: String,
    /// Hash of its bytes.
    pub(crate) sha256: String,
    /// Number of entries that it was made from.
    pub(crate) size: Seq,
    /// Hash of the last of them.
    pub(crate) head: String,
    /// What later entries did to entries that it was made from.
    pub(crate) since: Vec<SinceLine>,
}

/// Something that was done to an entry that stood in it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub(crate) struct SinceLine {
    /// The entry that did it.
    pub(crate) entry: Seq,
    /// When it was recorded.
    pub(crate) recorded: Timestamp,
    /// `corrected`, `undone` or `erased`.
    pub(crate) what: &'static str,
    /// The entry that it was done to.
    pub(crate) of: Seq,
    /// In words.
    pub(crate) text: String,
}

/// Everything that was given away, in the order of the record.
pub(crate) fn productions(
    entries: &[Entry],
    scene: &Scene<'_>,
    is_anchor: &dyn Fn(&FactId) -> bool,
) -> Vec<ProductionLine> {
    let line = |entry: &Entry| {
        let Event::Produced(body) = &entry.draft.event else { return None };
        Some(ProductionLine {
            entry: entry.seq,
            recorded: entry.stamp.t,
            to: scene.read(body.to),
            what: body.what.clone(),
            edition: body.edition.clone(),
            format: body.format.clone(),
            sha256: body.sha256.to_string(),
            size: body.size,
            head: body.head.to_string(),
            since: since(entries, (entry.seq, body), scene, is_anchor),
        })
    };
    entries.iter().filter_map(line).collect()
}

fn since(
    entries: &[Entry],
    (seq, body): (Seq, &Produced),
    scene: &Scene<'_>,
    is_anchor: &dyn Fn(&FactId) -> bool,
) -> Vec<SinceLine> {
    let later = entries.iter().filter(|entry| entry.seq > seq);
    let found = later.filter_map(|entry| {
        let (what, of) = done_to(&entry.draft.event)?;
        let had = of <= body.size && was_shown(entries, body, &entry.draft.event, is_anchor);
        had.then(|| SinceLine {
            entry: entry.seq,
            recorded: entry.stamp.t,
            what,
            of,
            text: describe(entry, scene).text(),
        })
    });
    found.collect()
}

#[expect(clippy::wildcard_enum_match_arm, reason = "the other kinds have nothing to say here")]
fn done_to(event: &Event) -> Option<(&'static str, Seq)> {
    match event {
        Event::EntryCorrected(body) => Some(("corrected", body.entry)),
        Event::FactCorrected(body) => Some(("corrected", body.corrects)),
        Event::StepUndone(body) => Some(("undone", body.entry)),
        Event::Erased(body) => Some(("erased", body.entry)),
        _other => None,
    }
}

/// What was withheld from somebody cannot be taken back from them; corrections concern the structure too, which everybody got.
fn was_shown(entries: &[Entry], body: &Produced, event: &Event, is_anchor: &dyn Fn(&FactId) -> bool) -> bool {
    let Event::Erased(erased) = event else { return true };
    shown_in(entries, body, &erased.passages, is_anchor)
}

/// Whether a production may have shown one of some passages. An edition that is not known is taken to have shown everything.
pub(crate) fn shown_in(
    entries: &[Entry],
    body: &Produced,
    passages: &[PassageRef],
    is_anchor: &dyn Fn(&FactId) -> bool,
) -> bool {
    let size = usize::try_from(body.size.0).unwrap_or(usize::MAX);
    let then = entries.get(..size).unwrap_or(entries);
    let Some(edition) = Edition::named(&body.edition) else { return true };
    let labelling = Labelling::of(then, is_anchor);
    passages.iter().any(|passage| edition.withholds(&labelling.passage(*passage)).is_none())
}
