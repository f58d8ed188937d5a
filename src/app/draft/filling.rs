//! A form filled in from what is known at a standpoint, and what it lacks. Must not make papers.

use std::borrow::Cow;

use super::blank::Blank;
use super::{Asked, form, layout, previous};
use crate::app::app_error::AppError;
use crate::app::duties::is_for_its_duty;
use crate::app::paper::Reading;
use crate::app::session::Session;
use crate::app::standpoint::Standpoint;
use crate::base::digest::Digest;
use crate::base::id::{FactId, RegimeId, Seq, StageId};
use crate::base::time::Timestamp;
use crate::form::answer::Answer;
use crate::form::facts::Facts;
use crate::form::fill::{Filled, FilledField, NoticeKind, Previous, Request, Sources, fill};
use crate::form::minimum::{self, Held};
use crate::form::model::Layout;
use crate::form::strings::Strings;
use crate::form::{Form, FormKind};
use crate::incident::event::step::NoticeSent;
use crate::incident::state::State;
use crate::record::entry::{Entry, entry_at};
use crate::report::draft::MINIMUM;

/// An incident as it is read for drafts.
pub(super) struct Desk<'a, 's> {
    /// The incident.
    pub(super) session: &'a Session<'s>,
    /// Its record.
    pub(super) reading: Reading<'a, 's>,
}

/// A form filled in.
#[derive(Debug)]
pub(crate) struct Filling {
    /// The form with its fields.
    pub(super) layout: Layout,
    /// The language.
    pub(super) strings: Cow<'static, Strings>,
    /// The last entry that it was filled from, and its hash.
    pub(super) record: (Seq, Digest),
    minimum: Option<Minimum>,
    /// What stands in it.
    pub(crate) filled: Filled,
    /// The notice that it follows.
    pub(crate) previous: Option<Previous>,
}

/// How a draft stands to what Art. 33(3) GDPR asks for.
#[derive(Debug)]
struct Minimum {
    layout: Layout,
    held: Vec<(FactId, Held)>,
}

impl<'a, 's> Desk<'a, 's> {
    /// Reads an incident.
    pub(super) fn of(session: &'a Session<'s>) -> Self {
        Self { session, reading: Reading::of(session) }
    }

    /// Where a draft stands in time.
    pub(super) fn standpoint(&self, asked: &Asked) -> Result<Standpoint<'a>, AppError> {
        Standpoint::of(self.session, self.reading.entries(), (asked.as_of, asked.at_size))
    }

    /// Fills a form in.
    pub(super) fn fill(&self, asked: &Asked, standpoint: &Standpoint<'_>) -> Result<Filling, AppError> {
        let form = form(&asked.form)?;
        let layout = layout(form)?;
        let strings = strings(asked.language.as_deref())?;
        let sheet = Blank {
            reading: &self.reading,
            session: self.session,
            layout: &layout,
            strings: &strings,
            asked,
        };
        let previous = previous::of(&sheet, &standpoint.state)?;
        let kind = kind_of(asked, form, previous.as_ref())?;
        let stage =
            asked.stage.clone().map_or_else(|| next_stage(self.session, form, &standpoint.state), Ok)?;
        let request = sheet.request(&stage, kind, asked.goes_out.unwrap_or(standpoint.now));
        let record = self.reading.head_at(Some(standpoint.size).filter(|_| asked.is_of_the_past()));
        let material = sheet.material(standpoint, record)?;
        let filled = fill(&layout, &request, material.sources(previous.as_ref()));
        let minimum = Minimum::of(&layout, &filled, &request, (&material.facts, &material.given))?;
        Ok(Filling { layout, strings, record, minimum, filled, previous })
    }
}

impl Filling {
    /// Answers in the words of those who wrote them: no table of a language has them.
    pub(crate) fn own_words(&self) -> Vec<String> {
        let is_written = |field: &&FilledField| {
            let written = field.answered.as_ref().filter(|found| !found.sources.is_empty());
            written.is_some_and(|found| matches!(found.answer, Answer::Text(_)))
        };
        self.filled
            .fields
            .iter()
            .filter(is_written)
            .filter_map(|field| label(&self.layout, &field.id))
            .collect()
    }

    /// Answers that rest on an entry behind this one, each with the newest.
    pub(super) fn newer_than(&self, seq: Seq) -> Vec<String> {
        let newer = |field: &FilledField| {
            let newest = *field.answered.as_ref()?.sources.last()?;
            let label = label(&self.layout, &field.id).filter(|_| newest > seq)?;
            Some(format!("{label} ({newest})"))
        };
        self.filled.fields.iter().filter_map(newer).collect()
    }

    /// Questions that it answers otherwise than the notice before.
    pub(super) fn changed(&self) -> Vec<String> {
        self.filled.changes.iter().filter_map(|change| label(&self.layout, &change.field)).collect()
    }

