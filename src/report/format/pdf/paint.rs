//! Writes pages with krilla: marks become text and shapes, leaves become marked content, groups become tags. Must not decide where
//! anything stands.

use std::collections::BTreeMap;

use krilla::annotation::{Annotation, LinkAnnotation, Target};
use krilla::color::rgb;
use krilla::destination::XyzDestination;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::paint::{Fill, Stroke, StrokeDash};
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, ContentTag, Identifier, Node, SpanTag, Tag, TagGroup};
use krilla::text::{GlyphId, KrillaGlyph};

use super::face::{Face, Faces};
use super::setting::{SetLine, Span};
use super::sheet::{self, Area, Colour, Mark, Place, Sheet};
use crate::base::id::Seq;

/// What is known of the leaves once they are drawn.
#[derive(Default)]
pub(super) struct Drawn {
    leaves: BTreeMap<usize, Identifier>,
    links: BTreeMap<usize, Vec<Identifier>>,
}

/// Where a link lies on the page.
pub(super) struct Lying {
    area: Area,
    goal: Seq,
    leaf: usize,
}

/// Draws on one page.
pub(super) struct Brush<'a, 'b> {
    surface: &'a mut Surface<'b>,
    faces: &'a Faces,
}

fn paint(colour: Colour) -> Fill {
    let (red, green, blue) = colour;
    Fill { paint: rgb::Color::new(red, green, blue).into(), ..Fill::default() }
}

fn aside(kind: ArtifactType) -> ContentTag<'static> {
    ContentTag::Artifact(Artifact::with_kind(kind))
}

/// How far a circle's arms reach, for a radius of 1.
const ARM: f32 = 0.552_285;

impl<'a, 'b> Brush<'a, 'b> {
    /// For one page.
    pub(super) fn new(surface: &'a mut Surface<'b>, faces: &'a Faces) -> Self {
        Self { surface, faces }
    }

    /// Draws what stands on the page. Gives the links back.
    pub(super) fn sheet(&mut self, sheet: &Sheet, drawn: &mut Drawn) -> Vec<Lying> {
        let mut lying = Vec::new();
        for mark in &sheet.marks {
            match mark {
                Mark::Fill(area, colour) => {
                    self.aside(ArtifactType::Layout, |brush| brush.fill(*area, *colour));
                }
                Mark::Text(x, y, line) => lying.extend(self.tagged_line((*x, *y), line, drawn)),
                Mark::Drawing(area, picture, leaf) => {
                    let id = self.surface.start_tagged(ContentTag::Other);
                    super::drawing::draw(self, *area, picture);
                    self.surface.end_tagged();
                    drawn.leaves.insert(*leaf, id);
                }
            }
        }
        lying
    }

    /// Draws something that is no part of what the paper says.
    pub(super) fn aside(&mut self, kind: ArtifactType, draw: impl FnOnce(&mut Self)) {
        self.surface.start_tagged(aside(kind));
        draw(self);
        self.surface.end_tagged();
    }

    fn tagged_line(&mut self, at: (f32, f32), line: &SetLine, drawn: &mut Drawn) -> Vec<Lying> {
        let (mut x, y) = at;
        let mut lying = Vec::new();
        let mut leaves = line.leaves.iter();
        for stretch in line.stretches() {
            let leaf = leaves.next();
            let tag =
                leaf.map_or(aside(ArtifactType::PaginationOther), |_| ContentTag::Span(SpanTag::empty()));
            let id = self.surface.start_tagged(tag);
            let end = self.spans(x, y, stretch);
            self.surface.end_tagged();
            if let Some(leaf) = leaf {
                drawn.leaves.insert(*leaf, id);
            }
            if let Some((span, leaf)) = stretch.first().zip(leaf) {
                let size = span.look.size;
                let area = Area { x, y: y - size, width: end - x, height: size * 1.3 };
                lying.extend(span.look.goal.map(|goal| Lying { area, goal, leaf: *leaf }));
            }
            self.strike(x, y, stretch);
            x = end;
        }
        lying
    }

    /// A line as shapes, which nobody can search or copy; call it inside [`Self::aside`].
    pub(super) fn outlines(&mut self, x: f32, y: f32, line: &SetLine) {
        for span in &line.spans {
            self.surface.set_fill(Some(paint(span.look.colour)));
            let font = self.faces.font(span.look.face);
            self.surface.draw_glyphs(
                Point::from_xy(x, y),
                &span.glyphs,
                font,
                &span.text,
                span.look.size,
                true,
            );
        }
    }

    /// A line that is no part of what the paper says; call it inside [`Self::aside`].
    pub(super) fn line_of_text(&mut self, x: f32, y: f32, line: &SetLine) {
        self.spans(x, y, &line.spans);
    }

    fn spans(&mut self, x: f32, y: f32, spans: &[Span]) -> f32 {
        let mut x = x;
        for span in spans {
            let y = if span.look.raised { y - span.look.size * 0.5 } else { y };
            self.surface.set_fill(Some(paint(span.look.colour)));
            let font = self.faces.font(span.look.face);
            self.surface.draw_glyphs(
                Point::from_xy(x, y),
                &span.glyphs,
                font,
                &span.text,
                span.look.size,
                false,
            );
            x += span.width;
        }
        x
    }

