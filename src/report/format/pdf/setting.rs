//! Sets runs of text as lines of a width. A character that no font has is written as its number, `‹U+6F22›`, so that nothing is lost
//! and nothing looks like something else. Must not know pages.

use krilla::text::{GlyphId, KrillaGlyph};

use super::face::{Face, Faces, Sign};
use super::sheet::{BLACK, Colour, GAP, QUIET};
use crate::base::id::Seq;
use crate::report::document::{Run, Style};

/// How a text looks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Look {
    /// Font.
    pub(super) face: Face,
    /// Size in points.
    pub(super) size: f32,
    /// Colour.
    pub(super) colour: Colour,
    /// Struck through.
    pub(super) struck: bool,
    /// Raised, as the marks of footnotes are.
    pub(super) raised: bool,
    /// The entry that it leads to.
    pub(super) goal: Option<Seq>,
}

impl Look {
    /// Black letters.
    pub(super) fn new(face: Face, size: f32) -> Self {
        Self { face, size, colour: BLACK, struck: false, raised: false, goal: None }
    }

    /// The same in another colour.
    pub(super) fn in_colour(self, colour: Colour) -> Self {
        Self { colour, ..self }
    }

    fn styled(self, style: Style) -> Self {
        match style {
            Style::Plain => self,
            Style::Strong => Self { face: Face::Bold, ..self },
            Style::Code => Self { face: Face::Mono, size: self.size * 0.92, ..self },
            Style::Struck => Self { struck: true, colour: QUIET, ..self },
            Style::Quiet => Self { face: Face::Regular, colour: QUIET, size: self.size * 0.94, ..self },
            Style::Gap => Self { face: Face::Bold, colour: GAP, ..self },
            Style::Entry(seq) => Self { goal: Some(seq), ..self },
            Style::Note => Self { face: Face::Regular, raised: true, size: self.size * 0.7, ..self },
        }
    }
}

/// Letters side by side that look alike.
pub(super) struct Span {
    /// How they look; the font is the one that has them.
    pub(super) look: Look,
    /// What they say.
    pub(super) text: String,
    /// The signs.
    pub(super) glyphs: Vec<KrillaGlyph>,
    /// Width in points.
    pub(super) width: f32,
}

/// A line, from left to right.
#[derive(Default)]
pub(super) struct SetLine {
    /// Its spans.
    pub(super) spans: Vec<Span>,
    /// For each stretch of spans that are struck alike and lead to the same place, its leaf in the tree of tags.
    pub(super) leaves: Vec<usize>,
}

impl SetLine {
    /// Width in points.
    pub(super) fn width(&self) -> f32 {
        self.spans.iter().map(|span| span.width).sum()
    }

    /// The stretches that have leaves.
    pub(super) fn stretches(&self) -> impl Iterator<Item = &[Span]> {
        self.spans
            .chunk_by(|one, other| (one.look.struck, one.look.goal) == (other.look.struck, other.look.goal))
    }
}

#[derive(Clone, Copy)]
struct Letter {
    c: char,
    sign: Sign,
    look: Look,
}

impl Letter {
    fn width(&self) -> f32 {
        self.sign.advance * self.look.size
    }

    /// Whether a line may end behind it.
    fn ends(&self) -> bool {
        matches!(self.c, ' ' | '-' | '/' | '\u{2013}' | '\u{2014}' | '›' | ';')
    }
}

/// Sets lines, and numbers the footnotes that it meets.
pub(super) struct Setter {
    /// The fonts.
    pub(super) faces: Faces,
    notes: Vec<String>,
    noted: usize,
}

impl Setter {
    /// With these fonts.
    pub(super) fn new(faces: Faces) -> Self {
        Self { faces, notes: Vec::new(), noted: 0 }
    }

    /// Footnotes met since the last call, with their numbers in front.
    pub(super) fn take_notes(&mut self) -> Vec<String> {
        std::mem::take(&mut self.notes)
    }

    /// Sets a text in one look.
    pub(super) fn text(&mut self, text: &str, look: Look, width: f32) -> Vec<SetLine> {
        self.runs(&[Run::plain(text)], look, width)
    }

    /// Sets runs; always at least one line.
    pub(super) fn runs(&mut self, runs: &[Run], base: Look, width: f32) -> Vec<SetLine> {
        let mut letters = Vec::new();
        let mut lines = Vec::new();
        for run in runs {
            let look = base.styled(run.style());
            let text = self.shown(run);
            for (n, part) in text.split('\n').enumerate() {
                if n > 0 {
                    lines.push(std::mem::take(&mut letters));
                }
                part.chars().for_each(|c| self.letter(c, look, &mut letters));
            }
        }
        lines.push(letters);
        lines.iter().flat_map(|letters| broken(letters, width)).map(joined).collect()
    }

    fn shown(&mut self, run: &Run) -> String {
        if run.style() != Style::Note {
            return run.text().to_owned();
        }
        self.noted += 1;
        self.notes.push(format!("{} {}", self.noted, run.text().replace('\n', " ")));
        format!("\u{2009}{}", self.noted)
    }

    fn letter(&self, c: char, look: Look, letters: &mut Vec<Letter>) {
        if let Some(sign) = self.faces.sign(look.face, c) {
            letters.push(Letter { c, sign, look });
            return;
        }
        let number = match c {
            '⟨' => "‹".to_owned(),
            '⟩' => "›".to_owned(),
            other => format!("‹U+{:04X}›", u32::from(other)),
        };
        let signs =
            number.chars().filter_map(|c| Some(Letter { c, sign: self.faces.sign(look.face, c)?, look }));
        letters.extend(signs);
    }
}

/// Breaks where a line may end; inside a word only if the word alone is too wide.
fn broken(letters: &[Letter], width: f32) -> Vec<&[Letter]> {
    let mut lines = Vec::new();
    let (mut start, mut break_at, mut used) = (0, 0, 0.0_f32);
    for (n, letter) in letters.iter().enumerate() {
        used += letter.width();
        if used > width && letter.c != ' ' && n > start {
            let end = if break_at > start { break_at } else { n };
            lines.extend(letters.get(start..end));
            start = end;
            used = letters.get(start..=n).unwrap_or(&[]).iter().map(Letter::width).sum();
        }
        if letter.ends() {
            break_at = n + 1;
        }
    }
    lines.extend(letters.get(start..));
    lines
}

fn joined(letters: &[Letter]) -> SetLine {
    let alike = |one: &Letter, other: &Letter| one.look == other.look && one.sign.face == other.sign.face;
    let spans = letters.chunk_by(alike).filter_map(|letters| {
        let first = letters.first()?;
        let (mut text, mut glyphs, mut width) = (String::new(), Vec::new(), 0.0);
        for letter in letters {
            let start = text.len();
            text.push(letter.c);
            let (glyph, advance) = (GlyphId::new(letter.sign.glyph), letter.sign.advance);
            glyphs.push(KrillaGlyph::new(glyph, advance, 0.0, 0.0, 0.0, start..text.len(), None));
            width += letter.width();
        }
        Some(Span { look: Look { face: first.sign.face, ..first.look }, text, glyphs, width })
    });
    SetLine { spans: spans.collect(), leaves: Vec::new() }
}
