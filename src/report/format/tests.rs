//! Each format on a paper that holds what formats trip over, and what must come back out of them.

use serde::Serialize;

use super::{FORMATS, Format, Paper, Sheet, Tree};
use crate::base::digest::Digest;
use crate::base::id::Seq;
use crate::incident::event::lifecycle::Mode;
use crate::report::document::furniture::Furniture;
use crate::report::document::picture::{Align, Ink, Picture, Point, Shape};
use crate::report::document::{
    Block, Column, Document, Pair, RowCells, Run, Style, Table, TableRow, cell, line,
};
use crate::report::tests::{golden, text_formats, without_style};

#[derive(Serialize)]
struct Header {
    v: u32,
    text: String,
}

fn furniture() -> Furniture {
    Furniture {
        incident: "EX-2026-K7QD".to_owned(),
        codename: "kestrel".to_owned(),
        mode: Mode::Exercise,
        edition: "team",
        withheld: Vec::new(),
        selection: "all entries".to_owned(),
        size: Seq(41),
        head: Digest::ZERO,
        zone: "UTC".to_owned(),
        broken: None,
    }
}

/// A paper that says one text in every place.
pub(super) fn paper(text: &str) -> Paper {
    let styled = vec![
        Run::new(text, Style::Strong),
        Run::plain(" "),
        Run::new(text, Style::Struck),
        Run::plain(" "),
        Run::entry(Seq(41)),
        Run::plain(" "),
        Run::entry(Seq(42)),
    ];
    let table = Table {
        caption: "Rows".to_owned(),
        columns: ["No.", "What"].map(|name| Column { name: name.to_owned(), percent: 50 }).to_vec(),
        rows: vec![
            TableRow::Divider("Sunday".to_owned()),
            TableRow::Cells(RowCells {
                entry: Some(Seq(41)),
                tone: Some(2),
                cells: vec![vec![vec![Run::entry(Seq(41))]], vec![line(text), styled]],
            }),
        ],
    };
    let picture = Picture {
        title: text.to_owned(),
        description: "A picture.".to_owned(),
        height: 40,
        shapes: vec![
            Shape::Rect { from: Point::at(0, 0), width: 9, height: 8, ink: Ink::Bar },
            Shape::Line { from: Point::at(0, 0), to: Point::at(9, 9), ink: Ink::Grid, dashed: true },
            Shape::Circle { centre: Point::at(5, 5), radius: 3, ink: Ink::Tone(2) },
            Shape::Text {
                at: Point::at(1, 2),
                align: Align::End,
                text: text.to_owned(),
                size: 13,
                ink: Ink::Text,
            },
        ],
    };
    let body = vec![
        Block::Heading(2, line(text)),
        Block::Paragraph(line(text)),
        Block::Items(vec![line(text)]),
        Block::Pairs(vec![Pair::new(text, cell(text))]),
        Block::Picture(picture),
        Block::Table(table),
    ];
    Paper {
        document: Document::new("A paper", furniture(), body),
        sheet: Sheet { columns: vec!["seq", "text"], rows: vec![vec!["41".to_owned(), text.to_owned()]] },
        tree: Tree::new(&Header { v: 1, text: text.to_owned() }, "entries", &[text]).unwrap(),
    }
}

fn text_of(format: Format, text: &str) -> String {
    String::from_utf8(format.write(&paper(text)).unwrap()).unwrap()
}

const HOSTILE: [&str; 16] = [
    "| a | b",
    "<script>alert(1)</script>",
    "</style></title><img src=x onerror=alert(1)>",
    "=cmd|' /C calc'!A0",
    "- x",
    "1. x",
    "    indented",
    "two\n\nlines\n# no heading",
    "~~x~~ **y** `z` _q_ [l](http://e.example) www.e.example a@b.example :tada: &amp; \\",
    "\u{1b}[2J\u{1b}]0;title\u{7}",
    "\u{202e}gnp.exe\u{202c}",
    "\u{e000}\u{e010}\u{e002}",
    "👩\u{200d}🚒 שלום مرحبا ﬁ e\u{301}",
    "\u{0}\u{8}\u{c}\r\u{85}\u{2028}",
    "]]> --> */ \"'`",
    "",
];

#[test]
fn words_name_the_formats() {
    let words: Vec<&str> = FORMATS.iter().map(|(_, word, _)| *word).collect();
    assert_eq!(words, ["md", "txt", "html", "pdf", "docx", "csv", "json", "jsonl"]);
    for (format, word, _) in FORMATS {
        assert_eq!((Format::parse(word), format.word()), (Some(*format), *word));
    }
    assert_eq!(Format::parse("odt"), None);
}

#[test]
fn no_format_lets_control_characters_out() {
    for text in HOSTILE {
        for (format, word, _) in text_formats() {
            let out = text_of(format, text);
            let leaked: String = out
                .chars()
                .filter(|c| {
                    crate::base::text::is_hostile(*c) && !matches!(c, '\n' | '\r' | '\u{200d}' | '\u{200c}')
                })
                .collect();
            assert_eq!((leaked.as_str(), out.ends_with('\n')), ("", true), "{word}: {text:?}");
        }
    }
}

