//! What is known for the deadlines of legal duties: the moments that people decided, those that may turn out to count, what was sent.
//! Must not count and must not know any law: `regime::duty` counts, and regimes are data.

use std::collections::BTreeSet;

use super::event::step::NoticeSent;
use super::plans::Plans;
use super::state::State;
use crate::base::id::{RegimeId, Seq};
use crate::base::time::{Claimed, Timestamp};
use crate::fact::catalogue::FactRow;
use crate::fact::value::Value;
use crate::playbook::model::DutyId;
use crate::regime::anchor::Begins;
use crate::regime::duty::{self, Decided, Known, Sending};
use crate::regime::{Regime, Stage};

/// Where a period can begin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Anchor {
    /// The fact or `signal`.
    pub(crate) name: String,
    /// The instant.
    pub(crate) at: Timestamp,
    /// As it was claimed.
    pub(crate) claimed: Claimed,
    /// The entry that says so.
    pub(crate) seq: Seq,
}

impl From<Anchor> for duty::Anchor {
    fn from(anchor: Anchor) -> Self {
        Self { name: anchor.name, at: anchor.claimed.into(), seq: anchor.seq }
    }
}

/// Moments at which somebody learned of the incident: any early sign may turn out to be such a moment. The others come about by an act.
const LEARNED: [&str; 12] = [
    "awareness",
    "detection",
    "discovery",
    "first_signal",
    "knowledge",
    "knowledge_personal_data",
    "noticing",
    "processor_told_us",
    "reason_to_believe",
    "reasonable_belief",
    "reasonable_grounds",
    "suspicion",
];

/// What is known about a regime, but for what was sent.
pub(crate) fn known(state: &State, plans: &Plans<'_>, regime: &Regime) -> Known {
    let names: BTreeSet<String> = regime.stages.iter().flat_map(moments).collect();
    let mut known = Known::default();
    for name in names {
        let history = history(state, plans, &regime.id, &name);
        let withdrawn = history.is_empty().then(|| withdrawn(state, plans, &regime.id, &name));
        let candidates: Vec<duty::Anchor> =
            candidates(state, plans, &name).into_iter().map(Into::into).collect();
        known.candidates.insert(name.clone(), withdrawn.into_iter().flatten().chain(candidates).collect());
        if !history.is_empty() {
            known.decided.insert(name, history);
        }
    }
    known
}

/// Notices for a regime in the order in which they were recorded. Those that were taken back have served nothing.
pub(crate) fn sendings(
    state: &State,
    regime: &RegimeId,
    is_meant: impl Fn(&NoticeSent) -> bool,
) -> Vec<Sending> {
    let thread = thread(state, regime, is_meant);
    let stands = thread.iter().rposition(|(_, notice)| notice.withdrawal).map_or(0, |place| place + 1);
    let sent = thread.into_iter().skip(stands).filter_map(|(seq, notice)| {
        Some(Sending { stage: notice.serves()?.stage.clone(), at: notice.sent.at, seq })
    });
    sent.collect()
}

/// When what was sent for a stage was taken back, where nothing was sent for it since.
pub(crate) fn taken_back(
    state: &State,
    duty: &DutyId,
    is_meant: impl Fn(&NoticeSent) -> bool,
) -> Option<Timestamp> {
    let thread = thread(state, &duty.regime, is_meant);
    let place = thread.iter().rposition(|(_, notice)| notice.withdrawal)?;
    let (before, since) = thread.split_at_checked(place)?;
    let serves = |(_, notice): &(Seq, &NoticeSent)| notice.serves() == Some(duty);
    let (_, withdrawal) = since.first()?;
    (before.iter().any(serves) && !since.iter().any(serves)).then_some(withdrawal.sent.at)
}

/// What went out under a law to those who are meant, withdrawals too.
fn thread<'s>(
    state: &'s State,
    regime: &RegimeId,
    is_meant: impl Fn(&NoticeSent) -> bool,
) -> Vec<(Seq, &'s NoticeSent)> {
    let of_law = |notice: &NoticeSent| notice.duty.as_ref().is_some_and(|duty| duty.regime == *regime);
    let notices = state.notices().iter().map(|(seq, notice)| (*seq, notice));
    notices.filter(|(_, notice)| of_law(notice) && is_meant(notice)).collect()
}

/// The moments by which a stage is counted.
fn moments(stage: &Stage) -> Vec<String> {
    let own = Begins::of(stage).base().map(str::to_owned);
    own.into_iter().chain(stage.cap.as_ref().map(|cap| cap.anchor.clone())).collect()
}