    fn strike(&mut self, x: f32, y: f32, spans: &[Span]) {
        let Some(span) = spans.first().filter(|span| span.look.struck) else { return };
        let width = spans.iter().map(|span| span.width).sum();
        let (size, colour) = (span.look.size, span.look.colour);
        let area = Area { x, y: y - size * 0.3, width, height: size * 0.07 };
        self.aside(ArtifactType::Layout, |brush| brush.fill(area, colour));
    }

    /// Draws something turned.
    pub(super) fn turned(&mut self, turn: &krilla::geom::Transform, draw: impl FnOnce(&mut Self)) {
        self.surface.push_transform(turn);
        draw(self);
        self.surface.pop();
    }

    /// How wide a text runs in letters of size 1.
    pub(super) fn width(&self, face: Face, text: &str) -> f32 {
        self.faces.width(face, text)
    }

    /// A filled rectangle.
    pub(super) fn fill(&mut self, area: Area, colour: Colour) {
        let rect = Rect::from_xywh(area.x, area.y, area.width, area.height);
        if let Some(rect) = rect {
            let mut path = PathBuilder::new();
            path.push_rect(rect);
            self.path(path, colour);
        }
    }

    fn path(&mut self, path: PathBuilder, colour: Colour) {
        if let Some(path) = path.finish() {
            self.surface.set_stroke(None);
            self.surface.set_fill(Some(paint(colour)));
            self.surface.draw_path(&path);
        }
    }

    /// A line between two points.
    pub(super) fn line(&mut self, ends: ((f32, f32), (f32, f32)), colour: Colour, width: f32, dashed: bool) {
        let ((x, y), (to_x, to_y)) = ends;
        let mut path = PathBuilder::new();
        path.move_to(x, y);
        path.line_to(to_x, to_y);
        let Some(path) = path.finish() else { return };
        let dash = dashed.then(|| StrokeDash { array: vec![2.0, 2.0], offset: 0.0 });
        let stroke = Stroke { paint: paint(colour).paint, width, dash, ..Stroke::default() };
        self.surface.set_fill(None);
        self.surface.set_stroke(Some(stroke));
        self.surface.draw_path(&path);
        self.surface.set_stroke(None);
    }

    /// A filled circle.
    pub(super) fn circle(&mut self, centre: (f32, f32), radius: f32, colour: Colour) {
        let ((x, y), r, a) = (centre, radius, radius * ARM);
        let mut path = PathBuilder::new();
        path.move_to(x + r, y);
        path.cubic_to(x + r, y + a, x + a, y + r, x, y + r);
        path.cubic_to(x - a, y + r, x - r, y + a, x - r, y);
        path.cubic_to(x - r, y - a, x - a, y - r, x, y - r);
        path.cubic_to(x + a, y - r, x + r, y - a, x + r, y);
        path.close();
        self.path(path, colour);
    }

    /// A text on one line; what no font has is left out here, because the description of the drawing says it.
    pub(super) fn label(&mut self, at: (f32, f32), text: &str, face: Face, look: (f32, Colour)) {
        let ((mut x, y), (size, colour)) = (at, look);
        self.surface.set_stroke(None);
        self.surface.set_fill(Some(paint(colour)));
        for c in text.chars() {
            let Some(sign) = self.faces.sign(face, c).or_else(|| self.faces.sign(face, '\u{fffd}')) else {
                continue;
            };
            let glyph = KrillaGlyph::new(
                GlyphId::new(sign.glyph),
                sign.advance,
                0.0,
                0.0,
                0.0,
                0..c.len_utf8(),
                None,
            );
            let font = self.faces.font(sign.face);
            self.surface.draw_glyphs(Point::from_xy(x, y), &[glyph], font, &c.to_string(), size, false);
            x += sign.advance * size;
        }
    }
}

impl Drawn {
    /// Makes the links of a page.
    pub(super) fn link(
        &mut self,
        page: &mut krilla::page::Page<'_>,
        lying: Vec<Lying>,
        places: &BTreeMap<Seq, Place>,
    ) {
        for Lying { area, goal, leaf } in lying {
            let rect = Rect::from_xywh(area.x, area.y, area.width, area.height);
            let (Some(rect), Some(place)) = (rect, places.get(&goal)) else { continue };
            let target = Target::Destination(destination(*place).into());
            let link = Annotation::new_link(LinkAnnotation::new(rect, target), Some(format!("Entry {goal}")));
            self.links.entry(leaf).or_default().push(page.add_tagged_annotation(link));
        }
    }

    /// A node with what was drawn for it.
    pub(super) fn node(&self, node: sheet::Node) -> Option<Node> {
        match node {
            sheet::Node::Leaf(leaf) => Some(Node::Leaf(*self.leaves.get(&leaf)?)),
            sheet::Node::Link(leaf) => {
                let mut link = TagGroup::new(Tag::Link);
                link.push(*self.leaves.get(&leaf)?);
                self.links.get(&leaf).into_iter().flatten().for_each(|id| link.push(*id));
                Some(Node::Group(link))
            }
            sheet::Node::Group(tag, nodes) => {
                let children = nodes.into_iter().filter_map(|node| self.node(node)).collect();
                Some(Node::Group(TagGroup::with_children(tag, children)))
            }
        }
    }
}

/// A place as a target.
pub(super) fn destination(place: Place) -> XyzDestination {
    XyzDestination::new(place.sheet, Point::from_xy(0.0, (place.y - 6.0).max(0.0)))
}
