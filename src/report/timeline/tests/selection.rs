//! Which rows are shown, and what was known when.

use serde_json::Value;

use crate::base::id::Seq;
use crate::report::edition::Edition;
use crate::report::format::Format;
use crate::report::tests::builder::{Builder, time};
use crate::report::tests::kestrel::kestrel;
use crate::report::timeline::{Detail, Options, Order, ReportError};

fn json(record: &Builder, change: impl Fn(&mut Options)) -> Value {
    serde_json::from_str(&record.write(Format::Json, change)).unwrap()
}

fn seqs(timeline: &Value) -> Vec<u64> {
    timeline["entries"].as_array().unwrap().iter().map(|entry| entry["seq"].as_u64().unwrap()).collect()
}

#[track_caller]
fn check(change: impl Fn(&mut Options), expected: &[u64]) {
    assert_eq!(seqs(&json(&kestrel("live"), change)), expected);
}

#[test]
fn rows_by_detail_and_order() {
    check(|_| {}, &(1..=35).collect::<Vec<u64>>());
    check(
        |options| options.order = Order::Happened,
        &[
            9, 1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26,
            27, 28, 29, 30, 31, 32, 33, 34, 35,
        ],
    );
    check(
        |options| options.detail = Detail::Key,
        &[1, 9, 10, 11, 13, 16, 17, 18, 19, 20, 21, 22, 23, 24, 32, 33, 35],
    );
    check(|options| options.since = Some(time("2026-11-22T08:00:01Z")), &[32, 33, 34, 35]);
    check(|options| options.as_of = Some(time("2026-11-22T02:49:00Z")), &(1..=12).collect::<Vec<u64>>());
    check(|options| options.at_size = Some(Seq(7)), &[1, 2, 3, 4, 5, 6, 7]);
}

#[test]
fn what_was_known_then_does_not_know_what_came_later() {
    let then = json(&kestrel("live"), |options| options.as_of = Some(time("2026-11-22T03:24:00Z")));
    let people =
        then["facts"].as_array().unwrap().iter().find(|fact| fact["id"] == "subjects_count").unwrap();
    assert_eq!(people["value"], "about 1200");
    assert_eq!(then["awareness"], Value::Null);
    assert_eq!(then["deadline"]["provisional"], true);
    assert_eq!(then["deadline"]["due"], "2026-11-24T16:40:00.000000Z");
    assert_eq!(then["entries"][18]["corrections"], serde_json::json!([]));
    let now = json(&kestrel("live"), |_| {});
    assert_eq!(now["deadline"]["due"], "2026-11-25T02:52:00.000000Z");
    assert_eq!(now["entries"][18]["corrections"][0]["what"], "fact");
}

#[test]
fn an_earlier_size_gives_the_bytes_of_then() {
    let mut record = kestrel("live");
    let whole = record.entries.clone();
    for format in [Format::Html, Format::Json, Format::Csv] {
        let reproduced = record.write(format, |options| options.at_size = Some(Seq(30)));
        let head = whole[30].prev;
        record.cut(30, head);
        let earlier = record.write(format, |_| {});
        record.cut(0, head);
        record.entries.clone_from(&whole);
        assert!(reproduced == earlier, "{}", format.word());
    }
}

#[test]
fn labels_hold_also_for_what_was_known_before_they_were_given() {
    let mut record = kestrel("live");
    let why = record.say("Advice of counsel");
    record.add("labelled", &serde_json::json!({ "entries": [20], "labels": ["privileged"], "why": why }));
    let then = json(&record, |options| options.as_of = Some(time("2026-11-22T03:24:00Z")));
    assert_eq!(then["entries"][19]["text"], "Told [withheld: privileged]: [withheld: privileged]");
    assert_eq!(then["withheld"], serde_json::json!([{ "code": "privileged", "count": 2 }]));
    let counsel = json(&record, |options| options.edition = Edition::parse("counsel").unwrap());
    assert_eq!(
        counsel["entries"][19]["text"],
        "Told the managing director: What we know, and that the authority may have to be told"
    );
}

