//! The release review: what an authority may read, passage by passage. Answers are entries; what was answered is not asked again.
//! Must not print, and must not show what is claimed to be privileged.

pub(crate) mod walk;

use std::collections::BTreeMap;

use super::app_error::AppError;
use super::backdrop::Backdrop;
use super::naming;
use super::paper::Reading;
use super::session::Session;
use crate::base::id::FactId;
use crate::base::time::Timestamp;
use crate::fact::value::PassageRef;
use crate::incident::command::Command;
use crate::incident::event::keeping::Labelled;
use crate::record::entry::Entry;
use crate::record::labelling::{Labelling, Labels};
use crate::record::passage_kind::PassageKind;
use crate::record::reviewing::{Answer, Reviewed, reviewed};
use crate::report::describe::describe;
use crate::report::describe::scene::Scene;
use crate::report::edition::Edition;
use crate::report::timeline::step_of;

/// What a review goes through.
#[derive(Debug, Clone, Default)]
pub(crate) struct Scope {
    /// Only these kinds; all that are offered where none is named.
    pub(crate) kinds: Vec<&'static PassageKind>,
    /// What was answered already too.
    pub(crate) again: bool,
}

impl Scope {
    fn takes(&self, row: &Reviewed) -> bool {
        let kind = if self.kinds.is_empty() { row.kind.is_offered } else { self.kinds.contains(&row.kind) };
        kind && (row.is_open || self.again) && row.state() != "privileged"
    }
}

/// A passage with what stands around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Item {
    /// The passage.
    pub(crate) reviewed: Reviewed,
    /// Its words.
    pub(crate) text: String,
    /// When its entry was recorded.
    pub(crate) recorded: Timestamp,
    /// Who acted or said it.
    pub(crate) by: String,
    /// The step that its entry is about.
    pub(crate) step: Option<String>,
    /// What its entry says in the words of the program.
    pub(crate) lead: String,
    /// Whether it names people whose names an authority does not get to see.
    pub(crate) names_people: bool,
}

/// What is to be gone through, in the order of the record. Erased words are left out, and those that are claimed to be privileged.
pub(crate) fn items(session: &Session<'_>, scope: &Scope) -> Vec<Item> {
    let is_anchor =
        |fact: &FactId| session.plans().fact(fact.as_str()).is_some_and(|row| !row.anchors.is_empty());
    let backdrop = Backdrop::read(session);
    let labelling = Labelling::of(backdrop.entries(), &is_anchor);
    let rows = reviewed(backdrop.entries(), &labelling, &is_anchor);
    let item = |row: Reviewed, scene: &Scene<'_>| {
        let text = session.words().get(row.passage)?.to_owned();
        let entry = naming::found(backdrop.entries(), row.first()).ok()?;
        Some(Item {
            text,
            recorded: entry.stamp.t,
            by: scene.person(entry.by()),
            step: step_of(&entry.draft.event).map(|key| scene.step(key)),
            lead: describe(entry, scene).lead,
            names_people: false,
            reviewed: row,
        })
    };
    let wanted = rows.into_iter().filter(|row| scope.takes(row));
    let mut items: Vec<Item> =
        backdrop.look(session, |scene| wanted.filter_map(|row| item(row, scene)).collect());
    let authority = Edition::parse("regulator").unwrap_or(Edition::team());
    Reading::of(session).with_scene(authority, |scene| {
        for item in &mut items {
            item.names_people = scene.words.without_names(&item.text) != item.text;
        }
    });
    items
}

/// What is said of a passage: labels, or that what was said before no longer counts.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Said {
    Labels(Labels),
    Withdrawn,
}

/// Why answers are given: words that all entries of a review share.
#[derive(Debug)]
pub(crate) struct Why {
    text: String,
    stored: Option<PassageRef>,
}

impl Why {
    /// A reason.
    pub(crate) fn new(text: &str) -> Self {
        Self { text: text.to_owned(), stored: None }
    }
}

/// So many passages are named in one entry, well below the cap of a line.
const MOST: usize = 100;

/// Gives one answer to several passages; all of it is written, or nothing.
pub(crate) fn answer(
    session: &mut Session<'_>,
    rows: &[&Reviewed],
    answer: Answer,
    why: &mut Why,
) -> Result<Vec<Entry>, AppError> {
    write(session, rows.iter().map(|row| (*row, Said::Labels(answer.labels(&row.labels)))).collect(), why)
}

/// Takes answers back: what was said of each passage before counts again.
fn take_back(session: &mut Session<'_>, rows: &[&Reviewed], why: &mut Why) -> Result<Vec<Entry>, AppError> {
    let before = |row: &Reviewed| row.said.clone().map_or(Said::Withdrawn, Said::Labels);
    write(session, rows.iter().map(|row| (*row, before(row))).collect(), why)
}

fn write(
    session: &mut Session<'_>,
    verdicts: Vec<(&Reviewed, Said)>,
    why: &mut Why,
) -> Result<Vec<Entry>, AppError> {
    let mut wording = session.wording();
    let reason = match why.stored {
        Some(stored) => stored,
        None => wording.say(&why.text)?,
    };
    let mut groups: BTreeMap<Said, Vec<&Reviewed>> = BTreeMap::new();
    for (row, said) in verdicts {
        groups.entry(said).or_default().push(row);
    }
    let bodies =
        groups.iter().flat_map(|(said, rows)| rows.chunks(MOST).map(|rows| body(rows, said, reason)));
    let commands = bodies.map(|body| Command::Write(Box::new(body.into()))).collect();
    let entries = session.act_all(commands, wording)?;
    why.stored = Some(reason);
    Ok(entries)
}

fn body(rows: &[&Reviewed], said: &Said, why: PassageRef) -> Labelled {
    let mut entries: Vec<_> = rows.iter().flat_map(|row| row.entries.iter().copied()).collect();
    entries.sort_unstable();
    entries.dedup();
    let labels = match said {
        Said::Labels(labels) => labels.iter().copied().collect(),
        Said::Withdrawn => Vec::new(),
    };
    let passages = rows.iter().map(|row| row.passage).collect();
    Labelled { entries, labels, why, basis: None, passages, withdrawn: *said == Said::Withdrawn }
}
