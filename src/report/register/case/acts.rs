//! What people did about telling others: early signals, decisions with their reasons, notices, calls. Must not judge any of it.

use std::collections::{BTreeMap, BTreeSet};

use super::About;
use crate::base::id::Seq;
use crate::base::time::Timestamp;
use crate::incident::event::Event;
use crate::incident::event::note::{Marker, SignalRecorded};
use crate::incident::event::step::NoticeSent;
use crate::incident::key::StepKey;
use crate::incident::state::ToldState;
use crate::record::entry::{Entry, entry_at};
use crate::report::describe::describe;

/// An early signal.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub(crate) struct Signal {
    /// The entry.
    pub(crate) entry: Seq,
    /// When it came.
    pub(crate) received: Timestamp,
    /// The same in words.
    #[serde(skip)]
    pub(crate) when: String,
    /// From whom.
    pub(crate) source: &'static str,
    /// What it said.
    pub(crate) text: String,
    /// Who read it.
    pub(crate) read_by: Option<String>,
    /// Whether it was dismissed then.
    pub(crate) dismissed: bool,
    /// What was thought of it.
    pub(crate) triage: Option<String>,
}

/// A decision.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub(crate) struct Decision {
    /// The entry.
    pub(crate) entry: Seq,
    /// When it was taken, as it was claimed.
    pub(crate) at: Timestamp,
    /// When it was recorded.
    pub(crate) recorded: Timestamp,
    /// By whom.
    pub(crate) by: String,
    /// What was decided.
    pub(crate) what: String,
    /// Why.
    pub(crate) why: Option<String>,
    /// Who thought otherwise, and what.
    pub(crate) dissent: Option<String>,
    /// The entry that took it back or replaced it.
    pub(crate) gone: Option<Seq>,
}

/// Something that went out.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub(crate) struct Notice {
    /// The entry.
    pub(crate) entry: Seq,
    /// When it went out.
    pub(crate) sent: Timestamp,
    /// The same in words.
    #[serde(skip)]
    pub(crate) when: String,
    /// To whom.
    pub(crate) to: Option<String>,
    /// The form, else the duty.
    pub(crate) what: Option<String>,
    /// Its stage.
    pub(crate) stage: Option<String>,
    /// It took back the notice before it on the same form.
    pub(crate) withdrawal: bool,
    /// For which controller.
    pub(crate) controller: Option<String>,
    /// Who approved it.
    pub(crate) approved_by: Option<String>,
    /// Our reference, and what came back.
    pub(crate) references: Vec<String>,
    /// SHA-256 of what went out.
    pub(crate) sha256: Option<String>,
    /// Who recorded it.
    pub(crate) by: String,
}

/// Somebody who was told, or could not be reached.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub(crate) struct ToldLine {
    /// The entry.
    pub(crate) entry: Seq,
    /// When.
    pub(crate) at: Timestamp,
    /// Who.
    pub(crate) who: String,
    /// What they were told.
    pub(crate) text: Option<String>,
    /// Whether they answered.
    pub(crate) answered: bool,
    /// Who told them.
    pub(crate) by: String,
}

fn by(about: &About<'_>, seq: Seq) -> String {
    entry_at(about.entries, seq).map(|entry| about.scene.person(entry.by())).unwrap_or_default()
}

/// Early signals, in the order in which they came.
pub(super) fn signals(about: &About<'_>) -> Vec<Signal> {
    let scene = about.scene;
    let signal = |(seq, signal): &(Seq, SignalRecorded)| Signal {
        entry: *seq,
        received: signal.received.at,
        when: scene.claimed(signal.received),
        source: signal.source.word(),
        text: scene.read(signal.text),
        read_by: signal.read_by.map(|person| scene.person(person)),
        dismissed: signal.dismissed,
        triage: scene.maybe(signal.triage),
    };
    let mut signals: Vec<Signal> = scene.state.signals().iter().map(signal).collect();
    signals.sort_by_key(|signal| (signal.received, signal.entry));
    signals
}

/// Facts whose decision the register must be able to explain.
const DECIDING: [&str; 6] = [
    "personal_data_involved",
    "aware_at",
    "risk_outcome",
    "authority_decision",
    "people_decision",
    "people_exemption",
];