    /// Answers that rest on what happened after the notice goes out, with the first such entry: the reader would be told what nobody could
    /// have known.
    pub(crate) fn too_late(&self, entries: &[Entry], goes_out: Timestamp) -> Vec<(String, Seq)> {
        let is_later = |seq: &&Seq| {
            let happened = entry_at(entries, **seq).and_then(|entry| entry.draft.at);
            happened.is_some_and(|at| at.at > goes_out)
        };
        let answered = self.filled.fields.iter().filter_map(|field| Some((field, field.answered.as_ref()?)));
        let later =
            answered.filter_map(|(field, found)| Some((field, *found.sources.iter().find(is_later)?)));
        later.filter_map(|(field, seq)| Some((label(&self.layout, &field.id)?, seq))).collect()
    }

    /// How it stands to what Art. 33(3) GDPR asks for; nothing where that is not the law of the form.
    pub(super) fn minimum(&self) -> &[(FactId, Held)] {
        self.minimum.as_ref().map_or(&[], |minimum| &minimum.held)
    }

    /// What a notice cannot go out without and this one does not say, in words: required answers, and what Art. 33(3) GDPR asks for.
    pub(crate) fn lacking(&self) -> Vec<String> {
        let own = self.filled.blocking().filter_map(|field| label(&self.layout, &field.id));
        let asked = self.minimum.iter().flat_map(Minimum::missing);
        own.chain(asked.map(|label| format!("{label} (Art. 33(3) GDPR)"))).collect()
    }
}

impl Minimum {
    fn of(
        layout: &Layout,
        filled: &Filled,
        request: &Request<'_>,
        (facts, given): (&Facts, &Facts),
    ) -> Result<Option<Self>, AppError> {
        let least = form(MINIMUM)?;
        let is_asked = layout.form.regimes.iter().any(|regime| least.regimes.contains(regime));
        if layout.form.id == MINIMUM || !is_asked || matches!(filled.kind, NoticeKind::Withdrawal(_)) {
            return Ok(None);
        }
        let least = super::layout(least)?;
        let sources = Sources { facts, given, wordings: &[], previous: None };
        let held = minimum::check(layout, filled, &fill(&least, request, sources));
        Ok(Some(Self { layout: least, held }))
    }

    fn missing(&self) -> impl Iterator<Item = String> {
        let missing = self.held.iter().filter(|(_, held)| *held == Held::Missing);
        missing.filter_map(|(field, _)| label(&self.layout, field))
    }
}

fn label(layout: &Layout, field: &FactId) -> Option<String> {
    layout.field(field.as_str()).map(|field| field.label.clone())
}

fn kind_of(asked: &Asked, form: &Form, previous: Option<&Previous>) -> Result<NoticeKind, AppError> {
    match &asked.withdraws {
        Some(_) if previous.is_none() => {
            Err(AppError::NotPossible("no notice was sent that could be withdrawn".to_owned()))
        }
        Some(reason) => Ok(NoticeKind::Withdrawal(reason.clone())),
        None if previous.is_some() && form.kind == FormKind::Form => Ok(NoticeKind::FollowUp),
        None => Ok(NoticeKind::New),
    }
}

/// The words of a language.
pub(super) fn strings(code: Option<&str>) -> Result<Cow<'static, Strings>, AppError> {
    let Some(code) = code else { return Ok(Cow::Borrowed(Strings::english())) };
    Strings::shipped(code).map(Cow::Owned).ok_or_else(|| AppError::Nothing {
        what: "language",
        typed: code.to_owned(),
        candidates: Strings::languages().map(str::to_owned).collect(),
    })
}

/// The first stage that nothing was sent for; the last if all were.
fn next_stage(session: &Session<'_>, form: &Form, state: &State) -> Result<StageId, AppError> {
    let of_law =
        |sent: &NoticeSent| sent.duty.as_ref().is_some_and(|duty| form.regimes.contains(&duty.regime));
    let taken_back = |(_, sent): &(Seq, NoticeSent)| sent.withdrawal && of_law(sent);
    let standing = state.notices().iter().rposition(taken_back).map_or(0, |place| place + 1);
    let sent = |stage: &&StageId| {
        state.notices().iter().skip(standing).any(|(_, sent)| {
            let meets = |regime: &RegimeId| {
                sent.serves().is_some_and(|duty| duty.regime == *regime && duty.stage == **stage)
            };
            form.regimes.iter().any(meets) && is_for_its_duty(session, sent)
        })
    };
    let next = form.stages.iter().find(|stage| !sent(stage)).or_else(|| form.stages.last());
    next.cloned().ok_or_else(|| AppError::NotPossible(format!("form {} has no stage", form.id)))
}
