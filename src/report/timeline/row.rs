//! A row of the timeline: one entry with all that is known of it. Must not know formats.

use super::Outlook;
use super::lane::{Lane, lane, step_of};
use super::mark::Mark;
use crate::base::id::{PersonId, Seq};
use crate::base::time::{Claimed, Period, Timestamp};
use crate::incident::event::Event;
use crate::incident::key::StepKey;
use crate::record::entry::Entry;
use crate::record::labelling::Labels;
use crate::record::via::Via;
use crate::report::describe::{Sentence, describe};

/// A claimed time that lies further back than this when it is recorded makes a late entry.
pub(crate) const LATE_AFTER: Period = Period::from_seconds(15 * 60);

/// When it happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Happened {
    /// The instant: as claimed and, if need be, corrected; else when it was recorded.
    pub(crate) at: Timestamp,
    /// The claim that stands.
    pub(crate) claimed: Option<Claimed>,
    /// The time that a correction took the place of.
    pub(crate) was: Option<Claimed>,
    /// How long after it was recorded, if that was late.
    pub(crate) late: Option<Period>,
}

/// A person as the edition may show them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Named {
    /// Number on the roster.
    pub(crate) id: PersonId,
    /// Name, or the number again.
    pub(crate) name: String,
    /// Short forms of the roles that they held then.
    pub(crate) roles: Vec<String>,
}

/// Who acted, who typed, how it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Who {
    /// Who acted or said it.
    pub(crate) actor: Named,
    /// The person who was named before a correction.
    pub(crate) was: Option<String>,
    /// Who typed it.
    pub(crate) typist: Named,
    /// How it came to the typist.
    pub(crate) via: Option<Via>,
}

/// A row.
#[derive(Debug, Clone)]
pub(crate) struct Row<'a> {
    /// The entry.
    pub(crate) entry: &'a Entry,
    /// When it happened.
    pub(crate) happened: Happened,
    /// Who.
    pub(crate) who: Who,
    /// The step, with its title.
    pub(crate) step: Option<(StepKey, Option<String>)>,
    /// The lane.
    pub(crate) lane: Lane,
    /// What it says.
    pub(crate) sentence: Sentence,
    /// What later entries did to it.
    pub(crate) marks: Vec<Mark>,
    /// Labels of its texts.
    pub(crate) labels: Labels,
    /// Whether somebody marked it for the key timeline.
    pub(crate) starred: bool,
    /// Whether it belongs in the key timeline.
    pub(crate) key: bool,
}

impl<'a> Row<'a> {
    /// Makes the row of an entry.
    pub(super) fn of(entry: &'a Entry, key: bool, outlook: &Outlook<'_>) -> Self {
        let scene = outlook.scene;
        let event = &entry.draft.event;
        let marks = outlook.marks.get(&entry.seq).cloned().unwrap_or_default();
        let title = |key: &StepKey| scene.state.step(key).map(|step| step.title.clone());
        Self {
            entry,
            happened: happened(entry, &marks),
            who: who(entry, &marks, outlook),
            step: step_of(event).map(|key| (key.clone(), title(key))),
            lane: lane(event, scene.state),
            sentence: describe(entry, scene),
            marks,
            labels: outlook.labelling.entry(entry.seq),
            starred: scene.state.starred().contains(&entry.seq),
            key,
        }
    }

    /// The number of the entry.
    pub(crate) fn seq(&self) -> Seq {
        self.entry.seq
    }

    /// When it was recorded.
    pub(crate) fn recorded(&self) -> Timestamp {
        self.entry.stamp.t
    }
}

/// The claim that an entry makes: its own, or the one inside what it records.
fn claim(entry: &Entry) -> Option<Claimed> {
    let event = &entry.draft.event;
    let inside = || {
        if let Event::SignalRecorded(body) = event {
            Some(body.received)
        } else if let Event::NoticeSent(body) = event {
            Some(body.sent)
        } else if let Event::EvidenceTaken(body) = event {
            body.collected
        } else if let Event::CustodyTransferred(body) = event {
            body.at
        } else {
            None
        }
    };
    entry.draft.at.or_else(inside)
}

/// The time of recording in the form of a claim; in an exercise that of the story.
pub(super) fn as_recorded(entry: &Entry) -> Claimed {
    Claimed::as_recorded(entry.stamp.lived())
}

/// When an entry happened, with the corrections of its time.
pub(super) fn happened(entry: &Entry, marks: &[Mark]) -> Happened {
    let first = claim(entry);
    let corrected = marks.iter().rev().find_map(|mark| mark.kind.time());
    let claimed = corrected.or(first);
    let at = claimed.map_or(entry.stamp.lived(), |claimed| claimed.at);
    let delay = entry.stamp.lived().since(at);
    let late = claimed.is_some() && delay > LATE_AFTER;
    Happened {
        at,
        claimed,
        was: corrected.map(|_| first.unwrap_or_else(|| as_recorded(entry))),
        late: late.then_some(delay),
    }
}

/// When an entry happened as far as it claims itself.
pub(crate) fn happened_at(entry: &Entry) -> Timestamp {
    happened(entry, &[]).at
}

fn who(entry: &Entry, marks: &[Mark], outlook: &Outlook<'_>) -> Who {
    let named = |id: PersonId| Named {
        id,
        name: outlook.scene.person(id),
        roles: outlook.command.roles_at(id, entry.seq).map(|role| outlook.scene.short_role(role)).collect(),
    };
    let person = marks.iter().rev().find_map(|mark| mark.kind.person());
    let way = marks.iter().rev().find_map(|mark| mark.kind.way());
    Who {
        actor: named(person.unwrap_or_else(|| entry.by())),
        was: person.map(|_| outlook.scene.person(entry.by())),
        typist: named(entry.draft.actor),
        via: way.or(entry.draft.via),
    }
}
