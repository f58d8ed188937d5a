//! What stands in a draft: answers with their entries, gaps with their owners, wordings that age, rules of time.

use super::sample::{
    ALL, AWARE, FEW, at, facts, filled, id, layout, organisation, request, stage, state, wait, worded,
    wording,
};
use crate::base::id::{ChoiceId, Seq};
use crate::base::time::{Period, Zone};
use crate::form::answer::Answer;
use crate::form::facts::{Facts, Known, Standing};
use crate::form::fill::{
    Answered, Completeness, Filled, FilledField, Gap, NoticeKind, Origin, Place, Remark, Request, Sources,
    Why, fill,
};
use crate::form::minimum::{self, Held};
use crate::form::show::Manner;
use crate::form::strings::Strings;

const NOW: &str = "2026-11-21T10:00:00Z";

fn field(filled: &Filled, name: &str) -> FilledField {
    filled.field(name).expect("a field of the stage").clone()
}

fn text(filled: &Filled, name: &str) -> String {
    match field(filled, name).answered.map(|answered| answered.answer) {
        Some(Answer::Text(text)) => text,
        other => format!("{other:?}"),
    }
}

/// The field for reasons of delay, so many seconds after awareness.
#[track_caller]
fn check_late(form: &str, name: &str, after: i64, expected: &Place) {
    let now = at(AWARE).plus(Period::from_seconds(after)).to_seconds_text();
    let filled = filled(form, "notify", &facts(&FEW), &now);
    assert_eq!(&field(&filled, name).place, expected, "{form} {name} after {after} s");
}

#[test]
fn reasons_for_delay_are_asked_after_72_hours_and_not_at_72_hours() {
    for (form, name) in [("gdpr-33", "field_49"), ("gdpr-33-3", "delay"), ("uk-ico", "late")] {
        check_late(form, name, 72 * 3600 - 1, &Place::Hidden);
        check_late(form, name, 72 * 3600, &Place::Hidden);
        check_late(form, name, 72 * 3600 + 1, &Place::Shown);
    }
}

#[test]
fn a_late_notice_without_reasons_says_so_and_is_incomplete() {
    let filled = filled("gdpr-33", "notify", &facts(&ALL), "2026-11-24T10:00:00Z");
    let late = field(&filled, "field_49");
    assert_eq!((late.required, late.gap.map(|gap| gap.blocks)), (true, Some(true)));
    assert_eq!(filled.completeness, Completeness::Incomplete);
}

#[test]
fn while_awareness_is_open_nobody_can_tell_whether_the_notice_is_late() {
    let filled = filled("gdpr-33", "notify", &facts(&FEW[1..]), NOW);
    assert_eq!(field(&filled, "field_49").place, Place::Undecided(vec![id("field_48")]));
    assert_eq!(filled.blocking().map(|field| field.id.as_str()).collect::<Vec<_>>(), ["field_48"]);
}

#[test]
fn a_follow_up_needs_no_reasons_for_delay() {
    let (stage, known, given) = (stage("phases"), facts(&FEW), organisation());
    let request = Request { kind: NoticeKind::FollowUp, ..request(&stage, "2026-12-24T10:00:00Z") };
    let sources = Sources { facts: &known, given: &given, wordings: &[], previous: None };
    let filled = fill(layout("gdpr-33"), &request, sources);
    assert_eq!(field(&filled, "field_49").place, Place::Hidden);
}

#[test]
fn an_answer_names_its_entries() {
    let filled = filled("gdpr-33", "notify", &facts(&ALL), NOW);
    assert_eq!(
        field(&filled, "field_66").answered,
        Some(Answered {
            answer: Answer::Text(
                "Customers with orders since 2024.\nGroups: Customers; Staff, present or past\nNumber: 40 000 to 42 000"
                    .to_owned()
            ),
            origin: Origin::Facts,
            sources: vec![Seq(22), Seq(23), Seq(24)],
        })
    );
    assert_eq!(field(&filled, "field_56").answered.expect("an answer").sources, [Seq(15), Seq(16)]);
    assert_eq!(field(&filled, "field_12").answered.expect("an answer").sources, [Seq(1)]);
}

#[test]
fn a_gap_says_whose_task_it_is_and_when_it_is_asked_again() {
    let mut known = facts(&FEW);
    wait(&mut known, "subjects_count", 31, "2026-11-20T22:00:00Z", "Priya");
    wait(&mut known, "subjects_text", 30, "2026-11-20T21:00:00Z", "Jonas");
    let filled = filled("gdpr-33", "notify", &known, NOW);
    assert_eq!(
        field(&filled, "field_66").gap,
        Some(Gap {
            lacks: vec![id("subject_categories"), id("subjects_count"), id("subjects_text")],
            why: Why::NotKnownYet,
            owner: "Priya".to_owned(),
            asked: Some(Seq(31)),
            recheck: Some(at("2026-11-20T21:00:00Z")),
            blocks: false,
        })
    );
    assert_eq!(text(&filled, "field_66"), "Not known yet. It will be given in a follow-up.");
}

