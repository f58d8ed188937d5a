//! The fonts of the PDF: which sign is drawn with which of them, and how wide it runs. No font is read from outside, so a paper looks
//! the same everywhere. Must not break lines.

use krilla::text::Font;
use skrifa::charmap::Charmap;
use skrifa::instance::{LocationRef, Size};
use skrifa::metrics::GlyphMetrics;
use skrifa::{FontRef, MetadataProvider};

const REGULAR: &[u8] = include_bytes!("fonts/NotoSans-Regular.ttf");
const BOLD: &[u8] = include_bytes!("fonts/NotoSans-Bold.ttf");
const MONO: &[u8] = include_bytes!("fonts/NotoSansMono-Regular.ttf");

/// A font.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Face {
    /// Ordinary text.
    Regular,
    /// Headings and stressed text.
    Bold,
    /// Hashes and ids; also signs that the others lack.
    Mono,
}

/// A sign of a font.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Sign {
    /// The font that has it.
    pub(super) face: Face,
    /// Its number there.
    pub(super) glyph: u32,
    /// Its width, for letters of size 1.
    pub(super) advance: f32,
}

struct Loaded {
    font: Font,
    signs: Charmap<'static>,
    widths: GlyphMetrics<'static>,
    em: f32,
}

impl Loaded {
    fn load(bytes: &'static [u8]) -> Option<Self> {
        let read = FontRef::new(bytes).ok()?;
        let font = Font::new(bytes.into(), 0)?;
        let em = font.units_per_em();
        let widths = read.glyph_metrics(Size::unscaled(), LocationRef::default());
        Some(Self { font, signs: read.charmap(), widths, em })
    }

    fn sign(&self, face: Face, c: char) -> Option<Sign> {
        let glyph = self.signs.map(c).filter(|glyph| glyph.to_u32() != 0)?;
        let advance = self.widths.advance_width(glyph)? / self.em;
        Some(Sign { face, glyph: glyph.to_u32(), advance })
    }
}

/// All fonts.
pub(super) struct Faces {
    regular: Loaded,
    bold: Loaded,
    mono: Loaded,
}

impl Faces {
    /// Reads them; `None` if they are damaged.
    pub(super) fn load() -> Option<Self> {
        let (regular, bold, mono) = (Loaded::load(REGULAR)?, Loaded::load(BOLD)?, Loaded::load(MONO)?);
        Some(Self { regular, bold, mono })
    }

    /// The font itself.
    pub(super) fn font(&self, face: Face) -> Font {
        self.loaded(face).font.clone()
    }

    /// The sign for a character, from another font if this one lacks it.
    pub(super) fn sign(&self, face: Face, c: char) -> Option<Sign> {
        [face, Face::Regular, Face::Mono].into_iter().find_map(|face| self.loaded(face).sign(face, c))
    }

    /// How wide a text runs in letters of size 1.
    pub(super) fn width(&self, face: Face, text: &str) -> f32 {
        text.chars().filter_map(|c| self.sign(face, c)).map(|sign| sign.advance).sum()
    }

    fn loaded(&self, face: Face) -> &Loaded {
        match face {
            Face::Regular => &self.regular,
            Face::Bold => &self.bold,
            Face::Mono => &self.mono,
        }
    }
}
