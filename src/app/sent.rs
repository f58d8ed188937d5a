//! What went out: to whom, when, by which form, for which duty.

use super::anchor::{self, NotAsSeen};
use super::app_error::AppError;
use super::duties::duties;
use super::ground::forms;
use super::session::Session;
use crate::base::digest::Digest;
use crate::base::id::{PersonId, Seq, StageId};
use crate::base::text::listing;
use crate::base::time::Claimed;
use crate::fact::value::PassageRef;
use crate::incident::command::Command;
use crate::incident::event::Event;
use crate::incident::event::step::NoticeSent;
use crate::incident::key::StepKey;
use crate::playbook::kind::{Kind, NoticeText};
use crate::playbook::model::{DutyId, Step};
use crate::record::entry::Entry;
use crate::report::status::duty::DutyLine;

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
    /// It takes back the notice that stands for the same law.
    pub(crate) withdrawal: bool,
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
            withdrawal: false,
            at,
        }
    }

    /// What a step of a playbook says of the notice that it asks for. Where one authority is known by name for its duty, that one is named.
    pub(crate) fn of(step: &Step, at: Claimed, session: &Session<'_>) -> Self {
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
            to: Some(only_recipient(session, step.duty.as_ref()).unwrap_or_else(|| notice.to.clone())),
            channel: notice.channel.clone(),
            ..Self::at(at)
        }
    }
}

/// Who is told under a duty of ours, when that is one whose name is known.
fn only_recipient(session: &Session<'_>, duty: Option<&DutyId>) -> Option<String> {
    let duty = duty?.to_string();
    let lines = duties(session).lines.into_iter();
    let ours = lines.filter(|line| line.duty == duty && line.controller.is_none());
    let mut names = ours.filter_map(|line| line.recipient);
    names.next().filter(|_| names.next().is_none())
}

/// What a notice does to the clock of its duty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Effect {
    /// It was for no duty.
    NoDuty,
    /// It meets the duty: for whom and to whom, where names are known.
    Meets {
        /// `gdpr-33-1/notify`
        duty: String,
        /// ` to Data Protection Commission`, for each of whom it is met.
        whose: Vec<String>,
        /// The same for each that is still owed.
        owed: Vec<String>,
    },
    /// An earlier notice has met it.
    MetBefore {
        /// The duty.
        duty: String,
        /// The earlier notice.
        by: Seq,
    },
    /// Its clock goes on: the notice went to somebody else, or for somebody else.
    GoesOn {
        /// The duty.
        duty: String,
        /// ` for Kestrel Pay to Data Protection Commission`: each that is owed.
        owed: Vec<String>,
    },
    /// The incident has no such duty.
    NotOwed(DutyId),
    /// It takes a notice back; these duties of the same laws go on until a person ends them.
    TakesBack(Vec<String>),
}

/// What a notice did to the clock of its duty, by the board as it stands behind it.
fn effect(session: &Session<'_>, notice: Option<&Entry>) -> Effect {
    let body = notice.and_then(|entry| {
        let Event::NoticeSent(body) = &entry.draft.event else { return None };
        Some((entry.seq, body))
    });
    if let Some((_, body)) = body.filter(|(_, body)| body.withdrawal) {
        return Effect::TakesBack(still_pressing(session, body.form.as_deref()));
    }
    let of = body.and_then(|(seq, body)| Some((seq, body.duty.clone()?)));
    let Some((seq, duty)) = of else { return Effect::NoDuty };
    let word = duty.to_string();
    let lines: Vec<DutyLine> = duties(session).lines.into_iter().filter(|line| line.duty == word).collect();
    let whose: Vec<String> =
        lines.iter().filter(|line| line.met_by == Some(seq.0)).map(DutyLine::whose).collect();
    let before = lines.iter().find_map(|line| line.met_by);
    let owed: Vec<String> = lines.iter().filter(|line| line.met.is_none()).map(DutyLine::whose).collect();
    match before {
        _any if lines.is_empty() => Effect::NotOwed(duty),
        _any if !whose.is_empty() => Effect::Meets { duty: word, whose, owed },
        Some(by) if owed.is_empty() => Effect::MetBefore { duty: word, by: Seq(by) },
        _any => Effect::GoesOn { duty: word, owed },
    }
}

/// The notice on a form that stands: what takes it back goes the same way.
fn standing<'a>(session: &'a Session<'_>, form: Option<&str>) -> Result<&'a NoticeSent, AppError> {
    let form = form.and_then(|form| forms().get(form));
    let of_the_form = |sent: &&NoticeSent| {
        form.is_some_and(|form| {
            let by_duty = sent.duty.as_ref().is_some_and(|duty| form.regimes.contains(&duty.regime));
            by_duty || sent.form.as_deref() == Some(&form.id)
        })
    };
    let newest = session.state().notices().iter().rev().map(|(_, sent)| sent).find(of_the_form);
    let none = || AppError::NotPossible("no notice was sent that could be withdrawn".to_owned());
    newest.filter(|sent| !sent.withdrawal).ok_or_else(none)
}