/// The facts that decide a moment for a regime; one made for it goes before a general one.
fn rows<'a>(plans: &'a Plans<'_>, regime: &RegimeId, anchor: &str) -> Vec<&'a FactRow> {
    let gives = |row: &&FactRow| {
        row.decides_an_anchor()
            && row.anchors.iter().any(|name| name == anchor)
            && (row.anchor_regimes.is_empty() || row.anchor_regimes.contains(regime))
    };
    let mut rows: Vec<&FactRow> = plans.facts().filter(gives).collect();
    rows.sort_by_key(|row| row.anchor_regimes.is_empty());
    rows
}

/// The anchor as a person decided it.
pub(crate) fn decided(state: &State, plans: &Plans<'_>, duty: &DutyId, anchor: &str) -> Option<Anchor> {
    rows(plans, &duty.regime, anchor).into_iter().find_map(|row| instant(state, row))
}

/// The fact by which a person decides the moment of a stage, where one can.
pub(crate) fn deciding_fact(plans: &Plans<'_>, regime: &Regime, stage: &Stage) -> Option<String> {
    let begins = Begins::of(stage);
    rows(plans, &regime.id, begins.base()?).first().map(|row| row.id.to_string())
}

/// All that was ever decided of an anchor, the oldest first; nothing while nothing stands.
fn history(state: &State, plans: &Plans<'_>, regime: &RegimeId, anchor: &str) -> Vec<Decided> {
    let stands = |row: &&FactRow| instant(state, row).is_some();
    let row = rows(plans, regime, anchor).into_iter().find(stands);
    row.map(|row| ever_decided(state, row)).unwrap_or_default()
}

/// Moments that were decided and taken back. They are candidates from then on: taking back does not silence an alarm.
fn withdrawn(state: &State, plans: &Plans<'_>, regime: &RegimeId, anchor: &str) -> Vec<duty::Anchor> {
    let rows = rows(plans, regime, anchor);
    rows.into_iter().flat_map(|row| ever_decided(state, row)).map(|decided| decided.anchor).collect()
}

fn ever_decided(state: &State, row: &FactRow) -> Vec<Decided> {
    let changes = state.facts().get(&row.id).map(|fact| fact.history.as_slice()).unwrap_or_default();
    let mut history: Vec<Decided> = Vec::new();
    for change in changes.iter().filter(|change| change.moves()) {
        let Some(Value::Datetime(claimed)) = change.value() else { continue };
        let anchor = duty::Anchor { name: row.id.to_string(), at: (*claimed).into(), seq: change.seq };
        // Who says the same again has decided nothing new.
        if history.last().is_none_or(|last| last.anchor.at != anchor.at) {
            history.push(Decided { anchor, recorded: change.t });
        }
    }
    history
}

/// Every moment that may turn out to be the anchor.
fn candidates(state: &State, plans: &Plans<'_>, anchor: &str) -> Vec<Anchor> {
    let may = |row: &&FactRow| {
        let others = ["first_signal", "processor_told_us"];
        let names =
            |name: &String| name == anchor || LEARNED.contains(&anchor) && others.contains(&name.as_str());
        row.anchor_candidate && row.anchors.iter().any(names)
    };
    let mut all: Vec<Anchor> = plans.facts().filter(may).filter_map(|row| instant(state, row)).collect();
    if LEARNED.contains(&anchor) {
        all.extend(state.signals().iter().map(|(seq, signal)| Anchor {
            name: "signal".to_owned(),
            at: signal.received.at,
            claimed: signal.received,
            seq: *seq,
        }));
    }
    all
}

/// The earliest moment that may turn out to be the anchor.
pub(crate) fn earliest_candidate(state: &State, plans: &Plans<'_>, anchor: &str) -> Option<Anchor> {
    candidates(state, plans, anchor).into_iter().min_by_key(|anchor| anchor.at)
}

#[expect(clippy::wildcard_enum_match_arm, reason = "the other kinds have nothing to say here")]
fn instant(state: &State, row: &FactRow) -> Option<Anchor> {
    let known = state.facts().get(&row.id)?.known.as_ref()?;
    match &known.value {
        Value::Datetime(claimed) => {
            Some(Anchor { name: row.id.to_string(), at: claimed.at, claimed: *claimed, seq: known.seq })
        }
        _other => None,
    }
}
