//! What holds for any record: a total order, the same rows in every format, texts that come back.

use proptest::prelude::*;
use serde_json::{Value, json};

use crate::report::format::Format;
use crate::report::tests::builder::Builder;
use crate::report::timeline::{Detail, Order};

/// Notes with times that lie before, at and after their recording, some of them labelled or starred.
fn record(notes: &[(i64, String, bool)]) -> Builder {
    let mut b = Builder::new("2026-11-22T02:00:00Z");
    let pin = json!({ "id": "x", "version": "1", "sha256": "00".repeat(32) });
    b.add("incident_opened", &json!({ "id": "INC-1", "codename": "x", "mode": "live", "zone": "UTC", "playbook": pin, "catalogue": "00".repeat(32) }));
    for (minutes, text, starred) in notes {
        let said = b.say(text);
        let at = crate::base::time::Timestamp::parse("2026-11-22T02:00:00Z").unwrap();
        b.at(&at.plus(crate::base::time::Period::from_seconds(minutes * 60)).to_seconds_text());
        let seq = b.add("note_taken", &json!({ "text": said, "marker": "note" }));
        if *starred {
            b.add("starred", &json!({ "entry": seq.0, "starred": true }));
        }
    }
    b
}

fn rows(out: &str) -> Vec<Value> {
    let object: Value = serde_json::from_str(out).unwrap();
    object["entries"].as_array().unwrap().clone()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn the_order_is_total_and_every_format_has_the_same_rows(
        notes in prop::collection::vec((-3000_i64..3000, ".{0,40}", any::<bool>()), 0..20),
        detail in prop::sample::select(vec![Detail::Key, Detail::Full]),
        order in prop::sample::select(vec![Order::Happened, Order::Recorded]),
    ) {
        let record = record(&notes);
        let write = |format| record.write(format, |options| {
            options.detail = detail;
            options.order = order;
        });
        let entries = rows(&write(Format::Json));
        let place = |entry: &Value| (entry["happened"].as_str().unwrap().to_owned(), entry["seq"].as_u64().unwrap());
        let places: Vec<(String, u64)> = entries.iter().map(place).collect();
        let mut sorted = places.clone();
        match order {
            Order::Happened => sorted.sort(),
            Order::Recorded => sorted.sort_by_key(|(_, seq)| *seq),
        }
        prop_assert_eq!(&places, &sorted);
        let seqs: Vec<String> = places.iter().map(|(_, seq)| seq.to_string()).collect();
        let expected = match detail {
            Detail::Full => record.entries.len(),
            Detail::Key => 1 + notes.iter().filter(|(.., starred)| *starred).count(),
        };
        prop_assert_eq!(seqs.len(), expected);
        let csv = write(Format::Csv);
        let mut reader = csv::Reader::from_reader(csv.as_bytes());
        let from_csv: Vec<String> = reader.records().map(|row| row.unwrap()[0].to_owned()).collect();
        prop_assert_eq!(&from_csv, &seqs);
        let lines = write(Format::Jsonl);
        let from_lines: Vec<Value> = lines.lines().skip(1).map(|line| serde_json::from_str(line).unwrap()).collect();
        prop_assert_eq!(&from_lines, &entries);
        let html = write(Format::Html);
        for seq in &seqs {
            let id = format!("id=\"e{seq}\"");
            prop_assert_eq!(html.matches(&id).count(), 1);
        }
    }

    #[test]
    fn texts_come_back_and_no_format_breaks(text in "\\PC{0,80}|(?s).{0,80}") {
        let record = record(&[(0, text.clone(), false)]);
        let entries = rows(&record.write(Format::Json, |_| {}));
        prop_assert_eq!(entries[1]["words"].as_str().unwrap(), text.as_str());
        for line in record.write(Format::Txt, |_| {}).lines() {
            prop_assert!(unicode_width::UnicodeWidthStr::width(line) <= 78, "{}", line);
        }
        let html = record.write(Format::Html, |_| {});
        let shown = crate::report::document::literal::literal(&text);
        let shown = shown.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&#39;").replace('\n', "<br>");
        prop_assert!(html.contains(&shown));
    }
}
