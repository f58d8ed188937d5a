//! Version 1 of the timeline as JSON. A promise to programs: a member may be added, never renamed or given another meaning; anything
//! else is a new version. Instants are RFC 3339 in UTC with microseconds unless they were claimed. Must not hold types of the core.

use serde::Serialize;

/// The version.
pub(super) const VERSION: u32 = 1;

/// What stands above the entries.
#[derive(Serialize)]
pub(super) struct HeaderV1 {
    pub(super) v: u32,
    pub(super) document: &'static str,
    pub(super) incident: IncidentV1,
    pub(super) edition: &'static str,
    pub(super) withheld: Vec<WithheldV1>,
    pub(super) filter: FilterV1,
    pub(super) counts: CountsV1,
    pub(super) record: RecordV1,
    pub(super) first_signal: Option<SignalV1>,
    pub(super) awareness: Option<FactV1>,
    pub(super) deadline: DeadlineV1,
    pub(super) times: TimesV1,
    pub(super) facts: Vec<FactV1>,
    pub(super) unknown: Vec<OpenFactV1>,
    pub(super) people: Vec<PersonV1>,
    pub(super) roles: Vec<TenureV1>,
    pub(super) playbooks: Vec<PlaybookV1>,
}

/// The incident.
#[derive(Serialize)]
pub(super) struct IncidentV1 {
    pub(super) id: String,
    pub(super) codename: String,
    pub(super) title: Option<String>,
    pub(super) mode: &'static str,
    pub(super) zone: String,
    pub(super) opened: String,
    pub(super) closed_by: Option<u64>,
}

/// Texts that the edition leaves out, for one reason.
#[derive(Serialize)]
pub(super) struct WithheldV1 {
    pub(super) code: &'static str,
    pub(super) count: usize,
}

/// Which entries are shown.
#[derive(Serialize)]
pub(super) struct FilterV1 {
    pub(super) detail: &'static str,
    pub(super) order: &'static str,
    pub(super) since: Option<String>,
    pub(super) as_of: Option<String>,
    pub(super) words: String,
}

/// How many entries.
#[derive(Serialize)]
pub(super) struct CountsV1 {
    pub(super) shown: usize,
    pub(super) known: usize,
    pub(super) late: usize,
    pub(super) corrected: usize,
}

/// The state of the record.
#[derive(Serialize)]
pub(super) struct RecordV1 {
    pub(super) size: u64,
    pub(super) head: String,
    pub(super) short: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) broken: Option<BrokenV1>,
}

/// Where the record breaks. Nothing from there on is in the document.
#[derive(Serialize)]
pub(super) struct BrokenV1 {
    pub(super) at: u64,
    pub(super) why: String,
}

/// The first signal.
#[derive(Serialize)]
pub(super) struct SignalV1 {
    pub(super) at: MomentV1,
    pub(super) entry: u64,
    pub(super) text: Option<String>,
}

/// The notice under GDPR Article 33(1).
#[derive(Serialize)]
pub(super) struct DeadlineV1 {
    pub(super) duty: &'static str,
    pub(super) provisional: bool,
    pub(super) from: Option<String>,
    pub(super) due: Option<String>,
    pub(super) sent: Vec<SentV1>,
}

/// When the incident turned, and what was overrun or overridden.
#[derive(Serialize)]
pub(super) struct TimesV1 {
    pub(super) moments: Vec<TurnV1>,
    pub(super) within_72_hours: Option<bool>,
    pub(super) time_box_misses: usize,
    pub(super) decisions_on_unknown: usize,
    pub(super) stop_gates_overridden: usize,
    pub(super) other_overrides: usize,
}

/// A moment; seconds since the known one before it and since detection.
#[derive(Serialize)]
pub(super) struct TurnV1 {
    pub(super) name: &'static str,
    pub(super) fact: &'static str,
    pub(super) at: Option<String>,
    pub(super) entry: Option<u64>,
    pub(super) since_previous: Option<i64>,
    pub(super) since_detected: Option<i64>,
}

/// A notice that went out.
#[derive(Serialize)]
pub(super) struct SentV1 {
    pub(super) at: MomentV1,
    pub(super) entry: u64,
    pub(super) to: Option<String>,
    pub(super) withdrawal: bool,
    pub(super) seconds_left: Option<i64>,
}

/// A fact that is known.
#[derive(Serialize)]
pub(super) struct FactV1 {
    pub(super) id: String,
    pub(super) label: String,
    pub(super) value: String,
    pub(super) instant: Option<MomentV1>,
    pub(super) entry: u64,
    pub(super) recorded: String,
    pub(super) by: String,
    pub(super) basis: Option<String>,
    pub(super) disputed: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) against: Option<crate::report::dispute::Against>,
}

/// A fact that was asked for and is not known.
#[derive(Serialize)]
pub(super) struct OpenFactV1 {
    pub(super) id: String,
    pub(super) label: String,
    pub(super) entry: u64,
    pub(super) recorded: String,
    pub(super) by: String,
    pub(super) recheck: Option<String>,
}

/// A person on the roster.
#[derive(Serialize)]
pub(super) struct PersonV1 {
    pub(super) id: String,
    pub(super) name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) roles: Option<Vec<String>>,
}

/// Who held a role from when to when.
#[derive(Serialize)]
pub(super) struct TenureV1 {
    pub(super) role: String,
    pub(super) person: String,
    pub(super) from: String,
    pub(super) from_entry: u64,
    pub(super) to: Option<String>,
    pub(super) to_entry: Option<u64>,
}

/// A playbook that ran.
#[derive(Serialize)]
pub(super) struct PlaybookV1 {
    pub(super) id: String,
    pub(super) version: String,
    pub(super) sha256: String,
    pub(super) entry: u64,
}

/// A claimed time, RFC 3339 with the offset as it was typed.
#[derive(Serialize)]
pub(super) struct MomentV1 {
    pub(super) at: String,
    pub(super) precision: &'static str,
}

/// An entry.
#[derive(Serialize)]
pub(super) struct EntryV1 {
    pub(super) seq: u64,
    pub(super) recorded: String,
    pub(super) happened: String,
    pub(super) claimed: Option<MomentV1>,
    pub(super) late_seconds: Option<i64>,
    pub(super) typed_by: PersonV1,
    pub(super) acted_by: PersonV1,
    pub(super) via: Option<&'static str>,
    pub(super) step: Option<StepV1>,
    pub(super) lane: &'static str,
    pub(super) kind: &'static str,
    pub(super) text: String,
    pub(super) words: Option<String>,
    pub(super) details: Vec<DetailV1>,
    pub(super) corrections: Vec<CorrectionV1>,
    pub(super) labels: Vec<&'static str>,
    pub(super) starred: bool,
    pub(super) key: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) exercise: Option<ExerciseV1>,
}

/// A step.
#[derive(Serialize)]
pub(super) struct StepV1 {
    pub(super) path: String,
    pub(super) title: Option<String>,
}

/// Something more that an entry says.
#[derive(Serialize)]
pub(super) struct DetailV1 {
    pub(super) name: &'static str,
    pub(super) value: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) entry: Option<u64>,
}

/// What a later entry did to this one.
#[derive(Serialize)]
pub(super) struct CorrectionV1 {
    pub(super) entry: u64,
    pub(super) what: &'static str,
    pub(super) now: Option<String>,
    pub(super) why: Option<String>,
    pub(super) by: String,
    pub(super) recorded: String,
}

/// Times of an exercise.
#[derive(Serialize)]
pub(super) struct ExerciseV1 {
    pub(super) exercise_time: String,
    pub(super) scenario_time: String,
}
