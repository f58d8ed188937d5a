//! Lets the parts of a document flow over pages: what fits stands on this one, the rest on the next. Must not write a file.

use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroU16;

use krilla::geom::Rect;
use krilla::tagging::{BBox, ListNumbering, Tag, TagKind};

use super::face::{Face, Faces};
use super::setting::{Look, SetLine, Setter};
use super::sheet::{
    ALARM, Area, BLACK, Book, Colour, HEIGHT, Headline, MARGIN, MEASURE, Mark, Place, QUIET, RULE, Sheet,
    Tree,
};
use crate::base::id::Seq;
use crate::report::document::picture::{PICTURE_WIDTH, Picture};
use crate::report::document::{Block, Document, Line};

/// The least that stands behind a heading on its page.
const LEAST: f32 = 84.0;

/// The height of a heading below another one, with the space around it.
const HEADING: f32 = 26.0;

/// Size of ordinary letters.
pub(super) const BODY: f32 = 9.0;
/// Height of a line, for letters of size 1.
pub(super) const LEADING: f32 = 1.34;
/// Size of letters in footnotes.
pub(super) const SMALL: f32 = 7.0;
/// Room over the text of the first line.
const TOP: f32 = 52.0;
/// Room under the text.
const FOOT: f32 = 58.0;
/// Where the baseline of a line lies, for letters of size 1.
const ASCENT: f32 = 1.0;

/// Pages while they fill.
pub(super) struct Flow {
    /// Sets lines.
    pub(super) setter: Setter,
    /// Tags.
    pub(super) tree: Tree,
    /// Where the rows of entries stand.
    pub(super) places: BTreeMap<Seq, Place>,
    /// How far down this page is filled.
    pub(super) y: f32,
    shown: BTreeSet<Seq>,
    headlines: Vec<Headline>,
    sheets: Vec<Sheet>,
    sheet: Sheet,
}

impl Flow {
    /// Lays a document out.
    pub(super) fn of(document: &Document, faces: Faces) -> Book {
        let mut flow = Self {
            setter: Setter::new(faces),
            tree: Tree::default(),
            places: BTreeMap::new(),
            y: TOP,
            shown: document.shown_entries(),
            headlines: Vec::new(),
            sheets: Vec::new(),
            sheet: Sheet::default(),
        };
        flow.title(document);
        for (at, block) in document.blocks().iter().enumerate() {
            flow.block(block, document.blocks().get(at + 1..).unwrap_or_default());
        }
        flow.turn();
        let Self { sheets, tree, headlines, places, .. } = flow;
        Book { sheets, tree, headlines, places }
    }

    /// Room left on this page.
    pub(super) fn room(&self) -> f32 {
        HEIGHT - FOOT - Self::notes_height(&self.sheet.notes) - self.y
    }

    /// Room on an empty page.
    pub(super) fn whole() -> f32 {
        HEIGHT - FOOT - TOP
    }

    /// Begins a new page unless there is so much room. Says whether it did.
    pub(super) fn need(&mut self, height: f32) -> bool {
        let turns = height > self.room() && self.y > TOP;
        if turns {
            self.turn();
        }
        turns
    }

    /// Where the next thing stands.
    pub(super) fn place(&self) -> Place {
        Place { sheet: self.sheets.len(), y: self.y }
    }

    /// Puts something on this page.
    pub(super) fn mark(&mut self, mark: Mark) {
        self.sheet.marks.push(mark);
    }

    /// Puts a line on this page with its upper edge at `y`.
    pub(super) fn put(&mut self, x: f32, y: f32, line: SetLine) {
        let size = line.spans.iter().map(|span| span.look.size).fold(0.0, f32::max);
        self.mark(Mark::Text(x, y + size * ASCENT, line));
    }

    /// A thin line over the whole width, at `y`.
    pub(super) fn rule(&mut self, y: f32, height: f32, colour: Colour) {
        self.mark(Mark::Fill(Area { x: MARGIN, y, width: MEASURE, height }, colour));
    }

