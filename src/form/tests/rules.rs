//! Each rule of the common template, held against facts under which it holds and facts under which it does not.

use super::sample::{FEW, facts, layout, organisation, request, stage, state, wording};
use crate::base::id::Seq;
use crate::base::time::Timestamp;
use crate::form::fill::{
    Basis, Completeness, Filled, NoticeKind, Place, Previous, Remark, Request, Sources, Wording, fill,
};

/// A draft of the common template in which these things are known besides the few: `name=value; ...`. Organisation, reporter and contacts
/// are given; `follow-up`, `withdrawal`, `complete` and `late` are no facts.
fn draft(known: &str, wordings: &[Wording]) -> Filled {
    let (mut known_facts, mut given) = (facts(&FEW), organisation());
    let (mut kind, mut completeness, mut now) =
        (NoticeKind::New, Completeness::Incomplete, "2026-11-21T10:00:00Z");
    for (n, part) in (100..).zip(known.split("; ").filter(|part| !part.is_empty())) {
        match part.split_once('=') {
            None if part == "follow-up" => kind = NoticeKind::FollowUp,
            None if part == "withdrawal" => kind = NoticeKind::Withdrawal("Sent twice.".to_owned()),
            None if part == "complete" => completeness = Completeness::Complete,
            None if part == "late" => now = "2026-11-23T10:00:01Z",
            None => panic!("{part}"),
            Some((name, value)) if crate::form::shipped::given().get(name).is_some() => {
                state(&mut given, name, value, n);
            }
            Some((name, value)) => state(&mut known_facts, name, value, n),
        }
    }
    let stage = stage(if kind == NoticeKind::New { "notify" } else { "phases" });
    let request = Request { kind, completeness: Some(completeness), ..request(&stage, now) };
    let previous = Previous {
        seq: Seq(60),
        at: Timestamp::EPOCH,
        reference: Some("DPC-9".to_owned()),
        payload: std::collections::BTreeMap::new(),
        basis: Basis::Sent,
    };
    let previous = (request.kind != NoticeKind::New).then_some(&previous);
    fill(layout("gdpr-33"), &request, Sources { facts: &known_facts, given: &given, wordings, previous })
}

/// Under the first facts the field is shown, under the second it is not.
#[track_caller]
fn check_shown(number: u32, shown: &str, hidden: &str) {
    let place = |known: &str| {
        let draft = draft(known, &[]);
        let field = draft.field(&format!("field_{number}")).expect("a field");
        (field.place == Place::Shown, field.required)
    };
    let optional = [11, 15, 16, 19, 25, 26, 105].contains(&number);
    let required_in_complete_only = number == 99;
    assert!(place(shown).0, "{number} is shown: {shown}");
    assert_eq!(place(hidden), (false, false), "{number} is not shown: {hidden}");
    if !optional && !required_in_complete_only {
        assert!(place(shown).1, "{number} is required: {shown}");
    }
}

/// A code that may be chosen under the first facts and not under the second.
#[track_caller]
fn check_code(number: u32, code: &str, allowed: &str, refused: &str) {
    let unusable = |known: &str| {
        let own = wording(&format!("field_{number}"), code, 200);
        let draft = draft(known, &[own]);
        let field = draft.field(&format!("field_{number}")).expect("a field");
        assert_eq!(field.place, Place::Shown, "{number}: {known}");
        field.remarks.contains(&Remark::WordingUnusable(Seq(200)))
    };
    assert!(!unusable(allowed), "{number} {code} may be chosen: {allowed}");
    assert!(unusable(refused), "{number} {code} may not be chosen: {refused}");
}

/// Required under the first facts, not under the second; shown under both.
#[track_caller]
fn check_required(number: u32, required: &str, optional: &str) {
    let is = |known: &str| {
        let draft = draft(known, &[]);
        let field = draft.field(&format!("field_{number}")).expect("a field");
        assert_eq!(field.place, Place::Shown, "{number}: {known}");
        field.required
    };
    assert_eq!((is(required), is(optional)), (true, false), "{number}");
}

