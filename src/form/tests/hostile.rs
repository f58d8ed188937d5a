//! Whatever a fact holds: every field stays, and only the fields that take this fact change.

use super::sample::{ALL, facts, filled, id, layout, organisation, state};
use crate::base::digest::Digest;
use crate::base::id::ChoiceId;
use crate::base::time::{Claimed, Period, Precision, Timestamp};
use crate::fact::catalogue::Catalogue;
use crate::fact::value::{Count, ListItem, PassageRef, Value};
use crate::form::answer::Answer;
use crate::form::facts::Facts;
use crate::form::fill::{Completeness, Filled, Remark, Request, Sources, fill};
use crate::form::payload::{envelope, payload};
use crate::form::{FormIndex, model::Layout};

const NOW: &str = "2026-11-23T12:00:00Z";

const TEXTS: [&str; 8] = [
    "</script><script>alert(1)</script>",
    "=cmd|'/C calc'!A0",
    "line\nline\r\n\t\u{0}\u{1b}[2J",
    "\u{202e}txt.exe\u{2066}\u{e000}\u{feff}",
    "{{#each x}} | a | b |\n---|---\n# head",
    "\"}],\"payload\":{\"field_3\":\"b\"}",
    "\u{1f3f4}\u{200d}\u{2620}\u{fe0f} Ελληνικά Русский العربية",
    " ",
];

/// Values of every kind, none of which fits most facts.
fn values() -> Vec<Value> {
    let far = Timestamp::from_micros(253_402_300_799_000_000).expect("the year 9999");
    vec![
        Value::Bool(true),
        Value::Int(i64::MIN),
        Value::Count(Count { low: u64::MAX, high: None, about: true }),
        Value::Count(Count { low: 9, high: Some(1), about: false }),
        Value::Choice(ChoiceId::parse("no-such-choice").expect("an id")),
        Value::Choices([ChoiceId::parse("no-such-choice").expect("an id")].into()),
        Value::Choices([].into()),
        Value::Datetime(Claimed { at: far, offset_minutes: 0, precision: Precision::Day }),
        Value::Duration(Period::from_seconds(i64::MIN)),
        Value::Country("??".to_owned()),
        Value::Words(PassageRef(Digest::of(b"erased"))),
        Value::List(vec![ListItem { n: 1, v: Value::List(Vec::new()) }]),
    ]
}

fn every_form() -> Vec<(&'static Layout, String)> {
    let forms = FormIndex::shipped();
    let stage = |id: &str| forms.get(id).expect("a form").stages.last().expect("a stage").to_string();
    forms.rows().map(|form| (layout(&form.id), stage(&form.id))).collect()
}

/// The fields that a fact can reach, directly or by conditions over fields.
fn reached(layout: &Layout, fact: &str) -> Vec<String> {
    let mut reached = vec![fact.to_owned()];
    for field in &layout.fields {
        let required = match &field.required {
            crate::form::model::Required::When(condition) => condition.facts(),
            crate::form::model::Required::Always | crate::form::model::Required::Never => Vec::new(),
        };
        let options = field.options.iter().filter_map(|option| option.when.as_ref());
        let conditions = field.visible.iter().chain(options).chain(field.reminder.as_ref().map(|r| &r.when));
        let named = conditions.flat_map(crate::expr::Condition::facts).chain(required).chain(field.takes());
        if named.into_iter().any(|name| reached.iter().any(|id| id == name.as_str())) {
            reached.push(field.id.to_string());
        }
    }
    reached
}

/// Both as incomplete notices, so that what is lost in one field changes no word of another.
fn incomplete(layout: &Layout, stage: &str, known: &Facts) -> Filled {
    let (stage, given) = (super::sample::stage(stage), organisation());
    let completeness = Some(Completeness::Incomplete);
    let request = Request { completeness, ..super::sample::request(&stage, NOW) };
    fill(layout, &request, Sources { facts: known, given: &given, wordings: &[], previous: None })
}

