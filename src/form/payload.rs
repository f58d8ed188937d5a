//! A draft as JSON: the payload for machines, which holds only answers, and the envelope around it with sources and gaps.
//! Must not write files.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use super::answer::Answer;
use super::fill::{Completeness, Filled, FilledField, Gap, NoticeKind, Origin, Place, Why};
use super::model::Layout;
use crate::base::time::Period;

/// The payload: every field that is shown and answered, "not known yet" included. Arrays for fields that take several codes.
pub(crate) fn payload(layout: &Layout, filled: &Filled) -> BTreeMap<String, Json> {
    let answered = |field: &FilledField| {
        layout.field(field.id.as_str())?;
        let answer = &field.answered.as_ref()?.answer;
        (field.place == Place::Shown).then(|| (field.id.to_string(), value(answer)))
    };
    filled.fields.iter().filter_map(answered).collect()
}

/// An answer in JSON: instants in UTC (RFC 3339), days as ISO 8601 dates, lengths of time as `DD:HH:MM`, as DORA writes them.
pub(crate) fn value(answer: &Answer) -> Json {
    match answer {
        Answer::Text(text) => json!(text),
        Answer::Choice(code) => json!(code),
        Answer::Choices(codes) => json!(codes),
        Answer::Bool(holds) => json!(holds),
        Answer::Number(n) => json!(n),
        Answer::Instant(at) => json!(at.to_seconds_text()),
        Answer::Date(date) => json!(date.to_string()),
        Answer::Duration(length) => json!(days_hours_minutes(*length)),
        Answer::Percent(share) => json!(share.to_string()),
        Answer::Money(money) => json!({ "amount": money.amount.to_string(), "currency": money.currency }),
        Answer::Items(items) => json!(items),
        Answer::Countries(codes) => json!(codes),
    }
}

fn days_hours_minutes(length: Period) -> String {
    let minutes = length.seconds().max(0) / 60;
    format!("{:02}:{:02}:{:02}", minutes / 1440, minutes / 60 % 24, minutes % 60)
}

/// The payload with what a person needs beside it. Version 1.
pub(crate) fn envelope(layout: &Layout, filled: &Filled) -> Json {
    let form = &layout.form;
    let sources: BTreeMap<&str, Json> = filled.fields.iter().filter_map(source).collect();
    let gaps: Vec<Json> = filled.fields.iter().filter_map(gap).collect();
    let changes: Vec<Json> = filled
        .changes
        .iter()
        .map(|change| json!({ "field": change.field, "was": change.was, "is": change.is }))
        .collect();
    json!({
        "v": 1,
        "form": form.id,
        "form_version": form.version,
        "citation": form.citation,
        "checked": form.checked,
        "verification": form.verification.word(),
        "stage": filled.stage,
        "kind": kind(filled),
        "complete": filled.completeness == Completeness::Complete,
        "language": filled.language,
        "as_of": filled.now.to_seconds_text(),
        "payload": payload(layout, filled),
        "sources": sources,
        "gaps": gaps,
        "changes": changes,
    })
}

fn kind(filled: &Filled) -> &'static str {
    match filled.kind {
        NoticeKind::New => "new",
        NoticeKind::FollowUp => "follow-up",
        NoticeKind::Withdrawal(_) => "withdrawal",
    }
}

fn source(field: &FilledField) -> Option<(&str, Json)> {
    let answered = field.answered.as_ref()?;
    let origin = match answered.origin {
        // What stands in no entry came from the organisation profile, or with the notice itself.
        Origin::Facts if answered.sources.is_empty() => "given",
        Origin::Facts => "facts",
        Origin::Wording(_) => "wording",
        Origin::Open => return None,
    };
    Some((field.id.as_str(), json!({ "from": origin, "entries": answered.sources })))
}

fn gap(field: &FilledField) -> Option<Json> {
    let Gap { lacks, why, owner, asked, recheck, blocks } = field.gap.as_ref()?;
    Some(json!({
        "field": field.id,
        "required": field.required,
        "blocks": blocks,
        "why": why_word(*why),
        "lacks": lacks,
        "owner": owner,
        "asked_in": asked,
        "recheck": recheck.map(crate::base::time::Timestamp::to_seconds_text),
    }))
}

/// The word of a reason in JSON.
fn why_word(why: Why) -> &'static str {
    match why {
        Why::NeverAsked => "never-asked",
        Why::NotKnownYet => "not-known-yet",
        Why::NotGiven => "not-given",
        Why::ToBeWritten => "to-be-written",
        Why::NoAnswer => "no-answer",
        Why::Unusable => "unusable",
    }
}