    /// Gives lines their leaves in the open group.
    pub(super) fn take(&mut self, lines: &mut [SetLine]) {
        let shown = &self.shown;
        self.tree.take(lines, &|seq| shown.contains(&seq));
    }

    /// Sets the footnotes that were met; they go to the foot of the page on which their marks stand.
    pub(super) fn notes(&mut self) -> Vec<SetLine> {
        let look = Look::new(Face::Regular, SMALL).in_colour(QUIET);
        let mut lines = Vec::new();
        for note in self.setter.take_notes() {
            let mut set = self.setter.text(&note, look, MEASURE);
            self.tree.open(Tag::Note);
            self.take(&mut set);
            self.tree.close();
            lines.extend(set);
        }
        lines
    }

    /// How high footnotes are.
    pub(super) fn notes_height(notes: &[SetLine]) -> f32 {
        let rule = if notes.is_empty() { 0.0 } else { SMALL };
        notes.iter().map(|_| SMALL * LEADING).sum::<f32>() + rule
    }

    /// Puts footnotes at the foot of this page.
    pub(super) fn foot(&mut self, notes: Vec<SetLine>) {
        self.sheet.notes.extend(notes);
    }

    fn turn(&mut self) {
        let mut sheet = std::mem::take(&mut self.sheet);
        let mut y = HEIGHT - FOOT - Self::notes_height(&sheet.notes) + SMALL;
        if !sheet.notes.is_empty() {
            let area = Area { x: MARGIN, y: y - SMALL * 0.6, width: MEASURE / 4.0, height: 0.5 };
            sheet.marks.push(Mark::Fill(area, RULE));
        }
        for line in std::mem::take(&mut sheet.notes) {
            sheet.marks.push(Mark::Text(MARGIN, y + SMALL, line));
            y += SMALL * LEADING;
        }
        self.sheets.push(sheet);
        self.y = TOP;
    }

    fn block(&mut self, block: &Block, rest: &[Block]) {
        match block {
            Block::Banner(text) => self.banner(text),
            Block::Heading(level, line) => {
                let behind = self.start_of(rest);
                self.heading(*level, line, behind);
            }
            Block::Paragraph(line) => {
                self.paragraph(line, Look::new(Face::Regular, BODY), 0.0);
                self.y += 4.0;
            }
            Block::Items(items) => self.items(items),
            Block::Pairs(pairs) => self.pairs(pairs),
            Block::Table(table) => self.table(table),
            Block::Answers(answers) => self.answers(answers),
            Block::Picture(picture) => self.picture(picture),
        }
    }

    fn title(&mut self, document: &Document) {
        self.heading(1, &vec![crate::report::document::Run::plain(document.title())], 0.0);
        self.dress(document.dress());
        self.y += 4.0;
    }

    fn banner(&mut self, text: &str) {
        let look = Look::new(Face::Bold, BODY).in_colour(ALARM);
        let mut lines = self.setter.text(text, look, MEASURE - 20.0);
        self.tree.open(Tag::P);
        self.take(&mut lines);
        self.tree.close();
        let height = super::table::height(&lines) + 10.0;
        self.need(height + 8.0);
        let edge = |y| Area { x: MARGIN, y, width: MEASURE, height: 1.4 };
        for y in [self.y, self.y + height] {
            self.mark(Mark::Fill(edge(y), ALARM));
        }
        let mut y = self.y + 5.0;
        for line in lines {
            let x = MARGIN + (MEASURE - line.width()) / 2.0;
            self.put(x, y, line);
            y += BODY * LEADING;
        }
        self.y += height + 9.0;
    }

