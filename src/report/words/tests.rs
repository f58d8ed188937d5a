//! Each unshown text leaves a mark and is counted once.

use super::{PassageText, Words};
use crate::base::digest::Digest;
use crate::base::id::Seq;
use crate::fact::value::PassageRef;
use crate::record::labelling::Labelling;
use crate::report::document::furniture::Withholding;
use crate::report::edition::Edition;
use crate::report::tests::builder::Builder;

#[test]
fn marks_stand_in_for_texts_and_are_counted() {
    let mut b = Builder::new("2026-11-22T02:00:00Z");
    let (shown, hidden) = (b.say("shown"), b.say("hidden"));
    let note =
        |text, labels: &[&str]| serde_json::json!({ "text": text, "marker": "note", "labels": labels });
    assert_eq!(b.add("note_taken", &note(&shown, &[])), Seq(1));
    assert_eq!(b.add("note_taken", &note(&hidden, &["privileged"])), Seq(2));
    let labelling = Labelling::of(&b.entries, &|_| false);
    let (erased, missing) = (PassageRef(Digest::of(b"e")), PassageRef(Digest::of(b"m")));
    let lookup = |passage: PassageRef| {
        if passage == erased {
            PassageText::Erased
        } else if passage == missing {
            PassageText::Missing
        } else {
            PassageText::Text("a text".to_owned())
        }
    };
    let words = Words::new(&lookup, &labelling, Edition::team());
    let of = |value| words.read(serde_json::from_value(value).unwrap());
    assert_eq!(
        [of(shown), of(hidden.clone()), of(hidden), words.read(erased), words.read(missing)],
        ["a text", "[withheld: privileged]", "[withheld: privileged]", "[erased]", "[not in this copy]"]
    );
    let count = |code, count| Withholding { code, count };
    assert_eq!(words.withheld(), [count("erased", 1), count("missing", 1), count("privileged", 1)]);
}

#[test]
fn names_on_withheld_cards_are_withheld_everywhere() {
    let mut b = Builder::new("2026-11-22T02:00:00Z");
    let (card, text) = (b.say("{\"name\":\"Ana Alvarez\"}"), b.say("Ana took it home"));
    b.add("person_added", &serde_json::json!({ "person": "p1", "card": card }));
    b.add("note_taken", &serde_json::json!({ "text": text, "marker": "note", "labels": ["released"] }));
    let labelling = Labelling::of(&b.entries, &|_| false);
    let card: PassageRef = serde_json::from_value(card).unwrap();
    let text: PassageRef = serde_json::from_value(text).unwrap();
    let lookup = |passage: PassageRef| {
        let text = if passage == card { "{\"name\":\"Ana Alvarez\"}" } else { "Ana took it home" };
        PassageText::Text(text.to_owned())
    };
    let words = |edition| Words::new(&lookup, &labelling, Edition::parse(edition).unwrap());
    assert_eq!(words("team").exact(text).as_deref(), Ok("Ana took it home"));
    let regulator = words("regulator");
    assert_eq!(regulator.text(text).as_deref(), Ok("[p1] took it home"));
    assert_eq!(regulator.exact(text), Err("personal"));
    assert_eq!(regulator.without_names("asked Ana Alvarez"), "asked [p1]");
    assert_eq!(regulator.withheld(), [Withholding { code: "personal", count: 1 }]);
}
