//! A drawing as plain shapes, in units of a thousandth of the page's width. A format decides what an ink looks like.
//! Must not know what is drawn.

/// What a shape is drawn with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ink {
    /// Ordinary writing.
    Text,
    /// Writing of less weight.
    Quiet,
    /// Lines that only guide the eye.
    Grid,
    /// The ground of every other lane.
    Band,
    /// A period that is counted.
    Bar,
    /// A moment that others are measured against.
    Anchor,
    /// One of the document's tones.
    Tone(u8),
}

/// Which end of a text stands at its point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Align {
    /// Its beginning.
    Start,
    /// Its middle.
    Middle,
    /// Its end.
    End,
}

/// A point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Point {
    /// From the left.
    pub(crate) x: i32,
    /// From the top.
    pub(crate) y: i32,
}

impl Point {
    /// A point.
    pub(crate) const fn at(x: i32, y: i32) -> Self {
        Self { x, y }
    }
}

/// A shape.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Shape {
    /// A filled rectangle from its upper left corner.
    Rect {
        /// Upper left corner.
        from: Point,
        /// Width.
        width: i32,
        /// Height.
        height: i32,
        /// Ink.
        ink: Ink,
    },
    /// A line.
    Line {
        /// One end.
        from: Point,
        /// The other.
        to: Point,
        /// Ink.
        ink: Ink,
        /// Whether it is broken.
        dashed: bool,
    },
    /// A filled circle.
    Circle {
        /// Its centre.
        centre: Point,
        /// Its radius.
        radius: i32,
        /// Ink.
        ink: Ink,
    },
    /// A text on one line; the point lies on its baseline.
    Text {
        /// Where.
        at: Point,
        /// Which end stands there.
        align: Align,
        /// What.
        text: String,
        /// Height of the letters.
        size: i32,
        /// Ink.
        ink: Ink,
    },
}

/// A drawing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Picture {
    /// What it shows.
    pub(crate) title: String,
    /// The same in words, for those who cannot see it.
    pub(crate) description: String,
    /// Height; the width is [`PICTURE_WIDTH`].
    pub(crate) height: i32,
    /// The shapes, later ones over earlier ones.
    pub(crate) shapes: Vec<Shape>,
}

/// The width of every drawing.
pub(crate) const PICTURE_WIDTH: i32 = 1000;

/// About how wide a text of this size runs, in the same units. Formats choose their fonts, so this is generous.
pub(crate) fn text_width(text: &str, size: i32) -> i32 {
    let columns = i32::try_from(unicode_width::UnicodeWidthStr::width(text)).unwrap_or(i32::MAX / 100);
    columns.saturating_mul(size).saturating_mul(58) / 100
}
