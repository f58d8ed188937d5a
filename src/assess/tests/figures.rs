//! The worksheet's arithmetic, and numbers of people in words.

use crate::assess::enisa::{Quarters, Worksheet, WorksheetError};
use crate::assess::estimate::estimate;

fn quarters(number: &serde_json::Value) -> Quarters {
    let text = (number.as_f64().expect("a number") * 4.0).to_string();
    Quarters(text.parse().expect("quarters"))
}

#[test]
fn the_arithmetic_is_that_of_the_methodology() {
    let vectors: Vec<serde_json::Value> =
        serde_json::from_str(include_str!("enisa_vectors.json")).expect("JSON");
    assert_eq!(vectors.len(), 9);
    for vector in &vectors {
        let dpc = u16::try_from(vector["dpc"].as_u64().expect("a number")).expect("small");
        let sheet =
            Worksheet::stated(dpc, quarters(&vector["ei"]), quarters(&vector["cb"])).expect("a worksheet");
        let json = serde_json::to_value(sheet).expect("JSON");
        assert_eq!(
            (json["se"].as_f64(), &json["band"]),
            (vector["se"].as_f64(), &vector["band"]),
            "{vector}"
        );
    }
}

/// The inputs, in quarters but for the first, that are derived for a worked case.
#[track_caller]
fn derived(cases: &serde_json::Value, id: &str, expected: (u16, u16, u16)) {
    let mut all = cases["cases"].as_array().expect("cases").iter();
    let case = all.find(|case| case["id"] == id).expect("a case");
    let sheet = super::cases::assess(&case["attributes"]).enisa;
    assert_eq!((sheet.dpc, sheet.ei.0, sheet.cb.0), expected, "{id}");
}

#[test]
fn inputs_are_derived_as_we_would_score_by_hand() {
    let cases: serde_json::Value = serde_json::from_str(include_str!("worked_cases.json")).expect("JSON");
    derived(&cases, "edpb-01-2021-01", (1, 1, 2));
    derived(&cases, "edpb-01-2021-02", (1, 4, 3));
    derived(&cases, "edpb-01-2021-04", (4, 4, 6));
    derived(&cases, "edpb-01-2021-06", (1, 1, 4));
    derived(&cases, "edpb-01-2021-07", (3, 4, 4));
    derived(&cases, "edpb-01-2021-09", (1, 4, 1));
    derived(&cases, "edpb-01-2021-10", (2, 1, 2));
    derived(&cases, "edpb-01-2021-12", (4, 4, 6));
    derived(&cases, "edpb-01-2021-14", (2, 4, 2));
    derived(&cases, "edpb-01-2021-16", (1, 4, 1));
    derived(&cases, "edpb-01-2021-18", (3, 4, 4));
}

#[test]
fn what_is_out_of_range_is_refused() {
    let sheet = |dpc, ei, cb| Worksheet::stated(dpc, Quarters(ei), Quarters(cb)).err();
    assert_eq!(sheet(0, 1, 0), Some(WorksheetError::Context));
    assert_eq!(sheet(5, 1, 0), Some(WorksheetError::Context));
    assert_eq!(sheet(1, 0, 0), Some(WorksheetError::Ease));
    assert_eq!(sheet(4, 5, 0), Some(WorksheetError::Ease));
    assert_eq!(sheet(4, 4, 9), Some(WorksheetError::Circumstances));
}

#[track_caller]
fn check(text: &str, expected: Option<(u64, Option<u64>)>) {
    assert_eq!(estimate(text).map(|count| (count.low, count.high)), expected, "{text}");
}

#[test]
fn numbers_in_words_are_ranges() {
    check("a few dozen", Some((24, Some(108))));
    check("about two dozen", Some((24, Some(24))));
    check("a dozen", Some((12, Some(12))));
    check("dozens", Some((24, None)));
    check("about 100 000", Some((100_000, Some(100_000))));
    check("100,000", Some((100_000, Some(100_000))));
    check("more than 60 000", Some((60_001, None)));
    check("at least 500", Some((500, None)));
    check("fewer than 50", Some((0, Some(50))));
    check("several thousand", Some((2000, Some(9000))));
    check("thousands", Some((2000, None)));
    check("about 100 000, of which about 2 000 accounts entered", Some((2000, Some(100_000))));
    check("two lists with 5000 people", Some((2, Some(5000))));
    check("3 to 5", Some((3, Some(5))));
    check("1.5 million", None);
    check("1200", Some((1200, Some(1200))));
    check("many", None);
    check("", None);
    check("99999999999999999999 people", Some((u64::MAX, Some(u64::MAX))));
    check("99999999999999999999 thousand", None);
}
