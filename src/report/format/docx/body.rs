//! The text of the document: blocks become paragraphs and tables, notes become footnotes, entries that a row shows become targets of
//! links. Must not know what a paper is about.

use std::cell::{Cell as Shared, RefCell};
use std::collections::BTreeSet;

use super::xml::{DECLARATION, NAMES, escaped, paragraph, run, text};
use crate::base::id::Seq;
use crate::report::document::dress::Dress;
use crate::report::document::literal::one_line;
use crate::report::document::picture::Picture;
use crate::report::document::{Block, Document, Line, Run, Style};

/// A4 with the room for header and footer.
const SECTION: &str = "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"rId6\"/>\
     <w:footerReference w:type=\"default\" r:id=\"rId5\"/><w:pgSz w:w=\"11906\" w:h=\"16838\"/>\
     <w:pgMar w:top=\"1020\" w:right=\"850\" w:bottom=\"1134\" w:left=\"850\" w:header=\"454\" w:footer=\"454\" w:gutter=\"0\"/>\
     </w:sectPr>";

/// The lines that word processors draw over footnotes.
const SEPARATORS: &str = "<w:footnote w:type=\"separator\" w:id=\"-1\"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>\
     <w:footnote w:type=\"continuationSeparator\" w:id=\"0\"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>";

/// A document on its way into XML.
pub(super) struct Body {
    shown: BTreeSet<Seq>,
    marked: RefCell<BTreeSet<Seq>>,
    notes: RefCell<Vec<String>>,
    marks: Shared<u32>,
    text: String,
}

impl Body {
    /// Writes the blocks.
    pub(super) fn of(document: &Document) -> Self {
        let mut body = Self {
            shown: document.shown_entries(),
            marked: RefCell::default(),
            notes: RefCell::default(),
            marks: Shared::new(0),
            text: String::new(),
        };
        let title = paragraph("Title", &run(document.title()));
        let blocks: String = document.blocks().iter().map(|block| body.block(block)).collect();
        body.text = format!("{title}{}{blocks}", body.dress(document.dress()));
        body
    }

    /// The part with the text.
    pub(super) fn document(&self) -> String {
        format!("{DECLARATION}<w:document {NAMES}><w:body>{}{SECTION}</w:body></w:document>\n", self.text)
    }

    /// The part with the footnotes.
    pub(super) fn footnotes(&self) -> String {
        let notes = self.notes.borrow();
        let notes = notes.iter().enumerate().map(|(n, note)| {
            let mark = "<w:r><w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr><w:footnoteRef/></w:r>";
            let text = paragraph("FootnoteText", &format!("{mark}{}", run(&format!(" {note}"))));
            format!("<w:footnote w:id=\"{}\">{text}</w:footnote>", n + 1)
        });
        format!("{DECLARATION}<w:footnotes {NAMES}>{SEPARATORS}{}</w:footnotes>\n", notes.collect::<String>())
    }

    /// A table without rows is no table: word processors call such a file broken.
    fn dress(&self, dress: &Dress) -> String {
        if dress.rows.is_empty() {
            return String::new();
        }
        self.pairs(&dress.pairs())
    }

    fn block(&self, block: &Block) -> String {
        match block {
            Block::Banner(text) => paragraph("Banner", &run(text)),
            Block::Heading(level, line) => {
                paragraph(&format!("Heading{}", level.clamp(&1, &6)), &self.line(line))
            }
            Block::Paragraph(line) => paragraph("", &self.line(line)),
            Block::Items(items) => {
                items.iter().map(|item| paragraph("ListBullet", &self.line(item))).collect()
            }
            Block::Pairs(pairs) => self.pairs(pairs),
            Block::Table(table) => self.table(table),
            Block::Answers(answers) => self.answers(answers),
            Block::Picture(picture) => in_words(picture),
        }
    }

    /// A line as runs.
    pub(super) fn line(&self, line: &Line) -> String {
        line.iter().map(|run| self.run(run)).collect()
    }

    fn run(&self, run: &Run) -> String {
        let style = match run.style() {
            Style::Plain => return super::xml::run(run.text()),
            Style::Strong => "Strong",
            Style::Code => "Hash",
            Style::Struck => "Struck",
            Style::Quiet => "Quiet",
            Style::Gap => "Gap",
            Style::Entry(seq) => return self.entry(seq, run.text()),
            Style::Note => return self.note(run.text()),
        };
        styled(style, run.text())
    }

    fn entry(&self, seq: Seq, text: &str) -> String {
        if !self.shown.contains(&seq) {
            return run(text);
        }
        format!(
            "<w:hyperlink w:anchor=\"e{}\" w:history=\"1\">{}</w:hyperlink>",
            seq.0,
            styled("Hyperlink", text)
        )
    }

    fn note(&self, text: &str) -> String {
        let mut notes = self.notes.borrow_mut();
        notes.push(one_line(text));
        format!(
            "<w:r><w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr><w:footnoteReference w:id=\"{}\"/></w:r>",
            notes.len()
        )
    }

    /// The next number of a bookmark or a control.
    pub(super) fn next(&self) -> u32 {
        self.marks.set(self.marks.get() + 1);
        self.marks.get()
    }

    /// The target for links to an entry, in the first row that shows it.
    pub(super) fn target(&self, entry: Option<Seq>) -> String {
        let Some(seq) = entry.filter(|seq| self.marked.borrow_mut().insert(*seq)) else {
            return String::new();
        };
        let id = self.next();
        format!("<w:bookmarkStart w:id=\"{id}\" w:name=\"e{}\"/><w:bookmarkEnd w:id=\"{id}\"/>", seq.0)
    }
}

fn styled(style: &str, content: &str) -> String {
    format!("<w:r><w:rPr><w:rStyle w:val=\"{}\"/></w:rPr>{}</w:r>", escaped(style), text(content))
}

/// The drawing itself is in the other formats: here it would be a picture that nobody can edit.
fn in_words(picture: &Picture) -> String {
    let words = format!("{}: {}", one_line(&picture.title), one_line(&picture.description));
    paragraph("Caption", &run(&words))
}
