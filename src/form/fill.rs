//! Fills a form from facts. Pure: the same facts, wordings and time give the same result, and no value can make it fail. What is not
//! known is a gap that says whose task it is. Must not decide whether a notice is due.

mod change;
mod draw;
mod gap;
mod world;

use std::collections::BTreeMap;

use serde_json::Value as Json;

use self::draw::Drawn;
use self::world::{Shown, World};
use super::answer::Answer;
use super::facts::Facts;
use super::model::{Field, Layout, OpenAnswer};
use super::payload::payload;
use super::show::Manner;
use super::strings::Strings;
use crate::base::id::{FactId, Seq, StageId};
use crate::base::time::{Timestamp, Zone};

pub(crate) use self::change::Change;
pub(crate) use self::gap::{Gap, Why};

/// Whether a notice is the first of its line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum NoticeKind {
    /// The first.
    New,
    /// It adds to an earlier one or corrects it.
    FollowUp,
    /// It takes an earlier one back, for this reason.
    Withdrawal(String),
}

/// Whether everything that is asked is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Completeness {
    /// Everything.
    Complete,
    /// Some of it follows.
    Incomplete,
}

/// What is to be drafted.
#[derive(Debug, Clone)]
pub(crate) struct Request<'a> {
    /// The stage.
    pub(crate) stage: &'a StageId,
    /// New, follow-up or withdrawal.
    pub(crate) kind: NoticeKind,
    /// As a person decided; else it follows from what is missing.
    pub(crate) completeness: Option<Completeness>,
    /// To whom; own wordings may be meant for one recipient alone.
    pub(crate) recipient: Option<&'a str>,
    /// The present: what depends on it is printed with it.
    pub(crate) now: Timestamp,
    /// The zone of the incident.
    pub(crate) zone: Zone,
    /// The language.
    pub(crate) strings: &'a Strings,
}

/// A person's own words for a field. Those of this form, as the caller knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Wording {
    /// The field.
    pub(crate) field: FactId,
    /// ISO 639-1; nothing = every language, as for codes and numbers.
    pub(crate) language: Option<String>,
    /// Nothing = every recipient.
    pub(crate) recipient: Option<String>,
    /// The words.
    pub(crate) text: String,
    /// The entry that keeps them.
    pub(crate) seq: Seq,
}

/// What was sent before.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Previous {
    /// The entry that recorded the sending.
    pub(crate) seq: Seq,
    /// When.
    pub(crate) at: Timestamp,
    /// The reference that the authority gave, if any.
    pub(crate) reference: Option<String>,
    /// What stood in it.
    pub(crate) payload: BTreeMap<String, Json>,
    /// How that is known.
    pub(crate) basis: Basis,
}

/// How it is known what stood in a notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Basis {
    /// It was kept, in a form that can be compared.
    Sent,
    /// What the record said when it went out.
    Record,
    /// Nobody looked.
    Nothing,
}

/// What a form is filled from.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sources<'a> {
    /// The facts of the incident.
    pub(crate) facts: &'a Facts,
    /// Organisation, reporter, and what the record gives; ids of `given.toml`.
    pub(crate) given: &'a Facts,
    /// Own wordings.
    pub(crate) wordings: &'a [Wording],
    /// The submission that came before.
    pub(crate) previous: Option<&'a Previous>,
}

/// Where an answer comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Origin {
    /// Facts of the incident, or what is given with the notice.
    Facts,
    /// A person's own words, of this entry.
    Wording(Seq),
    /// Nobody knows: the answer says so.
    Open,
}

/// An answer with its origin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Answered {
    /// The answer.
    pub(crate) answer: Answer,
    /// Where it comes from.
    pub(crate) origin: Origin,
    /// The entries behind it, sorted.
    pub(crate) sources: Vec<Seq>,
}

