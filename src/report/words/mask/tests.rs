//! Names give way, other words stay.

use super::Masks;
use crate::base::id::PersonId;

#[track_caller]
fn check(text: &str, expected: &str) {
    let cards = [
        (PersonId(1), r#"{"name":"Ana Álvarez","phone":"+34 600 1","mail":"ana@example.org"}"#),
        (PersonId(2), r#"{"name":"tess"}"#),
        (PersonId(3), "Will Berg"),
        (PersonId(4), r#"{"name":"Li Wu","organisation":"Berg and Partners"}"#),
    ];
    let masks = Masks::of(cards.into_iter().map(|(person, card)| (person, card.to_owned())));
    assert_eq!(masks.apply(text), expected);
}

#[test]
fn names_give_way_to_numbers() {
    check("Ana Álvarez decided; ANA ÁLVAREZ was asked", "[p1] decided; [p1] was asked");
    check("Ana said so, and Álvarez signed", "[p1] said so, and [p1] signed");
    check("call +34 600 1 or ana@example.org.", "call [p1] or [p1].");
    check("(tess) and tess's host", "([p2]) and [p2]'s host");
    check("li wu knows", "[p4] knows");
}

#[test]
fn other_words_stay() {
    check("Banana, anabolic, tessellate, contess", "Banana, anabolic, tessellate, contess");
    check("it will be back, Li", "it will be back, Li");
    check("", "");
}