#[track_caller]
fn check(layout: &Layout, calm: &Filled, fact: &str, hit: &Filled) {
    assert_eq!(hit.fields.len(), calm.fields.len());
    let reached = reached(layout, fact);
    for (before, after) in calm.fields.iter().zip(&hit.fields) {
        if !reached.contains(&after.id.to_string()) {
            assert_eq!(before, after, "{fact} in {}", layout.form.id);
        }
    }
    let text = envelope(layout, hit).to_string();
    assert_eq!(serde_json::from_str::<serde_json::Value>(&text).expect("JSON"), envelope(layout, hit));
}

#[test]
fn no_value_of_any_type_costs_more_than_its_fields() {
    for (layout, stage) in every_form() {
        let calm = incomplete(layout, &stage, &facts(&ALL));
        let taken = layout.fields.iter().flat_map(crate::form::model::Field::takes);
        let mut taken: Vec<_> = taken.filter(|id| Catalogue::shipped().get(id.as_str()).is_some()).collect();
        taken.sort();
        taken.dedup();
        for fact in taken {
            for value in values() {
                let mut known = facts(&ALL);
                known.know(fact.clone(), value, Vec::new());
                check(layout, &calm, fact.as_str(), &incomplete(layout, &stage, &known));
            }
        }
    }
}

#[test]
fn hostile_words_stand_in_their_field_as_they_were_said() {
    for text in TEXTS.iter().filter(|text| !text.trim().is_empty()) {
        let mut known = facts(&ALL);
        state(&mut known, "risk_rationale", text, 90);
        let filled = filled("gdpr-33", "notify", &known, NOW);
        let answer =
            filled.field("field_90").and_then(|field| field.answered.clone()).map(|found| found.answer);
        assert_eq!(answer, Some(Answer::Text((*text).to_owned())));
        let json = payload(layout("gdpr-33"), &filled);
        assert_eq!(json.get("field_90").and_then(serde_json::Value::as_str), Some(*text));
    }
}

#[test]
fn hostile_words_in_every_text_lose_no_field() {
    for (layout, stage) in every_form() {
        let calm = incomplete(layout, &stage, &facts(&ALL));
        for text in TEXTS {
            let mut known = facts(&ALL);
            for row in Catalogue::shipped().rows().filter(|row| row.fact_type.scalar().is_free_text()) {
                match row.fact_type {
                    crate::fact::fact_type::FactType::One(_) => state(&mut known, row.id.as_str(), text, 90),
                    crate::fact::fact_type::FactType::List(_) => {
                        known.list(row.id.clone(), &[text], Vec::new());
                    }
                }
            }
            let hit = incomplete(layout, &stage, &known);
            assert_eq!(hit.fields.len(), calm.fields.len());
        }
    }
}

#[test]
fn a_bad_value_is_named_and_the_next_source_is_taken() {
    let mut known = facts(&ALL);
    known.know(id("window_start"), Value::Bool(true), Vec::new());
    state(&mut known, "occurred_at", "at:2026-11-16T00:00:00Z", 91);
    let filled = filled("gdpr-33", "notify", &known, NOW);
    let field = filled.field("field_46").expect("a field");
    assert_eq!(field.remarks, [Remark::Unusable(id("window_start"))]);
    let at = super::sample::at("2026-11-16T00:00:00Z");
    assert_eq!(field.answered.as_ref().map(|found| found.answer.clone()), Some(Answer::Instant(at)));
}

#[test]
fn erased_words_leave_a_gap_that_says_so() {
    let mut known = facts(&ALL);
    known.know(id("risk_rationale"), Value::Words(PassageRef(Digest::of(b"erased"))), Vec::new());
    let filled = filled("gdpr-33", "notify", &known, NOW);
    let field = filled.field("field_90").expect("a field");
    assert_eq!(field.remarks, [Remark::WordsGone(id("risk_rationale"))]);
    assert_eq!(field.gap.as_ref().map(|gap| gap.why), Some(crate::form::fill::Why::Unusable));
}
