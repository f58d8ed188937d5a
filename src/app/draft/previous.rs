//! The notice that a draft follows: the newest one for the same law, and what stood in it. That is the copy that programs can read, where
//! one was kept with it; else what the record said when it went out, and then nobody is told that it was what was sent.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use super::blank::Blank;
use crate::app::app_error::AppError;
use crate::app::duties::is_for_its_duty;
use crate::app::session::Session;
use crate::app::standpoint::Standpoint;
use crate::base::id::Seq;
use crate::form::Form;
use crate::form::fill::{Basis, NoticeKind, Previous, fill};
use crate::form::payload::payload as form_payload;
use crate::incident::event::evidence::Holding;
use crate::incident::event::step::NoticeSent;
use crate::incident::state::State;
use crate::store::evidence::EvidenceFolder;

/// Larger files are no drafts of ours.
const LARGEST: u64 = 4 * 1024 * 1024;

/// The newest notice for a regime of the form; to the same recipient if one is named, or if the form serves several laws. Its reference is
/// the newest that came back in the same thread: a follow-up that went out without one goes on under the first.
pub(super) fn of(blank: &Blank<'_, '_>, state: &State) -> Result<Option<Previous>, AppError> {
    let (session, form, to) = (blank.session, &blank.layout.form, blank.asked.to.as_deref());
    let same_law = |sent: &NoticeSent| {
        let by_duty = sent.duty.as_ref().is_some_and(|duty| form.regimes.contains(&duty.regime));
        by_duty || sent.form.as_deref() == Some(&form.id)
    };
    let same_reader = |sent: &NoticeSent| match (to, form.regimes.len()) {
        (None, 1) => is_for_its_duty(session, sent),
        (None, _) => false,
        (Some(to), _) => sent.to.and_then(|words| session.shown(words)).as_deref() == Some(to),
    };
    let notices = state.notices();
    let place = notices.iter().rposition(|(_, sent)| same_law(sent) && same_reader(sent));
    // What was taken back is followed by nothing.
    let found = place.and_then(|place| Some((place, notices.get(place)?)));
    let found = found.filter(|(_, (_, sent))| !sent.withdrawal);
    let Some((place, (seq, sent))) = found else { return Ok(None) };
    let thread = notices.get(..=place).unwrap_or_default().iter().rev();
    let mut thread = thread.filter(|(_, sent)| same_law(sent) && same_reader(sent));
    let reference = thread.find_map(|(_, sent)| session.shown(sent.receipt?));
    let before = place.checked_sub(1).and_then(|place| notices.get(place)).map_or(Seq::NONE, |(seq, _)| *seq);
    let kept = payload(session, state, (before, *seq), form);
    let (payload, basis) = if !kept.is_empty() {
        (kept, Basis::Sent)
    } else if blank.asked.lightly {
        (kept, Basis::Nothing)
    } else {
        (said_then(blank, (*seq, sent))?, Basis::Record)
    };
    Ok(Some(Previous { seq: *seq, at: sent.sent.at, reference, payload, basis }))
}

/// What the form would have said by the facts as they stood when the notice was recorded.
fn said_then(
    blank: &Blank<'_, '_>,
    (notice, sent): (Seq, &NoticeSent),
) -> Result<BTreeMap<String, Json>, AppError> {
    let size = Seq(notice.0.saturating_sub(1));
    let then = Standpoint::of(blank.session, blank.reading.entries(), (None, Some(size)))?;
    let stages = &blank.layout.form.stages;
    let Some(stage) = sent.stage.as_ref().filter(|stage| stages.contains(stage)).or_else(|| stages.first())
    else {
        return Ok(BTreeMap::new());
    };
    let material = blank.material(&then, blank.reading.head_at(Some(size)))?;
    let request = blank.request(stage, NoticeKind::New, sent.sent.at);
    Ok(form_payload(blank.layout, &fill(blank.layout, &request, material.sources(None))))
}

/// What stood in it: from the JSON draft of this form among the files that were kept between two notices. Files that cannot be read, or
/// are something else, are passed over.
fn payload(
    session: &Session<'_>,
    state: &State,
    (after, until): (Seq, Seq),
    form: &Form,
) -> BTreeMap<String, Json> {
    let folder = EvidenceFolder::beside(session.store().path());
    let kept = state.evidence().values().rev().filter(|(seq, taken)| {
        *seq > after && *seq < until && taken.holding == Holding::Copied && taken.size.unwrap_or(0) <= LARGEST
    });
    let mut payloads = kept.filter_map(|(_, taken)| {
        let bytes = folder.read(taken.sha256?)?;
        let mut draft: Json = serde_json::from_slice(&bytes).ok()?;
        let is_ours = draft.get("form").and_then(Json::as_str) == Some(&form.id);
        let Json::Object(payload) = draft.get_mut("payload").filter(|_| is_ours)?.take() else { return None };
        Some(payload.into_iter().collect())
    });
    payloads.next().unwrap_or_default()
}
