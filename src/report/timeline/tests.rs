//! The timeline of a record that was made by hand, as exact bytes in every format, and what must hold for any record.

mod document;
mod picture;
mod properties;
mod questions;
mod selection;

use crate::base::id::Seq;
use crate::report::edition::Edition;
use crate::report::format::Format;
use crate::report::tests::kestrel::kestrel;
use crate::report::tests::text_formats;
use crate::report::tests::{golden, without_style};
use crate::report::timeline::Detail;

#[test]
fn exact_bytes_in_every_format() {
    let record = kestrel("live");
    let formats = text_formats();
    let papers = formats
        .iter()
        .map(|(format, word, _)| (format!("timeline.{word}"), without_style(&record.write(*format, |_| {}))));
    golden(&papers.collect::<Vec<_>>());
}

#[test]
fn exact_bytes_of_the_key_timeline() {
    let record = kestrel("live");
    let papers = [(Format::Html, "html"), (Format::Txt, "txt")].map(|(format, word)| {
        let paper = record.write(format, |options| options.detail = Detail::Key);
        (format!("timeline-key.{word}"), without_style(&paper))
    });
    golden(&papers);
}

#[test]
fn exact_bytes_of_an_exercise_for_a_regulator() {
    let record = kestrel("exercise");
    let papers = [(Format::Txt, "txt"), (Format::Csv, "csv")].map(|(format, word)| {
        let paper = record.write(format, |options| options.edition = Edition::parse("regulator").unwrap());
        (format!("timeline-exercise-regulator.{word}"), paper)
    });
    golden(&papers);
}

#[test]
fn an_exercise_says_so_in_every_format() {
    let record = kestrel("exercise");
    for (format, word, _) in &text_formats() {
        let paper = record.write(*format, |_| {});
        assert!(
            paper.contains("EXERCISE")
                || paper.contains("\"mode\":\"exercise\"")
                || paper.contains("\"mode\": \"exercise\""),
            "{word}"
        );
    }
}

#[test]
fn a_broken_record_says_so_in_every_format() {
    let mut record = kestrel("live");
    record.broken = Some((Seq(36), Seq(40)));
    let why = "the entry kept next is #40";
    for (format, word, _) in &text_formats() {
        let paper = record.write(*format, |_| {});
        let header: Option<serde_json::Value> = serde_json::from_str(&paper)
            .or_else(|_| serde_json::from_str(paper.lines().next().unwrap()))
            .ok();
        let shown = if let Some(header) = header {
            header["record"]["broken"] == serde_json::json!({ "at": 36, "why": why })
        } else {
            let text = paper.replace("\n  ", " ").replace('\n', " ").replace('\\', "");
            text.contains(&format!("BROKEN AT #36: {why}. Nothing from there on is shown."))
        };
        assert!(shown, "{word}: {paper}");
        let earlier = record.write(*format, |options| options.at_size = Some(Seq(35)));
        assert!(!earlier.contains("BROKEN") && !earlier.contains("broken\""), "{word}");
    }
}

#[test]
fn the_same_record_gives_the_same_bytes() {
    for (format, word, _) in &text_formats() {
        let (one, other) = (kestrel("live").write(*format, |_| {}), kestrel("live").write(*format, |_| {}));
        assert!(one == other, "{word}");
    }
}