#[track_caller]
fn check_why(name: &str, expected: Why) {
    let filled = filled("gdpr-33", "notify", &facts(&FEW), NOW);
    assert_eq!(field(&filled, name).gap.map(|gap| gap.why), Some(expected), "{name}");
}

#[test]
fn gaps_have_different_reasons() {
    check_why("field_62", Why::NeverAsked);
    check_why("field_10", Why::NotGiven);
    check_why("field_57", Why::NeverAsked);
    let filled = filled("gdpr-33", "notify", &facts(&[FEW[0], ("other_parties", "items:Host")]), NOW);
    assert_eq!(field(&filled, "field_41").gap.map(|gap| gap.why), Some(Why::ToBeWritten));
}

#[test]
fn what_hangs_on_an_open_field_is_undecided_and_not_required() {
    let filled = filled("gdpr-33", "notify", &facts(&FEW[..1]), NOW);
    let conf = field(&filled, "field_79");
    assert_eq!((conf.place, conf.required), (Place::Undecided(vec![id("field_55")]), false));
}

#[test]
fn what_hangs_on_a_hidden_field_is_hidden() {
    let filled = filled("gdpr-33", "notify", &facts(&FEW), NOW);
    for name in ["field_59", "field_83", "field_84", "field_103"] {
        assert_eq!(field(&filled, name).place, Place::Hidden, "{name}");
    }
}

#[test]
fn a_wording_replaces_facts_and_is_flagged_when_they_move() {
    let known = facts(&ALL);
    let older = worded("gdpr-33", "notify", &known, &[wording("field_62", "In our words.", 5)], NOW);
    let newer = worded("gdpr-33", "notify", &known, &[wording("field_62", "In our words.", 80)], NOW);
    assert_eq!(text(&older, "field_62"), "In our words.");
    assert_eq!(field(&older, "field_62").remarks, [Remark::WordingMoved(vec![id("description")])]);
    let newer = field(&newer, "field_62");
    assert_eq!(newer.remarks, []);
    let by_facts = "Somebody read orders through a flaw of the order page.".to_owned();
    assert_eq!(newer.by_facts, Some(Answer::Text(by_facts)));
    let answered = newer.answered.expect("an answer");
    assert_eq!((answered.origin, answered.sources), (Origin::Wording(Seq(80)), vec![Seq(11), Seq(80)]));
}

#[test]
fn the_wording_for_a_recipient_goes_before_the_one_for_all() {
    let (stage, known, given) = (stage("notify"), facts(&ALL), organisation());
    let mut own = wording("field_62", "For the DPC.", 71);
    own.recipient = Some("DPC".to_owned());
    let mut german = wording("field_62", "Auf Deutsch.", 73);
    german.language = Some("de".to_owned());
    let wordings = [own, wording("field_62", "For all.", 72), german];
    let sources = Sources { facts: &known, given: &given, wordings: &wordings, previous: None };
    let told = |recipient: Option<&str>| {
        let request = Request { recipient, ..request(&stage, NOW) };
        text(&fill(layout("gdpr-33"), &request, sources), "field_62")
    };
    assert_eq!([told(Some("DPC")), told(Some("BfDI")), told(None)], ["For the DPC.", "For all.", "For all."]);
}

#[test]
fn a_wording_that_is_no_answer_leaves_what_the_facts_say() {
    let known = facts(&ALL);
    let wrong = worded("gdpr-33", "notify", &known, &[wording("field_87", "quite bad", 80)], NOW);
    let wrong = field(&wrong, "field_87");
    assert_eq!(wrong.remarks, [Remark::WordingUnusable(Seq(80))]);
    assert_eq!(wrong.answered.map(|answered| answered.origin), Some(Origin::Facts));
    let label = worded("gdpr-33", "notify", &known, &[wording("field_87", "Severe", 80)], NOW);
    assert_eq!(
        field(&label, "field_87").answered.map(|answered| format!("{:?}", answered.answer)),
        Some("Choice(ChoiceId(\"c\"))".to_owned())
    );
}

#[test]
fn dismissed_signals_are_carried_in() {
    let (stage, known, mut given) = (stage("notify"), facts(&ALL), organisation());
    given.list(
        id("record_dismissed_signals"),
        &["18 Nov 08:00 ticket 4711, read as a typing error"],
        vec![Seq(3)],
    );
    let sources = Sources { facts: &known, given: &given, wordings: &[], previous: None };
    let filled = fill(layout("gdpr-33"), &request(&stage, NOW), sources);
    assert_eq!(
        text(&filled, "field_53"),
        "19 Nov: a customer wrote. 20 Nov: confirmed.\n\
         Early signals that were dismissed at the time: 18 Nov 08:00 ticket 4711, read as a typing error"
    );
}

