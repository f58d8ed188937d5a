//! What is written, and what comes back after somebody edited it.

use std::io::{Cursor, Read, Write};
use std::process::Command;

use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::read::{ReadError, Returned, read_answers};
use crate::base::digest::Digest;
use crate::base::id::Seq;
use crate::incident::event::lifecycle::Mode;
use crate::report::document::answer::{Answer, AnswerKind, Choice};
use crate::report::document::furniture::Furniture;
use crate::report::document::{Block, Document, Form, Run, Style, line};
use crate::report::format::{Format, Paper, Sheet, Tree};

fn choices() -> Vec<Choice> {
    let choice = |code: &str, text: &str| Choice { code: code.to_owned(), text: text.to_owned() };
    vec![choice("yes", "Yes"), choice("no", "No, not yet")]
}

fn form() -> Vec<Answer> {
    let source = vec![Run::quiet("from "), Run::entry(Seq(3)), Run::new("entry #3", Style::Note)];
    vec![
        Answer::new(
            "nature",
            "1 What happened?",
            AnswerKind::Text,
            vec![line("Mail <b>\nsecond"), line("third")],
            source,
        ),
        Answer::new(
            "border",
            "2 Cross-border?",
            AnswerKind::One(choices()),
            vec![line("No, not yet")],
            Vec::new(),
        ),
        Answer::new(
            "3.1-a",
            "3 Which?",
            AnswerKind::Several(choices()),
            vec![line("Yes"), line("No, not yet")],
            Vec::new(),
        ),
        Answer::new(
            "people",
            "4 How many?",
            AnswerKind::Text,
            Vec::new(),
            vec![Run::new("Asked of Ada", Style::Gap)],
        ),
    ]
}

fn draft(answers: Vec<Answer>) -> Vec<u8> {
    let furniture = Furniture {
        incident: "INC-2026-K7QD".to_owned(),
        codename: "kestrel".to_owned(),
        mode: Mode::Live,
        edition: "team",
        withheld: Vec::new(),
        selection: "all entries".to_owned(),
        size: Seq(41),
        head: Digest::ZERO,
        zone: "UTC".to_owned(),
        broken: None,
    };
    let document = Document::new("Notification", furniture, vec![Block::Answers(answers)])
        .of_form(Form { id: "gdpr-33-3".to_owned(), stage: "initial".to_owned() });
    let sheet = Sheet { columns: Vec::new(), rows: Vec::new() };
    let paper = Paper { document, sheet, tree: Tree::new(&1, "rows", &[1]).unwrap() };
    Format::Docx.write(&paper).unwrap()
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut text = String::new();
    ZipArchive::new(Cursor::new(bytes)).unwrap().by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// A container whose text is this.
fn containing(body: &str) -> Vec<u8> {
    let mut file = ZipWriter::new(Cursor::new(Vec::new()));
    file.start_file("word/document.xml", SimpleFileOptions::default()).unwrap();
    file.write_all(body.as_bytes()).unwrap();
    file.finish().unwrap().into_inner()
}

fn answered(returned: &Returned) -> Vec<(&str, &str)> {
    returned.answers.iter().map(|(field, text)| (field.as_str(), text.as_str())).collect()
}

const EXPORTED: [(&str, &str); 4] = [
    ("3.1-a", "Yes\nNo, not yet"),
    ("border", "No, not yet"),
    ("nature", "Mail <b>\nsecond\nthird"),
    ("people", ""),
];

#[test]
fn what_was_exported_comes_back() {
    let returned = read_answers(&draft(form()), &form()).unwrap();
    assert_eq!((answered(&returned), returned.lost.len()), (EXPORTED.to_vec(), 0));
    let properties: Vec<String> =
        returned.properties.iter().map(|(name, value)| format!("{name}={value}")).collect();
    let head = format!("head={}", Digest::ZERO);
    assert_eq!(
        properties,
        [
            "form=gdpr-33-3",
            "format=breachbook-document/1",
            &head,
            "incident=INC-2026-K7QD",
            "size=41",
            "stage=initial"
        ]
    );
    let border = AnswerKind::One(choices());
    assert_eq!((border.code_of(" no, NOT yet"), border.code_of("perhaps")), (Some("no"), None));
}

#[test]
fn the_whole_text_of_a_small_document() {
    let text = part(&draft(form()), "word/document.xml");
    let answers = text.split("<w:tbl>").nth(2).unwrap();
    crate::report::tests::golden(&[("answers.docx.xml".to_owned(), answers.replace("</w:p>", "</w:p>\n"))]);
}

/// Through a word processor and back. Its controls may go; the bookmarks stay.
#[test]
fn answers_survive_a_word_processor() {
    let folder = std::env::temp_dir().join(format!("breachbook-docx-{}", std::process::id()));
    std::fs::create_dir_all(folder.join("out")).unwrap();
    std::fs::write(folder.join("draft.docx"), draft(form())).unwrap();
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.display());
    let ran = Command::new("soffice")
        .args([&profile, "--headless", "--convert-to", "docx", "--outdir", "out", "draft.docx"])
        .current_dir(&folder)
        .output();
    let returned = ran.is_ok().then(|| std::fs::read(folder.join("out/draft.docx")));
    std::fs::remove_dir_all(&folder).unwrap();
    let Some(returned) = returned else {
        #[expect(clippy::print_stderr, clippy::disallowed_methods, reason = "a test that is not run says so")]
        {
            assert_ne!(std::env::var("BREACHBOOK_TEST_TOOLS").as_deref(), Ok("1"), "soffice is needed");
            eprintln!("NOT RUN: soffice is not installed");
        }
        return;
    };
    let bytes = returned.unwrap();
    assert!(part(&bytes, "word/document.xml").contains("w:name=\"f_nature\""));
    assert_eq!(answered(&read_answers(&bytes, &form()).unwrap()), EXPORTED);
}

