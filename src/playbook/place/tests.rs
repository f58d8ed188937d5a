//! Tables for places.

use super::*;

#[track_caller]
fn check(text: &str, expected: &[Piece<'_>]) {
    assert_eq!(pieces(text), expected, "{text}");
}

#[test]
fn cuts_texts() {
    check("", &[]);
    check("plain }", &[Piece::Text("plain }")]);
    check("call {victim} now", &[Piece::Text("call "), Piece::Place("victim", 5..13), Piece::Text(" now")]);
    check("{{a} {b}", &[Piece::Text("{"), Piece::Text("a} "), Piece::Place("b", 5..8)]);
    check("{{{b}", &[Piece::Text("{"), Piece::Place("b", 2..5)]);
    check("{}", &[Piece::Place("", 0..2)]);
    check("é {x", &[Piece::Text("é "), Piece::Unclosed(3..4), Piece::Text("x")]);
}