#[test]
fn a_disputed_fact_stands_with_a_remark() {
    let mut known = facts(&FEW);
    let Some(Standing::Known(aware)) = known.get("aware_at").cloned() else { panic!("known") };
    known.set(id("aware_at"), Standing::Known(Known { disputed: true, ..aware }));
    let filled = filled("gdpr-33", "notify", &known, NOW);
    assert_eq!(field(&filled, "field_48").remarks, [Remark::Disputed(id("aware_at"))]);
}

#[test]
fn a_broken_protection_reminds_to_describe_it() {
    let mut known = FEW.to_vec();
    known.extend([("encrypted_strong", "yes"), ("key_compromised", "yes")]);
    let filled = filled("gdpr-33", "notify", &facts(&known), NOW);
    let told = "Protection was in place and may have been overcome: say here which, and how.";
    assert_eq!(field(&filled, "field_76").remarks, [Remark::Reminder(told.to_owned())]);
}

#[test]
fn of_several_means_the_first_is_taken_and_the_rest_is_told_in_words() {
    let mut known = ALL.to_vec();
    known.extend([("people_decision", "choice:told"), ("people_told_means", "choices:email,press")]);
    let filled = filled("gdpr-33", "notify", &facts(&known), NOW);
    let means = field(&filled, "field_104");
    assert_eq!(means.remarks, [Remark::Shortened(vec!["a".to_owned(), "b".to_owned()])]);
    assert_eq!(text(&filled, "field_105"), "E-mail; Press or broadcast");
}

#[track_caller]
fn check_minimum(form: &str, facts: &Facts, now: &str, expected: &[(&str, Held)]) {
    let minimum = filled("gdpr-33-3", "notify", facts, now);
    let held = minimum::check(layout(form), &filled(form, "notify", facts, now), &minimum);
    let item = |name: &str| held.iter().find(|(id, _)| id.as_str() == name).map(|(_, held)| *held);
    for (name, held) in expected {
        assert_eq!(item(name), Some(*held), "{form}: {name}");
    }
}

#[test]
fn a_draft_is_held_against_the_minimum_of_the_law() {
    let all = [
        "nature",
        "people",
        "people_number",
        "records",
        "records_number",
        "contact",
        "consequences",
        "measures",
    ];
    for form in ["gdpr-33", "gdpr-33-3", "uk-ico"] {
        check_minimum(form, &facts(&ALL), NOW, &all.map(|item| (item, Held::Told)));
        check_minimum(
            form,
            &facts(&FEW),
            "2026-11-24T10:00:00Z",
            &[
                ("nature", if form == "uk-ico" { Held::NotKnownYet } else { Held::Told }),
                ("people_number", Held::NotKnownYet),
                ("measures", Held::NotKnownYet),
                ("contact", Held::Told),
                ("delay", Held::Missing),
            ],
        );
    }
}

#[test]
fn a_letter_reads_in_its_own_language() {
    let (stage, mut known, given) = (stage("communicate"), facts(&ALL), organisation());
    state(&mut known, "people_advice", "Misstrauen Sie Anrufen zu Ihrer Bestellung.", 60);
    let german = Strings::shipped("de").expect("a language");
    let sources = Sources { facts: &known, given: &given, wordings: &[], previous: None };
    let (layout, request) = (layout("gdpr-34"), Request { strings: &german, ..request(&stage, NOW) });
    let filled = fill(layout, &request, sources);
    let manner = Manner { strings: &german, zone: Zone::UTC };
    let mut letter = String::new();
    for place in &filled.fields {
        let field = layout.field(place.id.as_str()).expect("a field");
        let Some(answered) = &place.answered else { continue };
        letter.push_str(german.lead(&layout.form, field));
        letter.push('\n');
        letter.push_str(&manner.answer(layout, field, &answered.answer));
        letter.push_str("\n\n");
    }
    assert_eq!(letter, include_str!("letter.de.txt"));
    assert_eq!(filled.completeness, Completeness::Complete);
}

#[test]
fn a_reclassified_incident_says_so_to_the_financial_authority() {
    let (stage, known, given) = (stage("intermediate"), facts(&ALL), organisation());
    let told = |kind: NoticeKind| {
        let request = Request { kind, ..request(&stage, NOW) };
        let sources = Sources { facts: &known, given: &given, wordings: &[], previous: None };
        let filled = fill(layout("dora-intermediate"), &request, sources);
        let code = field(&filled, "f_1_1").answered.map(|answered| answered.answer);
        (code, text(&filled, "f_2_10"))
    };
    let code = |word: &str| Some(Answer::Choice(ChoiceId::parse(word).expect("a code")));
    assert_eq!(told(NoticeKind::FollowUp), (code("intermediate"), "None".to_owned()));
    let reason = "No critical service was affected.".to_owned();
    assert_eq!(told(NoticeKind::Withdrawal(reason.clone())), (code("reclassified"), reason));
}