/// Something that a person should look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Remark {
    /// The wording is older than these facts.
    WordingMoved(Vec<FactId>),
    /// The wording cannot be read as an answer to this field; what the facts say stands there.
    WordingUnusable(Seq),
    /// The value of this fact cannot stand in this field.
    Unusable(FactId),
    /// The words of this fact were erased or are withheld.
    WordsGone(FactId),
    /// Somebody says otherwise.
    Disputed(FactId),
    /// What to mind at this field, in the language of the draft.
    Reminder(String),
    /// Several codes fit, and the form takes one: the first.
    Shortened(Vec<String>),
}

/// Whether a field is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Place {
    /// It is.
    Shown,
    /// It is not.
    Hidden,
    /// It hangs on facts or fields that have no answer.
    Undecided(Vec<FactId>),
}

/// One field of a draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FilledField {
    /// The field.
    pub(crate) id: FactId,
    /// Whether it is asked.
    pub(crate) place: Place,
    /// Whether it must be answered. Never true of a field that is not shown.
    pub(crate) required: bool,
    /// The answer, also one that says "not known yet".
    pub(crate) answered: Option<Answered>,
    /// What the facts say, where a wording stands in its place.
    pub(crate) by_facts: Option<Answer>,
    /// What is missing.
    pub(crate) gap: Option<Gap>,
    /// What to look at.
    pub(crate) remarks: Vec<Remark>,
}

/// A draft.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Filled {
    /// The form.
    pub(crate) form: String,
    /// The stage.
    pub(crate) stage: StageId,
    /// New, follow-up or withdrawal.
    pub(crate) kind: NoticeKind,
    /// Whether everything is told.
    pub(crate) completeness: Completeness,
    /// ISO 639-1.
    pub(crate) language: String,
    /// As of when.
    pub(crate) now: Timestamp,
    /// The fields of the stage, in the order of the form; hidden ones too.
    pub(crate) fields: Vec<FilledField>,
    /// What changed since the previous submission, in the order of the form.
    pub(crate) changes: Vec<Change>,
}

impl Filled {
    #[cfg(test)]
    /// A field by id.
    pub(crate) fn field(&self, id: &str) -> Option<&FilledField> {
        self.fields.iter().find(|field| field.id.as_str() == id)
    }

    /// Gaps that keep the notice from being sent.
    pub(crate) fn blocking(&self) -> impl Iterator<Item = &FilledField> {
        self.fields.iter().filter(|field| field.gap.as_ref().is_some_and(|gap| gap.blocks))
    }
}

/// Fills a form at one of its stages. Without a person's decision a notice is complete if no required field has a gap.
pub(crate) fn fill(layout: &Layout, request: &Request<'_>, sources: Sources<'_>) -> Filled {
    let with = |completeness| Filling { layout, request, sources, completeness }.run();
    if let Some(completeness) = request.completeness {
        return with(completeness);
    }
    let complete = with(Completeness::Complete);
    if complete.fields.iter().any(|field| field.required && field.gap.is_some()) {
        return with(Completeness::Incomplete);
    }
    complete
}

/// One pass over the fields.
struct Filling<'a> {
    layout: &'a Layout,
    request: &'a Request<'a>,
    sources: Sources<'a>,
    completeness: Completeness,
}

