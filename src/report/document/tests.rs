//! Texts become harmless and stay whole; an exercise says so on every paper.

use super::furniture::{Furniture, Withholding};
use super::literal::literal;
use super::{Block, Document, line};
use crate::base::digest::Digest;
use crate::base::id::Seq;
use crate::incident::event::lifecycle::Mode;

#[track_caller]
fn check(input: &str, expected: &str) {
    assert_eq!(literal(input), expected);
}

#[test]
fn hostile_characters_become_visible() {
    check("plain | <b> & =1+1", "plain | <b> & =1+1");
    check("two\nlines", "two\nlines");
    check("two\r\nlines", "two\nlines");
    check("a\rb", "a␍b");
    check("a\tb", "a b");
    check("\u{1b}[31mred\u{1b}[0m", "␛[31mred␛[0m");
    check("nul\0 del\u{7f} next\u{85}", "nul␀ del␡ next⟨U+0085⟩");
    check("\u{202e}txt.exe", "⟨U+202E⟩txt.exe");
    check("\u{2066}x\u{2069} \u{feff}y\u{200b}z", "⟨U+2066⟩x⟨U+2069⟩ ⟨U+FEFF⟩y⟨U+200B⟩z");
    check("\u{e000}\u{e010}\u{e002}", "⟨U+E000⟩⟨U+E010⟩⟨U+E002⟩");
    check("👩\u{200d}🚒 می\u{200c}خواهم", "👩\u{200d}🚒 می\u{200c}خواهم");
}

fn furniture(mode: Mode) -> Furniture {
    Furniture {
        incident: "EX-2026-K7QD".to_owned(),
        codename: "kestrel".to_owned(),
        mode,
        edition: "team",
        withheld: vec![
            Withholding { code: "personal", count: 2 },
            Withholding { code: "privileged", count: 1 },
        ],
        selection: "all entries".to_owned(),
        size: Seq(700),
        head: Digest::ZERO,
        zone: "Europe/Dublin".to_owned(),
        broken: None,
    }
}

#[test]
fn an_exercise_is_marked_by_the_document_itself() {
    let body = vec![Block::Paragraph(line("x"))];
    let real = Document::new("Timeline", furniture(Mode::Live), body.clone());
    assert_eq!((real.title(), real.blocks()), ("Timeline", body.as_slice()));
    let drill = Document::new("Timeline", furniture(Mode::Exercise), body);
    let banner = Block::Banner(
        "EXERCISE. Everything on this page is part of an exercise. No real incident is described.".to_owned(),
    );
    assert_eq!(drill.title(), "EXERCISE: Timeline");
    assert_eq!(drill.blocks(), [banner.clone(), Block::Paragraph(line("x")), banner]);
}

#[test]
fn the_foot_names_edition_record_and_format() {
    assert_eq!(
        furniture(Mode::Exercise).foot(),
        "KESTREL EX-2026-K7QD · EXERCISE · team edition, withheld: personal 2, privileged 1 · \
         #700 0000-0000-0000-0000 · breachbook-document/1"
    );
}