#[track_caller]
fn check(body: &str, expected: &[(&str, &str)]) {
    let names = "xmlns:w=\"w\" xmlns:mc=\"mc\"";
    let bytes = containing(&format!("<w:document {names}><w:body>{body}</w:body></w:document>"));
    assert_eq!(answered(&read_answers(&bytes, &form()).unwrap()), expected);
}

#[test]
fn what_people_do_to_answers() {
    let run = |text: &str| format!("<w:r><w:t>{text}</w:t></w:r>");
    let mark = |inner: &str| {
        format!("<w:bookmarkStart w:id=\"7\" w:name=\"f_nature\"/>{inner}<w:bookmarkEnd w:id=\"7\"/>")
    };
    let changed = format!(
        "{}<w:ins>{}</w:ins><w:del><w:r><w:delText>old</w:delText></w:r></w:del><w:moveFrom>{}</w:moveFrom>",
        run("kept "),
        run("new"),
        run("gone")
    );
    check(&format!("<w:p>{}</w:p>", mark(&changed)), &[("nature", "kept new")]);
    check(&format!("<w:p>{}</w:p>", mark(&run("a &amp; b &#60;c&gt;"))), &[("nature", "a & b <c>")]);
    check(&format!("<w:p>{}</w:p>", mark(&run("…"))), &[("nature", "")]);
    let two = mark(&format!(
        "{}</w:p>\n  <w:p>{}<w:r><w:br/><w:tab/></w:r>{}",
        run("one"),
        run("two"),
        run("three")
    ));
    check(&format!("<w:p>{two}</w:p>"), &[("nature", "one\ntwo\n three")]);
    let control = format!(
        "<w:sdt><w:sdtPr><w:tag w:val=\"f_people\"/></w:sdtPr><w:sdtContent><w:p>{}</w:p></w:sdtContent></w:sdt>",
        run("12")
    );
    check(&control, &[("people", "12")]);
    let cell = |text: &str| format!("<w:tc><w:p>{}</w:p></w:tc>", run(text));
    let pasted = format!("<w:tbl><w:tr>{}{}</w:tr></w:tbl>", cell("2  cross-border?"), cell("Yes"));
    check(&pasted, &[("border", "Yes")]);
    check("<w:p/>", &[]);
}

#[track_caller]
fn refused(bytes: &[u8], expected: &str) {
    let refused: Result<Returned, ReadError> = read_answers(bytes, &form());
    assert_eq!(refused.map_err(|error| error.to_string()), Err(expected.to_owned()));
}

#[test]
fn hostile_files_are_refused_with_reasons() {
    refused(
        &containing("<!DOCTYPE x [<!ENTITY a \"b\">]><x/>"),
        "the text declares a document type, which no word processor writes",
    );
    refused(&containing("<x><t>&boom;</t></x>"), "the text uses the entity `boom`, which it cannot know");
    refused(&containing(&"<x>".repeat(300)), "elements are nested more than 200 deep");
    refused(&containing("<x>"), "the text is not well-formed XML: it ends too early");
    let bomb = " ".repeat(33 * 1024 * 1024);
    refused(&containing(&bomb), "a part of the file is larger than 33554432 bytes");
    let many = format!("<x><sdt>{}</sdt></x>", "<t>0123456789</t>".repeat(400_001));
    refused(&containing(&many), "the answers hold more than 4000000 characters");
    refused(&vec![0; 20 * 1024 * 1024 + 1], "the file is larger than 20971520 bytes");
    assert!(matches!(read_answers(b"PK no container", &form()), Err(ReadError::Container(_))));
}

proptest::proptest! {
    #[test]
    fn no_text_stops_the_reader(body in "(<w:(p|t|sdt|tc|tr|del)>|</w:(p|t|sdt|tc|tr|del)>|&amp;|[a-z&<]){0,40}", bytes: Vec<u8>) {
        drop(read_answers(&containing(&format!("<x>{body}</x>")), &form()));
        drop(read_answers(&bytes, &form()));
    }
}