#[test]
fn what_cannot_be_shown_is_said() {
    let record = kestrel("live");
    let refuse = |change: &dyn Fn(&mut Options)| {
        let mut options = Options::usual(Format::Txt, crate::base::time::Zone::UTC);
        change(&mut options);
        record.paper(&options).map(|_| ()).map_err(|error| error.to_string())
    };
    assert_eq!(
        refuse(&|options| options.at_size = Some(Seq(36))),
        Err("the record has 35 entries, so it cannot be shown as it was at #36".to_owned())
    );
    assert_eq!(
        refuse(&|options| options.as_of = Some(time("2020-01-01T00:00:00Z"))),
        Err("nothing was recorded by then".to_owned())
    );
    let mut headless = Builder::new("2026-11-22T02:00:00Z");
    headless.add("clock_stepped", &serde_json::json!({ "gained": 1 }));
    let options = Options::usual(Format::Txt, crate::base::time::Zone::UTC);
    assert!(matches!(headless.paper(&options), Err(ReportError::NoOpening)));
}

#[test]
fn a_record_that_cannot_be_followed_is_still_shown_whole() {
    let mut record = kestrel("live");
    let note = record.say("after the break");
    record.add("step_completed", &serde_json::json!({ "step": "never-seen" }));
    record.add("note_taken", &serde_json::json!({ "text": note, "marker": "note" }));
    let paper = record.write(Format::Txt, |_| {});
    let paper = paper.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(paper.contains("Warning: The record cannot be followed to its end: entry #36 (step_completed)"));
    assert!(paper.contains("after the break"));
}

#[test]
fn items_ticked_in_one_go_share_a_row() {
    let mut record = kestrel("live");
    for item in ["item-1", "item-2"] {
        record.add("item_ticked", &serde_json::json!({ "step": "cut-path", "item": item, "ticked": true }));
    }
    record.add("item_ticked", &serde_json::json!({ "step": "cut-path", "item": "item-2", "ticked": false }));
    let page = record.write(Format::Md, |_| {});
    let rows: Vec<&str> =
        page.lines().filter(|line| line.contains("icked in") || line.contains("Tick taken")).collect();
    assert_eq!(
        rows,
        [
            "| \\#36, \\#37<br>Technical | 24 Nov 10:05:03 | 24 Nov 11:05:03 | Ana Alvarez (DPO) | \
             **Ticked in “Cut the path, smallest cut first”:** Block it at both edges / item 2<br>step cut-path |",
            "| \\#38<br>Technical | 24 Nov 10:05:05 | 24 Nov 11:05:05 | Ana Alvarez (DPO) | \
             **Tick taken back in “Cut the path, smallest cut first”:** item 2<br>step cut-path |",
        ]
    );
}

#[test]
fn the_answers_of_a_review_share_a_row() {
    let mut record = kestrel("live");
    let (why, texts) =
        (record.say("release review"), [record.say("one"), record.say("two"), record.say("three")]);
    for text in &texts {
        record.add("note_taken", &serde_json::json!({ "text": text, "marker": "note" })); // 36, 37, 38
    }
    for (entry, labels) in [(36, vec!["released"]), (37, vec![]), (38, vec!["released"])] {
        let text = &texts[entry - 36];
        record.add(
            "labelled",
            &serde_json::json!({ "entries": [entry], "labels": labels, "why": why, "passages": [text] }),
        );
    }
    let paper = record.write(Format::Txt, |_| {});
    let paper = paper.split_whitespace().collect::<Vec<_>>().join(" ");
    let row = "2 texts of entries #36, #38 now released; 1 text of entry #37 now without a label. Reason: release review";
    assert!(paper.contains(row), "{paper}");
    assert_eq!(seqs(&json(&record, |_| {})).len(), 41);
}
