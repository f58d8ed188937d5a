//! Legal duties in scope with their deadlines, for boards. Must not count: the core did.

use crate::base::time::{Timestamp, Zone};
use crate::incident::deadline::{Anchor, Deadline, DutyState};
use crate::regime::Regime;

/// A duty.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub(crate) struct DutyLine {
    /// `gdpr-33-1/notify`
    pub(crate) duty: String,
    /// Short, such as `GDPR 72 h`.
    pub(crate) label: String,
    /// What the law asks for.
    pub(crate) title: String,
    /// Where to look.
    pub(crate) citation: String,
    /// `not_started`, `provisional`, `running` or `met`.
    pub(crate) status: &'static str,
    /// From which moment it counts.
    pub(crate) anchor: Option<AnchorLine>,
    /// The moment that is missing.
    pub(crate) needs: Option<String>,
    /// The instant to plan against.
    pub(crate) strict: Option<Timestamp>,
    /// Seconds until then; negative when it has passed.
    pub(crate) seconds_left: Option<i64>,
    /// Whether it has passed, also provisionally.
    pub(crate) overdue: bool,
    /// When the notice went out.
    pub(crate) met: Option<Timestamp>,
    /// By how many seconds it was late.
    pub(crate) late_seconds: Option<i64>,
}

/// From which moment a duty counts.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub(crate) struct AnchorLine {
    /// The fact, or `signal`.
    pub(crate) name: String,
    /// The moment.
    pub(crate) at: Timestamp,
    /// The entry.
    pub(crate) entry: u64,
}

impl From<&Anchor> for AnchorLine {
    fn from(anchor: &Anchor) -> Self {
        Self { name: anchor.name.clone(), at: anchor.at, entry: anchor.seq.0 }
    }
}

impl DutyLine {
    /// A duty of a regime at a moment.
    pub(crate) fn new(state: &DutyState, label: &str, regime: &Regime, now: Timestamp) -> Self {
        let deadline = &state.deadline;
        let (status, anchor, met, late) = match deadline {
            Deadline::NotStarted { .. } => ("not_started", None, None, None),
            Deadline::Provisional { candidate, .. } => ("provisional", Some(candidate), None, None),
            Deadline::Running { anchor, .. } => ("running", Some(anchor), None, None),
            Deadline::Met { at, late, .. } => ("met", None, Some(*at), *late),
        };
        let needs = match deadline {
            Deadline::NotStarted { needs } => Some(needs.clone()),
            Deadline::Provisional { .. } | Deadline::Running { .. } | Deadline::Met { .. } => None,
        };
        Self {
            duty: state.duty.to_string(),
            label: label.to_owned(),
            title: regime.title.clone(),
            citation: regime.citation.clone(),
            status,
            anchor: anchor.map(AnchorLine::from),
            needs,
            strict: deadline.strict(),
            seconds_left: deadline.strict().map(|strict| strict.since(now).seconds()),
            overdue: deadline.is_overdue(now),
            met,
            late_seconds: late.map(crate::base::time::Period::seconds),
        }
    }

    /// One line: `GDPR 72 h: awareness NOT DECIDED; from first signal Tue 01:55 (70 h 43)`.
    pub(crate) fn text(&self, zone: Zone) -> String {
        let show = |at: Timestamp| at.in_zone(zone).format("%a %-d %b %H:%M").to_string();
        let left = self.left();
        let (label, anchor) = (&self.label, self.anchor.as_ref());
        match (self.status, self.strict, self.met) {
            ("provisional", Some(strict), _) => {
                let from = anchor.map_or_else(String::new, |anchor| spoken(&anchor.name));
                format!("{label}: awareness NOT DECIDED; from {from}: {} ({left})", show(strict))
            }
            ("running", Some(strict), _) => format!("{label}: due {} ({left})", show(strict)),
            (_, _, Some(met)) => match self.late_seconds {
                Some(late) => {
                    let late = crate::base::time::Period::from_seconds(late);
                    format!("{label}: sent {}, {late} LATE", show(met))
                }
                None => format!("{label}: sent {}", show(met)),
            },
            (_, _, None) => format!("{label}: awareness NOT DECIDED; no signal recorded"),
        }
    }

    /// `70 h 43`, `OVERDUE by 2 h`.
    pub(crate) fn left(&self) -> String {
        let left = crate::base::time::Period::from_seconds(self.seconds_left.unwrap_or(0).abs());
        if self.overdue { format!("OVERDUE by {left}") } else { left.to_string() }
    }
}

/// An anchor in words.
pub(crate) fn spoken(name: &str) -> String {
    match name {
        "signal" | "first_signal_at" => "first signal".to_owned(),
        other => other.trim_end_matches("_at").replace('_', " "),
    }
}
