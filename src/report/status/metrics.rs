//! What the record yields when somebody asks how it went: moments, the time between them, counts. Must not judge.

use crate::base::id::{FactId, Seq};
use crate::base::time::{Timestamp, Zone};
use crate::fact::value::Value;
use crate::incident::event::Event;
use crate::incident::event::step::Gate;
use crate::incident::state::State;
use crate::playbook::model::DutyId;
use crate::record::entry::Entry;
use crate::regime::{RegimeIndex, Stage};

/// Moments in the order in which they are hoped for, each with the fact that holds it.
const MOMENTS: [(&str, &str); 9] = [
    ("occurred", "occurred_at"),
    ("detected", "detected_at"),
    ("aware", "aware_at"),
    ("DPO told", "dpo_told_at"),
    ("contained", "contained_at"),
    ("eradicated", "eradicated_at"),
    ("regulator told", "authority_told_at"),
    ("people told", "people_told_at"),
    ("recovered", "recovered_at"),
];

/// The duty to tell the people concerned (Regulation (EU) 2016/679 Article 34(1)).
const PEOPLE_DUTY: &str = "gdpr-34/communicate";

/// The figures of an incident.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub(crate) struct Metrics {
    /// Public id.
    pub(crate) incident: String,
    /// Moments.
    pub(crate) moments: Vec<MomentLine>,
    /// People concerned, at least.
    pub(crate) subjects_low: Option<u64>,
    /// The number that was given, where it is one.
    pub(crate) subjects_best: Option<u64>,
    /// People concerned, at most.
    pub(crate) subjects_high: Option<u64>,
    /// Where they live.
    pub(crate) jurisdictions: Vec<String>,
    /// Whether the authority was told within 72 hours; nothing while it was not told.
    pub(crate) within_72_hours: Option<bool>,
    /// Steps whose time box has passed before they were settled, or is passing.
    pub(crate) time_box_misses: usize,
    /// Decisions that left their question open, or were taken at steps that opened on something not known.
    pub(crate) decisions_on_unknown: usize,
    /// Stop gates that were overridden.
    pub(crate) stop_gates_overridden: usize,
    /// Other gates that were overridden.
    pub(crate) other_overrides: usize,
}

/// A moment.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub(crate) struct MomentLine {
    /// What.
    pub(crate) name: &'static str,
    /// The fact.
    pub(crate) fact: &'static str,
    /// When, if it is known.
    pub(crate) at: Option<Timestamp>,
    /// The entry that says so: it states the fact, or is the first notice that told them.
    pub(crate) entry: Option<u64>,
    /// Seconds since the known moment before it in this list.
    pub(crate) since_previous: Option<i64>,
    /// Seconds since it was detected.
    pub(crate) since_detected: Option<i64>,
}

impl Metrics {
    /// Reads the figures. Whether the authority was told within 72 hours was counted elsewhere.
    pub(crate) fn read(
        state: &State,
        entries: &[Entry],
        regimes: &RegimeIndex,
        (within_72_hours, now): (Option<bool>, Timestamp),
    ) -> Self {
        let (low, best, high) = subjects(state);
        let overrides = |wanted: fn(Gate) -> bool| {
            let over = |entry: &&Entry| matches!(&entry.draft.event, Event::GateOverridden(body) if wanted(body.gate));
            entries.iter().filter(over).count()
        };
        Self {
            incident: state.opening().map(|(opening, _)| opening.id.clone()).unwrap_or_default(),
            moments: moments(state, regimes),
            subjects_low: low,
            subjects_best: best,
            subjects_high: high,
            jurisdictions: jurisdictions(state),
            within_72_hours,
            time_box_misses: misses(state, now),
            decisions_on_unknown: on_unknown(state, entries),
            stop_gates_overridden: overrides(|gate| gate == Gate::Requires),
            other_overrides: overrides(|gate| gate != Gate::Requires),
        }
    }