    /// How much of what stands behind a heading has to be on its page: headings keep together with what they head, and a table turns the
    /// page where its first row does not fit.
    fn start_of(&mut self, rest: &[Block]) -> f32 {
        match rest.split_first() {
            Some((Block::Heading(..), rest)) => HEADING + self.start_of(rest),
            Some((Block::Table(table), _)) => self.first_of(table),
            // A line between two headings belongs to both.
            Some((Block::Paragraph(_), rest)) if matches!(rest.first(), Some(Block::Heading(..))) => {
                HEADING + self.start_of(rest)
            }
            Some((
                Block::Banner(_)
                | Block::Paragraph(_)
                | Block::Items(_)
                | Block::Pairs(_)
                | Block::Answers(_)
                | Block::Picture(_),
                _,
            ))
            | None => 0.0,
        }
    }

    fn heading(&mut self, level: u8, line: &Line, behind: f32) {
        let (size, before, after) = match level {
            0 | 1 => (16.0, 0.0, 6.0),
            2 => (11.5, 10.0, 4.0),
            _deeper => (9.5, 7.0, 3.0),
        };
        let mut lines = self.setter.runs(line, Look::new(Face::Bold, size), MEASURE);
        let text: String = line.iter().map(|run| run.text().replace('\n', " ")).collect();
        let number = NonZeroU16::new(u16::from(level)).unwrap_or(NonZeroU16::MIN);
        self.tree.open(Tag::Hn(number, Some(text.clone())));
        self.take(&mut lines);
        self.tree.close();
        self.need(super::table::height(&lines) + before + after + behind.max(LEAST));
        self.y += if self.y > TOP { before } else { 0.0 };
        self.headlines.push(Headline { level, text, place: self.place() });
        self.lines(lines, 0.0);
        if level == 2 {
            self.rule(self.y + 1.0, 1.0, BLACK);
        }
        self.y += after;
    }

    fn items(&mut self, items: &[Line]) {
        self.tree.open(Tag::L(ListNumbering::Disc));
        for item in items {
            self.tree.open(Tag::LI);
            let look = Look::new(Face::Regular, BODY);
            let mut bullet = self.setter.text("•", look, MEASURE);
            self.tagged(Tag::Lbl, &mut bullet);
            self.need(BODY * LEADING);
            let y = self.y;
            for line in bullet {
                self.put(MARGIN + 3.0, y, line);
            }
            self.tree.open(Tag::LBody);
            self.paragraph(item, look, 12.0);
            self.tree.close();
            self.tree.close();
            self.y += 1.5;
        }
        self.tree.close();
        self.y += 2.5;
    }

    fn tagged(&mut self, tag: impl Into<TagKind>, lines: &mut [SetLine]) {
        self.tree.open(tag);
        self.take(lines);
        self.tree.close();
    }

    fn paragraph(&mut self, line: &Line, look: Look, indent: f32) {
        let mut lines = self.setter.runs(line, look, MEASURE - indent);
        self.tagged(Tag::P, &mut lines);
        let notes = self.notes();
        let first = lines.first().map_or(0.0, super::table::line_height);
        self.need(Self::notes_height(&notes) + first);
        self.foot(notes);
        self.lines(lines, indent);
    }

    /// Lines one below the other, on as many pages as they need.
    fn lines(&mut self, lines: Vec<SetLine>, indent: f32) {
        for line in lines {
            let height = super::table::line_height(&line);
            self.need(height);
            let y = self.y;
            self.put(MARGIN + indent, y, line);
            self.y += height;
        }
    }

    fn picture(&mut self, picture: &Picture) {
        let scale = MEASURE / super::drawing::length(PICTURE_WIDTH);
        let height = super::drawing::length(picture.height) * scale;
        self.need(height.min(Self::whole()) + 4.0);
        let area = Area { x: MARGIN, y: self.y, width: MEASURE, height };
        let bounds = Rect::from_xywh(area.x, area.y, area.width, area.height);
        let bounds = bounds.map(|rect| BBox::new(self.sheets.len(), rect));
        let words = format!("{}: {}", picture.title, picture.description);
        self.tree.open(Tag::Figure(Some(words)).with_bbox(bounds));
        let leaf = self.tree.leaf();
        self.tree.close();
        self.mark(Mark::Drawing(area, picture.clone(), leaf));
        self.y += height + 8.0;
    }
}
