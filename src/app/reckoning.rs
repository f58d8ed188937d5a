//! The calculator of deadlines: one stage counted from moments that are given, without an incident. Must not print.

use chrono::SecondsFormat;

use super::app_error::AppError;
use super::ground::regimes;
use crate::base::id::{RegimeId, StageId};
use crate::base::time::{Period, Timestamp, Zone};
use crate::regime::anchor::{Begins, Moments, start};
use crate::regime::count::{Circumstances, Counted, count, zone_of};
use crate::regime::rule::Rule;
use crate::regime::trigger::Trigger;
use crate::regime::{Regime, Stage};

/// What is to be counted.
pub(crate) struct Question<'a> {
    /// The stage.
    pub(crate) stage: &'a Stage,
    /// Its regime.
    pub(crate) regime: &'a Regime,
    /// The moment of the stage itself.
    pub(crate) from: Option<Trigger>,
    /// Other moments by name.
    pub(crate) others: Moments,
    /// Zones, calendars, who we are.
    pub(crate) at: Circumstances,
}

/// The answer.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub(crate) struct Reckoning {
    /// Which regime.
    pub(crate) regime: String,
    /// Which stage.
    pub(crate) stage: String,
    /// `running`, `not_started`, `qualitative` or `kept`.
    pub(crate) status: &'static str,
    /// The moment that is missing.
    pub(crate) needs: Option<String>,
    /// The moment from which it counts.
    pub(crate) anchor: Option<Moment>,
    /// The instant to plan against and to alarm on.
    pub(crate) strict: Option<String>,
    /// The latest reading with respectable authority.
    pub(crate) formal: Option<String>,
    /// A later reading that authorities have rejected.
    pub(crate) disputed: Option<String>,
    /// Until when something has to be kept at least.
    pub(crate) until: Option<String>,
    /// What the law says in place of a number, or beside it.
    pub(crate) words: Option<String>,
    /// In which zone days and hours were read.
    pub(crate) zone: &'static str,
    /// The rule.
    pub(crate) rule: &'static str,
    /// The period as the law words it.
    pub(crate) period: Option<String>,
    /// The public holidays that counted, with the date of their data.
    pub(crate) calendar: Option<String>,
    /// How it was counted, step by step.
    pub(crate) reasoning: Vec<String>,
    /// Where to look.
    pub(crate) citation: String,
    /// How far the regime was checked.
    pub(crate) verification: &'static str,
}

/// A moment by name.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub(crate) struct Moment {
    /// Its name.
    pub(crate) name: String,
    /// RFC 3339, or a date.
    pub(crate) at: String,
}

/// A regime by what was typed.
pub(crate) fn regime(typed: &str) -> Result<&'static Regime, AppError> {
    let found = RegimeId::parse(typed).ok().and_then(|id| regimes().get(&id));
    found.ok_or_else(|| AppError::Nothing {
        what: "regime",
        typed: typed.to_owned(),
        candidates: regimes().ids().map(ToString::to_string).collect(),
    })
}

/// A stage of a regime by what was typed.
pub(crate) fn stage<'a>(regime: &'a Regime, typed: &str) -> Result<&'a Stage, AppError> {
    let found = StageId::parse(typed).ok().and_then(|id| regime.stage(&id));
    found.ok_or_else(|| AppError::Nothing {
        what: "stage",
        typed: typed.to_owned(),
        candidates: regime.stages.iter().map(|stage| stage.id.to_string()).collect(),
    })
}

/// Names of moments that were given and from which the stage does not count.
pub(crate) fn unused(stage: &Stage, others: &Moments) -> Vec<String> {
    let begins = Begins::of(stage);
    let counts = |name: &&String| {
        **name == stage.anchor
            || begins.base() == Some(name.as_str())
            || stage.cap.as_ref().is_some_and(|cap| cap.anchor == **name)
    };
    others.keys().filter(|name| !counts(name)).cloned().collect()
}

/// Counts.
pub(crate) fn reckon(question: &Question<'_>) -> Result<Reckoning, AppError> {
    let Question { regime, stage, from, others, at } = question;
    let blank = Reckoning::blank(question);
    let start = match start(stage, *from, others, zone_of(regime, at)) {
        Ok(start) => start,
        Err(needs) => return Ok(Reckoning { needs: Some(needs), ..waiting(question, blank) }),
    };
    let anchor = Some(Moment { name: stage.anchor.clone(), at: question.moment(start.own) });
    let counted = count(regime, stage, start, at).map_err(|why| AppError::NotPossible(why.to_string()))?;
    let known = Reckoning { anchor, ..blank };
    Ok(match counted {
        Counted::Due(due) => Reckoning {
            status: "running",
            strict: Some(text(due.strict, question.own_zone())),
            formal: Some(text(due.formal, due.zone)),
            disputed: due.disputed.map(|at| text(at, due.zone)),
            calendar: due.calendar_version,
            reasoning: due.explanation,
            ..known
        },
        Counted::Keep(until) => {
            Reckoning { status: "kept", until: Some(text(until, question.zone())), ..known }
        }
        Counted::Qualitative(_) => Reckoning { status: "qualitative", ..known },
    })
}

/// What can be said while the moment is missing.
fn waiting(question: &Question<'_>, blank: Reckoning) -> Reckoning {
    let status = if question.stage.rule == Rule::Qualitative { "qualitative" } else { "not_started" };
    let cap = question.stage.cap.as_ref().and_then(|cap| {
        let from = question.others.get(&cap.anchor)?;
        let ends = from.first(question.zone()).plus(Period::from_hours(cap.hours.into()));
        let ends = text(ends, question.zone());
        Some(format!("its second limit, {} hours from {}, ends {ends}", cap.hours, cap.anchor))
    });
    Reckoning { status, reasoning: cap.into_iter().collect(), ..blank }
}

impl Question<'_> {
    fn zone(&self) -> Zone {
        zone_of(self.regime, &self.at)
    }

    /// The zone in which the instant to plan against is written: that of the law where it fixes one, else ours.
    fn own_zone(&self) -> Zone {
        self.regime.zone.unwrap_or(self.at.zone)
    }

    fn moment(&self, at: Trigger) -> String {
        match at {
            Trigger::Instant(at) => text(at, self.own_zone()),
            Trigger::Date(day) => day.to_string(),
        }
    }
}

impl Reckoning {
    fn blank(question: &Question<'_>) -> Self {
        let Question { regime, stage, .. } = question;
        Self {
            regime: regime.id.to_string(),
            stage: stage.id.to_string(),
            status: "not_started",
            needs: None,
            anchor: None,
            strict: None,
            formal: None,
            disputed: None,
            until: None,
            words: Some(stage.words.clone()).filter(|words| !words.is_empty()),
            zone: question.zone().name(),
            rule: stage.rule.word(),
            period: Some(stage.period.to_string()).filter(|period| !period.is_empty()),
            calendar: None,
            reasoning: Vec::new(),
            citation: regime.citation.clone(),
            verification: stage.counting_checked(regime).word(),
        }
    }
}

/// RFC 3339 with the offset that a zone has then.
fn text(at: Timestamp, zone: Zone) -> String {
    at.in_zone(zone).to_rfc3339_opts(SecondsFormat::Secs, false)
}
