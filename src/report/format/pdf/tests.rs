//! What stands where on the pages, and that nothing is lost between them.

use super::face::Faces;
use super::flow::Flow;
use super::sheet::{Book, Mark, Node};
use crate::report::document::{Block, Cell, Column, Document, Line, RowCells, Run, Style, Table, line};
use crate::report::format::tests::paper;

fn book(document: &Document) -> Book {
    Flow::of(document, Faces::load().unwrap())
}

/// The lines of each page from the top, without their places.
fn pages(book: &Book) -> Vec<Vec<String>> {
    let text = |mark: &Mark| match mark {
        Mark::Text(_, _, line) => Some(line.spans.iter().map(|span| span.text.as_str()).collect()),
        Mark::Drawing(_, picture, _) => Some(format!("[{}]", picture.description)),
        Mark::Fill(..) => None,
    };
    book.sheets.iter().map(|sheet| sheet.marks.iter().filter_map(text).collect()).collect()
}

#[test]
fn a_small_paper_on_its_page() {
    let pages = pages(&book(&paper("a | <b>").document));
    let pages: Vec<String> = pages.iter().map(|lines| lines.join("\n")).collect();
    crate::report::tests::golden(&[("small.pdf.txt".to_owned(), pages.join("\n---\n") + "\n")]);
}

fn long_table(cell: &dyn Fn(usize) -> Cell) -> Document {
    let columns = Column::named(&[("No.", 10), ("What", 90)]);
    let rows = (1..=150).map(|n| RowCells::of(vec![vec![line(&format!("row {n}"))], cell(n)])).collect();
    let table = Table { caption: "Rows".to_owned(), columns, rows };
    Document::new("Long", paper("x").document.dress().clone(), vec![Block::Table(table)])
}

#[test]
fn every_page_of_a_table_has_its_header_and_no_row_is_lost() {
    let book = book(&long_table(&|n| vec![line(&format!("text of {n}"))]));
    let pages = pages(&book);
    assert!(pages.len() > 2, "{} pages", pages.len());
    assert!(pages.iter().all(|page| page.iter().filter(|line| *line == "What").count() == 1));
    let rows: Vec<&String> = pages.iter().flatten().filter(|line| line.starts_with("row ")).collect();
    let expected: Vec<String> = (1..=150).map(|n| format!("row {n}")).collect();
    assert_eq!(rows, expected.iter().collect::<Vec<_>>());
}

#[test]
fn a_row_that_is_higher_than_a_page_goes_on_on_the_next() {
    let long =
        |n| if n == 7 { (1..300).map(|k| line(&format!("line {k}"))).collect() } else { vec![line("short")] };
    let pages = pages(&book(&long_table(&long)));
    let lines: Vec<&String> = pages.iter().flatten().filter(|line| line.starts_with("line ")).collect();
    let expected: Vec<String> = (1..300).map(|k| format!("line {k}")).collect();
    assert_eq!(lines, expected.iter().collect::<Vec<_>>());
}

#[test]
fn headings_never_stand_without_what_they_head() {
    let heading = |level, text: &str| Block::Heading(level, line(text));
    let columns = [("First", 50), ("Second", 50)];
    let row = vec![(1..=6).map(|n| line(&format!("line {n}"))).collect(), vec![line("beside")]];
    for filled in 0..70 {
        let mut blocks: Vec<Block> = (0..filled).map(|_| Block::Paragraph(line("before"))).collect();
        blocks.extend([heading(2, "Objective"), Block::Paragraph(line("Capability")), heading(3, "Task")]);
        blocks.push(Table::of("Rows", &columns, vec![row.clone()]));
        let document = Document::new("Headings", paper("x").document.dress().clone(), blocks);
        let pages = pages(&book(&document));
        let page_of = |text: &str| pages.iter().position(|page| page.iter().any(|line| line == text));
        assert!(page_of("Objective").is_some(), "{filled}");
        let together = ["Capability", "Task", "First", "line 6"].map(page_of);
        assert_eq!(together, [page_of("Objective"); 4], "{filled}");
    }
}

#[test]
fn footnotes_stand_on_the_page_of_their_mark() {
    let note = |n| -> Line { vec![Run::plain("said"), Run::new(&format!("note of {n}"), Style::Note)] };
    for page in pages(&book(&long_table(&|n| vec![note(n)]))) {
        let rows: Vec<String> = page
            .iter()
            .filter_map(|line| line.strip_prefix("row "))
            .map(|n| format!("{n} note of {n}"))
            .collect();
        let notes: Vec<String> = page.iter().filter(|line| line.contains("note of")).cloned().collect();
        assert_eq!(rows, notes);
    }
}

#[test]
fn every_line_that_says_something_is_in_the_tree() {
    fn leaves(node: &Node, found: &mut Vec<usize>) {
        match node {
            Node::Leaf(leaf) | Node::Link(leaf) => found.push(*leaf),
            Node::Group(_, nodes) => nodes.iter().for_each(|node| leaves(node, found)),
        }
    }
    let book = book(&paper("words of a line").document);
    let mut tagged = Vec::new();
    book.tree.roots.iter().for_each(|node| leaves(node, &mut tagged));
    let mut drawn: Vec<usize> = Vec::new();
    for mark in book.sheets.iter().flat_map(|sheet| &sheet.marks) {
        match mark {
            Mark::Text(_, _, line) => drawn.extend(&line.leaves),
            Mark::Drawing(_, _, leaf) => drawn.push(*leaf),
            Mark::Fill(..) => {}
        }
    }
    tagged.sort_unstable();
    drawn.sort_unstable();
    assert_eq!((tagged.len(), &tagged), (book.tree.leaves, &drawn));
}
