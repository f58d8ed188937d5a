//! The timeline as versioned JSON. Must not add members that [`shape`] does not have.

mod shape;

use self::shape::{
    BrokenV1, CorrectionV1, CountsV1, DeadlineV1, DetailV1, EntryV1, ExerciseV1, FactV1, FilterV1, HeaderV1,
    IncidentV1, MomentV1, OpenFactV1, PersonV1, PlaybookV1, RecordV1, SentV1, SignalV1, StepV1, TenureV1,
    TimesV1, TurnV1, VERSION, WithheldV1,
};
use super::glance::{KnownFact, OpenFact};
use super::row::{Named, Row};
use super::select::marked;
use super::{ReportError, Timeline};
use crate::base::time::{Claimed, Precision, Timestamp};
use crate::regime::FIRST_DUTY;
use crate::report::document::furniture::Furniture;
use crate::report::format::Tree;

/// The timeline for programs.
pub(super) fn tree(timeline: &Timeline<'_>, furniture: &Furniture) -> Result<Tree, ReportError> {
    let rows: Vec<EntryV1> = timeline.rows.iter().map(entry).collect();
    Ok(Tree::new(&header(timeline, furniture), "entries", &rows)?)
}

fn header(timeline: &Timeline<'_>, furniture: &Furniture) -> HeaderV1 {
    let glance = &timeline.glance;
    let withheld = furniture.withheld.iter().map(|w| WithheldV1 { code: w.code, count: w.count });
    let signal = glance.first_signal.as_ref();
    let roles = glance.tenures.iter().map(|tenure| TenureV1 {
        role: tenure.role.to_string(),
        person: tenure.person.to_string(),
        from: instant(tenure.from.1),
        from_entry: tenure.from.0.0,
        to: tenure.to.map(|(_, at)| instant(at)),
        to_entry: tenure.to.map(|(seq, _)| seq.0),
    });
    let playbooks = glance.playbooks.iter().map(|(pin, seq)| PlaybookV1 {
        id: pin.id.to_string(),
        version: pin.version.clone(),
        sha256: pin.sha256.to_string(),
        entry: seq.0,
    });
    let people =
        glance.people.iter().map(|p| PersonV1 { id: p.id.to_string(), name: p.name.clone(), roles: None });
    HeaderV1 {
        v: VERSION,
        document: "timeline",
        incident: incident(timeline),
        edition: furniture.edition,
        withheld: withheld.collect(),
        filter: filter(timeline),
        counts: counts(timeline),
        record: RecordV1 {
            size: furniture.size.0,
            head: furniture.head.to_string(),
            short: furniture.short_head(),
            broken: furniture.broken.as_ref().map(|b| BrokenV1 { at: b.at.0, why: b.why.clone() }),
        },
        first_signal: signal.map(|s| SignalV1 { at: moment(s.at), entry: s.seq.0, text: s.what.clone() }),
        awareness: glance.fact("aware_at").map(fact),
        deadline: deadline(timeline),
        times: times(timeline),
        facts: glance.known.iter().map(fact).collect(),
        unknown: glance.unknown.iter().map(open_fact).collect(),
        people: people.collect(),
        roles: roles.collect(),
        playbooks: playbooks.collect(),
    }
}

fn incident(timeline: &Timeline<'_>) -> IncidentV1 {
    let glance = &timeline.glance;
    IncidentV1 {
        id: glance.opening.id.clone(),
        codename: glance.opening.codename.clone(),
        title: glance.title.clone(),
        mode: glance.opening.mode.word(),
        zone: timeline.options.zone.name().to_owned(),
        opened: instant(glance.opened.1),
        closed_by: glance.closed.map(|seq| seq.0),
    }
}

fn filter(timeline: &Timeline<'_>) -> FilterV1 {
    let options = &timeline.options;
    FilterV1 {
        detail: options.detail.word(),
        order: options.order.word(),
        since: options.since.map(instant),
        as_of: options.as_of.map(instant),
        words: timeline.selection.clone(),
    }
}

fn counts(timeline: &Timeline<'_>) -> CountsV1 {
    CountsV1 {
        shown: timeline.rows.len(),
        known: timeline.entries.len(),
        late: timeline.rows.iter().filter(|row| row.happened.late.is_some()).count(),
        corrected: marked(timeline.marks, |mark| mark.kind.is_correction()).len(),
    }
}

