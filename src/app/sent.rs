//! What went out: to whom, when, by which form, for which duty.

use super::anchor::{self, NotAsSeen};
use super::app_error::AppError;
use super::ground::forms;
use super::session::Session;
use crate::base::digest::Digest;
use crate::base::id::{PersonId, StageId};
use crate::base::time::Claimed;
use crate::incident::command::Command;
use crate::incident::event::Event;
use crate::incident::event::step::NoticeSent;
use crate::incident::key::StepKey;
use crate::playbook::kind::{Kind, NoticeText};
use crate::playbook::model::{DutyId, Step};
use crate::record::entry::Entry;

/// Something that went out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sent {
    /// The step that asked for it.
    pub(crate) step: Option<StepKey>,
    /// The duty that it meets.
    pub(crate) duty: Option<DutyId>,
    /// The form.
    pub(crate) form: Option<String>,
    /// Its stage.
    pub(crate) stage: Option<StageId>,
    /// To whom.
    pub(crate) to: Option<String>,
    /// For which controller.
    pub(crate) controller: Option<String>,
    /// By which way.
    pub(crate) channel: Option<String>,
    /// Hash of the text.
    pub(crate) sha256: Option<Digest>,
    /// Version of the text.
    pub(crate) version: Option<String>,
    /// Who approved it.
    pub(crate) approver: Option<PersonId>,
    /// Own reference.
    pub(crate) reference: Option<String>,
    /// What came back.
    pub(crate) receipt: Option<String>,
    /// When.
    pub(crate) at: Claimed,
}

impl Sent {
    /// Something of which only the time is known.
    pub(crate) fn at(at: Claimed) -> Self {
        Self {
            step: None,
            duty: None,
            form: None,
            stage: None,
            to: None,
            controller: None,
            channel: None,
            sha256: None,
            version: None,
            approver: None,
            reference: None,
            receipt: None,
            at,
        }
    }

    /// What a step of a playbook says of the notice that it asks for.
    pub(crate) fn of(step: &Step, at: Claimed) -> Self {
        let Kind::Notify(notice) = &step.kind else {
            return Self { duty: step.duty.clone(), ..Self::at(at) };
        };
        let form = match &notice.text {
            NoticeText::Form(form) => Some(form.clone()),
            NoticeText::Template(_) | NoticeText::Free => None,
        };
        Self {
            duty: step.duty.clone(),
            form,
            stage: notice.stage.clone(),
            to: Some(notice.to.clone()),
            channel: notice.channel.clone(),
            ..Self::at(at)
        }
    }
}

/// A notice that was recorded.
#[derive(Debug, Clone)]
pub(crate) struct Recorded {
    /// What was written.
    pub(crate) entries: Vec<Entry>,
    /// Its reference looks like a short form of the record, and is none.
    pub(crate) wrong_reference: Option<NotAsSeen>,
}

/// The duty that a stage of a form meets: that of the first regime of the form which has such a stage.
pub(crate) fn duty_of(form: &str, stage: Option<&StageId>) -> Option<DutyId> {
    let form = forms().get(form)?;
    let regime = form.regimes.first()?.clone();
    let stage = stage.or(form.stages.first())?.clone();
    Some(DutyId { regime, stage })
}

/// Records it. A reference, or a receipt, that holds a short form of this record becomes an anchor behind it.
pub(crate) fn record(session: &mut Session<'_>, sent: &Sent) -> Result<Recorded, AppError> {
    let mut wording = session.wording();
    let duty = sent.duty.clone().or_else(|| duty_of(sent.form.as_deref()?, sent.stage.as_ref()));
    let body = NoticeSent {
        sent: sent.at,
        step: sent.step.clone(),
        duty,
        form: sent.form.clone(),
        stage: sent.stage.clone(),
        to: wording.say_some(sent.to.as_deref())?,
        channel: wording.say_some(sent.channel.as_deref())?,
        controller: wording.say_some(sent.controller.as_deref())?,
        sha256: sent.sha256,
        version: wording.say_some(sent.version.as_deref())?,
        approver: sent.approver,
        reference: wording.say_some(sent.reference.as_deref())?,
        receipt: wording.say_some(sent.receipt.as_deref())?,
    };
    let mut entries = session.act(Command::Write(Box::new(body.into())), wording)?;
    let notice = entries.iter().find(|entry| matches!(entry.draft.event, Event::NoticeSent(_)));
    let words = [sent.reference.as_deref(), sent.receipt.as_deref()];
    let anchored =
        notice.map(|notice| notice.seq).map(|seq| anchor::of_notice(session, seq, &words)).transpose()?;
    let wrong_reference = match anchored {
        Some(Ok(anchor)) => {
            entries.extend(anchor);
            None
        }
        Some(Err(why)) => Some(why),
        None => None,
    };
    Ok(Recorded { entries, wrong_reference })
}
