//! Facts and organisation that the tests of forms use.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::base::id::{ChoiceId, FactId, Seq, StageId};
use crate::base::time::{Claimed, Period, Precision, Timestamp, Zone};
use crate::fact::value::{Count, ListItem, Value};
use crate::form::facts::{Facts, Standing, Waiting};
use crate::form::fill::{Filled, NoticeKind, Request, Sources, Wording, fill};
use crate::form::model::Layout;
use crate::form::shipped;
use crate::form::strings::Strings;

pub(super) const AWARE: &str = "2026-11-20T10:00:00Z";

pub(super) fn id(name: &str) -> FactId {
    FactId::parse(name).expect("an id")
}

pub(super) fn at(text: &str) -> Timestamp {
    Timestamp::parse(text).expect("a time")
}

pub(super) fn stage(name: &str) -> StageId {
    StageId::parse(name).expect("a stage")
}

/// A shipped form, read once.
pub(super) fn layout(form: &str) -> &'static Layout {
    static LAYOUTS: OnceLock<BTreeMap<&str, Layout>> = OnceLock::new();
    let read = |(id, _): &(&'static str, _)| (*id, Layout::shipped(id).expect("a form"));
    LAYOUTS.get_or_init(|| shipped::FORMS.iter().map(read).collect()).get(form).expect("a form")
}

/// `choice:x`, `choices:a,b`, `yes`, `no`, `count:10`, `count:~10`, `count:10..20`, `at:..`, `items:a;b`, `none`, `hours:3`,
/// `countries:DE,FR`, else words.
pub(super) fn state(facts: &mut Facts, name: &str, written: &str, seq: u64) {
    let sources = vec![Seq(seq)];
    let choice = |word: &str| ChoiceId::parse(word).expect("a choice");
    let (kind, rest) = written.split_once(':').unwrap_or((written, ""));
    let value = match kind {
        "choice" => Value::Choice(choice(rest)),
        "choices" => Value::Choices(rest.split(',').map(choice).collect()),
        "yes" => Value::Bool(true),
        "no" => Value::Bool(false),
        "count" => Value::Count(count(rest)),
        "at" => Value::Datetime(Claimed { at: at(rest), offset_minutes: 0, precision: Precision::Minute }),
        "hours" => Value::Duration(Period::from_hours(rest.parse().expect("hours"))),
        "none" => Value::List(Vec::new()),
        "countries" => {
            let items = rest.split(',').zip(1..);
            Value::List(items.map(|(code, n)| ListItem { n, v: Value::Country(code.to_owned()) }).collect())
        }
        "items" => {
            return facts.list(id(name), &rest.split(';').collect::<Vec<_>>(), sources);
        }
        _words => return facts.say(id(name), written, sources),
    };
    facts.know(id(name), value, sources);
}

fn count(text: &str) -> Count {
    let number = |digits: &str| digits.parse().expect("a number");
    let (about, text) = text.strip_prefix('~').map_or((false, text), |rest| (true, rest));
    match text.split_once("..") {
        Some((low, "")) => Count { low: number(low), high: None, about },
        Some((low, high)) => Count { low: number(low), high: Some(number(high)), about },
        None => Count { low: number(text), high: Some(number(text)), about },
    }
}

/// Facts of `name = value` pairs; the nth is stated by entry n, from 1.
pub(super) fn facts(known: &[(&str, &str)]) -> Facts {
    let mut facts = Facts::default();
    for ((name, written), seq) in known.iter().zip(1..) {
        state(&mut facts, name, written, seq);
    }
    facts
}

/// Somebody was asked and did not know.
pub(super) fn wait(facts: &mut Facts, name: &str, asked: u64, recheck: &str, owner: &str) {
    let waiting =
        Waiting { asked: Some(Seq(asked)), recheck: Some(at(recheck)), owner: Some(owner.to_owned()) };
    facts.set(id(name), Standing::Waiting(waiting));
}

/// What any notice must know before it can go out at all.
pub(super) const FEW: [(&str, &str); 4] = [
    ("aware_at", "at:2026-11-20T10:00:00Z"),
    ("breach_types", "choices:confidentiality"),
    ("discovered_by", "choice:monitoring"),
    ("other_parties", "none"),
];