/// Duties of the laws of a form whose clocks run.
fn still_pressing(session: &Session<'_>, form: Option<&str>) -> Vec<String> {
    let Some(form) = form.and_then(|form| forms().get(form)) else { return Vec::new() };
    let of_the_form =
        |line: &DutyLine| DutyId::parse(&line.duty).is_some_and(|duty| form.regimes.contains(&duty.regime));
    let pressing = |line: &DutyLine| line.met.is_none() && line.presses() && of_the_form(line);
    let mut found: Vec<String> =
        duties(session).lines.into_iter().filter(pressing).map(|line| line.duty).collect();
    found.dedup();
    found
}

/// ` to Irish DPC and for Pay to Irish DPC`; nothing where no names are known.
fn each(whose: &[String]) -> String {
    let named: Vec<&str> = whose.iter().map(|whose| whose.trim()).filter(|whose| !whose.is_empty()).collect();
    if named.is_empty() { String::new() } else { format!(" {}", listing(&named, "and")) }
}

impl Effect {
    /// It in a sentence, and whether somebody has to look at it.
    pub(crate) fn text(&self) -> (String, bool) {
        match self {
            Self::NoDuty => ("meets no duty".to_owned(), false),
            Self::Meets { duty, whose, owed } => {
                let still =
                    if owed.is_empty() { String::new() } else { format!("; still owed{}", each(owed)) };
                (format!("meets the duty {duty}{}{still}", each(whose)), false)
            }
            Self::MetBefore { duty, by } => (format!("the duty {duty} was met before, by {by}"), false),
            Self::GoesOn { duty, owed } => {
                let text = format!(
                    "the clock of {duty} goes on: it is owed{}. If that is whom you told, record it with the name that the profile has (--to, --controller)",
                    each(owed)
                );
                (text, true)
            }
            Self::TakesBack(pressing) if pressing.is_empty() => ("takes the notice back".to_owned(), false),
            Self::TakesBack(pressing) => {
                let first = pressing.first().map_or("", String::as_str);
                let text = format!(
                    "takes the notice back; the clock of {} goes on until somebody ends it: breachbook duty waive {first} --why ..",
                    listing(pressing, "and")
                );
                (text, true)
            }
            Self::NotOwed(duty) => {
                let law = &duty.regime;
                let text = format!(
                    "stops no clock: {duty} is no duty of this incident. Why: breachbook regimes show {law}; if it is one: breachbook duty decide {duty} --why .."
                );
                (text, true)
            }
        }
    }
}

/// A notice that was recorded.
#[derive(Debug, Clone)]
pub(crate) struct Recorded {
    /// What was written.
    pub(crate) entries: Vec<Entry>,
    /// What it does to the clock of its duty.
    pub(crate) effect: Effect,
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
    let stands = sent.withdrawal.then(|| standing(session, sent.form.as_deref())).transpose()?.cloned();
    let mut wording = session.wording();
    let duty = match &stands {
        Some(stands) => stands.duty.clone(),
        None => sent.duty.clone().or_else(|| duty_of(sent.form.as_deref()?, sent.stage.as_ref())),
    };
    let same = |words: fn(&NoticeSent) -> Option<PassageRef>| session.shown(words(stands.as_ref()?)?);
    let to = sent.to.clone().or_else(|| same(|stands| stands.to));
    let controller = sent.controller.clone().or_else(|| same(|stands| stands.controller));
    let body = NoticeSent {
        sent: sent.at,
        step: sent.step.clone(),
        duty,
        form: sent.form.clone(),
        stage: sent.stage.clone(),
        to: wording.say_some(to.as_deref())?,
        channel: wording.say_some(sent.channel.as_deref())?,
        controller: wording.say_some(controller.as_deref())?,
        sha256: sent.sha256,
        version: wording.say_some(sent.version.as_deref())?,
        approver: sent.approver,
        reference: wording.say_some(sent.reference.as_deref())?,
        receipt: wording.say_some(sent.receipt.as_deref())?,
        withdrawal: sent.withdrawal,
    };
    let mut entries = session.act(Command::Write(Box::new(body.into())), wording)?;
    let notice = entries.iter().find(|entry| matches!(entry.draft.event, Event::NoticeSent(_)));
    let effect = effect(session, notice);
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
    Ok(Recorded { entries, effect, wrong_reference })
}