fn deadline(timeline: &Timeline<'_>) -> DeadlineV1 {
    let deadline = &timeline.glance.deadline;
    let sent = deadline.submissions.iter().map(|sent| SentV1 {
        at: moment(sent.sent),
        entry: sent.seq.0,
        to: sent.to.clone(),
        withdrawal: sent.withdrawal,
        seconds_left: sent.left.map(crate::base::time::Period::seconds),
    });
    DeadlineV1 {
        duty: FIRST_DUTY,
        provisional: deadline.provisional,
        from: deadline.from.as_ref().map(|from| instant(from.at)),
        due: deadline.due.map(instant),
        sent: sent.collect(),
    }
}

fn times(timeline: &Timeline<'_>) -> TimesV1 {
    let metrics = &timeline.glance.metrics;
    let moments = metrics.moments.iter().map(|line| TurnV1 {
        name: line.name,
        fact: line.fact,
        at: line.at.map(instant),
        entry: line.entry,
        since_previous: line.since_previous,
        since_detected: line.since_detected,
    });
    TimesV1 {
        moments: moments.collect(),
        within_72_hours: metrics.within_72_hours,
        time_box_misses: metrics.time_box_misses,
        decisions_on_unknown: metrics.decisions_on_unknown,
        stop_gates_overridden: metrics.stop_gates_overridden,
        other_overrides: metrics.other_overrides,
    }
}

fn fact(fact: &KnownFact) -> FactV1 {
    FactV1 {
        id: fact.id.to_string(),
        label: fact.label.clone(),
        value: fact.value.clone(),
        instant: fact.instant.map(moment),
        entry: fact.seq.0,
        recorded: instant(fact.recorded),
        by: fact.by.clone(),
        basis: fact.basis.clone(),
        disputed: fact.disputed,
        against: fact.against.clone(),
    }
}

fn open_fact(fact: &OpenFact) -> OpenFactV1 {
    OpenFactV1 {
        id: fact.id.to_string(),
        label: fact.label.clone(),
        entry: fact.seq.0,
        recorded: instant(fact.recorded),
        by: fact.by.clone(),
        recheck: fact.recheck.map(instant),
    }
}

fn entry(row: &Row<'_>) -> EntryV1 {
    let details = row.sentence.details.iter().map(|detail| DetailV1 {
        name: detail.name,
        value: detail.value.clone(),
        entry: detail.entry.map(|seq| seq.0),
    });
    let corrections = row.marks.iter().map(|mark| CorrectionV1 {
        entry: mark.entry.0,
        what: mark.kind.word(),
        now: mark.now.clone(),
        why: mark.why.clone(),
        by: mark.by.clone(),
        recorded: instant(mark.recorded),
    });
    EntryV1 {
        seq: row.seq().0,
        recorded: instant(row.recorded()),
        happened: instant(row.happened.at),
        claimed: row.happened.claimed.map(moment),
        late_seconds: row.happened.late.map(crate::base::time::Period::seconds),
        typed_by: person(&row.who.typist),
        acted_by: person(&row.who.actor),
        via: row.who.via.map(crate::record::via::Via::word),
        step: row.step.as_ref().map(|(key, title)| StepV1 { path: key.to_string(), title: title.clone() }),
        lane: row.lane.word(),
        kind: row.entry.draft.event.word(),
        text: row.sentence.text(),
        words: row.sentence.said.as_ref().map(|said| said.text.clone()),
        details: details.collect(),
        corrections: corrections.collect(),
        labels: row.labels.iter().map(|label| label.word()).collect(),
        starred: row.starred,
        key: row.key,
        exercise: row
            .entry
            .stamp
            .x
            .map(|x| ExerciseV1 { exercise_time: instant(x.exercise), scenario_time: instant(x.scenario) }),
    }
}

fn person(named: &Named) -> PersonV1 {
    PersonV1 { id: named.id.to_string(), name: named.name.clone(), roles: Some(named.roles.clone()) }
}

/// RFC 3339 in UTC with microseconds, as in the record.
fn instant(at: Timestamp) -> String {
    at.to_string()
}

fn moment(claimed: Claimed) -> MomentV1 {
    MomentV1 { at: with_offset(claimed), precision: precision(claimed.precision) }
}

/// RFC 3339 with the offset as it was typed.
pub(super) fn with_offset(claimed: Claimed) -> String {
    let offset = chrono::FixedOffset::east_opt(claimed.offset_minutes.saturating_mul(60));
    match offset {
        Some(offset) => claimed.at.utc().with_timezone(&offset).to_rfc3339(),
        None => claimed.at.to_string(),
    }
}

/// The word for a precision.
pub(super) fn precision(precision: Precision) -> &'static str {
    match precision {
        Precision::Second => "second",
        Precision::Minute => "minute",
        Precision::Hour => "hour",
        Precision::Day => "day",
    }
}