/// An incident of which everything is known.
pub(super) const ALL: [(&str, &str); 47] = [
    ("aware_at", "at:2026-11-20T10:00:00Z"),
    ("breach_types", "choices:confidentiality,availability"),
    ("discovered_by", "choice:customer"),
    ("discovered_text", "A customer saw a foreign order."),
    ("first_signal_at", "at:2026-11-18T08:00:00Z"),
    ("detected_at", "at:2026-11-19T16:00:00Z"),
    ("occurrence_kind", "choice:period"),
    ("times_estimated", "no"),
    ("window_start", "at:2026-11-17T22:00:00Z"),
    ("window_end", "at:2026-11-20T12:00:00Z"),
    ("description", "Somebody read orders through a flaw of the order page."),
    ("incident_type", "choice:vulnerability-exploited"),
    ("intent", "choice:external-malicious"),
    ("systems", "items:Shop, Dublin;Order database, Frankfurt"),
    ("exfil_state", "choice:confirmed"),
    ("disclosed", "yes"),
    ("encrypted_strong", "no"),
    ("key_compromised", "no"),
    ("availability_outcome", "choice:temporary"),
    ("controller_or_processor", "choice:controller"),
    ("other_parties", "items:Cloud host, processor"),
    ("subject_categories", "choices:customers,employees"),
    ("subjects_text", "Customers with orders since 2024."),
    ("subjects_count", "count:40000..42000"),
    ("data_categories", "choices:name,postal-address,order-history"),
    ("data_text", "Orders with addresses."),
    ("records_count", "count:120000"),
    ("measures_before", "choices:encryption,access-control"),
    ("measures_before_text", "Transport encryption, second factor for staff."),
    ("consequence_conf", "choices:misused"),
    ("consequence_avail", "choices:disruption"),
    ("impact_nature", "choices:fraud,loss-of-control"),
    ("impact_severity", "choice:moderate"),
    ("risk_outcome", "choice:high"),
    ("risk_rationale", "Addresses with orders help fraud."),
    ("measures_taken", "items:Page taken down;Sessions ended"),
    ("measures_prevent", "choices:audits,updates"),
    ("measures_prevent_text", "Tests of access to other people's orders."),
    ("people_decision", "choice:will-be-told"),
    ("people_told_planned_at", "at:2026-11-24T09:00:00Z"),
    ("police_told", "yes"),
    ("police_ref", "PUL-77"),
    ("authorities_told", "items:NCSC, INC-5"),
    ("cross_border", "yes"),
    ("countries", "countries:IE,DE"),
    ("subjects_per_country", "items:IE 30000;DE 12000"),
    ("supplier", "Cloud host"),
];

/// The organisation and who signs off.
pub(super) fn organisation() -> Facts {
    facts(&[
        ("org_name", "Example Trading plc"),
        ("org_contact", "1 Quay, Dublin"),
        ("org_ownership", "choice:private"),
        ("org_size", "choice:large"),
        ("org_established_eea", "yes"),
        ("org_establishments", "countries:IE,DE"),
        ("org_lead_authority", "Data Protection Commission"),
        ("dpo_designated", "yes"),
        ("dpo_name", "Dana Doyle"),
        ("dpo_contact", "dpo@example.org"),
        ("reporter_name", "Lena Lorenz"),
        ("reporter_contact", "lena@example.org"),
        ("reporter_function", "choice:legal-representative"),
        ("notice_own_ref", "INC-2026-K7QD 41/3F2A"),
        ("notice_authorities", "items:Data Protection Commission"),
        ("record_timeline", "19 Nov: a customer wrote. 20 Nov: confirmed."),
    ])
}

pub(super) fn request<'a>(stage: &'a StageId, now: &str) -> Request<'a> {
    Request {
        stage,
        kind: NoticeKind::New,
        completeness: None,
        recipient: None,
        now: at(now),
        zone: Zone::UTC,
        strings: Strings::english(),
    }
}

/// A wording for every language and recipient.
pub(super) fn wording(field: &str, text: &str, seq: u64) -> Wording {
    Wording { field: id(field), language: None, recipient: None, text: text.to_owned(), seq: Seq(seq) }
}

/// What no fact says, of the incident of which everything is known.
pub(super) fn words_of_all() -> Vec<Wording> {
    vec![wording("field_41", "Cloud host, 2 Canal, Dublin", 70)]
}

/// A form filled for the first time, in English, with the sample organisation.
pub(super) fn filled(form: &str, at_stage: &str, facts: &Facts, now: &str) -> Filled {
    worded(form, at_stage, facts, &[], now)
}

/// The same with wordings.
pub(super) fn worded(form: &str, at_stage: &str, facts: &Facts, wordings: &[Wording], now: &str) -> Filled {
    let (stage, given) = (stage(at_stage), organisation());
    let sources = Sources { facts, given: &given, wordings, previous: None };
    fill(layout(form), &request(&stage, now), sources)
}
