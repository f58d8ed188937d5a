//! The documentation names everything that programs may read.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::record::label::LABELS;
use crate::report::edition::EDITIONS;
use crate::report::format::{FORMATS, Format};
use crate::report::tests::kestrel::kestrel;
use crate::report::timeline::lane::LANES;

fn members(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(object) => {
            for (name, member) in object {
                found.insert(name.clone());
                members(member, found);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| members(item, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

#[test]
fn every_member_column_and_word_is_documented() {
    let page = include_str!("../../../../docs/timeline.md");
    let record = kestrel("live");
    let mut wanted = BTreeSet::new();
    members(&serde_json::from_str(&record.write(Format::Json, |_| {})).unwrap(), &mut wanted);
    let csv = record.write(Format::Csv, |_| {});
    wanted.extend(csv.lines().next().unwrap().split(',').map(str::to_owned));
    wanted.extend(FORMATS.iter().map(|(_, word, _)| (*word).to_owned()));
    wanted.extend(EDITIONS.iter().map(|edition| edition.word.to_owned()));
    wanted.extend(LANES.iter().map(|(_, word, _)| (*word).to_owned()));
    let silent: Vec<&String> = wanted.iter().filter(|word| !page.contains(&format!("`{word}`"))).collect();
    assert_eq!(silent, Vec::<&String>::new());
    let labels = LABELS.iter().filter(|(_, word)| !page.contains(word));
    assert_eq!(labels.count(), 0);
    for (_, word, what) in FORMATS {
        assert!(page.contains(&format!("| `{word}` | {what} |")), "{word}");
    }
}
