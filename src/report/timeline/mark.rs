//! What later entries did to earlier ones: corrections, withdrawals, replacements. A paper shows both, the old one struck through.
//! Must not drop an old text.

use std::collections::BTreeMap;

use crate::base::id::{PersonId, Seq};
use crate::base::time::{Claimed, Timestamp};
use crate::incident::event::Event;
use crate::incident::event::fact::FactCorrected;
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
            Self::Outcome | Self::Fact | Self::Undone => true,
            Self::Text
            | Self::Time(_)
            | Self::Person(_)
            | Self::Way(_)
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
    let one = |target, kind, why| vec![(target, Mark { why, ..plain(kind) })];
    match &entry.draft.event {
        Event::EntryCorrected(body) => {
            corrections(body, scene, &plain).into_iter().map(|mark| (body.entry, mark)).collect()
        }
        Event::FactCorrected(body) => vec![(body.corrects, fact(body, scene, plain(MarkKind::Fact)))],
        Event::FactStated(body) => match body.replaces {
            Some(target) => {
                let now = Some(scene.value(&body.fact, &body.value));
                vec![(target, Mark { now, ..plain(MarkKind::Replaced) })]
            }
            None => Vec::new(),
        },
        Event::FactUnknown(body) => match body.replaces {
            Some(target) => {
                vec![(target, Mark { now: Some("not known".to_owned()), ..plain(MarkKind::Replaced) })]
            }
            None => Vec::new(),
        },
        Event::FactConfirmed(body) => one(body.entry, MarkKind::Confirmed, None),
        Event::StepUndone(body) => one(body.entry, MarkKind::Undone, Some(scene.read(body.why))),
        Event::DecisionTaken(body) => match body.replaces {
            Some(target) => vec![(target, Mark { now: Some(body.label.clone()), ..plain(MarkKind::Replaced) })],
            None => Vec::new(),
        },
        Event::Erased(body) => one(body.entry, MarkKind::Erased, Some(scene.read(body.why))),
        Event::EntryMoved(body) => {
            let now = Some(format!("incident {}", body.to));
            vec![(body.entry, Mark { now, why: Some(scene.read(body.why)), ..plain(MarkKind::Moved) })]
        }
        _other => Vec::new(),
    }
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

fn fact(body: &FactCorrected, scene: &Scene<'_>, plain: Mark) -> Mark {
    let now = body.value.as_ref().map(|value| scene.value(&body.fact, value));
    Mark { now: Some(now.unwrap_or_else(|| "not known".to_owned())), why: body.why.map(|why| scene.read(why)), ..plain }
}
