//! The notice that a draft follows: the newest one for the same law, and what stood in it, as far as a copy that programs can read was
//! kept with it. Must not guess what was sent.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use crate::app::session::Session;
use crate::base::id::Seq;
use crate::form::Form;
use crate::form::fill::Previous;
use crate::incident::event::evidence::Holding;
use crate::incident::event::step::NoticeSent;
use crate::incident::state::State;
use crate::store::evidence::EvidenceFolder;

/// Larger files are no drafts of ours.
const LARGEST: u64 = 4 * 1024 * 1024;

/// The newest notice for a regime of the form; to the same recipient if one is named, or if the form serves several laws.
pub(super) fn of(
    session: &Session<'_>,
    state: &State,
    (form, to): (&Form, Option<&str>),
) -> Option<Previous> {
    let same_law = |sent: &NoticeSent| {
        let by_duty = sent.duty.as_ref().is_some_and(|duty| form.regimes.contains(&duty.regime));
        by_duty || sent.form.as_deref() == Some(&form.id)
    };
    let same_reader = |sent: &NoticeSent| match (to, form.regimes.len()) {
        (None, 1) => true,
        (None, _) => false,
        (Some(to), _) => sent.to.and_then(|words| session.shown(words)).as_deref() == Some(to),
    };
    let notices = state.notices();
    let found = notices.iter().rposition(|(_, sent)| same_law(sent) && same_reader(sent));
    let place = found?;
    let (seq, sent) = notices.get(place)?;
    let before = place.checked_sub(1).and_then(|place| notices.get(place)).map_or(Seq::NONE, |(seq, _)| *seq);
    Some(Previous {
        seq: *seq,
        at: sent.sent.at,
        reference: sent.receipt.and_then(|words| session.shown(words)),
        payload: payload(session, state, (before, *seq), form),
    })
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
