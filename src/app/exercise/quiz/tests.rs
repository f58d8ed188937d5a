//! Answers as people type them.

use super::read;
use crate::base::id::{ExpectationId, OptionId};
use crate::record::inject_card::{AnsweredBy, CardQuestion};
use crate::training::question::Given;

fn question(kind: AnsweredBy) -> CardQuestion {
    let option = |id: &str| (OptionId::parse(id).unwrap(), String::new());
    let options =
        if kind == AnsweredBy::Number { Vec::new() } else { vec![option("dpo"), option("counsel")] };
    CardQuestion {
        id: ExpectationId::parse("who").unwrap(),
        text: "Who?".to_owned(),
        kind,
        options,
        unit: String::new(),
    }
}

#[track_caller]
fn check(kind: AnsweredBy, words: &[&str], expected: Result<&[&str], &str>) {
    let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
    let ids = |ids: &[&str]| Given::Chosen(ids.iter().map(|id| OptionId::parse(id).unwrap()).collect());
    assert_eq!(read(&question(kind), &words), expected.map(ids).map_err(str::to_owned));
}

#[test]
fn options_are_named_by_id_or_number() {
    check(AnsweredBy::Single, &["counsel"], Ok(&["counsel"]));
    check(AnsweredBy::Single, &["2"], Ok(&["counsel"]));
    check(AnsweredBy::Single, &["1", "2"], Err("one answer is asked"));
    check(AnsweredBy::Multi, &["1", "counsel", "1"], Ok(&["dpo", "counsel"]));
    check(AnsweredBy::Multi, &[], Ok(&[]));
    for word in ["0", "3", "nobody"] {
        check(AnsweredBy::Multi, &[word], Err(&format!("`{word}` is none of its answers: dpo, counsel")));
    }
}

#[test]
fn a_figure_is_a_whole_number() {
    assert_eq!(read(&question(AnsweredBy::Number), &["72".to_owned()]), Ok(Given::Figure(72)));
    check(AnsweredBy::Number, &["three"], Err("`three` is no whole number"));
    check(AnsweredBy::Number, &[], Err("a whole number is asked"));
}