impl Filling<'_> {
    fn run(&self) -> Filled {
        let mut world = World::new(self.request, self.sources, self.completeness);
        let mut fields = Vec::new();
        for field in self.layout.at(self.request.stage) {
            let filled = self.field(field, &world);
            world.settle(&filled);
            fields.push(filled);
        }
        let mut filled = Filled {
            form: self.layout.form.id.clone(),
            stage: self.request.stage.clone(),
            kind: self.request.kind.clone(),
            completeness: self.completeness,
            language: self.request.strings.code.clone(),
            now: self.request.now,
            fields,
            changes: Vec::new(),
        };
        if let Some(previous) = self.sources.previous {
            filled.changes = change::since(previous, self.layout, &payload(self.layout, &filled));
        }
        filled
    }

    /// A withdrawal has to say who withdraws which notice and why, and nothing else: what it takes back need not be known better than before.
    fn may_require(&self, field: &Field) -> bool {
        let of_the_notice = |id: &FactId| ["notice_", "org_"].iter().any(|of| id.as_str().starts_with(of));
        !matches!(self.request.kind, NoticeKind::Withdrawal(_)) || field.takes().iter().any(of_the_notice)
    }

    fn field(&self, field: &Field, world: &World<'_>) -> FilledField {
        let (place, required) = match world.all(&field.visible) {
            Shown::No => (Place::Hidden, false),
            Shown::Open(missing) => (Place::Undecided(missing), false),
            Shown::Yes => (Place::Shown, self.may_require(field) && world.required(field)),
        };
        let empty = FilledField {
            id: field.id.clone(),
            place,
            required,
            answered: None,
            by_facts: None,
            gap: None,
            remarks: Vec::new(),
        };
        match &empty.place {
            Place::Hidden => empty,
            Place::Undecided(missing) => {
                let gap = gap::of(field, missing, self.sources, false);
                FilledField { gap: Some(gap), ..empty }
            }
            Place::Shown => self.shown(field, world, empty),
        }
    }

    fn shown(&self, field: &Field, world: &World<'_>, empty: FilledField) -> FilledField {
        let manner = Manner { strings: self.request.strings, zone: self.request.zone };
        let drawn = Drawn::of(self.layout, field, world, manner);
        let mut drawn = draw::worded(drawn, self.layout, field, self.request, world);
        let unusable = drawn.answered.is_none() && !drawn.remarks.is_empty();
        drawn.remarks.extend(self.reminder(field, world));
        if let Some(answered) = drawn.answered.take() {
            let (by_facts, remarks) = (drawn.by_facts, drawn.remarks);
            if self.leaves_open(field, &answered, world) {
                let gap = gap::of(field, &drawn.lacks, self.sources, false);
                let answered = Some(Answered { origin: Origin::Open, ..answered });
                return FilledField { answered, by_facts, gap: Some(gap), remarks, ..empty };
            }
            return FilledField { answered: Some(answered), by_facts, remarks, ..empty };
        }
        let answered = self.open(field, world);
        let blocks = empty.required && answered.is_none();
        let mut gap = gap::of(field, &drawn.lacks, self.sources, blocks);
        if unusable {
            gap.why = Why::Unusable;
        }
        FilledField { answered, gap: Some(gap), remarks: drawn.remarks, ..empty }
    }

    fn reminder(&self, field: &Field, world: &World<'_>) -> Option<Remark> {
        let reminder = field.reminder.as_ref()?;
        let text = self.request.strings.reminder(&self.layout.form, field, reminder);
        (world.truth(&reminder.when) == Shown::Yes).then(|| Remark::Reminder(text.to_owned()))
    }

    /// What the field says while nobody knows.
    fn open(&self, field: &Field, world: &World<'_>) -> Option<Answered> {
        let withdrawn = matches!(self.request.kind, NoticeKind::Withdrawal(_));
        let open = match self.completeness {
            Completeness::Complete if !withdrawn => &field.open.complete,
            Completeness::Complete | Completeness::Incomplete => &field.open.incomplete,
        };
        let answer = self.open_answer(open, field, world)?;
        Some(Answered { answer, origin: Origin::Open, sources: Vec::new() })
    }

    fn open_answer(&self, open: &OpenAnswer, field: &Field, world: &World<'_>) -> Option<Answer> {
        let words = || self.request.strings.word("not_known_yet").to_owned();
        match open {
            OpenAnswer::Empty => None,
            OpenAnswer::Words if field.kind == super::model::FieldKind::Items => {
                Some(Answer::Items(vec![words()]))
            }
            OpenAnswer::Words => Some(Answer::Text(words())),
            OpenAnswer::Codes(codes) => world.coded(field, codes),
        }
    }

    /// Whether a person's own words say nothing but that it is not known.
    fn leaves_open(&self, field: &Field, answered: &Answered, world: &World<'_>) -> bool {
        let own = matches!(answered.origin, Origin::Wording(_));
        own && self.open_answer(&field.open.incomplete, field, world).as_ref() == Some(&answered.answer)
    }
}
