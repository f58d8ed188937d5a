//! The timeline: what happened, as a fold over the record, for people who were not there. One selection of rows serves every
//! format. Must not ask a clock: the same record, edition and options give the same bytes.

mod at_a_glance;
mod command;
mod entries;
mod export;
mod glance;
mod json;
mod lane;
mod mark;
mod paper;
mod picture;
mod row;
mod select;
mod tables;
mod times;

use crate::base::digest::Digest;
use crate::base::id::Seq;
use crate::base::time::{Timestamp, Zone};
use crate::incident::state::{Recorded, State};
use crate::record::entry::Entry;
use crate::record::labelling::Labelling;
use crate::record::verified::VerifiedEntries;

use super::describe::scene::{Scene, Vocabulary};
use super::document::Document;
use super::document::furniture::{Broken, Furniture};
use super::edition::Edition;
use super::format::FormatError;
use super::format::{Format, Paper};
use super::moment;
use super::template::TemplateError;
use super::words::{Lookup, Words};
pub(crate) use command::Command;
use glance::Glance;
pub(crate) use lane::step_of;
use mark::Marks;
use row::Row;
pub(crate) use row::happened_at;
use select::KeyRule;

/// How much a timeline shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Detail {
    /// Signals, anchors, decisions, containment, notices: a few pages.
    Key,
    /// Everything.
    Full,
}

/// Every degree of detail with its word.
pub(crate) const DETAILS: [(Detail, &str); 2] = [(Detail::Key, "key"), (Detail::Full, "full")];

/// In which order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Order {
    /// As entries were written.
    Recorded,
    /// As things happened, as far as anybody claims; ties by number.
    Happened,
}

/// Every order with its word.
pub(crate) const ORDERS: [(Order, &str); 2] = [(Order::Recorded, "recorded"), (Order::Happened, "happened")];

impl Detail {
    /// The word for it.
    pub(crate) fn word(self) -> &'static str {
        DETAILS.iter().find(|(detail, _)| *detail == self).map_or("", |(_, word)| word)
    }
}

impl Order {
    /// The word for it.
    pub(crate) fn word(self) -> &'static str {
        ORDERS.iter().find(|(order, _)| *order == self).map_or("", |(_, word)| word)
    }

    /// Papers tell what happened; data follows the record.
    pub(crate) fn usual_for(format: Format) -> Self {
        if format.is_paper() { Self::Happened } else { Self::Recorded }
    }
}

/// What to show.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Options {
    /// Who reads it.
    pub(crate) edition: &'static Edition,
    /// How much.
    pub(crate) detail: Detail,
    /// In which order.
    pub(crate) order: Order,
    /// Only what was recorded since.
    pub(crate) since: Option<Timestamp>,
    /// What was known then: only what was recorded by then.
    pub(crate) as_of: Option<Timestamp>,
    /// The record as it was when it had so many entries.
    pub(crate) at_size: Option<Seq>,
    /// The zone beside UTC: the incident's.
    pub(crate) zone: Zone,
}

impl Options {
    #[cfg(test)]
    /// What is shown when nobody asks for anything else.
    pub(crate) fn usual(format: Format, zone: Zone) -> Self {
        Self {
            edition: Edition::team(),
            detail: Detail::Full,
            order: Order::usual_for(format),
            since: None,
            as_of: None,
            at_size: None,
            zone,
        }
    }
}

/// A record to read from.
#[derive(Clone, Copy)]
pub(crate) struct Record<'a> {
    /// All entries from the first, as far as the record is whole.
    pub(crate) log: &'a VerifiedEntries,
    /// Passages.
    pub(crate) words: Lookup<'a>,
    /// Labels of facts and roles.
    pub(crate) vocabulary: Vocabulary<'a>,
}

/// Why there is no timeline.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ReportError {
    /// Nothing was recorded by then.
    #[error("nothing was recorded by then")]
    Nothing,
    /// The record is not that long.
    #[error("the record has {size} entries, so it cannot be shown as it was at {asked}")]
    Size {
        /// Entries that were asked for.
        asked: Seq,
        /// Entries that there are.
        size: usize,
    },
    /// Entry 1 does not open an incident.
    #[error("entry 1 does not open an incident")]
    NoOpening,
    /// A template that does not fit its paper.
    #[error(transparent)]
    Template(#[from] TemplateError),
    /// The format.
    #[error(transparent)]
    Format(#[from] FormatError),
    /// A structure that cannot be written.
    #[error("paper cannot be written as JSON: {0}")]
    Json(#[from] serde_json::Error),
}

/// What rows are made from.
struct Outlook<'a> {
    scene: &'a Scene<'a>,
    marks: &'a Marks,
    labelling: &'a Labelling,
    command: &'a Command,
}

/// A timeline.
struct Timeline<'a> {
    glance: Glance<'a>,
    rows: Vec<Row<'a>>,
    entries: &'a [Entry],
    scene: &'a Scene<'a>,
    marks: &'a Marks,
    options: Options,
    selection: String,
    broken: Option<Broken>,
}