#[test]
fn json_gives_every_text_back_exactly() {
    let long = "x".repeat(10_000);
    for text in HOSTILE.into_iter().chain([long.as_str()]) {
        let object: serde_json::Value = serde_json::from_str(&text_of(Format::Json, text)).unwrap();
        assert_eq!(object, serde_json::json!({ "v": 1, "text": text, "entries": [text] }));
        let lines = text_of(Format::Jsonl, text);
        let lines: Vec<serde_json::Value> =
            lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(lines, [serde_json::json!({ "v": 1, "text": text }), serde_json::json!(text)]);
    }
}

#[track_caller]
fn check_csv(cell: &str, expected: &str) {
    assert_eq!(text_of(Format::Csv, cell), format!("seq,text\r\n41,{expected}\r\n"));
}

#[test]
fn csv_quotes_and_guards() {
    check_csv("plain", "plain");
    check_csv("a, \"b\"", "\"a, \"\"b\"\"\"");
    check_csv("two\nlines", "\"two\nlines\"");
    check_csv("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0");
    check_csv("+1", "'+1");
    check_csv("-1", "'-1");
    check_csv("@x", "'@x");
    check_csv("\t=1", "' =1");
    check_csv("\r=1", "'␍=1");
    check_csv("  =1", "'  =1");
    check_csv("＝1", "'＝1");
    check_csv("a=1", "a=1");
    check_csv("\u{202e}x", "⟨U+202E⟩x");
}

#[test]
fn csv_can_be_read_back() {
    for text in HOSTILE {
        let out = text_of(Format::Csv, text);
        let mut reader = csv::Reader::from_reader(out.as_bytes());
        let rows: Vec<Vec<String>> =
            reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
        let shown = crate::report::document::literal::literal(text);
        let read = rows.first().and_then(|row| row.get(1)).unwrap();
        assert!(*read == shown || *read == format!("'{shown}"), "{text:?} came back as {read:?}");
    }
}

#[test]
fn plain_text_keeps_to_its_columns() {
    let long = "x".repeat(10_000);
    for text in HOSTILE.into_iter().chain([long.as_str(), &"漢字 ".repeat(99)]) {
        for line in text_of(Format::Txt, text).lines() {
            let width = unicode_width::UnicodeWidthStr::width(line);
            assert!(width <= super::txt::COLUMNS, "{width} columns: {line}");
        }
    }
}

/// The text that a reader of Markdown sees, and the tags that it makes of it.
fn read_markdown(text: &str) -> (String, bool) {
    use pulldown_cmark::{Event, Options, Parser, Tag};
    let mut seen = String::new();
    let mut strange = false;
    for event in Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH) {
        let is_break = matches!(&event, Event::SoftBreak | Event::HardBreak)
            || matches!(&event, Event::InlineHtml(html) if &**html == "<br>");
        if is_break {
            seen.push('\n');
        } else if let Event::Text(text) = event {
            seen.push_str(&text);
        } else {
            strange |= matches!(event, Event::Code(_) | Event::Html(_) | Event::InlineHtml(_))
                || matches!(
                    event,
                    Event::Start(
                        Tag::Link { .. } | Tag::Image { .. } | Tag::CodeBlock(_) | Tag::BlockQuote(_)
                    )
                );
        }
    }
    (seen, strange)
}

#[test]
fn markdown_reads_as_it_was_typed() {
    for text in HOSTILE {
        let (seen, strange) = read_markdown(&text_of(Format::Md, text));
        let squeezed = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let shown = squeezed(&crate::report::document::literal::literal(text));
        assert!(!strange, "{text:?} became structure");
        let places = squeezed(&seen).matches(&shown).count();
        assert!(shown.is_empty() || places >= 7, "{text:?} stands in {places} places of {seen}");
    }
}

#[test]
fn html_holds_texts_only_as_texts() {
    for text in HOSTILE {
        let out = text_of(Format::Html, text);
        for tag in ["<script", "<img", "<b>"] {
            assert!(!out.contains(tag), "{text:?} became {tag}");
        }
        assert_eq!(out.matches("</style>").count(), 1, "{text:?}");
        assert_eq!(out.matches("</title>").count(), 2, "{text:?}");
    }
}

/// Exact bytes, but for the style sheet.
#[test]
fn a_small_paper_in_the_formats_that_people_read() {
    let small = paper("a | <b>");
    let texts = [(Format::Txt, "txt"), (Format::Md, "md"), (Format::Html, "html")];
    golden(&texts.map(|(format, word)| {
        (format!("small.{word}"), without_style(&String::from_utf8(format.write(&small).unwrap()).unwrap()))
    }));
}

#[test]
fn pages_and_documents_take_every_text() {
    for text in HOSTILE {
        let (pdf, docx) =
            (Format::Pdf.write(&paper(text)).unwrap(), Format::Docx.write(&paper(text)).unwrap());
        assert_eq!((pdf.get(..5), docx.get(..2)), (Some(&b"%PDF-"[..]), Some(&b"PK"[..])), "{text:?}");
        assert!(pdf == Format::Pdf.write(&paper(text)).unwrap(), "{text:?}");
        assert!(docx == Format::Docx.write(&paper(text)).unwrap(), "{text:?}");
    }
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(24))]
    #[test]
    fn no_text_stops_pages_or_documents(text in "\\PC{0,200}|(.|\\n){0,60}") {
        Format::Pdf.write(&paper(&text)).unwrap();
        Format::Docx.write(&paper(&text)).unwrap();
    }
}
