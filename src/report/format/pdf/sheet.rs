//! What stands on a page and in the tree of tags, before either is written. Lengths are points from the upper left corner. Must not
//! know the writer of the file, but for the kinds of tags.

use std::collections::BTreeMap;

use krilla::tagging::TextDecorationType;
use krilla::tagging::{Tag, TagKind};

use super::setting::{SetLine, Span};
use crate::base::id::Seq;
use crate::report::document::picture::{Ink, Picture};

/// Width of A4.
pub(super) const WIDTH: f32 = 595.28;
/// Height of A4.
pub(super) const HEIGHT: f32 = 841.89;
/// Left and right margin.
pub(super) const MARGIN: f32 = 42.0;
/// The room for text.
pub(super) const MEASURE: f32 = WIDTH - 2.0 * MARGIN;

/// Red, green, blue.
pub(super) type Colour = (u8, u8, u8);

pub(super) const BLACK: Colour = (0, 0, 0);
pub(super) const QUIET: Colour = (0x44, 0x40, 0x3c);
pub(super) const GAP: Colour = (0x9a, 0x34, 0x12);
pub(super) const ALARM: Colour = (0x99, 0x1b, 0x1b);
pub(super) const RULE: Colour = (0xbd, 0xb8, 0xb2);
pub(super) const BAND: Colour = (0xf7, 0xf5, 0xf2);
/// Behind the text of what is not to be relied on.
pub(super) const WASH: Colour = (0xf6, 0xe3, 0xe3);

const TONES: [Colour; 11] = [
    (0xb4, 0x53, 0x09),
    (0x6d, 0x28, 0xd9),
    (0x0f, 0x76, 0x6e),
    (0xbe, 0x18, 0x5d),
    (0x9d, 0x17, 0x4d),
    (0x1d, 0x4e, 0xd8),
    (0x4d, 0x7c, 0x0f),
    (0x57, 0x53, 0x4e),
    (0x0e, 0x74, 0x90),
    (0xb9, 0x1c, 0x1c),
    (0x78, 0x71, 0x6c),
];

/// The colour of a tone.
pub(super) fn tone(tone: u8) -> Colour {
    TONES.get(usize::from(tone)).copied().unwrap_or(QUIET)
}

/// The colour of an ink.
pub(super) fn ink(ink: Ink) -> Colour {
    match ink {
        Ink::Text => BLACK,
        Ink::Quiet => QUIET,
        Ink::Grid => RULE,
        Ink::Band => BAND,
        Ink::Bar => (0xfd, 0xe6, 0x8a),
        Ink::Anchor => GAP,
        Ink::Tone(number) => tone(number),
    }
}

/// A rectangle.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Area {
    /// Left edge.
    pub(super) x: f32,
    /// Upper edge.
    pub(super) y: f32,
    /// Width.
    pub(super) width: f32,
    /// Height.
    pub(super) height: f32,
}

/// Something on a page.
pub(super) enum Mark {
    /// A line of text, with its baseline; without leaves it only repeats what is said elsewhere.
    Text(f32, f32, SetLine),
    /// A filled rectangle, which says nothing.
    Fill(Area, Colour),
    /// A drawing, scaled to the area's width.
    Drawing(Area, Picture, usize),
}

/// A page.
#[derive(Default)]
pub(super) struct Sheet {
    /// What stands on it, later marks over earlier ones.
    pub(super) marks: Vec<Mark>,
    /// Lines of footnotes.
    pub(super) notes: Vec<SetLine>,
}

/// A place that a link or the outline leads to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Place {
    /// The page, from 0.
    pub(super) sheet: usize,
    /// From the top.
    pub(super) y: f32,
}

/// A heading in the outline.
pub(super) struct Headline {
    /// Level of the heading.
    pub(super) level: u8,
    /// Its text.
    pub(super) text: String,
    /// Where it stands.
    pub(super) place: Place,
}

/// A node of the tree of tags.
pub(super) enum Node {
    /// A group.
    Group(TagKind, Vec<Node>),
    /// Something that is drawn.
    Leaf(usize),
    /// Something that is drawn and leads elsewhere.
    Link(usize),
}

/// The tree of tags while it grows.
#[derive(Default)]
pub(super) struct Tree {
    open: Vec<(TagKind, Vec<Node>)>,
    /// Nodes that are in no group.
    pub(super) roots: Vec<Node>,
    /// How many leaves there are.
    pub(super) leaves: usize,
}

impl Tree {
    /// Opens a group.
    pub(super) fn open(&mut self, tag: impl Into<TagKind>) {
        self.open.push((tag.into(), Vec::new()));
    }

    /// Closes the innermost group.
    pub(super) fn close(&mut self) {
        if let Some((tag, nodes)) = self.open.pop() {
            self.push(Node::Group(tag, nodes));
        }
    }

    /// A new leaf in the innermost group.
    pub(super) fn leaf(&mut self) -> usize {
        let leaf = self.next();
        self.push(Node::Leaf(leaf));
        leaf
    }

    /// Gives each stretch of each line its leaf. Only entries that have a place are links.
    pub(super) fn take(&mut self, lines: &mut [SetLine], known: &impl Fn(Seq) -> bool) {
        for line in lines {
            let kinds: Vec<(bool, bool)> =
                line.stretches().filter_map(<[Span]>::first).map(|span| stretch_kind(span, known)).collect();
            line.leaves = kinds.into_iter().map(|(struck, linked)| self.stretch(struck, linked)).collect();
        }
    }

    fn stretch(&mut self, struck: bool, linked: bool) -> usize {
        if linked {
            let leaf = self.next();
            self.push(Node::Link(leaf));
            return leaf;
        }
        if !struck {
            return self.leaf();
        }
        let decoration = Some(TextDecorationType::LineThrough);
        self.open(Tag::Span.with_text_decoration_type(decoration));
        let leaf = self.leaf();
        self.close();
        leaf
    }

    fn next(&mut self) -> usize {
        self.leaves += 1;
        self.leaves - 1
    }

    fn push(&mut self, node: Node) {
        let nodes = self.open.last_mut().map_or(&mut self.roots, |(_, nodes)| nodes);
        nodes.push(node);
    }
}

fn stretch_kind(span: &Span, known: &impl Fn(Seq) -> bool) -> (bool, bool) {
    (span.look.struck, span.look.goal.is_some_and(known))
}

/// All pages, ready to be written.
pub(super) struct Book {
    /// The pages.
    pub(super) sheets: Vec<Sheet>,
    /// The tags.
    pub(super) tree: Tree,
    /// The outline.
    pub(super) headlines: Vec<Headline>,
    /// Where the rows of entries stand.
    pub(super) places: BTreeMap<Seq, Place>,
}
