//! What later entries did to earlier ones: corrections, withdrawals, replacements. A paper shows both, the old one struck through.
//! Must not drop an old text.

use std::collections::BTreeMap;

use crate::base::id::{PersonId, Seq};
use crate::base::time::{Claimed, Timestamp};
use crate::incident::event::Event;
use crate::incident::event::keeping::EntryCorrected;
use crate::record::entry::Entry;
use crate::record::via::Via;
use crate::report::describe::scene::Scene;

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum MarkKind {
    /// The words were wrong.
    Text,
    /// The time was wrong; this one is right.
    Time(Claimed),
    /// It was somebody else: this person.
    Person(PersonId),
    /// It came another way: this one.
    Way(Via),
    /// The outcome was another one.
    Outcome,
    /// The fact was wrong when it was written.
    Fact,
    /// The outcome was withdrawn.
    Undone,
    /// More was learned, or it was decided anew: it was believed until then.
    Replaced,
    /// The fact was confirmed.
    Confirmed,
    /// Words were erased.
    Erased,
    /// It belongs to another incident.
    Moved,
}

impl MarkKind {
    /// The word for it.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Time(_) => "time",
            Self::Person(_) => "person",
            Self::Way(_) => "way",
            Self::Outcome => "outcome",
            Self::Fact => "fact",
            Self::Undone => "undone",
            Self::Replaced => "replaced",
            Self::Confirmed => "confirmed",
            Self::Erased => "erased",
            Self::Moved => "moved",
        }
    }

    /// The time that is right.
    pub(crate) fn time(self) -> Option<Claimed> {
        if let Self::Time(right) = self { Some(right) } else { None }
    }

    /// The person who is right.
    pub(crate) fn person(self) -> Option<PersonId> {
        if let Self::Person(right) = self { Some(right) } else { None }
    }

    /// The way that is right.
    pub(crate) fn way(self) -> Option<Via> {
        if let Self::Way(right) = self { Some(right) } else { None }
    }

    /// Whether something of the entry was wrong or is withdrawn.
    pub(crate) fn is_correction(self) -> bool {
        match self {
            Self::Text
            | Self::Time(_)
            | Self::Person(_)
            | Self::Way(_)
            | Self::Outcome
            | Self::Fact
            | Self::Undone => true,
            Self::Replaced | Self::Confirmed | Self::Erased | Self::Moved => false,
        }
    }

    /// Whether what the program said of the entry no longer stands.
    pub(crate) fn strikes_lead(self) -> bool {
        match self {
            Self::Outcome | Self::Undone => true,
            Self::Text
            | Self::Time(_)
            | Self::Person(_)
            | Self::Way(_)
            | Self::Fact
            | Self::Replaced
            | Self::Confirmed
            | Self::Erased
            | Self::Moved => false,
        }
    }
}

/// One thing that was done to an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mark {
    /// What.
    pub(crate) kind: MarkKind,
    /// The entry that did it.
    pub(crate) entry: Seq,
    /// When that was recorded.
    pub(crate) recorded: Timestamp,
    /// Who did it.
    pub(crate) by: String,
    /// What is right.
    pub(crate) now: Option<String>,
    /// Why.
    pub(crate) why: Option<String>,
}

/// All marks by the entry that carries them, in the order of the record.
pub(crate) type Marks = BTreeMap<Seq, Vec<Mark>>;

/// Reads the marks of a record.
pub(crate) fn marks(entries: &[Entry], scene: &Scene<'_>) -> Marks {
    let mut marks = Marks::new();
    for entry in entries {
        for (target, mark) in made_by(entry, scene) {
            marks.entry(target).or_default().push(mark);
        }
    }
    marks
}

fn made_by(entry: &Entry, scene: &Scene<'_>) -> Vec<(Seq, Mark)> {
    let plain = |kind| Mark {
        kind,
        entry: entry.seq,
        recorded: entry.stamp.t,
        by: scene.person(entry.by()),
        now: None,
        why: None,
    };
    if let Event::EntryCorrected(body) = &entry.draft.event {
        return corrections(body, scene, &plain).into_iter().map(|mark| (body.entry, mark)).collect();
    }
    let (fact, other) = (by_fact(&entry.draft.event, scene), by_other(&entry.draft.event, scene));
    let made = fact.or(other);
    made.map(|made| (made.target, Mark { now: made.now, why: made.why, ..plain(made.kind) }))
        .into_iter()
        .collect()
}

/// What an entry does to another one.
struct Made {
    target: Seq,
    kind: MarkKind,
    now: Option<String>,
    why: Option<String>,
}

fn by_fact(event: &Event, scene: &Scene<'_>) -> Option<Made> {
    let unknown = || Some("not known".to_owned());
    let replaced = |target, now| Made { target, kind: MarkKind::Replaced, now, why: None };
    if let Event::FactStated(body) = event {
        return body.replaces.map(|target| replaced(target, Some(scene.value(&body.fact, &body.value))));
    }
    if let Event::FactUnknown(body) = event {
        return body.replaces.map(|target| replaced(target, unknown()));
    }
    if let Event::FactCorrected(body) = event {
        let right = body.value.as_ref().map(|value| scene.value(&body.fact, value));
        let (now, why) = (right.or_else(unknown), scene.maybe(body.why));
        return Some(Made { target: body.corrects, kind: MarkKind::Fact, now, why });
    }
    let Event::FactConfirmed(body) = event else { return None };
    Some(Made { target: body.entry, kind: MarkKind::Confirmed, now: None, why: None })
}

fn by_other(event: &Event, scene: &Scene<'_>) -> Option<Made> {
    if let Event::DecisionTaken(body) = event {
        let now = Some(body.label.clone());
        return body.replaces.map(|target| Made { target, kind: MarkKind::Replaced, now, why: None });
    }
    let (target, kind, now, why) = if let Event::StepUndone(body) = event {
        (body.entry, MarkKind::Undone, None, body.why)
    } else if let Event::Erased(body) = event {
        (body.entry, MarkKind::Erased, None, body.why)
    } else if let Event::EntryMoved(body) = event {
        (body.entry, MarkKind::Moved, Some(format!("incident {}", body.to)), body.why)
    } else {
        return None;
    };
    Some(Made { target, kind, now, why: Some(scene.read(why)) })
}

fn corrections(body: &EntryCorrected, scene: &Scene<'_>, plain: &dyn Fn(MarkKind) -> Mark) -> Vec<Mark> {
    let why = Some(scene.read(body.why));
    let mark = |kind, now| Mark { now: Some(now), why: why.clone(), ..plain(kind) };
    let text = body.text.map(|text| mark(MarkKind::Text, scene.read(text)));
    let time = body.at.map(|at| mark(MarkKind::Time(at), scene.claimed(at)));
    let person = body.by.map(|by| mark(MarkKind::Person(by), scene.person(by)));
    let way = body.via.map(|via| mark(MarkKind::Way(via), via.word().to_owned()));
    let outcome = body.outcome.map(|outcome| mark(MarkKind::Outcome, outcome.word().to_owned()));
    [text, time, person, way, outcome].into_iter().flatten().collect()
}