#[test]
fn rules_about_the_notice_and_who_makes_it() {
    check_code(4, "c", "withdrawal", "");
    check_shown(5, "withdrawal", "follow-up");
    check_shown(6, "follow-up", "");
    check_required(10, "org_id=IE1", "");
    check_shown(11, "org_id_type=choice:vat; org_id=IE1", "org_ownership=choice:public");
    check_shown(15, "org_ownership=choice:private", "org_ownership=choice:public");
    check_shown(16, "org_size=choice:other", "org_size=choice:large");
    check_shown(18, "org_established_eea=no", "org_established_eea=yes");
    check_shown(24, "reporter_function=choice:other", "reporter_function=choice:dpo");
    check_shown(25, "reporter_national_id=7", "");
    check_shown(26, "reporter_statement=True", "");
    check_shown(29, "reporter_function=choice:other", "reporter_function=choice:dpo");
    for number in [30, 31] {
        check_shown(number, "reporter_function=choice:other", "reporter_function=choice:dpo");
        check_shown(number, "dpo_designated=yes", "dpo_designated=no");
    }
    for number in [34, 35, 36] {
        check_shown(number, "contact_name=Cleo", "reporter_function=choice:dpo");
    }
    for number in [39, 40] {
        check_shown(number, "supplier=Host", "other_parties=none");
    }
}

#[test]
fn rules_about_time() {
    check_code(44, "e", "", "complete");
    check_shown(46, "occurrence_kind=choice:ongoing", "");
    check_shown(47, "occurrence_kind=choice:period", "occurrence_kind=choice:ongoing");
    check_shown(49, "late", "");
    check_shown(49, "late", "late; follow-up");
    for by in ["processor", "customer", "researcher", "press", "other"] {
        check_shown(52, &format!("discovered_by=choice:{by}"), "discovered_by=choice:staff");
    }
    check_required(53, "times_estimated=yes", "times_estimated=no");
}

#[test]
fn rules_about_what_happened() {
    let (conf, integ, avail) = (
        "breach_types=choices:confidentiality",
        "breach_types=choices:integrity",
        "breach_types=choices:availability",
    );
    for number in [56, 57, 79] {
        check_shown(number, conf, integ);
        check_code(number, "e", conf, &format!("{conf}; complete"));
    }
    for number in [58, 81] {
        check_shown(number, integ, avail);
    }
    check_code(81, "d", integ, &format!("{integ}; complete"));
    for number in [59, 83] {
        check_shown(number, avail, integ);
    }
    check_code(83, "d", avail, &format!("{avail}; complete"));
    check_shown(80, "consequence_conf=choices:other", "consequence_conf=choices:linked");
    check_shown(82, &format!("{integ}; consequence_integ=choices:other"), "consequence_integ=choices:other");
    check_shown(84, &format!("{avail}; consequence_avail=choices:other"), "consequence_avail=choices:other");
    check_shown(86, "impact_nature=choices:other,fraud", "impact_nature=choices:fraud");
    for (number, code) in [(61, "e"), (65, "k"), (67, "d"), (70, "t"), (72, "d"), (89, "d")] {
        check_code(number, code, "", "complete");
    }
    check_shown(68, "subjects_count=count:~900", "");
    check_shown(73, "records_count=count:900", "");
    let reminded = |known| !draft(known, &[]).field("field_76").expect("a field").remarks.is_empty();
    assert!(reminded("encrypted_strong=yes; key_compromised=yes"));
    assert!(!reminded("encrypted_strong=yes; key_compromised=no"));
}

#[test]
fn rules_about_telling_people_and_authorities() {
    let (told, later, exempt) = (
        "people_decision=choice:told",
        "people_decision=choice:will-be-told",
        "people_decision=choice:exempt",
    );
    check_code(97, "c", "", "complete");
    for number in [98, 102, 104, 105, 106] {
        check_shown(number, told, later);
    }
    check_shown(99, later, told);
    check_required(99, &format!("{later}; complete"), later);
    for number in [100, 101] {
        check_shown(number, exempt, "people_decision=choice:no-high-risk");
    }
    check_shown(103, &format!("{told}; people_told_all=no"), &format!("{told}; people_told_all=yes"));
    check_shown(111, "police_told=yes", "police_told=no; authorities_told=none");
    check_shown(111, "police_told=no; authorities_told=items:NCSC", "police_told=no; authorities_told=none");
    check_shown(113, "org_established_eea=yes", "org_established_eea=no");
    for number in [114, 115, 116, 118] {
        check_shown(number, "cross_border=yes", "cross_border=no");
        check_shown(number, "cross_border=yes", "cross_border=yes; org_established_eea=no");
    }
    check_shown(
        117,
        "cross_border=yes; countries=countries:IE",
        "cross_border=yes; countries=countries:IE,DE",
    );
    for number in [120, 121, 123] {
        check_shown(number, "org_established_eea=no", "org_established_eea=yes");
    }
    let outside = "org_established_eea=no; countries=countries:FR";
    check_shown(122, outside, "org_established_eea=no; countries=countries:FR,DE");
    check_shown(126, "notice_attachment_kinds=choices:other", "notice_attachment_kinds=choices:ransom-note");
}