    /// As lines.
    pub(crate) fn lines(&self, zone: Zone) -> Vec<String> {
        let period = |seconds: i64| crate::base::time::Period::from_seconds(seconds).to_string();
        let mut lines: Vec<String> = Vec::new();
        for moment in &self.moments {
            let at = moment.at.map_or_else(
                || "not known".to_owned(),
                |at| at.in_zone(zone).format("%a %-d %b %Y %H:%M").to_string(),
            );
            let since = moment.since_previous.map(|s| format!("  +{}", period(s))).unwrap_or_default();
            let detected = moment.since_detected.filter(|_| moment.name != "detected");
            let detected = detected.map(|s| format!("  {} after detection", period(s))).unwrap_or_default();
            lines.push(format!("{:<16}{at}{since}{detected}", moment.name));
        }
        let number = |n: Option<u64>| n.map_or_else(|| "not known".to_owned(), |n| n.to_string());
        let (low, best, high) =
            (number(self.subjects_low), number(self.subjects_best), number(self.subjects_high));
        lines.push(format!("{:<16}low {low}, best {best}, high {high}", "people"));
        let countries = self.jurisdictions.join(", ");
        lines.push(format!(
            "{:<16}{}",
            "jurisdictions",
            if countries.is_empty() { "not known" } else { &countries }
        ));
        let met = match self.within_72_hours {
            Some(true) => "yes",
            Some(false) => "no",
            None => "not told yet",
        };
        lines.push(format!("{:<16}{met}", "within 72 h"));
        lines.push(format!("{:<16}{}", "time boxes over", self.time_box_misses));
        lines.push(format!("{:<16}{} taken on something not known", "decisions", self.decisions_on_unknown));
        let (stop, other) = (self.stop_gates_overridden, self.other_overrides);
        lines.push(format!("{:<16}{stop} of stop gates, {other} of others", "overrides"));
        lines
    }
}

fn moments(state: &State, regimes: &RegimeIndex) -> Vec<MomentLine> {
    let found = |fact: &str| stated(state, fact).or_else(|| sent(state, regimes, fact));
    let detected = found("detected_at").map(|(at, _)| at);
    let mut before: Option<Timestamp> = None;
    let line = |(name, fact): (&'static str, &'static str)| {
        let (at, entry) = found(fact).unzip();
        let since = |earlier: Option<Timestamp>| Some(at?.since(earlier?).seconds());
        let (since_previous, since_detected) = (since(before), since(detected));
        before = at.or(before);
        MomentLine { name, fact, at, entry: entry.map(|seq: Seq| seq.0), since_previous, since_detected }
    };
    MOMENTS.into_iter().map(line).collect()
}

/// What a fact says, and where it was stated.
fn stated(state: &State, fact: &str) -> Option<(Timestamp, Seq)> {
    let known = state.facts().get(&FactId::parse(fact).ok()?)?.known.as_ref()?;
    let Value::Datetime(claimed) = &known.value else { return None };
    Some((claimed.at, known.seq))
}

/// When the first notice went out that told an authority, or the people concerned, as a fact of that name would say.
fn sent(state: &State, regimes: &RegimeIndex, fact: &str) -> Option<(Timestamp, Seq)> {
    let is_meant = |duty: &DutyId| match fact {
        "authority_told_at" => {
            regimes.stage(&duty.regime, &duty.stage).is_some_and(Stage::tells_an_authority)
        }
        "people_told_at" => duty.to_string() == PEOPLE_DUTY,
        _other => false,
    };
    let notices = state.notices().iter().filter(|(_, sent)| sent.serves().is_some_and(is_meant));
    notices.map(|(seq, sent)| (sent.sent.at, *seq)).min()
}

fn subjects(state: &State) -> (Option<u64>, Option<u64>, Option<u64>) {
    match state.facts().value_of("subjects_count") {
        Some(Value::Count(count)) => {
            let best = count.high.filter(|high| *high == count.low);
            (Some(count.low), best, count.high)
        }
        Some(_) | None => (None, None, None),
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "the other kinds have nothing to say here")]
fn jurisdictions(state: &State) -> Vec<String> {
    let Some(items) = state.facts().value_of("countries").and_then(Value::as_list) else { return Vec::new() };
    let country = |value: &Value| match value {
        Value::Country(code) => Some(code.clone()),
        _other => None,
    };
    items.iter().filter_map(|item| country(&item.v)).collect()
}

/// Steps that were settled after their time box, or are open beyond it.
fn misses(state: &State, now: Timestamp) -> usize {
    let missed = |step: &&crate::incident::steps::StepState| {
        let timebox = step.opened.as_ref().and_then(|opened| opened.timebox);
        let due = timebox.zip(step.opening).map(|(timebox, act)| act.t.plus(timebox));
        let ended = match (step.settled, &step.status) {
            (Some(act), _) => Some(act.t),
            (None, crate::incident::steps::Status::Open) => Some(now),
            (None, _) => None,
        };
        due.zip(ended).is_some_and(|(due, ended)| ended > due)
    };
    state.steps().values().filter(missed).count()
}

#[expect(clippy::wildcard_enum_match_arm, reason = "the other kinds have nothing to say here")]
fn on_unknown(state: &State, entries: &[Entry]) -> usize {
    let unknown = |entry: &&Entry| match &entry.draft.event {
        Event::DecisionTaken(body) => {
            let step = state.step(&body.step).and_then(|step| step.opened.as_ref());
            body.leaves_open || step.is_some_and(|opened| !opened.unknown.is_empty())
        }
        _other => false,
    };
    entries.iter().filter(unknown).count()
}
