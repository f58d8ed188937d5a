//! Every field of a form, every attribute of the assessor and every anchor of a deadline comes from a fact, or there is a reason
//! why none gives it.

use std::collections::{BTreeMap, BTreeSet};

use super::read;
use crate::base::reader::Table;
use crate::fact::catalogue::{Catalogue, FactRow};
use crate::form::FormIndex;
use crate::regime::RegimeIndex;

/// One kind of target.
struct Mapping {
    targets: Vec<String>,
    excused: BTreeMap<String, String>,
}

fn mapping(plural: &'static str, singular: &'static str) -> Mapping {
    read("mapping.toml", include_str!("../mapping.toml"), |root| {
        root.format("mapping/1");
        let mut targets = BTreeMap::new();
        for key in ["fields", "attributes", "anchors"] {
            targets.insert(key, texts(root, key));
        }
        let mut excused = BTreeMap::new();
        root.table("no_fact", |table| {
            for key in ["field", "attribute", "anchor"] {
                excused.insert(key, table.table(key, reasons).expect("a table"));
            }
        });
        Mapping {
            targets: targets.remove(plural).expect("targets"),
            excused: excused.remove(singular).expect("reasons"),
        }
    })
}

fn texts(table: &mut Table<'_>, key: &'static str) -> Vec<String> {
    table.strings(key).into_iter().map(|text| text.value).collect()
}

fn reasons(table: &mut Table<'_>) -> BTreeMap<String, String> {
    let members = table.members().into_iter();
    members.map(|(key, item)| (key.value, item.string().expect("a reason").to_owned())).collect()
}

/// Compares the targets with what the facts name: nothing is left over on either side.
#[track_caller]
fn check(plural: &'static str, singular: &'static str, named_by: impl Fn(&FactRow) -> &Vec<String>) {
    let mapping = mapping(plural, singular);
    let wanted: BTreeSet<&String> = mapping.targets.iter().collect();
    assert_eq!(wanted.len(), mapping.targets.len(), "{plural}: listed twice");
    let mapped: BTreeSet<&String> = Catalogue::shipped().rows().flat_map(&named_by).collect();
    let excused: BTreeSet<&String> = mapping.excused.keys().collect();
    let both: Vec<_> = mapped.intersection(&excused).collect();
    assert!(both.is_empty(), "{plural} with a fact and with a reason for having none: {both:?}");
    let found: BTreeSet<&String> = mapped.union(&excused).copied().collect();
    let lost: Vec<_> = wanted.difference(&found).collect();
    assert!(lost.is_empty(), "{plural} without a fact and without a reason: {lost:?}");
    let stray: Vec<_> = found.difference(&wanted).collect();
    assert!(stray.is_empty(), "unknown {plural}: {stray:?}");
    let mute: Vec<_> = mapping.excused.iter().filter(|(_, reason)| reason.trim().is_empty()).collect();
    assert!(mute.is_empty(), "{plural} with an empty reason: {mute:?}");
}

#[test]
fn every_field_is_mapped_or_excused() {
    check("fields", "field", |row| &row.fields);
}

#[test]
fn every_attribute_is_mapped_or_excused() {
    check("attributes", "attribute", |row| &row.attributes);
}

#[test]
fn every_anchor_is_mapped_or_excused() {
    check("anchors", "anchor", |row| &row.anchors);
}

/// Candidates that no stage counts from: what is alarmed on until a person has decided the real anchor.
const CANDIDATES: [&str; 2] = ["first_signal", "processor_told_us"];

/// The ids of all regimes, and the anchors of all their stages.
fn regimes() -> (BTreeSet<String>, BTreeSet<String>) {
    let index = RegimeIndex::shipped();
    let ids = index.rows().map(|regime| regime.id.to_string()).collect();
    (ids, index.rows().flat_map(|regime| &regime.stages).map(|stage| stage.anchor.clone()).collect())
}

/// What the forms take from facts.
fn needs_of_forms() -> BTreeSet<String> {
    FormIndex::shipped().rows().flat_map(|form| form.needs.clone()).collect()
}

#[test]
fn what_forms_take_from_facts_comes_from_a_fact() {
    let mapped: BTreeSet<String> = Catalogue::shipped().rows().flat_map(|row| row.fields.clone()).collect();
    assert_eq!(needs_of_forms().difference(&mapped).collect::<Vec<_>>(), Vec::<&String>::new());
}

#[test]
fn the_anchors_are_those_of_the_regimes_and_the_candidates() {
    let listed: BTreeSet<String> = mapping("anchors", "anchor").targets.into_iter().collect();
    let (ids, mut anchors) = regimes();
    anchors.extend(CANDIDATES.map(str::to_owned));
    assert_eq!(listed, anchors);
    for row in Catalogue::shipped().rows() {
        let strays: Vec<_> = row.anchor_regimes.iter().filter(|id| !ids.contains(id.as_str())).collect();
        assert!(strays.is_empty(), "{} names unknown regimes {strays:?}", row.id);
        assert!(row.anchor_regimes.is_empty() || !row.anchors.is_empty(), "{} gives no anchor", row.id);
        assert!(!row.anchor_candidate || !row.anchors.is_empty(), "{} is no candidate for anything", row.id);
    }
}

#[test]
fn decisions_that_end_a_duty_are_choices_of_a_fact() {
    for regime in RegimeIndex::shipped().rows() {
        for declined in &regime.declined {
            let row = Catalogue::shipped().get(declined.fact.as_str());
            let can_be = |value: &String| {
                row.is_some_and(|row| {
                    let is_choice = row.choices.iter().any(|choice| choice.id.as_str() == value);
                    is_choice || row.fact_type.to_string() == "bool" && value == "false"
                })
            };
            assert!(declined.values.iter().all(can_be), "{}: {declined:?}", regime.id);
        }
    }
}
