//! The deadline of a legal duty: from the moment that a person decided, or provisionally from the earliest candidate while nobody has.
//! Counts hours as elapsed time in UTC. Must not know any law: periods and anchors are data.

use super::plans::Plans;
use super::state::State;
use crate::base::id::Seq;
use crate::base::time::{Period, Timestamp};
use crate::fact::catalogue::FactRow;
use crate::fact::value::Value;
use crate::playbook::model::DutyId;
use crate::regime::{PeriodUnit, Stage};

/// Where a period can begin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Anchor {
    /// The fact or `signal`.
    pub(crate) name: String,
    /// The instant.
    pub(crate) at: Timestamp,
    /// The entry that says so.
    pub(crate) seq: Seq,
}

/// A deadline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Deadline {
    /// Nothing has happened yet from which it could run.
    NotStarted {
        /// The anchor that is missing.
        needs: String,
    },
    /// Nobody has decided the anchor: it runs from the earliest candidate until somebody does.
    Provisional {
        /// The candidate.
        candidate: Anchor,
        /// The instant to plan against.
        strict: Timestamp,
    },
    /// The anchor is decided.
    Running {
        /// The anchor.
        anchor: Anchor,
        /// The instant to plan against.
        strict: Timestamp,
    },
    /// The notice went out.
    Met {
        /// When.
        at: Timestamp,
        /// The entry.
        seq: Seq,
        /// By how much it was late; nothing when it was in time or no anchor is known.
        late: Option<Period>,
    },
}

/// A duty with its deadline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct DutyState {
    /// The duty.
    pub(crate) duty: DutyId,
    /// Where it stands.
    pub(crate) deadline: Deadline,
}

impl Deadline {
    /// The instant to plan against, while it is not met.
    pub(crate) fn strict(&self) -> Option<Timestamp> {
        match self {
            Self::Provisional { strict, .. } | Self::Running { strict, .. } => Some(*strict),
            Self::NotStarted { .. } | Self::Met { .. } => None,
        }
    }

    /// Whether the instant to plan against has passed.
    pub(crate) fn is_overdue(&self, now: Timestamp) -> bool {
        self.strict().is_some_and(|strict| now > strict)
    }
}

/// The deadline of a stage that counts in hours. Other stages need calendars and give nothing.
pub(crate) fn deadline(
    incident: &State,
    plans: &Plans<'_>,
    duty: &DutyId,
    stage: &Stage,
) -> Option<Deadline> {
    if stage.period.unit != PeriodUnit::Hours {
        return None;
    }
    let period = Period::from_hours(i64::from(stage.period.value));
    let anchor = decided(incident, plans, duty, &stage.anchor);
    let candidate = || earliest_candidate(incident, plans, &stage.anchor);
    let begin = anchor.as_ref().map(|anchor| anchor.at).or_else(|| candidate().map(|anchor| anchor.at));
    let sent = incident.notices().iter().find(|(_, notice)| notice.duty.as_ref() == Some(duty));
    if let Some((seq, notice)) = sent {
        let at = notice.sent.at;
        let late = begin.map(|begin| at.since(begin.plus(period))).filter(|late| late.seconds() > 0);
        return Some(Deadline::Met { at, seq: *seq, late });
    }
    Some(match (anchor, candidate()) {
        (Some(anchor), _) => Deadline::Running { strict: anchor.at.plus(period), anchor },
        (None, Some(candidate)) => Deadline::Provisional { strict: candidate.at.plus(period), candidate },
        (None, None) => Deadline::NotStarted { needs: stage.anchor.clone() },
    })
}

/// The anchor as a person decided it; a fact made for this regime goes before the general one.
pub(crate) fn decided(state: &State, plans: &Plans<'_>, duty: &DutyId, anchor: &str) -> Option<Anchor> {
    let gives = |row: &&FactRow| {
        row.decides_an_anchor()
            && row.anchors.iter().any(|name| name == anchor)
            && (row.anchor_regimes.is_empty() || row.anchor_regimes.contains(&duty.regime))
    };
    let mut rows: Vec<&FactRow> = plans.facts().filter(gives).collect();
    rows.sort_by_key(|row| row.anchor_regimes.is_empty());
    rows.into_iter().find_map(|row| instant(state, row))
}

/// The earliest moment that may turn out to be the anchor.
pub(crate) fn earliest_candidate(state: &State, plans: &Plans<'_>, anchor: &str) -> Option<Anchor> {
    let may = |row: &&FactRow| {
        row.anchor_candidate
            && (row
                .anchors
                .iter()
                .any(|name| name == anchor || name == "first_signal" || name == "processor_told_us"))
    };
    let facts = plans.facts().filter(may).filter_map(|row| instant(state, row));
    let signal = state.earliest_signal().map(|(seq, received)| Anchor {
        name: "signal".to_owned(),
        at: received.at,
        seq,
    });
    facts.chain(signal).min_by_key(|anchor| anchor.at)
}

#[expect(clippy::wildcard_enum_match_arm, reason = "the other kinds have nothing to say here")]
fn instant(state: &State, row: &FactRow) -> Option<Anchor> {
    let known = state.facts().get(&row.id)?.known.as_ref()?;
    match &known.value {
        Value::Datetime(claimed) => Some(Anchor { name: row.id.to_string(), at: claimed.at, seq: known.seq }),
        _other => None,
    }
}