/// Steps by which somebody decided one of them.
fn deciding(about: &About<'_>) -> BTreeSet<StepKey> {
    let facts = about.scene.state.facts().iter().filter(|(id, _)| DECIDING.contains(&id.as_str()));
    facts.flat_map(|(_, fact)| fact.history.iter()).filter_map(|change| change.step.clone()).collect()
}

/// Entries that took an earlier one back, or replaced it.
#[expect(clippy::wildcard_enum_match_arm, reason = "the other kinds have nothing to say here")]
fn taken_back(about: &About<'_>) -> BTreeMap<Seq, Seq> {
    let gone = |entry: &Entry| {
        let of = match &entry.draft.event {
            Event::StepUndone(body) => Some(body.entry),
            Event::EntryCorrected(body) => Some(body.entry),
            Event::DutyDecided(body) => body.replaces,
            Event::DecisionTaken(body) => body.replaces,
            _other => None,
        };
        Some((of?, entry.seq))
    };
    about.entries.iter().filter_map(gone).collect()
}

/// Decisions about duties, those that settle the facts behind them, and those that somebody wrote down freely.
#[expect(clippy::wildcard_enum_match_arm, reason = "the other kinds have nothing to say here")]
pub(super) fn decisions(about: &About<'_>) -> Vec<Decision> {
    let (scene, steps, gone) = (about.scene, deciding(about), taken_back(about));
    let decision = |entry: &Entry| {
        let (what, why, dissent) = match &entry.draft.event {
            Event::DutyDecided(body) => {
                let dissent = body.dissent.as_ref().map(|other| (other.person, other.text));
                (describe(entry, scene).lead, Some(body.why), dissent)
            }
            Event::DecisionTaken(body) => {
                let is_open = body.unknown.iter().any(|fact| DECIDING.contains(&fact.as_str()));
                if !is_open && !steps.contains(&body.step) {
                    return None;
                }
                let dissent = body.dissent.as_ref().map(|other| (other.person, Some(other.text)));
                (format!("{} {}", body.question, body.label), body.reason, dissent)
            }
            Event::NoteTaken(body) if body.marker == Marker::Decision => (scene.read(body.text), None, None),
            _other => return None,
        };
        Some(Decision {
            entry: entry.seq,
            at: entry.happened(),
            recorded: entry.stamp.t,
            by: scene.person(entry.by()),
            what,
            why: scene.maybe(why),
            dissent: dissent.map(|(person, text)| {
                let words = scene.maybe(text).map(|text| format!(": {text}")).unwrap_or_default();
                format!("{}{words}", scene.person(person))
            }),
            gone: gone.get(&entry.seq).copied(),
        })
    };
    about.entries.iter().filter_map(decision).collect()
}

/// Everything that went out.
pub(super) fn notices(about: &About<'_>) -> Vec<Notice> {
    let scene = about.scene;
    let notice = |(seq, sent): &(Seq, NoticeSent)| Notice {
        entry: *seq,
        sent: sent.sent.at,
        when: scene.claimed(sent.sent),
        to: scene.maybe(sent.to),
        what: sent.form.clone().or_else(|| sent.duty.as_ref().map(ToString::to_string)),
        stage: sent.stage.as_ref().map(ToString::to_string),
        withdrawal: sent.withdrawal,
        controller: scene.maybe(sent.controller),
        approved_by: sent.approver.map(|person| scene.person(person)),
        references: [sent.reference, sent.receipt]
            .into_iter()
            .filter_map(|words| scene.maybe(words))
            .collect(),
        sha256: sent.sha256.map(|sha256| sha256.to_string()),
        by: by(about, *seq),
    };
    scene.state.notices().iter().map(notice).collect()
}

/// Who was told by word, or could not be reached.
pub(super) fn told(about: &About<'_>) -> Vec<ToldLine> {
    let scene = about.scene;
    let words = |seq: Seq| {
        let Event::Told(body) = &entry_at(about.entries, seq)?.draft.event else { return None };
        scene.maybe(body.text)
    };
    let line = |told: &ToldState| ToldLine {
        entry: told.seq,
        at: told.at,
        who: scene.read(told.who),
        text: words(told.seq),
        answered: told.answered,
        by: by(about, told.seq),
    };
    scene.state.told().iter().map(line).collect()
}
