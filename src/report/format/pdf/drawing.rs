//! A drawing in the PDF: the model's shapes, scaled. Must not know what is drawn.

use super::face::Face;
use super::paint::Brush;
use super::sheet::{Area, ink};
use crate::report::document::literal::one_line;
use crate::report::document::picture::{Align, Ink, PICTURE_WIDTH, Picture, Point, Shape};

/// A length of the model. Longer ones than any drawing has are cut.
pub(super) fn length(units: i32) -> f32 {
    let most = i32::from(i16::MAX);
    i16::try_from(units.clamp(-most, most)).map_or(0.0, f32::from)
}

/// Draws a picture.
pub(super) fn draw(brush: &mut Brush<'_, '_>, area: Area, picture: &Picture) {
    let scale = area.width / length(PICTURE_WIDTH);
    let at = |point: &Point| (area.x + length(point.x) * scale, area.y + length(point.y) * scale);
    for shape in &picture.shapes {
        match shape {
            Shape::Rect { from, width, height, ink: colour } => {
                let (x, y) = at(from);
                let (width, height) = (length(*width) * scale, length(*height) * scale);
                brush.fill(Area { x, y, width, height }, ink(*colour));
            }
            Shape::Line { from, to, ink: colour, dashed } => {
                let width = if *colour == Ink::Anchor { 0.9 } else { 0.6 };
                brush.line((at(from), at(to)), ink(*colour), width, *dashed);
            }
            Shape::Circle { centre, radius, ink: colour } => {
                brush.circle(at(centre), length(*radius) * scale, ink(*colour));
            }
            Shape::Text { at: point, align, text, size, ink: colour } => {
                let face = if *colour == Ink::Anchor { Face::Bold } else { Face::Regular };
                let (text, size) = (one_line(text), length(*size) * scale);
                let width = brush.width(face, &text) * size;
                let (x, y) = at(point);
                let x = match align {
                    Align::Start => x,
                    Align::Middle => x - width / 2.0,
                    Align::End => x - width,
                };
                brush.label((x, y), &text, face, (size, ink(*colour)));
            }
        }
    }
}