/// Makes the timeline of a record.
pub(crate) fn timeline(record: &Record<'_>, options: &Options) -> Result<Paper, ReportError> {
    let entries = record.log.entries();
    let (known, size) = select::known(entries, options)?;
    let sized = entries.get(..size).unwrap_or(entries);
    let is_anchor = |fact: &crate::base::id::FactId| {
        record.vocabulary.fact(fact).is_some_and(|row| !row.anchors.is_empty())
    };
    let labelling = Labelling::of(sized, &is_anchor);
    let words = Words::new(record.words, &labelling, options.edition);
    let (state, broken) = fold(known);
    let scene = Scene::new(&state, &words, record.vocabulary, options.zone);
    let marks = mark::marks(known, &scene);
    let command = Command::of(known);
    let outlook = Outlook { scene: &scene, marks: &marks, labelling: &labelling, command: &command };
    let timeline = Timeline {
        glance: glance::glance(known, &outlook, broken).ok_or(ReportError::NoOpening)?,
        rows: rows(known, &outlook, options),
        entries: known,
        scene: &scene,
        marks: &marks,
        options: *options,
        selection: selection(known, options),
        // A paper of earlier entries alone does not reach the break.
        broken: record.log.broken().filter(|_| options.at_size.is_none()).map(Broken::of),
    };
    timeline.paper(Seq(u64::try_from(size).unwrap_or(u64::MAX)), head(record, size))
}

/// The hash of the last of the first `size` lines: the next line names it.
fn head(record: &Record<'_>, size: usize) -> Digest {
    record.log.entries().get(size).map_or(record.log.head().hash, |next| next.prev)
}

/// Follows the record as far as it goes. What cannot be followed is said on the paper; the rows do not depend on it.
fn fold(entries: &[Entry]) -> (State, Option<String>) {
    let mut state = State::default();
    for entry in entries {
        if let Err(illegal) = state.apply(&Recorded::from(entry)) {
            return (state, Some(illegal.to_string()));
        }
    }
    (state, None)
}

fn rows<'a>(entries: &'a [Entry], outlook: &Outlook<'a>, options: &Options) -> Vec<Row<'a>> {
    let scene = outlook.scene;
    let rule = KeyRule { state: scene.state, vocabulary: scene.vocabulary, marks: outlook.marks };
    let mut rows: Vec<Row<'a>> = entries
        .iter()
        .map(|entry| (entry, rule.holds(entry)))
        .filter(|(entry, key)| select::shows(entry, *key, options))
        .map(|(entry, key)| Row::of(entry, key, outlook))
        .collect();
    match options.order {
        Order::Recorded => rows.sort_by_key(Row::seq),
        Order::Happened => rows.sort_by_key(|row| (row.happened.at, row.seq())),
    }
    rows
}

/// Which part of the record is shown, in words.
fn selection(known: &[Entry], options: &Options) -> String {
    let detail = match options.detail {
        Detail::Key => "key entries",
        Detail::Full => "all entries",
    };
    let since = options.since.map(|at| format!("recorded since {}", moment::moment(at, options.zone)));
    let last = known.last().map_or(Seq::NONE, |entry| entry.seq);
    let as_of = options
        .as_of
        .map(|at| format!("as known at {} (entries 1 to {})", moment::moment(at, options.zone), last.0));
    let order = format!(
        "in the order in which they {}",
        match options.order {
            Order::Recorded => "were recorded",
            Order::Happened => "happened",
        }
    );
    let parts = [Some(detail.to_owned()), since, as_of, Some(order)];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

impl Timeline<'_> {
    /// The blocks come first: writing them tells what the edition withholds.
    fn paper(&self, size: Seq, head: Digest) -> Result<Paper, ReportError> {
        let body = self.blocks()?;
        let furniture = Furniture {
            incident: self.glance.opening.id.clone(),
            codename: self.glance.opening.codename.clone(),
            mode: self.glance.opening.mode,
            edition: self.options.edition.word,
            withheld: self.scene.words.withheld(),
            selection: self.selection.clone(),
            size,
            head,
            zone: self.options.zone.name().to_owned(),
            broken: self.broken.clone(),
        };
        Ok(Paper {
            sheet: export::sheet(self, &furniture),
            tree: json::tree(self, &furniture)?,
            document: Document::new(&format!("Timeline of {}", furniture.name()), furniture, body),
        })
    }
}

#[cfg(test)]
mod tests;
