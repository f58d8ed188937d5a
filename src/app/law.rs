//! The laws that the program knows, as views for people and machines, and which of them apply. Must not print.

use super::ground::regimes;
use crate::base::time::{Timestamp, Zone};
use crate::host::organisation::Profile;
use crate::regime::scope::{Judgement, Verdict, judge};
use crate::regime::{Regime, Stage};

/// Every answer to whether a law applies, with its heading, the most urgent first.
pub(crate) const VERDICTS: [(&str, &str); 7] = [
    ("applies", "Applies"),
    ("perhaps", "May apply: something is not known that decides"),
    ("not_yet", "Will apply, or may"),
    ("proposed", "Would, if it became law"),
    ("superseded", "Did, before another took its place"),
    ("does_not", "Does not apply"),
    ("not_considered", "Not considered"),
];

/// The word of an answer.
pub(crate) fn word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Applies => "applies",
        Verdict::Perhaps => "perhaps",
        Verdict::NotYet => "not_yet",
        Verdict::Proposed => "proposed",
        Verdict::Superseded => "superseded",
        Verdict::DoesNot => "does_not",
        Verdict::NotConsidered => "not_considered",
    }
}

/// A regime in a list.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub(crate) struct Row {
    id: String,
    title: String,
    citation: String,
    jurisdiction: String,
    status: &'static str,
    status_note: Option<String>,
    since: Option<String>,
    checked: String,
    verification: &'static str,
    stages: Vec<String>,
}

impl Row {
    /// Reads a regime.
    pub(crate) fn of(regime: &Regime) -> Self {
        Self {
            id: regime.id.to_string(),
            title: regime.title.clone(),
            citation: regime.citation.clone(),
            jurisdiction: regime.jurisdiction.clone(),
            status: regime.status.word(),
            status_note: regime.status_note.clone(),
            since: regime.in_force_since.map(|day| day.to_string()),
            checked: regime.checked.to_string(),
            verification: regime.verification.word(),
            stages: regime.stages.iter().map(|stage| stage.id.to_string()).collect(),
        }
    }
}

/// A regime in full.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub(crate) struct Page {
    id: String,
    title: String,
    citation: String,
    jurisdiction: String,
    status: &'static str,
    status_note: Option<String>,
    since: Option<String>,
    checked: String,
    verification: &'static str,
    duty: String,
    notifier: String,
    authority: String,
    trigger: String,
    threshold: String,
    exemptions: Vec<String>,
    delay_grounds: Vec<String>,
    note: Option<String>,
    zone: Option<&'static str>,
    stages: Vec<StageRow>,
}

/// A stage of a regime.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
struct StageRow {
    id: String,
    to: String,
    anchor: String,
    period: Option<String>,
    rule: &'static str,
    cap: Option<String>,
    words: Option<String>,
    content: Option<String>,
    proposed: bool,
    counting: &'static str,
}

impl Page {
    /// Reads a regime.
    pub(crate) fn of(regime: &Regime) -> Self {
        let row = Row::of(regime);
        Self {
            id: row.id,
            title: row.title,
            citation: row.citation,
            jurisdiction: row.jurisdiction,
            status: row.status,
            status_note: row.status_note,
            since: row.since,
            checked: row.checked,
            verification: row.verification,
            duty: regime.duty.clone(),
            notifier: regime.notifier.clone(),
            authority: regime.authority.clone(),
            trigger: regime.trigger.clone(),
            threshold: regime.threshold.clone(),
            exemptions: regime.exemptions.clone(),
            delay_grounds: regime.delay_grounds.clone(),
            note: regime.note.clone(),
            zone: regime.zone.map(Zone::name),
            stages: regime.stages.iter().map(|stage| StageRow::of(stage, regime)).collect(),
        }
    }
}

impl StageRow {
    fn of(stage: &Stage, regime: &Regime) -> Self {
        let filled = |text: String| Some(text).filter(|text| !text.is_empty());
        Self {
            id: stage.id.to_string(),
            to: stage.to.clone(),
            anchor: stage.anchor.clone(),
            period: filled(stage.period.to_string()),
            rule: stage.rule.word(),
            cap: stage.cap.as_ref().map(|cap| format!("{} hours from {}", cap.hours, cap.anchor)),
            words: filled(stage.words.clone()),
            content: filled(stage.content.clone()),
            proposed: stage.proposed,
            counting: stage.counting_checked(regime).word(),
        }
    }
}

/// Which laws apply.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub(crate) struct Reach {
    /// Whether the profile says what decides.
    #[serde(rename = "scope_known")]
    pub(crate) known: bool,
    /// Every regime with the answer.
    pub(crate) regimes: Vec<Judged>,
}

/// A regime with the answer.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub(crate) struct Judged {
    /// Its id.
    pub(crate) id: String,
    /// For people.
    pub(crate) title: String,
    /// One of [`VERDICTS`].
    pub(crate) verdict: &'static str,
    /// Why.
    pub(crate) reasons: Vec<String>,
    verification: &'static str,
    checked: String,
}

impl From<Judgement<'_>> for Judged {
    fn from(judgement: Judgement<'_>) -> Self {
        Self {
            id: judgement.regime.id.to_string(),
            title: judgement.regime.title.clone(),
            verdict: word(judgement.verdict),
            reasons: judgement.reasons,
            verification: judgement.regime.verification.word(),
            checked: judgement.regime.checked.to_string(),
        }
    }
}

/// Which laws apply to those of a profile on the day of an instant.
pub(crate) fn reach(profile: Option<&Profile>, now: Timestamp) -> Reach {
    let scope = profile.and_then(Profile::law_scope);
    let judged = judge(regimes().rows(), scope.as_ref(), now.utc().date_naive());
    Reach { known: scope.is_some(), regimes: judged.into_iter().map(Judged::from).collect() }
}
