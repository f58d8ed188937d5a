//! The register as a table: one row for each incident. Must not gather anything.

use super::Register;
use super::case::{Case, Decision, Item, Notice};
use crate::base::time::Timestamp;
use crate::report::format::Sheet;

/// The columns.
const COLUMNS: [&str; 28] = [
    "incident",
    "codename",
    "title",
    "class",
    "opened_utc",
    "closed_utc",
    "occurred_utc",
    "first_signal_utc",
    "detected_utc",
    "aware_utc",
    "facts",
    "effects",
    "remedial_action",
    "risk",
    "risk_reasons",
    "authority_decision",
    "authority_told_utc",
    "authority_late_seconds",
    "people_decision",
    "people_told_utc",
    "decisions",
    "notices",
    "signals",
    "not_recorded",
    "edition",
    "as_of_utc",
    "size",
    "record",
];

impl Register {
    /// One row for each incident.
    pub(super) fn sheet(&self) -> Sheet {
        Sheet { columns: COLUMNS.to_vec(), rows: self.cases.iter().map(|case| self.row(case)).collect() }
    }

    fn row(&self, case: &Case) -> Vec<String> {
        let late = case.authority.late_seconds.map(|late| late.to_string());
        let fact = |fact: &str| case.said(fact).unwrap_or_default();
        vec![
            case.incident.clone(),
            case.codename.clone(),
            case.title.clone(),
            case.class.to_owned(),
            time(Some(case.opened)),
            time(case.closed),
            time(case.instant("occurred_at")),
            time(first_signal(case)),
            time(case.instant("detected_at")),
            time(case.instant("aware_at")),
            told(case, "facts"),
            told(case, "effects"),
            told(case, "remedial_action"),
            fact("risk_outcome"),
            fact("risk_rationale"),
            case.authority.decision.clone().unwrap_or_default(),
            time(case.authority.told),
            late.unwrap_or_default(),
            case.people.decision.clone().unwrap_or_default(),
            time(case.people.told),
            joined(case.decisions.iter().filter(|decision| decision.gone.is_none()).map(decided)),
            joined(case.notices.iter().map(sent)),
            joined(case.signals.iter().map(|signal| {
                format!(
                    "{} {}: {} ({})",
                    time(Some(signal.received)),
                    signal.source,
                    signal.text,
                    signal.entry
                )
            })),
            case.missing.join("; "),
            self.edition.word.to_owned(),
            time(Some(self.as_of)),
            case.record.size.0.to_string(),
            case.record.head.clone(),
        ]
    }
}

fn time(at: Option<Timestamp>) -> String {
    at.map(Timestamp::to_seconds_text).unwrap_or_default()
}

fn joined(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().join("; ")
}

/// The earliest of the signals and of what was stated.
fn first_signal(case: &Case) -> Option<Timestamp> {
    let signals = case.signals.iter().map(|signal| signal.received);
    signals.chain(case.instant("first_signal_at")).min()
}

/// `What happened: Orders were read. (#12)`, one after the other.
fn told(case: &Case, group: &str) -> String {
    let items = case.groups.iter().filter(|known| known.id == group).flat_map(|group| &group.items);
    let words = |item: &Item| {
        let value = item.value.as_deref().unwrap_or("not known yet");
        format!("{} {value} ({})", item.label, item.entry)
    };
    joined(items.map(words))
}

fn decided(decision: &Decision) -> String {
    let why = decision.why.as_ref().map(|why| format!(" Why: {why}")).unwrap_or_default();
    format!("{} {}: {}{why} ({})", time(Some(decision.at)), decision.by, decision.what, decision.entry)
}

fn sent(notice: &Notice) -> String {
    let to = notice.to.as_ref().map(|to| format!(" to {to}")).unwrap_or_default();
    let what = notice.what.as_deref().unwrap_or("notice");
    format!("{} {what}{to} ({})", time(Some(notice.sent)), notice.entry)
}
